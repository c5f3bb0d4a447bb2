//! Values that YAML refuses, written so that it takes them, with the same text.

use dossier_syntax::{Entry, Format, FrontMatter, ScalarStyle, Value, is_slipped_field};

use super::{Fix, line_end};

/// A fix that puts the refused value of `entry` in quotes, or many lines of it in a block. `None`
/// where the outcome would not read as the same text, which is tried out.
pub(crate) fn quote(text: &str, front_matter: &FrontMatter, entry: &Entry) -> Option<Fix> {
    let Value::Scalar(scalar) = &entry.value.value else {
        return None;
    };
    if scalar.style != ScalarStyle::Broken {
        return None;
    }
    let raw = scalar.text.as_str();
    let one_line = !raw.contains(['\n', '\r']);
    // What was meant as a field would become part of the text.
    if raw.lines().skip(1).any(is_slipped_field) {
        return None;
    }
    let (title, written, meant) = if one_line {
        let title = format!("Put the value of `{}` in quotes", entry.name);
        (title, in_quotes(raw), raw.to_owned())
    } else {
        let title = format!("Write `{}` as a block of text", entry.name);
        (title, as_block(raw), lines(raw).join("\n"))
    };
    // A comment behind the value would become part of it.
    let safe = one_line && !raw.contains(" #") && !raw.starts_with(['"', '\'']);
    let fix = Fix::replace(title, entry.value.span, written, safe);
    reads_as(text, front_matter, entry, &fix, &meant).then_some(fix)
}

/// True if the front matter after the fix has the same fields, and this one says `meant`.
fn reads_as(text: &str, before: &FrontMatter, entry: &Entry, fix: &Fix, meant: &str) -> bool {
    let Some(fixed) = super::apply_fixes(text, [fix]) else {
        return false;
    };
    let Some(after) = FrontMatter::parse(&fixed, Format::Markdown) else {
        return false;
    };
    let names =
        |it: &FrontMatter| -> Vec<_> { it.entries.iter().map(|e| e.name.clone()).collect() };
    let at = after.entries.iter().find(|it| it.key == entry.key);
    names(before) == names(&after)
        && at.is_some_and(|it| it.value.text() == Some(meant))
        && after.faults.len() < before.faults.len()
}

/// A line in double quotes, or in single ones where it has what double ones would have to escape.
pub(crate) fn in_quotes(line: &str) -> String {
    if line.contains(['"', '\\']) {
        format!("'{}'", line.replace('\'', "''"))
    } else {
        format!("\"{line}\"")
    }
}

/// Lines as a literal block, indented by two blanks, with the text's own line ends.
fn as_block(raw: &str) -> String {
    let line_end = line_end(raw);
    let mut block = "|-".to_owned();
    for line in lines(raw) {
        block.push_str(line_end);
        if !line.is_empty() {
            block.push_str("  ");
            block.push_str(line);
        }
    }
    block
}

/// The lines of a value. Where those below the first are indented, they are as far as they all
/// are, for the indentation is how the value was meant to be written.
fn lines(raw: &str) -> Vec<&str> {
    let all: Vec<&str> = raw.lines().map(str::trim_end).collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let below = all.iter().skip(1).filter(|line| !line.is_empty());
    let common = below.map(indent).min().unwrap_or(0);
    let first = all.iter().take(1).copied();
    let rest = all.iter().skip(1);
    first
        .chain(rest.map(|line| line.get(common..).unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply_fixes;

    fn fixed(text: &str) -> Option<(String, bool)> {
        let front_matter = FrontMatter::parse(text, Format::Markdown)?;
        let broken = front_matter.entries.iter();
        let fix = broken
            .filter_map(|entry| quote(text, &front_matter, entry))
            .next()?;
        Some((apply_fixes(text, [&fix])?, fix.safe))
    }

    #[test]
    fn a_line_with_a_colon_goes_into_quotes() {
        assert_eq!(
            fixed("---\nname: a\ndescription: Use when: always\n---\n").unwrap(),
            (
                "---\nname: a\ndescription: \"Use when: always\"\n---\n".to_owned(),
                true
            )
        );
        assert_eq!(
            fixed("---\ndescription: It's \"this\": always\\n\n---\n").unwrap(),
            (
                "---\ndescription: 'It''s \"this\": always\\n'\n---\n".to_owned(),
                true
            )
        );
        assert_eq!(
            fixed("---\nargument-hint: [a] [b]\n---\n").unwrap().0,
            "---\nargument-hint: \"[a] [b]\"\n---\n"
        );
    }

    #[test]
    fn what_may_be_a_comment_waits_for_a_nod() {
        let (_, safe) = fixed("---\ndescription: Use: always # or not\n---\n").unwrap();
        assert!(!safe);
    }

    #[test]
    fn lines_at_the_left_margin_become_a_block() {
        let (text, safe) = fixed(
            "---\r\nname: a\r\ndescription: Use it. Examples:\r\n\r\n<example>\r\nuser: \"x\"\r\n</example>\r\nmodel: opus\r\n---\r\n",
        )
        .unwrap();
        assert_eq!(
            text,
            "---\r\nname: a\r\ndescription: |-\r\n  Use it. Examples:\r\n\r\n  <example>\r\n  user: \"x\"\r\n  </example>\r\nmodel: opus\r\n---\r\n"
        );
        assert!(!safe);
    }

    #[test]
    fn a_text_that_no_quotes_can_hold_is_left_alone() {
        assert_eq!(fixed("---\ndescription: Ring: \u{7}\n---\n"), None);
    }
}
