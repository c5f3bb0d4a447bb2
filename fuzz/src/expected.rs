//! What tests expect of every text, however it came about.

use dossier_syntax::{Change, Encoding, Parsed};

#[path = "../../server/syntax/tests/expected"]
mod of_tests {
    pub(crate) mod edit;
    pub(crate) mod spans;
}

/// Edits a text in the simplest way.
pub fn edit(text: &mut String, change: &Change, encoding: Encoding) {
    of_tests::edit::edit(text, change, encoding);
}

/// Looks at every span of what was read.
///
/// # Panics
/// Where one doesn't lie in the text, on its characters, and in the span around it.
pub fn check_spans(text: &str, parsed: &Parsed) {
    of_tests::spans::check_spans(text, parsed);
}
