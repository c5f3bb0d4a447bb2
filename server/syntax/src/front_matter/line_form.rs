//! Front matter that is read line by line, and is no YAML.
//!
//! Some programs read their rules so: `globs: **/*` and `description: a: b` are what they look like.

use smol_str::SmolStr;

use super::fence::{is_bare_key, line_at, next_line};
use super::{Entry, Node, ScalarStyle};
use crate::Span;

/// The fields of `inner`: a line `key: value` each. Other lines are nobody's.
pub(super) fn parse(text: &str, inner: Span) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut at = inner.range().start;
    while at < inner.range().end
        && let Some(line) = line_at(text, at)
    {
        entries.extend(field(text, line));
        at = next_line(text, line).unwrap_or(text.len());
    }
    entries
}

fn field(text: &str, line: Span) -> Option<Entry> {
    let (key, rest) = line.of(text).split_once(':')?;
    let name = key.trim_end();
    if !is_bare_key(name) {
        return None;
    }
    let start = line.range().start;
    let raw = rest.trim();
    let value = if raw.is_empty() {
        Node::missing(text, start + key.len() + 1)
    } else {
        let value_start = line.range().end - rest.trim_start().len();
        let span = Span::new(value_start, value_start + raw.len());
        match in_quotes(raw) {
            Some(inside) => Node::scalar(span, inside, ScalarStyle::Quoted),
            None => Node::scalar(span, raw, ScalarStyle::Plain),
        }
    };
    Some(Entry {
        name: SmolStr::from(name),
        key: Span::new(start, start + name.len()),
        value,
    })
}

/// What stands between the quotes, where they are the only ones: `"a", "b"` is two texts.
fn in_quotes(raw: &str) -> Option<&str> {
    ['"', '\''].into_iter().find_map(|quote| {
        let inside = raw.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains(quote)).then_some(inside)
    })
}
