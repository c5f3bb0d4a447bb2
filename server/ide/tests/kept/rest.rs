//! What safe fixes leave alone.

use camino::Utf8Path;
use dossier_syntax::{Format, FrontMatter};

/// The body stays as it is, no more of the front matter is broken than before, and every field that
/// is written as before reads as before.
pub(crate) fn check_rest(path: &Utf8Path, before: &str, after: &str) {
    let (Some(old), Some(new)) = (
        FrontMatter::parse(before, Format::Markdown),
        FrontMatter::parse(after, Format::Markdown),
    ) else {
        return;
    };
    if !old.late {
        assert_eq!(
            &before[old.body_start(before)..],
            &after[new.body_start(after)..],
            "{path}: the body"
        );
    }
    assert!(
        new.faults.len() <= old.faults.len(),
        "{path}: more is broken"
    );
    for entry in &old.entries {
        // Of several with one name, one counts.
        let counts = old.field(&entry.name).is_some_and(|it| it.key == entry.key);
        let Some(now) = new.field(&entry.name).filter(|_| counts) else {
            continue;
        };
        let written = entry.value.span.of(before);
        if now.value.span.of(after) == written {
            assert_eq!(
                now.value.text(),
                entry.value.text(),
                "{path}: {}",
                entry.name
            );
        }
    }
}
