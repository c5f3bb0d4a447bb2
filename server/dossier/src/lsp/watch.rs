//! Following the disk, through the client or by ourselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialect;
use dossier_workspace::Places;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tower_lsp_server::ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration,
};

use super::event::Event;
use super::shared::Shared;

/// The files that matter, as clients watch them.
const PATTERNS: [&str; 5] = [
    "**/*.{md,mdc,markdown}",
    "**/.mcp.json",
    "**/.claude-plugin/plugin.json",
    "**/.claude/settings{,.local}.json",
    "**/dossier.toml",
];

/// Asks the client to watch, if it can.
pub(super) fn register(shared: &Arc<Shared>) {
    if !shared.client_can().watches_files {
        return;
    }
    let watchers = PATTERNS
        .map(|pattern| FileSystemWatcher {
            glob_pattern: GlobPattern::String(pattern.to_owned()),
            kind: None,
        })
        .into();
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
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if matches!(event.kind, EventKind::Access(_)) {
                return;
            }
            let paths = event
                .paths
                .into_iter()
                .filter_map(|it| Utf8PathBuf::from_path_buf(it).ok());
            let paths: Vec<_> = paths.filter(|path| matters(path)).collect();
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

    /// Watches every folder that holds a file of the index, the folders up to its root, and those
    /// that wait for a first file: not whole trees, which may hold a hundred thousand folders of
    /// somebody else's code.
    pub(super) fn watch_all(&mut self, shared: &Shared, roots: &[Utf8PathBuf]) {
        let places = shared.world().places().clone();
        let mut folders: BTreeSet<Utf8PathBuf> = places.config_roots().into_iter().collect();
        // Its own entries too: `agents` may come later.
        folders.extend(
            places
                .config()
                .filter(|it| it.is_dir())
                .map(Utf8Path::to_owned),
        );
        let snapshot = shared.snapshot();
        for (_, file, _) in snapshot.index().files() {
            let above = file.path.ancestors().skip(1);
            let up_to_root = above.take_while(|folder| {
                roots.iter().any(|root| folder.starts_with(root))
                    || folders.iter().any(|known| folder.starts_with(known))
            });
            let new: Vec<_> = up_to_root.map(Utf8Path::to_owned).collect();
            folders.extend(new);
        }
        folders.extend(roots.iter().flat_map(|root| agent_folders(root, &places)));
        folders.extend(roots.iter().cloned());
        let configs = snapshot.configuration().files();
        folders.extend(configs.filter_map(|file| Some(file.path.parent()?.to_owned())));
        for folder in folders {
            let is_new = self.watched.insert(folder.clone());
            if is_new
                && let Err(error) = self
                    .watcher
                    .watch(folder.as_std_path(), RecursiveMode::NonRecursive)
            {
                tracing::warn!("can't watch {folder}: {error}");
            }
        }
    }
}

/// The folders of a root in which programs look for agent files, and the folders in these: a new
/// skill is an empty folder at first.
fn agent_folders(root: &Utf8Path, places: &Places) -> BTreeSet<Utf8PathBuf> {
    let kinds = places.dialects().iter().flat_map(Dialect::kinds);
    let globs = kinds.flat_map(|kind| &kind.paths);
    let mut folders = BTreeSet::new();
    for folder in globs.filter_map(|glob| literal_folder(glob)) {
        let folder = root.join(folder);
        let above = folder.ancestors().take_while(|above| *above != root);
        folders.extend(above.map(Utf8Path::to_owned));
        let names = places.disk().list(&folder);
        let inside = names.iter().filter_map(|name| name.strip_suffix('/'));
        folders.extend(inside.map(|name| folder.join(name)));
    }
    folders.retain(|folder| folder.is_dir());
    folders
}

/// The folder that a glob starts with, if it is the same everywhere: `.claude/agents` for
/// `**/.claude/agents/**/*.md`.
fn literal_folder(glob: &str) -> Option<&str> {
    let glob = glob.strip_prefix("**/").unwrap_or(glob);
    let literal = &glob[..glob.find('*').unwrap_or(glob.len())];
    literal.rsplit_once('/').map(|(folder, _)| folder)
}

/// Files of interest, and whatever may be a folder of such.
fn matters(path: &Utf8Path) -> bool {
    dossier_workspace::scan::is_of_interest(path)
        || path.is_dir()
        || path.extension().is_none() && !path.exists()
}
