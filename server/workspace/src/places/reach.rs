//! What may be read because a file or a link says so.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::Places;
use crate::scan::is_config_file;
use crate::{Disk, Home};

/// The folders that belong to the workspace, by their real paths. Copies share what is added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach(Arc<RwLock<BTreeSet<Utf8PathBuf>>>);

impl Reach {
    /// What belongs to the user himself.
    pub(crate) fn of_user(home: &Home) -> Self {
        let folders = home.config().map(|(_, folder)| folder.to_owned());
        Self(Arc::new(RwLock::new(folders.collect())))
    }

    /// Adds a folder.
    pub(crate) fn add(&self, real: Utf8PathBuf) {
        let mut folders = self.0.write().unwrap_or_else(PoisonError::into_inner);
        folders.insert(real);
    }

    /// True for the real path of what lies in one of the folders.
    pub(crate) fn holds(&self, real: &Utf8Path) -> bool {
        let folders = self.0.read().unwrap_or_else(PoisonError::into_inner);
        folders.iter().any(|folder| real.starts_with(folder))
    }
}

impl Places {
    /// Takes a folder into the workspace that the user has opened or asked about, and the
    /// repository that it lies in. The user's home is no repository of anything in it.
    pub fn open(&self, folder: &Utf8Path) {
        let is_users = self.home.holds(folder);
        self.has_roots.fetch_or(!is_users, Ordering::Relaxed);
        self.take_in(folder);
    }

    /// Takes in the folder of a document that is open where no folder is: the files beside it are
    /// all the workspace that there is. Elsewhere a document that was opened from afar takes in
    /// nothing, or links would lead there from then on.
    pub(crate) fn open_document(&self, path: &Utf8Path) {
        self.machines.add(path);
        let folder = path.parent().filter(|_| path.has_root());
        if let Some(folder) = folder.filter(|_| !self.has_roots.load(Ordering::Relaxed)) {
            self.take_in(folder);
        }
    }

    fn take_in(&self, folder: &Utf8Path) {
        self.machines.add(folder);
        let real = self.disk.real(folder);
        if self.reach.holds(&real) {
            return;
        }
        let repository = repository_above(&real, self.disk.as_ref()).filter(|repository| {
            let home = self.home.folder();
            home.is_none_or(|home| !home.starts_with(repository))
        });
        self.reach.add(real);
        if let Some(repository) = repository {
            self.reach.add(repository);
        }
        // What lies there may have been asked about before.
        self.forget_folders();
    }

    /// True for a file or folder that may be read because a text or a link leads to it: what lies
    /// in the workspace, wherever the links on the way there lead. What the user names himself may
    /// be read anyway.
    pub fn may_read(&self, path: &Utf8Path) -> bool {
        self.reach.holds(&self.disk.real(path))
    }

    /// The text of a file that another names. `None` where it may not or can't be read.
    pub fn read(&self, path: &Utf8Path, most: u64) -> Option<String> {
        // Most that is asked about isn't there, and then nobody needs to know where it would be.
        let is_there = self.disk.is_file(path);
        (is_there && self.may_read(path))
            .then(|| self.disk.text(path, most).ok())
            .flatten()
    }

    /// The names in a folder that a file names. None where it may not or can't be read.
    pub fn list(&self, folder: &Utf8Path) -> Vec<String> {
        match self.may_read(folder) {
            true => self.disk.list(folder),
            false => Vec::new(),
        }
    }

    /// False for a `dossier.toml` that somebody else has put above the workspace.
    pub(crate) fn may_govern(&self, file: &Utf8Path) -> bool {
        debug_assert!(is_config_file(file), "{file}");
        governs(file, &self.reach, self.disk.as_ref(), &self.home)
    }

    /// What is read by itself.
    pub(crate) fn reach(&self) -> &Reach {
        &self.reach
    }
}

/// True for a file that may say how others are read: one that lies in the workspace, and above it
/// one that the user or the administrator has put there. Where files have no owner that could be
/// asked for, that is what lies in the user's home.
pub(crate) fn governs(file: &Utf8Path, reach: &Reach, disk: &dyn Disk, home: &Home) -> bool {
    let real = disk.real(file);
    let is_users = || cfg!(not(unix)) && home.folder().is_some_and(|home| real.starts_with(home));
    reach.holds(&real) || !reach.holds(file) && (disk.is_own(file) || is_users())
}

/// The nearest folder at or above `folder` that is a repository, if it can be somebody's who may
/// say so: whoever finds a place above can make one there.
fn repository_above(folder: &Utf8Path, disk: &dyn Disk) -> Option<Utf8PathBuf> {
    let mut above = folder.ancestors();
    let found = above.find(|above| disk.exists(&above.join(".git")))?;
    disk.is_trusted(&found.join(".git"), folder)
        .then(|| found.to_owned())
}
