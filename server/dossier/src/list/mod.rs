//! `dossier list`: the agents, skills and commands of a team, as a table.

mod catalogue;
mod human;
mod json;
pub(crate) mod markdown;

use std::io::{self, Write};
use std::process::ExitCode;

use dossier_ide::Listed;

use crate::check::base::Base;
use crate::cli::{ListFormat, ListOptions};
use crate::selection::{Problem, Selection, finished};
use crate::shown::{self, Form, complain};

/// Exit code: the catalogue is not as it should be.
const STALE: u8 = 1;

/// Lists the team, or brings a catalogue of it up to date.
pub(crate) fn run(options: &ListOptions) -> ExitCode {
    finished(list(options))
}

fn list(options: &ListOptions) -> Result<ExitCode, Problem> {
    let format = match (options.format, &options.update) {
        (None | Some(ListFormat::Markdown), Some(_)) => ListFormat::Markdown,
        (Some(_), Some(_)) => {
            let says = "--update writes Markdown: leave --format out, or say `markdown`";
            return Err(Problem::Request(says.to_owned()));
        }
        (format, None) => format.unwrap_or(ListFormat::Human),
    };
    let selection = Selection::read(&options.paths)?;
    let listed = dossier_ide::list(&selection.snapshot, &selection.files);
    if let Some(path) = &options.update {
        if selection.is_incomplete {
            let says = format!("{path} stays as it is, since not all could be read");
            return Err(Problem::Request(says));
        }
        let is_current = catalogue::keep(path, &selection.snapshot, &listed, options.check)?;
        return Ok(match is_current {
            true => ExitCode::SUCCESS,
            false => ExitCode::from(STALE),
        });
    }
    if listed.is_empty() {
        complain("dossier: there is no agent, skill or command here");
    }
    print(&selection, &listed, format).map_err(Problem::Output)?;
    Ok(selection.exit_code())
}

fn print(selection: &Selection, listed: &[Listed<'_>], format: ListFormat) -> io::Result<()> {
    let (snapshot, here) = (&selection.snapshot, Base::current());
    let mut out = shown::stdout(match format {
        ListFormat::Human | ListFormat::Markdown => Form::Words,
        ListFormat::Json => Form::Json,
    });
    match format {
        ListFormat::Human => human::print(&mut out, snapshot, listed, &here)?,
        ListFormat::Markdown => {
            for line in markdown::table(snapshot, listed, &here) {
                writeln!(out, "{line}")?;
            }
        }
        ListFormat::Json => json::print(&mut out, snapshot, listed, &here)?,
    }
    out.flush()
}
