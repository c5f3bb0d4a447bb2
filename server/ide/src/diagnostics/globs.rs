//! Patterns over paths that match nothing.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Atom, is_broken_glob};
use dossier_syntax::Span;
use dossier_workspace::values::Part;

use super::{Finding, Findings};
use crate::Fix;

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
        } else {
            folder_in_brackets(findings, part);
        }
    }
}

/// A set of characters that is the name of a folder: `app/[id]/**` where there is an `app/[id]`.
fn folder_in_brackets(findings: &mut Findings<'_>, part: Part<'_>) {
    let text = findings.text();
    let pattern = part.span.of(text);
    let Some((folder, name)) = bracketed(pattern) else {
        return;
    };
    let Some(root) = root(findings) else {
        return;
    };
    if !findings.snapshot.disk().exists(&root.join(folder)) {
        return;
    }
    let message = format!(
        "`{}` stands for one of these characters, so the folder `{folder}` is not meant. Write \
         `\\[` and `\\]` for the characters themselves.",
        name.of(pattern)
    );
    // In double quotes, YAML takes the backslash for its own.
    let is_double = text[..part.span.range().start].ends_with('"');
    let backslash = if is_double { r"\\" } else { r"\" };
    let meant = name.of(pattern);
    let meant = meant.replace('[', &format!("{backslash}["));
    let meant = meant.replace(']', &format!("{backslash}]"));
    let span = name.shifted(part.span.range().start);
    let title = format!("Write `{meant}`");
    let fix = Fix::replace(title, span, meant, false);
    findings.add(Finding::new("glob-brackets", span, message).fix(fix));
}

/// Where the patterns of the file start: at its repository, or else where its team is at home.
fn root(findings: &Findings<'_>) -> Option<Utf8PathBuf> {
    let path = &findings.snapshot.index().file(findings.source.id).path;
    let home = || findings.source.place().home.to_path_buf();
    Some(
        findings
            .snapshot
            .places()
            .repository_of(path)
            .unwrap_or_else(home),
    )
    .filter(|root| root.has_root())
}

/// The path up to the first folder with a set of characters in its name, if nothing else in it is
/// special, and where that name stands.
fn bracketed(pattern: &str) -> Option<(&Utf8Path, Span)> {
    let mut start = 0;
    for name in pattern.split('/') {
        let end = start + name.len();
        if name.contains(['*', '?', '{', '}', '!', '\\']) {
            return None;
        }
        if name.contains('[') && name.contains(']') {
            return Some((Utf8Path::new(&pattern[..end]), Span::new(start, end)));
        }
        start = end + 1;
    }
    None
}
