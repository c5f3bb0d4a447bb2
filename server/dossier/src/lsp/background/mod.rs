//! What happens without being asked for.
//!
//! One task takes the events in order. Work that takes longer runs on threads of its own and
//! comes back as an event.
//!
//! - [`scan`] reads folders, and [`progress`] shows how far it is.
//! - [`watch`] and [`watcher`] hear of changes on the disk, and [`follow`] reads them.
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
mod watcher;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use camino::Utf8PathBuf;
use dossier_workspace::Snapshot;
use futures_util::FutureExt as _;
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp_server::ls_types::MessageType;

use super::event::Event;
use super::shared::Shared;
use configuration::Configuration;
use follow::Follower;
use publish::Publisher;
use scan::Scans;

/// Takes the events in order until the server ends.
pub(super) async fn run(shared: Arc<Shared>, mut events: UnboundedReceiver<Event>) {
    let mut background = Background {
        scans: Scans::new(shared.clone()),
        publisher: Publisher::new(shared.clone()),
        configuration: Configuration::new(shared.clone()),
        follower: Follower::new(shared.clone()),
        shared,
    };
    loop {
        let event = match background.publisher.next() {
            None => Ok(events.recv().await),
            Some(when) => tokio::time::timeout_at(when, events.recv()).await,
        };
        let work = match event {
            Ok(Some(event)) => background.handle(event).left_future(),
            Ok(None) => return,
            Err(_) => background.publish_due().right_future(),
        };
        // A fault of ours ends what was being done, and nothing that comes after it.
        if AssertUnwindSafe(work).catch_unwind().await.is_err() {
            tracing::error!("what happens without being asked for panicked");
            background.publisher.refresh();
        }
    }
}

struct Background {
    shared: Arc<Shared>,
    scans: Scans,
    publisher: Publisher,
    configuration: Configuration,
    follower: Arc<Follower>,
}

impl Background {
    async fn publish_due(&mut self) {
        self.publisher.publish_due(&mut self.scans).await;
    }

    async fn handle(&mut self, event: Event) {
        match event {
            Event::Initialized => {
                settings::ask(&self.shared);
                let mut roots = self.shared.folders();
                let places = self.shared.world().places().clone();
                roots.extend(places.config_roots());
                self.scans.start(roots);
                // What is to be watched depends on the programs that there are.
                watch::register(&self.shared);
            }
            Event::Opened(path, before) => {
                self.follower.opened();
                self.opened(path, &before).await;
                self.settle();
            }
            Event::AskedFor(path) => {
                self.scans.start_around(&path);
                self.settle();
            }
            Event::Edited(path) => self.publisher.edited(path),
            Event::Withheld(path, until) => self.publisher.withheld(path, until.into()),
            Event::Closed(path, uri) => {
                self.publisher.closed(&path, uri).await;
                self.follower.closed(path);
            }
            Event::DiskChanged(paths) => self.follower.changed(paths),
            Event::DiskLost => self.follower.lost(),
            Event::FoldersChanged { removed } => {
                self.scans.folders_removed(&removed);
                self.follower.removed(removed);
                self.shared.apply_settings();
                self.scans.start(self.shared.folders());
            }
            Event::SettingsChanged => self.publisher.refresh(),
            Event::SettingsUntold => settings::ask(&self.shared),
            Event::TeamChanged => {
                self.publisher.refresh();
                self.configuration.publish().await;
            }
            Event::Scanned => self.scanned().await,
            Event::Fault => panic!("a test asked for this"),
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

    /// Takes back that a scan was expected, if none began.
    fn settle(&mut self) {
        if self.scans.are_over() && !self.shared.snapshot().is_complete() {
            self.shared.set_complete(true);
            self.publisher.refresh();
        }
    }

    async fn scanned(&mut self) {
        if let Some(removed) = self.scans.ended() {
            if !removed.is_empty() {
                self.follower.removed(removed);
            }
            self.shared.set_complete(true);
            self.follower.scanned(self.scans.since());
        }
        self.publisher.refresh();
        self.configuration.publish().await;
    }
}
