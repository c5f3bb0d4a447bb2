//! Looking at files, on other threads.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{DiagnosticScope, FileId, Snapshot};
use tower_lsp_server::ls_types::Diagnostic;

use crate::lsp::requests::diagnostics::settled_diagnostics;
use crate::lsp::shared::Shared;

/// What was found in a file whose time had come.
pub(super) struct Checked {
    pub(super) path: Utf8PathBuf,
    /// `None` for a closed file.
    pub(super) version: Option<i32>,
    pub(super) is_agent_file: bool,
    pub(super) names: Vec<String>,
    /// `None` where nothing is pushed.
    pub(super) found: Option<Vec<Diagnostic>>,
}

/// Looks at files as they are now. Diagnostics are for those that the scope shows, and only
/// where the client is sent some.
pub(super) async fn check(
    shared: &Arc<Shared>,
    files: Vec<Utf8PathBuf>,
    scope: DiagnosticScope,
    pushes: bool,
) -> Vec<Checked> {
    let shared = shared.clone();
    let checked = tokio::task::spawn_blocking(move || {
        let snapshot = shared.snapshot();
        let found: Vec<Checked> = files
            .into_iter()
            .filter_map(|path| {
                let id = snapshot.index().find(&path)?;
                let version = snapshot.version(id);
                let is_shown = version.is_some() || scope == DiagnosticScope::Workspace;
                let found = pushes.then(|| {
                    let findings = || settled_diagnostics(&shared, &snapshot, id).0;
                    is_shown.then(findings).unwrap_or_default()
                });
                Some(Checked {
                    version,
                    is_agent_file: snapshot.index().says_anything(id),
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
    checked.await.unwrap_or_default()
}

/// True for an open document that is an agent file.
pub(super) async fn is_agent_file(shared: &Arc<Shared>, path: &Utf8Path) -> bool {
    let (shared, path) = (shared.clone(), path.to_owned());
    let read = tokio::task::spawn_blocking(move || {
        let snapshot = shared.snapshot();
        let index = snapshot.index();
        let is_one = index.find(&path).is_some_and(|id| index.says_anything(id));
        shared.world().adopt(&snapshot);
        is_one
    });
    // One that makes reading panic is none.
    read.await.unwrap_or(false)
}

/// The names that a file defines.
pub(super) fn names_of(snapshot: &Snapshot, id: FileId) -> Vec<String> {
    let index = snapshot.index();
    let listed = index.listed_in(&index.file(id).path);
    let all = std::iter::once(id).chain(listed);
    let definitions = all.filter_map(|id| index.file(id).facts.as_ref()?.definition.as_ref());
    let names = definitions.flat_map(|it| &it.names);
    names.map(ToString::to_string).collect()
}
