//! `textDocument/definition`

use dossier_ide::Link;
use dossier_syntax::LineIndex;
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{
    GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink,
};

use super::place;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{Ranges, uri};

/// `textDocument/definition`
pub(in crate::lsp) fn definition(
    shared: &Shared,
    snapshot: &Snapshot,
    params: GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let place = place(shared, snapshot, params.text_document_position_params)?;
    let links = dossier_ide::definition(snapshot, place.source.id, place.offset);
    response(shared, snapshot, &place.source.parsed.lines, &links)
}

/// Ways from a mention to definitions.
fn response(
    shared: &Shared,
    snapshot: &Snapshot,
    from: &LineIndex,
    links: &[Link],
) -> Option<GotoDefinitionResponse> {
    let can = shared.client_can();
    let found = links.iter().filter_map(|link| {
        let lines = snapshot.lines(&link.path);
        let target = Ranges { lines: &lines, can }.range(link.target);
        let origin = Ranges { lines: from, can }.range(link.origin);
        Some((origin, uri(shared, &link.path)?, target))
    });
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return None;
    }
    Some(if can.definition_links {
        GotoDefinitionResponse::Link(
            found
                .into_iter()
                .map(|(origin, target_uri, target)| LocationLink {
                    origin_selection_range: Some(origin),
                    target_uri,
                    target_range: target,
                    target_selection_range: target,
                })
                .collect(),
        )
    } else {
        GotoDefinitionResponse::Array(
            found
                .into_iter()
                .map(|(_, uri, range)| Location { uri, range })
                .collect(),
        )
    })
}
