//! What the client can do.

use dossier_syntax::Encoding;
use tower_lsp_server::ls_types::{
    ClientCapabilities, CompletionItemTag, DiagnosticTag, MarkupKind, PositionEncodingKind,
    ResourceOperationKind,
};

/// What the client can do, as far as answers depend on it.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one capability of the protocol"
)]
pub(super) struct ClientCan {
    /// The unit of columns.
    pub(super) encoding: Encoding,
    /// Completion: snippets.
    pub(super) snippets: bool,
    /// Completion: documentation on a second request.
    pub(super) resolve_documentation: bool,
    /// Completion: documentation in Markdown.
    pub(super) completion_markdown: bool,
    /// Completion: items on their way out.
    pub(super) deprecated_items: bool,
    /// Completion: a text at the end of a row, where it takes no room from the name.
    pub(super) label_details: bool,
    /// Hover in Markdown.
    pub(super) hover_markdown: bool,
    /// Definitions as links.
    pub(super) definition_links: bool,
    /// Document symbols as a tree.
    pub(super) symbol_trees: bool,
    /// Folding: whole lines only.
    pub(super) folds_lines_only: bool,
    /// Document links: a text beside them.
    pub(super) link_tooltips: bool,
    /// It asks for diagnostics, and can be told to ask again, so they are not pushed. One that
    /// can't be told would go on showing what was so before the workspace was read.
    pub(super) pulls_diagnostics: bool,
    /// Semantic tokens: it can be told to ask again.
    pub(super) refreshes_tokens: bool,
    /// Inlay hints: the same.
    pub(super) refreshes_hints: bool,
    /// Code lenses: the same.
    pub(super) refreshes_lenses: bool,
    /// Diagnostics: versions.
    pub(super) versioned_diagnostics: bool,
    /// Diagnostics: links to documentation.
    pub(super) code_descriptions: bool,
    /// Diagnostics: tags.
    pub(super) diagnostic_tags: bool,
    /// Diagnostics: other places.
    pub(super) related_information: bool,
    /// Edits of a workspace: with versions, and in order.
    pub(super) document_changes: bool,
    /// Edits of a workspace: moves of files and folders.
    pub(super) moves_files: bool,
    /// Edits of a workspace: new files.
    pub(super) creates_files: bool,
    /// Code actions that carry their edits.
    pub(super) code_actions: bool,
    /// Edits of a workspace: some that wait for a nod.
    pub(super) change_annotations: bool,
    /// It watches files when asked to.
    pub(super) watches_files: bool,
    /// It can be asked for its settings.
    pub(super) configuration: bool,
    /// It shows progress.
    pub(super) progress: bool,
    /// It shows what it is asked to, in a browser too.
    pub(super) shows_documents: bool,
    /// It wants to hear that the team, or what was found in it, may have changed.
    pub(super) hears_of_team: bool,
}

impl ClientCan {
    /// Reads what the client says of itself.
    pub(super) fn new(capabilities: &ClientCapabilities) -> Self {
        let text = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let window = capabilities.window.as_ref();
        let completion = text.and_then(|text| text.completion.as_ref());
        let item = completion.and_then(|completion| completion.completion_item.as_ref());
        let published = text.and_then(|text| text.publish_diagnostics.as_ref());
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let refresh = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        let markdown = |formats: Option<&Vec<MarkupKind>>| {
            formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown))
        };
        let symbol = text.and_then(|text| text.document_symbol.as_ref());
        let folding = text.and_then(|text| text.folding_range.as_ref());
        let link = text.and_then(|text| text.document_link.as_ref());
        let hover = text.and_then(|text| text.hover.as_ref());
        let resolved = item.and_then(|item| item.resolve_support.as_ref());
        let item_tags = item.and_then(|item| item.tag_support.as_ref());
        let tags = published.and_then(|published| published.tag_support.as_ref());
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edit.and_then(|edit| edit.resource_operations.as_ref());
        Self {
            // New and moved files can be told of in no other way, so a client that takes them,
            // as Neovim does without saying this, takes it too.
            document_changes: edit.is_some_and(|edit| edit.document_changes == Some(true))
                || operations.is_some_and(|operations| !operations.is_empty()),
            moves_files: operations
                .is_some_and(|operations| operations.contains(&ResourceOperationKind::Rename)),
            creates_files: operations
                .is_some_and(|operations| operations.contains(&ResourceOperationKind::Create)),
            code_actions: text
                .and_then(|text| text.code_action.as_ref())
                .is_some_and(|it| it.code_action_literal_support.is_some()),
            change_annotations: edit.is_some_and(|edit| edit.change_annotation_support.is_some()),
            encoding: encoding(capabilities),
            snippets: item.is_some_and(|item| item.snippet_support == Some(true)),
            resolve_documentation: resolved.is_some_and(|resolved| {
                resolved
                    .properties
                    .iter()
                    .any(|property| property == "documentation")
            }),
            completion_markdown: markdown(item.and_then(|item| item.documentation_format.as_ref())),
            deprecated_items: item_tags
                .is_some_and(|tags| tags.value_set.contains(&CompletionItemTag::DEPRECATED)),
            label_details: item.is_some_and(|item| item.label_details_support == Some(true)),
            hover_markdown: markdown(hover.and_then(|hover| hover.content_format.as_ref())),
            definition_links: text
                .and_then(|text| text.definition)
                .is_some_and(|definition| definition.link_support == Some(true)),
            symbol_trees: symbol
                .is_some_and(|it| it.hierarchical_document_symbol_support == Some(true)),
            folds_lines_only: folding.is_some_and(|it| it.line_folding_only == Some(true)),
            link_tooltips: link.is_some_and(|it| it.tooltip_support == Some(true)),
            pulls_diagnostics: text.is_some_and(|text| text.diagnostic.is_some())
                && refresh.is_some_and(|refresh| refresh.refresh_support == Some(true)),
            refreshes_tokens: workspace
                .and_then(|it| it.semantic_tokens.as_ref())
                .is_some_and(|it| it.refresh_support == Some(true)),
            refreshes_hints: workspace
                .and_then(|it| it.inlay_hint.as_ref())
                .is_some_and(|it| it.refresh_support == Some(true)),
            refreshes_lenses: workspace
                .and_then(|it| it.code_lens.as_ref())
                .is_some_and(|it| it.refresh_support == Some(true)),
            versioned_diagnostics: published
                .is_some_and(|published| published.version_support == Some(true)),
            code_descriptions: published
                .is_some_and(|published| published.code_description_support == Some(true))
                || text.is_some_and(|text| text.diagnostic.is_some()),
            diagnostic_tags: tags
                .is_some_and(|tags| tags.value_set.contains(&DiagnosticTag::UNNECESSARY)),
            related_information: published
                .is_some_and(|published| published.related_information == Some(true)),
            watches_files: watched
                .is_some_and(|watched| watched.dynamic_registration == Some(true)),
            configuration: workspace.is_some_and(|it| it.configuration == Some(true)),
            progress: window.is_some_and(|window| window.work_done_progress == Some(true)),
            shows_documents: window
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|it| it.support),
            hears_of_team: capabilities
                .experimental
                .as_ref()
                .is_some_and(|it| it["dossier"]["teamChanged"] == true),
        }
    }

    /// The unit of columns, in the protocol's words.
    pub(super) fn encoding_kind(&self) -> PositionEncodingKind {
        match self.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }
}

/// UTF-8 where the client takes it, since texts are UTF-8; else UTF-16, which every client must
/// take, unless it names UTF-32 alone.
fn encoding(capabilities: &ClientCapabilities) -> Encoding {
    let general = capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref());
    let offers = |kind: &PositionEncodingKind| offered.is_some_and(|kinds| kinds.contains(kind));
    if offers(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offers(&PositionEncodingKind::UTF32) && !offers(&PositionEncodingKind::UTF16) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}
