//! Editors that are set up by files: planning them, and taking them back.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::apply::missing_folders;
use super::folders::Folders;
use super::plan::{Change, Plan};
use super::record::{self, Record, read};
use crate::cli::Editor;
use crate::selection::Problem;

/// A file of ours: its path in the editor's folder, and its text.
pub(super) type OwnFile = (&'static str, &'static str);

/// What is to be in the editor's folder.
pub(super) struct Wanted {
    /// Files that are ours alone.
    pub(super) own: Vec<(Utf8PathBuf, String)>,
    /// Files of the user's that we add to, with what they are to hold.
    pub(super) shared: Vec<Change>,
}

/// Plans what is missing. A file of the user's that lies where one of ours belongs is never
/// replaced.
pub(super) fn plan(
    editor: Editor,
    folders: &Folders,
    wanted: impl FnOnce(&Record) -> Result<Wanted, Problem>,
) -> Result<Plan, Problem> {
    let (known, text) = Record::read(folders, editor)?;
    let known = known.unwrap_or_default();
    let wanted = wanted(&known)?;
    let mut changes = Vec::new();
    let mut in_the_way = Vec::new();
    let mut kept: BTreeMap<Utf8PathBuf, ()> = BTreeMap::new();
    for (path, content) in wanted.own {
        kept.insert(path.clone(), ());
        let before = read(&path)?;
        let is_ours = |text: &String| {
            let written = known.files.get(&path);
            written.is_some_and(|written| written.after == *text)
        };
        match &before {
            Some(text) if *text == content => {}
            Some(text) if !is_ours(text) => in_the_way.push(path),
            _ => changes.push(Change {
                path,
                before,
                after: Some(content),
            }),
        }
    }
    if let Some(first) = in_the_way.first() {
        let more = match in_the_way.len() {
            1 => String::new(),
            count => format!(" (and {} more like it)", count - 1),
        };
        return Err(Problem::Request(format!(
            "{first} is there already and was not written by this command{more}. \
             Move it away, then run this again. Nothing was changed"
        )));
    }
    for change in wanted.shared {
        kept.insert(change.path.clone(), ());
        if change.before != change.after {
            changes.push(change);
        }
    }
    // What an earlier version wrote and this one has no use for.
    for (path, written) in &known.files {
        let current = read(path)?;
        if !kept.contains_key(path) && current.as_ref() == Some(&written.after) {
            changes.push(Change {
                path: path.clone(),
                before: current,
                after: written.before.clone(),
            });
        }
    }
    if changes.is_empty() {
        return Ok(Plan::default());
    }
    let mut record = known;
    for change in &changes {
        record.add(change);
    }
    let path = record::path(folders, editor);
    let mut record_change = Change {
        path,
        before: text,
        after: Some(String::new()),
    };
    let made = missing_folders(changes.iter().chain([&record_change]));
    record.folders.extend(made);
    record.folders.sort();
    record.folders.dedup();
    record.folders.reverse();
    record_change.after = Some(record.text());
    Ok(Plan {
        changes,
        record: Some(record_change),
        ..Plan::default()
    })
}

/// Plans to take back what was written. A file that was changed since loses our part if `without`
/// can tell it apart, and else stays.
pub(super) fn plan_of_undoing(
    editor: Editor,
    folders: &Folders,
    own: &[(Utf8PathBuf, String)],
    without: impl Fn(&str) -> Option<String>,
) -> Result<Plan, Problem> {
    let (record, text) = Record::read(folders, editor)?;
    let mut plan = Plan::default();
    if let Some(record) = &record {
        for (path, written) in &record.files {
            let Some(current) = read(path)? else {
                continue;
            };
            let after = if current == written.after {
                written.before.clone()
            } else if let Some(rest) = written.before.as_ref().and_then(|_| without(&current)) {
                plan.notes.push(format!(
                    "{path} was changed since; only Dossier's part is taken out."
                ));
                Some(rest)
            } else {
                plan.notes.push(format!(
                    "{path} was changed since, so it stays as it is. \
                     Take Dossier's part out by hand if you don't need it."
                ));
                continue;
            };
            plan.changes.push(Change {
                path: path.clone(),
                before: Some(current),
                after,
            });
        }
        plan.folders.clone_from(&record.folders);
    } else {
        // Without a record, only what holds our very words is known to be ours.
        for (path, content) in own {
            let current = read(path)?;
            if current.as_ref() == Some(content) {
                plan.changes.push(Change {
                    path: path.clone(),
                    before: current,
                    after: None,
                });
            }
        }
    }
    if text.is_some() {
        plan.record = Some(Change {
            path: record::path(folders, editor),
            before: text,
            after: None,
        });
    }
    Ok(plan)
}
