//! The files that a command is about, seen with the team they belong to.

use std::collections::BTreeSet;
use std::io;
use std::path::MAIN_SEPARATOR;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use dossier_syntax::{Encoding, LineIndex, Span};
use dossier_workspace::{Disk, FileId, RealDisk, Snapshot, World, scan};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::report::{self, Frame, Text};
use crate::start;

/// Why a command can't be run.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Dossier's own tables are broken.
    Tables(dossier_dialect::TableError),
    /// A path that was named is not there.
    NoSuchPath(Utf8PathBuf),
    /// The settings can't be read.
    Settings(String),
    /// A file can't be read or written.
    File(Utf8PathBuf, io::Error),
    /// What was asked for makes no sense.
    Request(String),
    /// The output can't be written.
    Output(io::Error),
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tables(error) => error.fmt(f),
            Self::NoSuchPath(path) => write!(f, "{path}: no such file or folder"),
            Self::Settings(complaint) | Self::Request(complaint) => f.write_str(complaint),
            Self::File(path, error) => write!(f, "{path}: {error}"),
            Self::Output(error) => error.fmt(f),
        }
    }
}

/// The agent files under some paths, and the world around them.
pub(crate) struct Selection {
    /// The world as it was read.
    pub(crate) snapshot: Snapshot,
    /// The files, in the order of their paths.
    pub(crate) files: Vec<FileId>,
}

impl Selection {
    /// Reads the files under `paths`, and those around them.
    pub(crate) fn read(paths: &[Utf8PathBuf]) -> Result<Self, Problem> {
        let asked = Asked::new(paths)?;
        let world = asked.world(Arc::new(RealDisk), || ())?;
        let snapshot = world.snapshot();
        let files = asked.files(&snapshot);
        Ok(Self { snapshot, files })
    }
}

/// What a command was asked to look at: absolute paths without links on the way.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    paths: Vec<Utf8PathBuf>,
}

impl Asked {
    /// The paths as they were given, which must be there.
    pub(crate) fn new(paths: &[Utf8PathBuf]) -> Result<Self, Problem> {
        let paths = paths.iter().map(|path| absolute(path));
        Ok(Self {
            paths: paths.collect::<Result<_, _>>()?,
        })
    }

    /// One file, which need not be there.
    pub(crate) fn file(path: &Utf8Path) -> Result<Self, Problem> {
        let path = match absolute(path) {
            Ok(path) => path,
            Err(problem) => {
                let full = std::path::absolute(path).ok();
                let full = full.and_then(|full| Utf8PathBuf::from_path_buf(full).ok());
                resolved(&full.ok_or(problem)?)
            }
        };
        Ok(Self { paths: vec![path] })
    }

    /// The paths.
    pub(crate) fn paths(&self) -> &[Utf8PathBuf] {
        &self.paths
    }

    /// True for what was asked for or lies in it.
    pub(crate) fn holds(&self, path: &Utf8Path) -> bool {
        self.paths.iter().any(|asked| path.starts_with(asked))
    }

    /// The agent files of a snapshot that were asked for, in the order of their paths. Of one that
    /// lies at several paths, because links lead to it, the place where a program loads it.
    pub(crate) fn files(&self, snapshot: &Snapshot) -> Vec<FileId> {
        let mut files: Vec<(&Utf8Path, FileId)> = snapshot
            .index()
            .files()
            // What only configures servers is no part of a team.
            .filter(|(_, file, facts)| facts.place.kind.is_of_team() && self.holds(&file.path))
            .map(|(id, file, _)| (file.path.as_path(), id))
            .collect();
        let links = snapshot.dangling_links();
        let links = links.filter(|(_, link)| self.holds(&link.path));
        files.extend(links.map(|(id, link)| (link.path.as_path(), id)));
        let is_loaded = |id: FileId| {
            let facts = snapshot.index().file(id).facts.as_ref();
            facts.is_some_and(|facts| facts.place.loaded)
        };
        let mut by_target: FxHashMap<Utf8PathBuf, (bool, FileId)> = FxHashMap::default();
        let targets: Vec<(FileId, Utf8PathBuf)> = files
            .iter()
            .map(|(path, id)| (*id, target_of(path)))
            .collect();
        for (id, target) in &targets {
            let (path, loaded) = (&snapshot.index().file(*id).path, is_loaded(*id));
            by_target
                .entry(target.clone())
                .and_modify(|best| {
                    // Of two that are loaded, the file itself.
                    if loaded && (!best.0 || path == target) {
                        *best = (loaded, *id);
                    }
                })
                .or_insert((loaded, *id));
        }
        let chosen: FxHashSet<FileId> = by_target.into_values().map(|(_, id)| id).collect();
        files.retain(|(_, id)| chosen.contains(id));
        // Texts are compared much faster than paths, and alike if nothing sorts before the
        // separator.
        files.sort_by_cached_key(|(path, _)| path.as_str().replace(MAIN_SEPARATOR, "\0"));
        files.into_iter().map(|(_, id)| id).collect()
    }

    /// The folders whose files belong together with what was asked for: a part of a team is
    /// checked with the whole of it.
    pub(crate) fn roots(&self, dialects: &Dialects) -> Vec<Utf8PathBuf> {
        let mut roots = BTreeSet::new();
        for path in &self.paths {
            let around = start::implied_root(&path.join("x"), dialects);
            let folder = if path.is_dir() {
                Some(path.clone())
            } else {
                path.parent().map(Into::into)
            };
            roots.extend(around.or(folder));
        }
        roots.into_iter().collect()
    }

    /// The world around the paths, as `disk` has it. Calls `on_file` after each file.
    pub(crate) fn world(&self, disk: Arc<dyn Disk>, on_file: impl Fn()) -> Result<World, Problem> {
        let mut world = start::world_on(disk).map_err(Problem::Tables)?;
        world.keep_texts();
        let mut roots = self.roots(world.places().dialects());
        roots.extend(world.places().config_roots());
        start::read_all_telling(&mut world, &roots, on_file);
        self.read_passed_over(&mut world);
        self.check_configuration(&world.snapshot())?;
        Ok(world)
    }

    /// Says what is wrong with each `dossier.toml` that is about files asked for.
    fn check_configuration(&self, snapshot: &Snapshot) -> Result<(), Problem> {
        let mut broken = None;
        for file in snapshot.configuration().files() {
            let folder = file.path.parent().unwrap_or(&file.path);
            let mut asked = self.paths.iter();
            if !asked.any(|path| path.starts_with(folder) || folder.starts_with(path)) {
                continue;
            }
            for finding in dossier_ide::configuration(snapshot.dialects(), file) {
                let frame = report::draw(&Frame {
                    severity: finding.severity,
                    id: finding.rule,
                    title: &finding.message,
                    path: file.path.as_str(),
                    text: &Text::new(&file.text),
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

    /// Reads what was named, but passed over on the way down from the root because it is ignored
    /// there.
    fn read_passed_over(&self, world: &mut World) {
        let index = world.snapshot();
        let passed_over = self.paths.iter().filter(|path| {
            let mut files = index.index().files();
            !files.any(|(_, file, _)| file.path.starts_with(path))
        });
        for path in passed_over {
            if path.is_dir() {
                start::read_all(world, std::slice::from_ref(path));
            } else if let Some(found) = scan::read(path, &world.places().clone()) {
                world.take_over(found);
            }
        }
    }
}

/// Where a file really lies; a file that is not there yet lies where it says.
fn target_of(path: &Utf8Path) -> Utf8PathBuf {
    path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned())
}

/// The path without links on the way. A file that is a link itself keeps its name: it is the place
/// of the link that programs know.
fn absolute(path: &Utf8Path) -> Result<Utf8PathBuf, Problem> {
    let missing = |_| Problem::NoSuchPath(path.to_owned());
    let target = path.canonicalize_utf8().map_err(missing)?;
    let (Some(name), false) = (path.file_name(), target.is_dir()) else {
        return Ok(target);
    };
    let folder = match path.parent() {
        Some(folder) if folder != "" => folder,
        _ => Utf8Path::new("."),
    };
    Ok(folder.canonicalize_utf8().map_err(missing)?.join(name))
}

/// A path that is not there, without links on that part of the way that is.
fn resolved(path: &Utf8Path) -> Utf8PathBuf {
    let found = path
        .ancestors()
        .find_map(|above| Some((above, above.canonicalize_utf8().ok()?)));
    let Some((above, target)) = found else {
        return path.to_owned();
    };
    path.strip_prefix(above)
        .map_or_else(|_| path.to_owned(), |rest| target.join(rest))
}

/// A range as JSON documents have it: lines count from zero, columns are UTF-16 code units.
#[derive(Serialize)]
pub(crate) struct Range {
    /// The first place.
    pub(crate) start: Place,
    /// The place after the last.
    pub(crate) end: Place,
}

/// A place in a text.
#[derive(Serialize)]
pub(crate) struct Place {
    /// The line.
    pub(crate) line: u32,
    /// The column.
    pub(crate) character: u32,
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
