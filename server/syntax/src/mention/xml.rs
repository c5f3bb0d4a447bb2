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
        if tag.starts_with("</") {
            depth -= 1;
        } else if !tag.starts_with("<!") && !tag.ends_with("/>") {
            depth += 1;
        }
        at = open + len;
        spans.push(Span::new(open, at).shifted(span.range().start));
    }
    Tags { spans, depth }
}
