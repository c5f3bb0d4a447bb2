//! One file per request: from the protocol, a feature, to the protocol.
//!
//! A file is called like that of its feature in `ide`. Requests `dossier/…` are our own, for what
//! the protocol has no word for: `docs/protocol.md` describes them.

pub(super) mod call_hierarchy;
pub(super) mod code_actions;
pub(super) mod code_lens;
pub(super) mod colors;
pub(super) mod completion;
pub(super) mod definition;
pub(super) mod describe_file;
pub(super) mod diagnostics;
pub(super) mod document_highlight;
pub(super) mod document_links;
pub(super) mod document_symbols;
pub(super) mod folding;
pub(super) mod formatting;
pub(super) mod graph;
pub(super) mod hover;
pub(super) mod inlay_hints;
pub(super) mod new_file;
pub(super) mod picture;
pub(super) mod references;
pub(super) mod rename;
pub(super) mod selection_ranges;
pub(super) mod semantic_tokens;
pub(super) mod team;
pub(super) mod team_tree;
pub(super) mod why;
pub(super) mod workspace_diagnostics;
pub(super) mod workspace_symbols;
mod writable;

use dossier_syntax::{LineIndex, Span};
use dossier_workspace::{Snapshot, Source};
use tower_lsp_server::jsonrpc::{Error, ErrorCode};
use tower_lsp_server::ls_types::{self as lsp, Position, TextDocumentPositionParams, Uri};

use super::from_proto;
use super::shared::Shared;
use super::to_proto::Ranges;

/// A place in an agent file.
struct Place {
    source: Source,
    offset: usize,
    uri: Uri,
}

/// The place that a request is about; `None` for a file that is no agent file and names none.
fn place(
    shared: &Shared,
    snapshot: &Snapshot,
    params: TextDocumentPositionParams,
) -> Option<Place> {
    let uri = params.text_document.uri;
    let whole = snapshot.readable_at(&from_proto::path(&uri));
    let (source, offset) = around(shared, snapshot, &uri, params.position, whole)?;
    Some(Place {
        source,
        offset,
        uri,
    })
}

/// The agent file that a place is in, or what one of its entries defines, and the byte that it is at.
fn source_at(
    shared: &Shared,
    snapshot: &Snapshot,
    uri: &Uri,
    position: Position,
) -> Option<(Source, usize)> {
    around(shared, snapshot, uri, position, source(snapshot, uri))
}

/// The `whole` file, or what is defined by its entry around a place, and the byte that this is at.
fn around(
    shared: &Shared,
    snapshot: &Snapshot,
    uri: &Uri,
    position: Position,
    whole: Option<Source>,
) -> Option<(Source, usize)> {
    let position = from_proto::position(position);
    let offset = |lines: &LineIndex| lines.offset(position, shared.client_can().encoding);
    match whole {
        Some(source) => {
            let offset = offset(&source.parsed.lines);
            Some((source, offset))
        }
        None => snapshot.listed_at(&from_proto::path(uri), offset),
    }
}

/// The agent file at an address; `None` for a file that is none.
fn source(snapshot: &Snapshot, uri: &Uri) -> Option<Source> {
    snapshot.source_at(&from_proto::path(uri))
}

/// The agent file at an address, or each that an entry of the file there stands for; none for a file
/// that is none.
fn sources(snapshot: &Snapshot, uri: &Uri) -> Vec<Source> {
    match source(snapshot, uri) {
        Some(source) => vec![source],
        None => snapshot.listed_in(&from_proto::path(uri)),
    }
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

/// The error that tells the user why something can't be done.
fn refused(why: &dyn std::error::Error) -> Error {
    Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: why.to_string().into(),
        data: None,
    }
}

/// A request that was fine and can't be done. Source: LSP 3.17, `ErrorCodes`.
const REQUEST_FAILED: i64 = -32803;
