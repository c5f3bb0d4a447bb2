//! Requests about what is shown in and between the words of a file.

use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{
    CodeLens, CodeLensParams, InlayHint, InlayHintParams, SemanticToken, SemanticTokens,
    SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
    SemanticTokensResult, Uri,
};

use super::{from_proto, ranges, source, span, to_proto};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::LensData;

/// Every word of a file that has a colour.
fn all_tokens(shared: &Shared, snapshot: &Snapshot, uri: &Uri) -> Option<Vec<SemanticToken>> {
    let source = source(snapshot, uri)?;
    let found = dossier_ide::semantic_tokens(snapshot, source.id);
    Some(to_proto::tokens(&ranges(shared, &source), &found))
}

/// `textDocument/semanticTokens/full`
pub(in crate::lsp) fn semantic_tokens(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &SemanticTokensParams,
) -> Option<SemanticTokensResult> {
    let uri = &params.text_document.uri;
    let data = all_tokens(shared, snapshot, uri)?;
    let result_id = shared.tokens().keep(&from_proto::path(uri), &data);
    Some(SemanticTokensResult::Tokens(SemanticTokens {
        result_id: Some(result_id),
        data,
    }))
}

/// `textDocument/semanticTokens/full/delta`
pub(in crate::lsp) fn semantic_tokens_delta(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &SemanticTokensDeltaParams,
) -> Option<SemanticTokensFullDeltaResult> {
    let uri = &params.text_document.uri;
    let data = all_tokens(shared, snapshot, uri)?;
    let path = from_proto::path(uri);
    let mut kept = shared.tokens();
    let edits = kept.edits_since(&path, &params.previous_result_id, &data);
    let result_id = Some(kept.keep(&path, &data));
    Some(match edits {
        Some(edits) => {
            SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
        }
        None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id, data }),
    })
}

/// `textDocument/semanticTokens/range`
pub(in crate::lsp) fn semantic_tokens_range(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &SemanticTokensRangeParams,
) -> Option<SemanticTokensRangeResult> {
    let source = source(snapshot, &params.text_document.uri)?;
    let range = span(shared, &source, params.range);
    let mut found = dossier_ide::semantic_tokens(snapshot, source.id);
    found.retain(|token| range.start < token.span.end && token.span.start < range.end);
    let data = to_proto::tokens(&ranges(shared, &source), &found);
    Some(SemanticTokensRangeResult::Tokens(SemanticTokens {
        result_id: None,
        data,
    }))
}

/// `textDocument/inlayHint`
pub(in crate::lsp) fn inlay_hints(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &InlayHintParams,
) -> Option<Vec<InlayHint>> {
    let source = source(snapshot, &params.text_document.uri)?;
    let range = span(shared, &source, params.range);
    let found = dossier_ide::inlay_hints(snapshot, source.id, range);
    let ranges = ranges(shared, &source);
    let found = found
        .into_iter()
        .map(|hint| to_proto::inlay_hint(&ranges, hint));
    Some(found.collect())
}

/// `textDocument/codeLens`
pub(in crate::lsp) fn code_lens(
    shared: &Shared,
    snapshot: &Snapshot,
    params: CodeLensParams,
) -> Option<Vec<CodeLens>> {
    // Who uses it is known in the end. Clients that can be told to ask again are told then.
    if !snapshot.is_complete() && shared.client_can().refreshes_lenses {
        return Some(Vec::new());
    }
    let uri = params.text_document.uri;
    let source = source(snapshot, &uri)?;
    let lens = dossier_ide::code_lens(snapshot, source.id);
    let ranges = ranges(shared, &source);
    let lens = lens.map(|span| to_proto::code_lens(&ranges, span, uri));
    Some(lens.into_iter().collect())
}

/// `codeLens/resolve`
pub(in crate::lsp) fn resolve_code_lens(
    shared: &Shared,
    snapshot: &Snapshot,
    mut lens: CodeLens,
) -> CodeLens {
    let data = lens
        .data
        .clone()
        .and_then(|data| serde_json::from_value::<LensData>(data).ok());
    let users = data.and_then(|data| {
        let file = snapshot.index().find(&from_proto::path(&data.uri))?;
        Some((data.uri, dossier_ide::users(snapshot, file)?))
    });
    if let Some((uri, users)) = users {
        let at = lens.range.start;
        lens.command = Some(to_proto::lens_command(shared, snapshot, &uri, at, users));
    }
    lens
}
