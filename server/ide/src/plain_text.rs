//! Texts of files as nothing but text.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text as a part of one line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let has_none = |c: char| c != '\n' && !is_hidden(c);
    if text.chars().all(has_none) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match has_none(c) {
            true => shown.push(c),
            false => show(&mut shown, c),
        }
    }
    Cow::Owned(shown)
}

/// A text with a capital letter first.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// A text as nothing but text, in an element of HTML or SVG or in an attribute. What is hidden in it
/// is shown.
pub fn html_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // No runner that reads a log takes it for a command.
            '#' => escaped.push_str("&#35;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// True for what a terminal or an eye would take for something else than a character: controls
/// and what turns the direction of text, but for line ends and tabs.
pub fn is_hidden(c: char) -> bool {
    let is_direction = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    is_direction || c.is_control() && !matches!(c, '\n' | '\t')
}

/// Adds what is shown in the place of a hidden character.
pub fn show(text: &mut String, c: char) {
    let code = u32::from(c);
    let written = match c {
        '\n' => write!(text, "\\n"),
        '\r' => write!(text, "\\r"),
        _ if code < 0x80 => write!(text, "\\x{code:02x}"),
        _ => write!(text, "\\u{{{code:x}}}"),
    };
    // A string takes everything.
    let _ = written;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_line_hides_nothing() {
        assert_eq!(one_line("a\n\u{1b}[1mb"), "a\\n\\x1b[1mb");
    }

    #[test]
    fn no_text_is_more_than_text() {
        for (text, html) in [
            ("plain ü 日本", "plain ü 日本"),
            (
                "<script>alert('x')</script>",
                "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
            ),
            ("\" onload=\"x", "&quot; onload=&quot;x"),
            ("&lt;", "&amp;lt;"),
            ("a\nb\u{1b}[2J\u{202e}", "a\\nb\\x1b[2J\\u{202e}"),
            ("##vso[x]", "&#35;&#35;vso[x]"),
        ] {
            assert_eq!(html_text(text), html);
        }
    }
}
