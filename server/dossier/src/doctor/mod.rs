//! `dossier doctor`: what is installed, what the workspace holds, and why a file is or isn't an
//! agent file.
//!
//! [`gather`] makes a [`Report`] of it, which is printed as data or put into [`words`].

mod file;
mod gather;
mod problems;
mod report;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use crate::cli::{DoctorFormat, DoctorOptions};
use crate::selection::{Problem, finished};
use crate::shown::{self, Form};
use report::Report;
pub(crate) use words::{counted, why_no_agent_file};

/// Exit code: something is off.
const OFF: u8 = 1;

/// Looks around and says what it finds.
pub(crate) fn run(options: &DoctorOptions) -> ExitCode {
    let report = match gather::gather(options.file.as_deref()) {
        Ok(report) => report,
        Err(problem) => return finished(Err(problem)),
    };
    let code = match report.problems.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(OFF),
    };
    match print(&report, options.format) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            finished(Err(Problem::Output(error)))
        }
        _ => code,
    }
}

fn print(report: &Report, format: DoctorFormat) -> io::Result<()> {
    let form = match format {
        DoctorFormat::Human => Form::Words,
        DoctorFormat::Json => Form::Json,
    };
    let mut out = shown::stdout(form);
    match format {
        DoctorFormat::Human => words::print(&mut out, report)?,
        DoctorFormat::Json => {
            shown::document(&mut out, report)?;
        }
    }
    out.flush()
}
