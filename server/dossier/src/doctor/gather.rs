//! Looks around: at the machine, the workspace, and a file.

use std::collections::BTreeMap;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, NEWEST_CHECK, Severity};
use dossier_syntax::{Encoding, LineIndex};
use dossier_workspace::{Snapshot, World, real_path};

use super::file::FileReport;
use super::problems::problems;
use super::report::{
    ConfigFinding, Configuration, Count, EditorReport, OnPath, Program, Report, Workspace,
};

use crate::cli::Editor;
use crate::selection::{Asked, Problem};
use crate::setup::{Folders, State, first_line_of};
use crate::start;

/// Looks at the machine, the workspace around `file` or the current folder, and the file.
pub(super) fn gather(file: Option<&Utf8Path>) -> Result<Report, Problem> {
    let here = Asked::new(&[".".into()])?;
    let asked = match file {
        Some(file) => Asked::new(&[file.to_owned()])?,
        None => here.clone(),
    };
    let mut world = start::world().map_err(Problem::Tables)?;
    // An editor that was started here has the file in the workspace around here.
    let dialects = world.places().dialects().clone();
    let mut roots = here.roots(&dialects);
    let is_inside = |path: &Utf8PathBuf| roots.iter().any(|root| path.starts_with(root));
    if !asked.paths().iter().all(is_inside) {
        roots = asked.roots(&dialects);
    }
    world.look_for_programs(roots.iter().map(Utf8PathBuf::as_path));
    let mut all = roots.clone();
    all.extend(world.places().config_roots());
    start::read_all(&mut world, &all);
    let file = match (file, asked.paths()) {
        (Some(_), [path]) if path.is_dir() => {
            return Err(Problem::Request(format!("{path} is a folder, not a file")));
        }
        (Some(_), [path]) => Some(FileReport::new(&world, &roots, path)?),
        _ => None,
    };
    let mut report = Report {
        version: 1,
        program: Program {
            path: std::env::current_exe().ok(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            facts: NEWEST_CHECK,
        },
        on_path: on_path(),
        editors: editors(),
        workspace: workspace(&world, roots),
        file,
        problems: Vec::new(),
    };
    report.problems = problems(&report);
    Ok(report)
}

fn on_path() -> Option<OnPath> {
    let path = start::program("dossier")?;
    let real = |path: &Path| real_path(Utf8Path::from_path(path)?).ok();
    let this = std::env::current_exe().ok();
    let is_this = real(&path).is_some_and(|it| this.and_then(|this| real(&this)) == Some(it));
    let version = match is_this {
        true => Some(env!("CARGO_PKG_VERSION").to_owned()),
        false => first_line_of(&path, &["--version"])
            .and_then(|line| line.strip_prefix("dossier ").map(str::to_owned)),
    };
    Some(OnPath {
        path,
        version,
        is_this,
    })
}

fn editors() -> Vec<EditorReport> {
    let folders = Folders::of_user();
    let report = |editor: Editor| {
        let state = match &folders {
            Ok(folders) => editor.state(folders),
            Err(problem) => State::Unknown(problem.to_string()),
        };
        let (is_set_up, trouble) = match state {
            State::SetUp => (Some(true), None),
            State::NotSetUp => (Some(false), None),
            State::Unknown(trouble) => (None, Some(trouble)),
        };
        EditorReport {
            id: editor.id(),
            name: editor.name(),
            program: editor.program(),
            is_set_up,
            trouble,
        }
    };
    Editor::ALL.map(report).into()
}

fn workspace(world: &World, roots: Vec<Utf8PathBuf>) -> Workspace {
    let snapshot = world.snapshot();
    let mut counts: BTreeMap<(bool, String, FileKind), usize> = BTreeMap::new();
    let files = snapshot.index().files();
    for (_, _, facts) in files.filter(|(_, _, facts)| facts.place.kind.is_of_team()) {
        let place = &facts.place;
        let dialect = snapshot.dialect(place).title().to_owned();
        *counts.entry((place.user, dialect, place.kind)).or_default() += 1;
    }
    let files = counts
        .into_iter()
        .map(|((user, dialect, kind), count)| Count {
            dialect,
            kind,
            user,
            count,
        });
    Workspace {
        roots,
        files: files.collect(),
        configuration: configuration(&snapshot),
    }
}

fn configuration(snapshot: &Snapshot) -> Vec<Configuration> {
    let mut found: Vec<Configuration> = snapshot
        .configuration()
        .files()
        .map(|file| {
            let lines = LineIndex::new(&file.text);
            let findings = dossier_ide::configuration(snapshot.dialects(), file);
            let finding = |it: dossier_ide::Diagnostic| {
                let start = lines.position(it.span.range().start, Encoding::Utf32);
                ConfigFinding {
                    severity: Severity::as_str(it.severity),
                    line: start.line + 1,
                    column: start.column + 1,
                    message: it.message,
                }
            };
            Configuration {
                path: file.path.clone(),
                broken: file.error.is_some(),
                findings: findings.into_iter().map(finding).collect(),
            }
        })
        .collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}
