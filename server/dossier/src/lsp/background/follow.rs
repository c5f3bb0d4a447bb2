//! Following the disk: what changed is read again, and what is gone is forgotten.
//!
//! One thread at a time does so. It takes all that was heard of meanwhile at once: a change of
//! branches tells of thousands of files. Each that is known is read once; whether a new one is to
//! be read, only a walk to its place tells. Where folders came or went, many files are new, or
//! something was not heard of, everything is read: afterwards the index is what a fresh scan would
//! make it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::scan::{Found, Progress};
use dossier_workspace::{ConfigFile, OwnPrograms, Places, Snapshot, real_path, scan};
use rustc_hash::FxHashSet;

use super::scan::collect;
use super::watcher::Watcher;
use crate::lsp::event::Event;
use crate::lsp::shared::Shared;
use crate::watched;

/// So long must nothing be heard of for a burst to be over.
const QUIET: Duration = Duration::from_millis(40);

/// So often is that waited for: somebody may look at what has changed while it goes on.
const MOST_WAITS: usize = 10;

/// How much time lies between two times that everything is read because something was not heard of:
/// reading tells us of so much that we may miss some again.
const PAUSE: Duration = Duration::from_secs(1);

/// So many new files are looked for one by one. Each costs a walk to its place.
const FEW: usize = 32;

/// So many files are worth a thread.
const SHARE: usize = 64;

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
    /// Those of them that were closed.
    closed: BTreeSet<Utf8PathBuf>,
    /// A document was opened.
    opened: bool,
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

/// What became of a path.
enum Fate {
    /// Nothing that matters.
    Same,
    /// It was taken over.
    Followed,
    /// The file is known, and is to be read again.
    Known,
    /// There was none before.
    New,
    /// Nothing is there any more.
    Gone,
    /// What it is, other files depend on.
    Unsettling,
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

    /// Follows what lies around a document that was opened, also where no scan looks.
    pub(super) fn opened(self: &Arc<Self>) {
        self.hear(|news| news.opened = true);
    }

    /// Takes over the state of a document that was closed on the disk.
    pub(super) fn closed(self: &Arc<Self>, path: Utf8PathBuf) {
        self.hear(|news| {
            news.closed.insert(path.clone());
            news.paths.insert(path);
        });
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
            self.wait_for_quiet();
            let news = {
                let mut news = lock(&self.news);
                let is_nothing = news.paths.is_empty()
                    && !news.opened
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

    /// Waits until a burst is over, but not for ever.
    fn wait_for_quiet(&self) {
        let mut heard = None;
        for _ in 0..MOST_WAITS {
            let now = {
                let news = lock(&self.news);
                if news.scanned.is_some() {
                    return;
                }
                news.paths.len()
            };
            if heard == Some(now) {
                return;
            }
            heard = Some(now);
            std::thread::sleep(QUIET);
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
            effect = Effect::All;
        }
        if let Some(since) = news.scanned {
            self.watch(&roots, Effect::All);
            paths.extend(self.changed_since(since));
        }
        if news.opened && effect < Effect::All {
            effect = effect.max(self.watch_around_open(&roots));
        }
        if effect < Effect::All {
            effect = effect.max(self.follow_each(paths.iter(), &news.closed, &roots));
        }
        if effect == Effect::None {
            return;
        }
        if effect == Effect::All {
            // What comes into new folders from here on is heard of, and what is in them is read.
            self.watch(&roots, effect);
            // What lies outside is known by itself.
            let outside = |path: &&Utf8PathBuf| !roots.iter().any(|root| path.starts_with(root));
            self.follow_each(paths.iter().filter(outside), &news.closed, &roots);
            shared.world().look_for_programs([]);
            read_all(shared, &roots);
        }
        shared.send(Event::TeamChanged);
    }

    /// Takes over the state of paths on the disk, of which some were `closed`.
    fn follow_each<'a>(
        &self,
        paths: impl Iterator<Item = &'a Utf8PathBuf>,
        closed: &BTreeSet<Utf8PathBuf>,
        roots: &[Utf8PathBuf],
    ) -> Effect {
        let shared = &*self.shared;
        let mut effect = Effect::None;
        let (mut known, mut new, mut gone) = (Vec::new(), Vec::new(), BTreeSet::new());
        for path in paths {
            match self.fate(path, roots) {
                Fate::Same => {}
                Fate::Followed => effect = Effect::Index,
                Fate::Known => known.push(path.clone()),
                Fate::New => new.push(path.clone()),
                Fate::Gone => {
                    gone.insert(path.clone());
                }
                Fate::Unsettling => return Effect::All,
            }
        }
        if new.len() > FEW {
            return Effect::All;
        }
        if !gone.is_empty() && shared.world().forget_all(&gone) {
            effect = Effect::Index;
        }
        if read_known(shared, &known) {
            effect = Effect::Index;
        }
        // It was known because it was open; a scan may pass it by.
        for path in known.iter().filter(|path| closed.contains(*path)) {
            let inside = roots.iter().any(|root| path.starts_with(root));
            if inside && !is_scanned(shared, path, roots) {
                shared.world().set_file(path, None);
                effect = Effect::Index;
            }
        }
        for path in &new {
            if read_within(shared, path, roots) > 0 {
                effect = Effect::Index;
            }
        }
        if !new.is_empty() {
            // One may be the first of its folder.
            for folder in self.watch(roots, Effect::Index) {
                read_within(shared, &folder, roots);
            }
        }
        effect
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
            let mut wanted = watcher.scanned_folders();
            wanted.extend(watched::folders(&snapshot, roots));
            wanted
        };
        watcher.watch(wanted, watched::around_open(&snapshot, roots))
    }

    /// Watches what lies around the open documents, as far as it isn't watched yet.
    fn watch_around_open(&self, roots: &[Utf8PathBuf]) -> Effect {
        let before = self.shared.snapshot();
        let around = watched::around_open(&before, roots);
        let new = match lock(&self.watcher).as_mut() {
            Some(watcher) if watcher.is_news(&around) => watcher.watch_around_open(&around),
            // What is opened before the first scan has ended is watched then.
            _ => return Effect::None,
        };
        if new.is_empty() {
            return Effect::None;
        }
        // What was asked about these folders before may not be so any more. Mostly it is.
        {
            let mut world = self.shared.world();
            world.places().forget_folders();
            world.look_again();
        }
        let after = self.shared.snapshot();
        let said = |snapshot: &Snapshot, path: &Utf8Path| {
            let index = snapshot.index();
            let file = index.find(path).map(|id| index.file(id));
            file.map(|file| (file.facts.clone(), file.guest.clone()))
        };
        let mut open = before.open_files().map(|id| &before.index().file(id).path);
        match open.any(|path| said(&before, path) != said(&after, path)) {
            true => Effect::Index,
            false => Effect::None,
        }
    }

    /// The files and folders that changed while scans went on.
    fn changed_since(&self, since: SystemTime) -> Vec<Utf8PathBuf> {
        /// Clocks of file systems may be behind by that much.
        const COARSE: Duration = Duration::from_millis(20);
        let since = since - COARSE;
        let snapshot = self.shared.snapshot();
        let index = snapshot.index();
        let files = index.files().map(|(_, file, _)| file.path.to_path_buf());
        let servers = index.mcp_files().map(|file| file.path.clone());
        let configs = snapshot.configuration().files();
        let configs = configs.map(|file| file.path.clone());
        let folders = lock(&self.watcher).as_ref().map(Watcher::folders);
        let folders = folders.unwrap_or_default();
        // Of these, none is known that isn't there, and the folder of one that went has changed.
        let unsettling = folders
            .iter()
            .flat_map(|folder| watched::unsettling_in(folder, snapshot.places()))
            .filter(|path| changed_at(path).is_some_and(|changed| changed >= since));
        let all = files.chain(servers).chain(configs);
        let all = all.chain(folders.iter().cloned());
        all.filter(|path| {
            changed_at(path).map_or_else(
                // What is gone by now may have gone before it was watched.
                || !self.shared.world().is_open(path),
                |changed| changed >= since,
            )
        })
        .chain(unsettling)
        .collect()
    }

    /// What became of one path on the disk.
    fn fate(&self, path: &Utf8Path, roots: &[Utf8PathBuf]) -> Fate {
        let shared = &*self.shared;
        let (places, is_known) = {
            let world = shared.world();
            (world.places().clone(), world.knows(path))
        };
        if scan::is_config_file(path) && follow_config(shared, path, roots) {
            return Fate::Followed;
        }
        if OwnPrograms::may_hold(path) && shared.world().look_for_programs([]) {
            return Fate::Unsettling;
        }
        let inside = roots.iter().any(|root| path.starts_with(root));
        // Outside the workspace only what was open before is followed, and no folder that was
        // taken out of the workspace meanwhile.
        if !inside && !is_known {
            return Fate::Same;
        }
        let was_folder = || {
            let watcher = lock(&self.watcher);
            watcher.as_ref().is_some_and(|watcher| watcher.holds(path))
        };
        if inside
            && (path.is_dir()
                || was_folder()
                || places.is_manifest(path)
                || places.is_repository_mark(path)
                || is_new_link(path, &places)
                || watched::says_what_is_ignored(path))
        {
            return Fate::Unsettling;
        }
        // A link came whose target isn't there.
        if inside && path.is_symlink() && !path.exists() {
            shared.world().forget(path);
            read_within(shared, path, roots);
            return Fate::Followed;
        }
        let links = places.read_through(path);
        for link in &links {
            read_within(shared, link, roots);
        }
        if !links.is_empty() && path.exists() {
            return Fate::Followed;
        }
        if !path.exists() || !places.is_of_interest(path) {
            return Fate::Gone;
        }
        if is_known {
            return Fate::Known;
        }
        // Other Markdown comes and goes without anybody looking further.
        match scan::read(path, &places) {
            Some(_) => Fate::New,
            None => Fate::Same,
        }
    }
}

/// Reads files again that are known, and takes over what they say now. Returns true if one says
/// anything else than before.
fn read_known(shared: &Shared, paths: &[Utf8PathBuf]) -> bool {
    let most = std::thread::available_parallelism().map_or(2, usize::from);
    let threads = paths.len().div_ceil(SHARE).clamp(1, most);
    let share = paths.len().div_ceil(threads).max(1);
    let read = |paths: &[Utf8PathBuf]| {
        // Each is taken over at once, so that nobody waits long.
        let changed = paths.iter().filter(|path| read_again(shared, path));
        changed.count() > 0
    };
    std::thread::scope(|scope| {
        let shares = paths.chunks(share).map(|paths| scope.spawn(|| read(paths)));
        let shares: Vec<_> = shares.collect();
        let changed = shares.into_iter().map(|share| match share.join() {
            Ok(changed) => changed,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        changed.fold(false, |any, changed| any | changed)
    })
}

/// Reads one file again. Returns true if it says anything else than before.
fn read_again(shared: &Shared, path: &Utf8Path) -> bool {
    let places = shared.world().places().clone();
    let found = scan::read(path, &places).filter(|_| !has_other_letters(path));
    let mut world = shared.world();
    match found {
        Some(Found::Agent(agent)) if agent.servers.is_none() && world.says(path, &agent.facts) => {
            return false;
        }
        Some(found @ Found::Agent(..)) => world.take_over(found),
        found => {
            world.set_file(path, None);
            found.into_iter().for_each(|found| world.take_over(found));
        }
    }
    true
}

/// True for a file that got its name's large and small letters changed: there are systems that find
/// it by the old name all the same.
fn has_other_letters(path: &Utf8Path) -> bool {
    if cfg!(not(any(windows, target_os = "macos"))) || path.is_symlink() {
        return false;
    }
    real_path(path).is_ok_and(|real| differ_in_case(path.file_name(), real.file_name()))
}

fn differ_in_case(one: Option<&str>, other: Option<&str>) -> bool {
    let small = |name: Option<&str>| name.map(str::to_lowercase);
    one != other && small(one) == small(other)
}

/// True for a link by which a program loads a file, and for a place where one was, if it leads
/// elsewhere than before: what it leads to is another file than before, too.
fn is_new_link(path: &Utf8Path, places: &Places) -> bool {
    let is_link = path.is_symlink() && places.is_known_place(path);
    let target = is_link.then(|| real_path(path).ok()).flatten();
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
    let root = root_of(place, roots);
    collect(
        shared,
        |_| (),
        |found| {
            scan::scan_within(root, place, &places, found);
        },
    )
}

/// True for a file that a scan comes by: nothing says that it is ignored.
fn is_scanned(shared: &Shared, path: &Utf8Path, roots: &[Utf8PathBuf]) -> bool {
    let places = shared.world().places().clone();
    let (send, receive) = channel();
    scan::scan_within(root_of(path, roots), path, &places, &send);
    drop(send);
    receive.into_iter().any(|batch| !batch.is_empty())
}

/// The folder that the scan starts from which comes by a place.
fn root_of<'a>(place: &'a Utf8Path, roots: &'a [Utf8PathBuf]) -> &'a Utf8Path {
    let root = roots.iter().find(|root| place.starts_with(root));
    root.map_or_else(|| place.parent().unwrap_or(place), Utf8PathBuf::as_path)
}

/// Reads everything, and forgets what is not there any more.
fn read_all(shared: &Shared, roots: &[Utf8PathBuf]) {
    let places = shared.world().places().clone();
    places.forget_folders();
    let mut there = FxHashSet::default();
    let note = |path: &Utf8Path| {
        there.insert(path.to_owned());
    };
    collect(shared, note, |found| {
        scan::scan(roots, &places, &Progress::default(), found);
    });
    shared.world().look_again();
    let snapshot = shared.snapshot();
    // What holds for an open document may lie where no scan looks.
    for id in snapshot.open_files() {
        for file in scan::configs_above(&snapshot.index().file(id).path, &places) {
            there.insert(file.path.clone());
            shared.world().set_config(file);
        }
    }
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
        .map(|id| &*snapshot.index().file(id).path);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_other_letters_is_another_name() {
        assert!(differ_in_case(Some("Écrivain.md"), Some("écrivain.md")));
        assert!(!differ_in_case(Some("writer.md"), Some("writer.md")));
        // A short name as old programs see it.
        assert!(!differ_in_case(
            Some("WRITER~1.MD"),
            Some("writer-of-all.md")
        ));
    }
}
