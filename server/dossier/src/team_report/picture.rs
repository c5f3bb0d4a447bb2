//! The picture on top of the page.

use crate::graph;
use crate::selection::Selection;

/// The team as one `<svg>` element without scripts, or nothing where there is nobody to draw.
pub(super) fn svg(selection: &Selection) -> Option<String> {
    (!selection.files.is_empty()).then(|| graph::image(selection))
}
