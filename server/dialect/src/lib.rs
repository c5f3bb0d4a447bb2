//! What Dossier knows about the language, read from the tables under `grammars/`.
//!
//! Completion, hover and diagnostics ask the same rows, so what one offers the others accept.
//! Code names no field, tool or model; a new one is a new row.

mod dialect;
mod glob;
mod kind;
mod names;
mod own;
mod rules;
mod suggest;
mod table;
mod tables;

pub use dialect::{
    Dialect, DialectId, Dialects, MCP_PREFIX, PlaceGlobs, TableError, ToolName, program_id,
};
pub use glob::is_broken_glob;
pub use kind::{FileKind, Origin};
pub use names::ModelState;
pub use own::{OwnField, OwnModel, OwnRows, OwnTool};
pub use rules::{Case, Category, Example, Fixable, Rule, Rules};
pub use suggest::{closest, is_likely_typo, is_same_word};
pub use table::{
    Argument, Asks, BuiltinAgent, BuiltinCommand, Fault, Field, FieldValue, FrontMatterUse,
    HookEvent, HookHandler, HookMatch, HookShape, Kind, Limit, ListStyle, ManifestKey,
    ManifestPaths, Misnomer, Model, NamedBy, OldTool, OldToolState, Placeholder, PluginUse, Reader,
    Severity, Shape, Source, Tool, ValueRow,
};
