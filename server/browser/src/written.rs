//! From our types to the page's JSON.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Severity;
use dossier_ide::{Change, CompletionItem, Diagnostic, Insert, ItemKind, Tag};
use dossier_syntax::{Encoding, LineIndex, Span};
use dossier_workspace::{FileId, Snapshot, normalize};
use serde_json::{Value, json};

use crate::markdown::Markup;

/// The folder that the page's files lie in.
pub(crate) const ROOT: &str = "/team";

/// The whole path of a file of the page, unless it leads out of the team.
pub(crate) fn whole(path: &str) -> Option<Utf8PathBuf> {
    let path = normalize(&Utf8Path::new(ROOT).join(path.trim_start_matches('/')));
    let is_inside = path.starts_with(ROOT) && path != ROOT;
    is_inside.then_some(path)
}

/// A path as the page knows it.
pub(crate) fn path(path: &Utf8Path) -> &str {
    path.strip_prefix(ROOT).unwrap_or(path).as_str()
}

/// A span as two places.
pub(crate) fn range(lines: &LineIndex, span: Span) -> Value {
    let place = |offset| {
        let place = lines.position(offset, Encoding::Utf16);
        json!({"line": place.line, "column": place.column})
    };
    json!({"start": place(span.range().start), "end": place(span.range().end)})
}

/// A span of a file.
pub(crate) fn location(snapshot: &Snapshot, file: &Utf8Path, span: Span) -> Value {
    let lines = snapshot.lines(file);
    json!({"path": path(file), "range": range(&lines, span)})
}

/// A finding, with what of its fixes changes its own file.
pub(crate) fn finding(snapshot: &Snapshot, lines: &LineIndex, it: &Diagnostic) -> Value {
    let fixes = it.fixes.iter().filter_map(|fix| {
        let Change::Edit(edits) = &fix.change else {
            return None;
        };
        let edits = edits
            .iter()
            .map(|(span, text)| json!({"range": range(lines, *span), "text": text}));
        Some(json!({"title": fix.title, "edits": edits.collect::<Vec<_>>()}))
    });
    let related = it.related.iter().map(|(file, span, why)| {
        let mut place = location(snapshot, &snapshot.index().file(*file).path, *span);
        place["message"] = why.as_str().into();
        place
    });
    json!({
        "range": range(lines, it.span),
        "severity": severity(it.severity),
        "rule": it.rule,
        "message": it.message,
        "tag": it.tag.map(|tag| match tag {
            Tag::Unnecessary => "unnecessary",
            Tag::Deprecated => "deprecated",
        }),
        "fixes": fixes.collect::<Vec<_>>(),
        "related": related.collect::<Vec<_>>(),
    })
}

/// The word for how grave something is; what is shown is a hint at least.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => Severity::Hint.as_str(),
        shown => shown.as_str(),
    }
}

/// What may stand at the cursor.
pub(crate) fn item(
    snapshot: &Snapshot,
    file: FileId,
    lines: &LineIndex,
    item: &CompletionItem,
    markup: Markup,
) -> Value {
    let doc = item.doc.as_ref();
    let doc = doc.and_then(|doc| dossier_ide::documentation(snapshot, file, doc));
    let (text, is_snippet) = match &item.insert {
        Insert::Text(text) => (text, false),
        Insert::Snippet { snippet, .. } => (snippet, true),
    };
    json!({
        "label": item.label,
        "kind": kind(item.kind),
        "detail": item.detail,
        "text": text,
        "snippet": is_snippet,
        "replace": range(lines, item.replace),
        "filter": item.filter,
        "rank": item.rank,
        "deprecated": item.deprecated,
        "doc": doc.map(|doc| markup.of(doc)),
    })
}

fn kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Field => "field",
        ItemKind::Value => "value",
        ItemKind::Tool => "tool",
        ItemKind::Model => "model",
        ItemKind::Agent => "agent",
        ItemKind::Skill => "skill",
        ItemKind::Command => "command",
        ItemKind::Server => "server",
        ItemKind::File => "file",
        ItemKind::Folder => "folder",
        ItemKind::Heading => "heading",
        ItemKind::Template => "template",
    }
}
