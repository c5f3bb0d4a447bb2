//! A part of a text without its tags and the indentation that its lines share, and the way back.

use std::ops::Range;

use crate::Span;

/// Text to read as Markdown, and where each of its lines stands in the file.
pub(super) struct Dedented {
    pub(super) text: String,
    /// Where each line starts: here, and in the file.
    lines: Vec<(usize, usize)>,
}

impl Dedented {
    /// The part `span` of `text`, with blanks for the `tags` in it.
    pub(super) fn new(text: &str, span: Span, tags: &[Span]) -> Self {
        let mut source = span.of(text).as_bytes().to_vec();
        let base = span.range().start;
        for tag in tags {
            for byte in &mut source[tag.range().start - base..tag.range().end - base] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        // Whole characters were replaced by blanks, so it is text still.
        let source = String::from_utf8(source).unwrap_or_default();
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let shared = source
            .split_inclusive('\n')
            .filter(|line| !line.trim().is_empty())
            .map(indent)
            .min()
            .unwrap_or(0);
        let mut dedented = Self {
            text: String::with_capacity(source.len()),
            lines: Vec::new(),
        };
        let mut at = base;
        for line in source.split_inclusive('\n') {
            let cut = indent(line).min(shared);
            dedented.lines.push((dedented.text.len(), at + cut));
            dedented.text.push_str(&line[cut..]);
            at += line.len();
        }
        dedented
    }

    /// Where a range of the text stands in the `file` that it is a part of. A bound amid a letter
    /// of a tag, of which there are only blanks here, is moved behind that letter.
    pub(super) fn span(&self, file: &str, range: Range<usize>) -> Span {
        let behind_letter = |mut at: usize| {
            while !file.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        let start = self.offset(range.start);
        // What ends a line is no start of the next one.
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.offset(last) + 1,
            _ => start,
        };
        let start = behind_letter(start);
        Span::new(start, behind_letter(end).max(start))
    }

    fn offset(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|line| line.0 <= at);
        let (here, there) = self
            .lines
            .get(line.wrapping_sub(1))
            .copied()
            .unwrap_or((0, 0));
        there + (at - here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_again_where_they_stand() {
        let text = "<x>\n    - two\n      three\n</x>";
        let tags = [Span::new(0, 3), Span::new(26, 30)];
        let dedented = Dedented::new(text, Span::new(0, text.len()), &tags);
        assert_eq!(dedented.text.trim_end(), "\n- two\n  three");
        let at = dedented.text.find("three").unwrap();
        assert_eq!(dedented.span(text, at..at + 5).of(text), "three");
    }

    #[test]
    fn no_bound_is_amid_a_letter_of_a_tag() {
        let text = "<é>\n  x\n";
        let dedented = Dedented::new(text, Span::new(0, text.len()), &[Span::new(0, 4)]);
        for start in 0..dedented.text.len() {
            for end in start..=dedented.text.len() {
                let span = dedented.span(text, start..end).range();
                assert!(text.get(span).is_some(), "{start}..{end}");
            }
        }
    }
}
