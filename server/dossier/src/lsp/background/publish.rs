//! Publishing the diagnostics of agent files, and keeping what is shown up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{DiagnosticScope, FileId, Snapshot};
use tokio::time::Instant;
use tower_lsp_server::ls_types::{Diagnostic, Uri};

use super::check::{Checked, check, names_of};
use super::refresh;
use super::scan::Scans;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto;

/// How long after an edit its diagnostics are shown: long enough for a word to be typed on.
const DEBOUNCE: Duration = Duration::from_millis(60);

/// What the client was told last of one file: the version, and its findings.
type Told = (Option<i32>, Vec<Diagnostic>);

/// Publishes diagnostics when their time has come.
pub(super) struct Publisher {
    shared: Arc<Shared>,
    /// When the diagnostics of a file are to be published.
    due: BTreeMap<Utf8PathBuf, Instant>,
    /// When a client that asks is to be told to do so again.
    ask_again: Option<Instant>,
    /// The names that open files defined when they were last looked at.
    names: BTreeMap<Utf8PathBuf, Vec<String>>,
    /// The findings that the client was told last, by file, and of which version.
    told: BTreeMap<Utf8PathBuf, Told>,
}

impl Publisher {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            due: BTreeMap::new(),
            ask_again: None,
            names: BTreeMap::new(),
            told: BTreeMap::new(),
        }
    }

    /// An agent file was opened, which was this one of the index `before`, if any.
    pub(super) fn opened(&mut self, path: Utf8PathBuf, before: &Snapshot, id: Option<FileId>) {
        // A buffer may define another name than the file on the disk.
        if let Some(id) = id {
            self.names.insert(path.clone(), names_of(before, id));
        }
        self.schedule(path, Duration::ZERO);
    }

    /// A document was edited.
    pub(super) fn edited(&mut self, path: Utf8PathBuf) {
        self.schedule(path, DEBOUNCE);
    }

    /// What was found in a document is to be told then, as far as it has not been yet.
    pub(super) fn withheld(&mut self, path: Utf8PathBuf, until: Instant) {
        if self.pushes() {
            let due = self.due.entry(path).or_insert(until);
            *due = until.min(*due);
        } else {
            self.ask_again = Some(until);
        }
    }

    /// A document was closed, which the client knew by this address.
    pub(super) async fn closed(&mut self, path: &Utf8Path, uri: Uri) {
        self.due.remove(path);
        self.names.remove(path);
        self.shared.forget_uri(path);
        if self.scope() == DiagnosticScope::Open && self.told.remove(path).is_some() {
            self.shared.publish(uri, Vec::new(), None).await;
        }
    }

    /// When something is to be published next.
    pub(super) fn next(&self) -> Option<Instant> {
        self.due.values().copied().chain(self.ask_again).min()
    }

    /// Looks at the files whose time has come, and publishes what was found in them.
    pub(super) async fn publish_due(&mut self, scans: &mut Scans) {
        let now = Instant::now();
        if self.ask_again.is_some_and(|when| when <= now) {
            self.ask_again = None;
            refresh::ask_to_pull(&self.shared);
        }
        let ready: Vec<Utf8PathBuf> = self
            .due
            .iter()
            .filter(|(_, when)| **when <= now)
            .map(|(path, _)| path.clone())
            .collect();
        self.due.retain(|_, when| *when > now);
        let checked = check(&self.shared, ready, self.scope(), self.pushes()).await;
        let mut names_changed = false;
        let says_anything = checked.iter().any(|file| file.is_agent_file);
        for file in checked {
            names_changed |= self.take_over_names(&file, scans);
            self.publish(file).await;
        }
        if names_changed {
            self.refresh();
        } else if says_anything {
            refresh::tell_of_team(&self.shared);
        }
    }

    /// Brings all that depends on other files up to date wherever it is shown.
    pub(super) fn refresh(&mut self) {
        self.prepare();
        refresh::ask_to_show_again(&self.shared);
        refresh::tell_of_team(&self.shared);
        if !self.pushes() {
            refresh::ask_to_pull(&self.shared);
            return;
        }
        let snapshot = self.shared.snapshot();
        let index = snapshot.index();
        let paths: Vec<Utf8PathBuf> = match self.scope() {
            DiagnosticScope::Open => snapshot
                .open_files()
                .map(|id| index.file(id).path.to_path_buf())
                .collect(),
            DiagnosticScope::Workspace => index
                .files()
                .map(|(_, file, _)| file.path.to_path_buf())
                .chain(snapshot.dangling_links().map(|(_, link)| link.path.clone()))
                .collect(),
        };
        // A file that is gone, or is to be shown no more, is left with none.
        let told = self.told.keys().cloned();
        let all: BTreeSet<Utf8PathBuf> = paths.into_iter().chain(told).collect();
        for path in all {
            self.schedule(path, Duration::ZERO);
        }
    }

    /// Has worked out what the next request may ask, after names have changed.
    fn prepare(&self) {
        let shared = self.shared.clone();
        tokio::task::spawn_blocking(move || shared.snapshot().index().prepare());
    }

    /// Notes what an open file defines now. Returns true if that is something else than before. A
    /// text that has become an agent file brings the folder that it belongs to.
    fn take_over_names(&mut self, file: &Checked, scans: &mut Scans) -> bool {
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
            scans.start_around(&file.path);
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
        self.shared.publish(uri, found, version).await;
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
}
