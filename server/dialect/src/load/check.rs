//! What the rows of a program say of each other.
//!
//! A row that nothing reads, or that names what isn't there, would load and do nothing.

use std::collections::BTreeMap;

use globset::Glob;

use super::TableError;
use super::folder::Folder;
use crate::rows::{Role, Source};

mod fields;
mod kinds;
mod meanings;
mod repeated;
mod servers;
#[cfg(test)]
mod tests;
mod tools;

type Checked = Result<(), TableError>;

/// Looks at the rows of every program, and at what programs say of each other.
pub(super) fn check(
    folders: &BTreeMap<&str, Folder<'_>>,
    shared: &BTreeMap<String, Source>,
) -> Checked {
    for (name, folder) in folders {
        program(name, folder)?;
        sources(folder, shared)?;
        fields::check(folder)?;
        kinds::check(folder)?;
        tools::check(folder)?;
        servers::check(folder)?;
        meanings::check(folder)?;
        hooks(folder)?;
        model_names(folder)?;
        repeated::check(folder)?;
    }
    programs(folders)
}

fn program(name: &str, folder: &Folder<'_>) -> Checked {
    let Some((path, program)) = folder.program() else {
        let reason = "no table has the section [program]: add it, with `id`, `title` and so on";
        return Err(TableError::new(name, reason));
    };
    if program.id != name {
        let reason = format!(
            "its file or folder is called otherwise than `{}`",
            program.id
        );
        return Err(TableError::new(path, &reason));
    }
    Ok(())
}

fn sources(folder: &Folder<'_>, shared: &BTreeMap<String, Source>) -> Checked {
    for (path, table) in folder.files() {
        let is_there = |tag: &str| {
            let mut files = folder.files();
            shared.contains_key(tag) || files.any(|(_, it)| it.sources.contains_key(tag))
        };
        if let Some(tag) = table.tags().into_iter().find(|tag| !is_there(tag)) {
            let reason = format!("there is no source `{tag}`: add [sources.{tag}]");
            return Err(TableError::new(path, &reason));
        }
    }
    Ok(())
}

fn hooks(folder: &Folder<'_>) -> Checked {
    let shape = folder.section(|table| table.hook_shape.as_ref());
    let handler = folder.rows(|table| &table.hook_handler).next();
    match (shape, handler) {
        // Events alone are offered and explained; nothing asks for handlers alone.
        (None, Some((path, row))) => {
            let reason = format!(
                "the hook-handler `{}` is never read without [hook-shape]: say there how hooks are \
                 written",
                row.kind
            );
            Err(TableError::new(path, &reason))
        }
        (Some((path, _)), handler) => {
            let has_event = folder.rows(|table| &table.hook_event).next().is_some();
            if has_event && handler.is_some() {
                return Ok(());
            }
            let missing = if has_event {
                "hook-handler"
            } else {
                "hook-event"
            };
            let reason = format!(
                "[hook-shape] has hooks checked, and without any [[{missing}]] each is reported: \
                 add rows, or take [hook-shape] away"
            );
            Err(TableError::new(path, &reason))
        }
        (None, None) => Ok(()),
    }
}

fn model_names(folder: &Folder<'_>) -> Checked {
    let Some((path, names)) = folder.section(|table| table.model_names.as_ref()) else {
        return Ok(());
    };
    let mut broken = names
        .accepts
        .iter()
        .filter_map(|glob| Glob::new(glob).err());
    broken.next().map_or(Ok(()), |error| {
        let reason = format!("[model-names] has a broken glob in `accepts`: {error}");
        Err(TableError::new(path, &reason))
    })
}

/// What one program may be alone, and what it takes from others.
fn programs(folders: &BTreeMap<&str, Folder<'_>>) -> Checked {
    let programs = || folders.values().filter_map(Folder::program);
    let mut by_shape = programs().filter(|(_, program)| !program.by_shape.is_empty());
    if let (Some((first, _)), Some((path, _))) = (by_shape.next(), by_shape.next()) {
        let reason = format!("only one program may have `by-shape`, and {first} has it");
        return Err(TableError::new(path, &reason));
    }
    let mut unknown = programs().filter(|(_, program)| program.role == Role::Unknown);
    if let (Some((first, _)), Some((path, _))) = (unknown.next(), unknown.next()) {
        let reason = format!("only one program may have the role `unknown`, and {first} has it");
        return Err(TableError::new(path, &reason));
    }
    for (path, program) in programs() {
        let lender = program.vocabulary.as_deref();
        if let Some(lender) = lender.filter(|lender| !folders.contains_key(lender)) {
            let reason =
                format!("there is no program `{lender}` to take the vocabulary of: name a folder");
            return Err(TableError::new(path, &reason));
        }
    }
    Ok(())
}
