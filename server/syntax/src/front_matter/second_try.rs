//! What some programs make of front matter that their YAML reader refuses.

use super::FrontMatter;
use crate::Format;

/// How a program mends such a block before it reads it once more.
#[derive(Clone, Copy, Debug)]
pub struct SecondTry<'a> {
    /// What in a value makes it put quotes around all of it.
    pub quoted_for: &'a [String],
    /// What at the start of a value makes it do so.
    pub quoted_at_start: &'a [String],
    /// What at the start of a value keeps it from doing so.
    pub left_alone: &'a [String],
    /// Whether it does so in lines that are indented, too.
    pub indented: bool,
    /// What it writes for each tab at the start of a line; nothing where it leaves them.
    pub tab: Option<&'a str>,
}

impl SecondTry<'_> {
    /// True where `inner`, which stands between fences, can be read once it is mended.
    pub fn reads(&self, inner: &str) -> bool {
        let lines: Vec<String> = inner.split('\n').map(|line| self.mended(line)).collect();
        is_sound(&lines.join("\n"))
    }

    fn is_quoted_for(&self, value: &str) -> bool {
        let contained = || self.quoted_for.iter().any(|mark| value.contains(mark));
        let starts = |marks: &[String]| marks.iter().any(|mark| value.starts_with(mark));
        !starts(self.left_alone) && (starts(self.quoted_at_start) || contained())
    }

    /// One line, without its `\n`. One that ends in `\r` is left as it is, because `.` in the
    /// pattern that such programs look with doesn't match that.
    fn mended(&self, line: &str) -> String {
        let (indent, from_key) = match self.indented {
            true => line.split_at(line.len() - line.trim_start_matches(' ').len()),
            false => ("", line),
        };
        if let Some((key, value)) = field(from_key)
            && !is_quoted(value)
            && self.is_quoted_for(value)
        {
            let value = value.replace('\\', "\\\\").replace('"', "\\\"");
            return format!("{indent}{key}: \"{value}\"");
        }
        let rest = line.trim_start_matches('\t');
        match self.tab {
            Some(tab) => tab.repeat(line.len() - rest.len()) + rest,
            None => line.to_owned(),
        }
    }
}

/// A key of letters, `-` and `_` at the left margin, and the value in the same line.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(':')?;
    let is_key = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '_');
    let value = rest.trim_start();
    let is_field = !key.is_empty() && key.chars().all(is_key) && value.len() < rest.len();
    (is_field && !value.is_empty() && !value.contains('\r')).then_some((key, value))
}

fn is_quoted(value: &str) -> bool {
    ['"', '\'']
        .iter()
        .any(|quote| value.starts_with(*quote) && value.ends_with(*quote))
}

fn is_sound(inner: &str) -> bool {
    let read = FrontMatter::parse(&format!("---\n{inner}\n---\n"), Format::Markdown);
    read.is_some_and(|it| it.faults.is_empty())
}

#[cfg(test)]
mod tests {
    use super::SecondTry;

    fn reads(inner: &str) -> bool {
        let quoted_for = ["*", "[", "]", "{", "@", "`", "%", ": "].map(str::to_owned);
        SecondTry {
            quoted_for: &quoted_for,
            quoted_at_start: &[],
            left_alone: &[],
            indented: false,
            tab: Some("  "),
        }
        .reads(inner)
    }

    #[test]
    fn a_value_in_one_line_is_put_in_quotes() {
        for value in [
            "**/*.ts",
            "[file] [line]",
            "[file] is read",
            "\"Use\" this: now",
            "[a, b]",
            "{{NAME}} helper",
            "@team",
            "% of it",
            "C:\\ and: \"more\"",
        ] {
            assert!(reads(&format!("name: a\ndescription: {value}")), "{value}");
        }
    }

    #[test]
    fn another_reader_looks_at_the_start_and_into_maps() {
        let reads = |inner: &str| {
            let [for_colons, brackets, quotes] = [": ", "[", "\""].map(|mark| [mark.to_owned()]);
            let second_try = SecondTry {
                quoted_for: &for_colons,
                quoted_at_start: &brackets,
                left_alone: &quotes,
                indented: true,
                tab: None,
            };
            second_try.reads(inner)
        };
        assert!(reads("description: [file] is read"));
        assert!(reads("metadata:\n  note: one: two"));
        assert!(!reads("description: \"Use\" this: now"));
        assert!(!reads("description: *.ts"));
    }

    #[test]
    fn what_is_no_such_line_stays_as_it_is() {
        for inner in [
            "description: a\n  goes: on: here",
            "step1: a: b",
            " description: a: b",
            "description:@team",
            "hooks: {a: b: c}\n  - d",
            "description: \"Use\" this: \"now\"",
        ] {
            assert!(!reads(inner), "{inner}");
        }
    }

    #[test]
    fn a_line_end_of_windows_keeps_a_value_out() {
        assert!(reads("name: a\ndescription: b: c"));
        assert!(!reads("name: a\r\ndescription: b: c\r\n"));
    }

    #[test]
    fn tabs_become_blanks() {
        assert!(reads("tools:\n\t- Read"));
    }
}
