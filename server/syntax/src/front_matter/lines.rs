//! Front matter that YAML refuses, read field by field.
//!
//! A line at the left margin that starts with `key:` starts a field. Each field is given to the
//! YAML parser alone, so that a bad one costs itself only: its raw text becomes its value. On
//! real files this finds the same fields as a YAML parser wherever that finds any, and the name
//! and description of nearly every file where it doesn't (see `ARCHITECTURE.md`).

use smol_str::SmolStr;

use super::fence::{is_bare_key, line_at, next_line};
use super::slips::{self, Slipped};
use super::yaml::{self, YamlFault};
use super::{Entry, Fault, FaultCause, Node, ScalarStyle};
use crate::Span;

/// The fields and faults of `inner`, which the YAML parser refused with `whole`.
pub(super) fn parse(text: &str, inner: Span, whole: YamlFault) -> (Vec<Entry>, Vec<Fault>) {
    let mut read = Read {
        text,
        base: slips::base(text, inner),
        entries: Vec::new(),
        faults: Vec::new(),
    };
    let (stray, chunks) = split(text, inner, read.base);
    if let Some(slipped) = stray.and_then(|span| slips::cut(text, span, None, read.base)) {
        read.slipped(slipped);
    } else if chunks.is_empty() && whole.not_fields {
        let written = text[whole.offset..inner.range().end].trim_end();
        let span = Span::new(whole.offset, whole.offset + written.len());
        read.fault(span, FaultCause::NotFields);
    } else if let Some(span) = stray {
        read.fault(span, FaultCause::StrayText);
    }
    for chunk in chunks {
        read.chunk(&chunk);
    }
    if read.faults.is_empty() {
        // Each field is fine alone, so the fault lies between them.
        let span = line_of(text, inner, whole.offset);
        read.fault(span, FaultCause::Other(whole.message));
    }
    (read.entries, read.faults)
}

/// What was read so far.
struct Read<'a> {
    text: &'a str,
    /// How far the fields are indented.
    base: usize,
    entries: Vec<Entry>,
    faults: Vec<Fault>,
}

impl Read<'_> {
    fn chunk(&mut self, chunk: &Chunk) {
        let text = self.text;
        let fault = match yaml::parse(chunk.span.of(text), chunk.span.range().start) {
            Ok(fields) => {
                self.entries.extend(fields);
                return;
            }
            Err(fault) => fault,
        };
        if let Some((fields, word)) = before_half_typed(text, chunk) {
            self.entries.extend(fields);
            self.fault(word, FaultCause::StrayText);
        } else if !self.before_slips(chunk) {
            self.broken(chunk, &fault);
        }
    }

    /// Reads a field and those below it that start with a slip. False where that is not what is
    /// wrong.
    fn before_slips(&mut self, chunk: &Chunk) -> bool {
        let text = self.text;
        let Some(slipped) = slips::cut(text, chunk.span, Some(chunk.key), self.base) else {
            return false;
        };
        let start = chunk.span.range().start;
        let end = slipped
            .first()
            .map_or(chunk.span.range().end, Slipped::start);
        match yaml::parse(&text[start..end], start) {
            Ok(fields) => self.entries.extend(fields),
            // A text that has a fault of its own may well go on below.
            Err(_) if slipped.iter().any(Slipped::is_inner) => return false,
            Err(fault) => {
                let span = Span::new(start, end);
                let key = chunk.key;
                self.broken(&Chunk { key, span }, &fault);
            }
        }
        self.slipped(slipped);
        true
    }

    fn slipped(&mut self, slipped: Vec<Slipped>) {
        for slipped in slipped {
            self.entries.extend(slips::entry(self.text, &slipped));
            self.faults.push(slipped.fault(self.text));
        }
    }

    /// A field whose raw text is all that can be said of it.
    fn broken(&mut self, chunk: &Chunk, fault: &YamlFault) {
        let value = raw_value(self.text, chunk);
        self.faults.push(explain(self.text, chunk, &value, fault));
        self.entries.push(Entry {
            name: SmolStr::from(chunk.key.of(self.text)),
            key: chunk.key,
            value: Node::scalar(value, value.of(self.text), ScalarStyle::Broken),
        });
    }

    /// A fault that is no field's.
    fn fault(&mut self, span: Span, cause: FaultCause) {
        self.faults.push(Fault {
            span,
            cause,
            field: None,
        });
    }
}

/// A field's lines.
struct Chunk {
    key: Span,
    span: Span,
}

/// Cuts `inner` at its keys, which are indented by `base`. What stands before the first key is
/// stray text.
fn split(text: &str, inner: Span, base: usize) -> (Option<Span>, Vec<Chunk>) {
    let mut stray: Option<Span> = None;
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut at = inner.range().start;
    // Prose with `<example>` blocks at the left margin has lines such as `user: …` in it.
    let mut open_examples = 0_usize;
    while at < inner.range().end
        && let Some(line) = line_at(text, at)
    {
        let source = line.of(text);
        let next = next_line(text, line).unwrap_or(inner.range().end);
        match key_of(source, base).filter(|_| open_examples == 0) {
            Some(len) => chunks.push(Chunk {
                key: Span::new(at + base, at + base + len),
                span: Span::new(at + base, next),
            }),
            None => match chunks.last_mut() {
                Some(chunk) => chunk.span.end = Span::empty(next).end,
                None if matches!(source.trim_start().chars().next(), None | Some('#')) => {}
                None => {
                    let start = stray.map_or(at, |span| span.range().start);
                    stray = Some(Span::new(start, line.range().end));
                }
            },
        }
        open_examples += source.matches("<example>").count();
        open_examples = open_examples.saturating_sub(source.matches("</example>").count());
        at = next;
    }
    (stray, chunks)
}

/// The length of the key that a line starts with, behind `base` blanks.
fn key_of(line: &str, base: usize) -> Option<usize> {
    let (blanks, line) = line.split_at_checked(base)?;
    if !blanks.trim_start_matches(' ').is_empty() {
        return None;
    }
    let len = line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
    let rest = line[len..].strip_prefix(':')?;
    (len > 0 && !line.starts_with('-') && (rest.is_empty() || rest.starts_with([' ', '\t'])))
        .then_some(len)
}

/// A field with a single word below it, which may well become the next field: the field without
/// the word, and the word.
fn before_half_typed(text: &str, chunk: &Chunk) -> Option<(Vec<Entry>, Span)> {
    let mut strays = stray_lines(text, chunk);
    let word = strays.next().filter(|stray| is_bare_key(stray.of(text)))?;
    if strays.next().is_some() {
        return None;
    }
    let start = chunk.span.range().start;
    let fields = yaml::parse(&text[start..word.range().start], start).ok()?;
    Some((fields, word))
}

/// The lines of a field that start at the left margin without belonging to it.
fn stray_lines<'a>(text: &'a str, chunk: &'a Chunk) -> impl Iterator<Item = Span> + 'a {
    let mut at = chunk.span.range().start;
    let lines = std::iter::from_fn(move || {
        let line = line_at(text, at).filter(|_| at < chunk.span.range().end)?;
        at = next_line(text, line).unwrap_or(chunk.span.range().end);
        Some(line)
    });
    lines.skip(1).filter_map(|line| {
        let source = line.of(text).trim_end();
        let stray = !source.is_empty() && !source.starts_with([' ', '\t', '-', '#']);
        stray.then(|| Span::new(line.range().start, line.range().start + source.len()))
    })
}

/// Everything after a field's colon, trimmed.
fn raw_value(text: &str, chunk: &Chunk) -> Span {
    let start = chunk.key.range().end + 1;
    let source = &text[start..chunk.span.range().end];
    let lead = source.len() - source.trim_start().len();
    let trimmed = source.trim();
    if trimmed.is_empty() {
        return Span::empty(start);
    }
    Span::new(start + lead, start + lead + trimmed.len())
}

fn explain(text: &str, chunk: &Chunk, value: &Span, fault: &YamlFault) -> Fault {
    let source = value.of(text);
    let first_line = source.lines().next().unwrap_or_default();
    let one_line = source.len() == first_line.len();
    let key_line = &text[chunk.key.range().end..value.range().start];
    let on_key_line = !key_line.contains(['\n', '\r']);
    let starts_plain = on_key_line && !source.starts_with(['"', '\'', '|', '>', '[', '{']);
    let field = Some(SmolStr::from(chunk.key.of(text)));
    let blame = |cause, span| Fault {
        span,
        cause,
        field: field.clone(),
    };

    if let Some(c) = reserved_start(source) {
        return blame(
            FaultCause::ReservedStart(c),
            first_line_of(*value, first_line),
        );
    }
    if starts_plain && let Some(colon) = colon_in(first_line) {
        let at = value.range().start + colon;
        return blame(
            FaultCause::ColonInPlainValue { one_line },
            Span::new(at, at + 1),
        );
    }
    if one_line && goes_on_after_bracket(source) {
        return blame(FaultCause::AfterBracket, *value);
    }
    // A wrong escape is no matter of the quotes.
    if source.starts_with(['"', '\'']) && !fault.message.contains("escape") {
        return blame(FaultCause::Quote, first_line_of(*value, first_line));
    }
    if chunk
        .span
        .of(text)
        .lines()
        .any(|line| line.starts_with('\t'))
    {
        return blame(FaultCause::Tab, line_of(text, chunk.span, fault.offset));
    }
    if let Some(stray) = stray_lines(text, chunk).next() {
        return blame(FaultCause::StrayText, stray);
    }
    let mut span = line_of(text, chunk.span, fault.offset);
    if span.start < value.start {
        span = first_line_of(*value, first_line);
    }
    // An item of a list, or a field of a nested map.
    let inner = span.of(text).trim_start_matches(['-', ' ']);
    let nested = inner
        .split_once(": ")
        .map_or(inner, |(_, value)| value.trim_start());
    if let Some(c) = reserved_start(nested) {
        let start = span.range().end - nested.len();
        return blame(
            FaultCause::ReservedStart(c),
            Span::new(start, span.range().end),
        );
    }
    if starts_plain && let Some(colon) = colon_in(span.of(text)) {
        let at = span.range().start + colon;
        return blame(
            FaultCause::ColonInPlainValue { one_line },
            Span::new(at, at + 1),
        );
    }
    blame(FaultCause::Other(fault.message.clone()), span)
}

/// True for `[a] [b]` and `{a} b`: the list or map is closed, and the line goes on.
fn goes_on_after_bracket(value: &str) -> bool {
    let mut depth = 0_usize;
    value.starts_with(['[', '{'])
        && value.char_indices().any(|(at, c)| {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && !value[at + 1..].trim().is_empty()
        })
}

/// The character that a value starts with, if YAML keeps it for something else.
fn reserved_start(value: &str) -> Option<char> {
    value
        .chars()
        .next()
        .filter(|c| matches!(c, '*' | '@' | '`' | '%' | '&' | '!' | ',' | ']' | '}'))
}

/// A colon that YAML takes for the end of a key.
fn colon_in(line: &str) -> Option<usize> {
    line.find(": ")
        .or_else(|| line.ends_with(':').then(|| line.len() - 1))
}

fn first_line_of(value: Span, first_line: &str) -> Span {
    Span::new(
        value.range().start,
        value.range().start + first_line.trim_end().len(),
    )
}

/// The line around `offset`, trimmed; within `bounds`.
pub(super) fn line_of(text: &str, bounds: Span, offset: usize) -> Span {
    let offset = offset.clamp(bounds.range().start, bounds.range().end);
    let start = text[bounds.range().start..offset]
        .rfind(['\n', '\r'])
        .map_or(bounds.range().start, |at| bounds.range().start + at + 1);
    let line = line_at(text, start).unwrap_or(bounds);
    let source = line.of(text);
    let lead = source.len() - source.trim_start().len();
    Span::new(
        line.range().start + lead,
        line.range().start + lead + source.trim().len(),
    )
}

/// The first line of `span` or, where that is nothing to see, the line around it.
pub(super) fn blamed(text: &str, inner: Span, span: Span) -> Span {
    let source = span.of(text);
    let line = source
        .trim_start()
        .split(['\n', '\r'])
        .next()
        .unwrap_or_default();
    let start = span.range().end - source.trim_start().len();
    if !line.is_empty() {
        return Span::new(start, start + line.trim_end().len());
    }
    let mut offset = span.range().start.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    line_of(text, inner, offset)
}
