//! Diagnostics for clients that ask for them.
//!
//! A result id names the moment it was made at, and what was found by a hash. A client that holds
//! one of the same moment is told so without another look, and one that holds the same findings is
//! spared them, whatever else has changed.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use dossier_workspace::{FileId, Snapshot};
use tower_lsp_server::ls_types::{
    self as lsp, FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::diagnostics;
use crate::lsp::shared::Shared;
use crate::lsp::{from_proto, to_proto};

/// The ids of the results that a client holds.
pub(in crate::lsp) type Known = HashMap<Uri, String>;

/// What a client is told of one file.
pub(in crate::lsp) enum Report {
    /// What it holds is still so, under this id.
    Unchanged(UnchangedDocumentDiagnosticReport),
    /// All that was found.
    Full(FullDocumentDiagnosticReport),
}

/// The findings in `file`, unless the client holds them, as the id that it was given `before`
/// tells.
pub(in crate::lsp) fn report(
    shared: &Shared,
    snapshot: &Snapshot,
    file: FileId,
    before: Option<&str>,
) -> Report {
    let moment = moment(snapshot);
    if let Some(before) = before.filter(|before| before.starts_with(&moment)) {
        return Report::Unchanged(UnchangedDocumentDiagnosticReport {
            result_id: before.to_owned(),
        });
    }
    let items = diagnostics(shared, snapshot, file);
    let found = hash_of(&items);
    let result_id = format!("{moment}{found}");
    if before.is_some_and(|before| before.rsplit(SEPARATOR).next() == Some(&found)) {
        return Report::Unchanged(UnchangedDocumentDiagnosticReport { result_id });
    }
    Report::Full(FullDocumentDiagnosticReport {
        result_id: Some(result_id),
        items,
    })
}

/// The same for several files of the workspace.
pub(in crate::lsp) fn workspace_reports(
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
pub(in crate::lsp) fn gone(
    snapshot: &Snapshot,
    known: &Known,
) -> Vec<WorkspaceDocumentDiagnosticReport> {
    let is_gone = |uri: &Uri| {
        let file = snapshot.index().find(&from_proto::path(uri));
        file.is_none_or(|id| snapshot.index().file(id).facts.is_none())
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

const SEPARATOR: char = '-';

/// The part of a result id that is the same for all results of a moment: another run of the
/// server counts its own changes.
fn moment(snapshot: &Snapshot) -> String {
    let run = std::process::id();
    let changes = snapshot.generation();
    format!("{run}{SEPARATOR}{changes}{SEPARATOR}")
}

/// What tells findings from others.
fn hash_of(items: &[lsp::Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    // Findings are made of texts and numbers, which can be written.
    serde_json::to_string(items)
        .unwrap_or_default()
        .hash(&mut hasher);
    format!("{:x}", hasher.finish())
}
