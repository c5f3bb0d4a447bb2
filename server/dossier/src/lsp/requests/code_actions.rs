//! `textDocument/codeAction`

use std::collections::HashMap;

use dossier_ide::{ActionKind, Change};
use dossier_syntax::{LineIndex, Span};
use dossier_workspace::{Snapshot, Source};
use tower_lsp_server::ls_types::{
    AnnotatedTextEdit, CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    CreateFile, CreateFileOptions, DocumentChangeOperation, OneOf, Position, Range, ResourceOp,
    TextEdit, WorkspaceEdit,
};

use super::writable::may_write;
use super::{ranges, sources, span};
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{self, Ranges, edit_of, edits_by_file, in_order};

/// The kind of the action that applies all safe fixes. A client that asks for `source.fixAll` gets
/// it too.
const FIX_ALL: &str = "source.fixAll.dossier";

/// The kinds of actions there are.
pub(in crate::lsp) fn action_kinds() -> Vec<CodeActionKind> {
    vec![
        CodeActionKind::QUICKFIX,
        CodeActionKind::REFACTOR_REWRITE,
        CodeActionKind::SOURCE_FIX_ALL,
    ]
}

/// `textDocument/codeAction`. Clients that know commands only get none.
pub(in crate::lsp) fn code_actions(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &CodeActionParams,
) -> Option<Vec<CodeActionOrCommand>> {
    if !shared.client_can().code_actions {
        return None;
    }
    let uri = &params.text_document.uri;
    // The entries of a file have the same lines, and are mended together.
    let source = sources(snapshot, uri).into_iter().next()?;
    let place = span(shared, &source, params.range);
    let ranges = ranges(shared, &source);
    let whole = snapshot.index().whole(source.id);
    let found = dossier_ide::code_actions(snapshot, whole, place);
    let mut actions: Vec<CodeAction> = found
        .into_iter()
        .filter_map(|action| {
            let edit = workspace_edit(shared, snapshot, &source, action.change)?;
            let diagnostics = to_proto::diagnostics(shared, snapshot, &ranges, action.findings);
            Some(CodeAction {
                title: action.title,
                kind: Some(match action.kind {
                    ActionKind::QuickFix | ActionKind::Disable => CodeActionKind::QUICKFIX,
                    ActionKind::FixAll => CodeActionKind::from(FIX_ALL),
                    ActionKind::Convert => CodeActionKind::REFACTOR_REWRITE,
                }),
                diagnostics: Some(diagnostics).filter(|it| !it.is_empty()),
                edit: Some(edit),
                is_preferred: action.preferred.then_some(true),
                ..CodeAction::default()
            })
        })
        .collect();
    let is_quick_fix = |action: &CodeAction| action.kind == Some(CodeActionKind::QUICKFIX);
    match &params.context.only {
        Some(only) => actions.retain(|action| {
            let kind = action.kind.iter();
            only.iter()
                .any(|asked| kind.clone().any(|kind| is_kind_of(kind, asked)))
        }),
        // A menu without a fix for this place has no use for one for others.
        None if !actions.iter().any(is_quick_fix) => actions.clear(),
        None => {}
    }
    Some(
        actions
            .into_iter()
            .map(CodeActionOrCommand::CodeAction)
            .collect(),
    )
}

/// `quickfix.x` is a `quickfix`.
fn is_kind_of(kind: &CodeActionKind, asked: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
}

/// A change in the protocol's words; `None` where the client can't make it.
fn workspace_edit(
    shared: &Shared,
    snapshot: &Snapshot,
    source: &Source,
    change: Change,
) -> Option<WorkspaceEdit> {
    let can = shared.client_can();
    match change {
        Change::Edit(edits) => {
            let ranges = ranges(shared, source);
            let edit = |(span, new_text): (Span, String)| TextEdit {
                range: ranges.range(span),
                new_text,
            };
            let edits: Vec<TextEdit> = edits.into_iter().map(edit).collect();
            let uri = to_proto::uri(shared, &snapshot.index().file(source.id).path)?;
            if !can.document_changes {
                return Some(edits_by_file(HashMap::from([(uri, edits)])));
            }
            let version = snapshot.version(source.id);
            Some(in_order(vec![edit_of(uri, version, plain(edits))]))
        }
        Change::Write { path, .. } | Change::Create { path, .. }
            if !may_write(shared, snapshot, &path) =>
        {
            None
        }
        Change::Write { path, before, text } => {
            let uri = to_proto::uri(shared, &path)?;
            let lines = LineIndex::new(&before);
            let ranges = Ranges { lines: &lines, can };
            let whole = ranges.range(Span::new(0, before.len()));
            let edits = vec![TextEdit::new(whole, text)];
            Some(if can.document_changes {
                in_order(vec![edit_of(uri, None, plain(edits))])
            } else {
                edits_by_file(HashMap::from([(uri, edits)]))
            })
        }
        Change::Create { path, text } => {
            if !can.document_changes || !can.creates_files {
                return None;
            }
            let uri = to_proto::uri(shared, &path)?;
            let create = CreateFile {
                uri: uri.clone(),
                options: Some(CreateFileOptions {
                    overwrite: Some(false),
                    ignore_if_exists: Some(true),
                }),
                annotation_id: None,
            };
            let start = Range::new(Position::new(0, 0), Position::new(0, 0));
            let fill = TextEdit::new(start, text);
            Some(in_order(vec![
                DocumentChangeOperation::Op(ResourceOp::Create(create)),
                edit_of(uri, None, plain(vec![fill])),
            ]))
        }
    }
}

/// Edits that need no nod.
fn plain(edits: Vec<TextEdit>) -> Vec<OneOf<TextEdit, AnnotatedTextEdit>> {
    edits.into_iter().map(OneOf::Left).collect()
}
