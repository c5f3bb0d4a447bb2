//! One pure function per editor feature.
//!
//! Every feature takes a [`Snapshot`](dossier_workspace::Snapshot), a file and a byte offset, and
//! answers with plain data: byte spans and text. None knows the protocol, reads the clock or
//! keeps anything between calls.

mod completion;
mod cursor;
mod definition;
mod describe;
mod diagnostics;
mod hover;

pub use completion::{
    CompletionItem, Completions, Doc, Insert, ItemKind, completions, documentation,
};
pub use definition::{Link, definition};
pub use diagnostics::{Diagnostic, RULES, Rule, Tag, diagnostics, rule};
pub use hover::{Hover, hover};

#[cfg(test)]
mod testing;
