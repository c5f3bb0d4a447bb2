//! How far a scan is, shown to the user.

use std::sync::atomic::Ordering;
use std::time::Duration;

use dossier_workspace::scan::Progress;
use tokio::sync::oneshot::Receiver;
use tower_lsp_server::ls_types::{NumberOrString, WorkDoneProgressCreateParams, request};

use crate::lsp::shared::Shared;

/// Shows how far a scan is, if the client can, until it is done, which drops the other end.
pub(super) async fn show_progress(shared: &Shared, progress: &Progress, mut done: Receiver<()>) {
    /// A scan that is done by then needs no progress bar.
    const PATIENCE: Duration = Duration::from_millis(150);
    const STEP: Duration = Duration::from_millis(100);
    let finished = tokio::time::timeout(PATIENCE, &mut done).await.is_ok();
    if finished || !shared.client_can().progress {
        return;
    }
    let token = NumberOrString::String("dossier/scan".to_owned());
    let create = shared
        .client()
        .send_request::<request::WorkDoneProgressCreate>(WorkDoneProgressCreateParams {
            token: token.clone(),
        });
    // Not every client answers.
    let created = tokio::time::timeout(Duration::from_secs(2), create).await;
    if !matches!(created, Ok(Ok(()))) {
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
