//! What happens without being asked for: scanning, following the disk, publishing diagnostics.
//!
//! One task takes the events in order. Work that takes longer runs on threads of its own and
//! comes back as an event.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_syntax::LineIndex;
use dossier_workspace::scan::{self, Found, Progress};
use dossier_workspace::{ConfigFile, DiagnosticScope, FileId};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::Instant;
use tower_lsp_server::ls_types::{
    ConfigurationItem, Diagnostic, MessageType, NumberOrString, WorkDoneProgressCreateParams,
    request,
};

use super::event::Event;
use super::requests::diagnostics::diagnostics;
use super::shared::Shared;
use super::to_proto;
use super::watch::{self, Watcher};
use crate::start;

/// How long after an edit its diagnostics are shown: long enough for a word to be typed on.
const DEBOUNCE: Duration = Duration::from_millis(60);

/// Takes the events in order until the server ends.
pub(super) async fn run(shared: Arc<Shared>, mut events: UnboundedReceiver<Event>) {
    let mut background = Background {
        shared,
        due: BTreeMap::new(),
        names: BTreeMap::new(),
        told: BTreeMap::new(),
        configs: BTreeMap::new(),
        implied: Vec::new(),
        removed: Vec::new(),
        scans: 0,
        scanning_since: SystemTime::now(),
        watcher: None,
    };
    loop {
        let next = background.due.values().min().copied();
        let event = match next {
            None => events.recv().await,
            Some(when) => match tokio::time::timeout_at(when, events.recv()).await {
                Ok(event) => event,
                Err(_) => {
                    background.publish_due().await;
                    continue;
                }
            },
        };
        match event {
            Some(event) => background.handle(event).await,
            None => return,
        }
    }
}

/// What the client was told last of one file: the version, and its findings.
type Told = (Option<i32>, Vec<Diagnostic>);

struct Background {
    shared: Arc<Shared>,
    /// When the diagnostics of a file are to be published.
    due: BTreeMap<Utf8PathBuf, Instant>,
    /// The names that open files defined when they were last looked at.
    names: BTreeMap<Utf8PathBuf, Vec<String>>,
    /// The findings that the client was told last, by file, and of which version.
    told: BTreeMap<Utf8PathBuf, Told>,
    /// What the client was told last of each `dossier.toml`, and of which text.
    configs: BTreeMap<Utf8PathBuf, (Arc<str>, Vec<dossier_ide::Diagnostic>)>,
    /// Folders that were scanned for files outside the workspace.
    implied: Vec<Utf8PathBuf>,
    /// Folders that were taken out while scans may still have been adding their files.
    removed: Vec<Utf8PathBuf>,
    /// Scans under way, and when the first of them began.
    scans: usize,
    scanning_since: SystemTime,
    watcher: Option<Watcher>,
}

impl Background {
    async fn handle(&mut self, event: Event) {
        match event {
            Event::Initialized => {
                self.ask_for_settings();
                watch::register(&self.shared);
                let mut roots = self.shared.folders();
                let places = self.shared.world().places().clone();
                roots.extend(places.config_roots());
                self.scan(roots);
            }
            Event::Opened(path, before) => {
                let id = before.index().find(&path);
                let id = id.filter(|id| before.index().file(*id).facts.is_some());
                // Markdown that is no agent file costs nothing and gets nothing.
                if id.is_none() && !self.is_agent_file(&path).await {
                    return;
                }
                self.scan_around(&path);
                // A buffer may define another name than the file on the disk.
                if let Some(id) = id {
                    self.names.insert(path.clone(), names_of(&before, id));
                }
                self.schedule(path, Duration::ZERO);
                self.publish_configuration().await;
            }
            Event::AskedFor(path) => self.scan_around(&path),
            Event::Edited(path) => self.schedule(path, DEBOUNCE),
            Event::Closed(path, uri) => {
                self.due.remove(&path);
                self.names.remove(&path);
                self.shared.forget_uri(&path);
                if self.scope() == DiagnosticScope::Open && self.told.remove(&path).is_some() {
                    self.shared
                        .client()
                        .publish_diagnostics(uri, Vec::new(), None)
                        .await;
                }
                self.follow_disk(vec![path]);
            }
            Event::DiskChanged(paths) => self.follow_disk(paths),
            Event::FoldersChanged { removed } => {
                if self.scans > 0 {
                    self.removed.extend(removed.iter().cloned());
                }
                self.forget(removed);
                self.shared.apply_settings();
                self.scan(self.shared.folders());
            }
            Event::SettingsChanged => self.refresh(),
            Event::SettingsUntold => self.ask_for_settings(),
            Event::TeamChanged => {
                // Folders may have come that hold agent files now.
                if self.watcher.is_some() {
                    let new = self.watch_by_ourselves();
                    // What came into them before they were watched is seen now.
                    if !new.is_empty() {
                        self.follow_disk(new);
                    }
                }
                self.refresh();
                self.publish_configuration().await;
            }
            Event::Scanned => {
                self.scans -= 1;
                // Watching from the start would tell us of every file that the scan opens. What
                // changed in the meantime is looked at again instead.
                self.watch_by_ourselves();
                if self.scans == 0 {
                    let removed = std::mem::take(&mut self.removed);
                    if !removed.is_empty() {
                        self.forget(removed);
                    }
                    self.shared.world().set_complete(true);
                    self.look_again();
                }
                self.refresh();
                self.publish_configuration().await;
            }
            Event::Complaint(message) => {
                self.shared
                    .client()
                    .show_message(MessageType::WARNING, message)
                    .await;
            }
        }
    }

    /// Publishes what is wrong with each `dossier.toml`, also to clients that pull: they do so for
    /// agent files only.
    async fn publish_configuration(&mut self) {
        let snapshot = self.shared.snapshot();
        let mut shown = BTreeMap::new();
        for file in snapshot.configuration().files() {
            let found = dossier_ide::configuration(snapshot.dialects(), file);
            if !found.is_empty() {
                shown.insert(file.path.clone(), (file.text.clone(), found));
            }
        }
        let before = std::mem::replace(&mut self.configs, shown.clone());
        let mended = before.keys().filter(|path| !shown.contains_key(*path));
        let news = shown
            .iter()
            .filter(|(path, it)| before.get(*path) != Some(it));
        let mut told: Vec<_> = mended.map(|path| (path, Vec::new())).collect();
        for (path, (text, found)) in news {
            let ranges = to_proto::Ranges {
                lines: &LineIndex::new(text),
                can: self.shared.client_can(),
            };
            let found = to_proto::diagnostics(&self.shared, &snapshot, &ranges, found.clone());
            told.push((path, found));
        }
        for (path, found) in told {
            if let Some(uri) = to_proto::uri(&self.shared, path) {
                let client = self.shared.client();
                client.publish_diagnostics(uri, found, None).await;
            }
        }
    }

    /// Scans folders on threads of their own.
    fn scan(&mut self, roots: Vec<Utf8PathBuf>) {
        if self.scans == 0 {
            self.scanning_since = SystemTime::now();
        }
        self.scans += 1;
        self.shared.world().set_complete(false);
        let shared = self.shared.clone();
        let progress = Arc::new(Progress::default());
        let done = tokio::task::spawn_blocking({
            let progress = progress.clone();
            move || scan_into(&shared, &roots, &progress)
        });
        let shared = self.shared.clone();
        tokio::spawn(async move {
            show_progress(&shared, &progress, done).await;
            shared.send(Event::Scanned);
        });
    }

    /// True for an open document that is an agent file. Reading it is left to another thread.
    async fn is_agent_file(&self, path: &Utf8Path) -> bool {
        let (shared, path) = (self.shared.clone(), path.to_owned());
        let read = tokio::task::spawn_blocking(move || {
            let snapshot = shared.snapshot();
            let index = snapshot.index();
            let is_one = index
                .find(&path)
                .is_some_and(|id| index.file(id).facts.is_some());
            shared.world().adopt(&snapshot);
            is_one
        });
        // One that makes reading panic is none.
        read.await.unwrap_or(false)
    }

    /// A file outside the workspace brings the folder that it belongs to.
    fn scan_around(&mut self, file: &Utf8Path) {
        let places = self.shared.world().places().clone();
        let mut known = self
            .shared
            .folders()
            .into_iter()
            .chain(self.implied.iter().cloned());
        let inside = known.any(|folder| file.starts_with(folder))
            || places
                .config()
                .is_some_and(|config| file.starts_with(config));
        if inside || !file.is_absolute() {
            return;
        }
        if let Some(root) = start::implied_root(file) {
            self.implied.push(root.clone());
            self.scan(vec![root]);
        }
    }

    /// Reads what changed on the disk.
    fn follow_disk(&self, paths: Vec<Utf8PathBuf>) {
        let shared = self.shared.clone();
        let mut roots = self.implied.clone();
        tokio::task::spawn_blocking(move || {
            // What is read last must be put into the index last.
            let _one_at_a_time = shared.following_disk();
            roots.extend(shared.folders());
            roots.extend(shared.world().places().config_roots());
            let mut changed = false;
            for path in paths {
                changed |= follow(&shared, &path, &roots);
            }
            if changed {
                shared.send(Event::TeamChanged);
            }
        });
    }

    /// Reads again what changed while a scan went on.
    fn look_again(&self) {
        /// Clocks of file systems may be behind by that much.
        const COARSE: Duration = Duration::from_millis(20);
        let since = self.scanning_since - COARSE;
        let snapshot = self.shared.snapshot();
        let files = snapshot
            .index()
            .files()
            .map(|(_, file, _)| file.path.clone());
        let folders = self.watcher.iter().flat_map(Watcher::folders).cloned();
        let configs = snapshot.configuration().files();
        let configs = configs.map(|file| file.path.clone());
        let changed = files.chain(folders).chain(configs).filter(|path| {
            let modified = path.metadata().and_then(|metadata| metadata.modified());
            // What is gone by now may have gone before it was watched.
            modified.map_or_else(
                |_| !self.shared.world().is_open(path),
                |modified| modified >= since,
            )
        });
        let changed: Vec<Utf8PathBuf> = changed.collect();
        if !changed.is_empty() {
            self.follow_disk(changed);
        }
    }

    /// Takes out the files of folders that are no longer part of the workspace.
    fn forget(&self, folders: Vec<Utf8PathBuf>) {
        let shared = self.shared.clone();
        tokio::task::spawn_blocking(move || {
            // Nobody who is reading them may put them back afterwards.
            let _one_at_a_time = shared.following_disk();
            let current = shared.folders();
            for folder in folders.iter().filter(|folder| !current.contains(folder)) {
                shared.world().forget(folder);
            }
            shared.send(Event::TeamChanged);
        });
    }

    /// Watches the disk where the client doesn't. Returns the folders that were not watched before.
    fn watch_by_ourselves(&mut self) -> Vec<Utf8PathBuf> {
        if self.watcher.is_none() {
            self.watcher = Watcher::start(&self.shared);
        }
        let Some(watcher) = &mut self.watcher else {
            return Vec::new();
        };
        let mut roots = self.shared.folders();
        roots.extend(self.implied.iter().cloned());
        watcher.watch_all(&self.shared, &roots)
    }

    fn ask_for_settings(&self) {
        if self.shared.client_can().configuration {
            let shared = self.shared.clone();
            tokio::spawn(async move { pull_settings(&shared).await });
        }
    }

    fn pushes(&self) -> bool {
        !self.shared.client_can().pulls_diagnostics
    }

    fn scope(&self) -> DiagnosticScope {
        self.shared.world().settings().diagnostics.scope
    }

    fn schedule(&mut self, path: Utf8PathBuf, delay: Duration) {
        self.due.insert(path, Instant::now() + delay);
    }

    /// Brings all that depends on other files up to date wherever it is shown.
    fn refresh(&mut self) {
        self.ask_client_to_show_again();
        if !self.pushes() {
            self.ask_client_to_pull();
            return;
        }
        let snapshot = self.shared.snapshot();
        let index = snapshot.index();
        let paths: Vec<Utf8PathBuf> = match self.scope() {
            DiagnosticScope::Open => snapshot
                .open_files()
                .map(|id| index.file(id).path.clone())
                .collect(),
            DiagnosticScope::Workspace => index
                .files()
                .map(|(_, file, _)| file.path.clone())
                .collect(),
        };
        // A file that is gone, or is to be shown no more, is left with none.
        let told = self.told.keys().cloned();
        let all: BTreeSet<Utf8PathBuf> = paths.into_iter().chain(told).collect();
        for path in all {
            self.schedule(path, Duration::ZERO);
        }
    }

    fn ask_client_to_pull(&self) {
        let shared = self.shared.clone();
        tokio::spawn(async move {
            // A client that refuses goes on with what it has.
            let _ = shared.client().workspace_diagnostic_refresh().await;
        });
    }

    /// What is shown in a file beside its diagnostics: colours, hints, and who uses it.
    fn ask_client_to_show_again(&self) {
        let shared = self.shared.clone();
        tokio::spawn(async move {
            let can = shared.client_can();
            // A client that refuses goes on with what it has.
            if can.refreshes_tokens {
                let _ = shared.client().semantic_tokens_refresh().await;
            }
            if can.refreshes_hints {
                let _ = shared.client().inlay_hint_refresh().await;
            }
            if can.refreshes_lenses {
                let _ = shared.client().code_lens_refresh().await;
            }
        });
    }

    /// Looks at the files whose time has come, and publishes what was found in them.
    async fn publish_due(&mut self) {
        let now = Instant::now();
        let ready: Vec<Utf8PathBuf> = self
            .due
            .iter()
            .filter(|(_, when)| **when <= now)
            .map(|(path, _)| path.clone())
            .collect();
        self.due.retain(|_, when| *when > now);
        let pushes = self.pushes();
        let scope = self.scope();
        let shared = self.shared.clone();
        let checked = tokio::task::spawn_blocking(move || {
            let snapshot = shared.snapshot();
            let found: Vec<Checked> = ready
                .into_iter()
                .filter_map(|path| {
                    let id = snapshot.index().find(&path)?;
                    let version = snapshot.version(id);
                    let is_shown = version.is_some() || scope == DiagnosticScope::Workspace;
                    let found = pushes.then(|| {
                        let findings = || diagnostics(&shared, &snapshot, id);
                        is_shown.then(findings).unwrap_or_default()
                    });
                    Some(Checked {
                        version,
                        is_agent_file: snapshot.index().file(id).facts.is_some(),
                        names: names_of(&snapshot, id),
                        found,
                        path,
                    })
                })
                .collect();
            shared.world().adopt(&snapshot);
            found
        });
        // A file that makes a check panic has no diagnostics, and the others do.
        let Ok(checked) = checked.await else { return };
        let mut names_changed = false;
        for file in checked {
            names_changed |= self.take_over_names(&file);
            self.publish(file).await;
        }
        if names_changed {
            self.refresh();
        }
    }

    /// Notes what an open file defines now. Returns true if that is something else than before. A
    /// text that has become an agent file brings the folder that it belongs to.
    fn take_over_names(&mut self, file: &Checked) -> bool {
        if file.version.is_none() {
            return false;
        }
        if !file.is_agent_file {
            let before = self.names.remove(&file.path);
            return before.is_some_and(|names| !names.is_empty());
        }
        let before = self.names.insert(file.path.clone(), file.names.clone());
        if before.is_none() {
            self.shared.find_configs_above(&file.path);
            self.scan_around(&file.path);
        }
        before.unwrap_or_default() != file.names
    }

    /// Tells the client what was found in a file, unless it knows that, or was never told of the
    /// file and need not be: Markdown that is no agent file, and closed files without findings.
    async fn publish(&mut self, file: Checked) {
        let Some(found) = file.found else { return };
        let Some(uri) = to_proto::uri(&self.shared, &file.path) else {
            return;
        };
        let current = {
            let snapshot = self.shared.snapshot();
            let id = snapshot.index().find(&file.path);
            id.and_then(|id| snapshot.version(id))
        };
        if current != file.version {
            return;
        }
        let is_news = match self.told.get(&file.path) {
            Some((version, told)) => *version != file.version || *told != found,
            None => !found.is_empty() || file.is_agent_file && file.version.is_some(),
        };
        if !is_news {
            return;
        }
        if found.is_empty() && (file.version.is_none() || !file.is_agent_file) {
            self.told.remove(&file.path);
        } else {
            self.told.insert(file.path, (file.version, found.clone()));
        }
        let version = file.version;
        let version = version.filter(|_| self.shared.client_can().versioned_diagnostics);
        let client = self.shared.client();
        client.publish_diagnostics(uri, found, version).await;
    }
}

/// What was found in a file whose time had come.
struct Checked {
    path: Utf8PathBuf,
    /// `None` for a closed file.
    version: Option<i32>,
    is_agent_file: bool,
    names: Vec<String>,
    /// `None` where nothing is pushed.
    found: Option<Vec<Diagnostic>>,
}

fn names_of(snapshot: &dossier_workspace::Snapshot, id: FileId) -> Vec<String> {
    let facts = snapshot.index().file(id).facts.as_ref();
    let definition = facts.and_then(|facts| facts.definition.as_ref());
    definition
        .map(|it| it.names.iter().map(ToString::to_string).collect())
        .unwrap_or_default()
}

/// Scans and puts what is found into the index.
fn scan_into(shared: &Shared, roots: &[Utf8PathBuf], progress: &Progress) {
    let places = shared.world().places().clone();
    collect(shared, |found| scan::scan(roots, &places, progress, found));
}

/// Puts what `scan` finds into the index, batch by batch, while it goes on. Returns how much it
/// was.
fn collect(shared: &Shared, scan: impl FnOnce(&Sender<Vec<Found>>) + Send) -> usize {
    let (send, receive) = channel();
    let mut count = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Moved here, so that it is dropped, and the loop ends, when the scan does.
            let send = send;
            scan(&send);
        });
        for batch in receive {
            count += batch.len();
            let mut world = shared.world();
            batch.into_iter().for_each(|found| world.take_over(found));
        }
    });
    count
}

/// Takes over the state of one path on the disk. Returns true if the index may have changed.
fn follow(shared: &Shared, path: &Utf8Path, roots: &[Utf8PathBuf]) -> bool {
    let places = shared.world().places().clone();
    if scan::is_config_file(path) && follow_config(shared, path, roots) {
        return true;
    }
    let root = match roots.iter().find(|root| path.starts_with(root)) {
        Some(root) => root.as_path(),
        // Outside the workspace only what was open before is followed, and no folder that was
        // taken out of the workspace meanwhile.
        None if shared.world().knows(path) => path.parent().unwrap_or(path),
        None => return false,
    };
    let read = |place: &Utf8Path| {
        collect(shared, |found| {
            scan::scan_within(root, place, &places, found);
        })
    };
    if path.is_dir() {
        read(path);
        return true;
    }
    if scan::is_manifest(path) {
        places.forget_plugins();
        let plugin = path.parent().and_then(Utf8Path::parent);
        if let Some(plugin) = plugin.filter(|plugin| plugin.is_dir()) {
            read(plugin);
        }
        if !path.exists() {
            shared.world().forget(path);
        }
        return true;
    }
    if path.exists() && scan::is_of_interest(path) {
        // Other Markdown comes and goes without anybody looking further.
        if !shared.world().knows(path) && scan::read(path, &places).is_none() {
            return false;
        }
        if read(path) == 0 {
            shared.world().set_file(path, None);
        }
        return true;
    }
    shared.world().forget(path)
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

/// Shows how far a scan is, if the client can, until it is done.
async fn show_progress(
    shared: &Shared,
    progress: &Progress,
    mut done: tokio::task::JoinHandle<()>,
) {
    /// A scan that is done by then needs no progress bar.
    const PATIENCE: Duration = Duration::from_millis(150);
    const STEP: Duration = Duration::from_millis(100);
    let finished = tokio::time::timeout(PATIENCE, &mut done).await.is_ok();
    if finished || !shared.client_can().progress {
        if !finished {
            let _ = done.await;
        }
        return;
    }
    let token = NumberOrString::String("dossier/scan".to_owned());
    let create = shared
        .client()
        .send_request::<request::WorkDoneProgressCreate>(WorkDoneProgressCreateParams {
            token: token.clone(),
        });
    // A client that never answers must not keep the scan from being seen to end.
    let created = tokio::time::timeout(Duration::from_secs(2), create).await;
    if !matches!(created, Ok(Ok(()))) {
        let _ = done.await;
        return;
    }
    let shown = shared
        .client()
        .progress(token, "Reading agent files")
        .begin()
        .await;
    while tokio::time::timeout(STEP, &mut done).await.is_err() {
        shown
            .report(format!("{} files", progress.seen.load(Ordering::Relaxed)))
            .await;
    }
    shown.finish().await;
}

/// Asks the client for its settings.
async fn pull_settings(shared: &Shared) {
    let item = ConfigurationItem {
        section: Some("dossier".to_owned()),
        scope_uri: None,
    };
    if let Ok(answers) = shared.client().configuration(vec![item]).await {
        for answer in answers {
            shared.choose(&answer);
        }
        shared.apply_settings();
        shared.send(Event::SettingsChanged);
    }
}
