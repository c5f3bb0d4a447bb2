//! Headings of a body.

use smol_str::SmolStr;

use crate::Span;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub title: SmolStr,
    /// The whole heading, in bytes.
    pub span: Span,
}
