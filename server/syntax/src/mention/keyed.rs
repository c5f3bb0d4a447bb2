//! Names that a key or a call announces: `subagent_type: "name"`, `Agent(name)`.
//!
//! These are written for a program, so they are found everywhere, in code blocks too.

use super::lexicon::Announcement;
use super::{Form, Lexicon, Mention, Wants, is_name};
use crate::{Span, split_outside_parentheses};

/// The most that stands between the brackets of a call, in bytes.
const LONGEST_CALL: usize = 2000;

/// Finds keyed names in `span` of `text`.
pub(super) fn scan(text: &str, span: Span, lexicon: &Lexicon, mentions: &mut Vec<Mention>) {
    let source = span.of(text);
    let base = span.range().start;
    let mut push = |name: Span, form, wants| {
        let written = name.of(text);
        if is_name(written) || written.split(' ').all(is_name) {
            mentions.push(Mention::new(name, written, form, wants));
        }
    };
    for (start, end, what) in lexicon.announcements(source) {
        match what {
            Announcement::Key => {
                if let Some(value) = value_of(source, end) {
                    push(value.shifted(base), Form::Key, Wants::Agent);
                }
            }
            Announcement::Attribute => {
                if starts_word(source, start)
                    && let Some(value) = value_at(source, end)
                {
                    push(value.shifted(base), Form::Key, Wants::Agent);
                }
            }
            Announcement::Call(wants) if starts_word(source, start) => {
                let mut arguments = source[end..].bytes().take(LONGEST_CALL);
                let len = arguments.position(|byte| matches!(byte, b')' | b'\n'));
                let Some(len) = len else {
                    continue;
                };
                for name in called(source, Span::new(end, end + len)) {
                    push(name.shifted(base), Form::Call, wants);
                }
            }
            Announcement::Call(_) => {}
        }
    }
}

/// The names that a call is about: the first argument, and the others where all are names. A call
/// with named arguments says by one of them whom it is about, which is a key.
fn called(source: &str, arguments: Span) -> Vec<Span> {
    let parts = split_outside_parentheses(source, arguments, |c| c == ',');
    if parts
        .first()
        .is_none_or(|first| first.of(source).contains('='))
    {
        return Vec::new();
    }
    let mut names: Vec<Span> = parts.iter().map(|part| unquoted(source, *part)).collect();
    if !names.iter().all(|name| is_name(name.of(source))) {
        names.truncate(1);
    }
    names
}

fn starts_word(source: &str, at: usize) -> bool {
    !source[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// The value after a key that ends at `at`: `: value`, `= "value"`, `": "value"`, `` ` = `value ``.
fn value_of(source: &str, at: usize) -> Option<Span> {
    let rest = source[at..].trim_start_matches(QUOTES);
    let rest = rest.trim_start_matches(' ');
    let rest = rest.strip_prefix([':', '='])?.trim_start_matches(' ');
    let value = rest.trim_start_matches(QUOTES);
    value_at(source, source.len() - value.len())
}

/// The value that starts at `start`, after its quotation mark if it has one.
fn value_at(source: &str, start: usize) -> Option<Span> {
    let value = &source[start..];
    let quoted = source[..start].ends_with(QUOTES);
    let ends = |c: char| QUOTES.contains(&c) || matches!(c, '\n' | ',' | ')' | '}' | ']');
    let len = value.find(|c: char| ends(c) || !quoted && c.is_whitespace());
    let len = len.unwrap_or(value.len());
    let value = value[..len].trim_end_matches(['.', ';']);
    (!value.is_empty()).then(|| Span::new(start, start + value.len()))
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

fn unquoted(source: &str, span: Span) -> Span {
    let quoted = span.of(source);
    let inner = quoted.trim_matches(['"', '\'', '`']);
    let lead = quoted.find(inner).unwrap_or(0);
    Span::new(
        span.range().start + lead,
        span.range().start + lead + inner.len(),
    )
}
