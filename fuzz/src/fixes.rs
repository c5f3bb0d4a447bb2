//! What fixes and the formatter make of a text.

use camino::Utf8Path;
use dossier_ide::{Change, Diagnostic, Fix, apply_fixes, code_actions, diagnostics, formatting};
use dossier_syntax::{Format, FrontMatter, Span};
use dossier_workspace::{FileId, Snapshot};

use crate::team::with_open;

#[path = "../../server/ide/tests/kept"]
mod kept {
    pub(crate) mod rest;
    pub(crate) mod words;
}

/// More rounds than fixes can depend on one another.
const ROUNDS: usize = 12;

/// Applies each change that is offered alone.
///
/// # Panics
/// Where one can't be applied, loses a word without saying so, or breaks fields that could be read.
pub(crate) fn check_each(snapshot: &Snapshot, file: FileId, text: &str, offset: usize) {
    let source = snapshot.readable(file);
    let format = source.map_or(Format::Markdown, |source| source.parsed.format);
    let can_be_read = |text: &str| {
        let fields = FrontMatter::parse(text, format);
        fields.is_some_and(|fields| fields.faults.is_empty())
    };
    for fix in diagnostics(snapshot, file)
        .iter()
        .flat_map(|finding| &finding.fixes)
    {
        if let Change::Edit(edits) = &fix.change {
            check_edits(edits, text);
        }
        if let Some(fixed) = apply_fixes(text, [fix]) {
            let lost = kept::words::lost(text, &fixed, fix);
            assert!(
                lost.is_empty(),
                "{}: {text:?} becomes {fixed:?} without {lost:?}",
                fix.title
            );
            assert!(
                !can_be_read(text) || can_be_read(&fixed),
                "{}: {text:?} becomes {fixed:?}",
                fix.title
            );
        }
    }
    for action in code_actions(snapshot, file, Span::empty(offset)) {
        if let Change::Edit(edits) = &action.change {
            check_edits(edits, text);
        }
    }
}

fn check_edits(edits: &[(Span, String)], text: &str) {
    for (span, _) in edits {
        assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    }
    let apart = |pair: &[(Span, String)]| pair[0].0.end <= pair[1].0.start;
    assert!(edits.windows(2).all(apart), "{edits:?}");
}

/// Applies all safe fixes until there are none, and then lets the formatter tidy up.
///
/// # Panics
/// Where there is no end to it, or something else changes.
pub fn check_in_turn(path: &str, before: &str) {
    let mut text = before.to_owned();
    for round in 0.. {
        let found = with_open(path, &text, diagnostics);
        let Some(fixed) = apply_fixes(&text, safe_fixes(&found)) else {
            break;
        };
        assert!(
            round < ROUNDS,
            "there is no end to the fixes of {before:?}: {text:?}"
        );
        text = fixed;
    }
    kept::rest::check_rest(Utf8Path::new(path), before, &text);
    if let Some(tidied) = tidied(path, before) {
        let again = self::tidied(path, &tidied);
        assert_eq!(again, None, "{before:?} is tidied to {tidied:?}");
    }
}

fn safe_fixes(found: &[Diagnostic]) -> impl Iterator<Item = &Fix> {
    let best = found.iter().filter_map(|finding| finding.fixes.first());
    best.filter(|fix| fix.safe)
}

/// The text after formatting; `None` where it is tidy.
fn tidied(path: &str, text: &str) -> Option<String> {
    let edits = with_open(path, text, formatting);
    check_edits(&edits, text);
    let mut tidy = text.to_owned();
    for (span, new) in edits.iter().rev() {
        tidy.replace_range(span.range(), new);
    }
    (!edits.is_empty()).then_some(tidy)
}
