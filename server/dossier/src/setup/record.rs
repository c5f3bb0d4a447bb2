//! What was changed, written down so that it can be taken back.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::folders::Folders;
use super::plan::Change;
use crate::cli::Editor;
use crate::selection::Problem;

/// What was changed for one editor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The files, by their paths.
    pub(super) files: BTreeMap<Utf8PathBuf, Written>,
    /// The folders that were made for them, inner ones first.
    pub(super) folders: Vec<Utf8PathBuf>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// What it held; `None` if it was not there.
    pub(super) before: Option<String>,
    /// What was written.
    pub(super) after: String,
}

/// Where the record of an editor lies.
pub(super) fn path(folders: &Folders, editor: Editor) -> Utf8PathBuf {
    folders.records().join(format!("{}.json", editor.id()))
}

impl Record {
    /// The record of an editor, and its text; `None` for one that was never set up. One that can't
    /// be understood counts as none.
    pub(super) fn read(
        folders: &Folders,
        editor: Editor,
    ) -> Result<(Option<Self>, Option<String>), Problem> {
        let text = read(&path(folders, editor))?;
        let record = text
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        Ok((record, text))
    }

    /// The record as it is written.
    pub(super) fn text(&self) -> String {
        // It is made of strings, maps and lists, which JSON has.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// Notes a change that follows those that are noted already.
    pub(super) fn add(&mut self, change: &Change) {
        let Some(after) = change.after.clone() else {
            self.files.remove(&change.path);
            return;
        };
        match self.files.get_mut(&change.path) {
            // What it held at the very first is what undoing brings back.
            Some(written) if change.before.as_ref() == Some(&written.after) => {
                written.after = after;
            }
            _ => {
                let before = change.before.clone();
                let written = Written { before, after };
                self.files.insert(change.path.clone(), written);
            }
        }
    }
}

/// The text of a file; `None` where there is none.
pub(super) fn read(path: &Utf8Path) -> Result<Option<String>, Problem> {
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(Problem::Request(format!(
                "{path}: the file is not UTF-8. Nothing was changed"
            ))),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Problem::File(path.to_owned(), error)),
    }
}
