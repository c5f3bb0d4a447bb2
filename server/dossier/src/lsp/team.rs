//! Requests about who names whom: references, rename, and the call hierarchy.

use std::collections::HashMap;

use dossier_dialect::FileKind;
use dossier_ide::{Call, Edit, Member, Rename};
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot};
use tower_lsp_server::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp_server::ls_types::{
    self as lsp, AnnotatedTextEdit, CallHierarchyIncomingCall, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyPrepareParams, ChangeAnnotation,
    DocumentChangeOperation, DocumentChanges, Location, OneOf,
    OptionalVersionedTextDocumentIdentifier, PrepareRenameResponse, ReferenceParams, RenameFile,
    RenameFilesParams, RenameParams, ResourceOp, SymbolKind, TextDocumentEdit,
    TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};

use super::from_proto;
use super::requests::{Place, place};
use super::shared::Shared;
use super::to_proto::{self, Ranges, lines_of};

/// `textDocument/references`
pub(super) fn references(
    shared: &Shared,
    snapshot: &Snapshot,
    params: ReferenceParams,
) -> Option<Vec<Location>> {
    let Place { source, offset, .. } = place(shared, snapshot, params.text_document_position)?;
    let with_definition = params.context.include_declaration;
    let found = dossier_ide::references(snapshot, source.id, offset, with_definition);
    let locations = found
        .into_iter()
        .filter_map(|it| location(shared, snapshot, it.file, it.span));
    Some(locations.collect())
}

/// A place in a file of the index.
fn location(shared: &Shared, snapshot: &Snapshot, file: FileId, span: Span) -> Option<Location> {
    let path = &snapshot.index().file(file).path;
    let range = range(shared, snapshot, file, span);
    Some(Location {
        uri: to_proto::uri(shared, path)?,
        range,
    })
}

fn range(shared: &Shared, snapshot: &Snapshot, file: FileId, span: Span) -> lsp::Range {
    let lines = lines_of(snapshot, &snapshot.index().file(file).path);
    Ranges {
        lines: &lines,
        can: shared.client_can(),
    }
    .range(span)
}

/// `textDocument/prepareRename`
pub(super) fn prepare_rename(
    shared: &Shared,
    snapshot: &Snapshot,
    params: TextDocumentPositionParams,
) -> Option<PrepareRenameResponse> {
    let Place { source, offset, .. } = place(shared, snapshot, params)?;
    let (span, placeholder) = dossier_ide::prepare_rename(snapshot, source.id, offset)?;
    let range = range(shared, snapshot, source.id, span);
    Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
}

/// `textDocument/rename`. What is refused is said to the user.
pub(super) fn rename(
    shared: &Shared,
    snapshot: &Snapshot,
    params: RenameParams,
) -> Result<Option<WorkspaceEdit>> {
    let Some(Place { source, offset, .. }) = place(shared, snapshot, params.text_document_position)
    else {
        return Ok(None);
    };
    let can_move = shared.client_can().moves_files && shared.client_can().document_changes;
    dossier_ide::rename(snapshot, source.id, offset, &params.new_name, can_move)
        .map(|rename| Some(workspace_edit(shared, snapshot, rename)))
        .map_err(|error| refused(&error))
}

/// The error that tells the user why something can't be done.
pub(super) fn refused(why: &dyn std::error::Error) -> Error {
    Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: why.to_string().into(),
        data: None,
    }
}

/// A request that was fine and can't be done. Source: LSP 3.17, `ErrorCodes`.
const REQUEST_FAILED: i64 = -32803;

/// `workspace/willRenameFiles`
pub(super) fn will_rename_files(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &RenameFilesParams,
) -> Option<WorkspaceEdit> {
    let mut all = Rename::default();
    for file in &params.files {
        let paths = from_proto::paths([&file.old_uri, &file.new_uri].into_iter());
        if let [from, to] = &paths[..] {
            all.edits
                .extend(dossier_ide::rename_file(snapshot, from, to).edits);
        }
    }
    (!all.edits.is_empty()).then(|| workspace_edit(shared, snapshot, all))
}

/// Marks the edits that wait for a nod.
const DOUBTFUL: &str = "dossier/doubtful";

fn workspace_edit(shared: &Shared, snapshot: &Snapshot, rename: Rename) -> WorkspaceEdit {
    let can = shared.client_can();
    let mut files: Vec<(FileId, Vec<Edit>)> = Vec::new();
    for edit in rename.edits {
        match files.last_mut() {
            Some((file, edits)) if *file == edit.file => edits.push(edit),
            _ => files.push((edit.file, vec![edit])),
        }
    }
    let uri_of = |file: FileId| to_proto::uri(shared, &snapshot.index().file(file).path);
    let text_edit = |edit: &Edit| TextEdit {
        range: range(shared, snapshot, edit.file, edit.span),
        new_text: edit.text.clone(),
    };
    if !can.document_changes {
        let changes: HashMap<Uri, Vec<TextEdit>> = files
            .iter()
            .filter_map(|(file, edits)| {
                Some((uri_of(*file)?, edits.iter().map(text_edit).collect()))
            })
            .collect();
        return WorkspaceEdit {
            changes: Some(changes),
            ..WorkspaceEdit::default()
        };
    }
    let mut doubtful = false;
    let mut operations: Vec<DocumentChangeOperation> = files
        .iter()
        .filter_map(|(file, edits)| {
            let version = snapshot.version(*file);
            let edits = edits.iter().map(|edit| {
                if edit.confirm && can.change_annotations {
                    doubtful = true;
                    let annotation_id = DOUBTFUL.to_owned();
                    return OneOf::Right(AnnotatedTextEdit {
                        text_edit: text_edit(edit),
                        annotation_id,
                    });
                }
                OneOf::Left(text_edit(edit))
            });
            Some(DocumentChangeOperation::Edit(TextDocumentEdit {
                edits: edits.collect(),
                text_document: OptionalVersionedTextDocumentIdentifier {
                    uri: uri_of(*file)?,
                    version,
                },
            }))
        })
        .collect();
    // After the edits, which are those of the file where it still is.
    if let Some((from, to)) = rename.moves
        && let (Some(old_uri), Some(new_uri)) =
            (to_proto::uri(shared, &from), to_proto::uri(shared, &to))
    {
        operations.push(DocumentChangeOperation::Op(ResourceOp::Rename(
            RenameFile {
                old_uri,
                new_uri,
                options: None,
                annotation_id: None,
            },
        )));
    }
    let annotation = ChangeAnnotation {
        label: "Names in plain words".to_owned(),
        needs_confirmation: Some(true),
        description: Some("The same word may mean something else.".to_owned()),
    };
    WorkspaceEdit {
        changes: None,
        document_changes: Some(DocumentChanges::Operations(operations)),
        change_annotations: doubtful.then(|| HashMap::from([(DOUBTFUL.to_owned(), annotation)])),
    }
}

/// `textDocument/prepareCallHierarchy`
pub(super) fn prepare_call_hierarchy(
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
pub(super) fn incoming_calls(
    shared: &Shared,
    snapshot: &Snapshot,
    item_of: &CallHierarchyItem,
) -> Option<Vec<CallHierarchyIncomingCall>> {
    let file = snapshot.index().find(&from_proto::path(&item_of.uri))?;
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
pub(super) fn outgoing_calls(
    shared: &Shared,
    snapshot: &Snapshot,
    item_of: &CallHierarchyItem,
) -> Option<Vec<CallHierarchyOutgoingCall>> {
    let file = snapshot.index().find(&from_proto::path(&item_of.uri))?;
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
