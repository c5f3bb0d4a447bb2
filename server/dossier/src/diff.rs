//! Changes as a unified diff.

use std::io::{self, Write};

use similar::TextDiff;

/// Prints what becomes of one file: its names before and after, and its texts. `None` stands for a
/// file that is not there.
pub(crate) fn print(
    out: &mut dyn Write,
    (old, new): (&str, &str),
    before: Option<&str>,
    after: Option<&str>,
) -> io::Result<()> {
    const NOTHING: &str = "/dev/null";
    let old = before.map_or(NOTHING, |_| old);
    let new = after.map_or(NOTHING, |_| new);
    TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default())
        .unified_diff()
        .header(old, new)
        .to_writer(out)
}
