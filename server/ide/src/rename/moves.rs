//! Files and folders that go from one place to another.

use camino::{Utf8Path, Utf8PathBuf};

/// What moves, and where to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moves<'a> {
    all: &'a [(Utf8PathBuf, Utf8PathBuf)],
}

impl<'a> Moves<'a> {
    pub(super) fn new(all: &'a [(Utf8PathBuf, Utf8PathBuf)]) -> Self {
        Self { all }
    }

    /// Each of them.
    pub(super) fn iter(self) -> impl Iterator<Item = &'a (Utf8PathBuf, Utf8PathBuf)> {
        self.all.iter()
    }

    /// The one that takes `path` along: of several, the innermost.
    pub(super) fn around(self, path: &Utf8Path) -> Option<&'a (Utf8PathBuf, Utf8PathBuf)> {
        let around = self.iter().filter(|(from, _)| path.starts_with(from));
        around.max_by_key(|(from, _)| from.as_str().len())
    }

    /// Where `path` is afterwards.
    pub(super) fn after(self, path: &Utf8Path) -> Utf8PathBuf {
        let moved = self.around(path).and_then(|(from, to)| {
            let below = path.strip_prefix(from).ok()?;
            let is_itself = below.as_str().is_empty();
            Some(if is_itself {
                to.clone()
            } else {
                to.join(below)
            })
        });
        moved.unwrap_or_else(|| path.to_owned())
    }

    /// True for a file that changes its folder, so that what it names from there changes, too.
    pub(super) fn takes_elsewhere(self, path: &Utf8Path) -> bool {
        self.around(path)
            .is_some_and(|(from, to)| from.parent() != to.parent())
    }
}
