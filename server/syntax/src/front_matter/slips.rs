//! Slips that make YAML refuse a whole block, though every field of it is plain to see: a blank
//! too many before a name, none behind its colon, a dash before it, a blank or a colon that looks
//! right and is another character.
//!
//! A line counts as such only where YAML refuses it as it stands, and takes it once it is mended.

use smol_str::SmolStr;

use super::fence::{line_at, next_line};
use super::yaml;
use super::{Entry, Fault, FaultCause};
use crate::Span;

/// A slip at the start of a field, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong.
    pub kind: SlipKind,
    /// The text to replace. Empty where something is missing.
    pub span: Span,
    /// What should stand there.
    pub instead: &'static str,
}

/// What is wrong at the start of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// Blanks before the name that the other fields don't have.
    Indented,
    /// No blank behind the colon.
    NoBlank,
    /// `- ` before the name, as if the field were an item.
    Dash,
    /// A character that looks like a blank, or like nothing, and is none for YAML.
    OddBlank(char),
    /// A character that looks like a colon.
    OddColon(char),
}

/// The start of a line that can only be a field, if slips in it are overlooked.
struct Head {
    /// The blanks before the name, and the dash.
    lead: Span,
    dashed: bool,
    key: Span,
    /// From the name's end to the value's start.
    separator: Span,
    slips: Vec<Slip>,
}

/// A field that starts with a slip, up to the next field.
pub(super) struct Slipped {
    head: Head,
    end: usize,
}

/// Cuts `lines`, which YAML refuses, at the fields that start with a slip. `base` is how far the
/// fields of the block are indented. `after_key` is where a field that is written as it should be
/// starts the lines; without it they follow no field.
///
/// `None` unless all of it reads as fields once the slips are mended.
pub(super) fn cut(
    text: &str,
    lines: Span,
    after_key: Option<Span>,
    base: usize,
) -> Option<Vec<Slipped>> {
    // Prose with examples in it has lines that look like fields.
    if lines.of(text).contains("<example>") {
        return None;
    }
    let mut found: Vec<Slipped> = Vec::new();
    // Whether the field above has a value on its own line, so that no field can be part of it.
    let mut has_value_above = after_key.is_none_or(|key| has_value(text, key.range().end + 1));
    let mut at = lines.range().start;
    let mut is_first = after_key.is_some();
    while at < lines.range().end
        && let Some(line) = line_at(text, at)
    {
        let next = next_line(text, line).unwrap_or(lines.range().end);
        let source = line.of(text);
        let is_nothing = source.trim().is_empty() || source.trim_start().starts_with('#');
        if !is_first && !is_nothing {
            let deeper = source.starts_with([' ', '\t']);
            let head = head(text, line, base).filter(|head| {
                let is_outer = head.lead.len() <= base && !head.dashed;
                !head.slips.is_empty() && (is_outer || has_value_above)
            });
            match head {
                Some(head) => {
                    has_value_above = has_value(text, head.separator.range().end);
                    found.push(Slipped {
                        head,
                        end: lines.range().end,
                    });
                    let count = found.len();
                    if let Some(before) = count.checked_sub(2).and_then(|at| found.get_mut(at)) {
                        before.end = line.range().start;
                    }
                }
                None if found.is_empty() && after_key.is_none() => return None,
                None if !deeper && !source.starts_with('-') => return None,
                None => {}
            }
        }
        is_first = false;
        at = next;
    }
    let reads = |it: &Slipped| entry(text, it).is_some();
    (!found.is_empty() && found.iter().all(reads)).then_some(found)
}

impl Slipped {
    /// Where its line starts.
    pub(super) fn start(&self) -> usize {
        self.head.lead.range().start
    }

    /// True where blanks or a dash before the name are what is wrong, so that the lines may just
    /// as well be meant to go on with the field above.
    pub(super) fn is_inner(&self) -> bool {
        let inner = |slip: &Slip| matches!(slip.kind, SlipKind::Indented | SlipKind::Dash);
        self.head.slips.iter().any(inner)
    }

    /// What is said about it.
    pub(super) fn fault(self, text: &str) -> Fault {
        let name = SmolStr::from(self.head.key.of(text));
        let blamed = Span {
            start: self.head.lead.start,
            end: self.head.key.end,
        };
        let separator = self.head.separator.of(text).trim_end().len();
        let end = blamed.range().end + separator;
        Fault {
            span: Span::new(blamed.range().start, end),
            cause: FaultCause::Slips(self.head.slips),
            field: Some(name),
        }
    }
}

/// The field as it reads once its slips are mended, with the spans that it has now.
pub(super) fn entry(text: &str, slipped: &Slipped) -> Option<Entry> {
    let Head { key, separator, .. } = &slipped.head;
    let value = text.get(separator.range().end..slipped.end)?;
    let mended = format!("{}: {value}", key.of(text));
    // What follows the separator is as far from its end as it is in the text that is parsed. A
    // fence stands before the fields, so this does not go below the start.
    let base = separator.range().end.checked_sub(key.len() + ": ".len())?;
    let mut entries = yaml::parse(&mended, base).ok()?.into_iter();
    let entry = entries.next().filter(|_| entries.len() == 0)?;
    Some(Entry { key: *key, ..entry })
}

/// True where a value starts at `at`, and on that line: no block. A quote or bracket may be open;
/// then what stands above the next field is no YAML, and nothing is cut.
fn has_value(text: &str, at: usize) -> bool {
    let line = line_at(text, at).map_or("", |line| line.of(text));
    let value = line.trim_start_matches(is_blank);
    !value.is_empty() && !value.starts_with(['|', '>', '#'])
}

/// The head of a field in `line`, with its slips. A name is two letters or more, for `C:` is none.
fn head(text: &str, line: Span, base: usize) -> Option<Head> {
    let source = line.of(text);
    let after_blanks = source.trim_start_matches(is_blank);
    let after_dash = after_blanks
        .strip_prefix('-')
        .filter(|rest| rest.starts_with(is_blank));
    let from_key = after_dash.map_or(after_blanks, |rest| rest.trim_start_matches(is_blank));
    let start = line.range().end - from_key.len();
    let key_len =
        from_key.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
    let key = Span::new(start, start + key_len);
    let is_named = from_key.starts_with(|c: char| c.is_ascii_alphabetic()) && key_len > 1;
    let after_key = &from_key[key_len..];
    let from_colon = after_key.trim_start_matches(is_blank);
    let colon = from_colon.chars().next().filter(|&c| is_colon(c))?;
    let rest = &from_colon[colon.len_utf8()..];
    // An address is a value.
    if !is_named || rest.starts_with("//") {
        return None;
    }
    let value = rest.trim_start_matches(is_blank);
    let colon_at = line.range().end - from_colon.len();
    let value_at = line.range().end - value.len();
    let after_colon = Span::new(colon_at + colon.len_utf8(), value_at);
    let lead = Span::new(line.range().start, start);
    let mut slips = Vec::new();
    let blanks = source.len() - after_blanks.len();
    lead_slips(text, lead, blanks, base, after_dash.is_some(), &mut slips);
    let gap = Span::new(key.range().end, colon_at);
    if let Some(odd) = odd_blank(gap.of(text)) {
        slips.push(Slip::new(SlipKind::OddBlank(odd), gap, ""));
    }
    if colon != ':' {
        let written = Span::new(colon_at, colon_at + colon.len_utf8());
        // A wide colon has its blank in it.
        let instead = if after_colon.is_empty() && !value.is_empty() {
            ": "
        } else {
            ":"
        };
        slips.push(Slip::new(SlipKind::OddColon(colon), written, instead));
    } else if after_colon.is_empty() && !value.is_empty() {
        slips.push(Slip::new(SlipKind::NoBlank, after_colon, " "));
    }
    if let Some(odd) = odd_blank(after_colon.of(text)) {
        slips.push(Slip::new(SlipKind::OddBlank(odd), after_colon, " "));
    }
    Some(Head {
        lead,
        dashed: after_dash.is_some(),
        key,
        separator: Span::new(key.range().end, value_at),
        slips,
    })
}

/// What is wrong before a name: of `lead`, the first `blanks` bytes are blanks.
fn lead_slips(
    text: &str,
    lead: Span,
    blanks: usize,
    base: usize,
    dashed: bool,
    slips: &mut Vec<Slip>,
) {
    let start = lead.range().start;
    let before = &lead.of(text)[..blanks];
    if let Some(odd) = odd_blank(before) {
        slips.push(Slip::new(
            SlipKind::OddBlank(odd),
            Span::new(start, start + blanks),
            "",
        ));
    } else if blanks > base {
        let extra = Span::new(start + base, start + blanks);
        slips.push(Slip::new(SlipKind::Indented, extra, ""));
    }
    if dashed {
        let dash = Span::new(start + blanks, lead.range().end);
        slips.push(Slip::new(SlipKind::Dash, dash, ""));
    }
}

impl Slip {
    fn new(kind: SlipKind, span: Span, instead: &'static str) -> Self {
        Self {
            kind,
            span,
            instead,
        }
    }
}

/// True for whatever looks like a blank or like nothing, on one line.
fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t' || is_odd_blank(c)
}

fn is_odd_blank(c: char) -> bool {
    let has_no_width = matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    has_no_width || (c.is_whitespace() && !c.is_ascii())
}

fn odd_blank(blanks: &str) -> Option<char> {
    blanks.chars().find(|&c| is_odd_blank(c))
}

/// A colon, and the characters that input methods and documents write for one.
fn is_colon(c: char) -> bool {
    matches!(c, ':' | '\u{ff1a}' | '\u{fe55}' | '\u{a789}' | '\u{2236}')
}

/// How far the fields of a block are indented: as far as the line that is indented least, of those
/// that look like fields.
pub(super) fn base(text: &str, inner: Span) -> usize {
    let mut least = usize::MAX;
    let mut at = inner.range().start;
    while at < inner.range().end
        && let Some(line) = line_at(text, at)
    {
        let source = line.of(text);
        if head(text, line, 0).is_some() {
            least = least.min(source.len() - source.trim_start_matches(' ').len());
        }
        let Some(next) = next_line(text, line) else {
            break;
        };
        at = next;
    }
    if least == usize::MAX { 0 } else { least }
}

/// True for a line at the left margin that can only be a field that somebody misspelt.
pub fn is_slipped_field(line: &str) -> bool {
    let head = head(line, Span::new(0, line.len()), 0);
    head.is_some_and(|head| head.lead.is_empty() && !head.slips.is_empty())
}
