//! Completion.

mod anchors;
mod body;
mod fields;
mod shared;
mod template;
mod values;
mod written;

use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot, Source};

use crate::cursor::{HeadPlace, head_place, is_inside};
use crate::describe;
use crate::file_links::FileLinks;
use crate::readers;
use crate::safe_markdown::safe;

/// After these characters something other than the word before them may be meant.
pub const TRIGGERS: [&str; 9] = [":", " ", ",", "(", "[", "/", "@", "-", "#"];

/// False where a character that was typed asks for nothing: Enter behind `tools:` begins a list of
/// lines, and a popup would take it for a choice.
pub fn asks_for_completion(source: &Source, offset: usize, typed: Option<&str>) -> bool {
    let head = source.parsed.front_matter.as_ref();
    typed != Some(":") || !head.is_some_and(|it| it.span().touches(offset))
}

/// What may stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completions {
    /// The items, in no order; each has a key to sort by.
    pub items: Vec<CompletionItem>,
    /// True where more typing may bring up others.
    pub incomplete: bool,
}

/// One thing that may stand at the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct CompletionItem {
    /// What is shown.
    pub label: String,
    /// What it is.
    pub kind: ItemKind,
    /// A few words beside the label.
    pub detail: Option<String>,
    /// What is inserted.
    pub insert: Insert,
    /// What it replaces: the whole word under the cursor.
    pub replace: Span,
    /// What the typed text is compared with, where that is not the label.
    pub filter: Option<String>,
    /// Its rank among the others; smaller is earlier, equal ones go by label.
    pub rank: u16,
    /// On its way out.
    pub deprecated: bool,
    /// Where its documentation is.
    pub doc: Option<Doc>,
}

/// What an item inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Insert {
    /// This text.
    Text(String),
    /// This snippet, or the text for clients without snippets.
    Snippet {
        /// In snippet syntax.
        snippet: String,
        /// Without it.
        plain: String,
    },
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A field's name.
    Field,
    /// One of a field's values.
    Value,
    /// A tool.
    Tool,
    /// A model.
    Model,
    /// An agent.
    Agent,
    /// A skill.
    Skill,
    /// A command.
    Command,
    /// An MCP server.
    Server,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A heading that a link can lead to.
    Heading,
    /// A piece of text with places to fill.
    Template,
}

/// Names the documentation of an item, which is made when somebody looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doc {
    /// Of a field, by the kind's and the field's name.
    Field(String),
    /// Of a tool.
    Tool(String),
    /// Of a model.
    Model(String),
    /// Of what a file defines.
    File(FileId),
    /// Ready-made.
    Text(String),
}

/// What may stand at the byte `offset` of a file.
pub fn completions(snapshot: &Snapshot, file: FileId, offset: usize) -> Completions {
    let Some(source) = readers::source(snapshot, file) else {
        let guest = snapshot.readable(file);
        return guest
            .and_then(|guest| anchors::completions(snapshot, &guest, offset))
            .unwrap_or_default();
    };
    if let Some(items) = template::items(snapshot, &source, offset) {
        return Completions {
            items,
            incomplete: false,
        };
    }
    match head_place(snapshot, &source, offset) {
        Some(HeadPlace::FieldName(name)) => {
            let mut items = fields::items(snapshot, &source, &name);
            shared::rank(snapshot, &source, &mut items);
            Completions {
                items,
                incomplete: false,
            }
        }
        Some(HeadPlace::FieldValue(value)) => {
            let mut items = values::items(snapshot, &source, &value, offset);
            shared::rank(snapshot, &source, &mut items);
            Completions {
                incomplete: items.len() > body::MOST,
                items,
            }
        }
        None => {
            let front_matter = source.parsed.front_matter.as_ref();
            if front_matter.is_some_and(|it| is_inside(&source, it, offset)) {
                return Completions::default();
            }
            anchors::completions(snapshot, &source, offset)
                .unwrap_or_else(|| body::completions(snapshot, &source, offset))
        }
    }
}

/// The documentation of an item of the file `file`, in Markdown.
pub fn documentation(snapshot: &Snapshot, file: FileId, doc: &Doc) -> Option<String> {
    described(snapshot, file, doc).map(|markdown| safe(&markdown))
}

fn described(snapshot: &Snapshot, file: FileId, doc: &Doc) -> Option<String> {
    if let Doc::Text(text) = doc {
        return Some(text.clone());
    }
    if let Doc::File(id) = doc {
        return describe::definition(snapshot, *id, &FileLinks::none());
    }
    let facts = readers::source(snapshot, file)?.facts;
    let vocabulary = snapshot.vocabulary(&facts.place);
    match doc {
        Doc::Field(name) => {
            let dialect = snapshot.dialect(&facts.place);
            Some(describe::field(
                dialect,
                dialect.field(facts.place.kind, name)?,
            ))
        }
        Doc::Tool(name) => match vocabulary.tool(name) {
            dossier_dialect::ToolName::Tool(tool) => Some(describe::tool(vocabulary, tool)),
            dossier_dialect::ToolName::Old(tool) => Some(describe::old_tool(vocabulary, tool)),
            _ => None,
        },
        Doc::Model(name) => describe::model(vocabulary, vocabulary.model(name, snapshot.today())),
        Doc::File(_) | Doc::Text(_) => None,
    }
}

impl CompletionItem {
    /// An item that inserts its label.
    fn plain(label: &str, kind: ItemKind, replace: Span) -> Self {
        Self {
            label: label.to_owned(),
            kind,
            detail: None,
            insert: Insert::Text(label.to_owned()),
            replace,
            filter: None,
            rank: 0,
            deprecated: false,
            doc: None,
        }
    }
}

#[cfg(test)]
mod tests;
