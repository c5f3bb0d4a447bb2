//! An edit of a plain `String`, as the protocol describes it in the simplest way.

use dossier_syntax::{Change, Encoding, Position};

/// The lines of a text, each without its line break, by the bytes where they start and end.
pub(crate) fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\r' && rest.peek().is_some_and(|&(_, next)| next == '\n') {
            rest.next();
            lines.push((start, at));
            start = at + 2;
        } else if c == '\n' || c == '\r' {
            lines.push((start, at));
            start = at + 1;
        }
    }
    lines.push((start, text.len()));
    lines
}

/// The width of a character in columns.
pub(crate) fn width(c: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
        Encoding::Utf32 => 1,
    }
}

/// The byte of a position: past the end of a line is its end, past the last line the text's end,
/// inside a character its start.
pub(crate) fn byte_of(text: &str, position: Position, encoding: Encoding) -> usize {
    let Some(&(start, end)) = lines(text).get(position.line as usize) else {
        return text.len();
    };
    let mut column = 0;
    for (at, c) in text[start..end].char_indices() {
        column += width(c, encoding);
        if column > position.column as usize {
            return start + at;
        }
    }
    end
}

/// Applies one edit.
pub(crate) fn edit(text: &mut String, change: &Change, encoding: Encoding) {
    match change.range {
        None => *text = change.text.clone(),
        Some((from, to)) => {
            let start = byte_of(text, from, encoding);
            let end = byte_of(text, to, encoding).max(start);
            text.replace_range(start..end, &change.text);
        }
    }
}
