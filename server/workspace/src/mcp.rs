//! Servers of the Model Context Protocol, as the workspace's JSON files name them.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Dialect, McpFileRow};
use dossier_syntax::{Entry, Format, FrontMatter, LineIndex, Span, Value};
use smol_str::SmolStr;

/// A server and where it is configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct McpServer {
    /// Its name as the names of tools spell it.
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

impl McpFile {
    /// Reads the servers of one file, which `row` of `dialect` is about. `plugin` is the plugin it
    /// belongs to. A file that can't be read has none.
    pub(crate) fn parse(
        path: &Utf8Path,
        text: &str,
        dialect: &Dialect,
        row: &McpFileRow,
        plugin: Option<&str>,
    ) -> Self {
        let fields = FrontMatter::parse(text, Format::Json);
        let entries = fields.map(|fields| fields.entries).unwrap_or_default();
        let listed = entries.iter().rev().find(|entry| entry.name == row.servers);
        let servers = match listed.map(|entry| &entry.value.value) {
            Some(Value::Map { entries, .. }) => entries.as_slice(),
            Some(_) => &[],
            None if plugin.is_some() && row.bare_in_plugins => entries.as_slice(),
            None => &[],
        };
        let server = |entry: &Entry| McpServer {
            name: match dialect.mcp() {
                Some(names) => names.spelling(&entry.name, plugin).into(),
                None => entry.name.clone(),
            },
            span: entry.key,
            endpoint: endpoint(&entry.value.value, &row.reached_by),
        };
        Self {
            path: path.to_owned(),
            servers: servers.iter().map(server).collect(),
            lines: LineIndex::new(text),
        }
    }
}

/// The first of the `keys` that a server's definition has, as text.
fn endpoint(definition: &Value, keys: &[String]) -> Option<String> {
    let Value::Map { entries, .. } = definition else {
        return None;
    };
    keys.iter().find_map(|key| {
        let entry = entries.iter().find(|entry| entry.name == *key)?;
        entry.value.text().map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_found_with_their_places() {
        let dialects = dossier_dialect::Dialects::builtin().unwrap();
        let parse = |path: &str, text: &str, plugin| {
            let (id, row) = dialects.mcp_file(path).unwrap();
            McpFile::parse(Utf8Path::new(path), text, dialects.get(id), row, plugin)
        };
        let text = "{\n  // comments are fine in settings\n  \"mcpServers\": {\n    \"post gres\": { \"command\": \"pg\" }\n  }\n}";
        let file = parse("/w/.mcp.json", text, None);
        assert_eq!(file.servers.len(), 1);
        assert_eq!(file.servers[0].name, "post_gres");
        assert_eq!(file.servers[0].span.of(text), "\"post gres\"");
        assert_eq!(file.servers[0].endpoint.as_deref(), Some("pg"));
        let in_plugin = parse("/p/.mcp.json", "{\"db\": {}}", Some("shop"));
        assert_eq!(in_plugin.servers[0].name, "plugin_shop_db");
    }
}
