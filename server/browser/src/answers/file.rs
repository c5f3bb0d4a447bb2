//! What is asked of one file as a whole.

use dossier_ide::{DocumentSymbol, DocumentSymbolKind};
use dossier_syntax::{Encoding, LineIndex};
use dossier_workspace::Snapshot;
use serde_json::{Value, json};

use super::source;
use crate::written::{range, whole};

/// The outline: a tree.
pub(super) fn document_symbols(snapshot: &Snapshot, path: &str) -> Value {
    let Some(source) = source(snapshot, path) else {
        return Value::Array(Vec::new());
    };
    let found = dossier_ide::document_symbols(snapshot, source.id);
    outline(&source.parsed.lines, &found)
}

fn outline(lines: &LineIndex, symbols: &[DocumentSymbol]) -> Value {
    let symbols = symbols.iter().map(|symbol| {
        json!({
            "name": symbol.name,
            "detail": symbol.detail,
            "kind": match symbol.kind {
                DocumentSymbolKind::FrontMatter => "front-matter",
                DocumentSymbolKind::Field => "field",
                DocumentSymbolKind::Heading => "heading",
            },
            "range": range(lines, symbol.span),
            "selection": range(lines, symbol.selection),
            "children": outline(lines, &symbol.children),
        })
    });
    symbols.collect()
}

/// Five numbers for each word: its line, column and length, what it is, and what else is known of it.
pub(super) fn semantic_tokens(snapshot: &Snapshot, path: &str) -> Value {
    let Some(source) = source(snapshot, path) else {
        return Value::Array(Vec::new());
    };
    let position = |offset| source.parsed.lines.position(offset, Encoding::Utf16);
    let found = dossier_ide::semantic_tokens(snapshot, source.id);
    let numbers = found.iter().map(|token| {
        let range = token.span.range();
        let (start, end) = (position(range.start), position(range.end));
        let length = end.column.saturating_sub(start.column);
        json!([
            start.line,
            start.column,
            length,
            token.kind.number(),
            token.is.bits()
        ])
    });
    numbers.collect()
}

/// The answer of `dossier/describeFile`.
pub(super) fn describe_file(snapshot: &Snapshot, path: &str) -> Value {
    let file = whole(path).and_then(|path| snapshot.index().find(&path));
    let found = file.and_then(|file| dossier_ide::describe_file(snapshot, file));
    found.map_or(Value::Null, |it| {
        json!({
            "kind": it.kind,
            "dialect": it.dialect,
            "readers": it.readers,
            "ignored": it
                .ignored
                .iter()
                .map(|it| json!({ "program": it.program, "fields": it.fields }))
                .collect::<Vec<_>>(),
            "plugin": it.plugin,
            "loaded": it.loaded,
        })
    })
}
