//! `dossier convert`: files that are written for one program, written for another.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialect;
use dossier_ide::{Converted, Left, convert, program_named};
use dossier_workspace::{Disk as _, RealDisk, Snapshot, Writable};

use crate::check::base::Base;
use crate::cli::ConvertOptions;
use crate::selection::{Problem, Selection, finished};
use crate::shown::{self, Form, complain, complain_in_lines};
use crate::write;

/// Converts the files that were asked for.
pub(crate) fn run(options: &ConvertOptions) -> ExitCode {
    finished(convert_all(options))
}

fn convert_all(options: &ConvertOptions) -> Result<ExitCode, Problem> {
    let selection = Selection::read(&options.paths)?;
    let snapshot = &selection.snapshot;
    let program = program_named(snapshot.dialects(), &options.to)
        .map_err(|error| Problem::Request(format!("--to {}: {error}", options.to)))?;
    let here = Base::current();
    let named = options.paths.iter().map(Utf8PathBuf::as_path);
    let places = Writable::new(&RealDisk, named);
    let mut files: BTreeMap<Utf8PathBuf, (Utf8PathBuf, Converted)> = BTreeMap::new();
    let mut is_whole = true;
    for &file in &selection.files {
        let path = &snapshot.index().file(file).path;
        // Of a folder, what can be converted is meant.
        let is_named = options.paths.iter().any(|it| is_same(it, path));
        match convert(snapshot, file, program) {
            Ok(converted) => {
                if let Some((other, _)) = files.get(&converted.path) {
                    let (path, other) = (here.shown(path), here.shown(other));
                    complain(&format!("dossier: {path}: {other} would be the same file"));
                    is_whole = false;
                    continue;
                }
                files.insert(converted.path.clone(), (path.clone(), converted));
            }
            Err(error) if is_named => {
                complain(&format!("dossier: {}: {error}", here.shown(path)));
                is_whole = false;
            }
            Err(_) => {}
        }
    }
    for (path, (source, converted)) in &files {
        is_whole &= one(options, &places, path, &here.shown(path), converted)?;
        tell_left(snapshot, program, &here.shown(source), converted);
    }
    if files.is_empty() && is_whole {
        complain("dossier: nothing to convert");
        is_whole = false;
    }
    Ok(if is_whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn is_same(asked: &Utf8Path, path: &Utf8Path) -> bool {
    asked.canonicalize_utf8().is_ok_and(|it| it == path)
}

/// Prints, compares or writes one file. Returns false if it is not as it should be.
fn one(
    options: &ConvertOptions,
    places: &Writable,
    path: &Utf8Path,
    shown: &str,
    converted: &Converted,
) -> Result<bool, Problem> {
    let before = RealDisk.read(path);
    if options.check {
        let is_like = before.as_deref() == Some(&*converted.text);
        if !is_like {
            let state = if before.is_some() {
                "differs"
            } else {
                "is missing"
            };
            complain(&format!("dossier: {shown} {state}"));
        }
        return Ok(is_like);
    }
    if options.dry_run {
        let mut out = shown::stdout(Form::Words);
        writeln!(out, "{shown}:\n\n{}", converted.text).map_err(Problem::Output)?;
        return Ok(true);
    }
    if !places.may_write(&RealDisk, path) {
        complain(&format!(
            "dossier: {shown} lies outside of what was named; not written"
        ));
        return Ok(false);
    }
    let written = match before {
        Some(before) if before == converted.text => return Ok(true),
        Some(_) if !options.force => {
            complain(&format!(
                "dossier: {shown} is there already; --force writes over it"
            ));
            return Ok(false);
        }
        Some(before) => {
            write::replace(path, &before, &converted.text).and_then(write::Replaced::settle)
        }
        None => make(path, &converted.text),
    };
    match written {
        Ok(()) => {
            let mut out = shown::stdout(Form::Words);
            writeln!(out, "{shown}").map_err(Problem::Output)?;
            Ok(true)
        }
        Err(error) => {
            complain(&format!("dossier: {shown}: {error}"));
            Ok(false)
        }
    }
}

fn make(path: &Utf8Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    write::create(path, text)
}

/// Says what the program has nothing for.
fn tell_left(snapshot: &Snapshot, program: &str, source: &str, converted: &Converted) {
    let dialects = snapshot.dialects();
    let title = dialects
        .iter()
        .find(|it| it.id() == program)
        .map(Dialect::title);
    let title = title.unwrap_or(program);
    for Left { field, part, why } in &converted.left {
        let what = match part.as_str() {
            "" => format!("`{field}`"),
            part => format!("`{part}` of `{field}`"),
        };
        complain_in_lines(&format!("{source}: {title} has nothing for {what}: {why}"));
    }
}
