//! The moment at which a request arrived.

use std::sync::Arc;
use std::time::Duration;

use dossier_workspace::Snapshot;
use tower_lsp_server::jsonrpc::Request;

use super::client::ClientCan;
use super::shared::Shared;

/// How long a request waits for files that are still being looked for: longer than a repository of
/// some thousand files takes, and shorter than people take a server for dead.
const PATIENCE: Duration = Duration::from_secs(2);

tokio::task_local! {
    /// The moment at which the request under work arrived.
    pub(super) static MOMENT: Moment;
}

/// The moment at which a request arrived.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    snapshot: Arc<Snapshot>,
    /// The answer depends on files that may not have been found yet.
    waits: bool,
}

impl Moment {
    /// The moment at which a request arrives.
    pub(super) fn of(request: &Request, shared: &Shared) -> Self {
        let snapshot = shared.snapshot();
        let waits = request.id().is_some()
            && !snapshot.is_complete()
            && depends_on_team(request.method(), shared.client_can());
        Self { snapshot, waits }
    }

    /// The world that a request is about: its documents as they were when it arrived, among all
    /// files of the workspace. If these are still being looked for, that is waited for, but not
    /// for long.
    pub(super) async fn world(self, shared: &Shared) -> Arc<Snapshot> {
        if !self.waits {
            return self.snapshot;
        }
        let mut complete = shared.completeness();
        // Whoever has waited in vain gets what was found until then.
        let _ = tokio::time::timeout(PATIENCE, complete.wait_for(|complete| *complete)).await;
        Arc::new(self.snapshot.among_files_of(&shared.snapshot()))
    }
}

/// True for a request whose answer depends on other files than the one it is about, and that the
/// client can't be told to send again when they are found.
fn depends_on_team(method: &str, can: &ClientCan) -> bool {
    match method {
        "textDocument/documentSymbol"
        | "textDocument/documentColor"
        | "textDocument/colorPresentation"
        | "textDocument/foldingRange"
        | "textDocument/selectionRange"
        | "textDocument/formatting"
        | "completionItem/resolve" => false,
        "textDocument/diagnostic" | "workspace/diagnostic" => !can.pulls_diagnostics,
        "textDocument/inlayHint" => !can.refreshes_hints,
        "textDocument/codeLens" => !can.refreshes_lenses,
        method if method.starts_with("textDocument/semanticTokens") => !can.refreshes_tokens,
        _ => true,
    }
}
