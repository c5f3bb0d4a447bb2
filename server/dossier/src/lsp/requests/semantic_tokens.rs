//! `textDocument/semanticTokens`: of a whole file, what changed in it, and of a part of it

use dossier_ide::{Modifiers, Token, TokenKind};
use dossier_workspace::{Snapshot, Source};
use tower_lsp_server::ls_types::{
    self as lsp, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens,
    SemanticTokensDelta, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult,
    SemanticTokensLegend, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, Uri,
};

use super::{ranges, sources, span};
use crate::lsp::from_proto;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::Ranges;

/// What the numbers of tokens mean.
pub(in crate::lsp) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TokenKind::NAMES.map(SemanticTokenType::new).into(),
        token_modifiers: Modifiers::NAMES.map(SemanticTokenModifier::new).into(),
    }
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
    let (source, mut found) = found(snapshot, &params.text_document.uri)?;
    let range = span(shared, &source, params.range);
    found.retain(|token| range.start < token.span.end && token.span.start < range.end);
    let data = tokens(&ranges(shared, &source), &found);
    Some(SemanticTokensRangeResult::Tokens(SemanticTokens {
        result_id: None,
        data,
    }))
}

/// Every word of a file that has a colour.
fn all_tokens(shared: &Shared, snapshot: &Snapshot, uri: &Uri) -> Option<Vec<SemanticToken>> {
    let (source, found) = found(snapshot, uri)?;
    Some(tokens(&ranges(shared, &source), &found))
}

/// The words of all that a file says, and one of the sources of that, which have the same lines.
fn found(snapshot: &Snapshot, uri: &Uri) -> Option<(Source, Vec<Token>)> {
    let mut sources = sources(snapshot, uri);
    let found = sources.iter();
    let found = found.flat_map(|source| dossier_ide::semantic_tokens(snapshot, source.id));
    let found = found.collect();
    Some((sources.pop()?, found))
}

/// Words and their colours, each told from the one before it.
fn tokens(ranges: &Ranges<'_>, tokens: &[Token]) -> Vec<SemanticToken> {
    let mut before = lsp::Position::default();
    let tokens = tokens.iter().map(|token| {
        let lsp::Range { start, end } = ranges.range(token.span);
        let delta_line = start.line - before.line;
        let column = if delta_line == 0 { before.character } else { 0 };
        before = start;
        SemanticToken {
            delta_line,
            delta_start: start.character - column,
            length: end.character - start.character,
            token_type: token.kind.number(),
            token_modifiers_bitset: token.is.bits(),
        }
    });
    tokens.collect()
}
