//! The list for a terminal: columns, with headings.

use std::io::{self, Write};

use dossier_ide::Listed;
use dossier_workspace::Snapshot;
use textwrap::core::display_width;

use crate::check::base::Base;
use crate::shown::one_line;

/// The headings. Files come last, as their paths are longest.
const HEADINGS: [&str; 5] = ["KIND", "NAME", "PROGRAM", "USED BY", "FILE"];

/// The column of numbers.
const USED_BY: usize = 3;

/// Prints the list; paths are from `here`.
pub(super) fn print(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    listed: &[Listed<'_>],
    here: &Base,
) -> io::Result<()> {
    if listed.is_empty() {
        return Ok(());
    }
    let row = |it: &Listed<'_>| {
        [
            it.kind.to_string(),
            one_line(&it.name).into_owned(),
            one_line(it.program).into_owned(),
            it.used_by.len().to_string(),
            here.shown(&snapshot.index().file(it.file).path),
        ]
    };
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(listed.iter().map(row));
    let mut widths = [0; HEADINGS.len()];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = display_width(cell).max(*width);
        }
    }
    for row in &rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
            let blanks = " ".repeat(width - display_width(cell));
            line += &match at {
                USED_BY => format!("{blanks}{cell}  "),
                _ => format!("{cell}{blanks}  "),
            };
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
