//! Where facts come from.

use jiff::civil::Date;
use serde::Deserialize;

/// Where a fact comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is.
    pub title: String,
    /// Where to read it.
    pub url: Option<String>,
    /// When it was written or read.
    pub date: Option<Date>,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Guessed, or told by a third party alone.
    Low,
    /// Documented in passing.
    Middle,
    /// Documented, or read in the program's own source.
    High,
}
