//! Byte offsets to protocol positions and back, for a text that does not change.

use crate::Span;
use crate::gaps::Gaps;

/// How a client counts columns.
/// Source: LSP 3.17, `PositionEncodingKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16: the protocol's default.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// How many columns `c` takes.
    pub fn width(self, c: char) -> u32 {
        match self {
            // Both widths are at most four.
            Encoding::Utf8 => c.len_utf8() as u32,
            Encoding::Utf16 => c.len_utf16() as u32,
            Encoding::Utf32 => 1,
        }
    }
}

/// A place in a text as the protocol writes it. Both numbers count from zero; the column's unit
/// is that of an [`Encoding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// The line. Lines end at `\n`, `\r\n` and `\r`, and nowhere else.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// Where the lines of a text start, and which characters are wide.
///
/// It holds no text: the positions of a closed file are found without reading it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    /// Offset of each line's first byte. The first is zero.
    starts: Gaps,
    /// Length of the text in bytes.
    len: u32,
    /// What most texts have none of.
    rare: Option<Box<Rare>>,
}

/// What makes columns and line ends of a text differ from bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rare {
    /// Every character that is not ASCII, in order: its offset and itself.
    wide: Box<[(u32, char)]>,
    /// What those before every [`STEP`]th of them spare, and what all do, so that a long line need
    /// not be counted through for each column in it.
    spared: Box<[Spared]>,
    /// The lines that end with two bytes (`\r\n`): they are one shorter to their reader.
    crlf: Box<[u32]>,
}

/// How many wide characters lie between two that are counted ahead.
const STEP: usize = 64;

/// How many columns fewer than bytes wide characters take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
struct Spared {
    utf16: u32,
    utf32: u32,
}

impl Spared {
    fn add(&mut self, c: char) {
        let bytes = Encoding::Utf8.width(c);
        self.utf16 += bytes - Encoding::Utf16.width(c);
        self.utf32 += bytes - Encoding::Utf32.width(c);
    }

    fn in_units_of(self, encoding: Encoding) -> u32 {
        match encoding {
            Encoding::Utf8 => 0,
            Encoding::Utf16 => self.utf16,
            Encoding::Utf32 => self.utf32,
        }
    }
}

impl Default for LineIndex {
    /// The index of the empty text, which has one line.
    fn default() -> Self {
        Self::new("")
    }
}

impl LineIndex {
    /// The index of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
        let mut crlf = Vec::new();
        starts.push(0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            match bytes[at] {
                // Its line ends with the next byte.
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => continue,
                b'\n' if at > 0 && bytes[at - 1] == b'\r' => crlf.push(starts.len() as u32 - 1),
                _ => {}
            }
            starts.push(at as u32 + 1);
        }
        let len = Span::new(0, text.len()).end;
        let is_plain = crlf.is_empty() && text.is_ascii();
        Self {
            starts: starts.into_iter().collect(),
            len,
            rare: (!is_plain).then(|| Box::new(Rare::new(text, crlf))),
        }
    }

    /// The number of lines; a text that ends in a line break has an empty last line.
    pub fn lines(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The span of a line without its line break, or `None` past the last line.
    pub fn line(&self, line: u32) -> Option<Span> {
        let start = self.starts.get(line as usize)?;
        let end = match self.starts.get(line as usize + 1) {
            Some(next) => {
                let is_crlf = |rare: &Rare| rare.crlf.binary_search(&line).is_ok();
                let has_two = self.rare.as_deref().is_some_and(is_crlf);
                next - if has_two { 2 } else { 1 }
            }
            None => self.len,
        };
        Some(Span { start, end })
    }

    /// The line that holds the byte `offset`; the last one for offsets past the end.
    pub fn line_of(&self, offset: usize) -> u32 {
        self.starts.up_to(offset) as u32 - 1
    }

    /// The position of the byte `offset`, clamped to the text.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = offset.min(self.len as usize) as u32;
        let line = self.line_of(offset as usize);
        let start = self.starts.get(line as usize).unwrap_or_default();
        let spared = self.spared_before(self.wide_before(offset), encoding)
            - self.spared_before(self.wide_before(start), encoding);
        Position {
            line,
            column: offset - start - spared,
        }
    }

    /// The byte offset of `position`. Columns past the end of a line give its end, lines past
    /// the last give the end of the text, and a column inside a character gives its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let Some(line) = self.line(position.line) else {
            return self.len as usize;
        };
        let wide = self.wide();
        let (first, end) = (self.wide_before(line.start), self.wide_before(line.end));
        let before = self.spared_before(first, encoding);
        let column_of = |number: usize| {
            let bytes = wide[number].0 - line.start;
            bytes - (self.spared_before(number, encoding) - before)
        };
        // The last wide character that starts at the column or before it.
        let (mut low, mut high) = (first, end);
        while low < high {
            let middle = low + (high - low) / 2;
            if column_of(middle) <= position.column {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(last) = (first..low).last() else {
            return line.start.saturating_add(position.column).min(line.end) as usize;
        };
        let (at, c) = wide[last];
        let behind = position.column - column_of(last);
        match behind.checked_sub(encoding.width(c)) {
            Some(rest) => {
                let offset = (at + c.len_utf8() as u32).saturating_add(rest);
                offset.min(line.end) as usize
            }
            // In UTF-8, a column may be inside a character too.
            None => at as usize,
        }
    }

    /// Every character that is not ASCII, in order: its offset and itself.
    fn wide(&self) -> &[(u32, char)] {
        self.rare.as_deref().map_or(&[], |rare| &rare.wide)
    }

    /// How many wide characters start before the byte `offset`.
    fn wide_before(&self, offset: u32) -> usize {
        self.wide().partition_point(|&(at, _)| at < offset)
    }

    /// How many columns fewer than bytes the first `count` wide characters take.
    fn spared_before(&self, count: usize, encoding: Encoding) -> u32 {
        match &self.rare {
            Some(rare) if count > 0 && encoding != Encoding::Utf8 => {
                rare.spared_before(count).in_units_of(encoding)
            }
            _ => 0,
        }
    }
}

impl Rare {
    fn new(text: &str, crlf: Vec<u32>) -> Self {
        // Most bytes start none, which is told faster than what they are.
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte >= 0xc0);
        let wide = starts.filter_map(|(at, _)| Some((at as u32, text[at..].chars().next()?)));
        let wide: Box<[(u32, char)]> = wide.collect();
        let mut spared = Vec::new();
        let mut sum = Spared::default();
        for (number, &(_, c)) in wide.iter().enumerate() {
            if number % STEP == 0 {
                spared.push(sum);
            }
            sum.add(c);
        }
        spared.push(sum);
        Self {
            wide,
            spared: spared.into(),
            crlf: crlf.into(),
        }
    }

    fn spared_before(&self, count: usize) -> Spared {
        let ahead = count / STEP;
        let mut sum = self.spared[ahead];
        for &(_, c) in &self.wide[ahead * STEP..count] {
            sum.add(c);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    #[test]
    fn lines_end_where_the_protocol_says() {
        let index = LineIndex::new("a\u{2028}b\u{85}c\u{b}d\r\ne\rf\n");
        assert_eq!(index.lines(), 4);
        assert_eq!(index.line(0), Some(Span::new(0, 10)));
        assert_eq!(index.line(1), Some(Span::new(12, 13)));
        assert_eq!(index.line(3), Some(Span::new(16, 16)));
        assert_eq!(index.line(4), None);
    }

    #[test]
    fn the_empty_text_has_one_line() {
        let index = LineIndex::default();
        assert_eq!(index.position(7, Encoding::Utf16), at(0, 0));
        assert_eq!(index.offset(at(3, 3), Encoding::Utf16), 0);
    }

    #[test]
    fn columns_are_found_in_a_line_of_any_length() {
        let text = "aé日👩".repeat(300);
        let index = LineIndex::new(&text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut column = 0;
            for (offset, c) in text.char_indices() {
                assert_eq!(index.position(offset, encoding), at(0, column));
                assert_eq!(index.offset(at(0, column), encoding), offset);
                column += encoding.width(c);
            }
            assert_eq!(index.offset(at(0, column), encoding), text.len());
        }
    }

    #[test]
    fn lines_are_found_in_a_text_of_any_length() {
        for lines in [1, 9_362, 9_363, 30_000] {
            let text = "é line\n".repeat(lines);
            let index = LineIndex::new(&text);
            assert_eq!(index.lines() as usize, lines + 1);
            let last = lines as u32 - 1;
            let start = text.len() - "é line\n".len();
            assert_eq!(index.line_of(start), last);
            assert_eq!(index.position(start + 2, Encoding::Utf16), at(last, 1));
            assert_eq!(index.offset(at(last, 1), Encoding::Utf16), start + 2);
            assert_eq!(index.line_of(text.len()), last + 1);
        }
    }

    #[test]
    fn columns_count_in_the_units_of_the_encoding() {
        let index = LineIndex::new("x👩z\né!");
        for (encoding, after_woman) in [
            (Encoding::Utf8, 5),
            (Encoding::Utf16, 3),
            (Encoding::Utf32, 2),
        ] {
            assert_eq!(index.position(5, encoding), at(0, after_woman));
            assert_eq!(index.offset(at(0, after_woman), encoding), 5);
            assert_eq!(index.offset(at(1, 99), encoding), 10);
            assert_eq!(index.offset(at(9, 0), encoding), 10);
        }
        assert_eq!(
            index.offset(at(0, 2), Encoding::Utf16),
            1,
            "inside a surrogate pair"
        );
        assert_eq!(
            index.offset(at(1, u32::MAX), Encoding::Utf16),
            10,
            "however far past the end"
        );
    }
}
