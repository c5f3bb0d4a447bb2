//! `dossier/why`

use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::TextDocumentIdentifier;

use crate::lsp::from_proto;
use crate::lsp::shared::Shared;
use crate::why;

/// `dossier/why`: what `dossier why` says of an agent file, with paths from the workspace's folder.
pub(in crate::lsp) fn why(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &TextDocumentIdentifier,
) -> Option<String> {
    let path = from_proto::path(&params.uri);
    let file = snapshot.index().find(&path)?;
    let folders = shared.folders();
    let root = folders.into_iter().find(|folder| path.starts_with(folder));
    why::text(snapshot, file, root.as_deref())
}
