//! What a text says that a name is of, and what a team has that is named by no agent, skill or command.

use dossier_dialect::FileKind;
use dossier_syntax::{Span, Wants};

use crate::diagnostics::Findings;
use crate::diagnostics::orders::lead_in;

/// How much of a note in brackets is read, in characters.
const LONGEST_NOTE: usize = 80;

/// True for a name of something else than what is `wanted`: the note in brackets behind it says so,
/// as in `planner (agent)`, or its list is one of such things too, as under "skills and rules".
pub(super) fn is_of_other_kind(findings: &Findings<'_>, span: Span, wanted: Wants) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let is_other = |word: &str| {
        let word = word.to_lowercase();
        lexicon.other_kinds().contains(&word)
    };
    let is_noun_of_other = |word: &str| lexicon.noun(word).is_some_and(|noun| noun != wanted);
    let note = note_behind(findings.text(), span).unwrap_or_default();
    if words(note).any(|word| is_other(word) || is_noun_of_other(word)) {
        return true;
    }
    let announces_both = |said: &str| {
        let is_wanted = |word: &str| lexicon.noun(word) == Some(wanted);
        words(said).any(is_wanted) && words(said).any(is_other)
    };
    lead_in(findings, span).is_some_and(announces_both)
        || findings
            .headings_around(span)
            .next()
            .is_some_and(|heading| announces_both(heading.title))
}

/// What stands in brackets right behind a name.
fn note_behind(text: &str, span: Span) -> Option<&str> {
    let behind = text[span.range().end..].trim_start_matches(['`', '*', '_', '"', ' ']);
    let note = behind.strip_prefix(['(', '（'])?;
    let mut letters = note.char_indices().take(LONGEST_NOTE);
    let (end, _) = letters.find(|(_, c)| matches!(c, ')' | '）' | '\n'))?;
    Some(&note[..end])
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
}

impl<'a> Findings<'a> {
    /// True for the name of a file that programs call by no name, such as a rule.
    pub(super) fn is_nameless_file(&self, name: &str) -> bool {
        let names = self.guesses.nameless.get_or_init(|| {
            let (index, places) = (self.snapshot.index(), self.snapshot.places());
            let files = index.files().filter(|(.., facts)| {
                facts.definition.is_none() && facts.place.kind != FileKind::McpConfig
            });
            let names = files.filter_map(|(_, file, _)| file.path.file_name());
            names.map(|name| places.stem(name)).collect()
        });
        names.contains(name)
    }
}
