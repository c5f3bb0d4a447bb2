//! What a text says.

use std::sync::Arc;

use crate::mention;
use crate::{
    Format, FrontMatter, Groups, Headings, Lexicon, LineIndex, Mentions, OwnedMention, Reading,
    Span,
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

impl Parsed {
    /// Reads `text`. The lexicon holds the words that mentions are recognised by.
    pub fn new(text: &str, reading: &Reading, lexicon: &Lexicon) -> Self {
        let (front_matter, body) = parts(text, reading);
        let scanned = mention::scan(text, body, lexicon);
        Self {
            format: reading.format,
            lines: Arc::new(LineIndex::new(text)),
            front_matter,
            body,
            in_body: Arc::new(BodyFacts {
                headings: scanned.headings,
                mentions: scanned
                    .mentions
                    .iter()
                    .map(OwnedMention::borrowed)
                    .collect(),
                groups: scanned.groups,
            }),
        }
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
