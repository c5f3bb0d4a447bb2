//! `workspace/symbol`

use dossier_dialect::FileKind;
use dossier_ide::WorkspaceSymbolKind;
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{
    OneOf, SymbolKind, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use crate::lsp::shared::Shared;
use crate::lsp::to_proto::location;

/// `workspace/symbol`
pub(in crate::lsp) fn workspace_symbols(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &WorkspaceSymbolParams,
) -> WorkspaceSymbolResponse {
    let found = dossier_ide::workspace_symbols(snapshot, &params.query);
    let found = found
        .into_iter()
        .filter_map(|symbol| workspace_symbol(shared, snapshot, symbol));
    WorkspaceSymbolResponse::Nested(found.collect())
}

/// Something of the workspace that can be jumped to.
fn workspace_symbol(
    shared: &Shared,
    snapshot: &Snapshot,
    symbol: dossier_ide::WorkspaceSymbol,
) -> Option<WorkspaceSymbol> {
    let location = location(shared, snapshot, symbol.file, symbol.span)?;
    Some(WorkspaceSymbol {
        name: symbol.name,
        kind: match symbol.kind {
            WorkspaceSymbolKind::File(FileKind::Agent) => SymbolKind::CLASS,
            WorkspaceSymbolKind::File(FileKind::Skill) => SymbolKind::MODULE,
            WorkspaceSymbolKind::File(FileKind::Command) => SymbolKind::EVENT,
            WorkspaceSymbolKind::File(_) => SymbolKind::FILE,
            WorkspaceSymbolKind::Heading => SymbolKind::STRING,
        },
        tags: None,
        container_name: Some(symbol.container).filter(|container| !container.is_empty()),
        location: OneOf::Left(location),
        data: None,
    })
}
