//! Scanning folders for agent files.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::scan::{self, Found, Progress};

use super::progress::show_progress;
use crate::lsp::event::Event;
use crate::lsp::shared::Shared;
use crate::start;

/// The scans that are under way, and what they must remember.
pub(super) struct Scans {
    shared: Arc<Shared>,
    /// Folders that were taken out while scans may still have been adding their files.
    removed: Vec<Utf8PathBuf>,
    has_begun: bool,
    /// How many are under way, and when the first of them began.
    running: usize,
    since: SystemTime,
}

impl Scans {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            removed: Vec::new(),
            has_begun: false,
            running: 0,
            since: SystemTime::now(),
        }
    }

    /// True if there were some and none is under way.
    pub(super) fn are_over(&self) -> bool {
        self.has_begun && self.running == 0
    }

    /// When the first of those under way, or of the last ones, began.
    pub(super) fn since(&self) -> SystemTime {
        self.since
    }

    /// Scans folders on threads of their own.
    pub(super) fn start(&mut self, roots: Vec<Utf8PathBuf>) {
        let all = roots.iter().map(Utf8PathBuf::as_path);
        if self.shared.world().look_for_programs(all) && self.has_begun {
            // What was read before must be read again.
            self.shared.send(Event::DiskLost);
        }
        if self.running == 0 {
            self.since = SystemTime::now();
        }
        self.running += 1;
        self.has_begun = true;
        self.shared.set_complete(false);
        let shared = self.shared.clone();
        let progress = Arc::new(Progress::default());
        let done = tokio::task::spawn_blocking({
            let progress = progress.clone();
            move || scan_into(&shared, &roots, &progress)
        });
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        let shared = self.shared.clone();
        tokio::spawn(async move { show_progress(&shared, &progress, ended).await });
        let shared = self.shared.clone();
        tokio::spawn(async move {
            // A scan that panics has ended, too.
            let _ = done.await;
            drop(end);
            shared.send(Event::Scanned);
        });
    }

    /// Scans the folder that a file outside the workspace belongs to.
    pub(super) fn start_around(&mut self, file: &Utf8Path) {
        if !self.shared.is_elsewhere(file) {
            return;
        }
        let places = self.shared.world().places().clone();
        if let Some(root) = start::implied_root(file, places.dialects()) {
            self.shared.imply(root.clone());
            self.start(vec![root]);
        }
    }

    /// Notes that folders were taken out of the workspace.
    pub(super) fn folders_removed(&mut self, folders: &[Utf8PathBuf]) {
        if self.running > 0 {
            self.removed.extend(folders.iter().cloned());
        }
    }

    /// Notes that a scan came to its end. The last one gives back the folders that were taken out
    /// meanwhile.
    pub(super) fn ended(&mut self) -> Option<Vec<Utf8PathBuf>> {
        self.running -= 1;
        (self.running == 0).then(|| std::mem::take(&mut self.removed))
    }
}

/// Scans and puts what is found into the index.
fn scan_into(shared: &Shared, roots: &[Utf8PathBuf], progress: &Progress) {
    let places = shared.world().places().clone();
    collect(
        shared,
        |_| (),
        |found| {
            scan::scan(roots, &places, progress, found);
        },
    );
}

/// Puts what `scan` finds into the index, batch by batch, while it goes on, and calls `note` with
/// where each lies. Returns how much it was.
pub(super) fn collect(
    shared: &Shared,
    mut note: impl FnMut(&Utf8Path),
    scan: impl FnOnce(&Sender<Vec<Found>>) + Send,
) -> usize {
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
            batch.iter().for_each(|found| note(path_of(found)));
            let mut world = shared.world();
            batch.into_iter().for_each(|found| world.take_over(found));
        }
    });
    count
}

fn path_of(found: &Found) -> &Utf8Path {
    match found {
        Found::Agent(agent) => &agent.path,
        Found::Settings(file) => &file.path,
        Found::Config(file) => &file.path,
        Found::Dangling(link) => &link.path,
    }
}
