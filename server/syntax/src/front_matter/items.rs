//! Lists, however they are written.

use super::{Node, ScalarStyle, Value};
use crate::{Span, split_outside_parentheses};

/// One item of a list: its text without quotes, and where that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The item, without quotes.
    pub span: Span,
}

impl Node {
    /// The items of a list written as `[a, b]`, as `- a` lines, as `a, b`, or, if `spaces` is
    /// set and there is no comma, as `a b`. Separators inside parentheses don't count. Items
    /// that are themselves lists or maps are left out.
    pub fn items(&self, text: &str, spaces: bool) -> Vec<Item> {
        match &self.value {
            Value::List { items, .. } => items
                .iter()
                .filter(|item| item.text().is_some() && !item.span.is_empty())
                .map(|item| Item {
                    span: item.inner_span(text),
                })
                .collect(),
            Value::Scalar(_) if self.is_empty() => Vec::new(),
            Value::Scalar(scalar) => {
                let mut span = self.inner_span(text);
                // No valid YAML starts so without being a list, but a raw line may.
                if matches!(scalar.style, ScalarStyle::Broken | ScalarStyle::Plain) {
                    span = without_brackets(text, span);
                }
                let whole = split_outside_parentheses(text, span, |c| c == ',');
                let has_comma = whole
                    .iter()
                    .any(|piece| piece.of(text) != span.of(text).trim());
                let separates = |c: char| match c {
                    ',' | '\n' | '\r' => true,
                    c => spaces && !has_comma && c.is_whitespace(),
                };
                let mut pieces = split_outside_parentheses(text, span, separates);
                // `- a` lines in a text.
                pieces.retain(|piece| piece.of(text) != "-");
                pieces
                    .into_iter()
                    .map(|span| Item {
                        span: without_quotes(text, span),
                    })
                    .collect()
            }
            Value::Map { .. } | Value::Alias => Vec::new(),
        }
    }
}

/// A list that is being typed: `[Read, Gr` is no YAML yet, but its items are plain to see.
fn without_brackets(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let lead = usize::from(source.starts_with('['));
    let trail = usize::from(lead == 1 && source.ends_with(']'));
    Span::new(span.range().start + lead, span.range().end - trail)
}

fn without_quotes(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let source = source.strip_prefix("- ").map_or(source, str::trim_start);
    let start = span.range().end - source.len();
    let quoted = source.len() >= 2
        && (source.starts_with('"') && source.ends_with('"')
            || source.starts_with('\'') && source.ends_with('\''));
    let trim = usize::from(quoted);
    Span::new(start + trim, span.range().end - trim)
}
