//! What a text says.

use std::sync::Arc;

use crate::mention;
use crate::{FrontMatter, Heading, Lexicon, LineIndex, Mention, Span};

/// Everything that one file's text says by itself. Equal texts give equal values. What is told of
/// the file later on is shared with this, not copied.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// Lines and columns.
    pub lines: Arc<LineIndex>,
    /// The front matter, if the file has one.
    pub front_matter: Option<FrontMatter>,
    /// Everything after the front matter.
    pub body: Span,
    /// The headings of the body, in order.
    pub outline: Arc<[Heading]>,
    /// Places in the body that may name another file, in order. Whether they do is for the
    /// workspace to say.
    pub mentions: Arc<[Mention]>,
}

impl Parsed {
    /// Reads `text`. The lexicon holds the words that mentions are recognised by.
    pub fn new(text: &str, lexicon: &Lexicon) -> Self {
        let front_matter = FrontMatter::parse(text);
        let start = front_matter
            .as_ref()
            .map_or(0, |front_matter| front_matter.body_start(text));
        let body = Span::new(start.min(text.len()), text.len());
        let (outline, mentions) = mention::scan(text, body, lexicon);
        Self {
            lines: Arc::new(LineIndex::new(text)),
            front_matter,
            body,
            outline: outline.into(),
            mentions: mentions.into(),
        }
    }
}
