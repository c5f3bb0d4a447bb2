//! What links lead to in HTML.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use smol_str::SmolStr;

use super::{Place, key, slug};
use crate::Span;

/// The named tags of a block, the headings that are tags, and those in lines between tags, which
/// are headings for whoever reads the text as it is.
pub(super) fn in_block(text: &str, block: Span) -> Vec<(SmolStr, Place)> {
    static HEADINGS: LazyLock<Regex> = LazyLock::new(|| {
        compiled(r"(?ism)<h[1-6]\b[^>]*>(?<tag>.*?)</h[1-6]>|^[ \t]*\#{1,6}[ \t]+(?<line>[^\r\n]*)")
    });
    static TAGS: LazyLock<Regex> = LazyLock::new(|| compiled(r"<[^>]*>"));
    let mut found: Vec<_> = names(text, block).collect();
    let headings = HEADINGS.captures_iter(block.of(text));
    found.extend(headings.filter_map(|heading| {
        let title = heading.name("tag").or_else(|| heading.name("line"))?;
        let title = TAGS.replace_all(title.as_str(), "");
        Some((
            key(&slug(title.trim_end_matches('#').trim())),
            place(&heading, block)?,
        ))
    }));
    found
}

/// The names that tags in a span have: `<a id="x">`, `<a name=x>`.
pub(super) fn names(text: &str, span: Span) -> impl Iterator<Item = (SmolStr, Place)> {
    static NAMES: LazyLock<Regex> = LazyLock::new(|| {
        compiled(r#"(?i)<[a-z][^>]*?\s(?:id|name)\s*=\s*(?:"([^">]*)"|'([^'>]*)'|([^\s"'>]+))"#)
    });
    NAMES.captures_iter(span.of(text)).filter_map(move |tag| {
        let name = (1..=3).find_map(|group| tag.get(group))?;
        Some((key(name.as_str().trim()), place(&tag, span)?))
    })
}

fn place(found: &Captures<'_>, within: Span) -> Option<Place> {
    let span = Span::from(found.get(0)?.range());
    Some(Place::Other(span.shifted(within.range().start)))
}

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("the pattern is one of ours: {error}"))
}
