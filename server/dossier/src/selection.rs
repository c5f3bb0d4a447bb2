//! The files that a command is about, seen with the team they belong to.

use std::collections::BTreeSet;
use std::io;
use std::path::MAIN_SEPARATOR;
use std::process::ExitCode;
use std::sync::Arc;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use dossier_dialect::{Dialect, Dialects, FileKind, Role};
use dossier_ide::Diagnostic;
use dossier_syntax::{Encoding, LineIndex, Span};
use dossier_workspace::{
    Disk, Facts, File, FileId, Places, RealDisk, Snapshot, World, real_path, scan,
};
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::report::{self, Frame, Text};
use crate::shown::{complain, complain_in_lines, one_line};
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
            Self::NoSuchPath(path) => {
                write!(f, "{}: no such file or folder", one_line(path.as_str()))
            }
            Self::Settings(complaint) => f.write_str(complaint),
            Self::Request(complaint) => f.write_str(&one_line(complaint)),
            Self::File(path, error) => write!(f, "{}: {error}", one_line(path.as_str())),
            Self::Output(error) => error.fmt(f),
        }
    }
}

/// Exit code: the command could not be run.
const COULD_NOT_RUN: u8 = 2;

/// How a command ends: with the code that it came to, or with a complaint. Whoever stops reading
/// the output has seen enough of it.
pub(crate) fn finished(outcome: Result<ExitCode, Problem>) -> ExitCode {
    match outcome {
        Ok(code) => code,
        Err(Problem::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(problem) => {
            complain_in_lines(&format!("dossier: {problem}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// The agent files under some paths, and the world around them.
pub(crate) struct Selection {
    /// The world as it was read.
    pub(crate) snapshot: Snapshot,
    /// The files, in the order of their paths.
    pub(crate) files: Vec<FileId>,
    /// Something that was asked for could not be read, which was said.
    pub(crate) is_incomplete: bool,
}

impl Selection {
    /// Reads the files under `paths`, and those around them.
    pub(crate) fn read(paths: &[Utf8PathBuf]) -> Result<Self, Problem> {
        let asked = Asked::new(paths)?;
        let world = asked.world(Arc::new(RealDisk), || ())?;
        let snapshot = world.snapshot();
        let is_incomplete = asked.complain_about_unread(&snapshot);
        let files = asked.files(&snapshot);
        Ok(Self {
            snapshot,
            files,
            is_incomplete,
        })
    }

    /// The programs that have loaded files here for their own, those first that have most: of
    /// `kind`, if one is asked for, and of any.
    pub(crate) fn programs(&self, kind: Option<FileKind>) -> Vec<&Dialect> {
        let mut counts: Vec<(&Dialect, (usize, usize))> = Vec::new();
        for &file in &self.files {
            let Some(facts) = self.snapshot.index().file(file).facts.as_ref() else {
                continue;
            };
            let dialect = self.snapshot.dialect(&facts.place);
            if !facts.place.loaded || dialect.role() != Role::Program {
                continue;
            }
            let at = counts.iter().position(|(it, _)| it.id() == dialect.id());
            let at = at.unwrap_or_else(|| {
                counts.push((dialect, (0, 0)));
                counts.len() - 1
            });
            let (of_kind, of_any) = &mut counts[at].1;
            *of_kind += usize::from(Some(facts.place.kind) == kind);
            *of_any += 1;
        }
        // Of equal ones, the first that was met.
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.into_iter().map(|(dialect, _)| dialect).collect()
    }

    /// How a command ends that has said what there was to say.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.is_incomplete {
            true => ExitCode::from(COULD_NOT_RUN),
            false => ExitCode::SUCCESS,
        }
    }
}

/// What a command was asked to look at.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Absolute paths without links on the way.
    paths: Vec<Utf8PathBuf>,
    /// The same paths with the links on their way: these tell whose team they are of.
    written: Vec<Utf8PathBuf>,
}

impl Asked {
    /// The paths as they were given, which must be there.
    pub(crate) fn new(paths: &[Utf8PathBuf]) -> Result<Self, Problem> {
        let real = paths.iter().map(|path| absolute(path));
        Ok(Self {
            paths: real.collect::<Result<_, _>>()?,
            written: paths.iter().map(|path| with_links(path)).collect(),
        })
    }

    /// One file, which need not be there.
    pub(crate) fn file(path: &Utf8Path) -> Result<Self, Problem> {
        let written = with_links(path);
        let path = match absolute(path) {
            Ok(path) => path,
            Err(problem) => {
                let full = std::path::absolute(path).ok();
                let full = full.and_then(|full| Utf8PathBuf::from_path_buf(full).ok());
                resolved(&full.ok_or(problem)?)
            }
        };
        Ok(Self {
            paths: vec![path],
            written: vec![written],
        })
    }

    /// The paths.
    pub(crate) fn paths(&self) -> &[Utf8PathBuf] {
        &self.paths
    }

    /// True for what was asked for or lies in it, by whatever path.
    pub(crate) fn holds(&self, path: &Utf8Path, places: &Places) -> bool {
        self.paths.iter().any(|asked| lies_in(asked, path, places))
    }

    /// The agent files of a snapshot that were asked for, in the order of their paths. Of one that
    /// lies at several paths, because links lead to it, the place where a program loads it.
    pub(crate) fn files(&self, snapshot: &Snapshot) -> Vec<FileId> {
        let places = snapshot.places();
        // What only configures servers is no part of a team.
        let files = snapshot.index().files().filter(|(_, file, facts)| {
            facts.place.kind.is_of_team() && self.holds(&file.path, places)
        });
        let mut files: Vec<_> = match places.knows_links() {
            true => each_once(files, places),
            false => files.map(|(id, file, _)| (&*file.path, id)).collect(),
        };
        let links = snapshot.dangling_links();
        let links = links.filter(|(_, link)| self.holds(&link.path, places));
        files.extend(links.map(|(id, link)| (link.path.as_path(), id)));
        // Texts are compared much faster than paths, and alike if nothing sorts before the
        // separator.
        files.sort_by_cached_key(|(path, _)| path.as_str().replace(MAIN_SEPARATOR, "\0"));
        files.into_iter().map(|(_, id)| id).collect()
    }

    /// Says what could not be read of what was asked for and of the teams around it. Returns true
    /// if what was asked for can't be known without it: what a program would load of it, what was
    /// named itself, and a `dossier.toml` that would be about it.
    pub(crate) fn complain_about_unread(&self, snapshot: &Snapshot) -> bool {
        let mut is_incomplete = false;
        for unread in snapshot.places().unread() {
            let path = &unread.path;
            let is_around = |folder: &Utf8Path| self.paths.iter().any(|it| it.starts_with(folder));
            let is_inside = self.holds(path, snapshot.places());
            let governs =
                scan::is_config_file(path) && (is_inside || path.parent().is_some_and(is_around));
            let is_missed = governs || is_around(path) || is_inside && unread.is_team;
            if !is_missed && !is_inside && !unread.is_team {
                continue;
            }
            is_incomplete |= is_missed;
            let done = if is_missed { "checked" } else { "read" };
            complain(&format!("dossier: {path}: {}; not {done}", unread.why));
        }
        is_incomplete
    }

    /// The folders whose files belong together with what was asked for: a part of a team is
    /// checked with the whole of it.
    pub(crate) fn roots(&self, dialects: &Dialects) -> Vec<Utf8PathBuf> {
        let mut roots = BTreeSet::new();
        for (path, written) in self.paths.iter().zip(&self.written) {
            let around = start::implied_root(&written.join("x"), dialects);
            let around = around.and_then(|root| real_path(&root).ok());
            roots.extend(around.or_else(|| root_of(path, dialects)));
        }
        roots.into_iter().collect()
    }

    /// The world around the paths, as `disk` has it. Calls `on_file` after each file.
    pub(crate) fn world(&self, disk: Arc<dyn Disk>, on_file: impl Fn()) -> Result<World, Problem> {
        let world = self.world_unjudged(disk, on_file)?;
        self.check_configuration(&world.snapshot())?;
        Ok(world)
    }

    /// The same, and nothing is said about its settings.
    pub(crate) fn world_unjudged(
        &self,
        disk: Arc<dyn Disk>,
        on_file: impl Fn(),
    ) -> Result<World, Problem> {
        let mut world = start::world_on(disk).map_err(Problem::Tables)?;
        let mut roots = self.roots(world.places().dialects());
        world.look_for_programs(roots.iter().map(Utf8PathBuf::as_path));
        roots.extend(world.places().config_roots());
        start::read_all_telling(&mut world, &roots, on_file);
        self.read_passed_over(&mut world);
        Ok(world)
    }

    /// Says what is wrong with each `dossier.toml` that is about files asked for, and with the
    /// tables of programs of one's own.
    fn check_configuration(&self, snapshot: &Snapshot) -> Result<(), Problem> {
        if let Some(fault) = snapshot.places().own_programs().faults().first() {
            let frame = draw(&fault.path, &fault.text, &dossier_ide::program_table(fault));
            return Err(Problem::Settings(format!(
                "a table of a program can't be used\n{frame}"
            )));
        }
        let mut broken = None;
        for file in snapshot.configuration().files() {
            let folder = file.path.parent().unwrap_or(&file.path);
            let mut asked = self.paths.iter();
            if !asked.any(|path| path.starts_with(folder) || folder.starts_with(path)) {
                continue;
            }
            for finding in dossier_ide::configuration(snapshot.dialects(), file) {
                let frame = draw(&file.path, &file.text, &finding);
                if file.error.is_some() {
                    broken.get_or_insert(format!("a configuration can't be read\n{frame}"));
                } else {
                    complain_in_lines(&frame);
                }
            }
        }
        broken.map_or(Ok(()), |frame| Err(Problem::Settings(frame)))
    }

    /// Reads what was named, but passed over on the way down from the root because it is ignored
    /// there, or because a link leads to it that no program follows.
    fn read_passed_over(&self, world: &mut World) {
        let index = world.snapshot();
        let places = world.places().clone();
        let dialects = places.dialects();
        let read = self.roots(dialects);
        let passed_over = self.paths.iter().filter(|path| {
            let mut files = index.index().files();
            !files.any(|(_, file, _)| lies_in(path, &file.path, &places))
        });
        for path in passed_over {
            let around = root_of(path, dialects).filter(|root| !read.contains(root));
            if let Some(root) = around {
                start::read_all(world, &[root]);
            } else if path.is_dir() {
                start::read_all(world, std::slice::from_ref(path));
            } else if path.is_symlink() && !places.may_read(path) {
                // Whoever names all that was changed didn't choose where a link leads.
            } else if let Some(found) = scan::read(path, &places) {
                world.take_over(found);
            }
        }
    }
}

/// Those of `files` that are the same file once, the best of them: one that is loaded, the file
/// itself, the first.
fn each_once<'a>(
    files: impl Iterator<Item = (FileId, &'a Arc<File>, &'a Arc<Facts>)>,
    places: &Places,
) -> Vec<(&'a Utf8Path, FileId)> {
    let mut best: FxHashMap<_, (Rank<'_>, FileId)> = FxHashMap::default();
    for (id, file, facts) in files {
        let real = places.real(&file.path);
        let rank = (!facts.place.loaded, *file.path != *real, &*file.path);
        let known = best.entry((real, file.entry)).or_insert((rank, id));
        *known = (*known).min((rank, id));
    }
    let chosen = best.into_values();
    chosen.map(|((.., path), id)| (path, id)).collect()
}

/// How well a path stands for a file: whether it is not loaded there, whether it is a link's, and
/// the path.
type Rank<'a> = (bool, bool, &'a Utf8Path);

/// True for a file that is `asked` or lies in it, by whatever path.
pub(crate) fn lies_in(asked: &Utf8Path, path: &Utf8Path, places: &Places) -> bool {
    if path.starts_with(asked) {
        return true;
    }
    let real = places.real(path);
    real.starts_with(places.real(asked))
        || places
            .other_paths(&real)
            .iter()
            .any(|other| other.starts_with(asked))
}

/// The folder whose files belong together with the file or folder at a path.
fn root_of(path: &Utf8Path, dialects: &Dialects) -> Option<Utf8PathBuf> {
    let around = start::implied_root(&path.join("x"), dialects);
    around.or_else(|| match path.is_dir() {
        true => Some(path.to_owned()),
        false => path.parent().map(Into::into),
    })
}

/// The repository around the current folder, else the team's outermost folder, else the current
/// one.
pub(crate) fn team_folder() -> Result<Utf8PathBuf, Problem> {
    let here = real_path(Utf8Path::new(".")).map_err(|error| Problem::File(".".into(), error))?;
    let dialects = start::dialects().map_err(Problem::Tables)?;
    let root = start::implied_root(&here.join("x"), &dialects);
    Ok(root.unwrap_or(here))
}

/// The absolute path, with links on the way where that is what it says: not before a `..`, which
/// leads out of where a link leads to.
fn with_links(path: &Utf8Path) -> Utf8PathBuf {
    let mut full = Utf8PathBuf::new();
    let here = std::env::current_dir().ok();
    full.extend(here.and_then(|here| Utf8PathBuf::from_path_buf(here).ok()));
    for part in path.components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => {
                full = real_path(&full).unwrap_or(full);
                full.pop();
            }
            part => full.push(part),
        }
    }
    full
}

/// The path without links on the way. A file that is a link itself keeps its name: it is the place
/// of the link that programs know.
fn absolute(path: &Utf8Path) -> Result<Utf8PathBuf, Problem> {
    let missing = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Problem::NoSuchPath(path.to_owned()),
        _ => Problem::File(path.to_owned(), error),
    };
    let target = real_path(path).map_err(missing)?;
    let (Some(name), false) = (path.file_name(), target.is_dir()) else {
        return Ok(target);
    };
    let folder = match path.parent() {
        Some(folder) if folder != "" => folder,
        _ => Utf8Path::new("."),
    };
    Ok(real_path(folder).map_err(missing)?.join(name))
}

/// A path that is not there, without links on that part of the way that is.
fn resolved(path: &Utf8Path) -> Utf8PathBuf {
    let found = path
        .ancestors()
        .find_map(|above| Some((above, real_path(above).ok()?)));
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

/// A finding in a file that configures Dossier.
fn draw(path: &Utf8Path, text: &str, finding: &Diagnostic) -> String {
    report::draw(&Frame {
        severity: finding.severity,
        id: finding.rule,
        title: &finding.message,
        path: path.as_str(),
        text: &Text::new(text),
        span: finding.span,
        label: "",
    })
}
