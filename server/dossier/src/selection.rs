//! The files that a command is about, seen with the team they belong to.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_syntax::{Encoding, LineIndex, Span};
use dossier_workspace::{FileId, Snapshot};
use serde::Serialize;

use crate::report::{self, Frame};
use crate::setup;

/// Why a command can't be run.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Dossier's own tables are broken.
    Tables(dossier_dialect::TableError),
    /// A path that was named is not there.
    NoSuchPath(Utf8PathBuf),
    /// The settings can't be read.
    Settings(String),
    /// The output can't be written.
    Output(io::Error),
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tables(error) => error.fmt(f),
            Self::NoSuchPath(path) => write!(f, "{path}: no such file or folder"),
            Self::Settings(complaint) => f.write_str(complaint),
            Self::Output(error) => error.fmt(f),
        }
    }
}

/// The agent files under some paths, and the world around them.
pub(crate) struct Selection {
    /// The world.
    pub(crate) snapshot: Snapshot,
    /// The files, in the order of their paths.
    pub(crate) files: Vec<FileId>,
}

impl Selection {
    /// Reads the files under `paths`, and those around them.
    pub(crate) fn read(paths: &[Utf8PathBuf]) -> Result<Self, Problem> {
        let asked = paths
            .iter()
            .map(|path| absolute(path))
            .collect::<Result<Vec<_>, _>>()?;
        let snapshot = snapshot(&asked)?;
        let mut files: Vec<(&Utf8Path, FileId)> = snapshot
            .index()
            .files()
            .filter(|(_, file, _)| asked.iter().any(|path| file.path.starts_with(path)))
            .map(|(id, file, _)| (file.path.as_path(), id))
            .collect();
        files.sort();
        let files = files.into_iter().map(|(_, id)| id).collect();
        Ok(Self { snapshot, files })
    }
}

fn absolute(path: &Utf8Path) -> Result<Utf8PathBuf, Problem> {
    path.canonicalize_utf8()
        .map_err(|_| Problem::NoSuchPath(path.to_owned()))
}

/// The world around the paths: a file is seen with the team it belongs to.
fn snapshot(asked: &[Utf8PathBuf]) -> Result<Snapshot, Problem> {
    let mut world = setup::world().map_err(Problem::Tables)?;
    let mut roots: Vec<Utf8PathBuf> = Vec::new();
    for path in asked {
        let around = setup::implied_root(&path.join("x")).filter(|_| path.is_file());
        let folder = if path.is_dir() {
            Some(path.clone())
        } else {
            path.parent().map(Into::into)
        };
        roots.extend(around.or(folder));
    }
    roots.extend(world.places().config_roots());
    setup::read_all(&mut world, &roots);
    let snapshot = world.snapshot();
    check_configuration(&snapshot, asked)?;
    Ok(snapshot)
}

/// Says what is wrong with each `dossier.toml` that is about files asked for.
fn check_configuration(snapshot: &Snapshot, asked: &[Utf8PathBuf]) -> Result<(), Problem> {
    let mut broken = None;
    for file in snapshot.configuration().files() {
        let folder = file.path.parent().unwrap_or(&file.path);
        if !asked
            .iter()
            .any(|path| path.starts_with(folder) || folder.starts_with(path))
        {
            continue;
        }
        for finding in dossier_ide::configuration(snapshot.dialects(), file) {
            let frame = report::draw(&Frame {
                severity: finding.severity,
                id: finding.rule,
                title: &finding.message,
                path: file.path.as_str(),
                text: &file.text,
                span: finding.span,
                label: "",
            });
            if file.error.is_some() {
                broken.get_or_insert(format!("a configuration can't be read\n{frame}"));
            } else {
                anstream::eprintln!("{frame}");
            }
        }
    }
    broken.map_or(Ok(()), |frame| Err(Problem::Settings(frame)))
}

/// A range as JSON documents have it: lines count from zero, columns are UTF-16 code units.
#[derive(Serialize)]
pub(crate) struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    character: u32,
}

impl Range {
    /// The range of a span.
    pub(crate) fn new(lines: &LineIndex, span: Span) -> Self {
        let place = |offset| {
            let position = lines.position(offset, Encoding::Utf16);
            Place {
                line: position.line,
                character: position.column,
            }
        };
        Self {
            start: place(span.range().start),
            end: place(span.range().end),
        }
    }
}
