//! TOML with byte spans, from the events of toml_parser.

use smol_str::SmolStr;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind};
use toml_parser::{ParseError, Source};

use super::fence::line_at;
use super::lines::blamed;
use super::toml_events::{self, Stumble, stumble};
use super::toml_table::{Key, TableId, Tables};
use super::{Entry, Fault, FaultCause, Node, ScalarStyle, Value, field_at};
use crate::Span;

/// How many parts a key may have. Real ones have three.
const LONGEST_KEY: usize = 16;

/// The fields and faults of `inner`. A broken line costs its own field.
pub(super) fn parse(text: &str, inner: Span) -> (Vec<Entry>, Vec<Fault>) {
    let read = toml_events::read(inner.of(text), inner.range().start);
    let mut reader = Reader {
        text,
        events: &read.events,
        at: 0,
        stumbles: read.stumbles,
    };
    let entries = reader.document();
    let faults = faults(text, inner, reader.stumbles, &entries);
    (entries, faults)
}

struct Reader<'a> {
    text: &'a str,
    events: &'a [Event],
    at: usize,
    stumbles: Vec<Stumble>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<Event> {
        self.events.get(self.at).copied()
    }

    fn next(&mut self) -> Option<Event> {
        let event = self.peek()?;
        self.at += 1;
        Some(event)
    }

    fn document(&mut self) -> Vec<Entry> {
        let mut tables = Tables::new();
        let mut table = Tables::ROOT;
        while let Some(event) = self.next() {
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let (path, _) = self.key();
                    // While only the bracket is typed, what follows stays where it was.
                    if !path.is_empty() {
                        table = tables.open(&path, event.kind() == EventKind::ArrayTableOpen);
                    }
                }
                EventKind::SimpleKey => {
                    self.at -= 1;
                    self.field(&mut tables, table, true);
                }
                _ => {}
            }
        }
        tables.into_entries()
    }

    /// `key = value`. Without the equals sign it is a fault and no field.
    fn field(&mut self, tables: &mut Tables, table: TableId, own_line: bool) {
        let (path, equals) = self.key();
        let Some(equals) = equals else { return };
        let mut value = self.value(equals);
        if own_line {
            self.rest_of_line(&mut value);
        }
        tables.insert(table, &path, value);
    }

    /// The parts of a key that are there, and the equals sign if one follows. The closing
    /// brackets of a header are left to be passed over.
    fn key(&mut self) -> (Vec<Key>, Option<Span>) {
        let mut path = Vec::new();
        let mut separated = true;
        while let Some(event) = self.peek() {
            let span = span_of(event);
            match event.kind() {
                EventKind::SimpleKey if separated => {
                    separated = false;
                    let name = self.decode_key(event);
                    // The parser makes one up where one is missing.
                    if !span.is_empty() {
                        path.push(Key { name, span });
                    }
                }
                EventKind::KeySep => separated = true,
                EventKind::KeyValSep => {
                    self.at += 1;
                    return (self.not_too_long(path), Some(span));
                }
                _ => break,
            }
            self.at += 1;
        }
        (self.not_too_long(path), None)
    }

    fn not_too_long(&mut self, mut path: Vec<Key>) -> Vec<Key> {
        if let Some(key) = path.get(LONGEST_KEY) {
            self.stumbles.push(Stumble {
                span: key.span,
                message: "nested too deep".to_owned(),
            });
            path.clear();
        }
        path
    }

    /// The value after `equals`. The events nest only so deep.
    fn value(&mut self, equals: Span) -> Node {
        while let Some(event) = self.peek() {
            match event.kind() {
                EventKind::Error => self.at += 1,
                EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                    self.at += 1;
                    return self.node(event, equals);
                }
                _ => break,
            }
        }
        Node::missing(self.text, equals.range().end)
    }

    fn node(&mut self, event: Event, equals: Span) -> Node {
        let start = span_of(event);
        match event.kind() {
            EventKind::ArrayOpen => {
                let mut items = Vec::new();
                let mut end = start;
                while let Some(event) = self.next() {
                    match event.kind() {
                        EventKind::ArrayClose => {
                            end = later(end, span_of(event));
                            break;
                        }
                        EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                            let item = self.node(event, start);
                            end = later(end, item.span);
                            items.push(item);
                        }
                        kind if starts_line(kind) => {
                            self.at -= 1;
                            break;
                        }
                        EventKind::Newline => {}
                        _ => end = later(end, span_of(event)),
                    }
                }
                Node {
                    span: until(start, end),
                    value: Value::List { items, flow: true },
                }
            }
            EventKind::InlineTableOpen => {
                let mut tables = Tables::new();
                let mut end = start;
                while let Some(event) = self.peek() {
                    if starts_table(event.kind()) {
                        break;
                    }
                    if event.kind() == EventKind::SimpleKey {
                        self.field(&mut tables, Tables::ROOT, false);
                        continue;
                    }
                    self.at += 1;
                    if event.kind() != EventKind::Newline {
                        end = later(end, span_of(event));
                    }
                    if event.kind() == EventKind::InlineTableClose {
                        break;
                    }
                }
                let entries = tables.into_entries();
                let values = entries.iter().map(|entry| entry.value.span);
                let end = values.fold(end, later);
                Node {
                    span: until(start, end),
                    value: Value::Map {
                        entries,
                        flow: true,
                    },
                }
            }
            _ => self.scalar(event, equals),
        }
    }

    fn scalar(&mut self, event: Event, equals: Span) -> Node {
        let span = span_of(event);
        let mut decoded = String::new();
        let before = self.stumbles.len();
        if let Some(raw) = Source::new(self.text).get(event) {
            // What follows it is not to blame.
            let text = self.text.get(..span.range().end).unwrap_or(self.text);
            let stumbles = &mut self.stumbles;
            let _ = raw.decode_scalar(&mut decoded, &mut |error: ParseError| {
                stumbles.push(stumble(&error, text, 0));
            });
        }
        let failed = self.stumbles.len() > before;
        if span.is_empty() {
            // The parser's words for this are about quotes or about nothing at all.
            self.stumbles.truncate(before);
            self.stumbles.push(Stumble {
                span: Span::empty(equals.range().start),
                message: "missing value".to_owned(),
            });
            return Node::missing(self.text, equals.range().end);
        }
        let source = span.of(self.text);
        match event.encoding() {
            Some(Encoding::MlBasicString | Encoding::MlLiteralString) => {
                Node::scalar(span, decoded, ScalarStyle::MultiLine)
            }
            Some(_) if source.len() >= 2 && source.ends_with(['"', '\'']) => {
                Node::scalar(span, decoded, ScalarStyle::Quoted)
            }
            None if !failed => Node::scalar(span, source.to_owned(), ScalarStyle::Plain),
            _ => broken(self.text, span),
        }
    }

    /// What stands behind the value on its line and is no comment makes it no value, unless it is
    /// long: what is lost then is more than what is gained.
    fn rest_of_line(&mut self, value: &mut Node) {
        let mut end = None;
        while let Some(event) = self.peek()
            && event.kind() == EventKind::Error
        {
            end = Some(span_of(event));
            self.at += 1;
        }
        let style = value.style();
        let is_short = style.is_some_and(|style| style != ScalarStyle::MultiLine);
        if let Some(end) = end
            && is_short
            && !value.span.is_empty()
        {
            *value = broken(self.text, until(value.span, end));
        }
    }

    fn decode_key(&mut self, event: Event) -> SmolStr {
        let mut name = String::new();
        if let Some(raw) = Source::new(self.text).get(event) {
            let (text, stumbles) = (self.text, &mut self.stumbles);
            raw.decode_key(&mut name, &mut |error: ParseError| {
                stumbles.push(stumble(&error, text, 0));
            });
        }
        SmolStr::from(name)
    }
}

/// What can't be part of a list, so that the list has come to its end unseen.
fn starts_line(kind: EventKind) -> bool {
    starts_table(kind) || matches!(kind, EventKind::SimpleKey)
}

fn starts_table(kind: EventKind) -> bool {
    matches!(kind, EventKind::StdTableOpen | EventKind::ArrayTableOpen)
}

fn span_of(event: Event) -> Span {
    Span::new(event.span().start(), event.span().end())
}

/// Whichever of two spans ends later.
fn later(one: Span, other: Span) -> Span {
    if other.end > one.end { other } else { one }
}

/// From the start of `span` to the end of `last`.
fn until(span: Span, last: Span) -> Span {
    Span {
        start: span.start,
        end: last.end.max(span.end),
    }
}

/// The raw text of `span`, without blanks at its end.
fn broken(text: &str, span: Span) -> Node {
    let raw = span.of(text).trim_end();
    let start = span.range().start;
    let span = Span::new(start, start + raw.len());
    Node::scalar(span, raw.to_owned(), ScalarStyle::Broken)
}

/// The first fault of each line. What follows it there mostly follows from it.
fn faults(text: &str, inner: Span, mut stumbles: Vec<Stumble>, entries: &[Entry]) -> Vec<Fault> {
    stumbles.sort_by_key(|stumble| stumble.span.start);
    let mut faults: Vec<Fault> = Vec::new();
    // Where the last one's line ends.
    let mut line_end = None;
    for stumble in stumbles {
        if line_end.is_some_and(|end| stumble.span.range().start <= end) {
            continue;
        }
        let span = blamed(text, inner, stumble.span);
        let start = span.range().start;
        line_end = line_at(text, start).map(|rest| rest.range().end);
        faults.push(Fault {
            span,
            cause: FaultCause::Other(stumble.message),
            field: field_at(entries, start),
        });
    }
    faults
}
