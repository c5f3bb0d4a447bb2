//! Kinds of file: their places and their bodies.

use super::Checked;
use crate::load::TableError;
use crate::load::folder::Folder;
use crate::places::place_glob;
use crate::rows::{Atom, FaultId, Kind};

pub(super) fn check(folder: &Folder<'_>) -> Checked {
    for (path, kind) in folder.rows(|table| &table.kind) {
        let checked = places(folder, kind).and_then(|()| body(folder, kind));
        checked
            .map_err(|reason| TableError::new(path, &format!("the kind `{}` {reason}", kind.id)))?;
    }
    Ok(())
}

/// The keys whose globs are about whole paths.
const WHOLE_PATHS: [&str; 4] = ["paths", "reads", "told", "old-paths"];

fn places(folder: &Folder<'_>, kind: &Kind) -> Result<(), String> {
    let none = Vec::new();
    let told = kind.told.as_ref().map_or(&none, |told| &told.paths);
    let lists = [
        ("paths", &kind.paths),
        ("reads", &kind.reads),
        ("config-paths", &kind.config_paths),
        ("plugin-paths", &kind.plugin_paths),
        ("except", &kind.except),
        ("told", told),
        ("old-paths", &kind.old_paths),
    ];
    for (key, glob) in lists
        .iter()
        .flat_map(|(key, globs)| globs.iter().map(move |it| (key, it)))
    {
        place_glob(glob).map_err(|error| format!("has a broken glob in `{key}`: {error}"))?;
    }
    let whole = lists.iter().filter(|(key, _)| WHOLE_PATHS.contains(key));
    for (key, globs) in whole {
        if let Some(glob) = globs.iter().find(|glob| !is_for_whole_paths(glob)) {
            return Err(format!(
                "has `{glob}` in `{key}`, which no whole path matches: write `**/{glob}`"
            ));
        }
    }
    if !kind.config_paths.is_empty() && folder.section(|table| table.config.as_ref()).is_none() {
        return Err(
            "has `config-paths`, and there is no folder that they lie in: add [config]".to_owned(),
        );
    }
    if let Some(glob) = kind
        .config_paths
        .iter()
        .find(|glob| !starts_with_a_name(glob))
    {
        return Err(format!(
            "has `{glob}` in `config-paths`, of which nothing is read: let it start with the name \
             of a file or folder under [config]"
        ));
    }
    if kind.old_paths.is_empty() == kind.faults.contains_key(&FaultId::OldPlace) {
        return Err(
            "has `old-paths` without [kind.faults.old-place], or that without `old-paths`: each \
             needs the other"
                .to_owned(),
        );
    }
    if !kind.plugin_paths.is_empty() && folder.section(|table| table.plugins.as_ref()).is_none() {
        return Err(
            "has `plugin-paths`, and nothing says what a plugin is: add [plugins]".to_owned(),
        );
    }
    if let Some(glob) = kind.plugin_paths.iter().find(|glob| glob.starts_with('/')) {
        return Err(format!(
            "has `{glob}` in `plugin-paths`, which are relative to a plugin's root: take the first \
             slash away"
        ));
    }
    Ok(())
}

/// False for a glob that starts with a name, as no whole path does but that of a drive.
pub(super) fn is_for_whole_paths(glob: &str) -> bool {
    let is_drive = glob.get(1..3) == Some(":/");
    glob.starts_with("**") || glob.starts_with(['/', '{', '[']) || is_drive
}

/// True for a glob whose first part is what is looked for in the user's folder.
fn starts_with_a_name(glob: &str) -> bool {
    let first = glob.split('/').next().unwrap_or_default();
    !first.is_empty() && !first.contains(['*', '?', '[', '{'])
}

/// The body of a file that is all fields is the text of one of those at its top.
fn body(folder: &Folder<'_>, kind: &Kind) -> Result<(), String> {
    let Some(body) = &kind.body else {
        return Ok(());
    };
    if kind.format.is_fenced() {
        return Err(format!(
            "has `body = \"{body}\"`, but in `{}` the body stands below the fields: take it away",
            kind.format
        ));
    }
    if body.contains('.') {
        return Err(format!(
            "has the body `{body}`, which is nested: name a field at the top"
        ));
    }
    let Some(field) = folder.field(body, (kind.id, kind.format)) else {
        return Err(format!(
            "has the body `{body}`, which is no field of it in `{}`: add the field's row",
            kind.format
        ));
    };
    if !field.shape.is(Atom::Text) && !field.shape.is(Atom::Description) {
        return Err(format!(
            "has the body `{body}`, whose shape is `{}`: make that `text`",
            field.shape
        ));
    }
    Ok(())
}
