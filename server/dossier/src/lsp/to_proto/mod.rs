//! From our types to the protocol's.

use std::borrow::Cow;
use std::str::FromStr;

use camino::Utf8Path;
use dossier_dialect::Severity;
use dossier_ide::{CompletionItem, Completions, Diagnostic, Doc, Insert, ItemKind, Link, Tag};
use dossier_syntax::{LineIndex, Span};
use dossier_workspace::{FileId, Snapshot};
use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::{
    self as lsp, CodeDescription, CompletionItemKind, CompletionItemTag, CompletionList,
    CompletionResponse, CompletionTextEdit, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Documentation, GotoDefinitionResponse, HoverContents, InsertTextFormat,
    Location, LocationLink, MarkupContent, MarkupKind, NumberOrString, TextEdit, Uri,
};

mod decoration;
mod structure;

pub(super) use decoration::{LensData, code_lens, inlay_hint, legend, lens_command, tokens};
pub(super) use structure::{
    document_highlight, document_link, document_symbols, fold, selection_range, workspace_symbol,
};

use super::client::ClientCan;
use super::plain_text::plain_text;
use super::shared::Shared;
use crate::catalogue;

/// Turns spans of one file into ranges.
pub(super) struct Ranges<'a> {
    pub(super) lines: &'a LineIndex,
    pub(super) can: &'a ClientCan,
}

impl Ranges<'_> {
    /// A span as a range in the session's unit.
    pub(super) fn range(&self, span: Span) -> lsp::Range {
        let position = |offset| {
            let position = self.lines.position(offset, self.can.encoding);
            lsp::Position {
                line: position.line,
                character: position.column,
            }
        };
        lsp::Range {
            start: position(span.range().start),
            end: position(span.range().end),
        }
    }
}

/// The address of a file. Open documents keep the client's own way of writing theirs.
pub(super) fn uri(shared: &Shared, path: &Utf8Path) -> Option<Uri> {
    shared
        .uri_of(path)
        .or_else(|| Uri::from_file_path(path))
        .or_else(|| Uri::from_str(path.as_str()).ok())
}

/// The lines of a file that something leads to; a file that isn't indexed is entered at its top.
pub(super) fn lines_of<'a>(snapshot: &'a Snapshot, path: &Utf8Path) -> Cow<'a, LineIndex> {
    let index = snapshot.index();
    let id = index.find(path);
    if let Some(facts) = id.and_then(|id| index.file(id).facts.as_ref()) {
        return Cow::Borrowed(&facts.lines);
    }
    let mcp = index.mcp_files().find(|file| file.path == path);
    mcp.map_or_else(Cow::default, |file| Cow::Borrowed(&file.lines))
}

/// Ways from a mention to definitions.
pub(super) fn definition(
    shared: &Shared,
    snapshot: &Snapshot,
    from: &LineIndex,
    links: &[Link],
) -> Option<GotoDefinitionResponse> {
    let can = shared.client_can();
    let found = links.iter().filter_map(|link| {
        let lines = lines_of(snapshot, &link.path);
        let target = Ranges { lines: &lines, can }.range(link.target);
        let origin = Ranges { lines: from, can }.range(link.origin);
        Some((origin, uri(shared, &link.path)?, target))
    });
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return None;
    }
    Some(if can.definition_links {
        GotoDefinitionResponse::Link(
            found
                .into_iter()
                .map(|(origin, target_uri, target)| LocationLink {
                    origin_selection_range: Some(origin),
                    target_uri,
                    target_range: target,
                    target_selection_range: target,
                })
                .collect(),
        )
    } else {
        GotoDefinitionResponse::Array(
            found
                .into_iter()
                .map(|(_, uri, range)| Location { uri, range })
                .collect(),
        )
    })
}

/// Markdown, or what is left of it for a client that shows plain text.
fn markup(markdown: String, renders: bool) -> MarkupContent {
    if renders {
        MarkupContent {
            kind: MarkupKind::Markdown,
            value: markdown,
        }
    } else {
        MarkupContent {
            kind: MarkupKind::PlainText,
            value: plain_text(&markdown),
        }
    }
}

/// A hover.
pub(super) fn hover(ranges: &Ranges<'_>, hover: dossier_ide::Hover) -> lsp::Hover {
    lsp::Hover {
        range: Some(ranges.range(hover.span)),
        contents: HoverContents::Markup(markup(hover.markdown, ranges.can.hover_markdown)),
    }
}

/// Names the documentation of a completion item across two requests.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ItemData {
    /// The file that completion was asked for.
    pub(super) uri: Uri,
    /// What is documented.
    pub(super) doc: ItemDoc,
}

/// [`Doc`] as it travels.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ItemDoc {
    Field(String),
    Tool(String),
    Model(String),
    File(String),
    Text(String),
}

impl ItemDoc {
    fn new(snapshot: &Snapshot, doc: &Doc) -> Self {
        match doc {
            Doc::Field(name) => Self::Field(name.clone()),
            Doc::Tool(name) => Self::Tool(name.clone()),
            Doc::Model(name) => Self::Model(name.clone()),
            Doc::File(id) => Self::File(snapshot.index().file(*id).path.to_string()),
            Doc::Text(text) => Self::Text(text.clone()),
        }
    }

    /// What it names in a later snapshot.
    pub(super) fn doc(self, snapshot: &Snapshot) -> Option<Doc> {
        Some(match self {
            Self::Field(name) => Doc::Field(name),
            Self::Tool(name) => Doc::Tool(name),
            Self::Model(name) => Doc::Model(name),
            Self::File(path) => Doc::File(snapshot.index().find(Utf8Path::new(&path))?),
            Self::Text(text) => Doc::Text(text),
        })
    }
}

/// A documentation text.
pub(super) fn documentation(markdown: String, can: &ClientCan) -> Documentation {
    if can.completion_markdown {
        Documentation::MarkupContent(markup(markdown, true))
    } else {
        // Some clients take no markup at all, not even plain text that is called so.
        Documentation::String(plain_text(&markdown))
    }
}

/// What may stand at the cursor.
pub(super) fn completions(
    snapshot: &Snapshot,
    file: FileId,
    uri: &Uri,
    ranges: &Ranges<'_>,
    completions: Completions,
) -> CompletionResponse {
    let items = completions.items.into_iter();
    CompletionResponse::List(CompletionList {
        is_incomplete: completions.incomplete,
        items: items
            .map(|item| completion_item(snapshot, file, uri, ranges, item))
            .collect(),
    })
}

fn completion_item(
    snapshot: &Snapshot,
    file: FileId,
    uri: &Uri,
    ranges: &Ranges<'_>,
    item: CompletionItem,
) -> lsp::CompletionItem {
    let can = ranges.can;
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
                doc: ItemDoc::new(snapshot, doc),
            };
            (None, serde_json::to_value(data).ok())
        }
        Some(doc) => {
            let markdown = dossier_ide::documentation(snapshot, file, doc);
            (markdown.map(|markdown| documentation(markdown, can)), None)
        }
    };
    lsp::CompletionItem {
        kind: Some(item_kind(item.kind)),
        detail: item.detail,
        documentation,
        sort_text: Some(format!("{:03}{}", item.rank, item.label)),
        // Some clients take a text edit without it for one that needs no filtering.
        filter_text: Some(item.filter.unwrap_or_else(|| item.label.clone())),
        insert_text_format: format,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: ranges.range(item.replace),
            new_text,
        })),
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
        ItemKind::Template => CompletionItemKind::SNIPPET,
    }
}

/// The findings in one file.
pub(super) fn diagnostics(
    shared: &Shared,
    snapshot: &Snapshot,
    ranges: &Ranges<'_>,
    found: Vec<Diagnostic>,
) -> Vec<lsp::Diagnostic> {
    let can = ranges.can;
    let related = |places: &[(FileId, Span, String)]| {
        let places = places.iter().filter_map(|(id, span, message)| {
            let path = &snapshot.index().file(*id).path;
            let lines = lines_of(snapshot, path);
            let range = Ranges { lines: &lines, can }.range(*span);
            let location = Location {
                uri: uri(shared, path)?,
                range,
            };
            Some(DiagnosticRelatedInformation {
                location,
                message: message.clone(),
            })
        });
        Some(places.collect::<Vec<_>>())
            .filter(|places| can.related_information && !places.is_empty())
    };
    found
        .into_iter()
        .map(|finding| lsp::Diagnostic {
            range: ranges.range(finding.span),
            severity: Some(severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.to_owned())),
            code_description: can
                .code_descriptions
                .then(|| Uri::from_str(&catalogue::page(finding.rule)).ok())
                .flatten()
                .map(|href| CodeDescription { href }),
            source: Some("dossier".to_owned()),
            related_information: related(&finding.related),
            tags: finding.tag.filter(|_| can.diagnostic_tags).map(|tag| {
                vec![match tag {
                    Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
                    Tag::Deprecated => DiagnosticTag::DEPRECATED,
                }]
            }),
            message: finding.message,
            data: None,
        })
        .collect()
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint | Severity::Off => DiagnosticSeverity::HINT,
    }
}
