//! Requests: from the protocol, a feature, to the protocol.

use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot, Source};
use tower_lsp_server::ls_types::{
    self as lsp, CompletionParams, CompletionResponse, DocumentFormattingParams,
    GotoDefinitionParams, GotoDefinitionResponse, HoverParams, TextDocumentPositionParams,
    TextEdit, Uri,
};

use super::from_proto;
use super::shared::Shared;
use super::to_proto::{self, ItemData, Ranges};

mod code_actions;
mod decoration;
mod own;
pub(super) mod pull;
mod structure;

pub(super) use code_actions::{action_kinds, code_actions};
pub(super) use decoration::{
    code_lens, inlay_hints, resolve_code_lens, semantic_tokens, semantic_tokens_delta,
    semantic_tokens_range,
};
pub(super) use own::{
    FileDescription, NewFile, NewFileParams, TeamMember, describe_file, graph, new_file, team,
};
pub(super) use structure::{
    document_highlight, document_links, document_symbols, folding, selection_ranges,
    workspace_symbols,
};

/// A place in an agent file.
pub(super) struct Place {
    pub(super) source: Source,
    pub(super) offset: usize,
    pub(super) uri: Uri,
}

/// The place that a request is about; `None` for a file that is no agent file.
pub(super) fn place(
    shared: &Shared,
    snapshot: &Snapshot,
    params: TextDocumentPositionParams,
) -> Option<Place> {
    let uri = params.text_document.uri;
    let source = snapshot.source_at(&from_proto::path(&uri))?;
    let position = from_proto::position(params.position);
    let offset = source
        .parsed
        .lines
        .offset(position, shared.client_can().encoding);
    Some(Place {
        source,
        offset,
        uri,
    })
}

/// The agent file at an address; `None` for a file that is none.
fn source(snapshot: &Snapshot, uri: &Uri) -> Option<Source> {
    snapshot.source_at(&from_proto::path(uri))
}

/// Turns spans of a file into ranges.
fn ranges<'a>(shared: &'a Shared, source: &'a Source) -> Ranges<'a> {
    Ranges {
        lines: &source.parsed.lines,
        can: shared.client_can(),
    }
}

/// A range as a span, in bytes.
fn span(shared: &Shared, source: &Source, range: lsp::Range) -> Span {
    let offset = |position| {
        let position = from_proto::position(position);
        let lines = &source.parsed.lines;
        lines.offset(position, shared.client_can().encoding)
    };
    Span::new(offset(range.start), offset(range.end))
}

/// `textDocument/completion`
pub(super) fn completion(
    shared: &Shared,
    snapshot: &Snapshot,
    params: CompletionParams,
) -> Option<CompletionResponse> {
    let typed = params.context.and_then(|context| context.trigger_character);
    let Place {
        source,
        offset,
        uri,
    } = place(shared, snapshot, params.text_document_position)?;
    // Enter behind `tools:` begins a list of lines; a popup would take it for a choice.
    let head = source.parsed.front_matter.as_ref();
    if typed.as_deref() == Some(":") && head.is_some_and(|it| it.span().touches(offset)) {
        return None;
    }
    let found = dossier_ide::completions(snapshot, source.id, offset);
    let ranges = Ranges {
        lines: &source.parsed.lines,
        can: shared.client_can(),
    };
    Some(to_proto::completions(
        snapshot, source.id, &uri, &ranges, found,
    ))
}

/// `completionItem/resolve`
pub(super) fn resolve(
    shared: &Shared,
    snapshot: &Snapshot,
    mut item: lsp::CompletionItem,
) -> lsp::CompletionItem {
    let data = item
        .data
        .clone()
        .and_then(|data| serde_json::from_value::<ItemData>(data).ok());
    let documentation = data.and_then(|data| {
        let file = snapshot.index().find(&from_proto::path(&data.uri))?;
        let doc = data.doc.doc(snapshot)?;
        dossier_ide::documentation(snapshot, file, &doc)
    });
    if let Some(markdown) = documentation {
        item.documentation = Some(to_proto::documentation(markdown, shared.client_can()));
    }
    item
}

/// `textDocument/hover`
pub(super) fn hover(
    shared: &Shared,
    snapshot: &Snapshot,
    params: HoverParams,
) -> Option<lsp::Hover> {
    let place = place(shared, snapshot, params.text_document_position_params)?;
    let found = dossier_ide::hover(snapshot, place.source.id, place.offset)?;
    let ranges = Ranges {
        lines: &place.source.parsed.lines,
        can: shared.client_can(),
    };
    Some(to_proto::hover(&ranges, found))
}

/// `textDocument/definition`
pub(super) fn definition(
    shared: &Shared,
    snapshot: &Snapshot,
    params: GotoDefinitionParams,
) -> Option<GotoDefinitionResponse> {
    let place = place(shared, snapshot, params.text_document_position_params)?;
    let links = dossier_ide::definition(snapshot, place.source.id, place.offset);
    to_proto::definition(shared, snapshot, &place.source.parsed.lines, &links)
}

/// `textDocument/formatting`
pub(super) fn formatting(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &DocumentFormattingParams,
) -> Option<Vec<TextEdit>> {
    let source = snapshot.source_at(&from_proto::path(&params.text_document.uri))?;
    let ranges = ranges(shared, &source);
    let edits = dossier_ide::formatting(snapshot, source.id).into_iter();
    Some(
        edits
            .map(|(span, text)| TextEdit::new(ranges.range(span), text))
            .collect(),
    )
}

/// The findings in one file, as both pull and push send them.
pub(super) fn diagnostics(
    shared: &Shared,
    snapshot: &Snapshot,
    file: FileId,
) -> Vec<lsp::Diagnostic> {
    let found = dossier_ide::diagnostics(snapshot, file);
    if found.is_empty() {
        return Vec::new();
    }
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let ranges = Ranges {
        lines: &source.parsed.lines,
        can: shared.client_can(),
    };
    to_proto::diagnostics(shared, snapshot, &ranges, found)
}
