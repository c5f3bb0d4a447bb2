//! Paths as texts write them: in links, imports, code spans, commands, permission rules.

use std::collections::BTreeMap;

use dossier_syntax::{Form, Mention, Span, Wants};
use percent_encoding::percent_decode_str;

/// A path that stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// Where it stands, without anchor.
    pub(super) span: Span,
    /// The same with its anchor.
    pub(super) whole: Span,
    /// The same as it is read where words aren't parted by blanks.
    pub(super) narrow: Option<Span>,
    /// How it is written.
    pub(super) way: Way,
    /// It is written as a path, not only found among other text.
    pub(super) is_sure: bool,
}

/// How a path is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The destination of a link.
    Link,
    /// `@path`.
    Import,
    /// In any other way, as between angle brackets.
    Plain,
}

impl Way {
    /// Blanks as this way writes them. `escaped` says whether the old path had some escaped.
    pub(super) fn encode(self, path: &str, escaped: bool) -> String {
        match self {
            Self::Import => path.replace(' ', "\\ "),
            Self::Link => path.replace(' ', "%20"),
            Self::Plain if escaped => path.replace(' ', "%20"),
            Self::Plain => path.to_owned(),
        }
    }
}

/// The part of a path between two slashes.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) span: Span,
    /// What it says, nothing in it escaped.
    pub(super) name: String,
}

/// The parts of the path `span` of a text.
pub(super) fn parts(text: &str, span: Span) -> Vec<Part> {
    // A sentence may end with a path.
    let written = span.of(text);
    let bare = written.trim_end_matches('.');
    let written = match bare.is_empty() || bare.ends_with('/') {
        true => written,
        false => bare,
    };
    let mut start = span.range().start;
    let mut found = Vec::new();
    for part in written.split('/') {
        let here = Span::new(start, start + part.len());
        start += part.len() + 1;
        if !part.is_empty() {
            let name = unescaped(part);
            found.push(Part { span: here, name });
        }
    }
    found
}

/// `a%20b` and `a\ b` as `a b`.
fn unescaped(part: &str) -> String {
    let part = part.replace("\\ ", " ");
    match percent_decode_str(&part).decode_utf8() {
        Ok(decoded) => decoded.into_owned(),
        Err(_) => part,
    }
}

/// The paths in a text: those among its `mentions`, and whatever holds one of `needles` and is
/// written as paths are. In order of their kinds; no two of them overlap.
pub(super) fn written<'a>(
    text: &str,
    mentions: impl Iterator<Item = Mention<'a>>,
    needles: impl Iterator<Item = &'a str>,
    with_relative: bool,
) -> Vec<Written> {
    let of_mentions = mentions.filter_map(|it| of_mention(text, &it));
    let mut found: Vec<Written> = of_mentions.collect();
    let mut covered = Covered::default();
    for path in &found {
        covered.add(path.span);
    }
    let relative: &[&str] = match with_relative {
        true => &["../", "./", "](", "]: "],
        false => &[],
    };
    for needle in needles.chain(relative.iter().copied()) {
        let opens = needle.starts_with(']');
        for (at, _) in text.match_indices(needle) {
            let at = if opens {
                let behind = &text[at + needle.len()..];
                at + needle.len() + usize::from(behind.starts_with('<'))
            } else {
                at
            };
            let len = if opens { 0 } else { needle.len() };
            // What stands in a path that was found would only grow to the same one.
            if covered.overlaps(Span::new(at, at + len)) {
                continue;
            }
            let Some(path) = around(text, at, len) else {
                continue;
            };
            let is_new = !covered.overlaps(path.span);
            if is_new && (opens || path.span.of(text).contains('/')) {
                covered.add(path.span);
                found.push(path);
            }
        }
    }
    found
}

/// What of a text is taken: the end of each stretch by its start, no two of which overlap.
#[derive(Default)]
struct Covered(BTreeMap<u32, u32>);

impl Covered {
    /// True if some of `span` is taken.
    fn overlaps(&self, span: Span) -> bool {
        let before = self.0.range(..span.end).next_back();
        before.is_some_and(|(_, end)| span.start < *end)
    }

    fn add(&mut self, mut span: Span) {
        while let Some((&start, &end)) = self.0.range(..span.end).next_back()
            && span.start < end
        {
            self.0.remove(&start);
            span.start = span.start.min(start);
            span.end = span.end.max(end);
        }
        self.0.insert(span.start, span.end);
    }
}

fn of_mention(text: &str, mention: &Mention) -> Option<Written> {
    // Of a link, the text between the brackets is a mention too; it may say anything.
    let range = mention.span.range();
    let is_path = text.get(range.clone())? == mention.name && !mention.name.starts_with('"');
    if mention.wants != Wants::File || !is_path {
        return None;
    }
    let path = mention.name.split(['#', '?']).next().unwrap_or_default();
    let way = match mention.form {
        Form::Import => Way::Import,
        Form::Link => opened(text, range.start),
        _ => Way::Plain,
    };
    (!path.is_empty()).then(|| Written {
        span: Span::new(range.start, range.start + path.len()),
        whole: mention.span,
        narrow: None,
        way,
        is_sure: true,
    })
}

/// What stands before `start` says how a path that starts there is written.
fn opened(text: &str, start: usize) -> Way {
    let before = &text[..start];
    if before.ends_with('@') {
        Way::Import
    } else if before.ends_with("](") || before.trim_end_matches(' ').ends_with("]:") {
        Way::Link
    } else {
        Way::Plain
    }
}

/// The path around the `len` bytes at `at`.
fn around(text: &str, at: usize, len: usize) -> Option<Written> {
    let grown = |is_part: &dyn Fn(char) -> bool| {
        let left = text[..at].chars().rev().take_while(|c| is_part(*c));
        let left: usize = left.map(char::len_utf8).sum();
        let right = text[at + len..].chars().take_while(|c| is_part(*c));
        let right: usize = right.map(char::len_utf8).sum();
        let start = if len == 0 { at } else { at - left };
        let lead = text[start..].bytes().take_while(|it| *it == b'@').count();
        Span::new(start + lead, at + len + right)
    };
    let span = grown(&is_of_path);
    let start = span.range().start;
    let before = text[..start].chars().next_back();
    let path = span.of(text);
    // `https://…`, `C:/…`, `**/…`: what is before it is part of it, too.
    let is_cut = path.starts_with('/')
        && before.is_some_and(|c| !c.is_whitespace() && !"\"'`([<=,".contains(c));
    let narrow = grown(&|c| c.is_ascii() && is_of_path(c));
    (!path.is_empty() && !path.starts_with("//") && !is_cut).then(|| Written {
        span,
        whole: span,
        narrow: (narrow != span).then_some(narrow),
        way: opened(text, start),
        is_sure: len == 0,
    })
}

fn is_of_path(c: char) -> bool {
    c.is_alphanumeric() || "_-./~${}+%@".contains(c)
}
