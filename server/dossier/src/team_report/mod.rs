//! `dossier report`: one page on a team.
//!
//! A [`Page`] holds what it says, and each form prints that in its own way.

mod findings;
mod html;
mod markdown;
mod page;

use std::io::Write;
use std::process::ExitCode;

use crate::check::output::Output;
use crate::cli::{ReportFormat, ReportOptions};
use crate::graph;
use crate::selection::{Problem, Selection, finished};
use crate::shown::{self, Form};
use page::Page;

/// Reports on a team.
pub(crate) fn run(options: &ReportOptions) -> ExitCode {
    finished(report(options))
}

fn report(options: &ReportOptions) -> Result<ExitCode, Problem> {
    let selection = Selection::read(&options.paths)?;
    let page = Page::of(&selection, &options.paths);
    let output = Output::new(options.output.as_deref());
    let form = match options.format {
        ReportFormat::Html | ReportFormat::Markdown => Form::Lines,
        ReportFormat::Json => Form::Json,
    };
    output.write(form, |out: &mut dyn Write| match options.format {
        ReportFormat::Html => {
            let has_somebody = !selection.files.is_empty();
            let picture = has_somebody.then(|| graph::image(&selection));
            out.write_all(html::document(&page, picture.as_deref()).as_bytes())
        }
        ReportFormat::Markdown => out.write_all(markdown::document(&page).as_bytes()),
        ReportFormat::Json => shown::document(out, &page),
    })?;
    Ok(selection.exit_code())
}
