//! Changes as a unified diff.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::{DiffOp, DiffTag, group_diff_ops};

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
    let (before, after) = (lines(before), lines(after));
    let mut hunks = hunks(&before, &after).into_iter().peekable();
    if hunks.peek().is_some() {
        writeln!(out, "--- {old}\n+++ {new}")?;
    }
    hunks.try_for_each(|hunk| print_hunk(out, &hunk, &before, &after))
}

/// The lines of a text with their ends, as git counts them.
fn lines(text: Option<&str>) -> Vec<&str> {
    text.unwrap_or_default().split_inclusive('\n').collect()
}

/// What changes, with three lines around it.
fn hunks(before: &[&str], after: &[&str]) -> Vec<Vec<DiffOp>> {
    let mut changes = Compact::new(Replace::new(Capture::new()), before, after);
    // One algorithm by name: asking the library for its default compiles all six of them.
    let found = myers::diff(&mut changes, before, 0..before.len(), after, 0..after.len());
    let Ok(()) = found;
    group_diff_ops(changes.into_inner().into_inner().into_ops(), 3)
}

fn print_hunk(
    out: &mut dyn Write,
    hunk: &[DiffOp],
    before: &[&str],
    after: &[&str],
) -> io::Result<()> {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
        return Ok(());
    };
    let old = first.old_range().start..last.old_range().end;
    let new = first.new_range().start..last.new_range().end;
    writeln!(out, "@@ -{} +{} @@", place(&old), place(&new))?;
    for change in hunk {
        let (old, new) = (&before[change.old_range()], &after[change.new_range()]);
        if change.tag() == DiffTag::Equal {
            print_lines(out, ' ', old)?;
        } else {
            print_lines(out, '-', old)?;
            print_lines(out, '+', new)?;
        }
    }
    Ok(())
}

/// Where a hunk starts and how many lines it has, unless that is one. Lines count from one; a hunk
/// without lines is behind the one that it names.
fn place(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => (lines.start + 1).to_string(),
        count => format!("{},{count}", lines.start + 1),
    }
}

fn print_lines(out: &mut dyn Write, sign: char, lines: &[&str]) -> io::Result<()> {
    for line in lines {
        write!(out, "{sign}{line}")?;
        if !line.ends_with('\n') {
            writeln!(out, "\n\\ No newline at end of file")?;
        }
    }
    Ok(())
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
    use expect_test::expect;

    use super::*;

    fn printed(before: Option<&str>, after: Option<&str>) -> String {
        let mut out = Vec::new();
        print(&mut out, ("a/x.md", "b/x.md"), before, after).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_change_stands_between_three_lines_and_changes_far_apart_are_two_hunks() {
        let before: String = (1..=20).map(|line| format!("{line}\n")).collect();
        let after = before.replace("5\n6\n", "five\n6\n");
        let after = after.replace("19\n20\n", "19\n20");
        expect![[r"
            --- a/x.md
            +++ b/x.md
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            @@ -17,4 +17,4 @@
             17
             18
             19
            -20
            +20
            \ No newline at end of file
        "]]
        .assert_eq(&printed(Some(&before), Some(&after)));
    }

    #[test]
    fn a_new_file_and_one_that_goes_have_no_lines_before_or_after() {
        expect![[r"
            --- /dev/null
            +++ b/x.md
            @@ -0,0 +1,2 @@
            +one
            +two
        "]]
        .assert_eq(&printed(None, Some("one\ntwo\n")));
        expect![[r"
            --- a/x.md
            +++ /dev/null
            @@ -1 +0,0 @@
            -one
        "]]
        .assert_eq(&printed(Some("one\n"), None));
        assert_eq!(printed(Some("one\n"), Some("one\n")), "");
    }

    #[test]
    fn a_name_that_is_no_part_of_a_line_is_quoted_as_git_does() {
        assert_eq!(quoted("a/b c.md"), "a/b c.md");
        assert_eq!(quoted("a/ü.md"), "a/ü.md");
        assert_eq!(quoted("a/\n::x\"\\.md"), r#""a/\012::x\"\\.md""#);
    }
}
