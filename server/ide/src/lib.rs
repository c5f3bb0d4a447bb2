//! One pure function per editor feature.
//!
//! Every feature takes a [`Snapshot`](dossier_workspace::Snapshot), a file and a byte offset, and
//! answers with plain data: byte spans and text. None knows the protocol, reads the clock or
//! keeps anything between calls.

mod agent_type;
mod call_hierarchy;
mod code_actions;
mod code_lens;
mod colors;
mod completion;
mod configuration;
mod convert;
mod cursor;
mod definition;
mod describe;
mod describe_file;
mod diagnostics;
mod disable;
mod document_highlight;
mod document_links;
mod document_symbols;
pub mod drawing;
mod explain_mention;
mod file_links;
mod fixes;
mod folding;
mod formatting;
mod graph;
mod headings;
mod hover;
mod inlay_hints;
mod list;
mod new_file;
mod picture;
mod plain_text;
mod readers;
mod references;
mod rename;
mod report;
mod safe_markdown;
mod sections;
mod selection_ranges;
mod semantic_tokens;
mod shown_path;
mod team;
mod team_tree;
mod template;
mod why;
mod withheld;
mod workspace_symbols;

pub use call_hierarchy::{Call, Member, incoming_calls, member, outgoing_calls};
pub use code_actions::{ActionKind, CodeAction, code_actions};
pub use code_lens::{Users, code_lens, users};
pub use colors::{Color, ColorPresentation, color_presentations, colors};
pub use completion::{
    CompletionItem, Completions, Doc, Insert, ItemKind, TRIGGERS, asks_for_completion, completions,
    documentation,
};
pub use configuration::{configuration, program_table};
pub use convert::{
    ConvertError, Converted, Left, Why, convert, convert_in_step, program_named, targets,
    written_from,
};
pub use definition::{Link, definition};
pub use describe_file::{FileDescription, PassesOver, describe_file};
pub use diagnostics::{
    Departed, Diagnostic, LeftBehind, Tag, diagnostics, left_behind, retain_heeded,
};
pub use document_highlight::{Highlight, HighlightKind, document_highlight};
pub use document_links::{DocumentLink, document_links};
pub use document_symbols::{DocumentSymbol, DocumentSymbolKind, document_symbols};
pub use explain_mention::{Explained, Explanation, explain_mention};
pub use file_links::Address;
pub use fixes::{Change, Fix, apply_fixes, merge_fixes};
pub use folding::{Fold, FoldKind, folding};
pub use formatting::formatting;
pub use graph::{Edge, Graph, Node, graph};
pub use hover::{Hover, hover, hover_with_links};
pub use inlay_hints::{InlayHint, inlay_hints};
pub use list::{Listed, list};
pub use new_file::{NewFileError, NewFiles, NewPlace, new_files};
pub use picture::{
    Ability, Area, BOLD, Bundle, CYCLE, Group, LABEL, Lines, Link as PictureLink, Look, MODEL,
    Mentioned, NODE_HEIGHT, Node as PictureNode, PAD, Picture, PictureOptions, Point, SIGN,
    Sentence, picture, shortened, text_width, title,
};
pub use plain_text::{html_text, is_hidden, one_line, show};
pub use readers::{Reader, readers};
pub use references::{Reference, references};
pub use rename::{
    Edit, Follows, Question, Rename, RenameError, prepare_rename, reach_of_moves, reach_of_rename,
    rename, rename_files,
};
pub use report::{Load, Loaded, Member as TeamPart, Report, report};
pub use safe_markdown::as_written;
pub use selection_ranges::selection_ranges;
pub use semantic_tokens::{Modifiers, Token, TokenKind, semantic_tokens};
pub use team::{TeamMember, team};
pub use team_tree::{
    Beneath, Found, Subject, TreeBy, TreeEntry, TreeIcon, team_findings, team_tree, tree_files,
};
pub use why::{
    Account, Budget, Cost, Counting, Doubt, Elsewhere, ForProgram, Gets, Given, Gone, GoneBecause,
    Ignored, ModelInEffect, Obstacle, Preloaded, Service, SkillState, Tools, about_tokens, why,
};
pub use workspace_symbols::{WorkspaceSymbol, WorkspaceSymbolKind, workspace_symbols};

#[cfg(test)]
mod testing;
