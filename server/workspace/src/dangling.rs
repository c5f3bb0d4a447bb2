//! Links by which programs would load something, and that lead nowhere, or out of the workspace.

use camino::{Utf8Path, Utf8PathBuf};
use ignore::Error;

use crate::{Place, Places, normalize};

/// A symbolic link whose target isn't there, or isn't read.
#[derive(Clone, Debug, PartialEq)]
pub struct DanglingLink {
    /// Where it lies.
    pub path: Utf8PathBuf,
    /// What is written in it.
    pub written: Utf8PathBuf,
    /// Where that leads.
    pub target: Utf8PathBuf,
    /// What would be loaded through it: the file that it stands for, or one below.
    pub place: Place,
    /// It stands for a folder.
    pub is_folder: bool,
    /// Its target is there, but lies outside the workspace.
    pub is_outside: bool,
}

impl Places {
    /// The link at `path`, if it is one that leads nowhere or out of the workspace, and if a
    /// program would load something through it.
    pub(crate) fn dangling_link(&self, path: &Utf8Path) -> Option<DanglingLink> {
        let disk = self.disk();
        let written = disk.link(path)?;
        let is_outside = disk.exists(path);
        if is_outside && self.may_read(path) {
            return None;
        }
        let folder = path.parent()?;
        let as_file = self.by_place(path).filter(|place| place.loaded);
        let is_folder = as_file.is_none();
        let place = as_file.or_else(|| self.would_hold(path))?;
        Some(DanglingLink {
            target: normalize(&folder.join(&written)),
            path: path.to_owned(),
            written,
            place,
            is_folder,
            is_outside,
        })
    }

    /// What a program would load from a folder at `path`, if it looks for anything there. A folder
    /// beside a file that stands for its own folder, as a skill's does, holds what that needs.
    pub(crate) fn would_hold(&self, path: &Utf8Path) -> Option<Place> {
        let folder = path.parent()?;
        if path.extension().is_some() && path.file_stem().is_some() {
            return None;
        }
        let is_part = self.dialects().file_tails().any(|tail| {
            let beside = folder.join(tail);
            !tail.contains('/')
                && self.disk().is_file(&beside)
                && self.by_folder(folder, tail).is_some()
        });
        let mut tails = self.dialects().file_tails().filter(|_| !is_part);
        tails.find_map(|tail| self.by_folder(path, tail))
    }

    /// What a program loads from `folder` whose path ends so, if that is for the folder's sake: some
    /// names are loaded wherever they lie.
    fn by_folder(&self, folder: &Utf8Path, tail: &str) -> Option<Place> {
        let loaded = |path: &Utf8Path| self.by_place(path).filter(|place| place.loaded);
        let elsewhere = Utf8Path::new("/-/-").join(tail);
        loaded(&folder.join(tail)).filter(|_| loaded(&elsewhere).is_none())
    }
}

/// The path that an error of a walk is about.
pub(crate) fn path_of(error: &Error) -> Option<&Utf8Path> {
    match error {
        Error::WithPath { path, .. } => Utf8Path::from_path(path),
        Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
