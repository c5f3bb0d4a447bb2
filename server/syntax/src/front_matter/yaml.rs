//! YAML with byte spans, from the events of granit-parser.

use granit_parser::{Event, Parser, ScalarStyle as YamlStyle, Span as YamlSpan, StructureStyle};
use smol_str::SmolStr;

use super::{Entry, Node, ScalarStyle, Value, plain_lines};
use crate::Span;

/// What the parser stumbled over first.
#[derive(Debug)]
pub(super) struct YamlFault {
    /// The offset in the whole text.
    pub(super) offset: usize,
    /// The parser's words.
    pub(super) message: String,
    /// The YAML is fine, but it is not a map.
    pub(super) not_fields: bool,
}

/// The entries of the map that `source` is. `base` is its offset in the whole text.
/// Nothing but comments and blank lines is an empty map.
pub(super) fn parse(source: &str, base: usize) -> Result<Vec<Entry>, YamlFault> {
    plain_lines::parse(source, base).map_or_else(|| with_parser(source, base), Ok)
}

/// The same, whatever the lines are.
pub(super) fn with_parser(source: &str, base: usize) -> Result<Vec<Entry>, YamlFault> {
    let mut reader = Reader {
        events: Parser::new_from_str(source),
        source,
        base,
    };
    loop {
        match reader.next()? {
            Some((Event::StreamStart | Event::DocumentStart(..), _)) => {}
            None | Some((Event::StreamEnd | Event::DocumentEnd, _)) => return Ok(Vec::new()),
            Some((event, span)) => {
                let start = span.range().start;
                let node = reader.node(event, span)?;
                reader.only_one_document()?;
                return match node.value {
                    Value::Map { entries, .. } => Ok(entries),
                    _ if node.is_empty() => Ok(Vec::new()),
                    _ => Err(YamlFault {
                        offset: start,
                        message: "not a list of fields".to_owned(),
                        not_fields: true,
                    }),
                };
            }
        }
    }
}

struct Reader<'a> {
    events: Parser<'a, granit_parser::StrInput<'a>>,
    source: &'a str,
    base: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>, YamlFault> {
        match self.events.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => Ok(Some((event, self.span(span)))),
            Some(Err(error)) => Err(YamlFault {
                offset: self.base
                    + error
                        .marker()
                        .byte_offset()
                        .unwrap_or(0)
                        .min(self.source.len()),
                message: error.info(),
                not_fields: false,
            }),
        }
    }

    fn expect(&mut self) -> Result<(Event<'a>, Span), YamlFault> {
        let end = self.base + self.source.len();
        self.next()?.ok_or_else(|| YamlFault {
            offset: end,
            message: "unexpected end".to_owned(),
            not_fields: false,
        })
    }

    /// The parser reads several documents; front matter is one.
    fn only_one_document(&mut self) -> Result<(), YamlFault> {
        while let Some((event, span)) = self.next()? {
            if matches!(event, Event::DocumentStart(..)) {
                return Err(YamlFault {
                    offset: span.range().start,
                    message: "a second document starts here".to_owned(),
                    not_fields: false,
                });
            }
        }
        Ok(())
    }

    /// The node that `event` starts. The parser bounds the depth of nesting, and so of this
    /// recursion, at 512.
    fn node(&mut self, event: Event<'a>, span: Span) -> Result<Node, YamlFault> {
        match event {
            Event::Scalar(text, style, ..) => {
                let style = match style {
                    YamlStyle::Plain => ScalarStyle::Plain,
                    YamlStyle::SingleQuoted | YamlStyle::DoubleQuoted => ScalarStyle::Quoted,
                    YamlStyle::Literal | YamlStyle::Folded => ScalarStyle::Block,
                };
                let span = if style == ScalarStyle::Quoted {
                    span
                } else {
                    self.trimmed(span)
                };
                // The parser reads `~` where there is nothing.
                let nothing = style == ScalarStyle::Plain && span.is_empty();
                let text = if nothing {
                    String::new()
                } else {
                    text.into_owned()
                };
                Ok(Node::scalar(span, text, style))
            }
            Event::SequenceStart(style, ..) => {
                let span = if style == StructureStyle::Block {
                    self.with_dash(span)
                } else {
                    span
                };
                let mut items = Vec::new();
                let mut end = span.end;
                loop {
                    match self.expect()? {
                        (Event::SequenceEnd, close) => {
                            let flow = style == StructureStyle::Flow;
                            end = if flow { close.end } else { end };
                            let span = Span {
                                start: span.start,
                                end: end.max(span.start),
                            };
                            return Ok(Node {
                                span,
                                value: Value::List { items, flow },
                            });
                        }
                        (event, span) => {
                            let item = self.node(event, span)?;
                            end = item.span.end;
                            items.push(item);
                        }
                    }
                }
            }
            Event::MappingStart(style, ..) => {
                let mut entries = Vec::new();
                let mut end = span.end;
                loop {
                    let (event, key_span) = self.expect()?;
                    if matches!(event, Event::MappingEnd) {
                        let flow = style == StructureStyle::Flow;
                        end = if flow { key_span.end } else { end };
                        let span = Span {
                            start: span.start,
                            end: end.max(span.start),
                        };
                        return Ok(Node {
                            span,
                            value: Value::Map { entries, flow },
                        });
                    }
                    let key = self.node(event, key_span)?;
                    let (event, span) = self.expect()?;
                    let mut value = self.node(event, span)?;
                    if value.span.is_empty() && value.is_empty() {
                        value.span = self.after_colon(key.span);
                    }
                    end = value.span.end;
                    let name = SmolStr::from(key.text().unwrap_or_default());
                    entries.push(Entry {
                        name,
                        key: key.span,
                        value,
                    });
                }
            }
            _ => Ok(Node {
                span,
                value: Value::Alias,
            }),
        }
    }

    /// Where a value would stand that isn't there: after the key's colon and one space.
    fn after_colon(&self, key: Span) -> Span {
        let rest = &self.source[key.range().end - self.base..];
        // Without a colon of its own (`? key`), the next one on the line is another key's.
        let Some(behind) = rest.trim_start_matches([' ', '\t']).strip_prefix(':') else {
            return Span::empty(key.range().end);
        };
        let space = usize::from(behind.starts_with(' '));
        Span::empty(key.range().end + (rest.len() - behind.len()) + space)
    }

    /// A block list from its first dash, which the parser leaves out where the list is not
    /// indented.
    fn with_dash(&self, list: Span) -> Span {
        let before = self.source[..list.range().start - self.base].trim_end_matches([' ', '\t']);
        match before.strip_suffix('-') {
            Some(before) if before.is_empty() || before.ends_with(['\n', '\r']) => {
                Span::new(self.base + before.len(), list.range().end)
            }
            _ => list,
        }
    }

    /// Without the blanks and line breaks at the end, which some scalars' spans include.
    fn trimmed(&self, span: Span) -> Span {
        let source = Span::new(span.range().start - self.base, span.range().end - self.base);
        let text = source.of(self.source);
        Span::new(
            span.range().start,
            span.range().start + text.trim_end().len(),
        )
    }

    fn span(&self, span: YamlSpan) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        let len = self.source.len();
        Span::new(range.start.min(len), range.end.min(len)).shifted(self.base)
    }
}
