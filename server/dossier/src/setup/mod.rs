//! `dossier setup`: makes an editor use Dossier, and takes it back.
//!
//! Every editor makes a [`Plan`] of what would change. It is shown, asked about, and carried out
//! as a whole or not at all.

/// The text of a file under `editors/`.
macro_rules! editor_file {
    ($path:expr) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/",
            env!("DOSSIER_EDITORS"),
            "/",
            $path
        ))
    };
}

mod apply;
mod claude_code;
mod editor;
mod folders;
mod helix;
mod neovim;
mod own_files;
mod plan;
mod programs;
mod record;
#[cfg(test)]
mod testing;
mod vscode;

use std::io::{self, BufRead as _, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;

use camino::Utf8Path;
use dossier_workspace::slashed;

use crate::check::findings::plural;
use crate::cli::{Editor, SetupOptions};
use crate::selection::{Problem, finished};
use crate::shown::{self, Form};
use crate::{diff, start};
pub(crate) use editor::State;
pub(crate) use folders::Folders;
use plan::Plan;
pub(crate) use programs::first_line_of;

/// Exit code: somebody said no, or something that is needed is not there.
const NOT_DONE: u8 = 1;

/// How setting up ended.
enum Outcome {
    Done,
    NotDone,
}

/// Sets an editor up or takes that back; without one, says what could be set up.
pub(crate) fn run(options: &SetupOptions) -> ExitCode {
    let done = Folders::of_user().and_then(|folders| match options.editor {
        Some(editor) => change(editor, options, &folders),
        None => list(&folders),
    });
    finished(done.map(|outcome| match outcome {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::NotDone => ExitCode::from(NOT_DONE),
    }))
}

fn change(editor: Editor, options: &SetupOptions, folders: &Folders) -> Result<Outcome, Problem> {
    let plan = if options.undo {
        editor.plan_of_undoing(folders)?
    } else {
        editor.plan(folders)?
    };
    let mut out = shown::stdout(Form::Lines);
    print_notes(&mut out, &plan.notes).map_err(Problem::Output)?;
    if !plan.changes_anything() {
        if let Some(reason) = &plan.missing {
            say(&mut out, reason)?;
            return Ok(Outcome::NotDone);
        }
        let state = match options.undo {
            true => "Nothing to undo",
            false => "Nothing to do",
        };
        let name = editor.name();
        say(&mut out, &format!("{state}: {} {name}.", state_of(options)))?;
        return Ok(Outcome::Done);
    }
    let diffs = match options.diff {
        true => print_diffs(&mut out, &plan),
        false => Ok(()),
    };
    diffs
        .and_then(|()| summarize(&mut out, &plan))
        .map_err(Problem::Output)?;
    if !options.yes && !agreed(&mut out, options, &plan)? {
        say(&mut out, "Nothing was changed.")?;
        return Ok(Outcome::NotDone);
    }
    apply::apply(&plan)?;
    if let Err(failed) = programs::run_all(&plan.commands) {
        say(&mut out, &format!("{failed}\n{}", plan.otherwise))?;
        return Ok(Outcome::NotDone);
    }
    say(&mut out, &plan.afterwards)?;
    if !options.undo && editor.needs_program_on_path() && crate::start::program("dossier").is_none()
    {
        let folder = std::env::current_exe().ok();
        let folder = folder.as_deref().and_then(Path::parent);
        let folder = folder.map_or_else(String::new, |it| format!(" ({})", it.display()));
        let name = editor.name();
        let note =
            format!("`dossier` is not on PATH: {name} won't find it until its folder{folder} is.");
        say(&mut out, &note)?;
    }
    Ok(Outcome::Done)
}

fn state_of(options: &SetupOptions) -> &'static str {
    match options.undo {
        true => "Dossier is not set up in",
        false => "Dossier is set up in",
    }
}

/// Says which editors are there, and which are set up.
fn list(folders: &Folders) -> Result<Outcome, Problem> {
    let mut out = shown::stdout(Form::Lines);
    let mut lines = Vec::new();
    for editor in Editor::ALL {
        let found = editor.program();
        let state = match (&found, editor.state(folders)) {
            (None, State::NotSetUp) => "not found".to_owned(),
            (_, State::SetUp) => "set up".to_owned(),
            (_, State::Unknown(reason)) => reason,
            (Some(_), State::NotSetUp) => format!("dossier setup {}", editor.id()),
        };
        let found = found.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        lines.push([editor.name().to_owned(), found, state]);
    }
    let width = |column: usize| lines.iter().map(|line| line[column].len()).max();
    let (name, path) = (width(0).unwrap_or(0), width(1).unwrap_or(0));
    for [editor, found, state] in &lines {
        say(&mut out, &format!("{editor:name$}  {found:path$}  {state}"))?;
    }
    Ok(Outcome::Done)
}

fn say(out: &mut dyn Write, line: &str) -> Result<(), Problem> {
    // Programs that are run next print too.
    let said = writeln!(out, "{line}").and_then(|()| out.flush());
    said.map_err(Problem::Output)
}

fn print_notes(out: &mut dyn Write, notes: &[String]) -> io::Result<()> {
    notes.iter().try_for_each(|note| writeln!(out, "{note}"))
}

/// Says which files would be written, and which programs would run.
fn summarize(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    for change in &plan.changes {
        let lines = |text: &Option<String>| text.as_deref().map_or(0, |it| it.lines().count());
        let (before, after) = (lines(&change.before), lines(&change.after));
        let (verb, lines) = match (&change.before, &change.after) {
            (None, _) => ("new", plural(after, "line", "lines")),
            (_, None) => ("removed", plural(before, "line", "lines")),
            _ => (
                "changed",
                format!("{before} to {}", plural(after, "line", "lines")),
            ),
        };
        writeln!(out, "{verb:7}  {}  ({lines})", shown(&change.path))?;
    }
    for command in &plan.commands {
        writeln!(out, "run      {command}")?;
    }
    out.flush()
}

/// Shows what would be written, line by line.
fn print_diffs(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    for change in &plan.changes {
        let shown = shown(&change.path);
        let (before, after) = (change.before.as_deref(), change.after.as_deref());
        diff::print(out, (&shown, &shown), before, after)?;
    }
    out.flush()
}

/// A path as people write it, from the home folder where it lies in that.
fn shown(path: &Utf8Path) -> String {
    let inside = start::home_folder().and_then(|home| {
        let inside = path.strip_prefix(home).ok()?;
        Some(format!("~/{}", slashed(inside)))
    });
    inside.unwrap_or_else(|| slashed(path))
}

/// Asks whether to go on, and shows every line on request.
fn agreed(out: &mut dyn Write, options: &SetupOptions, plan: &Plan) -> Result<bool, Problem> {
    if !io::stdin().is_terminal() {
        return Err(Problem::Request(
            "there is nobody to ask: pass --yes to go on, or --diff to see every line. Nothing was \
             changed"
                .to_owned(),
        ));
    }
    let question = match options.undo {
        true => "Take this back?",
        false => "Do this?",
    };
    let choices = match plan.changes.is_empty() {
        true => "[y/N]",
        false => "[y/N, d shows every line]",
    };
    loop {
        write!(out, "{question} {choices} ")
            .and_then(|()| out.flush())
            .map_err(Problem::Output)?;
        let mut answer = String::new();
        let read = io::stdin().lock().read_line(&mut answer);
        read.map_err(|error| Problem::File("-".into(), error))?;
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "d" | "diff" => print_diffs(out, plan).map_err(Problem::Output)?,
            _ => return Ok(false),
        }
    }
}
