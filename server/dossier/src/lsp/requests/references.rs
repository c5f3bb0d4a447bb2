//! `textDocument/references`

use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{Location, ReferenceParams};

use super::{Place, place};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::location;

/// `textDocument/references`
pub(in crate::lsp) fn references(
    shared: &Shared,
    snapshot: &Snapshot,
    params: ReferenceParams,
) -> Option<Vec<Location>> {
    let Place { source, offset, .. } = place(shared, snapshot, params.text_document_position)?;
    let with_definition = params.context.include_declaration;
    let found = dossier_ide::references(snapshot, source.id, offset, with_definition);
    let locations = found
        .into_iter()
        .filter_map(|it| location(shared, snapshot, it.file, it.span));
    Some(locations.collect())
}
