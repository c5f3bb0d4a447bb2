//! From the protocol's types to ours.

use std::str::FromStr;

use camino::Utf8PathBuf;
use dossier_syntax::{Change, Position};
use tower_lsp_server::ls_types::{
    self as lsp, InitializeParams, TextDocumentContentChangeEvent, Uri,
};

/// The path of a document. A document that is no file of this machine has its address for a path,
/// so that it can be told from others; no file is at such a path.
pub(super) fn path(uri: &Uri) -> Utf8PathBuf {
    if uri.scheme().as_str().eq_ignore_ascii_case("file")
        && is_on_this_machine(uri)
        && let Some(path) = uri.to_file_path()
        && let Ok(path) = Utf8PathBuf::from_path_buf(path.into_owned())
    {
        return path;
    }
    Utf8PathBuf::from(uri.as_str())
}

/// Windows has a path for a file of another machine, too.
fn is_on_this_machine(uri: &Uri) -> bool {
    let machine = uri.authority().map(|it| it.as_str()).unwrap_or_default();
    cfg!(windows) || machine.is_empty() || machine.eq_ignore_ascii_case("localhost")
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
