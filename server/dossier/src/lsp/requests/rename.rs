//! `textDocument/prepareRename`, `textDocument/rename` and `workspace/willRenameFiles`

use std::collections::HashMap;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_ide::{Edit, Rename};
use dossier_workspace::{FileId, Snapshot};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChangeOperation, OneOf, PrepareRenameResponse,
    RenameFile, RenameFilesParams, RenameParams, ResourceOp, TextDocumentPositionParams, TextEdit,
    Uri, WorkspaceEdit,
};

use super::writable::{Outside, writable};
use super::{Place, place, refused};
use crate::lsp::from_proto;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{self, edit_of, edits_by_file, in_order, range};

/// `textDocument/prepareRename`
pub(in crate::lsp) fn prepare_rename(
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
pub(in crate::lsp) fn rename(
    shared: &Shared,
    snapshot: &Snapshot,
    params: RenameParams,
) -> Result<Option<WorkspaceEdit>> {
    let Some(Place { source, offset, .. }) = place(shared, snapshot, params.text_document_position)
    else {
        return Ok(None);
    };
    let can_move = shared.client_can().moves_files && shared.client_can().document_changes;
    let reach = dossier_ide::reach_of_rename(snapshot, source.id, offset);
    let snapshot = reach.as_ref().unwrap_or(snapshot);
    let rename = dossier_ide::rename(snapshot, source.id, offset, &params.new_name, can_move)
        .map_err(|error| refused(&error))?;
    let writable = writable(shared, snapshot);
    let outside = |path: &&Utf8Path| !writable.may_write(snapshot.disk(), path);
    // A name that is changed in some places only leads nowhere.
    if let Some(path) = touched(snapshot, &rename).find(outside) {
        return Err(refused(&Outside(path.to_owned())));
    }
    Ok(Some(workspace_edit(shared, snapshot, rename)))
}

/// The files that a rename changes, moves or makes.
fn touched<'a>(snapshot: &'a Snapshot, rename: &'a Rename) -> impl Iterator<Item = &'a Utf8Path> {
    let mut files: Vec<FileId> = rename.edits.iter().map(|edit| edit.file).collect();
    files.dedup();
    let edited = files.into_iter();
    let edited = edited.map(|file| &*snapshot.index().file(file).path);
    let moves = rename.moves.iter();
    edited.chain(moves.flat_map(|(from, to)| [from.as_path(), to.as_path()]))
}

/// `workspace/willRenameFiles`
pub(in crate::lsp) fn will_rename_files(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &RenameFilesParams,
) -> Option<WorkspaceEdit> {
    let moves: Vec<(Utf8PathBuf, Utf8PathBuf)> = params
        .files
        .iter()
        .filter_map(|file| {
            let paths = from_proto::paths([&file.old_uri, &file.new_uri].into_iter());
            let [from, to] = <[Utf8PathBuf; 2]>::try_from(paths).ok()?;
            Some((from, to))
        })
        .collect();
    let reach = dossier_ide::reach_of_moves(snapshot, &moves);
    let mut rename = dossier_ide::rename_files(&reach, &moves);
    // They move in any case; the rest is left to whoever opens it.
    let writable = writable(shared, snapshot);
    rename.edits.retain(|edit| {
        let path = &reach.index().file(edit.file).path;
        writable.may_write(reach.disk(), path)
    });
    (!rename.edits.is_empty()).then(|| workspace_edit(shared, &reach, rename))
}

/// What marks an edit that waits for a nod.
fn annotation(edit: &Edit) -> Option<(String, ChangeAnnotation)> {
    let asked = edit.question()?;
    let annotation = ChangeAnnotation {
        label: asked.label.to_owned(),
        needs_confirmation: Some(true),
        description: Some(asked.why.to_owned()),
    };
    Some((format!("dossier/{}", asked.id), annotation))
}

fn workspace_edit(shared: &Shared, snapshot: &Snapshot, rename: Rename) -> WorkspaceEdit {
    let can = shared.client_can();
    let mut files: Vec<(FileId, Vec<Edit>)> = Vec::new();
    for edit in rename.edits {
        // The entries of a file are one document.
        let whole = snapshot.index().whole(edit.file);
        match files.last_mut() {
            Some((file, edits)) if *file == whole => edits.push(edit),
            _ => files.push((whole, vec![edit])),
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
        return edits_by_file(changes);
    }
    let mut used: HashMap<String, ChangeAnnotation> = HashMap::new();
    let mut operations: Vec<DocumentChangeOperation> = files
        .iter()
        .filter_map(|(file, edits)| {
            let version = snapshot.version(*file);
            let edits = edits.iter().map(|edit| {
                let annotation = annotation(edit).filter(|_| can.change_annotations);
                if let Some((id, annotation)) = annotation {
                    used.insert(id.clone(), annotation);
                    return OneOf::Right(AnnotatedTextEdit {
                        text_edit: text_edit(edit),
                        annotation_id: id,
                    });
                }
                OneOf::Left(text_edit(edit))
            });
            let edits = edits.collect();
            Some(edit_of(uri_of(*file)?, version, edits))
        })
        .collect();
    // After the edits, which are those of the file where it still is.
    for (from, to) in rename.moves {
        let uris = to_proto::uri(shared, &from).zip(to_proto::uri(shared, &to));
        let Some((old_uri, new_uri)) = uris else {
            continue;
        };
        operations.push(DocumentChangeOperation::Op(ResourceOp::Rename(
            RenameFile {
                old_uri,
                new_uri,
                options: None,
                annotation_id: None,
            },
        )));
    }
    WorkspaceEdit {
        change_annotations: (!used.is_empty()).then_some(used),
        ..in_order(operations)
    }
}
