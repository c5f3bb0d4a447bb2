//! What happens without being asked for.
//!
//! One task takes the events in order. Work that takes longer runs on threads of its own and
//! comes back as an event.
//!
//! - [`scan`] reads folders, and [`progress`] shows how far it is.
//! - [`watch`] hears of changes on the disk, and [`follow`] reads them.
//! - [`check`] looks at files, and [`publish`] tells the client what was found in them.
//! - [`configuration`] does both for each `dossier.toml`.
//! - [`refresh`] has the client ask again, and [`settings`] asks the client.

mod check;
mod configuration;
mod follow;
mod progress;
mod publish;
mod refresh;
mod scan;
mod settings;
mod watch;

use std::sync::Arc;

use camino::Utf8PathBuf;
use dossier_workspace::Snapshot;
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp_server::ls_types::MessageType;

use super::event::Event;
use super::shared::Shared;
use configuration::Configuration;
use publish::Publisher;
use scan::Scans;
use watch::Watcher;

/// Takes the events in order until the server ends.
pub(super) async fn run(shared: Arc<Shared>, mut events: UnboundedReceiver<Event>) {
    let mut background = Background {
        scans: Scans::new(shared.clone()),
        publisher: Publisher::new(shared.clone()),
        configuration: Configuration::new(shared.clone()),
        watcher: None,
        shared,
    };
    loop {
        let event = match background.publisher.next() {
            None => events.recv().await,
            Some(when) => match tokio::time::timeout_at(when, events.recv()).await {
                Ok(event) => event,
                Err(_) => {
                    background
                        .publisher
                        .publish_due(&mut background.scans)
                        .await;
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

struct Background {
    shared: Arc<Shared>,
    scans: Scans,
    publisher: Publisher,
    configuration: Configuration,
    watcher: Option<Watcher>,
}

impl Background {
    async fn handle(&mut self, event: Event) {
        match event {
            Event::Initialized => {
                settings::ask(&self.shared);
                watch::register(&self.shared);
                let mut roots = self.shared.folders();
                let places = self.shared.world().places().clone();
                roots.extend(places.config_roots());
                self.scans.start(roots);
            }
            Event::Opened(path, before) => self.opened(path, &before).await,
            Event::AskedFor(path) => self.scans.start_around(&path),
            Event::Edited(path) => self.publisher.edited(path),
            Event::Closed(path, uri) => {
                self.publisher.closed(&path, uri).await;
                self.follow_disk(vec![path]);
            }
            Event::DiskChanged(paths) => self.follow_disk(paths),
            Event::FoldersChanged { removed } => {
                self.scans.folders_removed(&removed);
                follow::forget(&self.shared, removed);
                self.shared.apply_settings();
                self.scans.start(self.shared.folders());
            }
            Event::SettingsChanged => self.publisher.refresh(),
            Event::SettingsUntold => settings::ask(&self.shared),
            Event::TeamChanged => {
                // Folders may have come that hold agent files now.
                if self.watcher.is_some() {
                    let new = self.watch_by_ourselves();
                    // What came into them before they were watched is seen now.
                    if !new.is_empty() {
                        self.follow_disk(new);
                    }
                }
                self.publisher.refresh();
                self.configuration.publish().await;
            }
            Event::Scanned => self.scanned().await,
            Event::Complaint(message) => {
                self.shared
                    .client()
                    .show_message(MessageType::WARNING, message)
                    .await;
            }
        }
    }

    async fn opened(&mut self, path: Utf8PathBuf, before: &Snapshot) {
        let id = before.index().find(&path);
        let id = id.filter(|id| before.index().file(*id).facts.is_some());
        // Markdown that is no agent file costs nothing and gets nothing.
        if id.is_none() && !check::is_agent_file(&self.shared, &path).await {
            return;
        }
        self.scans.start_around(&path);
        self.publisher.opened(path, before, id);
        self.configuration.publish().await;
    }

    async fn scanned(&mut self) {
        let removed = self.scans.ended();
        // Watching from the start would tell us of every file that the scan opens. What changed in
        // the meantime is looked at again instead.
        self.watch_by_ourselves();
        if let Some(removed) = removed {
            if !removed.is_empty() {
                follow::forget(&self.shared, removed);
            }
            self.shared.set_complete(true);
            let watched = self.watcher.iter().flat_map(Watcher::folders);
            let (implied, since) = (self.scans.implied(), self.scans.since());
            follow::look_again(&self.shared, implied, since, watched);
        }
        self.publisher.refresh();
        self.configuration.publish().await;
    }

    fn follow_disk(&self, paths: Vec<Utf8PathBuf>) {
        follow::follow_disk(&self.shared, self.scans.implied(), paths);
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
        roots.extend(self.scans.implied().iter().cloned());
        watcher.watch_all(&self.shared, &roots)
    }
}
