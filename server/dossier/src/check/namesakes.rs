//! Files that are there already, of the names that fixes would make.

use std::collections::HashSet;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::Snapshot;

/// The names of all files of the repositories in which something was to be made. A repository is
/// looked through once, when first asked about.
#[derive(Default)]
pub(super) struct Namesakes {
    looked_through: HashSet<Utf8PathBuf>,
    names: HashSet<Name>,
}

/// A file's name, with its folder's where many files share it: `ship/SKILL.md`.
#[derive(PartialEq, Eq, Hash)]
struct Name {
    folder: Option<String>,
    file: String,
}

impl Namesakes {
    /// True if the repository around `path` has a file of its name somewhere else. Making another
    /// would be no answer to a link that leads to the wrong place.
    pub(super) fn has(&mut self, path: &Utf8Path, snapshot: &Snapshot) -> bool {
        let Some(root) = snapshot.places().repository_of(path) else {
            return false;
        };
        if self.looked_through.insert(root.clone()) {
            let files = snapshot.disk().files_below(&root, true, &|_| true);
            let names = files.iter().filter_map(|file| Name::of(file, snapshot));
            self.names.extend(names);
        }
        Name::of(path, snapshot).is_some_and(|name| self.names.contains(&name))
    }
}

impl Name {
    fn of(path: &Utf8Path, snapshot: &Snapshot) -> Option<Self> {
        let file = path.file_name()?;
        let is_shared = snapshot.dialects().is_given_name(file);
        let folder = path.parent().and_then(Utf8Path::file_name);
        Some(Self {
            folder: folder.filter(|_| is_shared).map(str::to_owned),
            file: file.to_owned(),
        })
    }
}
