//! Teams below the root: folders such as `packages/one/.claude`. Programs load them whether git
//! ignores them or not, as long as it doesn't ignore the folder that they are for.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::ignored::{EXCLUDED, GIT_IGNORE, Ignored, lines};
use crate::regular::LARGEST_SETTINGS;
use crate::{Disk, Places};

/// What a walk came across. Copies share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nested(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    /// Folders that may hold teams.
    folders: Vec<Utf8PathBuf>,
    /// The teams that are not ignored.
    teams: Vec<Utf8PathBuf>,
    /// Files that say what git ignores.
    ignore_files: Vec<Utf8PathBuf>,
}

impl Nested {
    /// Notes a folder in which others are looked at.
    pub(super) fn folder(&self, path: &Utf8Path) {
        self.with(|seen| seen.folders.push(path.to_owned()));
    }

    /// Notes the folder of a team.
    pub(super) fn team(&self, path: &Utf8Path) {
        self.with(|seen| seen.teams.push(path.to_owned()));
    }

    /// Notes a file if it says what git ignores.
    pub(super) fn file(&self, path: &Utf8Path) {
        if path.file_name() == Some(GIT_IGNORE) {
            self.with(|seen| seen.ignore_files.push(path.to_owned()));
        }
    }

    /// The teams that lie in what was walked of `roots`, those that git ignores among them.
    pub(super) fn teams(
        &self,
        roots: &[Utf8PathBuf],
        places: &Places,
        ignored: &Ignored,
    ) -> Vec<Utf8PathBuf> {
        let seen = self.with(std::mem::take);
        let may_be_ignored = Lines::read(roots, &seen.ignore_files, places.disk().as_ref());
        let names = places
            .dialects()
            .dot_folders()
            .filter(|it| may_be_ignored.hold(it));
        let names: Vec<&str> = names.collect();
        let mut teams: BTreeSet<Utf8PathBuf> = seen.teams.into_iter().collect();
        for folder in &seen.folders {
            for team in names.iter().map(|name| folder.join(name)) {
                let is_folder = team.symlink_metadata().is_ok_and(|it| it.is_dir());
                if is_folder && !teams.contains(&team) && !ignored.leaves_out(&team, true, false) {
                    teams.insert(team);
                }
            }
        }
        teams.into_iter().collect()
    }

    fn with<T>(&self, change: impl FnOnce(&mut Seen) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The ends of all lines that say what git ignores somewhere: most repositories have none that is
/// about teams, and then nobody has to look for any.
struct Lines {
    ends: Gitignore,
    global: Gitignore,
}

impl Lines {
    fn read(roots: &[Utf8PathBuf], files: &[Utf8PathBuf], disk: &dyn Disk) -> Self {
        let above = roots.iter().flat_map(|root| root.ancestors());
        let above = above.flat_map(|folder| {
            let excluded = folder.join(".git").join(EXCLUDED);
            [folder.join(GIT_IGNORE), excluded]
        });
        let mut ends = GitignoreBuilder::new("");
        for file in above.chain(files.iter().cloned()) {
            let text = disk.text(&file, LARGEST_SETTINGS).unwrap_or_default();
            for line in lines(&text).filter(|line| !line.starts_with(['#', '!'])) {
                let path = line.trim_end().trim_end_matches('/');
                let end = path.rsplit('/').next().unwrap_or(path);
                // A line that can't be understood ignores nothing.
                let _ = ends.add_line(None, end);
            }
        }
        Self {
            ends: ends.build().unwrap_or_else(|_| Gitignore::empty()),
            global: Gitignore::global().0,
        }
    }

    /// False for a name of which no line speaks.
    fn hold(&self, name: &str) -> bool {
        let mut lists = [&self.ends, &self.global].into_iter();
        lists.any(|list| list.matched(Path::new(name), true).is_ignore())
    }
}
