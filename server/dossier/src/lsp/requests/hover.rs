//! `textDocument/hover`

use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{Hover, HoverContents, HoverParams};

use super::{place, ranges};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{markup, uri};

/// `textDocument/hover`
pub(in crate::lsp) fn hover(
    shared: &Shared,
    snapshot: &Snapshot,
    params: HoverParams,
) -> Option<Hover> {
    let place = place(shared, snapshot, params.text_document_position_params)?;
    let found = dossier_ide::hover_with_links(snapshot, place.source.id, place.offset, &|path| {
        Some(uri(shared, path)?.as_str().to_owned())
    })?;
    let ranges = ranges(shared, &place.source);
    Some(Hover {
        range: Some(ranges.range(found.span)),
        contents: HoverContents::Markup(markup(found.markdown, ranges.can.hover_markdown)),
    })
}
