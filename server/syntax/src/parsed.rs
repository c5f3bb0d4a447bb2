//! What a text says.

use std::borrow::Cow;
use std::sync::Arc;

use crate::escapes::spelled_out;
use crate::mention;
use crate::{
    Entry, Format, FrontMatter, Groups, Headings, Lexicon, LineIndex, Mentions, OwnedMention,
    Reading, Span,
};

/// Everything that one file's text says by itself. Equal texts give equal values. What is told of
/// the file later on is shared with this, not copied.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// How the text was read.
    pub format: Format,
    /// Lines and columns.
    pub lines: Arc<LineIndex>,
    /// The fields, if the file has some. Always there in formats without fences.
    pub front_matter: Option<FrontMatter>,
    /// The Markdown: everything after the front matter or, in formats without fences, the text of
    /// the body's field as it is written, without quotes. Empty at the end of the text where that
    /// field is missing or no text.
    pub body: Span,
    /// What the body says.
    pub in_body: Arc<BodyFacts>,
}

/// What a body says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyFacts {
    /// Its headings, in order.
    pub headings: Headings,
    /// Places in it that may name another file, in order. Whether they do is for the workspace to
    /// say.
    pub mentions: Mentions,
    /// The lists, rows and the like that those stand in.
    pub groups: Groups,
}

impl BodyFacts {
    /// Reads the `body` of `text`.
    fn read(text: &str, body: Span, lexicon: &Lexicon) -> Self {
        let scanned = mention::scan(text, body, lexicon);
        let mentions = scanned.mentions.iter().map(OwnedMention::borrowed);
        Self {
            headings: scanned.headings,
            mentions: mentions.collect(),
            groups: scanned.groups,
        }
    }
}

impl Parsed {
    /// Reads `text`. The lexicon holds the words that mentions are recognised by.
    pub fn new(text: &str, reading: &Reading, lexicon: &Lexicon) -> Self {
        let (front_matter, body) = parts(text, reading);
        let is_quoted = !reading.format.is_fenced() && text[..body.range().start].ends_with('"');
        // In quotes alone a backslash means something.
        let read = match is_quoted {
            true => spelled_out(text),
            false => Cow::Borrowed(text),
        };
        Self {
            format: reading.format,
            lines: Arc::new(LineIndex::new(text)),
            front_matter,
            body,
            in_body: Arc::new(BodyFacts::read(&read, body, lexicon)),
        }
    }

    /// Reads an entry of a JSON `text` as if it were a file of its own, whose `lines` are those of
    /// the whole and whose body is the text of the field `body`. `spelled` is [`spelled_out`] of it.
    pub fn of_entry(
        (text, spelled): (&str, &str),
        lines: Arc<LineIndex>,
        fields: FrontMatter,
        body: Option<&str>,
        lexicon: &Lexicon,
    ) -> Self {
        let body = fields.body(text, body);
        Self {
            format: Format::Json,
            lines,
            front_matter: Some(fields),
            body,
            in_body: Arc::new(BodyFacts::read(spelled, body, lexicon)),
        }
    }

    /// The field whose text is the body, in formats without fences.
    pub fn body_entry(&self) -> Option<&Entry> {
        let fields = self.front_matter.as_ref().filter(|it| !it.fenced)?;
        let mut entries = fields.entries.iter();
        entries.find(|it| !self.body.is_empty() && it.value.span.contains(self.body))
    }

    /// The same for a text of which is known what its body says: only the fields are read again,
    /// which takes a tenth of the time.
    pub fn with_known_body(
        text: &str,
        reading: &Reading,
        lines: Arc<LineIndex>,
        in_body: Arc<BodyFacts>,
    ) -> Self {
        let (front_matter, body) = parts(text, reading);
        Self {
            format: reading.format,
            lines,
            front_matter,
            body,
            in_body,
        }
    }
}

/// The fields of a text, and where its body is.
fn parts(text: &str, reading: &Reading) -> (Option<FrontMatter>, Span) {
    let front_matter = FrontMatter::parse(text, reading.format);
    let whole = Span::new(0, text.len());
    let body = front_matter
        .as_ref()
        .map_or(whole, |it| it.body(text, reading.body_field.as_deref()));
    (front_matter, body)
}
