//! Which folders and files a scan comes by.

use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use ignore::{DirEntry, WalkBuilder};

use crate::Places;
use crate::places::Links;

mod nested;

pub(crate) use nested::Nested;

/// Folders that hold other people's code, which repositories may forget to ignore.
pub(crate) const FOREIGN: [&str; 8] = [
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
    let mark = entry.path().join(".git");
    entry.file_type().is_some_and(|kind| kind.is_dir())
        && mark.is_file()
        && std::fs::read_to_string(mark).is_ok_and(|text| text.contains("/worktrees/"))
}

/// The roots of a scan by their real paths: what lies in them is read where it lies.
#[derive(Clone)]
pub(crate) struct Inside(Arc<[Utf8PathBuf]>);

impl Inside {
    /// The real paths of `roots`.
    pub(crate) fn of(roots: &[Utf8PathBuf]) -> Self {
        let real = roots.iter();
        let real = real.map(|root| root.canonicalize_utf8().unwrap_or_else(|_| root.clone()));
        Self(real.collect())
    }

    /// True for the real path of what lies in one of them.
    pub(crate) fn holds(&self, path: &Utf8Path) -> bool {
        self.0.iter().any(|root| path.starts_with(root))
    }
}

/// A walk through a part of `roots`, or through what of it lies on the way to `within`. Links that
/// are found too late are noted in `late`, and the teams in the rest in `nested`.
pub(crate) fn walker(
    part: Part,
    roots: &[Utf8PathBuf],
    inside: &Inside,
    within: Option<&Utf8Path>,
    places: &Places,
    late: &LateLinks,
    nested: &Nested,
) -> Option<WalkBuilder> {
    let (first, rest) = roots.split_first()?;
    let mut walker = WalkBuilder::new(first);
    for root in rest {
        walker.add(root);
    }
    let follow = Follow {
        part,
        inside: inside.clone(),
        links: places.links().clone(),
        late: late.clone(),
    };
    let dialects = Arc::clone(places.dialects());
    let within = within.map(Utf8Path::to_owned);
    let honours_git = part == Part::Rest;
    let nested = (part == Part::Rest).then(|| nested.clone());
    walker
        .hidden(false)
        .follow_links(true)
        .require_git(false)
        .git_ignore(honours_git)
        .git_exclude(honours_git)
        .git_global(honours_git)
        .filter_entry(move |entry| {
            within
                .as_deref()
                .is_none_or(|place| is_on_the_way(entry, place))
                && part.holds(entry, &dialects)
                && follow.is_worth_walking(entry)
                && nested
                    .as_ref()
                    .is_none_or(|nested| is_of_rest(entry, nested, &dialects))
        });
    Some(walker)
}

/// The files in a folder at any depth, in order, without others' code and without links; where
/// `honours_git`, without what git ignores too.
pub(crate) fn files_below(
    folder: &Utf8Path,
    honours_git: bool,
) -> impl Iterator<Item = Utf8PathBuf> + use<> {
    let is_foreign = |entry: &DirEntry| {
        let name = entry.file_name().to_str();
        entry.depth() > 0 && name.is_some_and(|name| FOREIGN.contains(&name))
    };
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .require_git(false)
        .git_ignore(honours_git)
        .git_exclude(honours_git)
        .git_global(honours_git)
        .ignore(honours_git)
        .parents(honours_git)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .filter_entry(move |entry| !is_foreign(entry) && !is_worktree(entry))
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

/// The files and folders to which links lead that were found after these may have been read.
#[derive(Clone, Debug, Default)]
pub(crate) struct LateLinks(Arc<Mutex<Vec<Utf8PathBuf>>>);

impl LateLinks {
    pub(crate) fn push(&self, target: Utf8PathBuf) {
        let mut targets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        targets.push(target);
    }

    /// Those that were found.
    pub(crate) fn targets(&self) -> Vec<Utf8PathBuf> {
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

/// Which folders are walked.
struct Follow {
    /// The part that is walked.
    part: Part,
    /// The roots.
    inside: Inside,
    /// The links to folders.
    links: Links,
    /// Where such links are noted that are found after the files there may have been read.
    late: LateLinks,
}

impl Follow {
    /// A link that leads out of the workspace is followed only where programs follow it: inside a
    /// dot folder. One that leads to another place in it is not: that place is walked anyway, and
    /// what lies there is loaded through the link.
    fn is_worth_walking(&self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let Some(path) = Utf8Path::from_path(entry.path()) else {
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
        let Ok(target) = path.canonicalize_utf8() else {
            return false;
        };
        if !is_in_dot_folder(path) {
            return false;
        }
        let is_new = self.links.add(path, &target);
        if !self.inside.holds(&target) {
            return true;
        }
        // The teams are read first, so that the rest is read with the links in them.
        if is_new && (self.part != Part::Teams || is_in_dot_folder(&target)) {
            self.late.push(target);
        }
        false
    }
}

/// True for what lies in a folder such as `.github`, or is one.
fn is_in_dot_folder(path: &Utf8Path) -> bool {
    let mut parts = path.components().map(|part| part.as_str());
    parts.any(|part| part.starts_with('.') && part.len() > 2)
}
