//! The places of a Markdown text that links lead to by `#name`: its headings, and tags with a
//! name.

mod html;

use std::borrow::Cow;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, SmolStrBuilder};

use crate::Span;

/// A heading as links see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What a link to it has behind `#`.
    pub slug: SmolStr,
    /// Its text without markup.
    pub title: SmolStr,
    /// The whole heading, in bytes.
    pub span: Span,
    /// What of it is text: no number signs, no underline, and no `{#name}` behind it. Empty
    /// where it has none.
    pub text: Span,
}

/// The headings and named tags of a text.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    headings: Vec<Anchor>,
    /// Places by the key of what leads there.
    places: FxHashMap<SmolStr, Place>,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// To a heading, by its number.
    Heading(usize),
    /// To a tag, or to a line between tags.
    Other(Span),
}

impl Anchors {
    /// Reads `body` of `text`.
    pub fn new(text: &str, body: Span) -> Self {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_HEADING_ATTRIBUTES;
        let base = body.range().start;
        let mut headings = Vec::new();
        let mut slugs = Slugs::default();
        let mut open: Option<Open> = None;
        // What is named in the text itself gives way to what headings are called.
        let mut named: Vec<(SmolStr, Place)> = Vec::new();
        for (event, range) in Parser::new_ext(body.of(text), options).into_offset_iter() {
            let span = Span::from(range).shifted(base);
            match &event {
                Event::Start(Tag::HtmlBlock) => named.extend(html::in_block(text, span)),
                Event::InlineHtml(_) => named.extend(html::names(text, span)),
                Event::Start(Tag::Heading { id, .. }) => {
                    let id = id.as_deref().map(SmolStr::from);
                    open = Some(Open::new(id));
                    continue;
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some(heading) = open.take() {
                        let place = Place::Heading(headings.len());
                        named.extend(heading.other_names().map(|name| (name, place)));
                        headings.push(heading.finish(text, span, &mut slugs));
                    }
                }
                _ => {}
            }
            if let Some(heading) = &mut open {
                heading.take(&event, span);
            }
        }
        let mut places = FxHashMap::default();
        for (number, heading) in headings.iter().enumerate() {
            let place = Place::Heading(number);
            places.entry(key(&heading.slug)).or_insert(place);
        }
        for (name, place) in named {
            places.entry(name).or_insert(place);
        }
        Self { headings, places }
    }

    /// The headings, in order.
    pub fn headings(&self) -> &[Anchor] {
        &self.headings
    }

    /// The place that a link with `fragment` behind its `#` leads to, in bytes.
    pub fn find(&self, fragment: &str) -> Option<Span> {
        Some(match self.place(fragment)? {
            Place::Heading(number) => self.headings[number].span,
            Place::Other(span) => span,
        })
    }

    /// The number of the heading that such a link leads to.
    pub fn heading(&self, fragment: &str) -> Option<usize> {
        match self.place(fragment)? {
            Place::Heading(number) => Some(number),
            Place::Other(_) => None,
        }
    }

    /// The same for a link that calls the heading by what its text says, not by another name.
    pub fn heading_by_slug(&self, fragment: &str) -> Option<usize> {
        let number = self.heading(fragment)?;
        let is_slug = named_by(fragment) == key(&self.headings[number].slug);
        is_slug.then_some(number)
    }

    fn place(&self, fragment: &str) -> Option<Place> {
        let key = named_by(fragment);
        self.places.get(&key).filter(|_| !key.is_empty()).copied()
    }
}

/// A heading that is being read.
struct Open {
    id: Option<SmolStr>,
    title: String,
    /// What was read of its text.
    text: Option<Span>,
    images: usize,
}

impl Open {
    fn new(id: Option<SmolStr>) -> Self {
        Self {
            id,
            title: String::new(),
            text: None,
            images: 0,
        }
    }

    fn take(&mut self, event: &Event<'_>, span: Span) {
        let start = self
            .text
            .map_or(span.start, |text| text.start.min(span.start));
        let end = self.text.map_or(span.end, |text| text.end.max(span.end));
        self.text = Some(Span { start, end });
        match event {
            // What is said in place of an image is no text.
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if self.images == 0 => self.title.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.title.push('\n'),
            _ => {}
        }
    }

    /// `## Title {#id}` is called `id`, and where braces mean nothing they are text.
    fn other_names(&self) -> impl Iterator<Item = SmolStr> {
        let whole = self.id.as_ref().map(|id| format!("{} {id}", self.title));
        let whole = whole.map(|whole| key(&slug(&whole)));
        self.id.as_deref().map(key).into_iter().chain(whole)
    }

    fn finish(self, text: &str, span: Span, slugs: &mut Slugs) -> Anchor {
        let start = span.range().start;
        let end = start + span.of(text).trim_end().len();
        let inner = self.text.unwrap_or(Span::empty(end));
        Anchor {
            slug: slugs.next(&self.title),
            title: self.title.trim().replace('\n', " ").into(),
            span: Span::new(start, end),
            text: inner,
        }
    }
}

/// Gives equal headings numbers.
#[derive(Default)]
struct Slugs {
    taken: FxHashSet<SmolStr>,
    /// How often each was asked for.
    counts: FxHashMap<SmolStr, usize>,
}

impl Slugs {
    fn next(&mut self, title: &str) -> SmolStr {
        let plain = slug(title);
        let count = self.counts.entry(plain.clone()).or_default();
        let mut slug = plain.clone();
        while !self.taken.insert(slug.clone()) {
            *count += 1;
            slug = SmolStr::from(format!("{plain}-{count}"));
        }
        slug
    }
}

/// What a link to a heading of that text has behind `#`, as long as no other heading has it:
/// letters and digits of any script in lower case, `-` and `_`, and `-` for a blank.
pub fn slug(title: &str) -> SmolStr {
    let mut slug = SmolStrBuilder::new();
    for c in title.chars() {
        match c {
            ' ' | '-' => slug.push('-'),
            c if is_kept(c) => c.to_lowercase().for_each(|c| slug.push(c)),
            _ => {}
        }
    }
    slug.finish()
}

fn is_kept(c: char) -> bool {
    static KEPT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]")
            .unwrap_or_else(|error| unreachable!("it is written above: {error}"))
    });
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphabetic() || KEPT.is_match(c.encode_utf8(&mut [0; 4]))
}

/// The key of what a fragment names.
fn named_by(fragment: &str) -> SmolStr {
    let fragment = decoded(fragment);
    // Names get this prefix where they stand in somebody else's page.
    key(fragment.strip_prefix("user-content-").unwrap_or(&fragment))
}

/// What ways of writing the same name share: marks of which nobody sees whether they are there,
/// such as those behind emoji, and case tell no names apart.
fn key(name: &str) -> SmolStr {
    let mut key = SmolStrBuilder::new();
    for c in name.chars() {
        match c {
            '-' | '_' => key.push(c),
            c if c.is_alphanumeric() => c.to_lowercase().for_each(|c| key.push(c)),
            c if c.is_ascii() => key.push(c),
            _ => {}
        }
    }
    key.finish()
}

/// A fragment with `%C3%BC` as `ü`. What is no such text stays.
fn decoded(fragment: &str) -> Cow<'_, str> {
    let decoded = percent_decode_str(fragment).decode_utf8();
    decoded.unwrap_or(Cow::Borrowed(fragment))
}

#[cfg(test)]
mod tests;
