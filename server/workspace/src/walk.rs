//! Which folders and files a scan comes by.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use ignore::{DirEntry, WalkBuilder};

use crate::places::{Links, Missed, Reach};
use crate::real::real_path;
use crate::regular::{self, LARGEST_SETTINGS};
use crate::shared_map::KnownMap;
use crate::{Disk, Home, Places};

mod ignored;
mod nested;

pub(crate) use ignored::{Ignored, rules};
pub(crate) use nested::Nested;

/// Folders that hold other people's code, which repositories may forget to ignore.
pub const FOREIGN: [&str; 8] = [
    ".git",
    ".hg",
    ".svn",
    "node_modules",
    "target",
    ".venv",
    "__pycache__",
    "bower_components",
];

/// A part of what lies in the roots.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What programs load from a root itself: files right in it, and its dot folders. They do so
    /// whether git ignores it or not, so we do too.
    Teams,
    /// All else, but for what git ignores.
    Rest,
    /// The teams that were found in the rest, as roots of their own; like those of a root.
    Nested,
}

impl Part {
    fn holds(self, entry: &DirEntry, dialects: &Dialects) -> bool {
        let name = entry.file_name().to_str().unwrap_or_default();
        match entry.depth() {
            0 => true,
            1 if self != Self::Nested => {
                let is_team = match entry.file_type().is_some_and(|kind| kind.is_dir()) {
                    true => dialects.dot_folders().any(|folder| folder == name),
                    false => dialects.may_be_placed(name),
                };
                is_team == (self == Self::Teams)
            }
            _ => self == Self::Rest || !is_worktree(entry),
        }
    }
}

/// True for another working tree of a repository: a copy of all that lies in this one.
fn is_worktree(entry: &DirEntry) -> bool {
    if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return false;
    }
    let mark = Utf8Path::from_path(entry.path()).map(|path| path.join(".git"));
    let text = mark.and_then(|mark| regular::read(&mark, LARGEST_SETTINGS).ok());
    text.is_some_and(|text| String::from_utf8_lossy(&text).contains("/worktrees/"))
}

/// The roots of a scan by their real paths: what lies in them is read where it lies.
#[derive(Clone)]
pub(crate) struct Inside(Arc<[Utf8PathBuf]>);

impl Inside {
    /// The real paths of `roots`.
    pub(crate) fn of(roots: &[Utf8PathBuf]) -> Self {
        let real = roots.iter();
        let real = real.map(|root| real_path(root).unwrap_or_else(|_| root.clone()));
        Self(real.collect())
    }

    /// True for the real path of what lies in one of them.
    pub(crate) fn holds(&self, path: &Utf8Path) -> bool {
        self.0.iter().any(|root| path.starts_with(root))
    }

    /// True for the real path of a folder that one of them lies in.
    fn lies_in(&self, path: &Utf8Path) -> bool {
        self.0.iter().any(|root| root.starts_with(path))
    }
}

/// What the walks of one scan share, and what they come across.
#[derive(Clone)]
pub(crate) struct Notes {
    /// The roots of the scan.
    pub(crate) inside: Inside,
    /// The files and folders to which links lead that were found after these may have been read.
    pub(crate) late: Paths,
    /// The teams in the rest.
    pub(crate) nested: Nested,
    /// The links that lead out of the workspace.
    pub(crate) leaving: Paths,
    /// What could not be read.
    pub(crate) missed: Missed,
    /// What is left out.
    ignored: Ignored,
    /// How often each folder was walked through a link.
    through_links: Arc<KnownMap<Utf8PathBuf, usize>>,
}

impl Notes {
    /// For a scan of `roots`.
    pub(crate) fn new(roots: &[Utf8PathBuf], places: &Places) -> Self {
        let missed = Missed::default();
        let (disk, reach) = (Arc::clone(places.disk()), places.reach().clone());
        let home = places.home().clone();
        Self {
            inside: Inside::of(roots),
            late: Paths::default(),
            nested: Nested::default(),
            leaving: Paths::default(),
            ignored: Ignored::new(roots, disk, reach, home, missed.clone()),
            missed,
            through_links: Arc::default(),
        }
    }

    /// The teams that lie in what was walked of `roots`, those that git ignores among them.
    pub(crate) fn teams(&self, roots: &[Utf8PathBuf], places: &Places) -> Vec<Utf8PathBuf> {
        self.nested.teams(roots, places, &self.ignored)
    }
}

/// A walk through a part of `roots`, or through what of it lies on the way to `within`.
pub(crate) fn walker(
    part: Part,
    roots: &[Utf8PathBuf],
    within: Option<&Utf8Path>,
    places: &Places,
    notes: &Notes,
) -> Option<WalkBuilder> {
    let (first, rest) = roots.split_first()?;
    let mut walker = WalkBuilder::new(first);
    for root in rest {
        walker.add(root);
    }
    let follow = Follow {
        part,
        notes: notes.clone(),
        links: places.links().clone(),
        reach: places.reach().clone(),
        home: places.home().clone(),
    };
    let notes = notes.clone();
    let dialects = Arc::clone(places.dialects());
    let within = within.map(Utf8Path::to_owned);
    walker
        // Nothing that the walk itself would read is read by it.
        .standard_filters(false)
        .follow_links(true)
        .filter_entry(move |entry| {
            within
                .as_deref()
                .is_none_or(|place| is_on_the_way(entry, place))
                && part.holds(entry, &dialects)
                && !is_left_out(entry, &notes.ignored, part == Part::Rest)
                && follow.is_worth_walking(entry)
                && (part != Part::Rest || is_of_rest(entry, &notes.nested, &dialects))
        });
    Some(walker)
}

/// True for what a file such as `.gitignore` leaves out; never for a root.
fn is_left_out(entry: &DirEntry, ignored: &Ignored, honours_git: bool) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    entry.depth() > 0
        && Utf8Path::from_path(entry.path())
            .is_some_and(|path| ignored.leaves_out(path, is_folder, honours_git))
}

/// The files in a folder at any depth, in order, without others' code and without links; where
/// `honours_git`, without what git ignores too.
pub(crate) fn files_below(
    folder: &Utf8Path,
    honours_git: bool,
    disk: Arc<dyn Disk>,
) -> impl Iterator<Item = Utf8PathBuf> + use<> {
    let is_foreign = |entry: &DirEntry| {
        let name = entry.file_name().to_str();
        entry.depth() > 0 && name.is_some_and(|name| FOREIGN.contains(&name))
    };
    let reach = Reach::default();
    reach.add(disk.real(folder));
    let roots = [folder.to_owned()];
    let ignored = Ignored::new(&roots, disk, reach, Home::default(), Missed::default());
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .filter_entry(move |entry| {
            let is_ignored = honours_git && is_left_out(entry, &ignored, true);
            !is_foreign(entry) && !is_ignored && !is_worktree(entry)
        })
        .build();
    walk.filter_map(|entry| {
        let entry = entry.ok()?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let path = Utf8Path::from_path(entry.path()).filter(|_| is_file)?;
        Some(path.to_owned())
    })
}

/// False for the folder of a team, which is noted. So is what others may be found by.
fn is_of_rest(entry: &DirEntry, nested: &Nested, dialects: &Dialects) -> bool {
    let Some(path) = Utf8Path::from_path(entry.path()) else {
        return true;
    };
    let name = path.file_name().unwrap_or_default();
    if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        nested.file(path);
    } else if entry.depth() > 0 && dialects.dot_folders().any(|folder| folder == name) {
        nested.team(path);
        return false;
    } else if entry.depth() > 0 {
        nested.folder(path);
    }
    true
}

/// Paths that were come across. Copies share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths(Arc<Mutex<Vec<Utf8PathBuf>>>);

impl Paths {
    pub(crate) fn push(&self, path: Utf8PathBuf) {
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.push(path);
    }

    /// Those that were found.
    pub(crate) fn found(&self) -> Vec<Utf8PathBuf> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// True for what holds `place`, is it, or lies in it.
fn is_on_the_way(entry: &DirEntry, place: &Utf8Path) -> bool {
    let path = Utf8Path::from_path(entry.path());
    path.is_some_and(|path| touches(path, place))
}

/// True where one of two paths holds the other.
pub(crate) fn touches(one: &Utf8Path, other: &Utf8Path) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// What is said of a name that no path here can have.
pub(crate) const NOT_UTF_8: &str = "its name is not UTF-8";

/// A path with U+FFFD where it is not UTF-8.
pub(crate) fn lossy(path: &Path) -> Utf8PathBuf {
    path.to_string_lossy().into_owned().into()
}

/// The most times that a folder is walked through links: each program's folder may have one.
const MOST_TIMES: usize = 16;

/// Which folders are walked.
struct Follow {
    /// The part that is walked.
    part: Part,
    /// What is come across.
    notes: Notes,
    /// The links to folders.
    links: Links,
    /// The workspace.
    reach: Reach,
    /// The user's own folders.
    home: Home,
}

impl Follow {
    /// A link is followed only where programs follow it: inside a dot folder. One that leads to a
    /// place that is walked anyway is not, and what lies there is loaded through the link. Nor is
    /// one that leads out of the workspace: only the user's own folders may hold such.
    fn is_worth_walking(&self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let Some(path) = Utf8Path::from_path(entry.path()) else {
            if is_folder && is_in_dot_folder(&lossy(entry.path())) {
                self.notes.missed.add(&lossy(entry.path()), &NOT_UTF_8);
            }
            return !is_folder;
        };
        if !is_folder || entry.depth() == 0 {
            return true;
        }
        if path.file_name().is_some_and(|name| FOREIGN.contains(&name)) {
            return false;
        }
        if !entry.path_is_symlink() {
            return true;
        }
        let Ok(target) = real_path(path) else {
            return false;
        };
        if !is_in_dot_folder(path) {
            return false;
        }
        if !self.reach.holds(&target) {
            if !self.home.holds(path) {
                self.notes.leaving.push(path.to_owned());
                return false;
            }
            self.reach.add(target.clone());
        }
        let is_new = self.links.add(path, &target);
        if !self.notes.inside.holds(&target) {
            return self.is_walked_again(&target);
        }
        // The teams are read first, so that the rest is read with the links in them.
        if is_new && (self.part != Part::Teams || is_in_dot_folder(&target)) {
            self.notes.late.push(target);
        }
        false
    }

    /// False for a folder that holds a root, in which the way would lead back here, and for one
    /// that was walked often enough: links in folders that links lead to make more of them.
    fn is_walked_again(&self, target: &Utf8Path) -> bool {
        let mut times = self
            .notes
            .through_links
            .entry(target.to_owned())
            .or_default();
        *times += 1;
        *times <= MOST_TIMES && !self.notes.inside.lies_in(target)
    }
}

/// True for what lies in a folder such as `.github`, or is one.
fn is_in_dot_folder(path: &Utf8Path) -> bool {
    let mut parts = path.components().map(|part| part.as_str());
    parts.any(|part| part.starts_with('.') && part.len() > 2)
}
