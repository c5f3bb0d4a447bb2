//! How far a scan is, shown to the user.

use std::sync::atomic::Ordering;
use std::time::Duration;

use dossier_workspace::scan::Progress;
use tokio::task::JoinHandle;
use tower_lsp_server::ls_types::{NumberOrString, WorkDoneProgressCreateParams, request};

use crate::lsp::shared::Shared;

/// Shows how far a scan is, if the client can, until it is done.
pub(super) async fn show_progress(shared: &Shared, progress: &Progress, mut done: JoinHandle<()>) {
    /// A scan that is done by then needs no progress bar.
    const PATIENCE: Duration = Duration::from_millis(150);
    const STEP: Duration = Duration::from_millis(100);
    let finished = tokio::time::timeout(PATIENCE, &mut done).await.is_ok();
    if finished || !shared.client_can().progress {
        if !finished {
            let _ = done.await;
        }
        return;
    }
    let token = NumberOrString::String("dossier/scan".to_owned());
    let create = shared
        .client()
        .send_request::<request::WorkDoneProgressCreate>(WorkDoneProgressCreateParams {
            token: token.clone(),
        });
    // A client that never answers must not keep the scan from being seen to end.
    let created = tokio::time::timeout(Duration::from_secs(2), create).await;
    if !matches!(created, Ok(Ok(()))) {
        let _ = done.await;
        return;
    }
    let shown = shared
        .client()
        .progress(token, "Reading agent files")
        .begin()
        .await;
    while tokio::time::timeout(STEP, &mut done).await.is_err() {
        shown
            .report(format!("{} files", progress.seen.load(Ordering::Relaxed)))
            .await;
    }
    shown.finish().await;
}
