//! Hearing of changes on the disk, through the client or by ourselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8PathBuf;
use dossier_dialect::{Dialect, Dialects};
use dossier_workspace::CONFIG_FILE;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tower_lsp_server::ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration,
};

use crate::lsp::event::Event;
use crate::lsp::shared::Shared;
use crate::watched;

/// The files that matter, as clients watch them: all that may be told by their front matter, and
/// what else the tables name.
fn patterns(dialects: &Dialects) -> BTreeSet<String> {
    let extensions: Vec<&str> = dialects.shape_extensions().collect();
    let mut patterns: BTreeSet<String> = dialects.mcp_paths().map(str::to_owned).collect();
    patterns.extend(
        dialects
            .manifests()
            .map(|manifest| format!("**/{manifest}")),
    );
    let kinds = dialects.iter().flat_map(Dialect::kinds);
    let others = kinds.filter(|kind| !kind.format.is_fenced());
    patterns.extend(others.flat_map(|kind| kind.paths.iter().cloned()));
    patterns.insert(format!("**/*.{{{}}}", extensions.join(",")));
    patterns.insert(format!("**/{CONFIG_FILE}"));
    patterns
}

/// Asks the client to watch, if it can.
pub(super) fn register(shared: &Arc<Shared>) {
    if !shared.client_can().watches_files {
        return;
    }
    let places = shared.world().places().clone();
    let watchers = patterns(places.dialects()).into_iter();
    let watchers = watchers.map(|pattern| FileSystemWatcher {
        glob_pattern: GlobPattern::String(pattern),
        kind: None,
    });
    let watchers = watchers.collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: "dossier/files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    let shared = shared.clone();
    tokio::spawn(async move {
        if let Err(error) = shared
            .client()
            .register_capability(vec![registration])
            .await
        {
            tracing::warn!("the client watches no files: {error}");
        }
    });
}

/// Watches the folders that hold agent files, and those above them: also where the client
/// watches, since some report only what they save themselves, and others a new folder without the
/// files in it.
pub(super) struct Watcher {
    watcher: RecommendedWatcher,
    watched: BTreeSet<Utf8PathBuf>,
}

impl Watcher {
    /// Starts without watching anything. `None` where the system can't.
    pub(super) fn start(shared: &Arc<Shared>) -> Option<Self> {
        let sender = shared.clone();
        let places = shared.world().places().clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if matches!(event.kind, EventKind::Access(_)) {
                return;
            }
            let paths = event
                .paths
                .into_iter()
                .filter_map(|it| Utf8PathBuf::from_path_buf(it).ok());
            let paths: Vec<_> = paths
                .filter(|path| watched::matters(path, &places))
                .collect();
            if !paths.is_empty() {
                sender.send(Event::DiskChanged(paths));
            }
        });
        match watcher {
            Ok(watcher) => Some(Self {
                watcher,
                watched: BTreeSet::new(),
            }),
            Err(error) => {
                tracing::warn!("can't watch files: {error}");
                None
            }
        }
    }

    /// The folders that are watched.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        self.watched.iter()
    }

    /// Watches the folders that matter and are not watched yet, and returns those.
    pub(super) fn watch_all(&mut self, shared: &Shared, roots: &[Utf8PathBuf]) -> Vec<Utf8PathBuf> {
        let mut new = Vec::new();
        for folder in watched::folders(&shared.snapshot(), roots) {
            if !self.watched.insert(folder.clone()) {
                continue;
            }
            let watching = self
                .watcher
                .watch(folder.as_std_path(), RecursiveMode::NonRecursive);
            if let Err(error) = watching {
                tracing::warn!("can't watch {folder}: {error}");
            }
            new.push(folder);
        }
        new
    }
}
