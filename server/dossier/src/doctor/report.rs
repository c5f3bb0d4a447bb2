//! What there is to say, as data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, Severity};
use dossier_syntax::{Encoding, LineIndex};
use dossier_workspace::{Snapshot, World};
use serde::Serialize;

use super::file::FileReport;
use super::words;
use crate::cli::Editor;
use crate::selection::{Asked, Problem};
use crate::setup::{Folders, State, first_line_of};
use crate::start;

/// All that is found.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    version: u32,
    /// The program that is running.
    pub(super) program: Program,
    /// The program that an editor finds.
    pub(super) on_path: Option<OnPath>,
    pub(super) editors: Vec<EditorReport>,
    pub(super) workspace: Workspace,
    pub(super) file: Option<FileReport>,
    /// What is off, in words.
    pub(super) problems: Vec<String>,
}

/// A program `dossier`.
#[derive(Serialize)]
pub(super) struct Program {
    pub(super) path: Option<PathBuf>,
    pub(super) version: String,
}

/// The program `dossier` that `PATH` leads to.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OnPath {
    pub(super) path: PathBuf,
    /// `None` for one that doesn't say.
    pub(super) version: Option<String>,
    /// Whether it is the one that is running.
    pub(super) is_this: bool,
}

/// An editor.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EditorReport {
    id: &'static str,
    pub(super) name: &'static str,
    pub(super) program: Option<PathBuf>,
    /// Whether `dossier setup` would find nothing to do; `None` where that can't be told.
    pub(super) is_set_up: Option<bool>,
    /// Why it can't.
    pub(super) trouble: Option<String>,
}

/// The agent files around the file or the current folder.
#[derive(Serialize)]
pub(super) struct Workspace {
    pub(super) roots: Vec<Utf8PathBuf>,
    pub(super) files: Vec<Count>,
    pub(super) configuration: Vec<Configuration>,
}

/// How many files of one sort there are.
#[derive(Serialize)]
pub(super) struct Count {
    pub(super) dialect: String,
    pub(super) kind: FileKind,
    /// Whether they lie in the user's own configuration folder.
    pub(super) user: bool,
    pub(super) count: usize,
}

/// A `dossier.toml`.
#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) path: Utf8PathBuf,
    /// Whether it can't be read, so that nothing in it holds.
    pub(super) broken: bool,
    pub(super) findings: Vec<ConfigFinding>,
}

/// What is wrong with a `dossier.toml`. Lines and columns count from one.
#[derive(Serialize)]
pub(super) struct ConfigFinding {
    severity: &'static str,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) message: String,
}

impl Report {
    /// Looks at the machine, the workspace around `file` or the current folder, and the file.
    pub(super) fn gather(file: Option<&Utf8Path>) -> Result<Self, Problem> {
        let here = Asked::new(&[".".into()])?;
        let asked = match file {
            Some(file) => Asked::new(&[file.to_owned()])?,
            None => here.clone(),
        };
        let mut world = start::world().map_err(Problem::Tables)?;
        // An editor that was started here has the file in the workspace around here.
        let mut roots = here.roots();
        let is_inside = |path: &Utf8PathBuf| roots.iter().any(|root| path.starts_with(root));
        if !asked.paths().iter().all(is_inside) {
            roots = asked.roots();
        }
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
        let mut report = Self {
            version: 1,
            program: Program {
                path: std::env::current_exe().ok(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            on_path: on_path(),
            editors: editors(),
            workspace: Workspace::of(&world, roots),
            file,
            problems: Vec::new(),
        };
        report.problems = words::problems(&report);
        Ok(report)
    }
}

fn on_path() -> Option<OnPath> {
    let path = which::which("dossier").ok()?;
    let real = |path: &Path| path.canonicalize().ok();
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

impl Workspace {
    fn of(world: &World, roots: Vec<Utf8PathBuf>) -> Self {
        let snapshot = world.snapshot();
        let mut counts: BTreeMap<(bool, String, FileKind), usize> = BTreeMap::new();
        for (_, _, facts) in snapshot.index().files() {
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
        Self {
            roots,
            files: files.collect(),
            configuration: configuration(&snapshot),
        }
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
