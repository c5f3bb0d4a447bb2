//! A text under edit.

use std::sync::{Arc, OnceLock};

use ropey::{Rope, RopeSlice};

use crate::block_tree::{Block, BlockTree};
use crate::{Encoding, Lexicon, Parsed, Position, Reading, Span};

/// One edit, as a client sends it.
#[derive(Clone, Debug)]
pub struct Change {
    /// What is replaced, first and last position; `None` replaces the whole text.
    pub range: Option<(Position, Position)>,
    /// What stands there afterwards.
    pub text: String,
}

/// An open text: a rope that takes edits in microseconds, the block tree that follows them, and
/// what the text says, worked out when somebody asks and kept until the next edit.
///
/// Cloning is cheap, so that a snapshot can hold the state of a moment.
#[derive(Clone, Debug)]
pub struct Document {
    rope: Rope,
    tree: BlockTree,
    reading: Reading,
    lexicon: Arc<Lexicon>,
    text: OnceLock<Arc<str>>,
    parsed: OnceLock<Arc<Parsed>>,
}

impl Document {
    /// Opens `text`, which is written and read in that way. The lexicon holds the words that mentions are recognised by.
    pub fn new(text: &str, reading: Reading, lexicon: Arc<Lexicon>) -> Self {
        Self {
            rope: Rope::from_str(text),
            tree: BlockTree::default(),
            reading,
            lexicon,
            text: OnceLock::new(),
            parsed: OnceLock::new(),
        }
    }

    /// Applies one edit. Its columns are in units of `encoding`; positions outside the text are
    /// clamped to it, and an end before its start is taken as the start.
    pub fn apply(&mut self, change: &Change, encoding: Encoding) {
        self.text = OnceLock::new();
        self.parsed = OnceLock::new();
        let Some((from, to)) = change.range else {
            self.rope = Rope::from_str(&change.text);
            self.tree = BlockTree::default();
            return;
        };
        let start = char_at(&self.rope, from, encoding);
        let end = char_at(&self.rope, to, encoding).max(start);
        let bytes = self.rope.char_to_byte(start)..self.rope.char_to_byte(end);
        let before = self.rope.clone();
        self.rope.remove(start..end);
        self.rope.insert(start, &change.text);
        if self.reading.format.is_fenced() {
            self.tree
                .edit(&before, &self.rope, bytes, change.text.len());
        } else {
            // Where the body is may be different from here on.
            self.tree = BlockTree::default();
        }
    }

    /// The whole text.
    pub fn text(&self) -> Arc<str> {
        self.text
            .get_or_init(|| self.rope.to_string().into())
            .clone()
    }

    /// What the text says: the same as [`Parsed::new`] of [`Document::text`].
    pub fn parsed(&self) -> Arc<Parsed> {
        self.parsed
            .get_or_init(|| Arc::new(Parsed::new(&self.text(), &self.reading, &self.lexicon)))
            .clone()
    }

    /// The block tree of the text, in document order, parents before their children. In formats
    /// without fences it is that of the body.
    pub fn blocks(&self) -> Vec<Block> {
        if self.reading.format.is_fenced() {
            return self.tree.blocks(&self.rope);
        }
        let (body, rope) = self.body();
        let mut blocks = self.tree.blocks(&rope);
        for block in &mut blocks {
            block.span = block.span.shifted(body.range().start);
        }
        blocks
    }

    /// The innermost block that holds the byte `offset`, if the tree has one there.
    pub fn block_at(&self, offset: usize) -> Option<Block> {
        if self.reading.format.is_fenced() {
            return self.tree.block_at(&self.rope, offset);
        }
        let (body, rope) = self.body();
        if !body.touches(offset) {
            return None;
        }
        let start = body.range().start;
        let block = self.tree.block_at(&rope, offset - start)?;
        let span = block.span.shifted(start);
        Some(Block { span, ..block })
    }

    /// The body, and a rope of it alone, for the tree of a format without fences.
    fn body(&self) -> (Span, Rope) {
        let body = self.parsed().body;
        (body, Rope::from_str(body.of(&self.text())))
    }
}

/// The character offset of `position`, clamped to its line and to the text.
fn char_at(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_chars();
    }
    let slice = without_line_break(rope.line(line));
    let column = position.column as usize;
    let within = match encoding {
        Encoding::Utf8 => slice.byte_to_char(column.min(slice.len_bytes())),
        Encoding::Utf16 => slice.utf16_cu_to_char(column.min(slice.len_utf16_cu())),
        Encoding::Utf32 => column.min(slice.len_chars()),
    };
    rope.line_to_char(line) + within
}

fn without_line_break(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let len = line.len_chars();
    let ends_with = |back: usize, c: char| len >= back && line.char(len - back) == c;
    let line_break = match (ends_with(1, '\n'), ends_with(1, '\r')) {
        (true, _) if ends_with(2, '\r') => 2,
        (true, _) | (_, true) => 1,
        _ => 0,
    };
    line.slice(..len - line_break)
}
