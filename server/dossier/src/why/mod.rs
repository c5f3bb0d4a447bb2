//! `dossier why`: what programs make of an agent, skill, command or any other agent file.

mod json;
mod subject;
mod words;

use std::io::{self, Write as _};
use std::process::ExitCode;

use camino::Utf8Path;
use dossier_workspace::{FileId, Snapshot};

use crate::check::base::Base;
use crate::cli::{WhyFormat, WhyOptions};
use crate::selection::{Problem, finished};
use crate::shown::{self, Form, Shown};
use subject::Subjects;

/// Says what programs make of what is asked for.
pub(crate) fn run(options: &WhyOptions) -> ExitCode {
    let answered = Subjects::find(&options.subject).and_then(|subjects| {
        print(&subjects, options.format).map_err(Problem::Output)?;
        Ok(ExitCode::SUCCESS)
    });
    finished(answered)
}

/// What is said of one file, with paths from a folder; `None` for a file that is no agent file.
pub(crate) fn text(snapshot: &Snapshot, file: FileId, root: Option<&Utf8Path>) -> Option<String> {
    let account = dossier_ide::why(snapshot, file)?;
    let here = root.map_or_else(Base::current, Base::folder);
    let mut text = Vec::new();
    let mut out = Shown::new(Form::Words, &mut text);
    let written = words::print(&mut out, snapshot, &account, &here, false);
    written.and_then(|()| out.flush()).ok()?;
    drop(out);
    String::from_utf8(text).ok()
}

fn print(subjects: &Subjects, format: WhyFormat) -> io::Result<()> {
    let (snapshot, here) = (&subjects.snapshot, Base::current());
    let accounts = subjects.files.iter();
    let accounts = accounts.filter_map(|file| dossier_ide::why(snapshot, *file));
    let mut out = shown::stdout(match format {
        WhyFormat::Human => Form::Words,
        WhyFormat::Json => Form::Json,
    });
    match format {
        WhyFormat::Human => {
            for (at, account) in accounts.enumerate() {
                if at > 0 {
                    writeln!(out)?;
                }
                let is_nearest = at == 0 && subjects.files.len() > 1;
                words::print(&mut out, snapshot, &account, &here, is_nearest)?;
            }
        }
        WhyFormat::Json => json::print(&mut out, snapshot, accounts, &here)?,
    }
    out.flush()
}
