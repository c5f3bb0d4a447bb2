//! Notifications in the order they arrive.
//!
//! The transport calls a service once for every message, in order, and then runs what that
//! returned in any order. So whatever order matters for happens in the call itself: documents are
//! opened, edited and closed there, and every request gets the snapshot of the moment it arrived.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr as _;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use serde::de::DeserializeOwned;
use tower::Service;
use tower_lsp_server::jsonrpc::{Error, Request, Response};
use tower_lsp_server::ls_types::{
    CreateFilesParams, DeleteFilesParams, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    InitializeParams, RenameFilesParams, Uri,
};

use super::event::Event;
use super::from_proto;
use super::incoming;
use super::moment::{MOMENT, Moment};
use super::shared::Shared;

/// A service that does in its call what must be done in order.
pub(super) struct Ordered<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> Ordered<S> {
    pub(super) fn new(inner: S, shared: Arc<Shared>) -> Self {
        Self { inner, shared }
    }

    /// Applies a notification that changes documents or settings. Returns false for every other
    /// message.
    fn apply(&self, request: &Request) -> bool {
        let shared = &self.shared;
        match request.method() {
            "textDocument/didOpen" => with(request, |params| did_open(shared, params)),
            "textDocument/didChange" => with(request, |params| did_change(shared, params)),
            "textDocument/didClose" => with(request, |params| did_close(shared, &params)),
            "textDocument/didSave" => {
                with(request, |params: DidSaveTextDocumentParams| {
                    did_save(shared, &params);
                });
            }
            "workspace/didChangeWatchedFiles" => {
                with(request, |params: DidChangeWatchedFilesParams| {
                    let paths = params
                        .changes
                        .iter()
                        .map(|change| from_proto::path(&change.uri));
                    shared.send(Event::DiskChanged(paths.collect()));
                });
            }
            "workspace/didCreateFiles" => with(request, |params: CreateFilesParams| {
                let uris = params.files.iter().map(|file| &file.uri);
                shared.send(Event::DiskChanged(from_proto::paths(uris)));
            }),
            "workspace/didDeleteFiles" => with(request, |params: DeleteFilesParams| {
                let uris = params.files.iter().map(|file| &file.uri);
                shared.send(Event::DiskChanged(from_proto::paths(uris)));
            }),
            "workspace/didRenameFiles" => with(request, |params: RenameFilesParams| {
                let uris = params
                    .files
                    .iter()
                    .flat_map(|file| [&file.old_uri, &file.new_uri]);
                shared.send(Event::DiskChanged(from_proto::paths(uris)));
            }),
            "workspace/didChangeWorkspaceFolders" => {
                with(request, |params: DidChangeWorkspaceFoldersParams| {
                    let paths = |folders: &[tower_lsp_server::ls_types::WorkspaceFolder]| {
                        folders
                            .iter()
                            .map(|folder| from_proto::path(&folder.uri))
                            .collect::<Vec<_>>()
                    };
                    let (added, removed) =
                        (paths(&params.event.added), paths(&params.event.removed));
                    shared.change_folders(&added, &removed);
                    // They are scanned next, and who asks until then waits for that.
                    shared.set_complete(false);
                    shared.send(Event::FoldersChanged { removed });
                });
            }
            "workspace/didChangeConfiguration" => {
                with(request, |params: DidChangeConfigurationParams| {
                    if params.settings.is_null() {
                        shared.send(Event::SettingsUntold);
                        return;
                    }
                    shared.choose(|chosen| chosen.push(&params.settings));
                    shared.apply_settings();
                    shared.send(Event::SettingsChanged);
                });
            }
            _ => return false,
        }
        true
    }

    /// Reads the file that a request is about, if nobody has opened or found it: clients may ask
    /// without opening, also about files outside the workspace, ignored ones, and before the scan
    /// has come by.
    fn find_asked_for(&self, request: &Request) {
        if request.id().is_none() || !self.shared.is_initialized() {
            return;
        }
        let address = request
            .params()
            .and_then(|params| params.get("textDocument")?.get("uri")?.as_str());
        let uri = address.and_then(|address| Uri::from_str(address).ok());
        if let Some(path) = uri.map(|uri| from_proto::path(&uri)) {
            let find = || self.shared.find(&path);
            if catch_unwind(AssertUnwindSafe(find)).is_err() {
                tracing::error!("{path} made the server panic");
            }
        }
    }
}

impl<S> Service<Request> for Ordered<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if let Some(error) = incoming::error_for(&request) {
            let id = request.id().cloned().unwrap_or_default();
            let response = Response::from_error(id, error);
            return Box::pin(std::future::ready(Ok(Some(response))));
        }
        let request = mended(&self.shared, request);
        if request.method() == "initialize" {
            with(&request, |params: InitializeParams| {
                self.shared.initialize(&params);
            });
        }
        if request.id().is_none() {
            let applied = self.shared.is_initialized()
                && catch_unwind(AssertUnwindSafe(|| self.apply(&request))).unwrap_or_else(|_| {
                    tracing::error!("a notification made the server panic: {}", request.method());
                    true
                });
            if applied {
                return Box::pin(std::future::ready(Ok(None)));
            }
        }
        if let Some(id) = request.id()
            && request.method().starts_with("$/")
        {
            // The transport would leave it without an answer.
            let response = Response::from_error(id.clone(), Error::method_not_found());
            return Box::pin(std::future::ready(Ok(Some(response))));
        }
        self.find_asked_for(&request);
        let moment = Moment::of(&request, &self.shared);
        let answer = MOMENT.scope(moment, self.inner.call(request));
        let shared = self.shared.clone();
        Box::pin(async move {
            let answer = answer.await?;
            Ok(answer.map(|answer| restored(&shared, answer)))
        })
    }
}

/// A message with its addresses as the standard wants them.
fn mended(shared: &Shared, request: Request) -> Request {
    let (method, id, params) = request.into_parts();
    let mut message = Request::build(method);
    if let Some(mut params) = params {
        shared.spelling().mend(&mut params);
        message = message.params(params);
    }
    match id {
        Some(id) => message.id(id).finish(),
        None => message.finish(),
    }
}

/// An answer with its addresses as the client writes them.
fn restored(shared: &Shared, answer: Response) -> Response {
    let spelling = shared.spelling();
    if spelling.is_standard() {
        return answer;
    }
    let (id, body) = answer.into_parts();
    let body = body.map(|mut result| {
        spelling.restore(&mut result);
        result
    });
    Response::from_parts(id, body)
}

/// Reads a message's parameters; a message that has others than it should is passed over.
fn with<P: DeserializeOwned>(request: &Request, apply: impl FnOnce(P)) {
    let params = request.params().cloned().unwrap_or_default();
    match serde_json::from_value(params) {
        Ok(params) => apply(params),
        Err(error) => tracing::warn!("{}: {error}", request.method()),
    }
}

fn did_open(shared: &Shared, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    let path = from_proto::path(&document.uri);
    shared.remember_uri(path.clone(), document.uri);
    if shared.world().places().may_be(&path, &document.text) {
        shared.find_configs_above(&path);
        shared.expect_scan_around(&path);
    }
    let before = shared.snapshot();
    shared.world().open(&path, &document.text, document.version);
    shared.send(Event::Opened(path, before));
}

/// What is open is as its buffer says; another file may be one that is about to be asked about.
fn did_save(shared: &Shared, params: &DidSaveTextDocumentParams) {
    let path = from_proto::path(&params.text_document.uri);
    if !shared.world().is_open(&path) {
        shared.send(Event::DiskChanged(vec![path]));
    } else if shared.typing().ended(&path) {
        shared.send(Event::Withheld(path, Instant::now()));
    }
}

fn did_change(shared: &Shared, params: DidChangeTextDocumentParams) {
    let path = from_proto::path(&params.text_document.uri);
    let changes: Vec<_> = params
        .content_changes
        .into_iter()
        .map(from_proto::change)
        .collect();
    let encoding = shared.client_can().encoding;
    shared
        .world()
        .change(&path, params.text_document.version, &changes, encoding);
    shared.typing().edited(&path, &changes);
    shared.send(Event::Edited(path));
}

fn did_close(shared: &Shared, params: &DidCloseTextDocumentParams) {
    let path = from_proto::path(&params.text_document.uri);
    shared.world().close(&path);
    shared.send(Event::Closed(path, params.text_document.uri.clone()));
}
