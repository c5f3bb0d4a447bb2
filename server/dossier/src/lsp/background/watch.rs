//! Hearing of changes on the disk through the client.

use std::collections::BTreeSet;
use std::sync::Arc;

use dossier_dialect::{Dialect, Dialects};
use dossier_workspace::{CONFIG_FILE, OwnPrograms};
use tower_lsp_server::ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration,
};

use crate::lsp::shared::Shared;

/// The files that matter, as clients watch them: all that may be told by their front matter, and
/// what else the tables name.
fn patterns(dialects: &Dialects) -> BTreeSet<String> {
    let extensions: Vec<&str> = dialects.shape_extensions().collect();
    let settings = dialects.mcp_paths().chain(dialects.listing_paths());
    let mut patterns: BTreeSet<String> = settings.map(str::to_owned).collect();
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
    patterns.insert(OwnPrograms::PATTERN.to_owned());
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
