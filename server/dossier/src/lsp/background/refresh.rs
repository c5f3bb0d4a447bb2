//! Telling the client that what it asked for is no longer so.

use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp_server::ls_types::notification::Notification;

use crate::lsp::shared::Shared;

/// Has the client ask again for the diagnostics of all files.
pub(super) fn ask_to_pull(shared: &Arc<Shared>) {
    let shared = shared.clone();
    tokio::spawn(async move {
        // A client that refuses goes on with what it has.
        let _ = shared.client().workspace_diagnostic_refresh().await;
    });
}

/// Has the client ask again for what is shown in a file beside its diagnostics: colours, hints, and
/// who uses it.
pub(super) fn ask_to_show_again(shared: &Arc<Shared>) {
    let shared = shared.clone();
    tokio::spawn(async move {
        let can = shared.client_can();
        // A client that refuses goes on with what it has.
        if can.refreshes_tokens {
            let _ = shared.client().semantic_tokens_refresh().await;
        }
        if can.refreshes_hints {
            let _ = shared.client().inlay_hint_refresh().await;
        }
        if can.refreshes_lenses {
            let _ = shared.client().code_lens_refresh().await;
        }
    });
}

/// Says that the team, or what was found in it, may have changed, to a client that wants to hear it.
pub(super) fn tell_of_team(shared: &Arc<Shared>) {
    if !shared.client_can().hears_of_team {
        return;
    }
    let shared = shared.clone();
    tokio::spawn(async move { shared.tell::<TeamChanged>(json!({})).await });
}

/// `dossier/teamChanged`
enum TeamChanged {}

impl Notification for TeamChanged {
    type Params = Value;
    const METHOD: &'static str = "dossier/teamChanged";
}
