//! `textDocument/documentLink`

use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{DocumentLink, DocumentLinkParams};

use super::ranges;
use crate::lsp::from_proto::path;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{Ranges, uri};

/// `textDocument/documentLink`
pub(in crate::lsp) fn document_links(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &DocumentLinkParams,
) -> Option<Vec<DocumentLink>> {
    let source = snapshot.readable_at(&path(&params.text_document.uri))?;
    let found = dossier_ide::document_links(snapshot, source.id);
    let ranges = ranges(shared, &source);
    let found = found
        .into_iter()
        .filter_map(|link| document_link(shared, &ranges, link));
    Some(found.collect())
}

/// A path that can be clicked.
fn document_link(
    shared: &Shared,
    ranges: &Ranges<'_>,
    link: dossier_ide::DocumentLink,
) -> Option<DocumentLink> {
    Some(DocumentLink {
        range: ranges.range(link.span),
        target: Some(uri(shared, &link.path)?),
        tooltip: Some(link.tooltip).filter(|_| ranges.can.link_tooltips),
        data: None,
    })
}
