//! What would change: renames, and what can be done at a place.

use camino::Utf8PathBuf;
use dossier_ide::{ActionKind, Change, Rename};
use dossier_syntax::{LineIndex, Span};
use dossier_workspace::{Snapshot, Source};
use serde_json::{Value, json};

use super::{offset, place, source};
use crate::request::{At, Range};
use crate::written::{location, path, range, whole};

/// The edits of each file, and the files that move. What waits for a nod says so.
pub(super) fn rename(snapshot: &Snapshot, at: &At, name: &str) -> Result<Value, String> {
    let Some((source, offset)) = place(snapshot, at) else {
        return Ok(Value::Null);
    };
    let reach = dossier_ide::reach_of_rename(snapshot, source.id, offset);
    let snapshot = reach.as_ref().unwrap_or(snapshot);
    let rename = dossier_ide::rename(snapshot, source.id, offset, name, true)
        .map_err(|error| error.to_string())?;
    Ok(renamed(snapshot, &rename))
}

/// The same for files that somebody moves.
pub(super) fn rename_files(snapshot: &Snapshot, moves: &[(String, String)]) -> Value {
    let whole = |(from, to): &(String, String)| Some((whole(from)?, whole(to)?));
    let moves: Vec<(Utf8PathBuf, Utf8PathBuf)> = moves.iter().filter_map(whole).collect();
    let reach = dossier_ide::reach_of_moves(snapshot, &moves);
    renamed(&reach, &dossier_ide::rename_files(&reach, &moves))
}

fn renamed(snapshot: &Snapshot, rename: &Rename) -> Value {
    let edits = rename.edits.iter().map(|edit| {
        let mut place = location(snapshot, &snapshot.index().file(edit.file).path, edit.span);
        place["text"] = edit.text.as_str().into();
        let asks = edit.question();
        place["asks"] = asks.map_or(
            Value::Null,
            |it| json!({"id": it.id, "label": it.label, "why": it.why}),
        );
        place
    });
    let moves = rename.moves.iter();
    let moves = moves.map(|(from, to)| json!([path(from), path(to)]));
    json!({"edits": edits.collect::<Vec<_>>(), "moves": moves.collect::<Vec<_>>()})
}

pub(super) fn actions(snapshot: &Snapshot, path: &str, range: Range) -> Value {
    let Some(source) = source(snapshot, path) else {
        return Value::Array(Vec::new());
    };
    let lines = &source.parsed.lines;
    let [start, end] = [range.start, range.end].map(|place| offset(lines, place));
    let found = dossier_ide::code_actions(snapshot, source.id, Span::new(start, end.max(start)));
    let found = found.iter().map(|action| {
        let findings = action.findings.iter();
        let findings =
            findings.map(|it| json!({"rule": it.rule, "range": self::range(lines, it.span)}));
        json!({
            "title": action.title,
            "kind": match action.kind {
                ActionKind::QuickFix | ActionKind::Disable => "quick-fix",
                ActionKind::FixAll => "fix-all",
                ActionKind::Convert => "convert",
            },
            "preferred": action.preferred,
            "findings": findings.collect::<Vec<_>>(),
            "change": changed(snapshot, &source, &action.change),
        })
    });
    found.collect()
}

/// The edits of a change, and the file that it makes.
fn changed(snapshot: &Snapshot, source: &Source, change: &Change) -> Value {
    let own = &snapshot.index().file(source.id).path;
    match change {
        Change::Edit(edits) => {
            let edits = edits.iter().map(|(span, text)| {
                let range = range(&source.parsed.lines, *span);
                json!({"path": path(own), "range": range, "text": text})
            });
            json!({"edits": edits.collect::<Vec<_>>()})
        }
        Change::Write {
            path: file,
            before,
            text,
        } => {
            let range = range(&LineIndex::new(before), Span::new(0, before.len()));
            json!({"edits": [{"path": path(file), "range": range, "text": text}]})
        }
        Change::Create { path: file, text } => {
            json!({"edits": [], "creates": {"path": path(file), "text": text}})
        }
    }
}
