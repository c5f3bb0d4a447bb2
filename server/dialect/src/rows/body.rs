//! What a program does with bodies: what it replaces, what it brings along, how much it takes.

use serde::Deserialize;

use crate::FileKind;

/// A text that the program replaces in a body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Placeholder {
    /// The kinds of file it works in.
    pub kinds: Vec<FileKind>,
    /// The text. `N` in one that stands for an argument is the argument's number.
    pub text: String,
    /// What it stands for, where that makes a difference.
    pub stands_for: Option<StandsFor>,
    /// What replaces it.
    pub doc: String,
    /// True for one that is replaced in the files of plugins alone.
    #[serde(default)]
    pub plugins_only: bool,
    /// Where that is from.
    pub source: String,
}

/// Commands in a body that the program runs before the model reads it, each replaced by its
/// output: an exclamation mark and a code span, behind a blank or at the start of a line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InlineShell {
    /// The kinds of file it works in.
    pub kinds: Vec<FileKind>,
    /// What happens with it.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}

/// What a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StandsFor {
    /// An argument by its number, counted from 0.
    Argument,
}

/// An agent that comes with the program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuiltinAgent {
    /// Its name.
    pub name: String,
    /// What it does.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}

/// A command that comes with the program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuiltinCommand {
    /// Its name, without the slash.
    pub name: String,
    /// What it does.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}

/// A limit that the program states.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What it limits.
    pub what: LimitId,
    /// The kinds of file it is about.
    pub kinds: Vec<FileKind>,
    /// The fields whose texts count, if it is about fields.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The names of the files it is about, if it is not about all of a kind.
    #[serde(default)]
    pub files: Vec<String>,
    /// How much.
    pub value: usize,
    /// What happens past it.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitId {
    /// The size of a file, in bytes.
    Bytes,
    /// The lines of a body.
    Lines,
    /// The tokens of a body.
    Tokens,
    /// The characters of a body.
    Characters,
    /// The characters of its fields in the list that the model sees.
    Listing,
    /// The tokens of the descriptions of a whole team.
    Descriptions,
    /// The length of a chain of imports.
    ImportHops,
}
