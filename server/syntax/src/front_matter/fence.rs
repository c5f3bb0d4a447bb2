//! Where front matter starts and ends.
//!
//! The Markdown grammar is not asked: it sees none in a file whose fence is not closed yet, and
//! that is the file somebody is typing.

use super::line_break_len;
use crate::Span;

/// The fences of a file.
pub(super) struct Fences {
    pub(super) open: Span,
    pub(super) inner: Span,
    pub(super) close: Option<Span>,
    pub(super) late: bool,
}

pub(super) const BOM: char = '\u{feff}';

/// Finds the fences at the head of `text`.
///
/// The opening fence is a line of three hyphens, after nothing but a byte-order mark and blank
/// lines. The front matter ends at the next such line; where there is none, at the first blank
/// line or at text that can't be a field.
pub(super) fn find(text: &str) -> Option<Fences> {
    let mut at = if text.starts_with(BOM) {
        BOM.len_utf8()
    } else {
        0
    };
    let mut late = false;
    let open = loop {
        let line = line_at(text, at)?;
        if is_fence(line.of(text)) {
            break line;
        }
        if !line.of(text).trim().is_empty() || next_line(text, line)? == at {
            return None;
        }
        late = true;
        at = next_line(text, line)?;
    };
    let inner_start = open.range().end + line_break_len(&text[open.range().end..]);
    let mut at = inner_start;
    while let Some(line) = line_at(text, at) {
        if is_fence(line.of(text)) {
            let inner = Span::new(inner_start, at);
            return Some(Fences {
                open,
                inner,
                close: Some(line),
                late,
            });
        }
        match next_line(text, line) {
            Some(next) => at = next,
            None => break,
        }
    }
    let inner = unclosed(text, inner_start)?;
    Some(Fences {
        open,
        inner,
        close: None,
        late,
    })
}

/// What of an unclosed front matter is front matter. `None` where its first line is plainly
/// something else, so that the fence is a thematic break.
fn unclosed(text: &str, start: usize) -> Option<Span> {
    let mut end = start;
    let mut at = start;
    while let Some(line) = line_at(text, at) {
        let source = line.of(text);
        let belongs = source.starts_with([' ', '\t', '-', '#'])
            || source
                .split(':')
                .next()
                .is_some_and(|key| is_bare_key(key.trim_end()));
        if source.trim().is_empty() || !belongs {
            break;
        }
        end = line.range().end;
        match next_line(text, line) {
            Some(next) => at = next,
            None => break,
        }
    }
    let nothing_yet = text[start..].trim().is_empty();
    let first_is_key = text[start..end]
        .split([':', '\n', '\r'])
        .next()
        .is_some_and(is_bare_key);
    (nothing_yet || first_is_key).then(|| Span::new(start, end))
}

pub(super) fn is_bare_key(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// The line that starts at `at`, without its line break. `None` past the end.
pub(super) fn line_at(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
    Some(Span::new(at, at + len))
}

/// Where the line after `line` starts, if its line break is there.
pub(super) fn next_line(text: &str, line: Span) -> Option<usize> {
    match line_break_len(&text[line.range().end..]) {
        0 => None,
        len => Some(line.range().end + len),
    }
}
