//! A picture as others show it: as an image, and as the page that enlivens it.

mod legend;
mod page;
mod svg;

pub use page::{SCRIPT, STYLE, body, drawing, team};
pub use svg::{image, inline};
