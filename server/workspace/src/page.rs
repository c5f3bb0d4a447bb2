//! Markdown as links into it see it, be it an agent file or not.

use std::sync::Arc;

use camino::Utf8Path;
use dossier_syntax::{Anchors, FrontMatter, LineIndex, Span};

use crate::Snapshot;
use crate::snapshot::LARGEST_GUEST;

/// A Markdown file that links lead into.
#[derive(Debug)]
pub struct Page {
    /// Its text.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: Arc<LineIndex>,
    /// What links lead to.
    pub anchors: Anchors,
    /// What was read: all behind the front matter.
    pub body: Span,
}

impl Snapshot {
    /// The Markdown file at `path`: its buffer if it is open, else what the disk holds, read when
    /// it is first asked for. `None` for what is no Markdown, can't be read or is larger than
    /// anything that is written by hand.
    pub fn page(&self, path: &Utf8Path) -> Option<Arc<Page>> {
        if !self.places().may_be_told_by_shape(path) {
            return None;
        }
        if let Some(page) = self.pages().get(path) {
            return page.clone();
        }
        let page = self.read_page(path).map(Arc::new);
        self.pages().insert(path.to_owned(), page.clone());
        page
    }

    fn read_page(&self, path: &Utf8Path) -> Option<Page> {
        if let Some((text, parsed)) = self.text_at_hand(path) {
            return Some(Page {
                anchors: Anchors::new(&text, parsed.body),
                lines: parsed.lines.clone(),
                body: parsed.body,
                text,
            });
        }
        let text: Arc<str> = self.places().read(path, LARGEST_GUEST as u64)?.into();
        let reading = self.places().reading(path);
        let front_matter = FrontMatter::parse(&text, reading.format);
        let body = front_matter.map_or(Span::new(0, text.len()), |it| {
            it.body(&text, reading.body_field.as_deref())
        });
        Some(Page {
            anchors: Anchors::new(&text, body),
            lines: Arc::new(LineIndex::new(&text)),
            body,
            text,
        })
    }
}
