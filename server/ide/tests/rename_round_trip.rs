//! Renaming there and back restores every byte of a workspace.
//!
//! Which workspaces: see `teams`.

mod teams;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_ide::{Rename, RenameError, reach_of_rename, rename};
use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot};
use teams::{Files, teams};

/// A name that no team has, in capitals where the old one is.
fn another(old: &str) -> &'static str {
    let capitals = old.starts_with(char::is_uppercase);
    if capitals {
        "SomebodyElse"
    } else {
        "somebody-else-entirely"
    }
}

#[test]
fn there_and_back() {
    let mut renamed = 0;
    let mut places = 0;
    let mut refused = 0;
    for files in teams() {
        let before = Fixture::new(files.clone());
        let (snapshot, named) = names(&before);
        for (file, offset) in named {
            let path = &snapshot.index().file(file).path;
            let facts = snapshot.index().file(file).facts.as_ref();
            let span = facts
                .and_then(|it| it.definition.as_ref())
                .map(|it| it.name_span);
            let old = span.unwrap_or_default().of(&files[&**path]).to_owned();
            let reach = reach_of_rename(&snapshot, file, offset).expect("it has a name");
            let Ok(there) = rename(&reach, file, offset, another(&old), true) else {
                refused += 1;
                continue;
            };
            let moved = apply(&files, &reach, &there);
            let new_path = moved_path(path, &there);
            let after = Fixture::new(moved.clone());
            let after_snapshot = after.world.snapshot();
            let file = after_snapshot
                .index()
                .find(&new_path)
                .expect("the file is there");
            let after_reach = reach_of_rename(&after_snapshot, file, offset);
            let after_reach = after_reach.expect("it has a name");
            let back = match rename(&after_reach, file, offset, &old, true) {
                Ok(back) => back,
                // Two had the name before, or it was none that a program takes.
                Err(RenameError::Taken { .. } | RenameError::Invalid { .. }) => {
                    refused += 1;
                    continue;
                }
                Err(error) => panic!("{path}: {error}"),
            };
            let restored = apply(&moved, &after_reach, &back);
            for (path, text) in &files {
                assert_eq!(
                    restored.get(path),
                    Some(text),
                    "{path} after a rename of {old}"
                );
            }
            assert_eq!(restored.len(), files.len());
            renamed += 1;
            places += there.edits.len();
        }
    }
    assert!(renamed + refused > 0, "the teams have members");
    println!("{renamed} names in {places} places, {refused} refused");
}

/// Every name that is written in a file, with an offset in it.
fn names(fixture: &Fixture) -> (Snapshot, Vec<(FileId, usize)>) {
    let snapshot = fixture.world.snapshot();
    let mut named: Vec<(FileId, usize)> = snapshot
        .index()
        .files()
        .filter_map(|(id, _, facts)| Some((id, facts.definition.as_ref()?.name_span)))
        .filter(|(_, span)| !span.is_empty())
        .map(|(id, span)| (id, span.range().start))
        .collect();
    named.sort();
    (snapshot, named)
}

fn apply(files: &Files, snapshot: &Snapshot, rename: &Rename) -> Files {
    let mut edited = files.clone();
    // From the back, so that the places in front stay where they are.
    for edit in rename.edits.iter().rev() {
        let path = &snapshot.index().file(edit.file).path;
        let text = edited
            .get_mut(&**path)
            .expect("edits are of files that are there");
        text.replace_range(edit.span.range(), &edit.text);
    }
    let moved = edited
        .into_iter()
        .map(|(path, text)| (moved_path(&path, rename), text));
    moved.collect()
}

fn moved_path(path: &Utf8Path, rename: &Rename) -> Utf8PathBuf {
    let moved = rename.moves.first().and_then(|(from, to)| {
        let below = path.strip_prefix(from).ok()?;
        Some(if below.as_str().is_empty() {
            to.clone()
        } else {
            to.join(below)
        })
    });
    moved.unwrap_or_else(|| path.to_owned())
}
