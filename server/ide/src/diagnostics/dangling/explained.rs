//! What a text itself says about a name that is nobody's.

use dossier_syntax::Span;

use super::neighbours::line_start;
use crate::cursor::line_around;
use crate::diagnostics::Findings;
use crate::diagnostics::orders::lead_in;

/// True for a name that the text itself explains to stand for another: in the same line, or in a
/// table whose head says that its rows do.
pub(super) fn is_alias(findings: &Findings<'_>, name: &str) -> bool {
    let phrases = findings.snapshot.dialects().lexicon().alias_phrases();
    is_explained(findings.text(), name, phrases)
}

/// True for a name of which the text says that it is no longer, not yet or not here: wherever it
/// names it, before the list around `span`, or in a heading above.
pub(super) fn is_absent(findings: &Findings<'_>, name: &str, span: Span) -> bool {
    let phrases = findings.snapshot.dialects().lexicon().absent_phrases();
    let text = findings.text();
    is_explained(text, name, phrases)
        || lead_in(text, span).is_some_and(|line| says(line, phrases))
        || findings
            .headings_around(span)
            .any(|heading| says(&heading.title, phrases))
}

/// True where a line with the name says one of `phrases`, or the head of the table around it does.
fn is_explained(text: &str, name: &str, phrases: &[String]) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let line = line_around(text, at).of(text);
        says(line, phrases)
            || line.trim_start().starts_with('|') && says(table_head(text, at), phrases)
    })
}

fn says(line: &str, phrases: &[String]) -> bool {
    let line = line.to_lowercase();
    phrases.iter().any(|it| line.contains(it.as_str()))
}

/// The first row of the table around `at`.
fn table_head(text: &str, at: usize) -> &str {
    let above = text[..line_start(text, at)].lines().rev();
    let rows = above.take_while(|line| line.trim_start().starts_with('|'));
    rows.last().unwrap_or_default()
}
