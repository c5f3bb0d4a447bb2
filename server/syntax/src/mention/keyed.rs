//! Names that a key or a call announces: `subagent_type: "name"`, `Agent(name)`.
//!
//! These are written for a program, so they are found everywhere, in code blocks too. What only looks
//! like one in code, such as the field of a type, is no proof of a name.

use super::lexicon::{Announcement, Fence};
use super::{Form, Lexicon, OwnedMention, Wants, is_name};
use crate::{Span, split_outside_parentheses};

/// The most that stands between the brackets of a call, in bytes.
const LONGEST_CALL: usize = 2000;

/// Finds keyed names in `span` of `text`, which is a code block of the kind `code` or prose.
pub(super) fn scan(
    text: &str,
    span: Span,
    code: Option<Fence>,
    lexicon: &Lexicon,
    mentions: &mut Vec<OwnedMention>,
) {
    let source = span.of(text);
    let base = span.range().start;
    let mut push = |name: Span, form, wants, fenced| {
        let name = name.shifted(base);
        let written = name.of(text);
        if is_name(written) || written.split(' ').all(is_name) {
            mentions.push(OwnedMention {
                fenced,
                ..OwnedMention::new(name, written, form, wants)
            });
        }
    };
    for (start, end, what) in lexicon.announcements(source) {
        match what {
            Announcement::StartingKey | Announcement::DescribingKey => {
                // `sub_agent_type` is another key.
                let is_part = source[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let value = value_of(source, end).filter(|_| !is_part);
                let Some(value) = value.filter(|value| !is_type(source, *value, lexicon)) else {
                    continue;
                };
                let describes = what == Announcement::DescribingKey && code.is_some();
                let unsure = describes || may_be_expression(source, value, code);
                push(value, Form::Key, Wants::Agent, unsure);
            }
            Announcement::Attribute => {
                if starts_word(source, start)
                    && let Some(value) = value_at(source, end)
                {
                    push(value, Form::Key, Wants::Agent, false);
                }
            }
            Announcement::Call(wants) if starts_word(source, start) => {
                let mut arguments = source[end..].bytes().take(LONGEST_CALL);
                let len = arguments.position(|byte| matches!(byte, b')' | b'\n'));
                let Some(len) = len else {
                    continue;
                };
                for name in called(source, Span::new(end, end + len)) {
                    push(name, Form::Call, wants, false);
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
    let quoted = is_quoted(source, Span::empty(start));
    let ends = |c: char| QUOTES.contains(&c) || matches!(c, '\n' | ',' | ')' | '}' | ']');
    let len = value.find(|c: char| ends(c) || !quoted && c.is_whitespace());
    let len = len.unwrap_or(value.len());
    let value = value[..len].trim_end_matches(['.', ';']);
    (!value.is_empty()).then(|| Span::new(start, start + value.len()))
}

/// True for the type of a field, which stands without quotes: `agentType: string;`.
fn is_type(source: &str, value: Span, lexicon: &Lexicon) -> bool {
    let rest = &source[value.range().end..];
    let ends_statement = rest.strip_prefix(';').is_some_and(|rest| {
        let rest = rest.trim_start_matches([' ', '\t', '\r']);
        rest.is_empty() || rest.starts_with('\n')
    });
    !is_quoted(source, value) && (ends_statement || lexicon.is_type(value.of(source)))
}

/// True for a value without quotes that is perhaps a variable, as all are in programming languages,
/// or a member of one: `task.agent`.
fn may_be_expression(source: &str, value: Span, code: Option<Fence>) -> bool {
    let is_variable = code == Some(Fence::Code) || value.of(source).contains('.');
    !is_quoted(source, value) && is_variable
}

fn is_quoted(source: &str, value: Span) -> bool {
    source[..value.range().start].ends_with(QUOTES)
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
