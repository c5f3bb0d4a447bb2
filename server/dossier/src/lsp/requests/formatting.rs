//! `textDocument/formatting`

use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{DocumentFormattingParams, TextEdit};

use super::{ranges, source};
use crate::lsp::shared::Shared;

/// `textDocument/formatting`
pub(in crate::lsp) fn formatting(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &DocumentFormattingParams,
) -> Option<Vec<TextEdit>> {
    let source = source(snapshot, &params.text_document.uri)?;
    let ranges = ranges(shared, &source);
    let edits = dossier_ide::formatting(snapshot, source.id).into_iter();
    Some(
        edits
            .map(|(span, text)| TextEdit::new(ranges.range(span), text))
            .collect(),
    )
}
