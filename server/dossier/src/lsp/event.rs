//! What the parts of the server tell the background.

use std::sync::Arc;
use std::time::Instant;

use camino::Utf8PathBuf;
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::Uri;

/// Something that happened.
#[derive(Debug)]
pub(super) enum Event {
    /// The client is ready.
    Initialized,
    /// A document was opened; the world as it was before.
    Opened(Utf8PathBuf, Arc<Snapshot>),
    /// Something was asked about an agent file that nobody opened or found before.
    AskedFor(Utf8PathBuf),
    /// A document was edited.
    Edited(Utf8PathBuf),
    /// Not all that was found in a document was told, which is to be then.
    Withheld(Utf8PathBuf, Instant),
    /// A document was closed.
    Closed(Utf8PathBuf, Uri),
    /// Files or folders came, went or changed on the disk.
    DiskChanged(Vec<Utf8PathBuf>),
    /// Something happened on the disk, and nobody knows what.
    DiskLost,
    /// Folders were added to the workspace or taken out.
    FoldersChanged {
        /// Those taken out.
        removed: Vec<Utf8PathBuf>,
    },
    /// The user chose other settings.
    SettingsChanged,
    /// The user chose other settings, which the client tells only when it is asked.
    SettingsUntold,
    /// The index was changed by other files than the one under edit.
    TeamChanged,
    /// A scan came to its end.
    Scanned,
    /// Something to tell the user.
    Complaint(String),
    /// A test asks what becomes of the rest when something panics.
    Fault,
}
