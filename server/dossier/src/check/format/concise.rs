//! For people and editors: a line each, as compilers print it.

use std::io::{self, Write};

use dossier_syntax::Encoding;

use super::Report;
use crate::check::base::Base;
use crate::check::findings::severity_name;
use crate::shown::one_line;

pub(super) fn print(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let base = Base::current();
    for (checked, shown) in report.shown() {
        let path = base.shown(&checked.path);
        for finding in shown {
            let (line, column) = report.place(checked.file, finding.span, Encoding::Utf32);
            let severity = severity_name(finding.severity);
            // Everything else stands in the other formats.
            let message = one_line(first_sentence(&finding.message));
            writeln!(
                out,
                "{path}:{line}:{column}: {severity}[{}]: {message}",
                finding.rule
            )?;
        }
    }
    Ok(())
}

/// What a message says first. A full stop in a code span, or behind a word that is cut short, ends
/// no sentence.
fn first_sentence(message: &str) -> &str {
    let mut in_code = false;
    for (at, it) in message.char_indices() {
        let rest = &message[at + it.len_utf8()..];
        let ends = match it {
            '`' => {
                in_code = !in_code;
                false
            }
            '\n' => return &message[..at],
            '.' | '!' | '?' => {
                let mut next = rest.chars();
                next.next() == Some(' ') && next.next().is_some_and(|it| !it.is_lowercase())
            }
            _ => false,
        };
        if ends && !in_code {
            return &message[..=at];
        }
    }
    message
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn the_first_sentence_ends_at_a_full_stop_outside_code() {
        for (message, first) in [
            (
                "There is no file `a. B.md`. Make it.",
                "There is no file `a. B.md`.",
            ),
            ("One of e.g. two. Three.", "One of e.g. two."),
            ("No end", "No end"),
            ("A line\nand more", "A line"),
        ] {
            assert_eq!(first_sentence(message), first);
        }
    }
}
