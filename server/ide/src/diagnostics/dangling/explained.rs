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

/// True for a name behind words on its line that say that it is no longer or is left out, as in
/// `**Replaces:** a, b`, and in a list or section of which that is said.
pub(super) fn is_gone(findings: &Findings<'_>, span: Span) -> bool {
    let phrases = findings.snapshot.dialects().lexicon().gone_phrases();
    says(findings.around.before(span), phrases)
        || lead_in(findings, span).is_some_and(|line| says(line, phrases))
        || findings
            .headings_around(span)
            .any(|heading| says(&heading.title, phrases))
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
