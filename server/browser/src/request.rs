//! What a page asks for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

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
    },
    /// Opens a file, or takes its next text. Answers nothing.
    Edit {
        /// The file.
        path: String,
        /// All of its text.
        text: String,
    },
    /// What each agent file is: its kind, by path.
    Kinds,
    /// The findings in all files, by path.
    Diagnostics,
    /// What may stand at the cursor.
    Completion(At),
    /// What there is to say about the name at the cursor.
    Hover(At),
    /// Where the name at the cursor leads.
    Definition(At),
    /// Where the name at the cursor is written.
    References(At),
    /// The name at the cursor, if it can be changed.
    PrepareRename(At),
    /// What changes with another name.
    Rename {
        /// Where the name stands.
        at: At,
        /// The other name.
        name: String,
    },
    /// The picture of the team: what is drawn, and what its page knows.
    Picture,
}

/// A place in a file.
#[derive(Clone, Debug, Deserialize)]
pub struct At {
    /// The file.
    pub path: String,
    /// The line, from zero.
    pub line: u32,
    /// The column, from zero, in code units of UTF-16.
    pub column: u32,
}
