//! `textDocument/codeLens` and `codeLens/resolve`

use dossier_ide::Users;
use dossier_workspace::Snapshot;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp_server::ls_types::{CodeLens, CodeLensParams, Command, Location, Position, Uri};

use super::{ranges, source_at, sources};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::location;

/// The command behind a lens; the client has it, not the server.
const SHOW_REFERENCES: &str = "dossier.showReferences";

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
    let sources = sources(snapshot, &uri);
    let lenses = sources.iter().filter_map(|source| {
        let span = dossier_ide::code_lens(snapshot, source.id)?;
        // Its text comes on a second request.
        let uri = uri.clone();
        Some(CodeLens {
            range: ranges(shared, source).range(span),
            command: None,
            data: serde_json::to_value(LensData { uri }).ok(),
        })
    });
    Some(lenses.collect())
}

/// Names the definition of a lens across two requests.
#[derive(Debug, Serialize, Deserialize)]
struct LensData {
    /// The file of the definition.
    uri: Uri,
}

/// `codeLens/resolve`
pub(in crate::lsp) fn resolve(
    shared: &Shared,
    snapshot: &Snapshot,
    mut lens: CodeLens,
) -> CodeLens {
    let data = lens
        .data
        .clone()
        .and_then(|data| serde_json::from_value::<LensData>(data).ok());
    let users = data.and_then(|data| {
        let (source, _) = source_at(shared, snapshot, &data.uri, lens.range.start)?;
        Some((data.uri, dossier_ide::users(snapshot, source.id)?))
    });
    if let Some((uri, users)) = users {
        let at = lens.range.start;
        lens.command = Some(command(shared, snapshot, &uri, at, users));
    }
    lens
}

/// A lens's text, and what a click on it shows.
fn command(shared: &Shared, snapshot: &Snapshot, of: &Uri, at: Position, users: Users) -> Command {
    let places = users.places.iter();
    let places = places.filter_map(|&(id, span)| location(shared, snapshot, id, span));
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
