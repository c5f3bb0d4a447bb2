//! The rows of a dialect's table, as they are written in TOML.
//!
//! Every row names its source; [`Source`] says what that is and from when.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::own::SOURCE as OWN;
use crate::{FileKind, Origin};

/// A whole table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Table {
    pub(crate) dialect: Head,
    #[serde(default)]
    pub(crate) sources: BTreeMap<String, Source>,
    #[serde(default)]
    pub(crate) kind: Vec<Kind>,
    #[serde(default)]
    pub(crate) field: Vec<Field>,
    #[serde(default)]
    pub(crate) misnomer: Vec<Misnomer>,
    #[serde(default)]
    pub(crate) tool: Vec<Tool>,
    #[serde(default)]
    pub(crate) old_tool: Vec<OldTool>,
    #[serde(default)]
    pub(crate) model: Vec<Model>,
    pub(crate) model_names: Option<ModelNames>,
    #[serde(default)]
    pub(crate) builtin_agent: Vec<BuiltinAgent>,
    #[serde(default)]
    pub(crate) builtin_command: Vec<BuiltinCommand>,
    #[serde(default)]
    pub(crate) hook_event: Vec<HookEvent>,
    #[serde(default)]
    pub(crate) hook_handler: Vec<HookHandler>,
    pub(crate) hook_shape: Option<HookShape>,
    #[serde(default)]
    pub(crate) manifest_key: Vec<ManifestKey>,
    #[serde(default)]
    pub(crate) placeholder: Vec<Placeholder>,
    #[serde(default)]
    pub(crate) limit: Vec<Limit>,
    #[serde(default)]
    pub(crate) reader: Vec<Reader>,
}

/// Which dialect a table describes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Head {
    pub(crate) id: String,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) version: Option<String>,
    pub(crate) checked: Date,
    pub(crate) docs: String,
    /// Fields beyond the table are no concern of ours.
    #[serde(default)]
    pub(crate) open: bool,
}

/// Where a fact comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is.
    pub title: String,
    /// Where to read it.
    pub url: Option<String>,
    /// When it was written or read.
    pub date: Option<Date>,
}

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

/// A kind of file: its places, its names, its faults.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kind {
    /// The kind.
    pub id: FileKind,
    /// What the program calls it.
    pub title: String,
    /// What it is.
    pub doc: String,
    /// Its documentation's address.
    pub docs: Option<String>,
    /// Globs over whole paths.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Globs under the user's configuration folder.
    #[serde(default)]
    pub config_paths: Vec<String>,
    /// Globs under a plugin's root.
    #[serde(default)]
    pub plugin_paths: Vec<String>,
    /// Globs of files that are none all the same.
    #[serde(default)]
    pub except: Vec<String>,
    /// Whether it has front matter.
    pub front_matter: FrontMatterUse,
    /// Where its name comes from, best first.
    #[serde(default)]
    pub named_by: Vec<NamedBy>,
    /// Names that the program keeps for itself.
    #[serde(default)]
    pub reserved_names: Vec<String>,
    /// A whole front matter in snippet syntax.
    pub template: Option<String>,
    /// What the program does with a faulty one, by the fault's name.
    #[serde(default)]
    pub faults: BTreeMap<String, Fault>,
    /// Where that is from.
    pub source: String,
}

/// Whether files of a kind have front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrontMatterUse {
    /// Without it, the file is not one of its kind.
    Required,
    /// It may be there.
    Optional,
    /// The program reads none.
    None,
}

/// Where a file's name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedBy {
    /// The `name` field.
    Field,
    /// The file name without its extension.
    Stem,
    /// The folder that holds the file.
    Folder,
    /// The path under the kind's folder, its parts joined by colons.
    Path,
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

/// What a field's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Text for people or models.
    Text,
    /// The file's own name.
    Name,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// One of the field's values.
    Enum,
    /// A model.
    Model,
    /// A list of permission rules.
    Tools,
    /// A list of skills.
    Skills,
    /// An agent.
    Agent,
    /// MCP servers, by name or written out.
    McpServers,
    /// Hooks, by event.
    Hooks,
    /// A list of globs.
    Globs,
    /// A list of words.
    Words,
    /// A map.
    Map,
}

/// How a list may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListStyle {
    /// `a, b`
    Comma,
    /// `a b`
    Space,
    /// `[a, b]`
    Flow,
    /// `- a` lines.
    Block,
}

/// A field of the front matter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// Its name; a dot separates it from the field that it is nested in.
    pub name: String,
    /// The kinds of file that have it.
    pub kinds: Vec<FileKind>,
    /// What its value is.
    pub shape: Shape,
    /// How it may be written, if it is a list.
    #[serde(default)]
    pub lists: Vec<ListStyle>,
    /// True for a list of what is taken away instead of given.
    #[serde(default)]
    pub takes_away: bool,
    /// Whether it must be there.
    #[serde(default)]
    pub required: bool,
    /// What holds without it, in words.
    pub default: Option<String>,
    /// What it does.
    pub doc: String,
    /// Its values, if it has a closed set of them.
    #[serde(default)]
    pub values: Vec<ValueRow>,
    /// How grave another value is, where that is no warning.
    pub unknown_value: Option<Severity>,
    /// The least integer.
    pub min: Option<i64>,
    /// The greatest integer.
    pub max: Option<i64>,
    /// The most characters.
    pub max_length: Option<usize>,
    /// What the program refuses otherwise.
    pub pattern: Option<String>,
    /// The first version that reads it.
    pub since: Option<String>,
    /// Where its use depends on whether the file is a plugin's.
    pub plugin: Option<PluginUse>,
    /// Another field without which the program doesn't read it, and that field's value.
    pub only_with: Option<FieldValue>,
    /// True for a field whose `true` leaves the file to the user: the program neither lists it
    /// for the model nor preloads it.
    #[serde(default)]
    pub user_only: bool,
    /// True for a field that says what arguments the file takes.
    #[serde(default)]
    pub announces_arguments: bool,
    /// Its documentation's address.
    pub docs: Option<String>,
    /// Where that is from.
    pub source: String,
    /// `H`igh, `M`iddle or `L`ow.
    pub confidence: Option<String>,
}

impl Field {
    /// True unless the program ignores the field in files of that origin.
    pub fn is_read_in(&self, origin: Origin) -> bool {
        match self.plugin {
            Some(PluginUse::Ignored) => origin == Origin::Own,
            Some(PluginUse::Only) => origin == Origin::Plugin,
            None => true,
        }
    }

    /// True for a list whose items may be separated by blanks alone.
    pub fn splits_at_blanks(&self) -> bool {
        self.lists.contains(&ListStyle::Space)
    }
}

/// How the use of a field depends on whether the file is a plugin's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PluginUse {
    /// It is ignored in a plugin's file.
    Ignored,
    /// It is ignored in any other file.
    Only,
}

/// One value of a closed set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueRow {
    /// The value.
    pub value: String,
    /// What it does.
    pub doc: String,
}

impl Reader {
    /// True for one that reads files of its kinds wherever they lie.
    pub fn is_everywhere(&self) -> bool {
        self.paths.iter().all(|glob| !glob.contains("/."))
    }
}

/// A field name that is written by mistake.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misnomer {
    /// The kinds of file it is written in.
    pub kinds: Vec<FileKind>,
    /// What is written.
    pub written: String,
    /// What is meant.
    pub means: String,
    /// Another field that shows that it isn't.
    pub unless: Option<FieldValue>,
    /// Why it has no effect.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}

/// A tool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// What it does.
    pub doc: String,
    /// Whether it asks for permission.
    pub asks: Asks,
    /// What may stand in parentheses after it.
    pub argument: Option<Argument>,
    /// The tool whose rules hold for it: one with an argument of its own is never consulted.
    #[serde(rename = "ruled-by")]
    pub ruled_by: Option<String>,
    /// True for a name that permission rules know and nobody calls.
    #[serde(default, rename = "rule-only")]
    pub rule_only: bool,
    /// When a subagent doesn't get it.
    pub subagents: Option<String>,
    /// What an agent must say to get it all the same.
    #[serde(rename = "subagents-with")]
    pub subagents_with: Option<FieldValue>,
    /// The first version that has it.
    pub since: Option<String>,
    /// Where that is from.
    pub source: String,
}

impl Tool {
    /// True for a tool of the user's own, of which only the name is known.
    pub fn is_own(&self) -> bool {
        self.source == OWN
    }
}

/// A field with a certain value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldValue {
    /// The field's name.
    pub field: String,
    /// What it says.
    pub value: String,
}

/// Whether a tool asks for permission when nothing is configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    /// It does.
    Yes,
    /// It doesn't.
    No,
    /// It depends on what it is asked to do.
    Sometimes,
    /// No source says.
    Unknown,
}

/// What stands in a permission rule's parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Argument {
    /// A command, with wildcards.
    Command,
    /// A path pattern.
    Path,
    /// `domain:` and a host.
    Domain,
    /// Agents.
    Agent,
    /// A skill.
    Skill,
    /// Something else that has names, such as a workflow.
    Name,
}

/// A tool's name from an earlier version.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OldTool {
    /// The old name.
    pub name: String,
    /// What became of it.
    pub state: OldToolState,
    /// What to write today.
    pub now: Option<String>,
    /// What it was.
    pub doc: String,
    /// The version that changed it.
    pub since: Option<String>,
    /// Where that is from.
    pub source: String,
}

/// What became of a tool's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OldToolState {
    /// The program still takes it for the new one.
    Renamed,
    /// It is tolerated, and does nothing.
    Legacy,
    /// The program no longer knows it.
    Removed,
}

/// A model: an alias or an id.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Model {
    /// What is written.
    pub name: String,
    /// True for a name that stands for another.
    #[serde(default)]
    pub alias: bool,
    /// The id that an alias stands for today.
    pub stands_for: Option<String>,
    /// The kinds of file that take it; empty for all.
    #[serde(default)]
    pub kinds: Vec<FileKind>,
    /// What it is.
    pub doc: String,
    /// When it was or will be retired.
    pub retires: Option<Date>,
    /// When it was deprecated.
    pub deprecated: Option<Date>,
    /// The earliest day of its retirement.
    pub not_before: Option<Date>,
    /// What to write instead.
    pub now: Option<String>,
    /// Where that is from.
    pub source: String,
}

/// Which other model names the program takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelNames {
    pub(crate) accepts: Vec<String>,
    #[serde(rename = "source")]
    pub(crate) _source: String,
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

/// An event that hooks run on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HookEvent {
    /// Its name.
    pub name: String,
    /// What its matcher is compared with.
    pub matches: HookMatch,
    /// When it fires.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}

/// What the matcher of a hook is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HookMatch {
    /// The name of a tool.
    Tool,
    /// The name of an agent.
    Agent,
    /// Something else that has names of its own.
    Other,
    /// Nothing: a matcher has no effect.
    None,
}

/// How hooks are written: events, in them matchers with handlers, and each handler a map.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HookShape {
    /// The field that says which cases of the event are meant.
    pub matcher: String,
    /// The field that holds the handlers.
    pub handlers: String,
    /// The field of a handler that says of which kind it is.
    pub kind: String,
    /// Fields of a handler that are numbers.
    pub numbers: Vec<String>,
    /// Fields of a handler that count for events about tools alone.
    pub for_tools: Vec<String>,
    /// Fields of a handler that count in skills alone.
    pub for_skills: Vec<String>,
    /// Where that is from.
    pub source: String,
}

/// A key of a plugin's manifest.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestKey {
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    #[serde(default)]
    pub required: bool,
    /// What its paths lead to, if it holds paths.
    pub paths: Option<ManifestPaths>,
    /// True for one that may be written out as a map instead.
    #[serde(default)]
    pub map: bool,
    /// The folder that is read without this key, and isn't beside it.
    pub replaces: Option<String>,
    /// Where that is from.
    pub source: String,
}

/// What the paths in a manifest lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ManifestPaths {
    /// Files.
    Files,
    /// Folders.
    Folders,
    /// Either.
    Any,
}

/// A kind of hook.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HookHandler {
    /// The value of its `type`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Fields it must have.
    #[serde(default)]
    pub required: Vec<String>,
    /// Fields it may have.
    #[serde(default)]
    pub optional: Vec<String>,
    /// What it does.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}

/// A text that the program replaces in a body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placeholder {
    /// The kinds of file it works in.
    pub kinds: Vec<FileKind>,
    /// The text.
    pub text: String,
    /// What replaces it.
    pub doc: String,
    /// True for one that is replaced in the files of plugins alone.
    #[serde(default, rename = "plugins-only")]
    pub plugins_only: bool,
    /// Where that is from.
    pub source: String,
}

/// A limit that the program states.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Its name.
    pub id: String,
    /// The fields whose texts count, if it is about fields.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The names of the files it is about, if it is not about all of a kind.
    #[serde(default)]
    pub files: Vec<String>,
    /// How much.
    pub value: usize,
    /// Of what.
    pub unit: String,
    /// What happens past it.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}

/// Another program that reads the same files.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    /// The program.
    pub program: String,
    /// The kinds of file it reads.
    pub kinds: Vec<FileKind>,
    /// Globs over whole paths.
    #[serde(default)]
    pub paths: Vec<String>,
    /// The fields that it knows there.
    pub fields: Vec<String>,
    /// True for one that takes any name.
    #[serde(default, rename = "any-name")]
    pub any_name: bool,
    /// Its documentation's address.
    pub docs: Option<String>,
    /// Where that is from.
    pub source: String,
}
