//! `dossier new`: a file from the template of the program that it is for.

use std::io::Write as _;
use std::process::ExitCode;

use camino::Utf8Path;
use dossier_dialect::{Dialect, FileKind};
use dossier_ide::{new_files, program_named};

use crate::check::base::Base;
use crate::cli::{NewKind, NewOptions};
use crate::selection::{Problem, Selection, finished, team_folder};
use crate::shown::{self, Form};
use crate::write;

/// Makes the file, or prints it.
pub(crate) fn run(options: &NewOptions) -> ExitCode {
    finished(make(options))
}

fn make(options: &NewOptions) -> Result<ExitCode, Problem> {
    let folder = team_folder()?;
    let selection = Selection::read(std::slice::from_ref(&folder))?;
    let snapshot = &selection.snapshot;
    let kind = kind(options.kind);
    let named = options.for_program.as_deref().map(|name| {
        program_named(snapshot.dialects(), name)
            .map_err(|error| Problem::Request(format!("--for {name}: {error}")))
    });
    let program = match named.transpose()? {
        Some(named) => Some(named),
        None => own_program(&selection, &folder, kind),
    };
    let (folders, name) = ([folder], options.name.trim());
    let found = new_files(snapshot, &folders, None, program, kind, name)
        .map_err(|error| Problem::Request(error.to_string()))?;
    let place = found.places.iter().find(|it| it.user == options.user);
    let path = &place
        .ok_or_else(|| Problem::Request(nowhere(options.user, name)))?
        .path;

    let mut out = shown::stdout(Form::Words);
    let text = found.text();
    let printed = if options.dry_run {
        out.write_all(text.as_bytes())
    } else {
        write::create(path, &text).map_err(|error| Problem::File(path.clone(), error))?;
        writeln!(out, "{}", Base::current().shown(path))
    };
    let printed = printed.and_then(|()| out.flush());
    printed.map_err(Problem::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn kind(asked: NewKind) -> FileKind {
    match asked {
        NewKind::Agent => FileKind::Agent,
        NewKind::Skill => FileKind::Skill,
        NewKind::Command => FileKind::Command,
        NewKind::Rule => FileKind::Rule,
        NewKind::OutputStyle => FileKind::OutputStyle,
    }
}

/// The program that the team is for: of those that its `dossier.toml` names the first that has
/// such files, else the one that most of its files of the kind, or of any kind, are written for.
fn own_program<'a>(selection: &'a Selection, folder: &Utf8Path, kind: FileKind) -> Option<&'a str> {
    let snapshot = &selection.snapshot;
    let dialects = snapshot.dialects();
    let has_template = |id: &str| {
        let mut own = dialects.iter().filter(|it| it.id() == id);
        own.any(|it| it.kind(kind).is_some_and(|row| row.template.is_some()))
    };
    let somebody = folder.join("x.md");
    let configured = snapshot.configuration().of(&somebody);
    for name in configured.readers().unwrap_or_default() {
        let called = dialects.called(std::slice::from_ref(name));
        let mut ids = called.into_iter().map(|it| dialects.get(it).id());
        if let Some(id) = ids.find(|id| has_template(id)) {
            return Some(id);
        }
    }
    let programs = selection.programs(Some(kind)).into_iter();
    let mut ids = programs.map(Dialect::id);
    ids.find(|id| has_template(id))
}

fn nowhere(user: bool, name: &str) -> String {
    match user {
        true => format!("There is no folder of your own for it, or `{name}` is there already."),
        false => format!("`{name}` is there already."),
    }
}
