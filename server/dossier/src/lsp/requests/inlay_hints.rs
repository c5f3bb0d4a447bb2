//! `textDocument/inlayHint`

use dossier_syntax::Span;
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip};

use super::{ranges, sources, span};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{Ranges, markup};

/// `textDocument/inlayHint`
pub(in crate::lsp) fn inlay_hints(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &InlayHintParams,
) -> Option<Vec<InlayHint>> {
    let sources = sources(snapshot, &params.text_document.uri);
    let found = sources.iter().flat_map(|source| {
        let range = span(shared, source, params.range);
        let found = dossier_ide::inlay_hints(snapshot, source.id, range);
        let ranges = ranges(shared, source);
        found.into_iter().map(move |hint| inlay_hint(&ranges, hint))
    });
    Some(found.collect())
}

/// A text between those of the file.
fn inlay_hint(ranges: &Ranges<'_>, hint: dossier_ide::InlayHint) -> InlayHint {
    let markdown = hint.markdown;
    InlayHint {
        position: ranges.range(Span::empty(hint.offset)).start,
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: markdown.map(|markdown| {
            InlayHintTooltip::MarkupContent(markup(markdown, ranges.can.hover_markdown))
        }),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}
