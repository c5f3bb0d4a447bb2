//! Tools, their former names, and what they say of others.

use super::Checked;
use crate::FileKind;
use crate::load::TableError;
use crate::load::folder::Folder;
use crate::rows::{Field, OldToolState, Tool};

pub(super) fn check(folder: &Folder<'_>) -> Checked {
    let tools = || folder.rows(|table| &table.tool);
    let stands_for = |tool: &Tool, name: &str| {
        tool.is_pattern() && tool.matcher().is_ok_and(|it| it.is_match(name))
    };
    let is_tool = |name: &str| {
        tools().any(|(_, tool)| tool.name == name)
            || tools().any(|(_, tool)| stands_for(tool, name))
    };
    for (path, tool) in tools() {
        let checked = one(folder, tool, is_tool);
        checked.map_err(|reason| {
            TableError::new(path, &format!("the tool `{}` {reason}", tool.name))
        })?;
    }
    let is_name =
        |name: &str| is_tool(name) || tools().any(|(_, it)| it.names().any(|it| it == name));
    for (path, row) in folder.rows(|table| &table.silent_tool) {
        let mut names = row.tools.iter().chain(&row.beside);
        if let Some(name) = names.find(|name| !is_name(name)) {
            let reason = format!("a silent-tool names `{name}`, which is no tool: name one");
            return Err(TableError::new(path, &reason));
        }
    }
    for (path, old) in folder.rows(|table| &table.old_tool) {
        let reason = match &old.now {
            Some(now) if !is_tool(now) => {
                format!("is called `{now}` today, which is no tool: name one in `now`")
            }
            None if old.state == OldToolState::Renamed => {
                "is renamed, and nothing says to what: name the tool in `now`".to_owned()
            }
            _ => continue,
        };
        let reason = format!("the old tool `{}` {reason}", old.name);
        return Err(TableError::new(path, &reason));
    }
    Ok(())
}

fn one(folder: &Folder<'_>, tool: &Tool, is_tool: impl Fn(&str) -> bool) -> Result<(), String> {
    if let Some(by) = tool.ruled_by.as_ref().filter(|by| !is_tool(by)) {
        return Err(format!(
            "is ruled by `{by}`, which is no tool: name one in `ruled-by`"
        ));
    }
    let Some(with) = &tool.subagents_with else {
        return Ok(());
    };
    let is_field = |(_, field): (&str, &Field)| {
        field.name == with.field && field.kinds.contains(&FileKind::Agent)
    };
    if !folder.rows(|table| &table.field).any(is_field) {
        return Err(format!(
            "is given to subagents with `{}`, which is no field of an agent: name one in \
             `subagents-with`",
            with.field
        ));
    }
    Ok(())
}
