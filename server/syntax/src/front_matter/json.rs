//! JSON with byte spans, from jsonc-parser.

use jsonc_parser::ast;
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use smol_str::SmolStr;

use super::lines::blamed;
use super::{Entry, Fault, FaultCause, Node, ScalarStyle, Value, field_at, json_draft};
use crate::Span;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The fields and faults of `inner`. What strict JSON refuses has a fault, and the fields that can
/// be told all the same.
pub(super) fn parse(text: &str, inner: Span) -> (Vec<Entry>, Vec<Fault>) {
    let fault = |span, cause, field| Fault { span, cause, field };
    let source = inner.of(text);
    let base = inner.range().start;
    match parse_to_ast(source, &CollectOptions::default(), &STRICT).map(|it| it.value) {
        Ok(Some(ast::Value::Object(object))) => {
            let mut reader = Reader {
                text,
                base,
                raw_breaks: Vec::new(),
            };
            let entries = reader.entries(&object);
            let faults = reader.raw_breaks.into_iter().map(|at| {
                let words = "Line breaks and tabs in a string must be written as \\n and \\t";
                let span = blamed(text, inner, at);
                let field = field_at(&entries, at.range().start);
                fault(span, FaultCause::Other(words.to_owned()), field)
            });
            let faults = faults.collect();
            (entries, faults)
        }
        Ok(Some(other)) => {
            let span = place(other.range(), base);
            (Vec::new(), vec![fault(span, FaultCause::NotFields, None)])
        }
        Ok(None) => {
            let words = "The file is empty".to_owned();
            let span = Span::empty(base);
            let empty = fault(span, FaultCause::Other(words), None);
            (Vec::new(), vec![empty])
        }
        Err(error) => {
            let strict = (place(error.range(), base), error.kind().to_string());
            let draft = json_draft::read(text, inner);
            if !draft.is_object {
                let span = blamed(text, inner, inner);
                return (
                    draft.entries,
                    vec![fault(span, FaultCause::NotFields, None)],
                );
            }
            // The strict parser stumbles where it can't go on, and that may be a line too late.
            let (at, words) = draft
                .first
                .filter(|(span, _)| span.start < strict.0.start)
                .unwrap_or(strict);
            let span = blamed(text, inner, at);
            let field = field_at(&draft.entries, span.range().start);
            let fault = fault(span, FaultCause::Other(words), field);
            (draft.entries, vec![fault])
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    /// Strings with what only an escape may stand for, which the parser lets pass.
    raw_breaks: Vec<Span>,
}

impl Reader<'_> {
    fn entries(&mut self, object: &ast::Object<'_>) -> Vec<Entry> {
        let entry = |property: &ast::ObjectProp<'_>| Entry {
            name: SmolStr::from(property.name.as_str()),
            key: place(property.name.range(), self.base),
            value: self.node(&property.value),
        };
        object.properties.iter().map(entry).collect()
    }

    /// The parser bounds the depth of nesting, and so of this recursion, at 512.
    fn node(&mut self, value: &ast::Value<'_>) -> Node {
        let span = place(value.range(), self.base);
        let value = match value {
            ast::Value::Object(object) => Value::Map {
                entries: self.entries(object),
                flow: true,
            },
            ast::Value::Array(array) => Value::List {
                items: array.elements.iter().map(|it| self.node(it)).collect(),
                flow: true,
            },
            ast::Value::StringLit(literal) => {
                if let Some(at) = span.of(self.text).find(|c: char| c < ' ') {
                    let start = span.range().start;
                    self.raw_breaks.push(Span::new(start, start + at));
                }
                return Node::scalar(span, literal.value.as_ref(), ScalarStyle::Quoted);
            }
            _ => return Node::scalar(span, span.of(self.text), ScalarStyle::Plain),
        };
        Node { span, value }
    }
}

fn place(range: Range, base: usize) -> Span {
    Span::new(range.start, range.end).shifted(base)
}
