//! From our types to the protocol's, as far as several requests need it.

use std::collections::HashMap;
use std::str::FromStr;

use camino::Utf8Path;
use dossier_dialect::Severity;
use dossier_ide::{Diagnostic, Tag};
use dossier_syntax::{LineIndex, Span};
use dossier_workspace::{FileId, Snapshot};
use tower_lsp_server::ls_types::{
    self as lsp, AnnotatedTextEdit, CodeDescription, DiagnosticRelatedInformation,
    DiagnosticSeverity, DiagnosticTag, DocumentChangeOperation, DocumentChanges, Location,
    MarkupContent, MarkupKind, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::client::ClientCan;
use super::plain_text::plain_text;
use super::shared::Shared;
use crate::address::address_of;
use crate::catalogue;

/// Turns spans of one file into ranges.
pub(super) struct Ranges<'a> {
    pub(super) lines: &'a LineIndex,
    pub(super) can: &'a ClientCan,
}

impl Ranges<'_> {
    /// A span as a range in the session's unit.
    pub(super) fn range(&self, span: Span) -> lsp::Range {
        let position = |offset| {
            let position = self.lines.position(offset, self.can.encoding);
            lsp::Position {
                line: position.line,
                character: position.column,
            }
        };
        lsp::Range {
            start: position(span.range().start),
            end: position(span.range().end),
        }
    }
}

/// The address of a file. Open documents keep the client's own way of writing theirs.
pub(super) fn uri(shared: &Shared, path: &Utf8Path) -> Option<Uri> {
    shared
        .uri_of(path)
        .or_else(|| address_of(path))
        .or_else(|| Uri::from_str(path.as_str()).ok())
}

/// A span in a file of the index.
pub(super) fn range(shared: &Shared, snapshot: &Snapshot, file: FileId, span: Span) -> lsp::Range {
    let lines = snapshot.lines(&snapshot.index().file(file).path);
    let can = shared.client_can();
    Ranges { lines: &lines, can }.range(span)
}

/// A place in a file of the index.
pub(super) fn location(
    shared: &Shared,
    snapshot: &Snapshot,
    file: FileId,
    span: Span,
) -> Option<Location> {
    let uri = uri(shared, &snapshot.index().file(file).path)?;
    let range = range(shared, snapshot, file, span);
    Some(Location { uri, range })
}

/// Markdown, or what is left of it for a client that shows plain text.
pub(super) fn markup(markdown: String, renders: bool) -> MarkupContent {
    if renders {
        MarkupContent {
            kind: MarkupKind::Markdown,
            value: markdown,
        }
    } else {
        MarkupContent {
            kind: MarkupKind::PlainText,
            value: plain_text(&markdown),
        }
    }
}

/// The findings in one file.
pub(super) fn diagnostics(
    shared: &Shared,
    snapshot: &Snapshot,
    ranges: &Ranges<'_>,
    found: Vec<Diagnostic>,
) -> Vec<lsp::Diagnostic> {
    let can = ranges.can;
    let related = |places: &[(FileId, Span, String)]| {
        let places = places.iter().filter_map(|(id, span, message)| {
            Some(DiagnosticRelatedInformation {
                location: location(shared, snapshot, *id, *span)?,
                message: message.clone(),
            })
        });
        Some(places.collect::<Vec<_>>())
            .filter(|places| can.related_information && !places.is_empty())
    };
    found
        .into_iter()
        .map(|finding| lsp::Diagnostic {
            range: ranges.range(finding.span),
            severity: Some(severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.to_owned())),
            code_description: can
                .code_descriptions
                .then(|| Uri::from_str(&catalogue::page(finding.rule)).ok())
                .flatten()
                .map(|href| CodeDescription { href }),
            source: Some("dossier".to_owned()),
            related_information: related(&finding.related),
            tags: finding.tag.filter(|_| can.diagnostic_tags).map(|tag| {
                vec![match tag {
                    Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
                    Tag::Deprecated => DiagnosticTag::DEPRECATED,
                }]
            }),
            message: finding.message,
            data: None,
        })
        .collect()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint | Severity::Off => DiagnosticSeverity::HINT,
    }
}

/// Edits for a client that takes no versions: those of each file by its address.
pub(super) fn edits_by_file(changes: HashMap<Uri, Vec<TextEdit>>) -> WorkspaceEdit {
    WorkspaceEdit {
        changes: Some(changes),
        ..WorkspaceEdit::default()
    }
}

/// Edits of one file, if it still has this version.
pub(super) fn edit_of(
    uri: Uri,
    version: Option<i32>,
    edits: Vec<OneOf<TextEdit, AnnotatedTextEdit>>,
) -> DocumentChangeOperation {
    DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits,
    })
}

/// Operations to do one after the other.
pub(super) fn in_order(operations: Vec<DocumentChangeOperation>) -> WorkspaceEdit {
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    }
}
