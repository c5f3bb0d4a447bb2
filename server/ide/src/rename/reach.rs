//! How far a rename looks: over the Markdown of the whole repository, not agent files alone.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_workspace::{FileId, GuestFolder, Snapshot};

use super::moves::Moves;
use super::paths::needles;
use super::{facts_of, moved_part};
use crate::references::{definition_of, subject};

/// The moment of `snapshot` with the Markdown that a rename of what is named at the byte `offset`
/// of a file has to look at, besides agent files. Read from the disk each time.
pub fn reach_of_rename(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<Snapshot> {
    let subject = subject(snapshot, file, offset)?;
    let kind = facts_of(snapshot, subject)?.place.kind;
    let from = moved_part(kind, &snapshot.index().file(subject).path).to_owned();
    let mut wanted = names_of(snapshot, subject);
    wanted.extend(from.file_name().map(str::to_owned));
    let folders = folders(snapshot, &from, kind == FileKind::Skill);
    Some(snapshot.with_guests(&folders, |_, text| {
        wanted.iter().any(|name| text.contains(name.as_str()))
    }))
}

/// The same for files or folders that are moved, each from its first path to its second.
pub fn reach_of_moves(snapshot: &Snapshot, moves: &[(Utf8PathBuf, Utf8PathBuf)]) -> Snapshot {
    let all = Moves::new(moves);
    let mut wanted = needles(all);
    for (id, file, _) in snapshot.index().files() {
        if all.around(&file.path).is_some() {
            wanted.extend(names_of(snapshot, id));
        }
    }
    let mut found: Vec<GuestFolder> = Vec::new();
    for (from, _) in moves {
        for folder in folders(snapshot, from, !snapshot.disk().is_file(from)) {
            if !found.contains(&folder) {
                found.push(folder);
            }
        }
    }
    snapshot.with_guests(&found, |path, text| {
        all.takes_elsewhere(path) || wanted.iter().any(|name| text.contains(name.as_str()))
    })
}

fn names_of(snapshot: &Snapshot, file: FileId) -> Vec<String> {
    let names = definition_of(snapshot, file).map_or(&[][..], |it| &it.names);
    names.iter().map(ToString::to_string).collect()
}

/// The folder that paths to what lies at `from` may start from: the repository, the workspace, or
/// the outermost team's around it.
pub(super) fn root_of(snapshot: &Snapshot, from: &Utf8Path) -> Utf8PathBuf {
    let repository = || snapshot.places().repository_of(from);
    let workspace = || {
        let mut roots = snapshot.configuration().roots().iter();
        roots.find(|root| from.starts_with(root)).cloned()
    };
    let team = || {
        let homes = snapshot.index().files();
        let homes = homes.map(|(_, _, facts)| &*facts.place.home);
        let around = homes.filter(|home| from.starts_with(home));
        around
            .min_by_key(|home| home.as_str().len())
            .map(Utf8Path::to_owned)
    };
    let found = repository().or_else(workspace).or_else(team);
    found.unwrap_or_else(|| from.parent().unwrap_or(from).to_owned())
}

fn folders(snapshot: &Snapshot, from: &Utf8Path, is_folder: bool) -> Vec<GuestFolder> {
    let root = GuestFolder {
        path: root_of(snapshot, from),
        honours_git: true,
    };
    // What moves is looked at whether git ignores it or not.
    let own = is_folder.then(|| GuestFolder {
        path: from.to_owned(),
        honours_git: false,
    });
    own.into_iter().chain([root]).collect()
}
