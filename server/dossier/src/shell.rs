//! `dossier completions` and `dossier man`: what a shell and `man` are told, from the same text as
//! `--help`.

use std::fs;
use std::io::Write as _;
use std::process::ExitCode;

use clap::CommandFactory as _;

use crate::cli::{Cli, CompletionsOptions, ManOptions};
use crate::selection::{Problem, finished};
use crate::shown::{self, Form};

/// Prints the script that makes a shell complete Dossier's commands and options.
pub(crate) fn completions(options: &CompletionsOptions) -> ExitCode {
    let mut script = Vec::new();
    let mut command = Cli::command();
    clap_complete::generate(options.shell, &mut command, "dossier", &mut script);
    let mut out = shown::stdout(Form::Words);
    let printed = out.write_all(&script).and_then(|()| out.flush());
    finished(printed.map(|()| ExitCode::SUCCESS).map_err(Problem::Output))
}

/// Writes a page of the manual for Dossier, and one for each of its commands.
pub(crate) fn man(options: &ManOptions) -> ExitCode {
    let folder = &options.folder;
    let written = fs::create_dir_all(folder);
    let written = written.and_then(|()| clap_mangen::generate_to(Cli::command(), folder));
    let problem = |error| Problem::File(folder.clone(), error);
    finished(written.map(|()| ExitCode::SUCCESS).map_err(problem))
}
