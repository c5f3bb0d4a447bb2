//! Changes as a unified diff, which `git apply` and `patch -p1` take.

use std::io::{self, Write};

use similar::TextDiff;

/// Prints what becomes of one file. `shown` names it; `None` stands for a file that is not there.
pub(crate) fn print(
    out: &mut dyn Write,
    shown: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> io::Result<()> {
    let name = |side: &str, text: Option<&str>| {
        text.map_or_else(
            || "/dev/null".to_owned(),
            |_| format!("{side}/{}", shown.trim_start_matches('/')),
        )
    };
    let (old, new) = (name("a", before), name("b", after));
    TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default())
        .unified_diff()
        .header(&old, &new)
        .to_writer(out)
}
