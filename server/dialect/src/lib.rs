//! What Dossier knows about the language, read from the tables under `grammars/`.
//!
//! Completion, hover and diagnostics ask the same rows, so what one offers the others accept.
//! Code names no program, field, tool or model; a new one is a new row.

mod dialect;
mod from_toml;
mod glob;
mod kind;
mod load;
mod own;
mod places;
mod programs;
mod rows;
mod rules;
mod suggest;
mod tables;

pub use dialect::{Dialect, ToolName};
pub use from_toml::{TomlFault, from_toml};
pub use glob::{LONGEST_GLOB, is_broken_glob};
pub use kind::{FileKind, Origin};
pub use load::TableError;
pub use own::{OwnField, OwnModel, OwnRows, OwnTool};
pub use places::{Found, PlaceGlobs};
pub use programs::{DialectId, Dialects, program_id};
pub use rows::{
    Argument, Asks, Atom, BuiltinAgent, BuiltinCommand, Certainty, Colors, ConfigFolder,
    EVERY_TOOL, Fault, FaultId, Field, FieldValue, FolderVariable, FrontMatterUse, HookEvent,
    HookHandler, HookMatch, HookShape, InlineShell, Kind, LeadsTo, Limit, LimitId, ListStyle,
    ListingRow, McpFileRow, McpNames, Meanings, MentionForms, Misnomer, Model, ModelState, NamedBy,
    OldTool, OldToolState, PermissionRules, Placeholder, PluginUse, Plugins, Rgb, Role, Scope,
    Severity, Shadowing, Shape, SilentTool, Source, StandsFor, TakesTools, Tool, ToolMap,
    UnreadableHook, ValueRow, VariableFolder,
};
pub use rules::{Category, Example, Fixable, Rule, Rules};
pub use suggest::{closest, is_likely_typo, is_same_word};
pub use tables::NEWEST_CHECK;
