//! MCP servers: how their tools are named, and the files that configure them. And files that define
//! agents beside them.

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
        if let Some(wrong) = wrong_glob(glob) {
            let reason = format!("the mcp-file `{glob}` {wrong}");
            return Err(TableError::new(path, &reason));
        }
    }
    for (path, row) in folder.rows(|table| &table.listing) {
        let mut globs = row.paths.iter();
        let wrong = globs.find_map(|glob| Some((glob, wrong_glob(glob)?)));
        if let Some((glob, wrong)) = wrong {
            let reason = format!("the listing `{glob}` {wrong}");
            return Err(TableError::new(path, &reason));
        }
        let has_kind = folder
            .rows(|table| &table.kind)
            .any(|(_, kind)| kind.id == row.kind);
        if !has_kind || !row.kind.is_of_team() {
            let reason = format!(
                "the listing of `{}` is of the kind `{}`, which is none of the program's that has \
                 a name",
                row.key, row.kind
            );
            return Err(TableError::new(path, &reason));
        }
    }
    Ok(())
}

/// What is wrong with a glob of JSON files.
fn wrong_glob(glob: &str) -> Option<String> {
    if let Err(error) = place_glob(glob) {
        Some(format!("is a broken glob: {error}"))
    } else if !glob.ends_with(".json") && !glob.ends_with(".jsonc") {
        Some("is read as JSON alone: let it end in `.json`".to_owned())
    } else if !is_for_whole_paths(glob) {
        Some(format!("is matched by no whole path: write `**/{glob}`"))
    } else {
        None
    }
}

fn wrong_names(names: &McpNames) -> Option<&'static str> {
    if names.separator.is_empty() {
        return Some("has an empty `separator`: say what stands between server and tool");
    }
    // Any word would be a server.
    (names.prefix.is_empty() && names.bare_server)
        .then_some("has `bare-server` without a `prefix`: take it away")
}
