//! A disk that a test can hold up.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{Disk, RealDisk, Unreadable};

/// The machine's own disk, but that a pipe of one name is waited for, until somebody writes to it.
#[derive(Debug)]
pub(crate) struct HeldDisk;

/// The pipe's name.
const PIPE: &str = "held.md";

impl Disk for HeldDisk {
    fn text(&self, path: &Utf8Path, most: u64) -> Result<String, Unreadable> {
        match path.file_name() {
            Some(PIPE) => std::fs::read_to_string(path).map_err(Unreadable::Io),
            _ => RealDisk.text(path, most),
        }
    }

    fn is_own(&self, path: &Utf8Path) -> bool {
        RealDisk.is_own(path)
    }

    fn is_trusted(&self, path: &Utf8Path, folder: &Utf8Path) -> bool {
        RealDisk.is_trusted(path, folder)
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        RealDisk.is_file(path)
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        RealDisk.exists(path)
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        RealDisk.real(path)
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        RealDisk.link(path)
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
