//! The sentences that mentions stand in.

use dossier_syntax::Span;
use dossier_workspace::Snapshot;

use super::{Link, Node};

/// A sentence, in three parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// What stands before the name.
    pub before: String,
    /// The name.
    pub name: String,
    /// What stands behind it.
    pub after: String,
}

/// So much of a sentence is shown on either side of the name, in characters.
const REACH: usize = 90;

/// So many sentences are shown of one link.
const MOST: usize = 5;

/// With more links than this, each shows one sentence: more would make the picture heavy.
const MANY_LINKS: usize = 3_000;

/// Adds the sentences to the first mentions of each link.
pub(super) fn add(snapshot: &Snapshot, nodes: &[Node], links: &mut [Link]) {
    let most = if links.len() > MANY_LINKS { 1 } else { MOST };
    let mut text = None;
    // Links come in the order of who names, so that each text is asked for once.
    for link in links {
        let Some(file) = nodes[link.from].file else {
            continue;
        };
        if text.as_ref().is_none_or(|(of, _)| *of != file) {
            text = Some((file, snapshot.text(file)));
        }
        let Some((_, Some(text))) = &text else {
            continue;
        };
        for mention in link.mentions.iter_mut().take(most) {
            mention.sentence = Some(sentence(text, mention.span));
        }
    }
}

/// The sentence around `span`, as far as it is on one line.
pub(crate) fn sentence(text: &str, span: Span) -> Sentence {
    let range = span.range();
    let (Some(before), Some(name), Some(after)) = (
        text.get(..range.start),
        text.get(range.clone()),
        text.get(range.end..),
    ) else {
        return Sentence::default();
    };
    let is_end = |c: char| ['\n', '\r'].contains(&c);
    let before = before.rsplit(is_end).next().unwrap_or_default();
    let after = after.split(is_end).next().unwrap_or_default();
    let starts = ENDS
        .iter()
        .filter_map(|end| Some(before.rfind(end)? + end.len()));
    let before = &before[starts.max().unwrap_or(0)..];
    let ends = ENDS
        .iter()
        .filter_map(|end| Some(after.find(end)? + end.trim_end().len()));
    let after = &after[..ends.min().unwrap_or(after.len())];
    // The mark of an item, a quote or a heading.
    let before = before.trim_start();
    let bare = before.trim_start_matches(['-', '*', '>', '#', '|', '+']);
    let before = match bare.starts_with(char::is_whitespace) {
        true => bare.trim_start(),
        false => before,
    };
    let left = before
        .char_indices()
        .rev()
        .nth(REACH)
        .map(|(at, _)| &before[at..]);
    let right = after.char_indices().nth(REACH).map(|(at, _)| &after[..at]);
    Sentence {
        before: left.map_or_else(|| before.to_owned(), |it| format!("…{it}")),
        name: name.to_owned(),
        after: right.map_or_else(|| after.trim_end().to_owned(), |it| format!("{it}…")),
    }
}

/// What a sentence ends with.
const ENDS: [&str; 4] = [". ", "! ", "? ", "。"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: &str) {
        let at = text.find(name).unwrap();
        let it = sentence(text, Span::new(at, at + name.len()));
        assert_eq!(format!("{}[{}]{}", it.before, it.name, it.after), expected);
    }

    #[test]
    fn a_sentence_is_as_long_as_its_line_at_most() {
        check(
            "# A\r\nFirst. Ask b-c, then go on. Last.\r\n",
            "b-c",
            "Ask [b-c], then go on.",
        );
        check("- **b-c** does it\n", "b-c", "**[b-c]** does it");
        check("b-c", "b-c", "[b-c]");
        check("終わり。🙂 b-c に渡す。次", "b-c", "🙂 [b-c] に渡す。");
        let long = format!("{} b-c {}", "ä".repeat(200), "ö".repeat(200));
        let expected = format!("…{} [b-c] {}…", "ä".repeat(90), "ö".repeat(89));
        check(&long, "b-c", &expected);
    }
}
