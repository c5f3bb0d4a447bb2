//! A program: what it is called, and where its user's own files lie.

use jiff::civil::Date;
use serde::Deserialize;

/// A program whose files are known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Program {
    /// Its folder's name under `grammars/dialects`.
    pub(crate) id: String,
    /// What messages call it.
    pub(crate) title: String,
    /// The version that the tables describe, if it has versions.
    pub(crate) version: Option<String>,
    /// The day on which the tables were last checked against their sources.
    pub(crate) checked: Date,
    /// Its documentation's address.
    pub(crate) docs: String,
    /// Whose rules hold for a file that lies in places of several: the smallest.
    #[serde(default = "usual_precedence")]
    pub(crate) precedence: u32,
    /// What it is, if it is no program.
    #[serde(default)]
    pub(crate) role: Role,
    /// Only the places and names of its fields are known: nothing in its own files is checked.
    #[serde(default)]
    pub(crate) open: bool,
    /// The extensions of files that are told to be its own by their front matter where they lie in
    /// no place.
    #[serde(default)]
    pub(crate) by_shape: Vec<String>,
    /// The program whose tools, models and built-in names hold in its files, if it has none.
    pub(crate) vocabulary: Option<String>,
    /// What it takes for true, in any case.
    #[serde(default = "yaml_yes")]
    pub(crate) yes: Vec<String>,
    /// What it takes for false, in any case.
    #[serde(default = "yaml_no")]
    pub(crate) no: Vec<String>,
}

/// What a table of programs may describe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A program that loads files.
    #[default]
    Program,
    /// A standard that programs follow. It reads nothing itself.
    Standard,
    /// Whatever program it is that files are for whose tools nobody knows.
    Unknown,
}

/// Between the programs that come first and the standards.
fn usual_precedence() -> u32 {
    50
}

/// Booleans as YAML 1.2 has them.
fn yaml_yes() -> Vec<String> {
    vec!["true".to_owned()]
}

fn yaml_no() -> Vec<String> {
    vec!["false".to_owned()]
}

/// The folder of a user's own files.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfigFolder {
    /// Its path under the home folder.
    pub folder: String,
    /// The environment variable that moves it, if there is one.
    pub variable: Option<String>,
    /// Where that is from.
    pub source: String,
}
