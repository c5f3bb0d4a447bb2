//! From the protocol's types to ours.

use std::str::FromStr;

use camino::Utf8PathBuf;
use dossier_syntax::{Change, Position};
use tower_lsp_server::ls_types::{
    self as lsp, InitializeParams, TextDocumentContentChangeEvent, Uri,
};

use crate::address;

/// The path of a document. A document that is no file of this machine has its address for a path,
/// so that it can be told from others; no file is at such a path.
pub(super) fn path(uri: &Uri) -> Utf8PathBuf {
    address::path_of(uri).unwrap_or_else(|| Utf8PathBuf::from(uri.as_str()))
}

/// A position; its unit is the session's.
pub(super) fn position(position: lsp::Position) -> Position {
    Position {
        line: position.line,
        column: position.character,
    }
}

/// An edit.
pub(super) fn change(change: TextDocumentContentChangeEvent) -> Change {
    let range = change
        .range
        .map(|range| (position(range.start), position(range.end)));
    Change {
        range,
        text: change.text,
    }
}

/// The workspace's folders, as newer and older clients say them.
pub(super) fn folders(params: &InitializeParams) -> Vec<Utf8PathBuf> {
    if let Some(folders) = params
        .workspace_folders
        .as_ref()
        .filter(|folders| !folders.is_empty())
    {
        return folders.iter().map(|folder| path(&folder.uri)).collect();
    }
    #[expect(deprecated, reason = "older clients name one folder this way")]
    let root = params.root_uri.as_ref();
    root.map(path).into_iter().collect()
}

/// The paths of addresses as file operations write them. What is no address is left out.
pub(super) fn paths<'a>(uris: impl Iterator<Item = &'a String>) -> Vec<Utf8PathBuf> {
    uris.filter_map(|uri| Uri::from_str(uri).ok())
        .map(|uri| path(&uri))
        .collect()
}
