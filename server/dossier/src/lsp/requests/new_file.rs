//! `dossier/newFile`

use dossier_dialect::FileKind;
use dossier_workspace::Snapshot;
use serde::{Deserialize, Serialize};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::Uri;

use super::refused;
use crate::lsp::shared::Shared;
use crate::lsp::{from_proto, to_proto};

/// The parameters of `dossier/newFile`.
#[derive(Deserialize)]
pub(in crate::lsp) struct NewFileParams {
    kind: FileKind,
    name: String,
    near: Option<Uri>,
}

/// The answer to `dossier/newFile`.
#[derive(Serialize)]
pub(in crate::lsp) struct NewFile {
    places: Vec<NewPlace>,
    text: String,
}

#[derive(Serialize)]
struct NewPlace {
    uri: Uri,
    user: bool,
}

/// `dossier/newFile`. What is refused is said to the user.
pub(in crate::lsp) fn new_file(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &NewFileParams,
) -> Result<NewFile> {
    let near = params.near.as_ref().map(from_proto::path);
    let folders = shared.folders();
    let (kind, name) = (params.kind, params.name.trim());
    let found = dossier_ide::new_files(snapshot, &folders, near.as_deref(), None, kind, name)
        .map_err(|error| refused(&error))?;
    let places = found.places.into_iter().filter_map(|place| {
        let uri = to_proto::uri(shared, &place.path)?;
        let user = place.user;
        Some(NewPlace { uri, user })
    });
    Ok(NewFile {
        places: places.collect(),
        text: found.snippet,
    })
}
