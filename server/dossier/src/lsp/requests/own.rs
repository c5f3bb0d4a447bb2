//! Requests of our own, for what the protocol has no word for: `docs/protocol.md` describes them.

use dossier_dialect::FileKind;
use dossier_workspace::Snapshot;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{Range, TextDocumentIdentifier, Uri};

use super::{from_proto, to_proto};
use crate::lsp::shared::Shared;
use crate::lsp::team::refused;
use to_proto::{Ranges, lines_of};

/// The answer to `dossier/describeFile`.
#[derive(Serialize)]
pub(in crate::lsp) struct FileDescription {
    kind: FileKind,
    dialect: String,
    readers: Vec<String>,
    plugin: Option<String>,
    loaded: bool,
}

/// `dossier/describeFile`
pub(in crate::lsp) fn describe_file(
    snapshot: &Snapshot,
    params: &TextDocumentIdentifier,
) -> Option<FileDescription> {
    let file = snapshot.index().find(&from_proto::path(&params.uri))?;
    let found = dossier_ide::describe_file(snapshot, file)?;
    Some(FileDescription {
        kind: found.kind,
        dialect: found.dialect.to_owned(),
        readers: found.readers.into_iter().map(str::to_owned).collect(),
        plugin: found.plugin.map(str::to_owned),
        loaded: found.loaded,
    })
}

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
    let found = dossier_ide::new_files(snapshot, &folders, near.as_deref(), kind, name)
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

/// One entry of the answer to `dossier/team`.
#[derive(Serialize)]
pub(in crate::lsp) struct TeamMember {
    name: String,
    kind: FileKind,
    description: Option<String>,
    plugin: Option<String>,
    uri: Uri,
    range: Range,
}

/// `dossier/team`
pub(in crate::lsp) fn team(shared: &Shared, snapshot: &Snapshot) -> Vec<TeamMember> {
    let found = dossier_ide::team(snapshot).into_iter().filter_map(|it| {
        let path = &snapshot.index().file(it.file).path;
        let (lines, can) = (lines_of(snapshot, path), shared.client_can());
        let ranges = Ranges { lines: &lines, can };
        Some(TeamMember {
            name: it.name.to_owned(),
            kind: it.kind,
            description: it.description.map(str::to_owned),
            plugin: it.plugin.map(str::to_owned),
            uri: to_proto::uri(shared, path)?,
            range: ranges.range(it.name_span),
        })
    });
    found.collect()
}

/// `dossier/graph`: what `dossier graph` prints, of everything that is known, with whole paths.
pub(in crate::lsp) fn graph(snapshot: &Snapshot) -> Value {
    let document = crate::graph::document(snapshot, None, |_| true);
    // It is made of strings, numbers and lists, which JSON has.
    serde_json::to_value(document).unwrap_or_default()
}
