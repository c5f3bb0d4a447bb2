//! The language server: the only folder that knows the protocol.
//!
//! - [`incoming`] makes whatever the client sends messages that the transport can decode.
//! - [`ordered`] applies document notifications in the order they arrive.
//! - [`server`] takes requests, [`requests`] has one file for each, and [`answer`] does its work on
//!   the snapshot of the moment it arrived.
//! - [`background`] scans, watches and publishes.
//! - [`from_proto`] and [`to_proto`] are the borders.

mod answer;
mod background;
mod capabilities;
mod chosen;
mod client;
mod event;
mod from_proto;
mod incoming;
mod moment;
mod ordered;
mod parent;
mod plain_text;
mod requests;
mod server;
mod shared;
mod spelling;
mod to_proto;
mod token_cache;
mod typing;

use std::fs::File;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::Mutex;

use tokio::io::DuplexStream;
use tower_lsp_server::{LspService, Server as Transport};

use crate::cli::LspOptions;
use crate::shown::{Form, Shown, complain};
use crate::start;
use ordered::Ordered;
use server::Server;
use shared::Shared;

/// More than any editor has in flight; see `ARCHITECTURE.md`, "The loop".
const CONCURRENCY: usize = 256;

/// How many requests are worked on at once. Most take less than a millisecond; as many as this must
/// be slow before another waits.
const MOST_THREADS: usize = 64;

/// How many bytes of messages may wait for the transport.
const PIPE: usize = 1 << 16;

/// Serves until the client says `exit` or goes away. The code is 0 after a proper `shutdown`.
pub(crate) fn run(options: &LspOptions) -> ExitCode {
    if let Some(path) = &options.log {
        match File::create(path) {
            Ok(file) => tracing_subscriber::fmt()
                .with_max_level(tracing::Level::DEBUG)
                .with_ansi(false)
                .with_writer(Mutex::new(Shown::new(Form::Lines, file)))
                .init(),
            // A log that can't be written is no reason to leave somebody without a server.
            Err(error) => complain(&format!("dossier: can't write the log {path}: {error}")),
        }
    }
    let world = match start::world() {
        Ok(world) => world,
        Err(error) => {
            complain(&format!("dossier: {error}"));
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(MOST_THREADS)
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("dossier: {error}"));
            return ExitCode::from(2);
        }
    };
    let shared = runtime.block_on(serve(world));
    // Work that is still going on answers nobody any more, so it is not waited for.
    runtime.shutdown_background();
    if shared.was_shut_down() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn serve(world: dossier_workspace::World) -> Arc<Shared> {
    let (events, receiver) = tokio::sync::mpsc::unbounded_channel();
    let mut shared = None;
    let builder = LspService::build(|client| {
        let state = Arc::new(Shared::new(world, client, events));
        shared = Some(state.clone());
        Server::new(state)
    });
    let builder = server::add_own_requests(builder);
    let (service, socket) = server::add_test_hooks(builder).finish();
    // The closure above runs while the service is built.
    let shared = shared.unwrap_or_else(|| unreachable!("the service was built"));
    tokio::spawn(background::run(shared.clone(), receiver));
    let service = Ordered::new(service, shared.clone());
    let (messages, input) = tokio::io::duplex(PIPE);
    tokio::spawn(take_in(messages));
    Transport::new(input, tokio::io::stdout(), socket)
        .concurrency_level(CONCURRENCY)
        .serve(service)
        .await;
    shared
}

/// Hands the client's messages to the transport. Where no further one can be found in the input,
/// whoever reads the log is told why the session ends; the client is told, too.
async fn take_in(transport: DuplexStream) {
    if let Err(error) = incoming::forward(tokio::io::stdin(), transport).await {
        tracing::error!("{error}");
        complain(&format!("dossier: {error}"));
    }
}
