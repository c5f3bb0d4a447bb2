//! Headings that a link can lead to.

use dossier_syntax::{Form, Mention, Span, Wants};
use dossier_workspace::{Snapshot, Source};

use super::body::is_in_code_block;
use super::{CompletionItem, Completions, ItemKind};
use crate::cursor::line_around;

/// The headings of the file that a link leads to, where the cursor is behind the `#` of one. `None`
/// in any other place.
pub(super) fn completions(
    snapshot: &Snapshot,
    source: &Source,
    offset: usize,
) -> Option<Completions> {
    let (path, fragment) = link_around(&source.text, offset)?;
    if !source.parsed.body.touches(offset) || is_in_code_block(snapshot, source, offset) {
        return None;
    }
    let written = path.of(&source.text);
    let target = if written.is_empty() {
        snapshot.index().file(source.id).path.to_path_buf()
    } else {
        let mention = Mention::new(path, written, Form::Link, Wants::File);
        let target = snapshot.resolve(source.id, &mention).into_iter().next()?;
        target.location(snapshot)?.0
    };
    let page = snapshot.page(&target)?;
    let headings = page
        .anchors
        .headings()
        .iter()
        .filter(|it| !it.slug.is_empty());
    let items = headings.map(|heading| {
        let mut item = CompletionItem::plain(&heading.slug, ItemKind::Heading, fragment);
        item.detail = Some(heading.title.to_string());
        item
    });
    Some(Completions {
        items: items.collect(),
        incomplete: false,
    })
}

/// Of a link that is being written, the path, and what stands behind the `#` before the cursor.
fn link_around(text: &str, offset: usize) -> Option<(Span, Span)> {
    let line = line_around(text, offset);
    let start = line.range().start;
    let before = &text[start..offset];
    let opened = ["](", "]: "].into_iter();
    let open = opened
        .filter_map(|open| Some(before.rfind(open)? + open.len()))
        .max()?;
    let is_bracketed = before[open..].starts_with('<');
    let path = start + open + usize::from(is_bracketed);
    let hash = path + text[path..offset].find('#')?;
    let ends = |c: char| c == ')' || c == '>' || c == '"' || c.is_whitespace() && !is_bracketed;
    if text[path..offset].contains(ends) {
        return None;
    }
    let rest = &text[offset..line.range().end];
    let end = offset + rest.find(ends).unwrap_or(rest.len());
    Some((Span::new(path, hash), Span::new(hash + 1, end)))
}
