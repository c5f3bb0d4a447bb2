//! Requests about what a file is made of.

use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{
    DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams,
    DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams, SelectionRange,
    SelectionRangeParams, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::{from_proto, place, ranges, source, to_proto};
use crate::lsp::shared::Shared;

/// `textDocument/documentSymbol`
pub(in crate::lsp) fn document_symbols(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let uri = &params.text_document.uri;
    let source = source(snapshot, uri)?;
    let found = dossier_ide::document_symbols(snapshot, source.id);
    let ranges = ranges(shared, &source);
    Some(to_proto::document_symbols(&ranges, uri, found))
}

/// `workspace/symbol`
pub(in crate::lsp) fn workspace_symbols(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &WorkspaceSymbolParams,
) -> WorkspaceSymbolResponse {
    let found = dossier_ide::workspace_symbols(snapshot, &params.query);
    let found = found
        .into_iter()
        .filter_map(|symbol| to_proto::workspace_symbol(shared, snapshot, symbol));
    WorkspaceSymbolResponse::Nested(found.collect())
}

/// `textDocument/foldingRange`
pub(in crate::lsp) fn folding(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &FoldingRangeParams,
) -> Option<Vec<FoldingRange>> {
    let source = source(snapshot, &params.text_document.uri)?;
    let found = dossier_ide::folding(snapshot, source.id);
    let ranges = ranges(shared, &source);
    let found = found.into_iter().map(|fold| to_proto::fold(&ranges, fold));
    Some(found.collect())
}

/// `textDocument/selectionRange`
pub(in crate::lsp) fn selection_ranges(
    shared: &Shared,
    snapshot: &Snapshot,
    params: SelectionRangeParams,
) -> Option<Vec<SelectionRange>> {
    let source = source(snapshot, &params.text_document.uri)?;
    let ranges = ranges(shared, &source);
    let positions = params.positions.into_iter().map(from_proto::position);
    let offsets: Vec<usize> = positions
        .map(|position| ranges.lines.offset(position, ranges.can.encoding))
        .collect();
    let found = dossier_ide::selection_ranges(snapshot, source.id, &offsets)?;
    let found = found
        .into_iter()
        .map(|spans| to_proto::selection_range(&ranges, &spans));
    Some(found.collect())
}

/// `textDocument/documentLink`
pub(in crate::lsp) fn document_links(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &DocumentLinkParams,
) -> Option<Vec<DocumentLink>> {
    let source = source(snapshot, &params.text_document.uri)?;
    let found = dossier_ide::document_links(snapshot, source.id);
    let ranges = ranges(shared, &source);
    let found = found
        .into_iter()
        .filter_map(|link| to_proto::document_link(shared, &ranges, link));
    Some(found.collect())
}

/// `textDocument/documentHighlight`
pub(in crate::lsp) fn document_highlight(
    shared: &Shared,
    snapshot: &Snapshot,
    params: DocumentHighlightParams,
) -> Option<Vec<DocumentHighlight>> {
    let place = place(shared, snapshot, params.text_document_position_params)?;
    let found = dossier_ide::document_highlight(snapshot, place.source.id, place.offset);
    let ranges = ranges(shared, &place.source);
    let found = found
        .into_iter()
        .map(|highlight| to_proto::document_highlight(&ranges, highlight));
    Some(found.collect())
}
