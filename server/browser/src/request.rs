//! What a page asks for.

use std::collections::BTreeMap;

use dossier_dialect::FileKind;
use jiff::civil::Date;
use serde::Deserialize;

use crate::markdown::Markup;

/// A request. Paths are relative to the folder of the team, with slashes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// Takes these files in the place of all before. Answers nothing.
    Open {
        /// The texts by their paths.
        files: BTreeMap<String, String>,
        /// The day that retirement dates are compared with.
        today: Date,
        /// What texts about names are written in.
        #[serde(default)]
        markup: Markup,
        /// The folders that the page has opened, where that is not the one of the team.
        #[serde(default)]
        folders: Vec<String>,
    },
    /// Opens a file, or takes its next text. Answers nothing.
    Edit {
        /// The file.
        path: String,
        /// All of its text.
        text: String,
    },
    /// Closes a file. What it said last holds until it changes. Answers nothing.
    Close(String),
    /// Takes what has changed on the page's disk: texts by their paths, and null for what is gone. Of
    /// a file that is open, the text that was edited holds. Answers nothing.
    Change(BTreeMap<String, Option<String>>),
    /// What clients have to know before they ask: the characters behind which completion is asked for,
    /// what the numbers of tokens mean, and the folders that hold other people's code.
    Conventions,
    /// Which of these files to read: first those whose place or name says that they matter, and then
    /// those that only their text can tell of, the nearest to the top first.
    Wanted(Vec<String>),
    /// What each agent file is: its kind, by path.
    Kinds,
    /// The findings in all files, by path.
    Diagnostics,
    /// The findings in one file.
    DiagnosticsOf(String),
    /// What can be done at a place.
    Actions {
        /// The file.
        path: String,
        /// The place.
        range: Range,
    },
    /// What may stand at the cursor.
    Completion {
        /// The cursor.
        #[serde(flatten)]
        at: At,
        /// The character that made the page ask, if one did.
        #[serde(default)]
        typed: Option<String>,
    },
    /// What there is to say about the name at the cursor.
    Hover(At),
    /// Where the name at the cursor leads.
    Definition(At),
    /// Where the name at the cursor is written.
    References {
        /// The cursor.
        #[serde(flatten)]
        at: At,
        /// Whether the definition counts.
        #[serde(default = "yes")]
        definition: bool,
    },
    /// The name at the cursor, if it can be changed.
    PrepareRename(At),
    /// What changes with another name.
    Rename {
        /// Where the name stands.
        at: At,
        /// The other name.
        name: String,
    },
    /// What changes with files that move: pairs of paths.
    RenameFiles(Vec<(String, String)>),
    /// The outline of a file.
    DocumentSymbols(String),
    /// Names of the team that fit.
    WorkspaceSymbols(String),
    /// The words of a file that have a colour.
    SemanticTokens(String),
    /// What a file is, and who reads it.
    DescribeFile(String),
    /// Whoever has a name.
    Team,
    /// Where a new file can lie, and what it begins with.
    NewFile {
        /// What it defines.
        kind: FileKind,
        /// Its name.
        name: String,
        /// The file whose team it joins.
        near: Option<String>,
    },
    /// The picture of the team: what is drawn, and what its page knows.
    Picture,
    /// The page that shows the picture, in parts.
    PicturePage,
}

/// A place in a file.
#[derive(Clone, Debug, Deserialize)]
pub struct At {
    /// The file.
    pub path: String,
    /// The cursor.
    #[serde(flatten)]
    pub place: Place,
}

/// A part of a text.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Range {
    /// Where it starts.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
}

/// A line and a column.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Place {
    /// The line, from zero.
    pub line: u32,
    /// The column, from zero, in code units of UTF-16.
    pub column: u32,
}

fn yes() -> bool {
    true
}
