//! `textDocument/documentHighlight`

use dossier_ide::HighlightKind;
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams,
};

use super::{place, ranges};
use crate::lsp::shared::Shared;

/// `textDocument/documentHighlight`
pub(in crate::lsp) fn document_highlight(
    shared: &Shared,
    snapshot: &Snapshot,
    params: DocumentHighlightParams,
) -> Option<Vec<DocumentHighlight>> {
    let place = place(shared, snapshot, params.text_document_position_params)?;
    let found = dossier_ide::document_highlight(snapshot, place.source.id, place.offset);
    let ranges = ranges(shared, &place.source);
    let found = found.into_iter().map(|highlight| DocumentHighlight {
        range: ranges.range(highlight.span),
        kind: Some(kind(highlight.kind)),
    });
    Some(found.collect())
}

fn kind(kind: HighlightKind) -> DocumentHighlightKind {
    match kind {
        HighlightKind::Mention => DocumentHighlightKind::READ,
        HighlightKind::Definition => DocumentHighlightKind::WRITE,
        HighlightKind::Field => DocumentHighlightKind::TEXT,
    }
}
