//! `textDocument/selectionRange`

use dossier_syntax::Span;
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{SelectionRange, SelectionRangeParams};

use super::{ranges, source};
use crate::lsp::from_proto;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::Ranges;

/// `textDocument/selectionRange`
pub(in crate::lsp) fn selection_ranges(
    shared: &Shared,
    snapshot: &Snapshot,
    params: SelectionRangeParams,
) -> Option<Vec<SelectionRange>> {
    let source = source(snapshot, &params.text_document.uri)?;
    let ranges = ranges(shared, &source);
    let positions = params.positions.into_iter().map(from_proto::position);
    let offsets: Vec<usize> = positions
        .map(|position| ranges.lines.offset(position, ranges.can.encoding))
        .collect();
    let found = dossier_ide::selection_ranges(snapshot, source.id, &offsets)?;
    let found = found
        .into_iter()
        .map(|spans| selection_range(&ranges, &spans));
    Some(found.collect())
}

/// A chain of selections, from the innermost span to the outermost.
fn selection_range(ranges: &Ranges<'_>, spans: &[Span]) -> SelectionRange {
    let mut chain: Option<SelectionRange> = None;
    for &span in spans.iter().rev() {
        chain = Some(SelectionRange {
            range: ranges.range(span),
            parent: chain.map(Box::new),
        });
    }
    chain.unwrap_or_default()
}
