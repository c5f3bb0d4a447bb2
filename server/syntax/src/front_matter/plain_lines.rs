//! YAML of which each line is a name and plain text, as that of most files is.
//!
//! What such lines say is told without a parser. It would be asked for each file twice, and takes
//! five times as long.

use smol_str::SmolStr;

use super::{Entry, Node, ScalarStyle};
use crate::Span;

/// The entries of `source`, whose offset in the whole text is `base`; `None` where a parser has to
/// tell.
pub(super) fn parse(source: &str, base: usize) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut start = base;
    for line in source.split_inclusive('\n') {
        let written = line.strip_suffix('\n').unwrap_or(line);
        let (name, value) = field(written)?;
        let value_start = start + written.len() - value.len();
        let value = value.trim_end_matches(' ');
        let span = Span::new(value_start, value_start + value.len());
        entries.push(Entry {
            name: SmolStr::from(name),
            key: Span::new(start, start + name.len()),
            value: Node::scalar(span, value, ScalarStyle::Plain),
        });
        start += line.len();
    }
    (!entries.is_empty()).then_some(entries)
}

/// The name and the value of a line that can be nothing but a field.
fn field(line: &str) -> Option<(&str, &str)> {
    let is_inner = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let colon = line.bytes().position(|byte| !is_inner(&byte))?;
    let (name, rest) = line.split_at(colon);
    let value = rest.strip_prefix(": ")?.trim_start_matches(' ');
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() <= LONGEST_NAME;
    (is_name && is_plain(value)).then_some((name, value))
}

/// The longest name, in bytes: far less than what YAML takes for one.
const LONGEST_NAME: usize = 64;

/// True for text that is a plain scalar and ends with its line, whatever stands around it.
fn is_plain(value: &str) -> bool {
    let opens =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'(' | b'$' | b'<');
    // A parser reads a colon before a blank as that of a field, and a hash behind one as a comment.
    let says_more = |pair: &[u8]| matches!(pair, [b':', b' '] | [b' ', b'#']);
    value.bytes().next().is_some_and(opens)
        && !value.trim_end_matches(' ').ends_with(':')
        && !value.as_bytes().windows(2).any(says_more)
        && value.chars().all(is_printed)
}

/// True for what every parser takes as it stands.
fn is_printed(c: char) -> bool {
    match c {
        ' '..='~' => true,
        // Dashes, quotation marks and dots, and arrows.
        '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{21ff}' => true,
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    #[test]
    fn what_is_told_is_what_a_parser_says() {
        for source in [
            "name: a",
            "name: a\ndescription: Says \"x\", or it's done.  \ntools: Read, Bash(git *)\n",
            "name:  a\nmodel: null\nname: a é – 1.5\nx_y-Z: a:b#c {}[]&*!|>'%@`\n",
        ] {
            let told = parse(source, 7).expect(source);
            assert_eq!(told, yaml::with_parser(source, 7).unwrap(), "{source}");
        }
    }

    #[test]
    fn all_else_is_left_to_a_parser() {
        for source in [
            "",
            "\n",
            "a",
            "a:",
            "a: ",
            "a:b",
            "a: b: c",
            "a: b:",
            "a: b: ",
            "a: b #c",
            "a: 'b'",
            "a: [b]",
            "a: {b: c}",
            "a: - b",
            "a: &b c",
            "a: *b",
            "a: !b c",
            "a: |",
            "a: >",
            "a: ~",
            "a: b\n c",
            "a: b\n\nc: d",
            "a: b\r\nc: d",
            "- a: b",
            " a: b",
            "a : b",
            "a: b\tc",
            "\"a\": b",
            "a: b\n---\nc: d",
            "1: b",
            "a: \u{a0}b",
            "a: b\u{2028}c",
            "a: # b",
        ] {
            assert_eq!(parse(source, 0), None, "{source:?}");
        }
    }
}
