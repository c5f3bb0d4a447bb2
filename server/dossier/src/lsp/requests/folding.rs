//! `textDocument/foldingRange`

use dossier_ide::{Fold, FoldKind};
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use super::{ranges, source};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::Ranges;

/// `textDocument/foldingRange`
pub(in crate::lsp) fn folding(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &FoldingRangeParams,
) -> Option<Vec<FoldingRange>> {
    let source = source(snapshot, &params.text_document.uri)?;
    let found = dossier_ide::folding(snapshot, source.id);
    let ranges = ranges(shared, &source);
    let found = found.into_iter().map(|fold| folding_range(&ranges, fold));
    Some(found.collect())
}

/// Something that folds. A client that folds whole lines is told only lines.
fn folding_range(ranges: &Ranges<'_>, fold: Fold) -> FoldingRange {
    let range = ranges.range(fold.span);
    let column = |column| (!ranges.can.folds_lines_only).then_some(column);
    FoldingRange {
        start_line: range.start.line,
        start_character: column(range.start.character),
        end_line: range.end.line,
        end_character: column(range.end.character),
        kind: match fold.kind {
            FoldKind::FrontMatter | FoldKind::Section => Some(FoldingRangeKind::Region),
            FoldKind::List | FoldKind::Code => None,
        },
        collapsed_text: None,
    }
}
