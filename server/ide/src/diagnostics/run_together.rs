//! Fields that run together: the line break before one is missing, its colon, or the line break
//! before the fence that closes them.

use dossier_syntax::{Entry, Fault, FaultCause, Span};

use super::Findings;
use super::broken::Broken;
use crate::Fix;
use crate::fixes::line_end;

/// What is missing between two fields.
pub(super) enum RunTogether {
    /// The line break before the field whose name this is.
    LineBreak(Span),
    /// The colon behind the field whose name this is.
    Colon(Span),
    /// The line break before the closing fence, which starts here.
    Fence(usize),
}

impl RunTogether {
    /// What is missing, if that is why a field can't be read.
    pub(super) fn find(
        findings: &Findings<'_>,
        broken: &Broken<'_>,
        fault: &Fault,
    ) -> Option<Self> {
        if matches!(fault.cause, FaultCause::Slips(_) | FaultCause::NotClosed) {
            return None;
        }
        let entry = broken.entry(fault)?;
        let is_absent = |name: &str| {
            let kind = findings.source.place().kind;
            let is_field = findings.dialect().field(kind, name).is_some();
            is_field && broken.named(name) == 0
        };
        let text = findings.text();
        fence(text, entry)
            .or_else(|| no_colon(text, entry, is_absent))
            .or_else(|| no_line_break(findings, entry, is_absent))
    }

    /// What is missing, in a sentence.
    pub(super) fn says(&self, text: &str) -> String {
        match self {
            Self::LineBreak(name) => format!("A line break is missing before `{}`.", name.of(text)),
            Self::Colon(name) => format!("The colon is missing behind `{}`.", name.of(text)),
            Self::Fence(_) => "The closing `---` doesn't stand on a line of its own.".to_owned(),
        }
    }

    /// A fix that puts in what is missing. It is for the author to say whether it was meant so.
    pub(super) fn fix(&self, text: &str) -> Fix {
        let (title, at, missing) = match self {
            Self::LineBreak(name) => {
                let title = format!("Start a line with `{}`", name.of(text));
                (title, name.range().start, line_end(text))
            }
            Self::Colon(name) => {
                let title = format!("Put a colon behind `{}`", name.of(text));
                (title, name.range().end, ":")
            }
            Self::Fence(fence) => {
                let title = "Put `---` on a line of its own".to_owned();
                (title, *fence, line_end(text))
            }
        };
        Fix::replace(title, Span::empty(at), missing.to_owned(), false)
    }
}

/// `tools: [Read]---`, which makes the front matter go on to the next rule of the text.
fn fence(text: &str, entry: &Entry) -> Option<RunTogether> {
    const FENCE: &str = "---";
    let start = entry.value.span.range().start;
    let line = text.get(start..)?.lines().next()?.trim_end();
    let before = line.strip_suffix(FENCE)?;
    let is_glued = before.ends_with(|c: char| c.is_alphanumeric() || "])}\"'.".contains(c));
    is_glued.then_some(RunTogether::Fence(start + before.len()))
}

/// A line below the first that starts with a field's name and has no colon behind it.
fn no_colon(text: &str, entry: &Entry, is_absent: impl Fn(&str) -> bool) -> Option<RunTogether> {
    let value = entry.value.span;
    let start = value.range().start;
    let lines = value.of(text).split_inclusive('\n');
    let mut at = start;
    for line in lines {
        let key = line.len() - line.trim_start_matches(is_name).len();
        let name = &line[..key];
        let goes_on = line[key..].starts_with(' ');
        if at > start && goes_on && is_absent(name) {
            return Some(RunTogether::Colon(Span::new(at, at + key)));
        }
        at += line.len();
    }
    None
}

/// The name of a field that follows a value without anything between: `使用。license: MIT`, or
/// `reviewerdescription: Reviews`.
fn no_line_break(
    findings: &Findings<'_>,
    entry: &Entry,
    is_absent: impl Fn(&str) -> bool,
) -> Option<RunTogether> {
    let text = findings.text();
    let (start, value) = (entry.value.span.range().start, entry.value.span.of(text));
    let kind = findings.source.place().kind;
    value.match_indices(": ").find_map(|(at, _)| {
        let before = value[..at].trim_end_matches(is_name);
        let word = &value[before.len()..at];
        let is_glued = before.ends_with(|c: char| !c.is_whitespace() && !"\"'`({[<*/".contains(c));
        if is_glued && is_absent(word) {
            return Some(RunTogether::LineBreak(Span::new(
                start + before.len(),
                start + at,
            )));
        }
        let mut required = findings
            .dialect()
            .fields(kind)
            .filter(|field| field.required);
        let name = required.find(|field| {
            let is_end = word.len() > field.name.len() && word.ends_with(&field.name);
            is_end && is_absent(&field.name)
        })?;
        let name = Span::new(start + at - name.name.len(), start + at);
        Some(RunTogether::LineBreak(name))
    })
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}
