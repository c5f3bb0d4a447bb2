//! `textDocument/diagnostic`, and the findings that are published.
//!
//! A result id names the moment it was made at, and what was found by a hash. A client that holds
//! one of the same moment is told so without another look, and one that holds the same findings is
//! spared them, whatever else has changed.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use dossier_workspace::{FileId, Snapshot};
use tower_lsp_server::ls_types::{
    self as lsp, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};

use crate::lsp::event::Event;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::Ranges;
use crate::lsp::{from_proto, to_proto};

/// The findings in one file, as both pull and push send them, but for those on the line that is
/// being typed. Returns true if there are such: then the background has them told later.
pub(in crate::lsp) fn settled_diagnostics(
    shared: &Shared,
    snapshot: &Snapshot,
    file: FileId,
) -> (Vec<lsp::Diagnostic>, bool) {
    let mut found = diagnostics(shared, snapshot, file);
    if snapshot.version(file).is_none() {
        return (found, false);
    }
    let path = &snapshot.index().file(file).path;
    let until = shared.typing().withhold(path, &mut found);
    if let Some(until) = until {
        shared.send(Event::Withheld(path.to_path_buf(), until));
    }
    (found, until.is_some())
}

/// The findings in one file.
fn diagnostics(shared: &Shared, snapshot: &Snapshot, file: FileId) -> Vec<lsp::Diagnostic> {
    let mut found = dossier_ide::diagnostics(snapshot, file);
    if found.is_empty() {
        return Vec::new();
    }
    let left_out = found.len().saturating_sub(MOST_FINDINGS);
    if left_out > 0 {
        // Of equally grave ones the first.
        found.sort_by_key(|finding| Reverse(finding.severity));
        found.truncate(MOST_FINDINGS);
        found.sort_by_key(|finding| finding.span);
    }
    // A link that leads nowhere has no lines.
    let lines = snapshot.lines(&snapshot.index().file(file).path);
    let ranges = Ranges {
        lines: &lines,
        can: shared.client_can(),
    };
    let mut told = to_proto::diagnostics(shared, snapshot, &ranges, found);
    told.extend((left_out > 0).then(|| more(left_out)));
    told
}

/// How many findings of one file a client is told, the gravest: some show no more, and each takes
/// kilobytes on its way.
const MOST_FINDINGS: usize = 1_000;

/// Says how many more there are.
fn more(count: usize) -> lsp::Diagnostic {
    lsp::Diagnostic {
        severity: Some(lsp::DiagnosticSeverity::INFORMATION),
        source: Some("dossier".to_owned()),
        message: format!(
            "This file has {count} more findings than editors are shown. `dossier check` lists all."
        ),
        ..lsp::Diagnostic::default()
    }
}

/// `textDocument/diagnostic`
pub(in crate::lsp) fn document_diagnostics(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &DocumentDiagnosticParams,
) -> DocumentDiagnosticReportResult {
    let file = snapshot
        .index()
        .find(&from_proto::path(&params.text_document.uri));
    let before = params.previous_result_id.as_deref();
    let report = match file.map(|file| report(shared, snapshot, file, before)) {
        Some(Report::Unchanged(unchanged_document_diagnostic_report)) => {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report,
            })
        }
        Some(Report::Full(full_document_diagnostic_report)) => {
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report,
            })
        }
        None => DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default()),
    };
    DocumentDiagnosticReportResult::Report(report)
}

/// What a client is told of one file.
pub(super) enum Report {
    /// What it holds is still so, under this id.
    Unchanged(UnchangedDocumentDiagnosticReport),
    /// All that was found.
    Full(FullDocumentDiagnosticReport),
}

/// The findings in `file`, unless the client holds them, as the id that it was given `before`
/// tells.
pub(super) fn report(
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
    // Who can't be told to ask again would never hear of what is not told now.
    let (items, is_withheld) = match shared.client_can().pulls_diagnostics {
        true => settled_diagnostics(shared, snapshot, file),
        false => (diagnostics(shared, snapshot, file), false),
    };
    let found = hash_of(&items);
    let result_id = match is_withheld {
        // At the same moment of the world, the client must be told more later.
        true => format!("{SEPARATOR}{found}"),
        false => format!("{moment}{found}"),
    };
    if before.is_some_and(|before| before.rsplit(SEPARATOR).next() == Some(&found)) {
        return Report::Unchanged(UnchangedDocumentDiagnosticReport { result_id });
    }
    Report::Full(FullDocumentDiagnosticReport {
        result_id: Some(result_id),
        items,
    })
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
