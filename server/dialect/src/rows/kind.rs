//! Kinds of file: their places, their names, their faults.

use std::collections::BTreeMap;

use dossier_syntax::Format;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::FileKind;

/// How grave a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Not shown.
    Off,
    /// Worth knowing.
    Hint,
    /// Worth a look.
    Information,
    /// Likely a mistake.
    Warning,
    /// A program that loads the file fails, or drops something that was written.
    Error,
}

impl Severity {
    /// The word for it, as tables, settings, reports and JSON write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Off => "off",
            Severity::Hint => "hint",
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A kind of file of one program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kind {
    /// The kind.
    pub id: FileKind,
    /// What the program calls it.
    pub title: String,
    /// What it is.
    #[serde(default)]
    pub doc: String,
    /// Its documentation's address.
    pub docs: Option<String>,
    /// How it is written.
    #[serde(default)]
    pub format: Format,
    /// The field whose text is the body, where the whole file is fields.
    pub body: Option<String>,
    /// Globs over whole paths: where its files lie.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Globs over whole paths: where files of other programs lie that it reads too.
    #[serde(default)]
    pub reads: Vec<String>,
    /// Globs over whole paths: files that are its own wherever they lie, but that somebody loads
    /// only once they are copied to where he looks.
    #[serde(default)]
    pub copied: Vec<String>,
    /// Files of a common name that are its own where a field says so.
    pub told: Option<Told>,
    /// Globs under the user's configuration folder.
    #[serde(default)]
    pub config_paths: Vec<String>,
    /// Globs under a plugin's root.
    #[serde(default)]
    pub plugin_paths: Vec<String>,
    /// Globs over whole paths: those of its places for which there are others today.
    #[serde(default)]
    pub old_paths: Vec<String>,
    /// Globs of files that are none all the same.
    #[serde(default)]
    pub except: Vec<String>,
    /// Paths under the root of a workspace: the files that the program reads whole at every start there.
    #[serde(default)]
    pub at_start: Vec<String>,
    /// The field without which the program reads a file of its own places whole at every start.
    pub at_start_without: Option<String>,
    /// Whether it has front matter.
    #[serde(default)]
    pub front_matter: FrontMatterUse,
    /// Where its name comes from, best first.
    #[serde(default)]
    pub named_by: Vec<NamedBy>,
    /// What may stand between a file's stem and its extension: `agent` in `x.agent.md`.
    #[serde(default)]
    pub suffixes: Vec<String>,
    /// Names that the program keeps for itself: of folders, where files are named by those, and
    /// else those that the field says.
    #[serde(default)]
    pub reserved_names: Vec<String>,
    /// True where the program loads only one of several in one team that share a name.
    #[serde(default)]
    pub one_of_a_name: bool,
    /// Names of fields that it is known to read, where no more is known of them.
    #[serde(default)]
    pub knows: Vec<String>,
    /// Names of the fields that it knows where it reads others' files; empty where these are the
    /// same as in its own.
    #[serde(default)]
    pub knows_in_reads: Vec<String>,
    /// True where other fields than those of the tables may stand there.
    #[serde(default)]
    pub other_fields: bool,
    /// True where its front matter may be a list of maps, each of which is one of the kind.
    #[serde(default)]
    pub takes_list: bool,
    /// True where it takes any name.
    #[serde(default)]
    pub any_name: bool,
    /// True where the program takes no value of another of YAML's types than the field's: no `12`
    /// for a text, no `"12"` for a number, and nothing that is empty.
    #[serde(default)]
    pub exact_types: bool,
    /// True where the program reads each line of the front matter by itself, so that it can do with
    /// what is no YAML.
    #[serde(default)]
    pub line_by_line: bool,
    /// True where its folders are called as many others are, so that they are no sign of the kind
    /// outside of its places.
    #[serde(default)]
    pub common_folders: bool,
    /// How grave a finding in its files is at most, where too little is sure for more.
    pub gravest: Option<Severity>,
    /// A whole front matter in snippet syntax.
    pub template: Option<String>,
    /// What the program does with a faulty one.
    #[serde(default)]
    pub faults: BTreeMap<FaultId, Fault>,
    /// Where that is from.
    pub source: String,
}

/// Files of a common name, and the field that tells those of a kind from the others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Globs over whole paths.
    pub paths: Vec<String>,
    /// The field's name.
    pub field: String,
    /// What it says in files of the kind.
    pub value: String,
}

/// Whether files of a kind have front matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrontMatterUse {
    /// Without it, the file is not one of its kind.
    Required,
    /// It may be there.
    #[default]
    Optional,
    /// The program reads none.
    None,
}

/// Where a file's name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedBy {
    /// The field that holds a name.
    Field,
    /// The file name without its extension.
    Stem,
    /// The folder that holds the file.
    Folder,
    /// The path under the kind's folder, its parts joined by colons.
    Path,
    /// The same, its parts joined by slashes.
    SlashPath,
}

/// What can be wrong with a file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultId {
    /// Its fields can't be read.
    Unreadable,
    /// A strict reader can't read its fields, but a lenient one can: `: ` in a value of one line.
    Lenient,
    /// It has no front matter.
    NoFrontMatter,
    /// The program refuses its name.
    BadName,
    /// The program keeps its name for itself.
    ReservedName,
    /// It is not called like its folder.
    OtherFolder,
    /// It says nothing below its fields.
    NoBody,
    /// It lies where such files used to lie.
    OldPlace,
    /// It has a field that the program doesn't know, and that isn't just ignored.
    UnknownField,
    /// A field occurs twice.
    DuplicateField,
    /// A value is of another shape than its field's, whose row says nothing of that.
    OtherShape,
    /// A byte order mark stands before its front matter.
    ByteOrderMark,
    /// Blanks stand behind the dashes around its front matter.
    BlankBehindFence,
}

/// What a program does with a faulty file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fault {
    /// How grave that is.
    pub severity: Severity,
    /// A sentence.
    pub says: String,
    /// How grave it is in a plugin, where that differs.
    pub plugin_severity: Option<Severity>,
    /// A sentence for a plugin's file, where that differs.
    pub plugin_says: Option<String>,
}
