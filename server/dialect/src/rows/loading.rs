//! How a program finds what is named, and which of two it takes.

use serde::Deserialize;

use super::Severity;
use crate::FileKind;

/// Plugins: folders whose files are loaded under the plugin's name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plugins {
    /// The manifest, relative to a plugin's root.
    pub manifest: String,
    /// The list of a marketplace's plugins, relative to its root.
    pub marketplace: String,
    /// The folder of a marketplace in which each folder is a plugin, manifest or not.
    pub folder: String,
    /// The key of a marketplace's list that holds its plugins.
    pub plugins: String,
    /// The key of a plugin in it that says where it lies; a path starts with `./`.
    pub lies_at: String,
    /// The keys, one in the other, that say where such paths start.
    pub paths_start_at: Vec<String>,
    /// Where that is from.
    pub source: String,
}

/// How files are mentioned.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MentionForms {
    /// What may stand between `@` and the name of an agent.
    pub agent_prefix: String,
    /// Where that is from.
    pub source: String,
}

/// A variable that stands for a folder in paths: `${NAME}/x.md`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FolderVariable {
    /// Its name.
    pub name: String,
    /// The folder.
    pub folder: VariableFolder,
    /// Where that is from.
    pub source: String,
}

/// What a variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VariableFolder {
    /// The root of the plugin that the file belongs to.
    Plugin,
    /// The folder that the file lies in.
    Own,
    /// The root of the project.
    Project,
}

/// Which of two definitions of one name gives way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Shadowing {
    /// What gives way.
    pub kind: FileKind,
    /// Where it lies.
    #[serde(default)]
    pub scope: Scope,
    /// What is taken instead.
    pub by: FileKind,
    /// Where that lies.
    pub by_scope: Scope,
    /// What is taken instead, in words.
    pub says: String,
    /// A sentence for the files of plugins, where it is not known which of the two is taken.
    pub plugin_says: Option<String>,
    /// How grave that is.
    pub severity: Severity,
    /// Where that is from.
    pub source: String,
}

/// Where a definition lies, seen from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Anywhere.
    #[default]
    Any,
    /// In the same team.
    SameTeam,
    /// In a project.
    Project,
    /// In the user's own folder.
    User,
}

/// How the tools of MCP servers are named.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct McpNames {
    /// What their names start with; it may be empty.
    #[serde(default)]
    pub prefix: String,
    /// What stands between the server and the tool.
    pub separator: String,
    /// True if a server's name alone means all of its tools.
    #[serde(default)]
    pub bare_server: bool,
    /// What stands in a tool's name for other characters of a server's name than letters, digits,
    /// hyphens and underscores; without it they stay.
    pub other_characters: Option<String>,
    /// The name of a plugin's server: a pattern with `{plugin}` and `{server}`.
    pub plugin_server: Option<String>,
    /// Where that is from.
    pub source: String,
}

/// Stands for all tools of a server, or for all tools.
pub const EVERY_TOOL: &str = "*";

impl McpNames {
    /// The server that a tool's name names, and where in the name it stands, in bytes. `None`
    /// for the name of a tool that is no server's.
    pub fn server_of<'a>(&self, tool: &'a str) -> Option<(usize, &'a str)> {
        let rest = tool.strip_prefix(self.prefix.as_str())?;
        let server = match rest.split_once(self.separator.as_str()) {
            Some((server, _)) => server,
            // Without a prefix, any word would be a server.
            None if self.prefix.is_empty() => return None,
            None => rest,
        };
        (!server.is_empty() && server != EVERY_TOOL).then_some((self.prefix.len(), server))
    }

    /// The tool of a server that a name names: `None` for all of them.
    pub fn tool_of<'a>(&self, tool: &'a str) -> Option<&'a str> {
        let rest = tool.strip_prefix(self.prefix.as_str())?;
        let (_, tool) = rest.split_once(self.separator.as_str())?;
        Some(tool).filter(|tool| *tool != EVERY_TOOL)
    }

    /// True for a name that is, or may be meant as, one of a server's tools.
    pub fn is_tool(&self, name: &str) -> bool {
        if self.prefix.is_empty() {
            name.contains(self.separator.as_str())
        } else {
            name.starts_with(self.prefix.as_str())
        }
    }

    /// What is written for all tools of a server.
    pub fn all_of(&self, server: &str) -> String {
        if self.bare_server {
            format!("{}{server}", self.prefix)
        } else {
            format!("{}{server}{}{EVERY_TOOL}", self.prefix, self.separator)
        }
    }

    /// A server's name as tools spell it. `plugin` is the plugin that it belongs to.
    pub fn spelling(&self, server: &str, plugin: Option<&str>) -> String {
        let name = match (plugin, &self.plugin_server) {
            (Some(plugin), Some(pattern)) => pattern
                .replace("{plugin}", plugin)
                .replace("{server}", server),
            _ => server.to_owned(),
        };
        let Some(other) = &self.other_characters else {
            return name;
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let mut spelt = String::with_capacity(name.len());
        for c in name.chars() {
            if is_plain(c) {
                spelt.push(c);
            } else {
                spelt.push_str(other);
            }
        }
        spelt
    }
}

/// A JSON file that configures MCP servers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct McpFileRow {
    /// A glob over whole paths.
    pub path: String,
    /// The key that holds the servers.
    pub servers: String,
    /// The keys of a server that say how it is reached, the first that is there.
    #[serde(default)]
    pub reached_by: Vec<String>,
    /// True where a plugin's file may be the map of servers itself.
    #[serde(default)]
    pub bare_in_plugins: bool,
    /// Where that is from.
    pub source: String,
}

/// A JSON file in which agents or commands are defined, each as an entry of a map.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListingRow {
    /// Globs over whole paths.
    pub paths: Vec<String>,
    /// The key at the top that holds them, each under its name.
    pub key: String,
    /// What each of them is; its fields are those of files of that kind.
    pub kind: FileKind,
    /// The file below the program's folder of the user.
    #[serde(default)]
    pub config_paths: Vec<String>,
    /// The field whose text is what the body is in a file.
    #[serde(default)]
    pub body: Option<String>,
    /// What starts a place in a value that the program fills in before it reads the file.
    #[serde(default)]
    pub variables: Vec<String>,
    /// Where that is from.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(prefix: &str, separator: &str) -> McpNames {
        McpNames {
            prefix: prefix.to_owned(),
            separator: separator.to_owned(),
            bare_server: !prefix.is_empty(),
            other_characters: Some("_".to_owned()),
            plugin_server: Some("plugin_{plugin}_{server}".to_owned()),
            source: String::new(),
        }
    }

    #[test]
    fn a_tool_names_its_server_in_the_program_s_own_way() {
        let long = names("mcp__", "__");
        assert_eq!(long.server_of("mcp__db__query"), Some((5, "db")));
        assert_eq!(long.server_of("mcp__db"), Some((5, "db")));
        assert_eq!(long.server_of("mcp__*"), None);
        assert_eq!(long.tool_of("mcp__db__*"), None);
        assert_eq!(long.all_of("db"), "mcp__db");
        assert_eq!(long.spelling("my db", Some("p")), "plugin_p_my_db");
        let short = names("", "/");
        assert_eq!(short.server_of("db/query"), Some((0, "db")));
        assert_eq!(short.server_of("read"), None);
        assert_eq!(short.all_of("db"), "db/*");
    }
}

/// How a program mends front matter that its YAML reader refuses, and reads it once more. A block
/// that can be read then has the fault `lenient`; any other is `unreadable`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SecondTryRow {
    /// What in the value of a field of one line makes the program put quotes around it.
    pub(crate) quoted_for: Vec<String>,
    /// What at the start of such a value makes it do so.
    #[serde(default)]
    pub(crate) quoted_at_start: Vec<String>,
    /// What at the start of such a value keeps it from doing so.
    #[serde(default)]
    pub(crate) left_alone: Vec<String>,
    /// Whether it does so in lines that are indented, too.
    #[serde(default)]
    pub(crate) indented: bool,
    /// What it writes for each tab at the start of a line.
    pub(crate) tab: Option<String>,
    /// Where that is from.
    pub(crate) source: String,
}
