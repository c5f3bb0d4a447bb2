//! What is wrong with each `dossier.toml`, and with the tables of programs beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use dossier_ide::Diagnostic;
use dossier_syntax::LineIndex;

use crate::lsp::shared::Shared;
use crate::lsp::to_proto;

/// Publishes what is wrong with each of these files, when that is something else than before.
pub(super) struct Configuration {
    shared: Arc<Shared>,
    /// What the client was told last of each, and of which text.
    told: BTreeMap<Utf8PathBuf, (Arc<str>, Vec<Diagnostic>)>,
}

impl Configuration {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            told: BTreeMap::new(),
        }
    }

    /// Tells the client what is new, also one that pulls: it does so for agent files only.
    pub(super) async fn publish(&mut self) {
        let snapshot = self.shared.snapshot();
        let mut shown = BTreeMap::new();
        for file in snapshot.configuration().files() {
            let found = dossier_ide::configuration(snapshot.dialects(), file);
            if !found.is_empty() {
                shown.insert(file.path.clone(), (file.text.clone(), found));
            }
        }
        for fault in snapshot.places().own_programs().faults() {
            let found = vec![dossier_ide::program_table(fault)];
            shown.insert(fault.path.clone(), (fault.text.clone(), found));
        }
        let before = std::mem::replace(&mut self.told, shown.clone());
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
                self.shared.publish(uri, found, None).await;
            }
        }
    }
}
