//! `textDocument/completion` and `completionItem/resolve`

use camino::Utf8Path;
use dossier_ide::{CompletionItem, Completions, Doc, Insert, ItemKind};
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp_server::ls_types::{
    self as lsp, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTag, CompletionList,
    CompletionParams, CompletionResponse, CompletionTextEdit, Documentation, InsertTextFormat,
    TextEdit, Uri,
};

use super::{Place, place, ranges};
use crate::lsp::client::ClientCan;
use crate::lsp::from_proto;
use crate::lsp::plain_text::plain_text;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::{Ranges, markup};

/// `textDocument/completion`
pub(in crate::lsp) fn completion(
    shared: &Shared,
    snapshot: &Snapshot,
    params: CompletionParams,
) -> Option<CompletionResponse> {
    let typed = params.context.and_then(|context| context.trigger_character);
    let Place {
        source,
        offset,
        uri,
    } = place(shared, snapshot, params.text_document_position)?;
    if !dossier_ide::asks_for_completion(&source, offset, typed.as_deref()) {
        return None;
    }
    let found = dossier_ide::completions(snapshot, source.id, offset);
    let ranges = ranges(shared, &source);
    Some(completions(snapshot, source.id, &uri, &ranges, found))
}

/// What may stand at the cursor.
fn completions(
    snapshot: &Snapshot,
    file: FileId,
    uri: &Uri,
    ranges: &Ranges<'_>,
    completions: Completions,
) -> CompletionResponse {
    // Nearly always, all of them replace the same word.
    let mut last: Option<(Span, lsp::Range)> = None;
    let items = completions.items.into_iter().map(|item| {
        let range = match last {
            Some((span, range)) if span == item.replace => range,
            _ => ranges.range(item.replace),
        };
        last = Some((item.replace, range));
        completion_item(snapshot, file, uri, (range, ranges.can), item)
    });
    CompletionResponse::List(CompletionList {
        is_incomplete: completions.incomplete,
        items: items.collect(),
    })
}

fn completion_item(
    snapshot: &Snapshot,
    file: FileId,
    uri: &Uri,
    (range, can): (lsp::Range, &ClientCan),
    item: CompletionItem,
) -> lsp::CompletionItem {
    let (new_text, format) = match item.insert {
        Insert::Snippet { snippet, .. } if can.snippets => {
            (snippet, Some(InsertTextFormat::SNIPPET))
        }
        Insert::Snippet { plain: text, .. } | Insert::Text(text) => (text, None),
    };
    // Documentation on a second request keeps the list small, so that it shows sooner.
    let (documentation, data) = match &item.doc {
        None => (None, None),
        Some(doc) if can.resolve_documentation => {
            let data = ItemData {
                uri: uri.clone(),
                entry: snapshot.index().file(file).entry,
                doc: ItemDoc::new(snapshot, doc),
            };
            // As one text it takes a third of the time that a tree of values takes.
            (None, serde_json::to_string(&data).ok().map(Value::String))
        }
        Some(doc) => {
            let markdown = dossier_ide::documentation(snapshot, file, doc);
            (markdown.map(|markdown| documentation(markdown, can)), None)
        }
    };
    let (detail, label_details) = match item.detail {
        Some(detail) if can.label_details => {
            let description = Some(detail);
            let detail = None;
            let label = CompletionItemLabelDetails {
                detail,
                description,
            };
            (None, Some(label))
        }
        detail => (detail, None),
    };
    lsp::CompletionItem {
        kind: Some(item_kind(item.kind)),
        detail,
        label_details,
        documentation,
        sort_text: Some(format!("{:03}{}", item.rank, item.label)),
        // Some clients take a text edit without it for one that needs no filtering.
        filter_text: Some(item.filter.unwrap_or_else(|| item.label.clone())),
        insert_text_format: format,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        tags: (item.deprecated && can.deprecated_items)
            .then(|| vec![CompletionItemTag::DEPRECATED]),
        data,
        label: item.label,
        ..lsp::CompletionItem::default()
    }
}

fn item_kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Field => CompletionItemKind::PROPERTY,
        ItemKind::Value | ItemKind::Model => CompletionItemKind::ENUM_MEMBER,
        ItemKind::Tool => CompletionItemKind::FUNCTION,
        ItemKind::Agent => CompletionItemKind::CLASS,
        ItemKind::Skill => CompletionItemKind::MODULE,
        ItemKind::Command => CompletionItemKind::EVENT,
        ItemKind::Server => CompletionItemKind::INTERFACE,
        ItemKind::File => CompletionItemKind::FILE,
        ItemKind::Folder => CompletionItemKind::FOLDER,
        ItemKind::Heading => CompletionItemKind::REFERENCE,
        ItemKind::Template => CompletionItemKind::SNIPPET,
    }
}

/// `completionItem/resolve`
pub(in crate::lsp) fn resolve(
    shared: &Shared,
    snapshot: &Snapshot,
    mut item: lsp::CompletionItem,
) -> lsp::CompletionItem {
    let data = item.data.as_ref().and_then(Value::as_str);
    let data = data.and_then(|data| serde_json::from_str::<ItemData>(data).ok());
    let markdown = data.and_then(|data| {
        let path = from_proto::path(&data.uri);
        let file = snapshot.index().find_entry(&path, data.entry)?;
        let doc = data.doc.doc(snapshot)?;
        dossier_ide::documentation(snapshot, file, &doc)
    });
    if let Some(markdown) = markdown {
        item.documentation = Some(documentation(markdown, shared.client_can()));
    }
    item
}

/// A documentation text.
fn documentation(markdown: String, can: &ClientCan) -> Documentation {
    if can.completion_markdown {
        Documentation::MarkupContent(markup(markdown, true))
    } else {
        // Some clients take no markup at all, not even plain text that is called so.
        Documentation::String(plain_text(&markdown))
    }
}

/// Names the documentation of a completion item across two requests.
#[derive(Debug, Serialize, Deserialize)]
struct ItemData {
    /// The file that completion was asked for.
    uri: Uri,
    /// The entry of it, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<usize>,
    /// What is documented.
    doc: ItemDoc,
}

/// [`Doc`] as it travels.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ItemDoc {
    Field(String),
    Tool(String),
    Model(String),
    File(String),
    /// What an entry of a file defines.
    Entry(String, usize),
    Text(String),
}

impl ItemDoc {
    fn new(snapshot: &Snapshot, doc: &Doc) -> Self {
        match doc {
            Doc::Field(name) => Self::Field(name.clone()),
            Doc::Tool(name) => Self::Tool(name.clone()),
            Doc::Model(name) => Self::Model(name.clone()),
            Doc::File(id) => {
                let file = snapshot.index().file(*id);
                let path = file.path.to_string();
                match file.entry {
                    Some(entry) => Self::Entry(path, entry),
                    None => Self::File(path),
                }
            }
            Doc::Text(text) => Self::Text(text.clone()),
        }
    }

    /// What it names in a later snapshot.
    fn doc(self, snapshot: &Snapshot) -> Option<Doc> {
        Some(match self {
            Self::Field(name) => Doc::Field(name),
            Self::Tool(name) => Doc::Tool(name),
            Self::Model(name) => Doc::Model(name),
            Self::File(path) => Doc::File(snapshot.index().find(Utf8Path::new(&path))?),
            Self::Entry(path, entry) => {
                let path = Utf8Path::new(&path);
                Doc::File(snapshot.index().find_entry(path, Some(entry))?)
            }
            Self::Text(text) => Doc::Text(text),
        })
    }
}
