//! The requests that the server answers.

use std::sync::Arc;

use dossier_workspace::{DiagnosticScope, Snapshot};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{
    CompletionItem, CompletionOptions, CompletionParams, CompletionResponse, DiagnosticOptions,
    DiagnosticServerCapabilities, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, GotoDefinitionParams,
    GotoDefinitionResponse, Hover, HoverParams, HoverProviderCapability, InitializeParams,
    InitializeResult, InitializedParams, OneOf, RelatedFullDocumentDiagnosticReport, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFoldersServerCapabilities,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceServerCapabilities,
    WorkspaceUnchangedDocumentDiagnosticReport,
};
use tower_lsp_server::{LanguageServer, LspServiceBuilder};

use super::event::Event;
use super::ordered::SNAPSHOT;
use super::shared::Shared;
use super::{from_proto, requests, to_proto};

/// After these characters something other than the word before them may be meant.
const TRIGGERS: [&str; 8] = [":", " ", ",", "(", "[", "/", "@", "-"];

/// Answers requests.
#[derive(Debug)]
pub(super) struct Server {
    shared: Arc<Shared>,
}

impl Server {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Does a request's work on a thread of its own, on the world as it was when the request
    /// arrived. Work that panics answers an error, and the server lives on.
    async fn answer<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Shared, &Snapshot) -> T + Send + 'static,
    ) -> Result<T> {
        let shared = self.shared.clone();
        let snapshot = SNAPSHOT
            .try_with(Arc::clone)
            .unwrap_or_else(|_| shared.snapshot());
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

    async fn test_panic(&self) -> Result<()> {
        self.answer(|_, _| panic!("a test asked for this")).await
    }

    async fn test_sleep(&self) -> Result<()> {
        self.answer(|_, _| std::thread::sleep(std::time::Duration::from_secs(1)))
            .await
    }
}

/// Adds requests that fail or take long, where the environment asks for them.
pub(super) fn add_test_hooks(builder: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    if std::env::var_os("DOSSIER_TEST_HOOKS").is_none() {
        return builder;
    }
    builder
        .custom_method("dossier/test/panic", Server::test_panic)
        .custom_method("dossier/test/sleep", Server::test_sleep)
}

impl LanguageServer for Server {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        let can = self.shared.client_can();
        let scope = self.shared.world().settings().diagnostics.scope;
        Ok(InitializeResult {
            server_info: Some(ServerInfo {
                name: "dossier".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            capabilities: ServerCapabilities {
                position_encoding: Some(can.encoding_kind()),
                text_document_sync: Some(TextDocumentSyncCapability::Options(
                    TextDocumentSyncOptions {
                        open_close: Some(true),
                        change: Some(TextDocumentSyncKind::INCREMENTAL),
                        save: Some(TextDocumentSyncSaveOptions::SaveOptions(
                            SaveOptions::default(),
                        )),
                        ..TextDocumentSyncOptions::default()
                    },
                )),
                completion_provider: Some(CompletionOptions {
                    resolve_provider: Some(can.resolve_documentation),
                    trigger_characters: Some(TRIGGERS.map(str::to_owned).into()),
                    ..CompletionOptions::default()
                }),
                hover_provider: Some(HoverProviderCapability::Simple(true)),
                definition_provider: Some(OneOf::Left(true)),
                diagnostic_provider: can.pulls_diagnostics.then(|| {
                    DiagnosticServerCapabilities::Options(DiagnosticOptions {
                        identifier: Some("dossier".to_owned()),
                        inter_file_dependencies: true,
                        workspace_diagnostics: scope == DiagnosticScope::Workspace,
                        ..DiagnosticOptions::default()
                    })
                }),
                workspace: Some(WorkspaceServerCapabilities {
                    workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                        supported: Some(true),
                        change_notifications: Some(OneOf::Left(true)),
                    }),
                    ..WorkspaceServerCapabilities::default()
                }),
                ..ServerCapabilities::default()
            },
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.shared.send(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.shared.shut_down();
        Ok(())
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.answer(|shared, snapshot| requests::completion(shared, snapshot, params))
            .await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        self.answer(|shared, snapshot| requests::resolve(shared, snapshot, item))
            .await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.answer(|shared, snapshot| requests::hover(shared, snapshot, params))
            .await
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.answer(|shared, snapshot| requests::definition(shared, snapshot, params))
            .await
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let items = self.answer(move |shared, snapshot| {
            let file = snapshot
                .index()
                .find(&from_proto::path(&params.text_document.uri));
            file.map(|file| requests::diagnostics(shared, snapshot, file))
                .unwrap_or_default()
        });
        let report = RelatedFullDocumentDiagnosticReport {
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                items: items.await?,
                result_id: None,
            },
            related_documents: None,
        };
        Ok(DocumentDiagnosticReportResult::Report(
            DocumentDiagnosticReport::Full(report),
        ))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let items = self.answer(move |shared, snapshot| {
            let result_id = snapshot.generation().to_string();
            let files = snapshot.index().files();
            let reports = files.filter_map(|(id, file, _)| {
                let uri = to_proto::uri(shared, &file.path)?;
                let version = snapshot.version(id).map(i64::from);
                let known = params
                    .previous_result_ids
                    .iter()
                    .any(|previous| previous.value == result_id && previous.uri == uri);
                Some(if known {
                    let result_id = result_id.clone();
                    WorkspaceDocumentDiagnosticReport::Unchanged(
                        WorkspaceUnchangedDocumentDiagnosticReport {
                            uri,
                            version,
                            unchanged_document_diagnostic_report:
                                UnchangedDocumentDiagnosticReport { result_id },
                        },
                    )
                } else {
                    let result_id = Some(result_id.clone());
                    let items = requests::diagnostics(shared, snapshot, id);
                    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                        uri,
                        version,
                        full_document_diagnostic_report: FullDocumentDiagnosticReport {
                            result_id,
                            items,
                        },
                    })
                })
            });
            let gone = params.previous_result_ids.iter().filter_map(|previous| {
                let file = snapshot.index().find(&from_proto::path(&previous.uri));
                let is_gone = file.is_none_or(|id| snapshot.index().file(id).facts.is_none());
                is_gone.then(|| no_findings(previous.uri.clone()))
            });
            reports.chain(gone).collect()
        });
        let report = WorkspaceDiagnosticReport {
            items: items.await?,
        };
        Ok(WorkspaceDiagnosticReportResult::Report(report))
    }
}

/// The report that a client needs to forget what it was told of a file that is gone.
fn no_findings(uri: Uri) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport::default(),
    })
}
