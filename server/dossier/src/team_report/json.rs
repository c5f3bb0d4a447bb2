//! The page for programs.

use std::io::{self, Write};

use super::page::Page;

/// Prints the document.
pub(super) fn print(out: &mut dyn Write, page: &Page) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, page)?;
    writeln!(out)
}
