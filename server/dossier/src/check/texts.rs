//! The texts under check: the disk, and what lies over it in memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{Disk, RealDisk, Unreadable, read_regular};

/// What is wrong with the bytes of a file that was read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It isn't UTF-8, and was read with U+FFFD where it is not, as programs do.
    NotUtf8,
}

/// The disk with texts over it that are not written yet: standard input, and what fixes make of
/// files. Remembers what was not read as it is.
#[derive(Debug, Default)]
pub(super) struct Texts {
    over: RwLock<BTreeMap<Utf8PathBuf, String>>,
    unread: Mutex<BTreeMap<Utf8PathBuf, Unread>>,
}

impl Texts {
    /// Puts a text over what the disk holds.
    pub(super) fn put(&self, path: &Utf8Path, text: String) {
        let mut over = self.over.write().unwrap_or_else(PoisonError::into_inner);
        over.insert(path.to_owned(), text);
    }

    /// Takes a text away again.
    pub(super) fn remove(&self, path: &Utf8Path) {
        let mut over = self.over.write().unwrap_or_else(PoisonError::into_inner);
        over.remove(path);
    }

    /// The files so far that were not read as they are.
    pub(super) fn unread(&self) -> MutexGuard<'_, BTreeMap<Utf8PathBuf, Unread>> {
        // Whoever panicked has inserted a row or hasn't.
        self.unread.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn over<T>(&self, path: &Utf8Path, answer: impl Fn(&String) -> T) -> Option<T> {
        let over = self.over.read().unwrap_or_else(PoisonError::into_inner);
        over.get(path).map(answer)
    }
}

impl Disk for Texts {
    fn text(&self, path: &Utf8Path, most: u64) -> Result<String, Unreadable> {
        if let Some(text) = self.over(path, Clone::clone) {
            return Ok(text);
        }
        let bytes = read_regular(path, most)?;
        Ok(String::from_utf8(bytes).unwrap_or_else(|error| {
            self.unread().insert(path.to_owned(), Unread::NotUtf8);
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }))
    }

    fn is_own(&self, path: &Utf8Path) -> bool {
        RealDisk.is_own(path)
    }

    fn is_trusted(&self, path: &Utf8Path, folder: &Utf8Path) -> bool {
        RealDisk.is_trusted(path, folder)
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        RealDisk.real(path)
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        RealDisk.link(path)
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        self.over(path, |_| ()).is_some() || RealDisk.is_file(path)
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        self.over(path, |_| ()).is_some() || RealDisk.exists(path)
    }

    fn list(&self, folder: &Utf8Path) -> Vec<String> {
        RealDisk.list(folder)
    }

    fn files_below(
        &self,
        folder: &Utf8Path,
        honours_git: bool,
        is_wanted: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf> {
        RealDisk.files_below(folder, honours_git, is_wanted)
    }
}
