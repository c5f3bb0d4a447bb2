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
            .any(|heading| says(heading.title, phrases))
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
            .any(|heading| says(heading.title, phrases))
}

/// True for a name, once somebody's, of which the text says that it is no longer: in its sentence,
/// before its list, in the head of its table or in a heading above; and in a text about what was.
///
/// Whoever named somebody that is gone may do so by mistake a line further, so what is said of him
/// elsewhere doesn't count, nor what may be said of anybody.
pub(in crate::diagnostics) fn is_history(findings: &Findings<'_>, span: Span) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let says_gone =
        |said: &str| says(said, lexicon.gone_phrases()) || says(said, lexicon.removed_phrases());
    let (before, behind) = findings.around.sentence(span);
    if says_gone(before)
        || says_gone(behind)
        || says(before, lexicon.crossing_out())
        || opens_with(before, lexicon.removing_stems())
        || lead_in(findings, span).is_some_and(says_gone)
    {
        return true;
    }
    let head = findings.around.table_head(span);
    if head.is_some_and(|head| says_gone(findings.around.line(head))) {
        return true;
    }
    let defines = findings.source.facts.definition.is_some();
    let is_past = |title: &str| {
        says(title, lexicon.past_titles()) || !defines && says(title, lexicon.past_topics())
    };
    let path = &findings.snapshot.index().file(findings.source.id).path;
    let file = path.file_stem().filter(|_| !defines);
    file.is_some_and(is_past)
        || findings
            .headings_around(span)
            .any(|heading| says_gone(heading.title) || is_past(heading.title))
}

/// True where the first word of a sentence, or that behind a colon in it, begins with one of `stems`.
fn opens_with(sentence: &str, stems: &[String]) -> bool {
    let colons = sentence.match_indices(':').map(|(at, _)| at + 1);
    // In a name, a colon opens nothing.
    let colons = colons.filter(|at| !sentence[*at..].starts_with(char::is_alphanumeric));
    std::iter::once(0).chain(colons).any(|start| {
        let words = sentence[start..].split(|c: char| !c.is_alphabetic());
        let word = words.map(str::to_lowercase).find(|word| !word.is_empty());
        let begins = |word: String| stems.iter().any(|stem| word.starts_with(stem.as_str()));
        word.is_some_and(begins)
    })
}
