//! Carrying out the changes of files: all of them, or none.

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::plan::{Change, Plan};
use crate::selection::Problem;
use crate::write;

/// Writes what a plan changes. If one file can't be written, the others are put back.
pub(super) fn apply(plan: &Plan) -> Result<(), Problem> {
    let changes = plan.record.iter().chain(&plan.changes);
    let made = missing_folders(changes.clone().filter(|it| it.after.is_some()));
    let mut done: Vec<&Change> = Vec::new();
    for change in changes {
        if let Err(error) = carry_out(change) {
            for change in done.into_iter().rev() {
                // What could be written a moment ago can be written back.
                let _ = carry_out(&change.reversed());
            }
            remove_empty(&made);
            return Err(Problem::Request(format!(
                "{}: {error}. Nothing was changed",
                change.path
            )));
        }
        done.push(change);
    }
    remove_empty(&plan.folders);
    Ok(())
}

/// The folders that will be made for files that come, inner ones first.
pub(super) fn missing_folders<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<Utf8PathBuf> {
    let mut folders: Vec<Utf8PathBuf> = Vec::new();
    for change in changes {
        let above = change.path.ancestors().skip(1);
        let missing = above.take_while(|folder| !folder.exists());
        let missing: Vec<_> = missing.map(Utf8Path::to_owned).collect();
        folders.extend(missing);
    }
    folders.sort();
    folders.dedup();
    folders.reverse();
    folders
}

fn carry_out(change: &Change) -> io::Result<()> {
    let path = &change.path;
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => write::replace(path, before, after)?.settle(),
        (None, Some(after)) => write::create(path, after),
        (None, None) => Ok(()),
        (Some(before), None) => write::remove(path, before),
    }
}

/// Removes folders that hold nothing any more.
fn remove_empty(folders: &[Utf8PathBuf]) {
    for folder in folders {
        // One that holds something stays.
        let _ = fs::remove_dir(folder);
    }
}
