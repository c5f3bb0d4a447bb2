//! For GitHub Actions: workflow commands, which become annotations of the changed files.
//!
//! The form is that of GitHub's documentation, "Workflow commands for GitHub Actions"; the escapes
//! are those of actions/toolkit, `packages/core/src/command.ts`.

use std::io::{self, Write};

use dossier_dialect::Severity;

use super::Report;
use crate::check::base::Base;

pub(super) fn print(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let base = Base::repository();
    for (checked, findings) in report.shown() {
        let file = property(&base.relative(&checked.path));
        for finding in findings {
            let range = report.range(checked.file, finding.span);
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                _ => "notice",
            };
            write!(
                out,
                "::{level} file={file},line={},endLine={}",
                range.start.line + 1,
                range.end.line + 1,
            )?;
            // The Checks API takes columns only within one line.
            if range.start.line == range.end.line {
                let (start, end) = (range.start.character + 1, range.end.character + 1);
                write!(out, ",col={start},endColumn={end}")?;
            }
            let title = property(finding.rule);
            writeln!(out, ",title={title}::{}", data(&finding.message))?;
        }
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(data("50%: a,\r\nb"), "50%25: a,%0D%0Ab");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
