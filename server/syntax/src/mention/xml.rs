//! Tags of XML and HTML that stand around paragraphs, as prompts use them.

use crate::Span;

/// The tags and comments of a block of raw HTML.
pub(super) struct Tags {
    /// Where they stand.
    pub(super) spans: Vec<Span>,
    /// How many of them stay open; below zero if the block closes some of those before it.
    pub(super) depth: i32,
}

/// Finds the tags in `span` of `text`. What is in backticks is none: `` `<name>` ``.
pub(super) fn tags(text: &str, span: Span) -> Tags {
    let source = span.of(text);
    let mut spans = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    while let Some(open) = source[at..].find('<').map(|open| at + open) {
        let tag = &source[open..];
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
            && !source[..open].ends_with('`');
        if !is_tag {
            at = open + 1;
            continue;
        }
        let end = if tag.starts_with("<!--") { "-->" } else { ">" };
        let len = tag.find(end).map_or(tag.len(), |close| close + end.len());
        let tag = &tag[..len];
        depth += steps_in(tag);
        at = open + len;
        spans.push(Span::new(open, at).shifted(span.range().start));
    }
    Tags { spans, depth }
}

/// What a tag does to how many are open.
fn steps_in(tag: &str) -> i32 {
    let inside = tag.trim_start_matches('<');
    if inside.starts_with('/') {
        -1
    } else {
        i32::from(!inside.starts_with('!') && !tag.ends_with("/>") && !is_void(inside))
    }
}

/// True for an element that holds nothing and so is never closed: the void elements of the HTML
/// standard, 13.1.2.
fn is_void(tag: &str) -> bool {
    const VOID: [&str; 13] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    ];
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next();
    name.is_some_and(|name| VOID.iter().any(|it| it.eq_ignore_ascii_case(name)))
}

/// The same for running text, of tags that stand alone in their lines.
pub(super) fn tags_alone(text: &str, span: Span) -> Tags {
    let source = span.of(text);
    let (mut spans, mut depth) = (Vec::new(), 0);
    let mut start = span.range().start;
    // Few texts have any, which is told fastest.
    let lines = source.contains('<').then(|| source.split_inclusive('\n'));
    for line in lines.into_iter().flatten() {
        let tag = line.trim();
        let name = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
        if name.is_some_and(is_tag) {
            let at = start + (line.len() - line.trim_start().len());
            spans.push(Span::new(at, at + tag.len()));
            depth += steps_in(tag);
        }
        start += line.len();
    }
    Tags { spans, depth }
}

/// True for what may stand between the brackets of an opening or closing tag.
fn is_tag(inside: &str) -> bool {
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name = inside.split(' ').next().unwrap_or(inside);
    let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    is_named && (name.len() == inside.len() || inside.contains('=')) && !inside.contains(['<', '>'])
}
