//! `dossier sync`: the files of several programs, kept in step with those of one.

use std::process::ExitCode;

use camino::Utf8Path;
use dossier_ide::{ConvertError, convert_in_step, program_named, written_from};
use dossier_workspace::{FileId, Snapshot, Sync};

use crate::cli::SyncOptions;
use crate::convert::outcome::{Mode, Outcome, Over};
use crate::selection::{Problem, Selection, finished};
use crate::shown::complain;

/// Brings files in step.
pub(crate) fn run(options: &SyncOptions) -> ExitCode {
    finished(sync_all(options))
}

fn sync_all(options: &SyncOptions) -> Result<ExitCode, Problem> {
    let selection = Selection::read(&options.paths)?;
    let snapshot = &selection.snapshot;
    let mode = match (options.check, options.force) {
        (true, _) => Mode::Check,
        (_, true) => Mode::Write(Over::All),
        _ => Mode::Write(Over::Written),
    };
    let mut outcome = Outcome::new(&options.paths, mode);
    let (mut is_whole, mut is_chosen) = (true, false);
    for &file in &selection.files {
        let path = &snapshot.index().file(file).path;
        is_whole &= has_its_source(snapshot, file, path, &outcome);
        let Some(sync) = snapshot.configuration().of(path).sync() else {
            continue;
        };
        is_chosen = true;
        if !is_from(snapshot, file, sync)? {
            continue;
        }
        for to in &sync.to {
            let program = program(snapshot, to)?;
            match convert_in_step(snapshot, file, program) {
                Ok(converted) => {
                    is_whole &= outcome.take(path, &converted)?;
                    // A check is for whoever wants to know whether all is well.
                    if !options.check {
                        outcome.tell_left(snapshot, program, path, &converted);
                    }
                }
                // Not every program has files of every kind.
                Err(ConvertError::NoSuchKind(_) | ConvertError::SameProgram) => {}
                Err(error) => {
                    complain(&format!("dossier: {}: {error}", outcome.here.shown(path)));
                    is_whole = false;
                }
            }
        }
    }
    if !is_chosen {
        return Err(Problem::Request(
            "no dossier.toml says what to keep in step; `dossier sync --help` shows how".to_owned(),
        ));
    }
    Ok(ExitCode::from(u8::from(!is_whole)))
}

fn program<'a>(snapshot: &'a Snapshot, written: &str) -> Result<&'a str, Problem> {
    program_named(snapshot.dialects(), written)
        .map_err(|error| Problem::Request(format!("[sync] names {written}: {error}")))
}

/// True for a file of the program whose files are written by hand, where that program loads it.
fn is_from(snapshot: &Snapshot, file: FileId, sync: &Sync) -> Result<bool, Problem> {
    let from = program(snapshot, &sync.from)?;
    let facts = snapshot.index().file(file).facts.as_ref();
    Ok(
        facts
            .is_some_and(|facts| facts.place.loaded && snapshot.dialect(&facts.place).id() == from),
    )
}

/// False for a file that is written from one which is not there any more, which is said.
fn has_its_source(snapshot: &Snapshot, file: FileId, path: &Utf8Path, outcome: &Outcome) -> bool {
    let text = snapshot.text(file);
    let facts = snapshot.index().file(file).facts.as_ref();
    let source = text.as_deref().and_then(written_from).zip(facts);
    let gone =
        source.filter(|(source, facts)| !snapshot.disk().exists(&facts.place.home.join(source)));
    if let Some((source, _)) = gone {
        let path = outcome.here.shown(path);
        complain(&format!(
            "dossier: {path} is written from {source}, which is not there"
        ));
    }
    gone.is_none()
}
