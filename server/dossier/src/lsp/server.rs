//! The requests that the server answers.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams,
    CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, ColorInformation,
    ColorPresentation, ColorPresentationParams, CompletionItem, CompletionParams,
    CompletionResponse, DocumentColorParams, DocumentDiagnosticParams,
    DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentSymbolParams,
    DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, InlayHint, InlayHintParams, Location, MessageType,
    PrepareRenameResponse, ReferenceParams, RenameFilesParams, RenameParams, SelectionRange,
    SelectionRangeParams, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
    SemanticTokensResult, ServerInfo, ShowDocumentParams, TextDocumentIdentifier,
    TextDocumentPositionParams, TextEdit, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use tower_lsp_server::{LanguageServer, LspServiceBuilder};

use super::answer::answer;
use super::capabilities::capabilities;
use super::event::Event;
use super::requests::describe_file::FileDescription;
use super::requests::new_file::{NewFile, NewFileParams};
use super::requests::team::TeamMember;
use super::requests::team_tree::{Entry, Findings, FindingsParams, TreeParams};
use super::requests::{
    call_hierarchy, code_actions, code_lens, colors, completion, definition, describe_file,
    diagnostics, document_highlight, document_links, document_symbols, folding, formatting, graph,
    hover, inlay_hints, new_file, picture, references, rename, selection_ranges, semantic_tokens,
    team, team_tree, why, workspace_diagnostics, workspace_symbols,
};
use super::shared::Shared;
use super::to_proto;

/// Answers requests.
#[derive(Debug)]
pub(super) struct Server {
    shared: Arc<Shared>,
}

impl Server {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    async fn describe_file(
        &self,
        params: TextDocumentIdentifier,
    ) -> Result<Option<FileDescription>> {
        answer(&self.shared, move |_, snapshot| {
            describe_file::describe_file(snapshot, &params)
        })
        .await
    }

    async fn new_file(&self, params: NewFileParams) -> Result<NewFile> {
        answer(&self.shared, move |shared, snapshot| {
            new_file::new_file(shared, snapshot, &params)
        })
        .await?
    }

    async fn team(&self) -> Result<Vec<TeamMember>> {
        answer(&self.shared, team::team).await
    }

    async fn team_tree(&self, params: TreeParams) -> Result<Vec<Vec<Entry>>> {
        answer(&self.shared, move |shared, snapshot| {
            team_tree::team_tree(shared, snapshot, &params)
        })
        .await
    }

    async fn team_findings(&self, params: FindingsParams) -> Result<Vec<Findings>> {
        answer(&self.shared, move |_, snapshot| {
            team_tree::team_findings(snapshot, &params)
        })
        .await
    }

    async fn why(&self, params: TextDocumentIdentifier) -> Result<Option<String>> {
        answer(&self.shared, move |shared, snapshot| {
            why::why(shared, snapshot, &params)
        })
        .await
    }

    async fn graph(&self) -> Result<Value> {
        answer(&self.shared, |_, snapshot| graph::graph(snapshot)).await
    }

    async fn picture(&self) -> Result<Value> {
        answer(&self.shared, |_, snapshot| picture::picture(snapshot)).await
    }

    async fn picture_page(&self) -> Result<Value> {
        Ok(picture::page())
    }

    /// Shows the picture in a browser, by way of the client.
    async fn open_picture(&self) -> Result<Option<Value>> {
        let shared = self.shared.clone();
        let path = answer(&self.shared, |_, snapshot| picture::write_page(snapshot)).await??;
        let Some(uri) = to_proto::uri(&shared, &path) else {
            return Err(Error::internal_error());
        };
        tokio::spawn(async move {
            let params = ShowDocumentParams {
                uri: uri.clone(),
                external: Some(true),
                take_focus: None,
                selection: None,
            };
            if !matches!(shared.client().show_document(params).await, Ok(true)) {
                let text = format!("The picture of the team is in {}", uri.as_str());
                shared.client().show_message(MessageType::INFO, text).await;
            }
        });
        Ok(None)
    }

    async fn test_panic(&self) -> Result<()> {
        answer(&self.shared, |_, _| panic!("a test asked for this")).await
    }

    async fn test_panic_behind(&self) {
        self.shared.send(Event::Fault);
    }

    async fn test_sleep(&self) -> Result<()> {
        answer(&self.shared, |_, _| {
            std::thread::sleep(std::time::Duration::from_secs(1));
        })
        .await
    }
}

/// Adds the requests that only Dossier has.
pub(super) fn add_own_requests(builder: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    builder
        .custom_method("dossier/describeFile", Server::describe_file)
        .custom_method("dossier/newFile", Server::new_file)
        .custom_method("dossier/team", Server::team)
        .custom_method("dossier/teamTree", Server::team_tree)
        .custom_method("dossier/teamFindings", Server::team_findings)
        .custom_method("dossier/why", Server::why)
        .custom_method("dossier/graph", Server::graph)
        .custom_method("dossier/picture", Server::picture)
        .custom_method("dossier/picturePage", Server::picture_page)
}

/// Adds requests that fail or take long, where the environment asks for them.
pub(super) fn add_test_hooks(builder: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    if std::env::var_os("DOSSIER_TEST_HOOKS").is_none() {
        return builder;
    }
    builder
        .custom_method("dossier/test/panic", Server::test_panic)
        .custom_method("dossier/test/panicBehind", Server::test_panic_behind)
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
            capabilities: capabilities(can, scope),
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
        answer(&self.shared, |shared, snapshot| {
            completion::completion(shared, snapshot, params)
        })
        .await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        answer(&self.shared, |shared, snapshot| {
            completion::resolve(shared, snapshot, item)
        })
        .await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        answer(&self.shared, |shared, snapshot| {
            hover::hover(shared, snapshot, params)
        })
        .await
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        answer(&self.shared, |shared, snapshot| {
            definition::definition(shared, snapshot, params)
        })
        .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        answer(&self.shared, |shared, snapshot| {
            references::references(shared, snapshot, params)
        })
        .await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        answer(&self.shared, |shared, snapshot| {
            rename::prepare_rename(shared, snapshot, params)
        })
        .await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        answer(&self.shared, |shared, snapshot| {
            rename::rename(shared, snapshot, params)
        })
        .await?
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        answer(&self.shared, move |shared, snapshot| {
            rename::will_rename_files(shared, snapshot, &params)
        })
        .await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        match params.command.as_str() {
            picture::OPEN => self.open_picture().await,
            _ => Err(Error::method_not_found()),
        }
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        answer(&self.shared, |shared, snapshot| {
            call_hierarchy::prepare_call_hierarchy(shared, snapshot, params)
        })
        .await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        answer(&self.shared, move |shared, snapshot| {
            call_hierarchy::incoming_calls(shared, snapshot, &params.item)
        })
        .await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        answer(&self.shared, move |shared, snapshot| {
            call_hierarchy::outgoing_calls(shared, snapshot, &params.item)
        })
        .await
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        answer(&self.shared, move |shared, snapshot| {
            document_symbols::document_symbols(shared, snapshot, &params)
        })
        .await
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<WorkspaceSymbolResponse>> {
        answer(&self.shared, move |shared, snapshot| {
            Some(workspace_symbols::workspace_symbols(
                shared, snapshot, &params,
            ))
        })
        .await
    }

    async fn document_color(&self, params: DocumentColorParams) -> Result<Vec<ColorInformation>> {
        answer(&self.shared, move |shared, snapshot| {
            colors::document_color(shared, snapshot, &params)
        })
        .await
    }

    async fn color_presentation(
        &self,
        params: ColorPresentationParams,
    ) -> Result<Vec<ColorPresentation>> {
        answer(&self.shared, move |shared, snapshot| {
            colors::color_presentation(shared, snapshot, &params)
        })
        .await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        answer(&self.shared, move |shared, snapshot| {
            folding::folding(shared, snapshot, &params)
        })
        .await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        answer(&self.shared, |shared, snapshot| {
            selection_ranges::selection_ranges(shared, snapshot, params)
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        answer(&self.shared, move |shared, snapshot| {
            document_links::document_links(shared, snapshot, &params)
        })
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        answer(&self.shared, |shared, snapshot| {
            document_highlight::document_highlight(shared, snapshot, params)
        })
        .await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        answer(&self.shared, move |shared, snapshot| {
            semantic_tokens::semantic_tokens(shared, snapshot, &params)
        })
        .await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        answer(&self.shared, move |shared, snapshot| {
            semantic_tokens::semantic_tokens_delta(shared, snapshot, &params)
        })
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        answer(&self.shared, move |shared, snapshot| {
            semantic_tokens::semantic_tokens_range(shared, snapshot, &params)
        })
        .await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        answer(&self.shared, move |shared, snapshot| {
            inlay_hints::inlay_hints(shared, snapshot, &params)
        })
        .await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        answer(&self.shared, move |shared, snapshot| {
            code_actions::code_actions(shared, snapshot, &params)
        })
        .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        answer(&self.shared, move |shared, snapshot| {
            formatting::formatting(shared, snapshot, &params)
        })
        .await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        answer(&self.shared, |shared, snapshot| {
            code_lens::code_lens(shared, snapshot, params)
        })
        .await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        answer(&self.shared, |shared, snapshot| {
            code_lens::resolve(shared, snapshot, lens)
        })
        .await
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        answer(&self.shared, move |shared, snapshot| {
            diagnostics::document_diagnostics(shared, snapshot, &params)
        })
        .await
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        workspace_diagnostics::workspace_diagnostics(&self.shared, params).await
    }
}
