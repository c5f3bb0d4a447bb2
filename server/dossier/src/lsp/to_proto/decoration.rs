//! What is shown in and between the words of a file, in the protocol's types.

use dossier_ide::{InlayHint, Token, TokenKind, Users};
use dossier_syntax::Span;
use dossier_workspace::Snapshot;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp_server::ls_types::{
    self as lsp, CodeLens, Command, InlayHintLabel, InlayHintTooltip, Location, SemanticToken,
    SemanticTokenModifier, SemanticTokenType, SemanticTokensLegend, Uri,
};

use super::{Ranges, lines_of, markup, uri};
use crate::lsp::shared::Shared;

/// The command behind a lens; the client has it, not the server.
const SHOW_REFERENCES: &str = "dossier.showReferences";

/// What the numbers of tokens mean: types that every theme has a colour for, see
/// `docs/semantic-tokens.md`.
pub(in crate::lsp) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: vec![
            SemanticTokenType::CLASS,
            SemanticTokenType::FUNCTION,
            SemanticTokenType::METHOD,
            SemanticTokenType::ENUM_MEMBER,
            SemanticTokenType::PROPERTY,
            SemanticTokenType::NAMESPACE,
        ],
        token_modifiers: vec![
            SemanticTokenModifier::DEFINITION,
            SemanticTokenModifier::DEPRECATED,
            SemanticTokenModifier::DEFAULT_LIBRARY,
            SemanticTokenModifier::new("unresolved"),
        ],
    }
}

/// A place in [`legend`].
fn token_type(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Agent => 0,
        TokenKind::Skill | TokenKind::Command => 1,
        TokenKind::Tool => 2,
        TokenKind::Model => 3,
        TokenKind::Field => 4,
        TokenKind::Server => 5,
    }
}

/// Words and their colours, each told from the one before it.
pub(in crate::lsp) fn tokens(ranges: &Ranges<'_>, tokens: &[Token]) -> Vec<SemanticToken> {
    let mut before = lsp::Position::default();
    let tokens = tokens.iter().map(|token| {
        let lsp::Range { start, end } = ranges.range(token.span);
        let delta_line = start.line - before.line;
        let column = if delta_line == 0 { before.character } else { 0 };
        before = start;
        let is = token.is;
        let modifiers = [is.definition, is.deprecated, is.builtin, is.unresolved];
        SemanticToken {
            delta_line,
            delta_start: start.character - column,
            length: end.character - start.character,
            token_type: token_type(token.kind),
            token_modifiers_bitset: modifiers
                .into_iter()
                .enumerate()
                .map(|(bit, is)| u32::from(is) << bit)
                .sum(),
        }
    });
    tokens.collect()
}

/// A text between those of the file.
pub(in crate::lsp) fn inlay_hint(ranges: &Ranges<'_>, hint: InlayHint) -> lsp::InlayHint {
    let markdown = hint.markdown;
    lsp::InlayHint {
        position: ranges.range(Span::empty(hint.offset)).start,
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: markdown.map(|markdown| {
            InlayHintTooltip::MarkupContent(markup(markdown, ranges.can.hover_markdown))
        }),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}

/// Names the definition of a lens across two requests.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::lsp) struct LensData {
    /// The file of the definition.
    pub(in crate::lsp) uri: Uri,
}

/// A lens whose text comes on a second request.
pub(in crate::lsp) fn code_lens(ranges: &Ranges<'_>, span: Span, uri: Uri) -> CodeLens {
    CodeLens {
        range: ranges.range(span),
        command: None,
        data: serde_json::to_value(LensData { uri }).ok(),
    }
}

/// A lens's text, and what a click on it shows.
pub(in crate::lsp) fn lens_command(
    shared: &Shared,
    snapshot: &Snapshot,
    of: &Uri,
    at: lsp::Position,
    users: Users,
) -> Command {
    let can = shared.client_can();
    let places = users.places.iter().filter_map(|&(id, span)| {
        let path = &snapshot.index().file(id).path;
        let lines = lines_of(snapshot, path);
        let range = Ranges { lines: &lines, can }.range(span);
        let uri = uri(shared, path)?;
        Some(Location { uri, range })
    });
    let places: Vec<Location> = places.collect();
    // Without a command, a lens is just text.
    let (command, arguments) = if places.is_empty() {
        (String::new(), None)
    } else {
        let arguments = vec![json!(of), json!(at), json!(places)];
        (SHOW_REFERENCES.to_owned(), Some(arguments))
    };
    Command {
        title: users.title,
        command,
        arguments,
    }
}
