//! One pure function per editor feature.
//!
//! Every feature takes a [`Snapshot`](dossier_workspace::Snapshot), a file and a byte offset, and
//! answers with plain data: byte spans and text. None knows the protocol, reads the clock or
//! keeps anything between calls.

mod completion;
mod call_hierarchy;
mod cursor;
mod definition;
mod describe;
mod diagnostics;
mod graph;
mod hover;
mod references;
mod rename;

pub use call_hierarchy::{Call, Member, incoming_calls, member, outgoing_calls};
pub use completion::{
    CompletionItem, Completions, Doc, Insert, ItemKind, completions, documentation,
};
pub use definition::{Link, definition};
pub use diagnostics::{Diagnostic, RULES, Rule, Tag, diagnostics, rule};
pub use graph::{Edge, Graph, Node, graph};
pub use hover::{Hover, hover};
pub use references::{Reference, references};
pub use rename::{Edit, Rename, RenameError, prepare_rename, rename, rename_file};

#[cfg(test)]
mod testing;
