//! Servers of the Model Context Protocol, as the workspace's JSON files name them.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_syntax::{LineIndex, Span};
use jsonc_parser::ast::{Object, ObjectProp, Value};
use smol_str::SmolStr;

use crate::plugin::MANIFEST;

/// A server and where it is configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct McpServer {
    /// Its name as tools spell it: `mcp__name__tool`.
    pub name: SmolStr,
    /// Its key in the JSON file, quotes included.
    pub span: Span,
    /// The command or address it is reached by, if it is written there.
    pub endpoint: Option<String>,
}

/// A JSON file that configures servers.
#[derive(Clone, Debug)]
pub struct McpFile {
    /// The file.
    pub path: Utf8PathBuf,
    /// Its servers.
    pub servers: Vec<McpServer>,
    /// Its lines.
    pub lines: LineIndex,
}

/// True for the files that may configure servers.
/// Source: Claude Code documentation, MCP and plugin manifest, 2026-09.
pub(crate) fn is_mcp_file(path: &Utf8Path) -> bool {
    match path.file_name() {
        Some(".mcp.json") => true,
        Some("plugin.json") => path.ends_with(MANIFEST),
        Some("settings.json" | "settings.local.json") => path
            .parent()
            .is_some_and(|folder| folder.ends_with(".claude")),
        _ => false,
    }
}

impl McpFile {
    /// Reads the servers of one file. `plugin` is the plugin it belongs to. A file that is no
    /// JSON has none.
    pub(crate) fn parse(path: &Utf8Path, text: &str, plugin: Option<&str>) -> Self {
        let servers = jsonc_parser::parse_to_ast(
            text,
            &jsonc_parser::CollectOptions::default(),
            &jsonc_parser::ParseOptions::default(),
        )
        .ok()
        .and_then(|ast| ast.value)
        .map(|value| servers(&value, path, plugin))
        .unwrap_or_default();
        Self {
            path: path.to_owned(),
            servers,
            lines: LineIndex::new(text),
        }
    }
}

fn servers(value: &Value<'_>, path: &Utf8Path, plugin: Option<&str>) -> Vec<McpServer> {
    let Value::Object(root) = value else {
        return Vec::new();
    };
    let listed = match root.get_object("mcpServers") {
        Some(listed) => listed,
        // A plugin's own `.mcp.json` may be the bare map.
        None if plugin.is_some() && path.file_name() == Some(".mcp.json") => root,
        None => return Vec::new(),
    };
    listed
        .properties
        .iter()
        .map(|property| server(property, plugin))
        .collect()
}

fn server(property: &ObjectProp<'_>, plugin: Option<&str>) -> McpServer {
    let written = property.name.as_str();
    let name = match plugin {
        Some(plugin) => format!("plugin_{plugin}_{written}"),
        None => written.to_owned(),
    };
    let range = jsonc_parser::common::Ranged::range(&property.name);
    let endpoint = match &property.value {
        Value::Object(config) => endpoint(config),
        _ => None,
    };
    McpServer {
        name: tool_spelling(&name),
        span: Span::new(range.start, range.end),
        endpoint,
    }
}

fn endpoint(config: &Object<'_>) -> Option<String> {
    let text = |key| config.get_string(key).map(|value| value.value.to_string());
    text("url").or_else(|| text("command"))
}

/// A server's name inside a tool's: other characters than these become underscores.
/// Source: Claude Code documentation, permissions, 2026-08-22.
fn tool_spelling(name: &str) -> SmolStr {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_found_with_their_lines() {
        let text = "{\n  // comments are fine in settings\n  \"mcpServers\": {\n    \"post gres\": { \"command\": \"pg\" }\n  }\n}";
        let file = McpFile::parse(Utf8Path::new("/w/.mcp.json"), text, None);
        assert_eq!(file.servers.len(), 1);
        assert_eq!(file.servers[0].name, "post_gres");
        assert_eq!(file.servers[0].span.of(text), "\"post gres\"");
        assert_eq!(file.servers[0].endpoint.as_deref(), Some("pg"));
        let in_plugin = McpFile::parse(Utf8Path::new("/p/.mcp.json"), "{\"db\": {}}", Some("shop"));
        assert_eq!(in_plugin.servers[0].name, "plugin_shop_db");
    }
}
