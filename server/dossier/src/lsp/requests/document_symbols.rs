//! `textDocument/documentSymbol`

use dossier_ide::{DocumentSymbol, DocumentSymbolKind};
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{
    self as lsp, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation,
    SymbolKind, Uri,
};

use super::{ranges, source};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::Ranges;

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
    Some(outline(&ranges, uri, found))
}

/// The outline of a file: a tree, or a list for a client that shows no trees.
fn outline(ranges: &Ranges<'_>, uri: &Uri, symbols: Vec<DocumentSymbol>) -> DocumentSymbolResponse {
    if ranges.can.symbol_trees {
        let symbols = symbols.into_iter();
        return DocumentSymbolResponse::Nested(
            symbols.map(|symbol| nested(ranges, symbol)).collect(),
        );
    }
    let mut flat = Vec::new();
    for symbol in symbols {
        flatten(ranges, uri, symbol, None, &mut flat);
    }
    DocumentSymbolResponse::Flat(flat)
}

#[expect(deprecated, reason = "the protocol's type still has a field of old")]
fn nested(ranges: &Ranges<'_>, symbol: DocumentSymbol) -> lsp::DocumentSymbol {
    let children = symbol.children.into_iter();
    lsp::DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: ranges.range(symbol.span),
        selection_range: ranges.range(symbol.selection),
        children: Some(children.map(|child| nested(ranges, child)).collect()),
    }
}

#[expect(deprecated, reason = "the protocol's type still has a field of old")]
fn flatten(
    ranges: &Ranges<'_>,
    uri: &Uri,
    symbol: DocumentSymbol,
    container_name: Option<&str>,
    flat: &mut Vec<SymbolInformation>,
) {
    flat.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location {
            uri: uri.clone(),
            range: ranges.range(symbol.span),
        },
        container_name: container_name.map(str::to_owned),
    });
    for child in symbol.children {
        flatten(ranges, uri, child, Some(&symbol.name), flat);
    }
}

fn symbol_kind(kind: DocumentSymbolKind) -> SymbolKind {
    match kind {
        DocumentSymbolKind::FrontMatter => SymbolKind::OBJECT,
        DocumentSymbolKind::Field => SymbolKind::PROPERTY,
        DocumentSymbolKind::Heading => SymbolKind::STRING,
    }
}
