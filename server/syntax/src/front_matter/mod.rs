//! The YAML between the fences, read so that one bad line costs one field.

mod fence;
mod items;
mod lines;
mod yaml;

use smol_str::SmolStr;

pub use items::Item;

use crate::Span;

/// The front matter of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    /// The opening fence's line, without its line break.
    pub open: Span,
    /// What stands between the fences.
    pub inner: Span,
    /// The closing fence's line; `None` while it is missing.
    pub close: Option<Span>,
    /// True where blank lines precede the opening fence, so that loaders see no front matter.
    pub late: bool,
    /// The fields, in order. A name may occur twice.
    pub entries: Vec<Entry>,
    /// What a YAML parser would stumble over. Empty for valid YAML.
    pub faults: Vec<Fault>,
}

/// A field: its name and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The name, without quotes.
    pub name: SmolStr,
    /// The name's span, quotes included.
    pub key: Span,
    /// The value. A field without one has a plain scalar without text, right after its colon.
    pub value: Node,
}

/// A YAML value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value's span, quotes and brackets included.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A YAML value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, a number, a boolean or nothing.
    Scalar(Scalar),
    /// A list; `flow` if it is written in brackets.
    List {
        /// The items.
        items: Vec<Node>,
        /// Written as `[a, b]`.
        flow: bool,
    },
    /// A map; `flow` if it is written in braces.
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
    /// Not YAML at all: the raw text after the colon, where the value could not be parsed.
    Broken,
}

/// One place that a YAML parser stumbles over.
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
    /// Reads the front matter at the head of `text`, if it has one.
    pub fn parse(text: &str) -> Option<Self> {
        let fences = fence::find(text)?;
        let mut front_matter = Self {
            open: fences.open,
            inner: fences.inner,
            close: fences.close,
            late: fences.late,
            entries: Vec::new(),
            faults: Vec::new(),
        };
        let source = fences.inner.of(text);
        match yaml::parse(source, fences.inner.range().start) {
            Ok(entries) => front_matter.entries = entries,
            Err(fault) => {
                (front_matter.entries, front_matter.faults) =
                    lines::parse(text, fences.inner, fault);
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

    /// Where the body starts: after the closing fence's line, or after what was read of an
    /// unclosed front matter.
    pub fn body_start(&self, text: &str) -> usize {
        let end = self.close.unwrap_or(self.inner).range().end;
        end + line_break_len(&text[end..])
    }

    /// The front matter with its fences, to the last byte before the body's line.
    pub fn span(&self) -> Span {
        Span {
            start: self.open.start,
            end: self.close.unwrap_or(self.inner).end,
        }
    }
}

impl Node {
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

    /// The span of the text itself, without the quotes around it.
    pub fn inner_span(&self, text: &str) -> Span {
        let source = self.span.of(text);
        let quoted = matches!(
            &self.value,
            Value::Scalar(Scalar {
                style: ScalarStyle::Quoted,
                ..
            })
        ) && source.len() >= 2;
        if quoted {
            Span::new(self.span.range().start + 1, self.span.range().end - 1)
        } else {
            self.span
        }
    }
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
