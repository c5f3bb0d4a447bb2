//! The disk, as far as features need it.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::real::real_path;
use crate::regular::{self, LARGEST_TEXT, Unreadable};
use crate::walk;

/// Where the texts of closed files come from.
pub trait Disk: Send + Sync + std::fmt::Debug {
    /// The text of a regular file of `most` bytes at most. Bytes that are not UTF-8 are replaced
    /// by U+FFFD, as the programs that load these files do.
    ///
    /// # Errors
    /// Says why it is not read.
    fn text(&self, path: &Utf8Path, most: u64) -> Result<String, Unreadable>;

    /// The text of a regular file, whose size is nobody's business. `None` where it can't be read.
    fn read(&self, path: &Utf8Path) -> Option<String> {
        self.text(path, LARGEST_TEXT).ok()
    }

    /// True for what the user or the system's administrator has put there. False where files have
    /// no owner that could be asked for.
    fn is_own(&self, _path: &Utf8Path) -> bool {
        true
    }

    /// The same, and for what belongs to whoever `folder` belongs to. True where files have no
    /// owner that could be asked for.
    fn is_trusted(&self, path: &Utf8Path, _folder: &Utf8Path) -> bool {
        self.is_own(path)
    }

    /// True for a file that is there.
    fn is_file(&self, path: &Utf8Path) -> bool;

    /// True for a file or folder that is there.
    fn exists(&self, path: &Utf8Path) -> bool;

    /// Where a file really lies: the path that the links on the way to it lead to, or its own.
    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        path.to_owned()
    }

    /// What is written in the symbolic link at `path`; `None` for what is none.
    fn link(&self, _path: &Utf8Path) -> Option<Utf8PathBuf> {
        None
    }

    /// The names of a folder's entries, folders with a slash at their end; empty where it can't
    /// be read.
    fn list(&self, folder: &Utf8Path) -> Vec<String>;

    /// The files in a folder at any depth that `is_wanted`, in order; those of others' code are
    /// left out, and where `honours_git` what git ignores.
    fn files_below(
        &self,
        folder: &Utf8Path,
        honours_git: bool,
        is_wanted: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf>;
}

/// The machine's own disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn text(&self, path: &Utf8Path, most: u64) -> Result<String, Unreadable> {
        let bytes = regular::read(path, most)?;
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    fn is_own(&self, path: &Utf8Path) -> bool {
        regular::is_own(path)
    }

    fn is_trusted(&self, path: &Utf8Path, folder: &Utf8Path) -> bool {
        regular::is_trusted(path, folder)
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        path.is_file()
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        path.exists()
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        real_path(path).unwrap_or_else(|_| path.to_owned())
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        path.read_link_utf8().ok()
    }

    fn list(&self, folder: &Utf8Path) -> Vec<String> {
        let Ok(entries) = folder.read_dir_utf8() else {
            return Vec::new();
        };
        let mut names: Vec<_> = entries
            .filter_map(Result::ok)
            .map(|entry| {
                let slash = if entry.path().is_dir() { "/" } else { "" };
                format!("{}{slash}", entry.file_name())
            })
            .collect();
        names.sort();
        names
    }

    fn files_below(
        &self,
        folder: &Utf8Path,
        honours_git: bool,
        is_wanted: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf> {
        walk::files_below(folder, honours_git, Arc::new(*self))
            .filter(|path| is_wanted(path))
            .collect()
    }
}

/// `path` without `.` and `..`, as far as that can be told from its text alone.
pub fn normalize(path: &Utf8Path) -> Utf8PathBuf {
    let mut clean = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            camino::Utf8Component::CurDir => {}
            camino::Utf8Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}
