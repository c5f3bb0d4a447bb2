//! The lines of a text that a frame shows.

use dossier_syntax::Span;

/// A text, and where its lines end: read once for all frames that are drawn of it.
pub(crate) struct Text<'a> {
    text: &'a str,
    /// Behind each `\n`, which is where lines end for the renderer.
    line_ends: Vec<usize>,
}

/// Some whole lines of a text.
pub(super) struct Excerpt<'a> {
    /// The lines.
    pub(super) text: &'a str,
    /// The number of the first, counted from 1.
    pub(super) first_line: usize,
    /// What is underlined, seen from the start of the first.
    pub(super) span: Span,
}

impl<'a> Text<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let line_ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            line_ends: line_ends.collect(),
        }
    }

    /// The lines that `span` touches, and the one before: the renderer counts a span at the start
    /// of a line to that, and draws room for its number.
    pub(super) fn around(&self, span: Span) -> Excerpt<'a> {
        let range = span.range();
        let before = self.lines_before(range.start).saturating_sub(1);
        let start = before.checked_sub(1).map_or(0, |at| self.line_ends[at]);
        let end = self.line_ends.get(self.lines_before(range.end));
        let end = end.map_or(self.text.len(), |&end| end);
        Excerpt {
            text: &self.text[start..end],
            first_line: before + 1,
            span: Span::new(range.start - start, range.end - start),
        }
    }

    /// How many lines end at `offset` or before it.
    fn lines_before(&self, offset: usize) -> usize {
        self.line_ends.partition_point(|&end| end <= offset)
    }
}
