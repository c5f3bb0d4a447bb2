//! `textDocument/documentLink`

use std::str::FromStr;

use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{DocumentLink, DocumentLinkParams, Uri};

use super::{ranges, sources};
use crate::lsp::from_proto;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{Ranges, uri};

/// `textDocument/documentLink`
pub(in crate::lsp) fn document_links(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &DocumentLinkParams,
) -> Option<Vec<DocumentLink>> {
    let uri = &params.text_document.uri;
    // Other Markdown has links, too.
    let sources = match snapshot.readable_at(&from_proto::path(uri)) {
        Some(source) => vec![source],
        None => sources(snapshot, uri),
    };
    let found = sources.iter().flat_map(|source| {
        let found = dossier_ide::document_links(snapshot, source.id);
        let ranges = ranges(shared, source);
        found
            .into_iter()
            .filter_map(move |link| document_link(shared, &ranges, link))
    });
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
        target: Some(target(shared, &link)?),
        tooltip: Some(link.tooltip).filter(|_| ranges.can.link_tooltips),
        data: None,
    })
}

/// Where it leads. Editors open a file at the line that its address has behind `#L`.
fn target(shared: &Shared, link: &dossier_ide::DocumentLink) -> Option<Uri> {
    let file = uri(shared, &link.path)?;
    match link.line {
        Some(line) => Uri::from_str(&format!("{}#L{line}", file.as_str())).ok(),
        None => Some(file),
    }
}
