//! What files such as `.gitignore` leave out.
//!
//! They are read here and not by the walk, which would open whatever has their names: a pipe, a
//! device, a file without end. One that can't be read leaves nothing out, as it is for git, and
//! that is said.

use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::LONGEST_GLOB;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::places::{Missed, Reach, governs};
use crate::regular::LARGEST_SETTINGS;
use crate::shared_map::KnownMap;
use crate::{Disk, Home, Unreadable};

/// The files that say what git ignores.
pub(super) const GIT_IGNORE: &str = ".gitignore";

/// The files that say what is left out of scans, whatever git does.
pub(super) const IGNORE: &str = ".ignore";

/// What says so for one copy of a repository, below its `.git`.
pub(super) const EXCLUDED: &str = "info/exclude";

/// The mark of a repository's root: a folder, or a file that says where that is.
const REPOSITORY: &str = ".git";

/// So many lines of a file count. Each is compared with every path.
const MOST_LINES: usize = 10_000;

/// What is left out of a walk. Copies share what was read.
#[derive(Clone, Debug)]
pub(crate) struct Ignored(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    disk: Arc<dyn Disk>,
    reach: Reach,
    home: Home,
    /// Where the walk starts, each by its path and its real path.
    roots: Vec<(Utf8PathBuf, Utf8PathBuf)>,
    global: OnceLock<Gitignore>,
    folders: KnownMap<Utf8PathBuf, Option<Arc<Folder>>>,
    missed: Missed,
}

/// What is said in a folder. Those that say nothing are passed over.
#[derive(Debug)]
struct Folder {
    above: Option<Arc<Folder>>,
    ignore: Gitignore,
    git: Gitignore,
    excluded: Gitignore,
    is_repository: bool,
}

impl Ignored {
    /// For a walk through `roots`. What can't be read is added to `missed`.
    pub(crate) fn new(
        roots: &[Utf8PathBuf],
        disk: Arc<dyn Disk>,
        reach: Reach,
        home: Home,
        missed: Missed,
    ) -> Self {
        let roots = roots.iter().map(|root| (root.clone(), disk.real(root)));
        Self(Arc::new(Inner {
            roots: roots.collect(),
            disk,
            reach,
            home,
            global: OnceLock::new(),
            folders: KnownMap::default(),
            missed,
        }))
    }

    /// True for a path that is left out of scans; where `honours_git` for one that git ignores
    /// too. The folders around it are not asked about: whoever walks has come through them.
    pub(crate) fn leaves_out(&self, path: &Utf8Path, is_folder: bool, honours_git: bool) -> bool {
        let real = self.0.real(path);
        let (mut ignored, mut git, mut excluded) = (Match::None, Match::None, Match::None);
        let mut folder = real.parent().and_then(|above| self.0.folder(above));
        let mut is_outside = !honours_git;
        while let Some(here) = folder {
            let said = |by: &Gitignore| by.matched(&real, is_folder).map(|_| ());
            ignored = ignored.or(said(&here.ignore));
            if !is_outside {
                git = git.or(said(&here.git));
                excluded = excluded.or(said(&here.excluded));
            }
            is_outside |= here.is_repository;
            folder = here.above.clone();
        }
        let said = ignored.or(git).or(excluded);
        if !said.is_none() || !honours_git {
            return said.is_ignore();
        }
        self.0.global().matched(&real, is_folder).is_ignore()
    }
}

impl Inner {
    /// What the user's own file says of all repositories.
    fn global(&self) -> &Gitignore {
        self.global.get_or_init(|| {
            let here = std::env::current_dir().unwrap_or_default();
            GitignoreBuilder::new(here).build_global().0
        })
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        let mut roots = self.roots.iter();
        let real = roots.find_map(|(root, real)| Some(real.join(path.strip_prefix(root).ok()?)));
        real.unwrap_or_else(|| path.to_owned())
    }

    fn folder(&self, path: &Utf8Path) -> Option<Arc<Folder>> {
        if let Some(known) = self.folders.get(path) {
            return known.clone();
        }
        let above = path.parent().and_then(|above| self.folder(above));
        let mark = path.join(REPOSITORY);
        let marked = self.disk.text(&mark, LARGEST_SETTINGS);
        let is_repository = !marked.as_ref().is_err_and(Unreadable::is_missing);
        let excluded = common_folder(&mark, marked).map(|it| it.join(EXCLUDED));
        let folder = Folder {
            ignore: self.rules(path, &path.join(IGNORE)),
            git: self.rules(path, &path.join(GIT_IGNORE)),
            excluded: excluded.map_or_else(Gitignore::empty, |it| self.rules(path, &it)),
            is_repository,
            above,
        };
        let says_nothing = folder.ignore.is_empty()
            && folder.git.is_empty()
            && folder.excluded.is_empty()
            && !folder.is_repository;
        let found = match says_nothing {
            true => folder.above,
            false => Some(Arc::new(folder)),
        };
        self.folders.insert(path.to_owned(), found.clone());
        found
    }

    /// What `file` says of the paths in `folder`.
    fn rules(&self, folder: &Utf8Path, file: &Utf8Path) -> Gitignore {
        if !self.disk.exists(file) || !governs(file, &self.reach, self.disk.as_ref(), &self.home) {
            return Gitignore::empty();
        }
        match self.disk.text(file, LARGEST_SETTINGS) {
            Ok(text) => {
                if text.lines().nth(MOST_LINES).is_some() {
                    let why = format!("only the first {MOST_LINES} lines of it count");
                    self.missed.add(file, &why);
                }
                rules(folder, file, &text)
            }
            Err(error) => {
                if !error.is_missing() {
                    self.missed.add(file, &error);
                }
                Gitignore::empty()
            }
        }
    }
}

/// The folder that all working trees of a repository share, whose mark has this text or is that
/// folder.
fn common_folder(mark: &Utf8Path, text: Result<String, Unreadable>) -> Option<Utf8PathBuf> {
    /// Where each working tree but the first has its folder.
    const WORKTREES: &str = "worktrees";
    match text {
        Err(Unreadable::NotRegular) => Some(mark.to_owned()),
        Err(_) => None,
        Ok(text) => {
            let own = text.lines().next()?.strip_prefix("gitdir: ")?;
            let own = mark.parent()?.join(own);
            let around = own
                .parent()
                .filter(|it| it.file_name() == Some(WORKTREES))?;
            around.parent().map(Utf8Path::to_owned)
        }
    }
}

/// The lines of such a file that count.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = text.lines().take(MOST_LINES);
    lines.filter(|line| line.len() <= LONGEST_GLOB)
}

/// What the text of `file` says of the paths in `folder`. Lines that can't be understood ignore
/// nothing.
pub(crate) fn rules(folder: &Utf8Path, file: &Utf8Path, text: &str) -> Gitignore {
    let mut rules = GitignoreBuilder::new(folder);
    for line in lines(text) {
        let _ = rules.add_line(Some(file.as_std_path().to_owned()), line);
    }
    rules.build().unwrap_or_else(|_| Gitignore::empty())
}
