//! What a scan came by and could not read.

use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use super::Places;

/// A file or folder that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it lies.
    pub path: Utf8PathBuf,
    /// Why it could not be read.
    pub why: String,
    /// A program would load it, or something in it.
    pub is_team: bool,
}

/// What one scan could not read. Copies share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Missed(Arc<Mutex<Vec<(Utf8PathBuf, String)>>>);

impl Missed {
    pub(crate) fn add(&self, path: &Utf8Path, why: &dyn std::fmt::Display) {
        let mut missed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        missed.push((path.to_owned(), why.to_string()));
    }

    pub(crate) fn take(&self) -> Vec<(Utf8PathBuf, String)> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Places {
    /// What scans could not read, in the order of its paths.
    pub fn unread(&self) -> Vec<Unread> {
        let unread = self.unread.read().unwrap_or_else(PoisonError::into_inner);
        unread.values().cloned().collect()
    }

    /// Takes over what a scan of all that lies at or below `places` could not read.
    pub(crate) fn set_unread(&self, places: &[&Utf8Path], missed: &Missed) {
        let missed = missed.take();
        let new = missed.into_iter().map(|(path, why)| {
            let is_team = self.is_of_team(&path);
            (path.clone(), Unread { path, why, is_team })
        });
        let new: Vec<_> = new.collect();
        let mut unread = self.unread.write().unwrap_or_else(PoisonError::into_inner);
        unread.retain(|path, _| !places.iter().any(|place| path.starts_with(place)));
        unread.extend(new);
    }

    /// True for what a program would load, and for a folder where it would look.
    fn is_of_team(&self, path: &Utf8Path) -> bool {
        let mut parts = path.iter();
        let is_file = self.by_place(path).is_some_and(|place| place.loaded);
        is_file
            || parts.any(|part| self.dialects().dot_folders().any(|it| it == part))
            || self.would_hold(path).is_some()
    }
}
