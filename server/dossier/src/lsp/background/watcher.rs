//! Hearing of changes on the disk by ourselves: also where the client watches, since some report
//! only what they save themselves, others a new folder without the files in it, and some nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{Places, real_path};
use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, Watcher as _};

use crate::lsp::event::Event;
use crate::lsp::shared::Shared;
use crate::watched;

/// What tells a folder from another that lay or will lie at the same path. Its number on the disk
/// is not enough, which a new folder may get again.
type Identity = (u64, u64, Option<SystemTime>);

/// What is watched.
#[derive(Default)]
struct Watched {
    /// The folders; `None` for one that went, or may have.
    folders: BTreeMap<Utf8PathBuf, Option<Identity>>,
    /// The folders on which it depends what open documents are, those that aren't there too.
    around_open: BTreeSet<Utf8PathBuf>,
    /// Those of them that are watched for nothing else: no scan looks there, and other folders that
    /// come or go there don't matter.
    beside: BTreeSet<Utf8PathBuf>,
    /// Those that a link leads to, by where they really lie: macOS tells of what happens there.
    by_real_path: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

impl Watched {
    /// The path below a watched folder of what really lies at `path`, if that is another.
    fn through_link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        let mut above = path.ancestors();
        above.find_map(|above| {
            let folder = self.by_real_path.get(above)?;
            let below = path.strip_prefix(above).ok()?;
            Some(folder.components().chain(below.components()).collect())
        })
    }

    /// Forgets where folders really lie that are watched no more.
    fn forget_real_paths(&mut self) {
        let folders = &self.folders;
        self.by_real_path
            .retain(|_, folder| folders.contains_key(folder));
    }

    /// True for a path that matters where it lies.
    fn matters(&self, path: &Utf8Path, places: &Places) -> bool {
        if self.folders.contains_key(path) || self.around_open.contains(path) {
            return true;
        }
        let is_beside = path.parent().is_some_and(|it| self.beside.contains(it));
        match is_beside {
            true => places.is_of_interest(path) || places.is_repository_mark(path),
            false => watched::matters(path, places),
        }
    }
}

/// Watches folders for what comes, goes and changes in them.
pub(super) struct Watcher {
    watcher: RecommendedWatcher,
    watched: Arc<Mutex<Watched>>,
}

impl Watcher {
    /// Starts without watching anything. `None` where the system can't.
    pub(super) fn start(shared: &Arc<Shared>) -> Option<Self> {
        let sender = shared.clone();
        let places = shared.world().places().clone();
        let watched = Arc::<Mutex<Watched>>::default();
        let ours = watched.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if event.need_rescan() {
                sender.send(Event::DiskLost);
                return;
            }
            let paths = paths_of(event, &places, &ours);
            if !paths.is_empty() {
                sender.send(Event::DiskChanged(paths));
            }
        });
        match watcher {
            Ok(watcher) => Some(Self { watcher, watched }),
            Err(error) => {
                tracing::warn!("can't watch files: {error}");
                None
            }
        }
    }

    /// True for a folder that is watched, or was until it went.
    pub(super) fn holds(&self, folder: &Utf8Path) -> bool {
        lock(&self.watched).folders.contains_key(folder)
    }

    /// The folders that are watched.
    pub(super) fn folders(&self) -> Vec<Utf8PathBuf> {
        lock(&self.watched).folders.keys().cloned().collect()
    }

    /// The folders that are watched for what scans find in them.
    pub(super) fn scanned_folders(&self) -> BTreeSet<Utf8PathBuf> {
        let watched = lock(&self.watched);
        let folders = watched.folders.keys();
        let scanned = folders.filter(|folder| !watched.beside.contains(*folder));
        scanned.cloned().collect()
    }

    /// Watches these folders, those around open documents and no others, and returns those that
    /// were not watched before. One that went and came back is another folder: the system goes on
    /// watching the old one, under whatever name that has now, or nothing.
    pub(super) fn watch(
        &mut self,
        mut wanted: BTreeSet<Utf8PathBuf>,
        around_open: BTreeSet<Utf8PathBuf>,
    ) -> Vec<Utf8PathBuf> {
        let mut old = Vec::new();
        let mut watched = lock(&self.watched);
        watched.beside = around_open.difference(&wanted).cloned().collect();
        wanted.extend(around_open.iter().cloned());
        watched.around_open = around_open;
        watched.folders.retain(|folder, known| {
            let is_same = known.is_some() && *known == identity(folder);
            let stays = is_same && wanted.contains(folder);
            if !stays {
                old.push(folder.clone());
            }
            stays
        });
        watched.forget_real_paths();
        drop(watched);
        let is_new = |folder: &&Utf8PathBuf| !self.holds(folder);
        let new: Vec<Utf8PathBuf> = wanted.iter().filter(is_new).cloned().collect();
        self.change(&old, new, &wanted)
    }

    /// True where a folder around open documents is one that was not around any before.
    pub(super) fn is_news(&self, around_open: &BTreeSet<Utf8PathBuf>) -> bool {
        !around_open.is_subset(&lock(&self.watched).around_open)
    }

    /// Watches what lies around open documents, and what scans find as before. It costs as much as
    /// these documents have folders, however many are watched. Returns what was not watched before.
    pub(super) fn watch_around_open(
        &mut self,
        around_open: &BTreeSet<Utf8PathBuf>,
    ) -> Vec<Utf8PathBuf> {
        let mut watched = lock(&self.watched);
        let old: Vec<_> = watched.beside.difference(around_open).cloned().collect();
        for folder in &old {
            watched.folders.remove(folder);
        }
        watched.forget_real_paths();
        let is_beside = |folder: &&Utf8PathBuf| {
            watched.beside.contains(*folder) || !watched.folders.contains_key(*folder)
        };
        let beside = around_open.iter().filter(is_beside).cloned().collect();
        let is_new = |folder: &&Utf8PathBuf| !watched.folders.contains_key(*folder);
        let new = around_open.iter().filter(is_new).cloned().collect();
        watched.beside = beside;
        watched.around_open = around_open.clone();
        drop(watched);
        self.change(&old, new, around_open)
    }

    /// Stops watching `old` folders and watches `new` ones, of those that are `wanted`. Returns
    /// those that could be.
    fn change(
        &mut self,
        old: &[Utf8PathBuf],
        new: Vec<Utf8PathBuf>,
        wanted: &BTreeSet<Utf8PathBuf>,
    ) -> Vec<Utf8PathBuf> {
        // Nobody holds the lock while the system is told, since it may be waiting to tell us.
        let mut paths = self.watcher.paths_mut();
        for folder in old {
            // The system may have noticed by itself.
            let _ = paths.remove(folder.as_std_path());
        }
        let mut watching = Vec::new();
        let mut failed = Vec::new();
        for folder in new {
            // What happens from here on is heard of.
            let identity = identity(&folder);
            let real = real_path(&folder).ok().filter(|real| *real != folder);
            // The system would tell of both under one of the names.
            let is_another_s = real.as_ref().is_some_and(|real| wanted.contains(real));
            if identity.is_none() || is_another_s {
                continue;
            }
            match paths.add(folder.as_std_path(), watched::MODE) {
                Ok(()) => watching.push((folder, identity, real)),
                Err(error) => failed.push((folder, error)),
            }
        }
        if let [(folder, error), others @ ..] = &failed[..] {
            let others = others.len();
            tracing::warn!("can't watch {folder} and {others} other folders: {error}");
        }
        if let Err(error) = paths.commit() {
            tracing::warn!("can't watch: {error}");
        }
        let new = watching.iter().map(|(folder, ..)| folder.clone()).collect();
        let mut watched = lock(&self.watched);
        for (folder, identity, real) in watching {
            let real = real.map(|real| (real, folder.clone()));
            watched.by_real_path.extend(real);
            watched.folders.insert(folder, identity);
        }
        new
    }
}

#[cfg(unix)]
fn identity(folder: &Utf8Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;

    let metadata = folder.metadata().ok().filter(std::fs::Metadata::is_dir)?;
    // Not every file system knows when a folder was made.
    Some((metadata.dev(), metadata.ino(), metadata.created().ok()))
}

#[cfg(not(unix))]
fn identity(folder: &Utf8Path) -> Option<Identity> {
    let metadata = folder.metadata().ok().filter(std::fs::Metadata::is_dir)?;
    Some((0, 0, metadata.created().ok()))
}

/// The paths of an event that may matter. Folders that went are no longer watched.
fn paths_of(event: notify::Event, places: &Places, watched: &Mutex<Watched>) -> Vec<Utf8PathBuf> {
    if matches!(event.kind, EventKind::Access(_)) {
        return Vec::new();
    }
    let paths = event.paths.into_iter();
    let mut paths: Vec<Utf8PathBuf> = paths
        .filter_map(|path| Utf8PathBuf::from_path_buf(path).ok())
        .collect();
    let known = lock(watched);
    let through_links = paths.iter().filter_map(|path| known.through_link(path));
    let through_links: Vec<_> = through_links.collect();
    drop(known);
    paths.extend(through_links);
    if matches!(
        event.kind,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    ) {
        let mut watched = lock(watched);
        for path in &paths {
            let at_or_below = watched.folders.range_mut(path.clone()..);
            for (_, known) in at_or_below.take_while(|(folder, _)| folder.starts_with(path)) {
                *known = None;
            }
        }
    }
    let watched = lock(watched);
    paths.retain(|path| watched.matters(path, places));
    paths
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_where_a_folder_really_lies_is_known_by_its_own_name_too() {
        let watched = Watched {
            by_real_path: BTreeMap::from([("/private/tmp/w".into(), "/tmp/w".into())]),
            ..Watched::default()
        };
        let at = |path: &str| watched.through_link(Utf8Path::new(path));
        assert_eq!(at("/private/tmp/w/a/b.md"), Some("/tmp/w/a/b.md".into()));
        assert_eq!(at("/private/tmp/w"), Some("/tmp/w".into()));
        assert_eq!(at("/private/tmp/wide.md"), None);
        assert_eq!(at("/tmp/w/a.md"), None);
    }
    #[test]
    fn where_no_scan_looks_only_that_matters_on_which_open_documents_depend() {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(temporary.path()).unwrap();
        for folder in ["src/new", "build/new", "build/.claude-plugin"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        let world = crate::start::world().unwrap();
        let watched = Watched {
            folders: ["src", "build"].map(|it| (root.join(it), None)).into(),
            around_open: ["build", "build/.claude-plugin"]
                .map(|it| root.join(it))
                .into(),
            beside: [root.join("build")].into(),
            ..Watched::default()
        };
        let matters = |path: &str| watched.matters(&root.join(path), world.places());
        assert!(matters("src/new"));
        assert!(!matters("build/new"));
        for path in [
            "build",
            "build/.claude-plugin",
            "build/.claude-plugin/plugin.json",
            "build/dossier.toml",
            "build/.git",
        ] {
            assert!(matters(path), "{path}");
        }
    }
}
