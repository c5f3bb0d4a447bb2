//! Names that a text offers as values, and not as somebody to turn to.

use rustc_hash::FxHashSet;

use super::company::is_defined;
use super::is_compound;
use crate::diagnostics::Findings;

/// True for a name of which the text says somewhere that it is one of the values that something may
/// have: in "`consistent` or `issues-found`" a word that is nobody stands for the other.
pub(super) fn is_value(findings: &Findings<'_>, name: &str) -> bool {
    let values = &findings.guesses.values;
    values.get_or_init(|| values_of(findings)).contains(name)
}

fn values_of<'a>(findings: &Findings<'a>) -> FxHashSet<&'a str> {
    let alternatives = findings.snapshot.dialects().lexicon().alternatives();
    let is_between = |text: &str| {
        let text = text.trim_matches([' ', ',']);
        alternatives.iter().any(|it| it == text)
    };
    let mut values = FxHashSet::default();
    for line in findings.text().lines() {
        // What is in backticks stands at every second place.
        let pieces: Vec<&str> = line.split('`').collect();
        for at in (1..pieces.len().saturating_sub(2)).step_by(2) {
            let (one, other) = (pieces[at], pieces[at + 2]);
            if !is_between(pieces[at + 1]) {
                continue;
            }
            for (word, name) in [(one, other), (other, one)] {
                let is_word = !is_compound(word) && !is_defined(findings, word);
                if is_word && is_compound(name) {
                    values.insert(name);
                }
            }
        }
    }
    values
}
