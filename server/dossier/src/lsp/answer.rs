//! The work of requests, off the loop that takes messages.

use std::any::Any;
use std::sync::Arc;

use dossier_workspace::Snapshot;
use tower_lsp_server::jsonrpc::{Error, Result};

use super::moment::{MOMENT, Moment};
use super::shared::Shared;

/// A request's work, whatever it answers.
type Work = Box<dyn FnOnce(&Shared, &Snapshot) -> Box<dyn Any + Send> + Send>;

/// Does a request's work on a thread of its own, on the world as it was when the request arrived.
/// Work that panics answers an error, and the server lives on.
pub(super) async fn answer<T: Send + 'static>(
    shared: &Arc<Shared>,
    work: impl FnOnce(&Shared, &Snapshot) -> T + Send + 'static,
) -> Result<T> {
    let work: Work = Box::new(move |shared, snapshot| Box::new(work(shared, snapshot)));
    match run(shared, work).await?.downcast() {
        Ok(answer) => Ok(*answer),
        Err(_) => unreachable!("the work's answer is what was put into the box"),
    }
}

/// The part that is the same for all, compiled once: what a task of the runtime takes is many times
/// what a handler says.
async fn run(shared: &Arc<Shared>, work: Work) -> Result<Box<dyn Any + Send>> {
    let shared = shared.clone();
    let snapshot = match MOMENT.try_with(Moment::clone) {
        Ok(moment) => moment.world(&shared).await,
        Err(_) => shared.snapshot(),
    };
    let work = tokio::task::spawn_blocking(move || {
        let answer = work(&shared, &snapshot);
        // What was worked out on the way need not be worked out again.
        shared.world().adopt(&snapshot);
        answer
    });
    work.await.map_err(|error| {
        tracing::error!("a request failed: {error}");
        Error::internal_error()
    })
}
