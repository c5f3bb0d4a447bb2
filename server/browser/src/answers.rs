//! What is asked of a moment, and its answers.

mod at_cursor;
mod changes;
mod file;
mod files;
mod team;

use camino::Utf8PathBuf;
use dossier_ide::{TRIGGERS, TokenKind};
use dossier_syntax::{Encoding, LineIndex, Position};
use dossier_workspace::{FOREIGN, Snapshot, Source};
use serde_json::{Value, json};

use crate::markdown::Markup;
use crate::request::{At, Place, Request};
use crate::written::{ROOT, whole};

/// What has to be known of the page.
#[derive(Debug)]
pub(crate) struct Page {
    /// What texts about names are written in.
    pub(crate) markup: Markup,
    /// The folders that it has opened.
    pub(crate) folders: Vec<Utf8PathBuf>,
}

impl Page {
    pub(crate) fn new(markup: Markup, folders: &[String]) -> Self {
        let mut folders: Vec<_> = folders.iter().filter_map(|it| whole(it)).collect();
        if folders.is_empty() {
            folders.push(ROOT.into());
        }
        Self { markup, folders }
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::new(Markup::default(), &[])
    }
}

/// Answers what changes nothing.
///
/// # Errors
/// Why it can't be answered, in words for the user.
pub(crate) fn answer(snapshot: &Snapshot, request: Request, page: &Page) -> Result<Value, String> {
    Ok(match request {
        Request::Open { .. } | Request::Edit { .. } | Request::Close(_) | Request::Change(_) => {
            Value::Null
        }
        Request::Conventions => conventions(),
        Request::Wanted(paths) => files::wanted(snapshot, paths),
        Request::Kinds => files::kinds(snapshot),
        Request::Diagnostics => files::diagnostics(snapshot),
        Request::DiagnosticsOf(path) => files::diagnostics_of(snapshot, &path),
        Request::Actions { path, range } => changes::actions(snapshot, &path, range),
        Request::Completion { at, typed } => {
            at_cursor::completion(snapshot, &at, typed.as_deref(), page.markup)
        }
        Request::Hover(at) => at_cursor::hover(snapshot, &at, page.markup),
        Request::Definition(at) => at_cursor::definition(snapshot, &at),
        Request::References { at, definition } => at_cursor::references(snapshot, &at, definition),
        Request::PrepareRename(at) => at_cursor::prepare_rename(snapshot, &at),
        Request::Rename { at, name } => changes::rename(snapshot, &at, &name)?,
        Request::RenameFiles(moves) => changes::rename_files(snapshot, &moves),
        Request::DocumentSymbols(path) => file::document_symbols(snapshot, &path),
        Request::WorkspaceSymbols(query) => team::workspace_symbols(snapshot, &query),
        Request::SemanticTokens(path) => file::semantic_tokens(snapshot, &path),
        Request::DescribeFile(path) => file::describe_file(snapshot, &path),
        Request::Team => team::team(snapshot),
        Request::NewFile { kind, name, near } => {
            team::new_file(snapshot, &page.folders, kind, &name, near.as_deref())?
        }
        Request::Picture => team::picture(snapshot),
        Request::PicturePage => team::picture_page(),
    })
}

/// What has to be known before anything is asked.
fn conventions() -> Value {
    json!({
        "triggers": TRIGGERS,
        "tokenTypes": TokenKind::NAMES,
        "tokenModifiers": dossier_ide::Modifiers::NAMES,
        "foreign": FOREIGN,
    })
}

/// An agent file, or other Markdown that is open.
fn source(snapshot: &Snapshot, path: &str) -> Option<Source> {
    snapshot.readable_at(&whole(path)?)
}

/// The file, or what one of its entries defines, and the byte that a cursor is at.
fn place(snapshot: &Snapshot, at: &At) -> Option<(Source, usize)> {
    if let Some(source) = source(snapshot, &at.path) {
        let offset = offset(&source.parsed.lines, at.place);
        return Some((source, offset));
    }
    snapshot.listed_at(&whole(&at.path)?, |lines| offset(lines, at.place))
}

/// The byte of a place.
fn offset(lines: &LineIndex, Place { line, column }: Place) -> usize {
    lines.offset(Position { line, column }, Encoding::Utf16)
}
