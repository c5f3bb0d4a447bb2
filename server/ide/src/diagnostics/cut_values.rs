//! Values without quotes that a ` #` cuts: the rest is a comment.

use dossier_dialect::{Atom, ToolName};
use dossier_syntax::{Format, FrontMatter, ScalarStyle, Span};
use dossier_workspace::values::Part;
use rustc_hash::FxHashMap;

use super::{Finding, Findings};
use crate::Fix;
use crate::cursor::line_around;
use crate::fixes::in_quotes;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    if findings.source.parsed.format != Format::Markdown {
        return;
    }
    let mut told = None;
    let parts = findings.parts();
    // The last part of each field, by the field's key.
    let last: FxHashMap<Span, &Part<'_>> =
        parts.iter().map(|part| (part.entry.key, part)).collect();
    for entry in &front_matter.entries {
        let Some(&part) = last.get(&entry.key) else {
            continue;
        };
        if let Some(cut) = comment_behind(findings, part)
            && told != Some(cut)
            && is_lost(findings, part, cut)
        {
            tell(findings, *part, cut);
            told = Some(cut);
        }
    }
}

/// The comment behind the last value of a field, to the end of its line.
fn comment_behind(findings: &Findings<'_>, part: &Part<'_>) -> Option<Span> {
    let text = findings.text();
    if part.entry.value.style() != Some(ScalarStyle::Plain) {
        return None;
    }
    let end = part.entry.value.span.range().end;
    let line = line_around(text, end);
    let rest = text.get(end..line.range().end)?;
    let comment = rest.trim_start_matches([' ', '\t']);
    let start = line.range().end - comment.len();
    let is_apart = start > end || text[..end].ends_with([' ', '\t', ':']);
    let comment = comment.trim_end();
    (comment.starts_with('#') && is_apart).then(|| Span::new(start, start + comment.len()))
}

/// True where the comment can hardly be meant as one. A description has none; what else is text
/// has none without a blank behind its `#`; and in a list of tools, one that names a tool is a
/// part of the list.
fn is_lost(findings: &Findings<'_>, part: &Part<'_>, cut: Span) -> bool {
    let comment = cut.of(findings.text()).trim_start_matches('#');
    let is_tight = !comment.starts_with([' ', '\t']) && !comment.is_empty();
    match part.atom {
        Atom::Description => true,
        Atom::Text | Atom::Any => is_tight,
        Atom::Tool => {
            let dialect = findings.dialect();
            let is_tool = |word: &str| {
                let word = word.split('(').next().unwrap_or_default().trim();
                matches!(dialect.tool(word), ToolName::Tool(_) | ToolName::Old(_))
            };
            comment.split([',', ' ']).any(is_tool)
        }
        _ => false,
    }
}

fn tell(findings: &mut Findings<'_>, part: Part<'_>, cut: Span) {
    let text = findings.text();
    let (entry, title) = (part.entry, findings.dialect().title());
    let left = entry.value.span.of(text);
    let reads = if left.is_empty() {
        "nothing".to_owned()
    } else {
        format!("`{}`", end_of(left))
    };
    let hash = Span::new(cut.range().start, cut.range().start + 1);
    let (what, fix) = if part.atom == Atom::Tool {
        let blanks = cut.of(text)[1..].trim_start_matches(['#', ' ', '\t']);
        let end = cut.range().end - blanks.len();
        let fix = Fix::replace(
            "Remove the `#`".to_owned(),
            Span::new(cut.range().start, end),
            String::new(),
            false,
        );
        // What is behind it would make a key of what is before.
        let is_key = blanks.contains(": ") || blanks.contains(":\t") || blanks.ends_with(':');
        ("Remove the `#`", Some(fix).filter(|_| !is_key))
    } else {
        let whole = Span::new(entry.value.span.range().start, cut.range().end);
        let title = format!("Put the value of `{}` in quotes", entry.name);
        let fix = Fix::replace(title, whole, in_quotes(whole.of(text)), false);
        ("Put the value in quotes", Some(fix))
    };
    let message = format!(
        "{what}: a `#` behind a blank starts a comment, and of `{}` {title} reads {reads}.",
        entry.name
    );
    findings.add(Finding::new("cut-value", hash, message).fixes(fix));
}

/// A text, or the end of a long one.
fn end_of(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().rev().nth(MOST) {
        Some((at, _)) => format!("…{}", text[at..].chars().skip(1).collect::<String>()),
        None => text.to_owned(),
    }
}
