//! The requests that the server answers.

use std::sync::Arc;

use dossier_workspace::{DiagnosticScope, Snapshot};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::notification::Notification;
use tower_lsp_server::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams,
    CallHierarchyServerCapability, CodeActionOptions, CodeActionParams,
    CodeActionProviderCapability, CodeActionResponse, CodeLens, CodeLensOptions, CodeLensParams,
    CompletionItem, CompletionOptions, CompletionParams, CompletionResponse, DiagnosticOptions,
    DiagnosticServerCapabilities, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkOptions, DocumentLinkParams,
    DocumentSymbolParams, DocumentSymbolResponse, FileOperationFilter, FileOperationPattern,
    FileOperationRegistrationOptions, FoldingRange, FoldingRangeParams,
    FoldingRangeProviderCapability, GotoDefinitionParams, GotoDefinitionResponse, Hover,
    HoverParams, HoverProviderCapability, InitializeParams, InitializeResult, InitializedParams,
    InlayHint, InlayHintParams, Location, NumberOrString, OneOf, PrepareRenameResponse,
    ReferenceParams, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    RenameFilesParams, RenameOptions, RenameParams, SaveOptions, SelectionRange,
    SelectionRangeParams, SelectionRangeProviderCapability, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensFullOptions, SemanticTokensOptions,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
    SemanticTokensResult, SemanticTokensServerCapabilities, ServerCapabilities, ServerInfo,
    TextDocumentIdentifier, TextDocumentPositionParams, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, TextEdit,
    WorkDoneProgressOptions, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceFileOperationsServerCapabilities,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities, WorkspaceSymbolParams,
    WorkspaceSymbolResponse,
};
use tower_lsp_server::{LanguageServer, LspServiceBuilder};

use super::event::Event;
use super::ordered::SNAPSHOT;
use super::requests::pull;
use super::shared::Shared;
use super::{from_proto, requests, team, to_proto};

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

    async fn describe_file(
        &self,
        params: TextDocumentIdentifier,
    ) -> Result<Option<requests::FileDescription>> {
        self.answer(move |_, snapshot| requests::describe_file(snapshot, &params))
            .await
    }

    async fn new_file(&self, params: requests::NewFileParams) -> Result<requests::NewFile> {
        self.answer(move |shared, snapshot| requests::new_file(shared, snapshot, &params))
            .await?
    }

    async fn team(&self) -> Result<Vec<requests::TeamMember>> {
        self.answer(requests::team).await
    }

    async fn graph(&self) -> Result<Value> {
        self.answer(|_, snapshot| requests::graph(snapshot)).await
    }

    async fn test_panic(&self) -> Result<()> {
        self.answer(|_, _| panic!("a test asked for this")).await
    }

    async fn test_sleep(&self) -> Result<()> {
        self.answer(|_, _| std::thread::sleep(std::time::Duration::from_secs(1)))
            .await
    }
}

/// Adds the requests that only Dossier has.
pub(super) fn add_own_requests(builder: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    builder
        .custom_method("dossier/describeFile", Server::describe_file)
        .custom_method("dossier/newFile", Server::new_file)
        .custom_method("dossier/team", Server::team)
        .custom_method("dossier/graph", Server::graph)
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

/// The files and folders whose coming and going may concern us.
fn file_operations() -> FileOperationRegistrationOptions {
    let pattern = FileOperationPattern {
        glob: "**/*".to_owned(),
        ..FileOperationPattern::default()
    };
    let filters = vec![FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern,
    }];
    FileOperationRegistrationOptions { filters }
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
                document_symbol_provider: Some(OneOf::Left(true)),
                workspace_symbol_provider: Some(OneOf::Left(true)),
                folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
                selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
                document_link_provider: Some(DocumentLinkOptions {
                    resolve_provider: Some(false),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                }),
                document_highlight_provider: Some(OneOf::Left(true)),
                semantic_tokens_provider: Some(
                    SemanticTokensServerCapabilities::SemanticTokensOptions(
                        SemanticTokensOptions {
                            legend: to_proto::legend(),
                            range: Some(true),
                            full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                            ..SemanticTokensOptions::default()
                        },
                    ),
                ),
                inlay_hint_provider: Some(OneOf::Left(true)),
                code_action_provider: can.code_actions.then(|| {
                    CodeActionProviderCapability::Options(CodeActionOptions {
                        code_action_kinds: Some(requests::action_kinds()),
                        ..CodeActionOptions::default()
                    })
                }),
                document_formatting_provider: Some(OneOf::Left(true)),
                code_lens_provider: Some(CodeLensOptions {
                    resolve_provider: Some(true),
                }),
                references_provider: Some(OneOf::Left(true)),
                rename_provider: Some(OneOf::Right(RenameOptions {
                    prepare_provider: Some(true),
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                })),
                call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
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
                    file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                        did_create: Some(file_operations()),
                        did_rename: Some(file_operations()),
                        will_rename: Some(file_operations()),
                        did_delete: Some(file_operations()),
                        ..WorkspaceFileOperationsServerCapabilities::default()
                    }),
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

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.answer(|shared, snapshot| team::references(shared, snapshot, params))
            .await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        self.answer(|shared, snapshot| team::prepare_rename(shared, snapshot, params))
            .await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.answer(|shared, snapshot| team::rename(shared, snapshot, params))
            .await?
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        self.answer(move |shared, snapshot| team::will_rename_files(shared, snapshot, &params))
            .await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.answer(|shared, snapshot| team::prepare_call_hierarchy(shared, snapshot, params))
            .await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.answer(move |shared, snapshot| team::incoming_calls(shared, snapshot, &params.item))
            .await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.answer(move |shared, snapshot| team::outgoing_calls(shared, snapshot, &params.item))
            .await
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.answer(move |shared, snapshot| requests::document_symbols(shared, snapshot, &params))
            .await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<WorkspaceSymbolResponse>> {
        self.answer(move |shared, snapshot| {
            Some(requests::workspace_symbols(shared, snapshot, &params))
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.answer(move |shared, snapshot| requests::folding(shared, snapshot, &params))
            .await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        self.answer(|shared, snapshot| requests::selection_ranges(shared, snapshot, params))
            .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.answer(move |shared, snapshot| requests::document_links(shared, snapshot, &params))
            .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        self.answer(|shared, snapshot| requests::document_highlight(shared, snapshot, params))
            .await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        self.answer(move |shared, snapshot| requests::semantic_tokens(shared, snapshot, &params))
            .await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        self.answer(move |shared, snapshot| {
            requests::semantic_tokens_delta(shared, snapshot, &params)
        })
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.answer(move |shared, snapshot| {
            requests::semantic_tokens_range(shared, snapshot, &params)
        })
        .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.answer(move |shared, snapshot| requests::inlay_hints(shared, snapshot, &params))
            .await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.answer(move |shared, snapshot| requests::code_actions(shared, snapshot, &params))
            .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.answer(move |shared, snapshot| requests::formatting(shared, snapshot, &params))
            .await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.answer(|shared, snapshot| requests::code_lens(shared, snapshot, params))
            .await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        self.answer(|shared, snapshot| requests::resolve_code_lens(shared, snapshot, lens))
            .await
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let report = self.answer(move |shared, snapshot| {
            let path = from_proto::path(&params.text_document.uri);
            let file = snapshot.index().find(&path)?;
            let before = params.previous_result_id.as_deref();
            Some(pull::report(shared, snapshot, file, before))
        });
        let report = match report.await? {
            Some(pull::Report::Unchanged(unchanged_document_diagnostic_report)) => {
                DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                    related_documents: None,
                    unchanged_document_diagnostic_report,
                })
            }
            Some(pull::Report::Full(full_document_diagnostic_report)) => {
                DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                    related_documents: None,
                    full_document_diagnostic_report,
                })
            }
            None => DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default()),
        };
        Ok(DocumentDiagnosticReportResult::Report(report))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let known: Arc<pull::Known> = Arc::new(
            params
                .previous_result_ids
                .into_iter()
                .map(|previous| (previous.uri, previous.value))
                .collect(),
        );
        let token = params.partial_result_params.partial_result_token;
        let files = self.answer(|_, snapshot| {
            let files = snapshot.index().files();
            files.map(|(id, ..)| id).collect::<Vec<_>>()
        });
        let files = files.await?;
        let mut items = {
            let known = known.clone();
            self.answer(move |_, snapshot| pull::gone(snapshot, &known))
                .await?
        };
        // A client that takes parts gets the first of them at once.
        let part = token.as_ref().map_or(files.len(), |_| PART).max(1);
        for files in files.chunks(part) {
            let (files, known) = (files.to_owned(), known.clone());
            let reports = self.answer(move |shared, snapshot| {
                pull::workspace_reports(shared, snapshot, &files, &known)
            });
            items.extend(reports.await?);
            if let Some(token) = &token {
                let value = WorkspaceDiagnosticReport {
                    items: std::mem::take(&mut items),
                };
                let token = token.clone();
                let part = PartialResultParams { token, value };
                let client = self.shared.client();
                client.send_notification::<PartialResult>(part).await;
            }
        }
        let report = WorkspaceDiagnosticReport { items };
        Ok(WorkspaceDiagnosticReportResult::Report(report))
    }
}

/// How many files a part of a workspace's diagnostics is about.
const PART: usize = 100;

/// A part of a result that is sent ahead of the answer.
enum PartialResult {}

impl Notification for PartialResult {
    type Params = PartialResultParams;
    const METHOD: &'static str = "$/progress";
}

#[derive(Debug, Deserialize, Serialize)]
struct PartialResultParams {
    token: NumberOrString,
    value: WorkspaceDiagnosticReport,
}
