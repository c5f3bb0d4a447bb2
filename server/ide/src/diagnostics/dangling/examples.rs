//! Whether what stands in a code block shows how something is written, rather than what is to be done.

use dossier_dialect::FileKind;
use dossier_syntax::{Lexicon, Span};

use super::is_about_files;
use crate::diagnostics::Findings;

/// True in a code block that is an example: the line above it or a heading says so, or the skill
/// teaches how to write such files.
pub(super) fn is_example(findings: &Findings<'_>, span: Span) -> bool {
    let Some(lead) = findings.around.before_code(span) else {
        return false;
    };
    let lexicon = findings.snapshot.dialects().lexicon();
    let own = &findings.snapshot.index().file(findings.source.id).path;
    says_so(lead, lexicon)
        || announces_examples(findings, span)
        || findings.source.place().kind == FileKind::Skill && is_about_files(findings, own)
}

/// True in a section that announces an example, or in a part of one.
pub(in crate::diagnostics) fn announces_examples(findings: &Findings<'_>, span: Span) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let mut headings = findings.headings_around(span);
    headings.any(|heading| says_so(heading.title, lexicon))
}

fn says_so(text: &str, lexicon: &Lexicon) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| lexicon.pattern_words().iter().any(|it| it == word))
}
