//! `dossier convert`: files that are written for one program, written for another.

pub(crate) mod outcome;

use std::process::ExitCode;

use camino::Utf8Path;
use dossier_ide::{ConvertError, convert, program_named};
use dossier_workspace::real_path;

use crate::cli::ConvertOptions;
use crate::selection::{Problem, Selection, finished};
use crate::shown::complain;
use outcome::{Mode, Outcome, Over};

/// Converts the files that were asked for.
pub(crate) fn run(options: &ConvertOptions) -> ExitCode {
    finished(convert_all(options))
}

fn convert_all(options: &ConvertOptions) -> Result<ExitCode, Problem> {
    let selection = Selection::read(&options.paths)?;
    let snapshot = &selection.snapshot;
    let program = program_named(snapshot.dialects(), &options.to)
        .map_err(|error| Problem::Request(format!("--to {}: {error}", options.to)))?;
    let mode = match (options.check, options.dry_run, options.force) {
        (true, ..) => Mode::Check,
        (_, true, _) => Mode::Print,
        (.., true) => Mode::Write(Over::All),
        _ => Mode::Write(Over::Nothing),
    };
    let mut outcome = Outcome::new(&options.paths, mode);
    let mut count = 0;
    let mut is_whole = true;
    for &file in &selection.files {
        let path = &snapshot.index().file(file).path;
        // Of a folder, what the program has files for is meant.
        let is_named = options.paths.iter().any(|it| is_same(it, path));
        match convert(snapshot, file, program) {
            Ok(converted) => {
                count += 1;
                if outcome.take(path, &converted)? {
                    outcome.tell_left(snapshot, program, path, &converted);
                } else {
                    is_whole = false;
                }
            }
            Err(error) if is_named || error == ConvertError::Broken => {
                complain(&format!("dossier: {}: {error}", outcome.here.shown(path)));
                is_whole = false;
            }
            Err(_) => {}
        }
    }
    if count == 0 && is_whole {
        complain("dossier: nothing to convert");
        is_whole = false;
    }
    Ok(ExitCode::from(u8::from(!is_whole)))
}

fn is_same(asked: &Utf8Path, path: &Utf8Path) -> bool {
    real_path(asked).is_ok_and(|it| it == path)
}
