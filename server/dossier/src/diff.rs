//! Changes as a unified diff.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use similar::TextDiff;

use crate::shown::one_line;

/// Prints what becomes of one file: its names before and after, and its texts. `None` stands for a
/// file that is not there.
pub(crate) fn print(
    out: &mut dyn Write,
    (old, new): (&str, &str),
    before: Option<&str>,
    after: Option<&str>,
) -> io::Result<()> {
    const NOTHING: &str = "/dev/null";
    let old = before.map_or(NOTHING.into(), |_| quoted(old));
    let new = after.map_or(NOTHING.into(), |_| quoted(new));
    TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default())
        .unified_diff()
        .header(&old, &new)
        .to_writer(out)
}

/// A name as `git diff` writes it: in quotes, byte by byte, where a line would not hold it.
/// Source: git documentation, `core.quotePath`.
fn quoted(name: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() || matches!(c, '"' | '\\');
    if one_line(name) == name && !name.contains(is_odd) {
        return Cow::Borrowed(name);
    }
    let mut quoted = String::from("\"");
    for byte in name.bytes() {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            b' '..=b'~' => quoted.push(char::from(byte)),
            // A string takes everything.
            _ => _ = write!(quoted, "\\{byte:03o}"),
        }
    }
    quoted.push('"');
    Cow::Owned(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_no_part_of_a_line_is_quoted_as_git_does() {
        assert_eq!(quoted("a/b c.md"), "a/b c.md");
        assert_eq!(quoted("a/ü.md"), "a/ü.md");
        assert_eq!(quoted("a/\n::x\"\\.md"), r#""a/\012::x\"\\.md""#);
    }
}
