//! Sections of a body: a heading and all that stands under it.

use dossier_syntax::{Heading, Span};
use dossier_workspace::Source;

/// Every heading, in order, with its section: up to the next heading that is not below it, and
/// without the blanks at its end.
pub(crate) fn sections(source: &Source) -> Vec<(Heading<'_>, Span)> {
    let headings: Vec<_> = source.parsed.in_body.headings.iter().collect();
    let body = source.parsed.body.range().end;
    let mut ends = vec![body; headings.len()];
    // Where the next heading of a level or above starts, from the last heading to the first.
    let mut next = [body; 7];
    for (heading, end) in headings.iter().zip(&mut ends).rev() {
        let level = usize::from(heading.level).min(6);
        *end = next[level];
        next[level..].fill(heading.span.range().start);
    }
    let section = |(heading, end): (Heading, usize)| {
        Span::new(
            heading.span.range().start,
            end.max(heading.span.range().end),
        )
    };
    headings
        .into_iter()
        .zip(ends)
        .map(|pair| (pair.0, without_trailing_blanks(section(pair), &source.text)))
        .collect()
}

/// A span without the blanks and line breaks at its end.
pub(crate) fn without_trailing_blanks(span: Span, text: &str) -> Span {
    let start = span.range().start;
    Span::new(start, start + span.of(text).trim_end().len())
}
