//! The forms that findings are printed in.

mod alike;
mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod sarif;
mod statistics;

use std::io::{self, Write};

use dossier_dialect::Severity;
use dossier_ide::Diagnostic;
use dossier_syntax::{Encoding, Span};
use dossier_workspace::{FileId, Snapshot};

use super::baseline::Accepted;
use super::findings::Checked;
use crate::cli::Format;
use crate::selection::Range;

/// What a check says.
pub(super) struct Report<'a> {
    /// The world that was checked.
    pub(super) snapshot: &'a Snapshot,
    /// How many files were checked.
    pub(super) files: usize,
    /// What was found, in the order of the files' paths.
    pub(super) checked: &'a [Checked],
    /// The least severity that is printed.
    pub(super) least: Severity,
    /// How many findings were fixed, if that was asked for.
    pub(super) fixed: Option<usize>,
    /// Only findings are printed.
    pub(super) quiet: bool,
    /// Only how many there are is printed.
    pub(super) statistics: bool,
    /// What the baseline took out, if there is one.
    pub(super) accepted: Option<Accepted>,
}

impl<'a> Report<'a> {
    /// The files with findings that are printed, and these.
    fn shown(&self) -> impl Iterator<Item = (&'a Checked, Vec<&'a Diagnostic>)> {
        let least = self.least;
        let files = self.checked.iter().map(move |checked| {
            let findings = checked.findings.iter();
            let shown = findings.filter(|finding| finding.severity >= least);
            (checked, shown.collect::<Vec<_>>())
        });
        files.filter(|(_, shown)| !shown.is_empty())
    }

    /// The line and column of a span's start, from one.
    fn place(&self, file: FileId, span: Span, unit: Encoding) -> (u32, u32) {
        let lines = self.snapshot.lines(&self.snapshot.index().file(file).path);
        let place = lines.position(span.range().start, unit);
        (place.line + 1, place.column + 1)
    }

    /// The range of a span in a file that was indexed.
    fn range(&self, file: FileId, span: Span) -> Range {
        let lines = self.snapshot.lines(&self.snapshot.index().file(file).path);
        Range::new(&lines, span)
    }
}

/// Prints a report.
pub(super) fn print(format: Format, out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    if report.statistics {
        return statistics::print(out, report);
    }
    match format {
        Format::Concise => concise::print(out, report),
        Format::Human => human::print(out, report),
        Format::Json => json::print(out, report),
        Format::Sarif => sarif::print(out, report),
        Format::Github => github::print(out, report),
        Format::Gitlab => gitlab::print(out, report),
    }
}
