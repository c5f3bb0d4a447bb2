//! Patterns over paths that match nothing.

use dossier_dialect::{Shape, is_broken_glob};
use dossier_syntax::FrontMatter;

use super::fields::is_broken;
use super::{Finding, Findings};

/// Source: Claude Code documentation, memory, 2026-10-08.
pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    for entry in &front_matter.entries {
        let field = dialect.field(kind, &entry.name);
        if field.is_none_or(|it| it.shape != Shape::Globs) || is_broken(entry) {
            continue;
        }
        for item in entry.value.items(findings.text(), false) {
            let pattern = item.span.of(findings.text());
            if is_broken_glob(pattern) {
                let message = format!(
                    "The `[` in `{pattern}` starts a set of characters that is never closed or \
                     holds a range the wrong way round, so {} matches nothing with it. Write \
                     `\\[` for the character itself.",
                    dialect.title()
                );
                findings.add(Finding::new("invalid-glob", item.span, message));
            }
        }
    }
}
