//! `dossier/graph`

use dossier_workspace::Snapshot;
use serde_json::Value;

use crate::graph::document;

/// `dossier/graph`: what `dossier graph` prints, of everything that is known, with whole paths.
pub(in crate::lsp) fn graph(snapshot: &Snapshot) -> Value {
    let document = document(snapshot, None, |_| true);
    // It is made of strings, numbers and lists, which JSON has.
    serde_json::to_value(document).unwrap_or_default()
}
