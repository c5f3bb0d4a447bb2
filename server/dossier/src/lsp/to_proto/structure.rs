//! What a file is made of, in the protocol's types.

use dossier_dialect::FileKind;
use dossier_ide::{
    DocumentLink, DocumentSymbol, DocumentSymbolKind, Fold, FoldKind, Highlight, HighlightKind,
    WorkspaceSymbol, WorkspaceSymbolKind,
};
use dossier_syntax::Span;
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{
    self as lsp, DocumentHighlightKind, DocumentSymbolResponse, FoldingRange, FoldingRangeKind,
    Location, OneOf, SelectionRange, SymbolInformation, SymbolKind, Uri,
};

use super::{Ranges, lines_of, uri};
use crate::lsp::shared::Shared;

/// The outline of a file: a tree, or a list for a client that shows no trees.
pub(in crate::lsp) fn document_symbols(
    ranges: &Ranges<'_>,
    uri: &Uri,
    symbols: Vec<DocumentSymbol>,
) -> DocumentSymbolResponse {
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

/// Something of the workspace that can be jumped to.
pub(in crate::lsp) fn workspace_symbol(
    shared: &Shared,
    snapshot: &Snapshot,
    symbol: WorkspaceSymbol,
) -> Option<lsp::WorkspaceSymbol> {
    let path = &snapshot.index().file(symbol.file).path;
    let lines = lines_of(snapshot, path);
    let can = shared.client_can();
    let location = Location {
        uri: uri(shared, path)?,
        range: Ranges { lines: &lines, can }.range(symbol.span),
    };
    Some(lsp::WorkspaceSymbol {
        name: symbol.name,
        kind: match symbol.kind {
            WorkspaceSymbolKind::File(FileKind::Agent) => SymbolKind::CLASS,
            WorkspaceSymbolKind::File(FileKind::Skill) => SymbolKind::MODULE,
            WorkspaceSymbolKind::File(FileKind::Command) => SymbolKind::EVENT,
            WorkspaceSymbolKind::File(_) => SymbolKind::FILE,
            WorkspaceSymbolKind::Heading => SymbolKind::STRING,
        },
        tags: None,
        container_name: Some(symbol.container).filter(|container| !container.is_empty()),
        location: OneOf::Left(location),
        data: None,
    })
}

/// Something that folds. A client that folds whole lines is told only lines.
pub(in crate::lsp) fn fold(ranges: &Ranges<'_>, fold: Fold) -> FoldingRange {
    let range = ranges.range(fold.span);
    let column = |column| (!ranges.can.folds_lines_only).then_some(column);
    FoldingRange {
        start_line: range.start.line,
        start_character: column(range.start.character),
        end_line: range.end.line,
        end_character: column(range.end.character),
        kind: match fold.kind {
            FoldKind::FrontMatter | FoldKind::Section => Some(FoldingRangeKind::Region),
            FoldKind::List | FoldKind::Code => None,
        },
        collapsed_text: None,
    }
}

/// A chain of selections, from the innermost span to the outermost.
pub(in crate::lsp) fn selection_range(ranges: &Ranges<'_>, spans: &[Span]) -> SelectionRange {
    let mut chain: Option<SelectionRange> = None;
    for &span in spans.iter().rev() {
        chain = Some(SelectionRange {
            range: ranges.range(span),
            parent: chain.map(Box::new),
        });
    }
    chain.unwrap_or_default()
}

/// A path that can be clicked.
pub(in crate::lsp) fn document_link(
    shared: &Shared,
    ranges: &Ranges<'_>,
    link: DocumentLink,
) -> Option<lsp::DocumentLink> {
    Some(lsp::DocumentLink {
        range: ranges.range(link.span),
        target: Some(uri(shared, &link.path)?),
        tooltip: Some(link.tooltip).filter(|_| ranges.can.link_tooltips),
        data: None,
    })
}

/// A place to highlight.
pub(in crate::lsp) fn document_highlight(
    ranges: &Ranges<'_>,
    highlight: Highlight,
) -> lsp::DocumentHighlight {
    lsp::DocumentHighlight {
        range: ranges.range(highlight.span),
        kind: Some(match highlight.kind {
            HighlightKind::Mention => DocumentHighlightKind::READ,
            HighlightKind::Definition => DocumentHighlightKind::WRITE,
            HighlightKind::Field => DocumentHighlightKind::TEXT,
        }),
    }
}
