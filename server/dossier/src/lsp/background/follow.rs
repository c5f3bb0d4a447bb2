//! Following the disk: what changed is read again, and what is gone is forgotten.
//!
//! One thread at a time does so. It takes all that was heard of meanwhile at once: a change of
//! branches tells of thousands of files. A single file is read alone. Where folders came or went,
//! or so much happened that some of it may not have been heard of, everything is: afterwards the
//! index is what a fresh scan would make it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::scan::Progress;
use dossier_workspace::{ConfigFile, Places, scan};
use rustc_hash::FxHashSet;

use super::scan::collect;
use super::watcher::Watcher;
use crate::lsp::event::Event;
use crate::lsp::shared::Shared;
use crate::watched;

/// How long the rest of a burst is waited for.
const QUIET: Duration = Duration::from_millis(40);

/// How much time lies between two times that everything is read because something was not heard of:
/// reading tells us of so much that we may miss some again.
const PAUSE: Duration = Duration::from_secs(1);

/// So many files are read one by one. Each costs a walk to its place.
const FEW: usize = 32;

/// Follows the disk.
pub(super) struct Follower {
    shared: Arc<Shared>,
    news: Mutex<News>,
    watcher: Mutex<Option<Watcher>>,
    /// When everything was read last because something was not heard of.
    recovered: Mutex<Option<Instant>>,
}

/// What was heard of and not followed yet.
#[derive(Default)]
struct News {
    paths: BTreeSet<Utf8PathBuf>,
    /// Folders that were taken out of the workspace.
    removed: Vec<Utf8PathBuf>,
    /// Scans came to their end, of which the first began then.
    scanned: Option<SystemTime>,
    /// Something was not heard of.
    lost: bool,
    /// Somebody is following.
    is_followed: bool,
}

/// What a change of the disk asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// Nothing.
    None,
    /// The index may have changed.
    Index,
    /// Other files may have changed too, so that everything must be read.
    All,
}

impl Follower {
    pub(super) fn new(shared: Arc<Shared>) -> Arc<Self> {
        Arc::new(Self {
            shared,
            news: Mutex::default(),
            watcher: Mutex::default(),
            recovered: Mutex::default(),
        })
    }

    /// Takes over the state of paths on the disk.
    pub(super) fn changed(self: &Arc<Self>, paths: Vec<Utf8PathBuf>) {
        self.hear(|news| news.paths.extend(paths));
    }

    /// Takes over the state of the whole disk: some changes were not heard of.
    pub(super) fn lost(self: &Arc<Self>) {
        self.hear(|news| news.lost = true);
    }

    /// Takes out the files of folders that are no longer part of the workspace.
    pub(super) fn removed(self: &Arc<Self>, folders: Vec<Utf8PathBuf>) {
        self.hear(|news| news.removed.extend(folders));
    }

    /// Starts to watch what scans found, and reads again what changed while they went on.
    /// Watching from the start would tell us of every file that they open.
    pub(super) fn scanned(self: &Arc<Self>, since: SystemTime) {
        self.hear(|news| {
            news.scanned = Some(news.scanned.map_or(since, |before| before.min(since)));
        });
    }

    fn hear(self: &Arc<Self>, add: impl FnOnce(&mut News)) {
        let mut news = lock(&self.news);
        add(&mut news);
        if !std::mem::replace(&mut news.is_followed, true) {
            let this = self.clone();
            tokio::task::spawn_blocking(move || this.follow());
        }
    }

    /// Follows until nothing is left.
    fn follow(&self) {
        loop {
            let is_scanned = lock(&self.news).scanned.is_some();
            if !is_scanned {
                std::thread::sleep(QUIET);
            }
            let news = {
                let mut news = lock(&self.news);
                let is_nothing = news.paths.is_empty()
                    && news.removed.is_empty()
                    && news.scanned.is_none()
                    && !news.lost;
                if is_nothing {
                    news.is_followed = false;
                    return;
                }
                let rest = News {
                    is_followed: true,
                    ..News::default()
                };
                std::mem::replace(&mut *news, rest)
            };
            // What makes reading panic must not keep the rest from being followed.
            if catch_unwind(AssertUnwindSafe(|| self.take_over(news))).is_err() {
                tracing::error!("following the disk panicked");
            }
        }
    }

    fn take_over(&self, news: News) {
        let shared = &self.shared;
        // What is read last must be put into the index last.
        let _one_at_a_time = shared.following_disk();
        let roots = shared.roots();
        let mut effect = Effect::None;
        let folders = shared.folders();
        for folder in news.removed.iter().filter(|it| !folders.contains(it)) {
            shared.world().forget(folder);
            effect = Effect::Index;
        }
        let mut paths = news.paths;
        if news.lost {
            self.pause();
        }
        if news.lost || paths.len() > FEW {
            effect = Effect::All;
        }
        if let Some(since) = news.scanned {
            self.watch(&roots, Effect::All);
            paths.extend(self.changed_since(since));
        }
        for path in &paths {
            if effect < Effect::All {
                effect = effect.max(self.follow_one(path, &roots));
            }
        }
        if effect == Effect::None {
            return;
        }
        // What comes into new folders from here on is heard of, and what is in them is read.
        let new = self.watch(&roots, effect);
        if effect == Effect::All {
            // What lies outside is known by itself.
            let outside = |path: &&Utf8PathBuf| !roots.iter().any(|root| path.starts_with(root));
            for path in paths.iter().filter(outside) {
                self.follow_one(path, &roots);
            }
            read_all(shared, &roots);
        } else {
            for folder in new {
                read_within(shared, &folder, &roots);
            }
        }
        shared.send(Event::TeamChanged);
    }

    /// Waits if everything was read just now because something was not heard of.
    fn pause(&self) {
        let mut recovered = lock(&self.recovered);
        let left = recovered.map(|at| PAUSE.saturating_sub(at.elapsed()));
        std::thread::sleep(left.unwrap_or_default());
        *recovered = Some(Instant::now());
    }

    /// Watches what is to be watched now, and returns what was not watched before.
    fn watch(&self, roots: &[Utf8PathBuf], effect: Effect) -> Vec<Utf8PathBuf> {
        let mut watcher = lock(&self.watcher);
        if watcher.is_none() {
            *watcher = Watcher::start(&self.shared);
        }
        let Some(watcher) = watcher.as_mut() else {
            return Vec::new();
        };
        let snapshot = self.shared.snapshot();
        let wanted = if effect == Effect::All {
            watched::all_folders(&snapshot, roots)
        } else {
            // No folder came or went, but one may hold its first file now.
            let mut wanted: BTreeSet<_> = watcher.folders().into_iter().collect();
            wanted.extend(watched::folders(&snapshot, roots));
            wanted
        };
        watcher.watch(&wanted)
    }

    /// The files and folders that changed while scans went on.
    fn changed_since(&self, since: SystemTime) -> Vec<Utf8PathBuf> {
        /// Clocks of file systems may be behind by that much.
        const COARSE: Duration = Duration::from_millis(20);
        let since = since - COARSE;
        let snapshot = self.shared.snapshot();
        let index = snapshot.index();
        let files = index.files().map(|(_, file, _)| file.path.clone());
        let servers = index.mcp_files().map(|file| file.path.clone());
        let configs = snapshot.configuration().files();
        let configs = configs.map(|file| file.path.clone());
        let folders = lock(&self.watcher).as_ref().map(Watcher::folders);
        let all = files.chain(servers).chain(configs);
        let all = all.chain(folders.into_iter().flatten());
        all.filter(|path| {
            changed_at(path).map_or_else(
                // What is gone by now may have gone before it was watched.
                || !self.shared.world().is_open(path),
                |changed| changed >= since,
            )
        })
        .collect()
    }

    /// Takes over the state of one path on the disk.
    fn follow_one(&self, path: &Utf8Path, roots: &[Utf8PathBuf]) -> Effect {
        let shared = &*self.shared;
        let places = shared.world().places().clone();
        if scan::is_config_file(path) && follow_config(shared, path, roots) {
            return Effect::Index;
        }
        let inside = roots.iter().any(|root| path.starts_with(root));
        // Outside the workspace only what was open before is followed, and no folder that was
        // taken out of the workspace meanwhile.
        if !inside && !shared.world().knows(path) {
            return Effect::None;
        }
        let was_folder = || {
            let watcher = lock(&self.watcher);
            watcher.as_ref().is_some_and(|watcher| watcher.holds(path))
        };
        if inside
            && (path.is_dir()
                || was_folder()
                || places.is_manifest(path)
                || is_new_link(path, &places)
                || watched::says_what_is_ignored(path))
        {
            return Effect::All;
        }
        // A link came whose target isn't there.
        if inside && path.is_symlink() && !path.exists() {
            shared.world().forget(path);
            read_within(shared, path, roots);
            return Effect::Index;
        }
        let links = places.read_through(path);
        for link in &links {
            read_within(shared, link, roots);
        }
        if !links.is_empty() && path.exists() {
            return Effect::Index;
        }
        if path.exists() && places.is_of_interest(path) {
            // Other Markdown comes and goes without anybody looking further.
            if !shared.world().knows(path) && scan::read(path, &places).is_none() {
                return Effect::None;
            }
            if read_within(shared, path, roots) == 0 {
                shared.world().set_file(path, None);
            }
            return Effect::Index;
        }
        match shared.world().forget(path) {
            true => Effect::Index,
            false => Effect::None,
        }
    }
}

/// True for a link by which a program loads a file, and for a place where one was, if it leads
/// elsewhere than before: what it leads to is another file than before, too.
fn is_new_link(path: &Utf8Path, places: &Places) -> bool {
    let is_link = path.is_symlink() && places.is_known_place(path);
    let target = is_link.then(|| path.canonicalize_utf8().ok()).flatten();
    target != places.link_target(path)
}

/// When a file was written, or what is in a folder came or went.
#[cfg(unix)]
fn changed_at(path: &Utf8Path) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt as _;

    let metadata = path.metadata().ok()?;
    // A file that was moved here or unpacked may say that it is old; this can't be made up.
    let changed = Duration::new(
        u64::try_from(metadata.ctime()).unwrap_or_default(),
        u32::try_from(metadata.ctime_nsec()).unwrap_or_default(),
    );
    Some(SystemTime::UNIX_EPOCH + changed)
}

#[cfg(not(unix))]
fn changed_at(path: &Utf8Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

/// Reads what lies at or below a place. Returns how much was found.
fn read_within(shared: &Shared, place: &Utf8Path, roots: &[Utf8PathBuf]) -> usize {
    let places = shared.world().places().clone();
    let root = roots.iter().find(|root| place.starts_with(root));
    let root = root.map_or_else(|| place.parent().unwrap_or(place), Utf8PathBuf::as_path);
    collect(
        shared,
        |_| (),
        |found| {
            scan::scan_within(root, place, &places, found);
        },
    )
}

/// Reads everything, and forgets what is not there any more.
fn read_all(shared: &Shared, roots: &[Utf8PathBuf]) {
    let places = shared.world().places().clone();
    places.forget_plugins();
    let mut there = FxHashSet::default();
    let note = |path: &Utf8Path| {
        there.insert(path.to_owned());
    };
    collect(shared, note, |found| {
        scan::scan(roots, &places, &Progress::default(), found);
    });
    let snapshot = shared.snapshot();
    let is_gone =
        |path: &Utf8Path| !there.contains(path) && roots.iter().any(|root| path.starts_with(root));
    let files = snapshot.index().files().map(|(_, file, _)| &*file.path);
    for path in files.filter(|path| is_gone(path)) {
        shared.world().set_file(path, None);
    }
    let servers = snapshot.index().mcp_files().map(|file| &*file.path);
    let configs = snapshot.configuration().files().map(|file| &*file.path);
    let links = snapshot.dangling_links().map(|(_, link)| &*link.path);
    for path in servers
        .chain(configs)
        .chain(links)
        .filter(|path| is_gone(path))
    {
        shared.world().forget(path);
    }
}

/// Takes over a `dossier.toml` that is known already, that lies above the workspace, or that is
/// gone. Others are for the scan to find, which knows what is ignored.
fn follow_config(shared: &Shared, path: &Utf8Path, roots: &[Utf8PathBuf]) -> bool {
    let folder = path.parent().unwrap_or(path);
    let snapshot = shared.snapshot();
    let mut known = snapshot.configuration().files();
    let mut open = snapshot
        .open_files()
        .map(|id| snapshot.index().file(id).path.as_path());
    let is_ours = known.any(|file| file.path == path)
        || roots.iter().any(|root| root.starts_with(folder))
        || open.any(|file| file.starts_with(folder));
    if !is_ours {
        return false;
    }
    match snapshot.disk().read(path) {
        Some(text) => shared.world().set_config(ConfigFile::parse(path, &text)),
        None => {
            shared.world().forget(path);
        }
    }
    true
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
