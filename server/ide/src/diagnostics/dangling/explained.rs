//! What a text itself says about a name that is nobody's.

use dossier_syntax::Span;

use crate::diagnostics::Findings;
use crate::diagnostics::orders::lead_in;
use crate::diagnostics::surroundings::says;

/// True for a name that the text itself explains to stand for another: in the same line, or in a
/// table whose head says that its rows do.
pub(super) fn is_alias(findings: &Findings<'_>, name: &str) -> bool {
    let phrases = findings.snapshot.dialects().lexicon().alias_phrases();
    let said = &findings.guesses.said_of_aliases;
    let said = said.get_or_init(|| findings.around.lines_saying(phrases));
    said.names(name)
}

/// True for a name of which the text says that it is no longer, not yet or not here: wherever it
/// names it, before the list around `span`, or in a heading above.
pub(super) fn is_absent(findings: &Findings<'_>, name: &str, span: Span) -> bool {
    let phrases = findings.snapshot.dialects().lexicon().absent_phrases();
    let said = &findings.guesses.said_of_absent;
    let said = said.get_or_init(|| findings.around.lines_saying(phrases));
    said.names(name)
        || lead_in(findings, span).is_some_and(|line| says(line, phrases))
        || findings
            .headings_around(span)
            .any(|heading| says(&heading.title, phrases))
}
