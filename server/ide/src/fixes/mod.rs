//! Changes that take findings away.

mod list;
mod named;
mod quote;

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8PathBuf;
use dossier_syntax::Span;

pub(crate) use list::{ListItems, with_item};
pub(crate) use named::{FilesByName, link_fixes, named_fixes};
pub(crate) use quote::{in_quotes, quote};

/// A change that takes a finding away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a menu says it: "Change to `Read`".
    pub title: String,
    /// What is changed.
    pub change: Change,
    /// True if it may be applied without anybody looking: what a program reads afterwards is what
    /// was meant for certain.
    pub safe: bool,
}

/// What a fix changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Spans of the file with the finding, in bytes, and what replaces them; in order, and apart
    /// from one another.
    Edit(Vec<(Span, String)>),
    /// A file that is no agent file, written anew.
    Write {
        /// The file.
        path: Utf8PathBuf,
        /// What it holds.
        before: Arc<str>,
        /// What it is to hold.
        text: String,
    },
    /// A file that is not there yet, and its text.
    Create {
        /// The file.
        path: Utf8PathBuf,
        /// What it holds.
        text: String,
    },
}

impl Fix {
    /// A fix that puts `meant` in place of what is written.
    pub(crate) fn change_to(meant: &str, span: Span, safe: bool) -> Self {
        Self::replace(format!("Change to `{meant}`"), span, meant.to_owned(), safe)
    }

    /// A fix that replaces one span.
    pub(crate) fn replace(title: String, span: Span, text: String, safe: bool) -> Self {
        let change = Change::Edit(vec![(span, text)]);
        Self {
            title,
            change,
            safe,
        }
    }
}

/// The text after the edits of `fixes`, in the order given. A fix that touches the place of one
/// before it is left out whole. `None` if nothing changes.
pub fn apply_fixes<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> Option<String> {
    let edits = merge_fixes(fixes);
    if edits.is_empty() {
        return None;
    }
    let mut fixed = String::with_capacity(text.len());
    let mut at = 0;
    for (span, replacement) in edits {
        fixed.push_str(&text[at..span.range().start]);
        fixed.push_str(&replacement);
        at = span.range().end;
    }
    fixed.push_str(&text[at..]);
    (fixed != text).then_some(fixed)
}

/// The edits of `fixes` in the order of their places. A fix that touches the place of one before
/// it is left out whole.
pub fn merge_fixes<'a>(fixes: impl IntoIterator<Item = &'a Fix>) -> Vec<(Span, String)> {
    let mut merged: Vec<(Span, String)> = Vec::new();
    let mut taken: BTreeSet<Span> = BTreeSet::new();
    for fix in fixes {
        let Change::Edit(edits) = &fix.change else {
            continue;
        };
        // Those of different fixes are apart, so only the nearest can touch; of one fix, the edits
        // are in order.
        let collides = |span: &Span| {
            let end = Span::new(span.range().end, u32::MAX as usize);
            let before = taken.range(..=end).next_back();
            before.is_some_and(|other| touches(*span, *other))
        };
        if edits.iter().any(|(span, _)| collides(span)) {
            continue;
        }
        taken.extend(edits.iter().map(|(span, _)| *span));
        merged.extend(edits.iter().cloned());
    }
    merged.sort_by_key(|(span, _)| *span);
    merged
}

/// The line end that a text has.
pub(crate) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// True for spans that share a byte or an end.
fn touches(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits = edits
            .iter()
            .map(|&(start, end, text)| (Span::new(start, end), text.to_owned()))
            .collect();
        Fix {
            title: String::new(),
            change: Change::Edit(edits),
            safe: true,
        }
    }

    #[test]
    fn a_fix_that_collides_with_an_earlier_one_is_left_out_whole() {
        let fixes = [
            fix(&[(6, 9, "THREE")]),
            fix(&[(0, 1, "ONE"), (8, 11, "FOUR")]),
            fix(&[(2, 5, "TWO")]),
        ];
        assert_eq!(
            apply_fixes("a two three", &fixes).as_deref(),
            Some("a TWO THREEee")
        );
    }

    #[test]
    fn fixes_that_change_nothing_are_none() {
        assert_eq!(apply_fixes("a", &[fix(&[(0, 1, "a")])]), None);
        assert_eq!(apply_fixes("a", &[]), None);
    }
}
