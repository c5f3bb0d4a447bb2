//! Patterns over paths that match nothing.

use dossier_dialect::{Atom, is_broken_glob};

use super::{Finding, Findings};

pub(super) fn check(findings: &mut Findings<'_>) {
    let (dialect, text) = (findings.dialect(), findings.text());
    for part in findings.parts_that_are(Atom::Glob) {
        let pattern = part.span.of(text);
        if is_broken_glob(pattern) {
            let message = format!(
                "The `[` in `{pattern}` starts a set of characters that is never closed or \
                 holds a range the wrong way round, so {} matches nothing with it. Write \
                 `\\[` for the character itself.",
                dialect.title()
            );
            findings.add(Finding::new("invalid-glob", part.span, message));
        }
    }
}
