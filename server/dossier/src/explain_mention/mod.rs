//! `dossier explain-mention`: why a word is taken for a name, or isn't.

mod place;
mod report;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use crate::cli::{ExplainMentionFormat, ExplainMentionOptions};
use crate::selection::{Asked, Problem, Selection, finished};
use crate::shown::{self, Form};
use place::Place;
use report::Report;

/// Explains a place.
pub(crate) fn run(options: &ExplainMentionOptions) -> ExitCode {
    let printed = explain(&options.place)
        .and_then(|report| print(&report, options.format).map_err(Problem::Output));
    finished(printed.map(|()| ExitCode::SUCCESS))
}

fn explain(written: &str) -> Result<Report, Problem> {
    let place = Place::parse(written)?;
    let asked = Asked::new(std::slice::from_ref(&place.file))?;
    let path = &asked.paths()[0];
    if path.is_dir() {
        return Err(Problem::Request(format!(
            "{} is a folder, not a file",
            place.file
        )));
    }
    let mut snapshot = Selection::read(std::slice::from_ref(&place.file))?.snapshot;
    // In other Markdown names lead somewhere too while it is open.
    if snapshot.source_at(path).is_none() && snapshot.listed_in(path).is_empty() {
        snapshot = snapshot.with_guest(path);
    }
    let whole = snapshot.readable_at(path);
    let lines = whole.or_else(|| snapshot.listed_in(path).into_iter().next());
    let source = lines.ok_or_else(|| {
        Problem::Request(format!(
            "{0} is no agent file; `dossier doctor {0}` says why",
            place.file
        ))
    })?;
    let offset = place.offset(&source.text, &source.parsed.lines)?;
    // One of several that are defined there.
    let listed = snapshot.listed_at(path, |_| offset);
    let source = listed.map_or(source, |(source, _)| source);
    let found = dossier_ide::explain_mention(&snapshot, source.id, offset);
    // The file was read just now.
    let found = found.ok_or_else(|| Problem::NoSuchPath(path.clone()))?;
    Ok(Report::new(&snapshot, &source, written, &found))
}

fn print(report: &Report, format: ExplainMentionFormat) -> io::Result<()> {
    let form = match format {
        ExplainMentionFormat::Human => Form::Words,
        ExplainMentionFormat::Json => Form::Json,
    };
    let mut out = shown::stdout(form);
    match format {
        ExplainMentionFormat::Human => words::print(&mut out, report)?,
        ExplainMentionFormat::Json => {
            shown::document(&mut out, report)?;
        }
    }
    out.flush()
}
