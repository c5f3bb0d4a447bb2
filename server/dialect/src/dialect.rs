//! A dialect: one program's rows, found by name.

use std::sync::OnceLock;

use dossier_syntax::{Reading, SecondTry};
use globset::{Glob, GlobMatcher, GlobSet, GlobSetBuilder};
use jiff::civil::Date;
use regex::Regex;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::rows::{EVERY_TOOL, Program, Table};
use crate::suggest::{closest, is_likely_typo};
use crate::{
    Atom, BuiltinAgent, BuiltinCommand, ConfigFolder, Fault, FaultId, Field, FileKind,
    FolderVariable, HookEvent, HookHandler, HookShape, InlineShell, Kind, Limit, LimitId,
    ListingRow, McpFileRow, McpNames, Meanings, Misnomer, Model, ModelState, OldTool, Origin,
    OwnRows, PermissionRules, PlaceGlobs, Placeholder, Plugins, Role, Severity, Shadowing,
    SilentTool, Source, Tool, ToolMap,
};

/// One program's way of writing agent files.
#[derive(Clone, Debug)]
pub struct Dialect {
    program: Program,
    table: Table,
    fields: FxHashMap<FileKind, FxHashMap<String, usize>>,
    tools: FxHashMap<String, usize>,
    /// The tools whose names may be written in any case, by their names in lower case.
    any_case_tools: FxHashMap<String, usize>,
    old_tools: FxHashMap<String, usize>,
    models: FxHashMap<String, usize>,
    model_names: GlobSet,
    /// Made when somebody asks: a pattern over all letters is a large machine.
    patterns: FxHashMap<usize, OnceLock<Option<Regex>>>,
    /// The rows of tools that stand for every tool that matches.
    tool_patterns: Vec<(GlobMatcher, usize)>,
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
    /// The dialect of a table that has a program.
    ///
    /// # Errors
    /// What is wrong with a pattern, or that the program is missing.
    pub(crate) fn new(table: Table) -> Result<Self, String> {
        let program = table.program.clone().ok_or("the program is missing")?;
        let mut fields = FxHashMap::<FileKind, FxHashMap<String, usize>>::default();
        let mut patterns = FxHashMap::default();
        for (at, field) in table.field.iter().enumerate() {
            for &kind in &field.kinds {
                fields
                    .entry(kind)
                    .or_default()
                    .insert(field.name.clone(), at);
            }
            if field.pattern.is_some() {
                patterns.insert(at, OnceLock::new());
            }
        }
        let model_names = match &table.model_names {
            Some(names) => name_globs(&names.accepts)?,
            None => GlobSet::empty(),
        };
        let tool_patterns = table
            .tool
            .iter()
            .enumerate()
            .filter(|(_, tool)| tool.is_pattern())
            .map(|(at, tool)| Ok((tool.matcher()?, at)))
            .collect::<Result<Vec<_>, String>>()?;
        Ok(Self {
            fields,
            tools: tool_names(&table.tool, |_| true)
                .map(|(at, name)| (name.to_owned(), at))
                .collect(),
            any_case_tools: tool_names(&table.tool, |tool| tool.any_case)
                .map(|(at, name)| (name.to_lowercase(), at))
                .collect(),
            old_tools: rows_by_name(table.old_tool.iter().map(|tool| &tool.name)),
            models: rows_by_name(table.model.iter().map(|model| &model.name)),
            model_names,
            patterns,
            tool_patterns,
            program,
            table,
        })
    }

    /// The program's id, such as the name of its folder of tables.
    pub fn id(&self) -> &str {
        &self.program.id
    }

    /// The program, as messages name it.
    pub fn title(&self) -> &str {
        &self.program.title
    }

    /// The version of the program that the tables describe, if it has versions.
    pub fn version(&self) -> Option<&str> {
        self.program.version.as_deref()
    }

    /// The day the tables were last checked against their sources.
    pub fn checked(&self) -> Date {
        self.program.checked
    }

    /// The address of the program's documentation.
    pub fn docs(&self) -> &str {
        &self.program.docs
    }

    /// What the tables describe: a program, or what else has rules.
    pub fn role(&self) -> Role {
        self.program.role
    }

    /// True for a program of which only the places are known: nothing in its own files is checked.
    pub fn is_open(&self) -> bool {
        self.program.open
    }

    /// The extensions of files that are told to be its own by their front matter where they lie in
    /// no place.
    pub fn told_by_shape(&self) -> &[String] {
        &self.program.by_shape
    }

    /// The id of the program whose vocabulary holds in its files, if it has none of its own.
    pub(crate) fn borrows_from(&self) -> Option<&str> {
        self.program.vocabulary.as_deref()
    }

    /// The folder of the user's own files, if there is one.
    pub fn config_folder(&self) -> Option<&ConfigFolder> {
        self.table.config.as_ref()
    }

    /// Whether a value says yes or no, in one of the ways that the program takes for that.
    pub fn boolean(&self, written: &str) -> Option<bool> {
        let among = |words: &[String]| words.iter().any(|it| it.eq_ignore_ascii_case(written));
        if among(&self.program.yes) {
            Some(true)
        } else {
            among(&self.program.no).then_some(false)
        }
    }

    /// A word for yes and one for no, as the program prefers them.
    pub fn booleans(&self) -> [&str; 2] {
        let (yes, no) = (&self.program.yes, &self.program.no);
        [
            yes.first().map_or("true", String::as_str),
            no.first().map_or("false", String::as_str),
        ]
    }

    /// The source that a row names.
    pub fn source(&self, tag: &str) -> Option<&Source> {
        self.table.sources.get(tag)
    }

    /// The kinds of file, in the order of [`FileKind`].
    pub fn kinds(&self) -> &[Kind] {
        &self.table.kind
    }

    /// True where it looks for its own files in folders of that name, or below.
    pub fn looks_in(&self, folder: &str) -> bool {
        let mut globs = self.kinds().iter().flat_map(|kind| &kind.paths);
        globs.any(|glob| glob.split('/').any(|part| part == folder))
    }

    /// One kind of file, if the program has it.
    pub fn kind(&self, kind: FileKind) -> Option<&Kind> {
        self.table.kind.iter().find(|row| row.id == kind)
    }

    /// How files of `kind` are read.
    pub fn reading(&self, kind: FileKind) -> Reading {
        let row = self.kind(kind);
        Reading {
            format: row.map(|row| row.format).unwrap_or_default(),
            body_field: row.and_then(|row| row.body.as_deref().map(SmolStr::from)),
        }
    }

    /// What the program does with a file of `kind` that has that fault: how grave it is, and a
    /// sentence.
    pub fn fault(
        &self,
        kind: FileKind,
        fault: FaultId,
        origin: Origin,
    ) -> Option<(Severity, &str)> {
        Some(self.kind(kind)?.faults.get(&fault)?.in_files_of(origin))
    }

    /// The glob at a place among a kind's own.
    pub fn place_glob(&self, kind: FileKind, among: PlaceGlobs, at: usize) -> Option<&str> {
        among.of(self.kind(kind)?).get(at).map(String::as_str)
    }

    /// The folders that its kinds' places name last, without dot folders. Where the name is a common
    /// one, it stands behind the folder above: `.acme/notes`.
    pub(crate) fn kind_folders(&self) -> impl Iterator<Item = (String, FileKind)> {
        let is_named = |part: &&str| part.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
        self.kinds().iter().flat_map(move |kind| {
            let places = kind.paths.iter().chain(&kind.plugin_paths);
            let folders = places.filter_map(move |glob| {
                let parts: Vec<&str> = glob.split('/').collect();
                let at = parts.iter().rposition(&is_named)?;
                let from = if kind.common_folders {
                    at.checked_sub(1)?
                } else {
                    at
                };
                Some(parts[from..=at].join("/"))
            });
            folders.map(|folder| (folder, kind.id))
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
        let at = *self.fields.get(&kind)?.get(name)?;
        Some(&self.table.field[at])
    }

    /// The name in the tables of the field that lies at `keys`, the outermost first: where a map
    /// may have any keys, `*` stands for one.
    pub fn name_at(&self, kind: FileKind, keys: &[&str]) -> String {
        let mut name = String::new();
        for key in keys {
            let starts = |name: &str| {
                let inside = format!("{name}.");
                let mut fields = self.fields(kind);
                fields.any(|field| field.name == name || field.name.starts_with(&inside))
            };
            let joined = match name.as_str() {
                "" => (*key).to_owned(),
                outer => format!("{outer}.{key}"),
            };
            name = if name.is_empty() || starts(&joined) {
                joined
            } else {
                let any = format!("{name}.*");
                if starts(&any) { any } else { joined }
            };
        }
        name
    }

    /// The first field that holds `atom`, as a value or as an item of it.
    pub fn field_of(&self, kind: FileKind, atom: Atom) -> Option<&Field> {
        self.fields(kind).find(|field| field.shape.holds(atom))
    }

    /// True where the program is known to read a field of that name.
    pub fn knows_field(&self, kind: FileKind, name: &str) -> bool {
        let listed = |row: &Kind| row.knows.iter().any(|field| field == name);
        self.field(kind, name).is_some() || self.kind(kind).is_some_and(listed)
    }

    /// True if any field of any kind is known.
    pub fn knows_fields(&self) -> bool {
        !self.table.field.is_empty() || self.kinds().iter().any(|kind| !kind.knows.is_empty())
    }

    /// True unless the program refuses `value` for the field of that name by its form.
    pub fn field_accepts(&self, kind: FileKind, name: &str, value: &str) -> bool {
        let row = self.fields.get(&kind).and_then(|rows| rows.get(name));
        row.and_then(|&row| self.pattern(row))
            .is_none_or(|pattern| pattern.is_match(value))
    }

    /// The pattern of a field's row. One that is broken refuses nothing; loading says so.
    fn pattern(&self, row: usize) -> Option<&Regex> {
        let made = self.patterns.get(&row)?;
        let make = || Regex::new(self.table.field[row].pattern.as_deref()?).ok();
        made.get_or_init(make).as_ref()
    }

    /// What is wrong with the first pattern that is broken.
    pub(crate) fn broken_pattern(&self) -> Option<String> {
        let mut rows = self.patterns.keys();
        rows.find_map(|&row| {
            let field = &self.table.field[row];
            let error = Regex::new(field.pattern.as_deref()?).err()?;
            Some(format!("`{}`: {error}", field.name))
        })
    }

    /// What was meant by a field name that is written by mistake.
    pub fn misnomer(&self, kind: FileKind, written: &str) -> Option<&Misnomer> {
        self.table
            .misnomer
            .iter()
            .find(|row| row.written == written && row.kinds.contains(&kind))
    }

    /// The same dialect with rows of the user's own, which stand for the table's of the same name.
    /// A dialect that has no tools or models gets none.
    pub(crate) fn with_own(&self, own: &OwnRows) -> Self {
        let mut table = self.table.clone();
        if !self.is_open() {
            own.add_to(&mut table);
        }
        // The table could be read before, and own rows bring no patterns of values.
        Self::new(table).unwrap_or_else(|_| self.clone())
    }

    /// The tools, in the table's order.
    pub fn tools(&self) -> &[Tool] {
        &self.table.tool
    }

    /// The former names of tools, in the table's order.
    pub fn old_tools(&self) -> &[OldTool] {
        &self.table.old_tool
    }

    /// The tools for which some program that reads its files gives nothing, in the table's order.
    pub fn silent_tools(&self) -> &[SilentTool] {
        &self.table.silent_tool
    }

    /// What a tool's name, without its parentheses, is.
    pub fn tool(&self, name: &str) -> ToolName<'_> {
        if let Some(&at) = self.tools.get(name) {
            return ToolName::Tool(&self.table.tool[at]);
        }
        if let Some(&at) = self.old_tools.get(name) {
            return ToolName::Old(&self.table.old_tool[at]);
        }
        if !self.any_case_tools.is_empty()
            && let Some(&at) = self.any_case_tools.get(&name.to_lowercase())
        {
            return ToolName::Tool(&self.table.tool[at]);
        }
        let mut patterns = self.tool_patterns.iter();
        if let Some(&(_, at)) = patterns.find(|(it, _)| it.is_match(name)) {
            return ToolName::Tool(&self.table.tool[at]);
        }
        if name == EVERY_TOOL {
            ToolName::All
        } else if self.mcp().is_some_and(|mcp| mcp.is_tool(name)) {
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

    /// How permission rules are written, if there are any.
    pub fn permission_rules(&self) -> Option<&PermissionRules> {
        self.table.permission_rules.as_ref()
    }

    /// How the tools of MCP servers are named, if there are any.
    pub fn mcp(&self) -> Option<&McpNames> {
        self.table.mcp.as_ref()
    }

    /// The files that configure MCP servers.
    pub fn mcp_files(&self) -> &[McpFileRow] {
        &self.table.mcp_file
    }

    /// The files in which its agents and commands are defined as entries of a map.
    pub fn listings(&self) -> &[ListingRow] {
        &self.table.listing
    }

    /// The models that files of `kind` may name, in the table's order.
    pub fn models(&self, kind: FileKind) -> impl Iterator<Item = &Model> {
        self.table
            .model
            .iter()
            .filter(move |model| model.kinds.is_empty() || model.kinds.contains(&kind))
    }

    /// What `name` amounts to as a model on the day `today`. Where no models are known, any name
    /// may be one.
    pub fn model(&self, name: &str, today: Date) -> ModelState<'_> {
        match self.models.get(name) {
            Some(&at) => self.table.model[at].state(today),
            None if self.table.model.is_empty() || self.model_names.is_match(name) => {
                ModelState::Accepted
            }
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

    /// The commands that it runs in bodies of `kind`, if it runs any.
    pub fn inline_shell(&self, kind: FileKind) -> Option<&InlineShell> {
        let row = self.table.inline_shell.as_ref();
        row.filter(|row| row.kinds.contains(&kind))
    }

    /// How it reads front matter once more that its YAML reader refuses, if it does.
    pub fn second_try(&self) -> Option<SecondTry<'_>> {
        let row = self.table.second_try.as_ref()?;
        Some(SecondTry {
            quoted_for: &row.quoted_for,
            quoted_at_start: &row.quoted_at_start,
            left_alone: &row.left_alone,
            indented: row.indented,
            tab: row.tab.as_deref(),
        })
    }

    /// How hooks are written, if the program has any.
    pub fn hook_shape(&self) -> Option<&HookShape> {
        self.table.hook_shape.as_ref()
    }

    /// Where plugins lie, if the program has any.
    pub fn plugins(&self) -> Option<&Plugins> {
        self.table.plugins.as_ref()
    }

    /// What may stand between `@` and the name of an agent.
    pub fn agent_prefix(&self) -> Option<&str> {
        let forms = self.table.mentions.as_ref();
        forms.map(|forms| forms.agent_prefix.as_str())
    }

    /// What its fields, tools and models stand for, in words that programs share.
    pub fn meanings(&self) -> Option<&Meanings> {
        self.table.means.as_ref()
    }

    /// The field that is a map of tools, if the program says in such a one which an agent has.
    pub fn tool_map(&self) -> Option<&ToolMap> {
        self.meanings()?.tool_map.as_ref()
    }

    /// The variables that stand for folders in paths.
    pub fn folder_variables(&self) -> &[FolderVariable] {
        &self.table.folder_variable
    }

    /// Which definitions give way to others of the same name.
    pub fn shadowing(&self) -> &[Shadowing] {
        &self.table.shadowing
    }

    /// A limit for files of a kind.
    pub fn limit(&self, what: LimitId, kind: FileKind) -> Option<&Limit> {
        self.limits(what, kind).next()
    }

    /// The same where files of some names may have limits of their own.
    pub fn limits(&self, what: LimitId, kind: FileKind) -> impl Iterator<Item = &Limit> {
        let limits = self.table.limit.iter();
        limits.filter(move |limit| limit.what == what && limit.kinds.contains(&kind))
    }

    /// What a body of that kind may contain for the program to replace.
    pub fn placeholders(&self, kind: FileKind) -> impl Iterator<Item = &Placeholder> {
        self.table
            .placeholder
            .iter()
            .filter(move |row| row.kinds.contains(&kind))
    }
}

impl Fault {
    /// How grave it is in a file of that origin, and what the program does.
    pub fn in_files_of(&self, origin: Origin) -> (Severity, &str) {
        match origin {
            Origin::Own => (self.severity, &self.says),
            Origin::Plugin => (
                self.plugin_severity.unwrap_or(self.severity),
                self.plugin_says.as_ref().unwrap_or(&self.says),
            ),
        }
    }
}

/// The names of the tools that are wanted, each with the place of its row.
fn tool_names(
    tools: &[Tool],
    wanted: impl Fn(&Tool) -> bool,
) -> impl Iterator<Item = (usize, &str)> {
    let rows = tools.iter().enumerate().filter(move |(_, row)| wanted(row));
    rows.flat_map(|(at, row)| row.names().map(move |name| (at, name)))
}

fn rows_by_name<'a>(names: impl Iterator<Item = &'a String>) -> FxHashMap<String, usize> {
    names
        .enumerate()
        .map(|(at, name)| (name.clone(), at))
        .collect()
}

fn name_globs(patterns: &[String]) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(Glob::new(pattern).map_err(|e| e.to_string())?);
    }
    set.build().map_err(|e| e.to_string())
}
