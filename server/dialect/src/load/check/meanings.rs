//! What the words of a program stand for.

use super::Checked;
use crate::load::TableError;
use crate::load::folder::Folder;

pub(super) fn check(folder: &Folder<'_>) -> Checked {
    let Some((path, means)) = folder.section(|table| table.means.as_ref()) else {
        return Ok(());
    };
    let is_field = |name: &str| {
        folder
            .rows(|table| &table.field)
            .any(|(_, it)| it.name == name)
    };
    let is_tool = |name: &str| {
        folder
            .rows(|table| &table.tool)
            .any(|(_, it)| it.name == name)
    };
    let map = means.tool_map.iter().map(|map| &map.field);
    let field = means.fields.keys().chain(map).find(|name| !is_field(name));
    let tool = means
        .tools
        .keys()
        .chain(means.also_tools.keys())
        .find(|name| !is_tool(name));
    let reason = match (field, tool) {
        (Some(name), _) => format!("[means] is about the field `{name}`, which has no row"),
        (None, Some(name)) => format!("[means] is about the tool `{name}`, which has no row"),
        (None, None) => return Ok(()),
    };
    Err(TableError::new(path, &reason))
}
