//! Rows that are there twice, of which one would be lost.

use rustc_hash::FxHashMap;

use super::Checked;
use crate::load::TableError;
use crate::load::folder::Folder;
use crate::rows::Table;

pub(super) fn check(folder: &Folder<'_>) -> Checked {
    fields(folder)?;
    let tools = named(folder, |table| &table.tool, |row| &row.name);
    let old = named(folder, |table| &table.old_tool, |row| &row.name);
    let rows = folder.rows(|table| &table.tool);
    let also = rows.flat_map(|(path, row)| row.also.iter().map(move |it| (path, it.as_str())));
    once("tool", tools.chain(old).chain(also))?;
    let models = named(folder, |table| &table.model, |row| &row.name);
    once("model", models)?;
    let agents = named(folder, |table| &table.builtin_agent, |row| &row.name);
    once("builtin-agent", agents)?;
    let commands = named(folder, |table| &table.builtin_command, |row| &row.name);
    once("builtin-command", commands)?;
    let events = named(folder, |table| &table.hook_event, |row| &row.name);
    once("hook-event", events)?;
    let handlers = named(folder, |table| &table.hook_handler, |row| &row.kind);
    once("hook-handler", handlers)
}

/// The names of rows, each with the path of its file.
fn named<'f, T: 'static>(
    folder: &'f Folder<'_>,
    of: fn(&Table) -> &Vec<T>,
    name: fn(&T) -> &str,
) -> impl Iterator<Item = (&'f str, &'f str)> {
    folder.rows(of).map(move |(path, row)| (path, name(row)))
}

/// A field may have a row for each kind and format.
fn fields(folder: &Folder<'_>) -> Checked {
    let mut seen = FxHashMap::default();
    for (path, field) in folder.rows(|table| &table.field) {
        for (kind, format) in folder.ways_to_write(field) {
            if let Some(first) = seen.insert((&field.name, kind, format), path) {
                let reason = format!(
                    "the field `{}` has another row for the kind `{kind}` in `{format}`, in \
                     {first}: keep one",
                    field.name
                );
                return Err(TableError::new(path, &reason));
            }
        }
    }
    Ok(())
}

fn once<'a>(sort: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) -> Checked {
    let mut seen = FxHashMap::default();
    for (path, name) in rows {
        if let Some(first) = seen.insert(name, path) {
            let reason = format!("the {sort} `{name}` has another row, in {first}: keep one");
            return Err(TableError::new(path, &reason));
        }
    }
    Ok(())
}
