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

/// The words of `before` that are gone in `after`, but those that the fix's title names: one by
/// one, or by the field that it removes. A single word may be changed to another.
pub(crate) fn lost(before: &str, after: &str, fix: &Fix) -> Vec<String> {
    let (now, mut named) = (words(after), words(&fix.title));
    if let Change::Edit(edits) = &fix.change {
        for (span, instead) in edits {
            let removed = span.of(before);
            let is_one = !removed.trim().contains(char::is_whitespace) && !instead.is_empty();
            let field = removed.split(':').next().unwrap_or_default();
            let names_field = instead.is_empty() && fix.title.contains(&format!("`{field}`"));
            if is_one || names_field {
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
