//! A dialect: its rows, found by name.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use dossier_syntax::Lexicon;
use globset::{GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};
use jiff::civil::Date;
use regex::Regex;
use rustc_hash::FxHashMap;

use crate::suggest::{closest, is_likely_typo};
use crate::table::Table;
use crate::{
    BuiltinAgent, BuiltinCommand, Fault, Field, FileKind, HookEvent, HookHandler, HookShape, Kind,
    Limit, ManifestKey, Misnomer, Model, ModelState, OldTool, Origin, OwnRows, Placeholder, Reader,
    Rules, Severity, Source, Tool,
};

/// A table that can't be used: which one, and what is wrong with it.
#[derive(Debug)]
pub struct TableError {
    table: String,
    reason: String,
}

impl TableError {
    pub(crate) fn new(table: &str, reason: &str) -> Self {
        Self {
            table: table.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.table, self.reason)
    }
}

impl std::error::Error for TableError {}

/// One program's way of writing agent files.
#[derive(Clone, Debug)]
pub struct Dialect {
    table: Table,
    fields: FxHashMap<(FileKind, String), usize>,
    tools: FxHashMap<String, usize>,
    old_tools: FxHashMap<String, usize>,
    models: FxHashMap<String, usize>,
    model_names: GlobSet,
    places: FxHashMap<FileKind, Places>,
    patterns: FxHashMap<usize, Regex>,
    readers: Vec<GlobSet>,
    /// The user's own patterns over tools' names.
    tool_patterns: Vec<(GlobMatcher, Tool)>,
}

/// Where files of one kind lie.
#[derive(Clone, Debug)]
struct Places {
    anywhere: GlobSet,
    config: GlobSet,
    plugin: GlobSet,
    except: GlobSet,
}

/// One of the lists of globs that say where files of a kind lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceGlobs {
    /// Over whole paths.
    Anywhere,
    /// Under the user's configuration folder.
    Config,
    /// Under a plugin's root.
    Plugin,
    /// Files that are none all the same.
    Except,
}

/// What a tool's name is to a dialect.
#[derive(Clone, Copy, Debug)]
pub enum ToolName<'a> {
    /// A tool.
    Tool(&'a Tool),
    /// A tool's former name.
    Old(&'a OldTool),
    /// A tool of an MCP server, or a pattern over them.
    Mcp,
    /// Every tool.
    All,
    /// Nothing is known of it.
    Unknown,
}

impl Dialect {
    /// Reads the dialect that `source` describes; `file` names it in errors.
    pub fn parse(file: &str, source: &str) -> Result<Self, TableError> {
        let error = |reason: String| TableError {
            table: file.to_owned(),
            reason,
        };
        let table: Table = toml::from_str(source).map_err(|e| error(e.to_string()))?;
        Self::index(table).map_err(error)
    }

    fn index(table: Table) -> Result<Self, String> {
        let mut fields = FxHashMap::default();
        let mut patterns = FxHashMap::default();
        for (at, field) in table.field.iter().enumerate() {
            for &kind in &field.kinds {
                fields.insert((kind, field.name.clone()), at);
            }
            if let Some(pattern) = &field.pattern {
                patterns.insert(at, Regex::new(pattern).map_err(|e| e.to_string())?);
            }
        }
        let mut places = FxHashMap::default();
        for kind in &table.kind {
            places.insert(
                kind.id,
                Places {
                    anywhere: globs(&kind.paths)?,
                    config: globs(&kind.config_paths)?,
                    plugin: globs(&kind.plugin_paths)?,
                    except: globs(&kind.except)?,
                },
            );
        }
        let readers = table
            .reader
            .iter()
            .map(|reader| globs(&reader.paths))
            .collect::<Result<_, _>>()?;
        let model_names = match &table.model_names {
            Some(names) => globs(&names.accepts)?,
            None => GlobSet::empty(),
        };
        Ok(Self {
            fields,
            tools: rows_by_name(table.tool.iter().map(|tool| &tool.name)),
            old_tools: rows_by_name(table.old_tool.iter().map(|tool| &tool.name)),
            models: rows_by_name(table.model.iter().map(|model| &model.name)),
            model_names,
            places,
            patterns,
            readers,
            tool_patterns: Vec::new(),
            table,
        })
    }

    /// The dialect's id, such as `claude-code`.
    pub fn id(&self) -> &str {
        &self.table.dialect.id
    }

    /// The program, as messages name it.
    pub fn title(&self) -> &str {
        &self.table.dialect.title
    }

    /// The version of the program that the table describes, if it has versions.
    pub fn version(&self) -> Option<&str> {
        self.table.dialect.version.as_deref()
    }

    /// The day the table was last checked against its sources.
    pub fn checked(&self) -> Date {
        self.table.dialect.checked
    }

    /// The address of the program's documentation.
    pub fn docs(&self) -> &str {
        &self.table.dialect.docs
    }

    /// True for a dialect of which only the places are known: nothing in its files is checked.
    pub fn is_open(&self) -> bool {
        self.table.dialect.open
    }

    /// The source that a row names.
    pub fn source(&self, tag: &str) -> Option<&Source> {
        self.table.sources.get(tag)
    }

    /// The kinds of file, in the table's order.
    pub fn kinds(&self) -> &[Kind] {
        &self.table.kind
    }

    /// One kind of file, if the dialect has it.
    pub fn kind(&self, kind: FileKind) -> Option<&Kind> {
        self.table.kind.iter().find(|row| row.id == kind)
    }

    /// What the program does with a file of `kind` that has the fault named `fault`: how grave
    /// that is, and a sentence.
    pub fn fault(&self, kind: FileKind, fault: &str, origin: Origin) -> Option<(Severity, &str)> {
        let Fault {
            severity,
            says,
            plugin_severity,
            plugin_says,
        } = self.kind(kind)?.faults.get(fault)?;
        Some(match origin {
            Origin::Own => (*severity, says),
            Origin::Plugin => (
                plugin_severity.unwrap_or(*severity),
                plugin_says.as_ref().unwrap_or(says),
            ),
        })
    }

    /// True where the program looks for files of `kind` at `path`, which is absolute and has
    /// forward slashes.
    pub fn is_place_of(&self, kind: FileKind, path: &str) -> bool {
        self.places
            .get(&kind)
            .is_some_and(|places| places.anywhere.is_match(path) && !places.except.is_match(path))
    }

    /// The same for `path` relative to the user's configuration folder.
    pub fn is_config_place_of(&self, kind: FileKind, path: &str) -> bool {
        self.places
            .get(&kind)
            .is_some_and(|places| places.config.is_match(path) && !places.except.is_match(path))
    }

    /// The same for `path` relative to a plugin's root.
    pub fn is_plugin_place_of(&self, kind: FileKind, path: &str) -> bool {
        self.places
            .get(&kind)
            .is_some_and(|places| places.plugin.is_match(path) && !places.except.is_match(path))
    }

    /// The glob that makes `path` one of the places of `kind`, exceptions aside; see
    /// [`Dialect::is_place_of`] and its like for what `path` is relative to.
    pub fn place_glob(&self, kind: FileKind, among: PlaceGlobs, path: &str) -> Option<&str> {
        let (row, places) = (self.kind(kind)?, self.places.get(&kind)?);
        let (written, globs) = match among {
            PlaceGlobs::Anywhere => (&row.paths, &places.anywhere),
            PlaceGlobs::Config => (&row.config_paths, &places.config),
            PlaceGlobs::Plugin => (&row.plugin_paths, &places.plugin),
            PlaceGlobs::Except => (&row.except, &places.except),
        };
        let first = globs.matches(path).into_iter().min()?;
        written.get(first).map(String::as_str)
    }

    /// The folders that its kinds' places name, without dot folders.
    fn kind_folders(&self) -> impl Iterator<Item = (String, FileKind)> {
        self.kinds().iter().flat_map(|kind| {
            let places = kind.paths.iter().chain(&kind.plugin_paths);
            let folders = places
                .flat_map(|glob| glob.split('/'))
                .filter(|part| part.chars().all(|c| c.is_ascii_alphabetic() || c == '-'));
            folders.map(|folder| (folder.to_owned(), kind.id))
        })
    }

    /// The fields of a kind of file, in the table's order. Nested ones have a dot in their name.
    pub fn fields(&self, kind: FileKind) -> impl Iterator<Item = &Field> {
        self.table
            .field
            .iter()
            .filter(move |field| field.kinds.contains(&kind))
    }

    /// The field of that name.
    pub fn field(&self, kind: FileKind, name: &str) -> Option<&Field> {
        self.fields
            .get(&(kind, name.to_owned()))
            .map(|&at| &self.table.field[at])
    }

    /// True unless the program refuses `value` for the field of that name by its form.
    pub fn field_accepts(&self, kind: FileKind, name: &str, value: &str) -> bool {
        let row = self.fields.get(&(kind, name.to_owned()));
        row.and_then(|row| self.patterns.get(row))
            .is_none_or(|pattern| pattern.is_match(value))
    }

    /// What was meant by a field name that is written by mistake.
    pub fn misnomer(&self, kind: FileKind, written: &str) -> Option<&Misnomer> {
        self.table
            .misnomer
            .iter()
            .find(|row| row.written == written && row.kinds.contains(&kind))
    }

    /// Other programs that read files of `kind` at `path`, which is absolute and has forward
    /// slashes.
    pub fn readers_of<'a>(
        &'a self,
        kind: FileKind,
        path: &str,
    ) -> impl Iterator<Item = &'a Reader> {
        self.table
            .reader
            .iter()
            .zip(&self.readers)
            .filter_map(move |(reader, places)| {
                let reads = reader.kinds.contains(&kind)
                    && (reader.paths.is_empty() || places.is_match(path));
                reads.then_some(reader)
            })
    }

    /// The same dialect with rows of the user's own, which stand for the table's of the same name.
    /// A dialect that has no tools or models gets none.
    fn with_own(&self, own: &OwnRows) -> Self {
        let mut table = self.table.clone();
        own.add_to(&mut table);
        // The table could be read before, and own rows bring no patterns of values.
        let mut dialect = Self::index(table).unwrap_or_else(|_| self.clone());
        if !self.tools().is_empty() {
            dialect.tool_patterns = own.tool_patterns();
        }
        dialect
    }

    /// The other programs that read its files, one row for each kind and place.
    pub fn readers(&self) -> &[Reader] {
        &self.table.reader
    }

    /// The tools, in the table's order.
    pub fn tools(&self) -> &[Tool] {
        &self.table.tool
    }

    /// The former names of tools, in the table's order.
    pub fn old_tools(&self) -> &[OldTool] {
        &self.table.old_tool
    }

    /// What a tool's name, without its parentheses, is.
    pub fn tool(&self, name: &str) -> ToolName<'_> {
        if let Some(&at) = self.tools.get(name) {
            ToolName::Tool(&self.table.tool[at])
        } else if let Some(&at) = self.old_tools.get(name) {
            ToolName::Old(&self.table.old_tool[at])
        } else if let Some((_, row)) = self.tool_patterns.iter().find(|(it, _)| it.is_match(name)) {
            ToolName::Tool(row)
        } else if name == "*" {
            ToolName::All
        } else if name.starts_with(MCP_PREFIX) {
            ToolName::Mcp
        } else {
            ToolName::Unknown
        }
    }

    /// The tool that a name, old or new, stands for today.
    pub fn tool_today(&self, name: &str) -> Option<&Tool> {
        match self.tool(name) {
            ToolName::Tool(tool) => Some(tool),
            ToolName::Old(old) => match self.tool(old.now.as_deref()?) {
                ToolName::Tool(tool) => Some(tool),
                _ => None,
            },
            ToolName::Mcp | ToolName::All | ToolName::Unknown => None,
        }
    }

    /// The name of a tool that `written` can hardly be anything but a slip of the hand for.
    pub fn tool_meant(&self, written: &str) -> Option<&str> {
        let names = self.tools().iter().map(|tool| tool.name.as_str());
        closest(written, names).filter(|meant| is_likely_typo(written, meant))
    }

    /// The models that files of `kind` may name, in the table's order.
    pub fn models(&self, kind: FileKind) -> impl Iterator<Item = &Model> {
        self.table
            .model
            .iter()
            .filter(move |model| model.kinds.is_empty() || model.kinds.contains(&kind))
    }

    /// What `name` amounts to as a model on the day `today`.
    pub fn model(&self, name: &str, today: Date) -> ModelState<'_> {
        match self.models.get(name) {
            Some(&at) => self.table.model[at].state(today),
            None if self.model_names.is_match(name) => ModelState::Accepted,
            None => ModelState::Unknown,
        }
    }

    /// The agents that come with the program.
    pub fn builtin_agents(&self) -> &[BuiltinAgent] {
        &self.table.builtin_agent
    }

    /// The commands that come with the program.
    pub fn builtin_commands(&self) -> &[BuiltinCommand] {
        &self.table.builtin_command
    }

    /// The events that hooks run on.
    pub fn hook_events(&self) -> &[HookEvent] {
        &self.table.hook_event
    }

    /// The kinds of hook.
    pub fn hook_handlers(&self) -> &[HookHandler] {
        &self.table.hook_handler
    }

    /// The keys of a plugin's manifest; none if the program has no plugins.
    pub fn manifest_keys(&self) -> &[ManifestKey] {
        &self.table.manifest_key
    }

    /// How hooks are written, if the program has any.
    pub fn hook_shape(&self) -> Option<&HookShape> {
        self.table.hook_shape.as_ref()
    }

    /// The limit of that name.
    pub fn limit(&self, id: &str) -> Option<&Limit> {
        self.table.limit.iter().find(|limit| limit.id == id)
    }

    /// What a body of that kind may contain for the program to replace.
    pub fn placeholders(&self, kind: FileKind) -> impl Iterator<Item = &Placeholder> {
        self.table
            .placeholder
            .iter()
            .filter(move |row| row.kinds.contains(&kind))
    }
}

/// How the names of tools from MCP servers start.
/// Source: Claude Code documentation, permissions, 2026-08-22.
pub const MCP_PREFIX: &str = "mcp__";

fn rows_by_name<'a>(names: impl Iterator<Item = &'a String>) -> FxHashMap<String, usize> {
    names
        .enumerate()
        .map(|(at, name)| (name.clone(), at))
        .collect()
}

/// Every dialect, and the words that mentions are recognised by.
#[derive(Debug)]
pub struct Dialects {
    all: Vec<Dialect>,
    kind_folders: FxHashMap<String, FileKind>,
    lexicon: Arc<Lexicon>,
    rules: Arc<Rules>,
}

impl Dialects {
    /// The tables that come with Dossier.
    ///
    /// # Errors
    /// A table that is not as its schema says; a test keeps that from happening.
    pub fn builtin() -> Result<Self, TableError> {
        let all = [
            (
                "claude-code.toml",
                include_str!("../../../grammars/dialects/claude-code.toml"),
            ),
            (
                "agent-skills.toml",
                include_str!("../../../grammars/dialects/agent-skills.toml"),
            ),
            (
                "others.toml",
                include_str!("../../../grammars/dialects/others.toml"),
            ),
        ];
        let all = all
            .into_iter()
            .map(|(file, source)| Dialect::parse(file, source))
            .collect::<Result<Vec<_>, _>>()?;
        let kind_folders = all.iter().rev().flat_map(Dialect::kind_folders).collect();
        let lexicon =
            toml::from_str(include_str!("../../../grammars/mentions.toml")).map_err(|e| {
                TableError {
                    table: "mentions.toml".to_owned(),
                    reason: e.to_string(),
                }
            })?;
        Ok(Self {
            all,
            kind_folders,
            lexicon: Arc::new(lexicon),
            rules: Arc::new(Rules::builtin()?),
        })
    }

    /// The same tables with rows of the user's own.
    #[must_use]
    pub fn with_own(&self, own: &OwnRows) -> Self {
        let all = self.all.iter();
        Self {
            all: all.map(|dialect| dialect.with_own(own)).collect(),
            kind_folders: self.kind_folders.clone(),
            lexicon: self.lexicon.clone(),
            rules: self.rules.clone(),
        }
    }

    /// The ids of the programs of which fields are known: `claude-code`, `cursor`, …
    pub fn programs(&self) -> BTreeSet<String> {
        let known = self.all.iter().filter(|dialect| !dialect.is_open());
        known
            .flat_map(|dialect| {
                let readers = dialect.readers().iter();
                readers
                    .map(|reader| program_id(&reader.program))
                    .chain([dialect.id().to_owned()])
            })
            .collect()
    }

    /// True where the program, by its id or its name, knows the field `name` in files of `kind`,
    /// wherever they lie.
    pub fn program_knows(&self, program: &str, kind: FileKind, name: &str) -> bool {
        let program = program_id(program);
        self.all.iter().any(|dialect| {
            let own = dialect.id() == program || program_id(dialect.title()) == program;
            own && dialect.field(kind, name).is_some()
                || dialect.readers().iter().any(|reader| {
                    program_id(&reader.program) == program
                        && reader.kinds.contains(&kind)
                        && reader.fields.iter().any(|field| field == name)
                })
        })
    }

    /// The dialects, the most specific places first.
    pub fn iter(&self) -> impl Iterator<Item = &Dialect> {
        self.all.iter()
    }

    /// The dialect at a place in [`Dialects::iter`].
    pub fn get(&self, id: DialectId) -> &Dialect {
        &self.all[id.0 as usize]
    }

    /// The dialects with their ids.
    pub fn ids(&self) -> impl Iterator<Item = (DialectId, &Dialect)> {
        // There are a handful of dialects.
        self.all
            .iter()
            .enumerate()
            .map(|(at, dialect)| (DialectId(at as u8), dialect))
    }

    /// The first dialect of which only the places are known.
    pub fn open(&self) -> Option<DialectId> {
        self.ids()
            .find(|(_, dialect)| dialect.is_open())
            .map(|(id, _)| id)
    }

    /// The kind of file that folders of that name hold, such as `agents`.
    pub fn kind_of_folder(&self, name: &str) -> Option<FileKind> {
        self.kind_folders.get(name).copied()
    }

    /// The folder that files of a kind lie in, such as `agents`.
    pub fn folder_of_kind(&self, kind: FileKind) -> Option<String> {
        let mut folders = self.all.iter().flat_map(Dialect::kind_folders);
        folders
            .find(|(_, found)| *found == kind)
            .map(|(name, _)| name)
    }

    /// The dialect whose tools and models hold in files of the dialect `id`: its own, or those of
    /// the first dialect where it has none.
    pub fn vocabulary(&self, id: DialectId) -> &Dialect {
        let own = self.get(id);
        if own.tools().is_empty() {
            &self.all[0]
        } else {
            own
        }
    }

    /// The words that mentions are recognised by.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// What is reported.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
}

/// A dialect among [`Dialects`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DialectId(u8);

/// `visual-studio-code` for `Visual Studio Code`.
pub fn program_id(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}

fn globs(patterns: &[String]) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        set.add(glob.map_err(|e| e.to_string())?);
    }
    set.build().map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_follow_their_schema() {
        let dialects = Dialects::builtin().unwrap();
        for dialect in dialects.iter() {
            let table = &dialect.table;
            let named = table
                .kind
                .iter()
                .map(|row| &row.source)
                .chain(table.field.iter().map(|row| &row.source))
                .chain(table.misnomer.iter().map(|row| &row.source))
                .chain(table.tool.iter().map(|row| &row.source))
                .chain(table.old_tool.iter().map(|row| &row.source))
                .chain(table.model.iter().map(|row| &row.source))
                .chain(table.reader.iter().map(|row| &row.source))
                .chain(table.limit.iter().map(|row| &row.source));
            for tag in named {
                assert!(
                    dialect.source(tag).is_some(),
                    "{}: no source {tag}",
                    dialect.id()
                );
            }
            for field in &table.field {
                for kind in &field.kinds {
                    assert!(
                        dialect.kind(*kind).is_some(),
                        "{}: {}",
                        dialect.id(),
                        field.name
                    );
                }
            }
        }
    }
}
