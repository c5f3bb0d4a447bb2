//! `workspace/diagnostic`

use std::collections::HashMap;
use std::sync::Arc;

use dossier_workspace::{FileId, Snapshot};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::notification::Notification;
use tower_lsp_server::ls_types::{
    FullDocumentDiagnosticReport, NumberOrString, Uri, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::diagnostics::{Report, report};
use crate::lsp::answer::answer;
use crate::lsp::shared::Shared;
use crate::lsp::{from_proto, to_proto};

/// How many files a part of a workspace's diagnostics is about.
const PART: usize = 100;

/// The ids of the results that a client holds.
type Known = HashMap<Uri, String>;

/// `workspace/diagnostic`. A client that takes parts gets the first of them at once.
pub(in crate::lsp) async fn workspace_diagnostics(
    shared: &Arc<Shared>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    let previous = params.previous_result_ids.into_iter();
    let known: Known = previous.map(|it| (it.uri, it.value)).collect();
    let known = Arc::new(known);
    let token = params.partial_result_params.partial_result_token;
    let files = answer(shared, |_, snapshot| {
        let index = snapshot.index();
        let files = index.files().map(|(id, ..)| index.whole(id));
        let links = snapshot.dangling_links().map(|(id, _)| id);
        // A file with several entries is one file.
        let mut seen = FxHashSet::default();
        let all = files.chain(links).filter(|id| seen.insert(*id));
        all.collect::<Vec<_>>()
    });
    let files = files.await?;
    let mut items = {
        let known = known.clone();
        answer(shared, move |_, snapshot| gone(snapshot, &known)).await?
    };
    let part = token.as_ref().map_or(files.len(), |_| PART).max(1);
    for files in files.chunks(part) {
        let (files, known) = (files.to_owned(), known.clone());
        let reports = answer(shared, move |shared, snapshot| {
            reports(shared, snapshot, &files, &known)
        });
        items.extend(reports.await?);
        if let Some(token) = &token {
            let value = WorkspaceDiagnosticReport {
                items: std::mem::take(&mut items),
            };
            let token = token.clone();
            let part = PartialResultParams { token, value };
            shared.tell::<PartialResult>(part).await;
        }
    }
    let report = WorkspaceDiagnosticReport { items };
    Ok(WorkspaceDiagnosticReportResult::Report(report))
}

/// The findings in some files, as far as the client doesn't hold them.
fn reports(
    shared: &Shared,
    snapshot: &Snapshot,
    files: &[FileId],
    known: &Known,
) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let reports = files.iter().filter_map(|&id| {
        let uri = to_proto::uri(shared, &snapshot.index().file(id).path)?;
        let version = snapshot.version(id).map(i64::from);
        let before = known.get(&uri).map(String::as_str);
        Some(match report(shared, snapshot, id, before) {
            Report::Unchanged(unchanged_document_diagnostic_report) => {
                WorkspaceDocumentDiagnosticReport::Unchanged(
                    WorkspaceUnchangedDocumentDiagnosticReport {
                        uri,
                        version,
                        unchanged_document_diagnostic_report,
                    },
                )
            }
            Report::Full(full_document_diagnostic_report) => {
                WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                    uri,
                    version,
                    full_document_diagnostic_report,
                })
            }
        })
    });
    reports.collect()
}

/// The reports that a client needs to forget what it was told of files that are gone.
fn gone(snapshot: &Snapshot, known: &Known) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let is_gone = |uri: &Uri| {
        let file = snapshot.index().find(&from_proto::path(uri));
        file.is_none_or(|id| {
            !snapshot.index().says_anything(id) && snapshot.dangling_link(id).is_none()
        })
    };
    let gone = known.keys().filter(|uri| is_gone(uri));
    gone.map(|uri| {
        WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
            uri: uri.clone(),
            version: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport::default(),
        })
    })
    .collect()
}

/// A part of a result that is sent ahead of the answer.
enum PartialResult {}

impl Notification for PartialResult {
    type Params = PartialResultParams;
    const METHOD: &'static str = "$/progress";
}

#[derive(Debug, Deserialize, Serialize)]
struct PartialResultParams {
    token: NumberOrString,
    value: WorkspaceDiagnosticReport,
}
