//! What a text says.

use std::sync::Arc;

use crate::mention;
use crate::{Format, FrontMatter, Group, Heading, Lexicon, LineIndex, Mention, Reading, Span};

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
    /// The headings of the body, in order.
    pub outline: Arc<[Heading]>,
    /// Places in the body that may name another file, in order. Whether they do is for the
    /// workspace to say.
    pub mentions: Arc<[Mention]>,
    /// The lists, rows and the like that those stand in.
    pub groups: Arc<[Group]>,
}

impl Parsed {
    /// Reads `text`. The lexicon holds the words that mentions are recognised by.
    pub fn new(text: &str, reading: &Reading, lexicon: &Lexicon) -> Self {
        let front_matter = FrontMatter::parse(text, reading.format);
        let body = front_matter
            .as_ref()
            .map_or(Span::new(0, text.len()), |it| {
                it.body(text, reading.body_field.as_deref())
            });
        let scanned = mention::scan(text, body, lexicon);
        Self {
            format: reading.format,
            lines: Arc::new(LineIndex::new(text)),
            front_matter,
            body,
            outline: scanned.headings.into(),
            mentions: scanned.mentions.into(),
            groups: scanned.groups.into(),
        }
    }
}
