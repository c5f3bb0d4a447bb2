//! `dossier/describeFile`

use dossier_dialect::FileKind;
use dossier_workspace::Snapshot;
use serde::Serialize;
use tower_lsp_server::ls_types::TextDocumentIdentifier;

use crate::lsp::from_proto;

/// The answer to `dossier/describeFile`.
#[derive(Serialize)]
pub(in crate::lsp) struct FileDescription {
    kind: FileKind,
    dialect: String,
    readers: Vec<String>,
    ignored: Vec<PassesOver>,
    plugin: Option<String>,
    loaded: bool,
}

/// The fields of the file that a program passes over.
#[derive(Serialize)]
struct PassesOver {
    program: String,
    fields: Vec<String>,
}

/// `dossier/describeFile`
pub(in crate::lsp) fn describe_file(
    snapshot: &Snapshot,
    params: &TextDocumentIdentifier,
) -> Option<FileDescription> {
    let file = snapshot.index().find(&from_proto::path(&params.uri))?;
    let found = dossier_ide::describe_file(snapshot, file)?;
    Some(FileDescription {
        kind: found.kind,
        dialect: found.dialect.to_owned(),
        readers: found.readers.into_iter().map(str::to_owned).collect(),
        ignored: found.ignored.into_iter().map(ignored).collect(),
        plugin: found.plugin.map(str::to_owned),
        loaded: found.loaded,
    })
}

fn ignored(found: dossier_ide::PassesOver<'_>) -> PassesOver {
    PassesOver {
        program: found.program.to_owned(),
        fields: found.fields,
    }
}
