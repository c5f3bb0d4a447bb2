//! Settings that the client tells only when it is asked.

use std::sync::Arc;

use tower_lsp_server::ls_types::ConfigurationItem;

use crate::lsp::event::Event;
use crate::lsp::shared::Shared;

/// Asks the client for its settings, if it can be asked.
pub(super) fn ask(shared: &Arc<Shared>) {
    if shared.client_can().configuration {
        let shared = shared.clone();
        tokio::spawn(async move { pull(&shared).await });
    }
}

async fn pull(shared: &Shared) {
    let item = ConfigurationItem {
        section: Some("dossier".to_owned()),
        scope_uri: None,
    };
    if let Ok(answers) = shared.client().configuration(vec![item]).await {
        for answer in answers {
            shared.choose(|chosen| chosen.answer(&answer));
        }
        shared.apply_settings();
        shared.send(Event::SettingsChanged);
    }
}
