//! From the text of one agent file to what it says.
//!
//! Everything here is a pure function of the text: no file is read, nothing fails, and the
//! same text gives the same answer whether it was opened, typed or read from the disk.
//!
//! How a file is written, and where its body is, is its [`Reading`]; the rest knows one shape of
//! fields and a span of Markdown.
//!
//! - [`Document`] is a text under edit: a rope, and a block tree that follows its edits.
//! - [`Parsed`] is what a text says: its front matter, outline and mentions.
//! - [`LineIndex`] turns byte offsets into the positions of the protocol and back.

mod anchors;
mod block_tree;
mod document;
mod escapes;
mod front_matter;
mod gaps;
mod line_index;
mod mention;
mod numbers;
mod offsets;
mod outline;
mod parsed;
mod permission_rule;
mod reading;
mod shell_command;
mod span;

pub use anchors::{Anchor, Anchors, slug};
pub use block_tree::{Block, BlockKind};
pub use document::{Change, Document};
pub use escapes::spelled_out;
pub use front_matter::{
    Entry, Fault, FaultCause, FrontMatter, Item, Node, Scalar, ScalarStyle, SecondTry, Slip,
    SlipKind, Value, is_slipped_field,
};
pub use line_index::{Encoding, LineIndex, Position};
pub use mention::{
    CompanyTable, Cue, Form, Group, GroupId, GroupKind, Groups, Lexicon, Mention, Mentions,
    OwnedMention, Share, Site, Unnamed, Wants, WhyUnnamed, is_name, mentions_in_field, name_key,
    unnamed,
};
pub use outline::{Heading, Headings};
pub use parsed::{BodyFacts, Parsed};
pub use permission_rule::{PermissionRule, split_outside_parentheses};
pub use reading::{Format, Reading};
pub use shell_command::{Around, ShellCommand, shell_commands};
pub use span::Span;
