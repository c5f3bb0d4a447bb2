//! The block structure of a Markdown text, kept across edits.
//!
//! Only the block grammar of tree-sitter-md is used: its inline trees go wrong under edits, and
//! mentions are found by a full inline pass that costs less (see `mention`).

use std::ops::Range;
use std::sync::OnceLock;

use ropey::Rope;
use tree_sitter::{InputEdit, Node, Parser, Point, Tree, TreeCursor};

use crate::Span;

/// What a block is, in the words of CommonMark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading's text and everything up to the next heading of its level.
    Section,
    /// A heading, underlined or with number signs.
    Heading,
    /// Running text.
    Paragraph,
    /// A list.
    List,
    /// One item of a list.
    ListItem,
    /// A block quote.
    Quote,
    /// A table.
    Table,
    /// A code block, fenced or indented.
    Code,
    /// Raw HTML.
    Html,
    /// A thematic break.
    Break,
    /// Front matter, as far as the grammar sees it.
    FrontMatter,
}

/// One block of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is, in bytes.
    pub span: Span,
    /// How many blocks it lies in.
    pub depth: u32,
}

/// A tree that is parsed when it is first asked about, and afterwards only where edits touched it.
#[derive(Clone, Debug, Default)]
pub(crate) struct BlockTree {
    fresh: OnceLock<Tree>,
    /// The tree of an earlier text, with every edit since then marked in it.
    edited: Option<Tree>,
}

impl BlockTree {
    /// Notes that `bytes` of `before` gave way to `inserted` bytes, which made `after`.
    pub(crate) fn edit(
        &mut self,
        before: &Rope,
        after: &Rope,
        bytes: Range<usize>,
        inserted: usize,
    ) {
        // Whichever is used, the other is out of date from here on.
        let (fresh, edited) = (self.fresh.take(), self.edited.take());
        let Some(mut tree) = fresh.or(edited) else {
            return;
        };
        // The grammar's rows end at `\n` only. Where the rope counts more lines than that, rows
        // can't be told from it, and the tree is made anew.
        if has_lone_carriage_return(before) || has_lone_carriage_return(after) {
            return;
        }
        let new_end = bytes.start + inserted;
        tree.edit(&InputEdit {
            start_byte: bytes.start,
            old_end_byte: bytes.end,
            new_end_byte: new_end,
            start_position: point(before, bytes.start),
            old_end_position: point(before, bytes.end),
            new_end_position: point(after, new_end),
        });
        self.edited = Some(tree);
    }

    pub(crate) fn blocks(&self, rope: &Rope) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(tree) = self.tree(rope) {
            collect(&mut tree.walk(), 0, &mut blocks);
        }
        blocks
    }

    pub(crate) fn block_at(&self, rope: &Rope, offset: usize) -> Option<Block> {
        let root = self.tree(rope)?.root_node();
        let mut node = root.descendant_for_byte_range(offset, offset)?;
        loop {
            if let Some(kind) = kind_of(&node) {
                let span = Span::from(node.byte_range());
                return Some(Block {
                    kind,
                    span,
                    depth: depth_of(node),
                });
            }
            node = node.parent()?;
        }
    }

    fn tree(&self, rope: &Rope) -> Option<&Tree> {
        if self.fresh.get().is_none()
            && let Some(tree) = parse(rope, self.edited.as_ref())
        {
            // Another reader of the same snapshot may have been first, with the same tree.
            let _ = self.fresh.set(tree);
        }
        self.fresh.get()
    }
}

fn parse(rope: &Rope, old: Option<&Tree>) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_md::LANGUAGE.into()).ok()?;
    let mut read = |byte: usize, _: Point| -> &[u8] {
        if byte >= rope.len_bytes() {
            return &[];
        }
        let (chunk, start, _, _) = rope.chunk_at_byte(byte);
        &chunk.as_bytes()[byte - start..]
    };
    parser.parse_with_options(&mut read, old, None)
}

fn point(rope: &Rope, byte: usize) -> Point {
    let row = rope.byte_to_line(byte);
    Point {
        row,
        column: byte - rope.line_to_byte(row),
    }
}

fn has_lone_carriage_return(rope: &Rope) -> bool {
    let mut pending = false;
    for chunk in rope.chunks() {
        // Most texts have none at all, and that is seen a chunk at a time.
        if !pending && !chunk.as_bytes().contains(&b'\r') {
            continue;
        }
        for byte in chunk.bytes() {
            if pending && byte != b'\n' {
                return true;
            }
            pending = byte == b'\r';
        }
    }
    pending
}

fn collect(cursor: &mut TreeCursor<'_>, depth: u32, blocks: &mut Vec<Block>) {
    // An explicit stack would say no more: the grammar bounds how deep blocks nest.
    let node = cursor.node();
    let kind = kind_of(&node);
    if let Some(kind) = kind {
        blocks.push(Block {
            kind,
            span: node.byte_range().into(),
            depth,
        });
    }
    if cursor.goto_first_child() {
        loop {
            collect(cursor, depth + u32::from(kind.is_some()), blocks);
            if !cursor.goto_next_sibling() {
                break;
            }
        }
        cursor.goto_parent();
    }
}

fn depth_of(node: Node<'_>) -> u32 {
    let mut depth = 0;
    let mut parent = node.parent();
    while let Some(node) = parent {
        depth += u32::from(kind_of(&node).is_some());
        parent = node.parent();
    }
    depth
}

fn kind_of(node: &Node<'_>) -> Option<BlockKind> {
    Some(match node.kind() {
        "section" => BlockKind::Section,
        "atx_heading" | "setext_heading" => BlockKind::Heading,
        "paragraph" => BlockKind::Paragraph,
        "list" => BlockKind::List,
        "list_item" => BlockKind::ListItem,
        "block_quote" => BlockKind::Quote,
        "pipe_table" => BlockKind::Table,
        "fenced_code_block" | "indented_code_block" => BlockKind::Code,
        "html_block" => BlockKind::Html,
        "thematic_break" => BlockKind::Break,
        "minus_metadata" | "plus_metadata" => BlockKind::FrontMatter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_block_has_its_kind_and_its_depth() {
        let text = "---\nname: a\n---\n# Head\n\nUnder\n===\n\nText.\n\n- item\n\n> said\n\n\
            | a |\n|-|\n| b |\n\n```\ncode\n```\n\n    more\n\n<div>\n</div>\n\n***\n";
        let rope = Rope::from_str(text);
        let tree = BlockTree::default();
        let blocks = tree.blocks(&rope);
        let told = |block: &Block| {
            let line = text[block.span.range()].trim().lines().next();
            format!("{} {:?} {}", block.depth, block.kind, line.unwrap_or(""))
        };
        let all: Vec<String> = blocks.iter().map(told).collect();
        assert_eq!(
            all,
            [
                "0 FrontMatter ---",
                "0 Section # Head",
                "1 Heading # Head",
                // The grammar gives an underlined heading no section of its own.
                "1 Heading Under",
                "2 Paragraph Under",
                "1 Paragraph Text.",
                "1 List - item",
                "2 ListItem - item",
                "3 Paragraph item",
                "1 Quote > said",
                "2 Paragraph said",
                "1 Table | a |",
                "1 Code ```",
                "1 Code more",
                "1 Html <div>",
                "1 Break ***",
            ]
        );
        // Asked for at a place, a block is the same.
        let at = |word: &str| tree.block_at(&rope, text.find(word).unwrap_or_default());
        assert_eq!(
            at("item").as_ref().map(told).as_deref(),
            Some("3 Paragraph item")
        );
        assert_eq!(
            at("b |").as_ref().map(told).as_deref(),
            Some("1 Table | a |")
        );
    }
}
