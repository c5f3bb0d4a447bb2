//! The lines of a text that a frame shows.

use dossier_syntax::Span;

/// How much of a line the renderer gets on either side of a span, in characters: more than a frame
/// is wide, so that it shows the same as if it got all.
const KEPT: usize = 512;

/// The renderer shows less indentation than there is where there is much, so it must see that.
const MOST_INDENTATION: usize = 16;

/// A text, and where its lines end: read once for all frames that are drawn of it.
pub(crate) struct Text<'a> {
    text: &'a str,
    /// Behind each `\n`, which is where lines end for the renderer.
    line_ends: Vec<usize>,
}

/// Some lines of a text, or a part of one that is long.
pub(super) struct Excerpt<'a> {
    /// The lines.
    pub(super) text: &'a str,
    /// The number of the first, counted from 1.
    pub(super) first_line: usize,
    /// What is underlined, seen from the start of the first.
    pub(super) span: Span,
    /// How many characters of the first line are left out before its start.
    pub(super) left_out: usize,
}

impl<'a> Text<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let line_ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            line_ends: line_ends.collect(),
        }
    }

    /// What the renderer needs for a frame around `span`.
    pub(super) fn around(&self, span: Span) -> Excerpt<'a> {
        let range = span.range();
        let before = self.lines_before(range.start);
        let line = &self.text[self.start_of(before)..self.end_of(before)];
        let at = range.start - self.start_of(before);
        self.part_of_line(line, before, Span::new(at, at + range.len()))
            .unwrap_or_else(|| self.lines(span))
    }

    /// The lines that `span` touches, and the one before: the renderer counts a span at the start
    /// of a line to that, and draws room for its number.
    fn lines(&self, span: Span) -> Excerpt<'a> {
        let range = span.range();
        let before = self.lines_before(range.start).saturating_sub(1);
        let start = self.start_of(before);
        Excerpt {
            text: &self.text[start..self.end_of(self.lines_before(range.end))],
            first_line: before + 1,
            span: Span::new(range.start - start, range.end - start),
            left_out: 0,
        }
    }

    /// What lies around `span` in a long line, behind `before` others. Other lines are shown as
    /// they are.
    fn part_of_line(&self, line: &'a str, before: usize, span: Span) -> Option<Excerpt<'a>> {
        let mut first = line.chars().take(MOST_INDENTATION + 1);
        if line.len() <= KEPT || first.all(char::is_whitespace) {
            return None;
        }
        let range = span.range();
        let content = line.trim_end_matches(['\r', '\n']);
        let (to_start, from_end) = (content.get(..range.start)?, content.get(range.end..)?);
        // What starts with a blank would be taken for indented.
        let mut kept = to_start.char_indices().rev().skip(KEPT - 1);
        let start = kept.find(|(_, c)| !c.is_whitespace());
        let start = start.map_or(0, |(at, _)| at);
        let end = from_end.char_indices().nth(KEPT);
        let end = end.map_or(line.len(), |(at, _)| range.end + at);
        (start > 0 || end < line.len()).then(|| Excerpt {
            text: &line[start..end],
            first_line: before + 1,
            span: Span::new(range.start - start, range.end - start),
            left_out: line[..start].chars().count(),
        })
    }

    /// How many lines end at `offset` or before it.
    fn lines_before(&self, offset: usize) -> usize {
        self.line_ends.partition_point(|&end| end <= offset)
    }

    /// Where the line behind `before` others starts.
    fn start_of(&self, before: usize) -> usize {
        before.checked_sub(1).map_or(0, |at| self.line_ends[at])
    }

    /// Where the line behind `before` others ends, with its line break.
    fn end_of(&self, before: usize) -> usize {
        let end = self.line_ends.get(before);
        end.map_or(self.text.len(), |&end| end)
    }
}
