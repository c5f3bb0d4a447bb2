//! The fields of a file, read so that one bad line costs one field.
//!
//! Whatever the format, they come as the same [`Entry`]s and [`Node`]s: YAML between fences, lines
//! between fences, or a whole file of TOML or JSON.

mod fence;
mod items;
mod json;
mod json_draft;
mod line_form;
mod lines;
mod plain_lines;
mod second_try;
mod slips;
mod toml;
mod toml_events;
mod toml_table;
mod yaml;

use smol_str::SmolStr;

pub use items::Item;
pub use second_try::SecondTry;
pub use slips::{Slip, SlipKind, is_slipped_field};

use crate::{Format, Span};

/// The front matter of a file. In formats without fences it is the whole file.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    /// True where fences stand around the fields. False in TOML and JSON.
    pub fenced: bool,
    /// The opening fence's line, without its line break. Without fences, the empty span at the
    /// start of the text, after a byte order mark.
    pub open: Span,
    /// What stands between the fences. Without fences, everything after a byte order mark.
    pub inner: Span,
    /// The closing fence's line; `None` while it is missing. Without fences, the empty span at the
    /// end of the text.
    pub close: Option<Span>,
    /// True where blank lines precede the opening fence, so that loaders see no front matter.
    pub late: bool,
    /// The fields, in order. A name may occur twice.
    pub entries: Vec<Entry>,
    /// What a parser of the format would stumble over. Empty for valid text.
    pub faults: Vec<Fault>,
}

/// A field: its name and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The name, without quotes.
    pub name: SmolStr,
    /// The name's span, quotes included.
    pub key: Span,
    /// The value. A field without one has a plain scalar without text, right after its colon or
    /// equals sign.
    pub value: Node,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value's span, quotes and brackets included. A TOML table that has a header reaches from
    /// its first entry to its last, and what stands between them may belong to others.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, a number, a boolean or nothing.
    Scalar(Scalar),
    /// A list; `flow` if it is written in brackets, and not as `- a` lines or `[[tables]]`.
    List {
        /// The items.
        items: Vec<Node>,
        /// Written as `[a, b]`.
        flow: bool,
    },
    /// A map; `flow` if it is written in braces, and not as lines, `[table]` or dotted keys.
    Map {
        /// The entries.
        entries: Vec<Entry>,
        /// Written as `{a: b}`.
        flow: bool,
    },
    /// `*anchor`: a copy of another value.
    Alias,
}

/// A scalar.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The text after unquoting, unescaping and folding.
    pub text: String,
    /// How it is written.
    pub style: ScalarStyle,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// A block after `|` or `>`.
    Block,
    /// In three quotes at each end, over any number of lines.
    MultiLine,
    /// Not valid at all: the raw text after the colon or equals sign, where the value could not be
    /// parsed.
    Broken,
}

/// One place that a parser stumbles over.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The text to blame.
    pub span: Span,
    /// Why.
    pub cause: FaultCause,
    /// The field it costs, if it is inside one.
    pub field: Option<SmolStr>,
}

/// Why front matter can't be parsed.
/// How often each occurs in real files is in `ARCHITECTURE.md`, "Front matter".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultCause {
    /// A plain value holds `: `, which YAML reads as another key. `one_line` if the value does.
    ColonInPlainValue {
        /// The value ends on the line it started on.
        one_line: bool,
    },
    /// A plain value starts with a character that YAML reserves.
    ReservedStart(char),
    /// A quoted value goes on after its closing quote, or the quote is never closed.
    Quote,
    /// A value starts with a bracket and goes on after the closing one: `[a] [b]`.
    AfterBracket,
    /// Text at the left margin that is neither a field nor part of the value above it.
    StrayText,
    /// A field that is plain to see but for slips at its start.
    Slips(Vec<Slip>),
    /// A line is indented with a tab.
    Tab,
    /// The closing fence is missing.
    NotClosed,
    /// The front matter is not a list of fields.
    NotFields,
    /// Something else; the parser's words.
    Other(String),
}

impl FrontMatter {
    /// Reads the front matter at the head of `text`, if it has one. A format without fences always
    /// has one.
    pub fn parse(text: &str, format: Format) -> Option<Self> {
        if !format.is_fenced() {
            return Some(Self::whole(text, format));
        }
        let fences = fence::find(text)?;
        let mut front_matter = Self {
            fenced: true,
            open: fences.open,
            inner: fences.inner,
            close: fences.close,
            late: fences.late,
            entries: Vec::new(),
            faults: Vec::new(),
        };
        if format == Format::MarkdownLines {
            front_matter.entries = line_form::parse(text, fences.inner);
        } else {
            match yaml::parse(fences.inner.of(text), fences.inner.range().start) {
                Ok(entries) => front_matter.entries = entries,
                Err(fault) => {
                    (front_matter.entries, front_matter.faults) =
                        lines::parse(text, fences.inner, fault);
                }
            }
        }
        if fences.close.is_none() {
            front_matter.faults.push(Fault {
                span: fences.open,
                cause: FaultCause::NotClosed,
                field: None,
            });
        }
        Some(front_matter)
    }

    /// A file that is nothing but fields.
    fn whole(text: &str, format: Format) -> Self {
        let bare = text.strip_prefix(fence::BOM).unwrap_or(text);
        let inner = Span::new(text.len() - bare.len(), text.len());
        let (entries, faults) = match format {
            Format::Json => json::parse(text, inner),
            _ => toml::parse(text, inner),
        };
        Self {
            fenced: false,
            open: Span::empty(inner.range().start),
            inner,
            close: Some(Span::empty(text.len())),
            late: false,
            entries,
            faults,
        }
    }

    /// The fields of a map within a file that is all fields, as if it were a file of its own. `span`
    /// is the map's, brackets included.
    pub fn of_map(span: Span, entries: Vec<Entry>) -> Self {
        Self {
            fenced: false,
            open: Span::empty(span.range().start),
            inner: span,
            close: Some(Span::empty(span.range().end)),
            late: false,
            entries,
            faults: Vec::new(),
        }
    }

    /// The last field of that name, which is the one that loaders keep.
    pub fn field(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.name == name)
    }

    /// The text of a scalar field, if it has any.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        let value = &self.field(name)?.value;
        value
            .text()
            .filter(|text| !text.is_empty() && !value.is_empty())
    }

    /// The body of `text`: everything after the front matter or, without fences, the text of
    /// `field` as it is written. That is empty, at the end, where there is no such text.
    pub fn body(&self, text: &str, field: Option<&str>) -> Span {
        if self.fenced {
            return Span::new(self.body_start(text).min(text.len()), text.len());
        }
        let value = field
            .and_then(|field| self.field(field))
            .map(|it| &it.value);
        match value {
            Some(value) if value.is_quoted(text) => value.inner_span(text),
            _ => Span::empty(text.len()),
        }
    }

    /// Where what is no front matter starts: after the closing fence's line, or after what was
    /// read of an unclosed front matter. Without fences that is the end of the text, since the
    /// body is a value; see [`crate::Parsed::body`].
    pub fn body_start(&self, text: &str) -> usize {
        let end = self.close.unwrap_or(self.inner).range().end;
        end + line_break_len(&text[end..])
    }

    /// The front matter with its fences, to the last byte before the body's line. Without fences,
    /// everything after a byte order mark.
    pub fn span(&self) -> Span {
        Span {
            start: self.open.start,
            end: self.close.unwrap_or(self.inner).end,
        }
    }
}

impl Entry {
    /// The span of the name itself, without the quotes around it, which some formats need.
    pub fn name_span(&self, text: &str) -> Span {
        let (start, end) = (self.key.range().start, self.key.range().end);
        let mut written = self.key.of(text).chars();
        match (written.next(), written.next_back()) {
            (Some(open @ ('"' | '\'')), Some(close)) if open == close => {
                Span::new(start + 1, end - 1)
            }
            _ => self.key,
        }
    }
}

impl Node {
    /// A scalar.
    fn scalar(span: Span, text: impl Into<String>, style: ScalarStyle) -> Self {
        let text = text.into();
        Self {
            span,
            value: Value::Scalar(Scalar { text, style }),
        }
    }

    /// A value that isn't there: it would stand behind the colon or equals sign that ends at the
    /// byte `separator_end`, and one blank.
    fn missing(text: &str, separator_end: usize) -> Self {
        let rest = text.get(separator_end..);
        let blank = rest.is_some_and(|rest| rest.starts_with(' '));
        let span = Span::empty(separator_end + usize::from(blank));
        Self::scalar(span, "", ScalarStyle::Plain)
    }

    /// How a scalar is written.
    pub fn style(&self) -> Option<ScalarStyle> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar.style),
            _ => None,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// True for a value that is not there: nothing, `~` or `null`, unquoted.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Scalar(scalar) => {
                scalar.style == ScalarStyle::Plain
                    && matches!(scalar.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
            }
            _ => false,
        }
    }

    /// The span of the text itself, without the quotes around it, and without the line break that
    /// may follow three of them.
    pub fn inner_span(&self, text: &str) -> Span {
        let source = self.span.of(text);
        let Value::Scalar(scalar) = &self.value else {
            return self.span;
        };
        let (lead, trail) = match scalar.style {
            ScalarStyle::Quoted if source.len() >= 2 => (1, 1),
            ScalarStyle::MultiLine => around_lines(source),
            _ => (0, 0),
        };
        Span::new(
            self.span.range().start + lead,
            self.span.range().end - trail,
        )
    }

    /// True for a text in quotes of any kind, also while the closing ones are missing.
    fn is_quoted(&self, text: &str) -> bool {
        match self.style() {
            Some(ScalarStyle::Quoted | ScalarStyle::MultiLine) => true,
            Some(ScalarStyle::Broken) => self.span.of(text).starts_with(['"', '\'']),
            Some(ScalarStyle::Plain | ScalarStyle::Block) | None => false,
        }
    }
}

/// How many bytes of quotes stand at each end of a text in three of them, the first line break
/// counted with the opening ones. The closing ones may be missing.
fn around_lines(source: &str) -> (usize, usize) {
    let quotes = if source.starts_with('\'') {
        "'''"
    } else {
        "\"\"\""
    };
    let Some(rest) = source.strip_prefix(quotes) else {
        return (0, 0);
    };
    let lead = quotes.len() + line_break_len(rest);
    let closed = source.len() >= lead + quotes.len() && source.ends_with(quotes);
    (lead, if closed { quotes.len() } else { 0 })
}

/// The last of `entries` that starts before `offset`, if it reaches as far: the field that a
/// fault there costs. They are in the order of their keys.
fn field_at(entries: &[Entry], offset: usize) -> Option<SmolStr> {
    let after = entries.partition_point(|entry| entry.key.range().start <= offset);
    let entry = entries[..after].last()?;
    (offset <= entry.value.span.range().end).then(|| entry.name.clone())
}

/// The length of the line break that `text` starts with, in bytes.
fn line_break_len(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
