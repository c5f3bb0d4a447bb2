//! The words of the author's that a fix must not lose.

use std::collections::BTreeMap;

use dossier_ide::{Change, Fix};

/// How often each word occurs.
pub(crate) fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    words
}

/// All letters and digits, in order.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// The words of `before` that are gone in `after`, but those that the fix's title names: one by
/// one, by the field that it removes, or by what it changes something to that is written much the
/// same. A single word may be changed to another, and an item removed that stands before it, too.
/// Where every letter is still there, a word was cut in two or two are one now, and none is lost.
pub(crate) fn lost(before: &str, after: &str, fix: &Fix) -> Vec<String> {
    if letters(before).eq(letters(after)) {
        return Vec::new();
    }
    let (now, mut named) = (words(after), words(&fix.title));
    if let Change::Edit(edits) = &fix.change {
        for (span, instead) in edits {
            let removed = span.of(before);
            let is_one = !removed.trim().contains(char::is_whitespace) && !instead.is_empty();
            // A name may have colons in it.
            let names_field = instead.is_empty()
                && fix.title.split('`').nth(1).is_some_and(|field| {
                    let behind = removed
                        .trim_start_matches([' ', '\n', '\r', '"', '\''])
                        .strip_prefix(field);
                    behind.is_some_and(|it| !it.starts_with(char::is_alphanumeric))
                });
            let is_slip = fix.title == format!("Change to `{instead}`")
                && letters(removed).count() < 2 * letters(instead).count();
            let item = removed.trim_matches(|c: char| c.is_whitespace() || ",-\"'".contains(c));
            let stands_above = fix.title == "Remove it here"
                && instead.is_empty()
                && before[..span.range().start].contains(item);
            if is_one || names_field || is_slip || stands_above {
                named.extend(words(removed));
            }
        }
    }
    let gone = words(before).into_iter().filter(|(word, count)| {
        let kept = now.get(word).copied().unwrap_or_default();
        let told = named.get(word).copied().unwrap_or_default();
        kept + told < *count
    });
    gone.map(|(word, _)| word).collect()
}
