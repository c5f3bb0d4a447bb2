//! The picture on top of the page.

use crate::selection::Selection;

/// The team as one `<svg>` element without scripts, or nothing where none is drawn.
pub(super) fn svg(_selection: &Selection) -> Option<String> {
    None
}
