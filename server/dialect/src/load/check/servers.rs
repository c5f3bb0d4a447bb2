//! MCP servers: how their tools are named, and the files that configure them.

use super::Checked;
use super::kinds::is_for_whole_paths;
use crate::load::TableError;
use crate::load::folder::Folder;
use crate::places::place_glob;
use crate::rows::McpNames;

pub(super) fn check(folder: &Folder<'_>) -> Checked {
    if let Some((path, names)) = folder.section(|table| table.mcp.as_ref())
        && let Some(wrong) = wrong_names(names)
    {
        return Err(TableError::new(path, &format!("[mcp] {wrong}")));
    }
    for (path, row) in folder.rows(|table| &table.mcp_file) {
        let glob = row.path.as_str();
        let wrong = if let Err(error) = place_glob(glob) {
            format!("is a broken glob: {error}")
        } else if !glob.ends_with(".json") {
            "is read as JSON alone: let it end in `.json`".to_owned()
        } else if !is_for_whole_paths(glob) {
            format!("is matched by no whole path: write `**/{glob}`")
        } else {
            continue;
        };
        let reason = format!("the mcp-file `{glob}` {wrong}");
        return Err(TableError::new(path, &reason));
    }
    Ok(())
}

fn wrong_names(names: &McpNames) -> Option<&'static str> {
    if names.separator.is_empty() {
        return Some("has an empty `separator`: say what stands between server and tool");
    }
    // Any word would be a server.
    (names.prefix.is_empty() && names.bare_server)
        .then_some("has `bare-server` without a `prefix`: take it away")
}
