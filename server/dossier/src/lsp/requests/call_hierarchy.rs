//! `textDocument/prepareCallHierarchy` and the calls of both directions

use dossier_dialect::FileKind;
use dossier_ide::{Call, Member};
use dossier_workspace::{FileId, Snapshot};
use tower_lsp_server::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyPrepareParams, Location, SymbolKind,
};

use super::{Place, place, source_at};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{location, range};

/// `textDocument/prepareCallHierarchy`
pub(in crate::lsp) fn prepare_call_hierarchy(
    shared: &Shared,
    snapshot: &Snapshot,
    params: CallHierarchyPrepareParams,
) -> Option<Vec<CallHierarchyItem>> {
    let Place { source, offset, .. } =
        place(shared, snapshot, params.text_document_position_params)?;
    let member = dossier_ide::member(snapshot, source.id, offset)?;
    Some(vec![item(shared, snapshot, &member)?])
}

/// `callHierarchy/incomingCalls`
pub(in crate::lsp) fn incoming_calls(
    shared: &Shared,
    snapshot: &Snapshot,
    item_of: &CallHierarchyItem,
) -> Option<Vec<CallHierarchyIncomingCall>> {
    let file = of(shared, snapshot, item_of)?;
    let calls = dossier_ide::incoming_calls(snapshot, file).into_iter();
    let calls = calls.filter_map(|Call { member, spans }| {
        let ranges = spans
            .iter()
            .map(|span| range(shared, snapshot, member.file, *span));
        let from_ranges = ranges.collect();
        Some(CallHierarchyIncomingCall {
            from: item(shared, snapshot, &member)?,
            from_ranges,
        })
    });
    Some(calls.collect())
}

/// `callHierarchy/outgoingCalls`
pub(in crate::lsp) fn outgoing_calls(
    shared: &Shared,
    snapshot: &Snapshot,
    item_of: &CallHierarchyItem,
) -> Option<Vec<CallHierarchyOutgoingCall>> {
    let file = of(shared, snapshot, item_of)?;
    let calls = dossier_ide::outgoing_calls(snapshot, file).into_iter();
    let calls = calls.filter_map(|Call { member, spans }| {
        let from_ranges = spans
            .iter()
            .map(|span| range(shared, snapshot, file, *span))
            .collect();
        Some(CallHierarchyOutgoingCall {
            to: item(shared, snapshot, &member)?,
            from_ranges,
        })
    });
    Some(calls.collect())
}

/// What an item stands for.
fn of(shared: &Shared, snapshot: &Snapshot, item: &CallHierarchyItem) -> Option<FileId> {
    let (source, _) = source_at(shared, snapshot, &item.uri, item.selection_range.start)?;
    Some(source.id)
}

fn item(shared: &Shared, snapshot: &Snapshot, member: &Member) -> Option<CallHierarchyItem> {
    let Location { uri, range } = location(shared, snapshot, member.file, member.name_span)?;
    Some(CallHierarchyItem {
        name: member.name.clone(),
        kind: match member.kind {
            FileKind::Agent => SymbolKind::CLASS,
            _ => SymbolKind::FUNCTION,
        },
        tags: None,
        detail: Some(member.kind.to_string()),
        uri,
        range,
        selection_range: range,
        data: None,
    })
}
