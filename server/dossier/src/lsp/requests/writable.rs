//! What edits of the workspace may change.

use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{Snapshot, Writable};

use crate::lsp::shared::Shared;

/// The workspace's folders, what is open, the repositories around both, and the user's own files.
/// What only a file's text or a link leads to is none of it.
pub(super) fn writable(shared: &Shared, snapshot: &Snapshot) -> Writable {
    let mut named = shared.roots();
    let open = snapshot.open_files();
    named.extend(open.map(|file| snapshot.index().file(file).path.to_path_buf()));
    let own = snapshot.places().home().config();
    named.extend(own.map(|(_, folder)| folder.to_owned()));
    Writable::new(snapshot.disk(), named.iter().map(|it| &**it))
}

/// True for a file that may be changed or made.
pub(super) fn may_write(shared: &Shared, snapshot: &Snapshot, path: &Utf8Path) -> bool {
    writable(shared, snapshot).may_write(snapshot.disk(), path)
}

/// Something would have to be changed that must not be.
#[derive(Debug)]
pub(super) struct Outside(pub(super) Utf8PathBuf);

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(path) = self;
        write!(
            f,
            "{path} would have to change too, and lies outside the workspace. Open its folder first."
        )
    }
}

impl std::error::Error for Outside {}
