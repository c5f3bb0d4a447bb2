//! What is asked at a cursor.

use dossier_workspace::Snapshot;
use serde_json::{Value, json};

use super::place;
use crate::markdown::Markup;
use crate::request::At;
use crate::written::{item, location, range};

pub(super) fn completion(
    snapshot: &Snapshot,
    at: &At,
    typed: Option<&str>,
    markup: Markup,
) -> Value {
    let Some((source, offset)) = place(snapshot, at) else {
        return Value::Null;
    };
    if !dossier_ide::asks_for_completion(&source, offset, typed) {
        return Value::Null;
    }
    let found = dossier_ide::completions(snapshot, source.id, offset);
    let lines = &source.parsed.lines;
    let items = found.items.iter();
    let items = items.map(|it| item(snapshot, source.id, lines, it, markup));
    json!({"incomplete": found.incomplete, "items": items.collect::<Vec<_>>()})
}

pub(super) fn hover(snapshot: &Snapshot, at: &At, markup: Markup) -> Value {
    let found = place(snapshot, at).and_then(|(source, offset)| {
        let hover = dossier_ide::hover(snapshot, source.id, offset)?;
        Some(json!({
            "range": range(&source.parsed.lines, hover.span),
            "doc": markup.of(hover.markdown),
        }))
    });
    found.unwrap_or_default()
}

pub(super) fn definition(snapshot: &Snapshot, at: &At) -> Value {
    let Some((source, offset)) = place(snapshot, at) else {
        return Value::Array(Vec::new());
    };
    let links = dossier_ide::definition(snapshot, source.id, offset);
    let found = links.iter().map(|link| {
        let mut place = location(snapshot, &link.path, link.target);
        place["origin"] = range(&source.parsed.lines, link.origin);
        place
    });
    found.collect()
}

pub(super) fn references(snapshot: &Snapshot, at: &At, definition: bool) -> Value {
    let Some((source, offset)) = place(snapshot, at) else {
        return Value::Array(Vec::new());
    };
    let found = dossier_ide::references(snapshot, source.id, offset, definition);
    let index = snapshot.index();
    let found = found
        .iter()
        .map(|it| location(snapshot, &index.file(it.file).path, it.span));
    found.collect()
}

pub(super) fn prepare_rename(snapshot: &Snapshot, at: &At) -> Value {
    let found = place(snapshot, at).and_then(|(source, offset)| {
        let (span, name) = dossier_ide::prepare_rename(snapshot, source.id, offset)?;
        Some(json!({"range": range(&source.parsed.lines, span), "name": name}))
    });
    found.unwrap_or_default()
}
