//! `dossier/team`

use dossier_dialect::FileKind;
use dossier_workspace::Snapshot;
use serde::Serialize;
use tower_lsp_server::ls_types::{Location, Range, Uri};

use crate::lsp::shared::Shared;
use crate::lsp::to_proto::location;

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
        let Location { uri, range } = location(shared, snapshot, it.file, it.name_span)?;
        Some(TeamMember {
            name: it.name.to_owned(),
            kind: it.kind,
            description: it.description.map(str::to_owned),
            plugin: it.plugin.map(str::to_owned),
            uri,
            range,
        })
    });
    found.collect()
}
