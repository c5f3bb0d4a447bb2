//! The rows of a program's tables, as they are written in TOML.
//!
//! Every row names its source; [`Source`] says what that is and from when. A table is one file of
//! a program's folder, and may hold rows of any sort; `grammars/dialects/README.md` lists them.

mod body;
mod color;
mod field;
mod hook;
mod kind;
mod loading;
mod meaning;
mod model;
mod program;
mod shape;
mod source;
mod takes_tools;
mod tool;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use body::{BuiltinAgent, BuiltinCommand, InlineShell, Limit, LimitId, Placeholder, StandsFor};
pub use color::{Colors, Rgb};
pub(crate) use field::LACKS_VALUES;
pub use field::{Field, FieldValue, LeadsTo, ListStyle, Misnomer, PluginUse, ValueRow};
pub use hook::{HookEvent, HookHandler, HookMatch, HookShape, UnreadableHook};
pub use kind::{Fault, FaultId, FrontMatterUse, Kind, NamedBy, Severity};
pub(crate) use loading::SecondTryRow;
pub use loading::{
    EVERY_TOOL, FolderVariable, ListingRow, McpFileRow, McpNames, MentionForms, Plugins, Scope,
    Shadowing, VariableFolder,
};
pub use meaning::{Meanings, ToolMap};
pub(crate) use model::ModelNames;
pub use model::{Model, ModelState};
pub(crate) use program::Program;
pub use program::{ConfigFolder, Role};
pub use shape::{Atom, Shape};
pub use source::{Certainty, Source};
pub use takes_tools::TakesTools;
pub use tool::{Argument, Asks, OldTool, OldToolState, PermissionRules, SilentTool, Tool};

/// A table, or all tables of a program together.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Table {
    pub(crate) program: Option<Program>,
    pub(crate) config: Option<ConfigFolder>,
    pub(crate) plugins: Option<Plugins>,
    pub(crate) mentions: Option<MentionForms>,
    pub(crate) mcp: Option<McpNames>,
    pub(crate) permission_rules: Option<PermissionRules>,
    pub(crate) model_names: Option<ModelNames>,
    pub(crate) hook_shape: Option<HookShape>,
    pub(crate) inline_shell: Option<InlineShell>,
    pub(crate) second_try: Option<SecondTryRow>,
    pub(crate) means: Option<Meanings>,
    pub(crate) sources: BTreeMap<String, Source>,
    pub(crate) kind: Vec<Kind>,
    pub(crate) field: Vec<Field>,
    pub(crate) misnomer: Vec<Misnomer>,
    pub(crate) tool: Vec<Tool>,
    pub(crate) old_tool: Vec<OldTool>,
    pub(crate) silent_tool: Vec<SilentTool>,
    pub(crate) model: Vec<Model>,
    pub(crate) builtin_agent: Vec<BuiltinAgent>,
    pub(crate) builtin_command: Vec<BuiltinCommand>,
    pub(crate) hook_event: Vec<HookEvent>,
    pub(crate) hook_handler: Vec<HookHandler>,
    pub(crate) placeholder: Vec<Placeholder>,
    pub(crate) limit: Vec<Limit>,
    pub(crate) folder_variable: Vec<FolderVariable>,
    pub(crate) shadowing: Vec<Shadowing>,
    pub(crate) mcp_file: Vec<McpFileRow>,
    pub(crate) listing: Vec<ListingRow>,
}

impl Table {
    /// Puts the rows of another file of the same program behind its own.
    ///
    /// # Errors
    /// The name of a section that only one of a program's files may have.
    pub(crate) fn add(&mut self, other: Self) -> Result<(), &'static str> {
        take(&mut self.program, other.program, "program")?;
        take(&mut self.config, other.config, "config")?;
        take(&mut self.plugins, other.plugins, "plugins")?;
        take(&mut self.mentions, other.mentions, "mentions")?;
        take(&mut self.mcp, other.mcp, "mcp")?;
        take(
            &mut self.permission_rules,
            other.permission_rules,
            "permission-rules",
        )?;
        take(&mut self.model_names, other.model_names, "model-names")?;
        take(&mut self.hook_shape, other.hook_shape, "hook-shape")?;
        take(&mut self.inline_shell, other.inline_shell, "inline-shell")?;
        take(&mut self.second_try, other.second_try, "second-try")?;
        take(&mut self.means, other.means, "means")?;
        self.sources.extend(other.sources);
        self.kind.extend(other.kind);
        self.field.extend(other.field);
        self.misnomer.extend(other.misnomer);
        self.tool.extend(other.tool);
        self.old_tool.extend(other.old_tool);
        self.silent_tool.extend(other.silent_tool);
        self.model.extend(other.model);
        self.builtin_agent.extend(other.builtin_agent);
        self.builtin_command.extend(other.builtin_command);
        self.hook_event.extend(other.hook_event);
        self.hook_handler.extend(other.hook_handler);
        self.placeholder.extend(other.placeholder);
        self.limit.extend(other.limit);
        self.folder_variable.extend(other.folder_variable);
        self.shadowing.extend(other.shadowing);
        self.mcp_file.extend(other.mcp_file);
        self.listing.extend(other.listing);
        Ok(())
    }

    /// The tag of the source of every row.
    pub(crate) fn tags(&self) -> Vec<&str> {
        let mut tags: Vec<&str> = Vec::new();
        let one = [
            self.config.as_ref().map(|it| &it.source),
            self.plugins.as_ref().map(|it| &it.source),
            self.mentions.as_ref().map(|it| &it.source),
            self.mcp.as_ref().map(|it| &it.source),
            self.permission_rules.as_ref().map(|it| &it.source),
            self.model_names.as_ref().map(|it| &it.source),
            self.hook_shape.as_ref().map(|it| &it.source),
            self.inline_shell.as_ref().map(|it| &it.source),
            self.second_try.as_ref().map(|it| &it.source),
            self.means.as_ref().map(|it| &it.source),
        ];
        tags.extend(one.into_iter().flatten().map(String::as_str));
        tags.extend(self.kind.iter().map(|it| it.source.as_str()));
        tags.extend(self.field.iter().map(|it| it.source.as_str()));
        let colors = self.field.iter().filter_map(|it| it.colors.as_ref());
        tags.extend(colors.map(|it| it.source.as_str()));
        let takes = self.field.iter().filter_map(|it| it.takes_tools.as_ref());
        tags.extend(takes.map(|it| it.source.as_str()));
        tags.extend(self.misnomer.iter().map(|it| it.source.as_str()));
        tags.extend(self.tool.iter().map(|it| it.source.as_str()));
        tags.extend(self.old_tool.iter().map(|it| it.source.as_str()));
        tags.extend(self.silent_tool.iter().map(|it| it.source.as_str()));
        tags.extend(self.model.iter().map(|it| it.source.as_str()));
        tags.extend(self.builtin_agent.iter().map(|it| it.source.as_str()));
        tags.extend(self.builtin_command.iter().map(|it| it.source.as_str()));
        tags.extend(self.hook_event.iter().map(|it| it.source.as_str()));
        let unreadable = self
            .hook_event
            .iter()
            .filter_map(|it| it.unreadable.as_ref());
        tags.extend(unreadable.map(|it| it.source.as_str()));
        tags.extend(self.hook_handler.iter().map(|it| it.source.as_str()));
        tags.extend(self.placeholder.iter().map(|it| it.source.as_str()));
        tags.extend(self.limit.iter().map(|it| it.source.as_str()));
        tags.extend(self.folder_variable.iter().map(|it| it.source.as_str()));
        tags.extend(self.shadowing.iter().map(|it| it.source.as_str()));
        tags.extend(self.mcp_file.iter().map(|it| it.source.as_str()));
        tags.extend(self.listing.iter().map(|it| it.source.as_str()));
        tags
    }
}

fn take<T>(
    own: &mut Option<T>,
    other: Option<T>,
    section: &'static str,
) -> Result<(), &'static str> {
    if own.is_some() && other.is_some() {
        return Err(section);
    }
    *own = own.take().or(other);
    Ok(())
}
