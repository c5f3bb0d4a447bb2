//! Small workspaces on the real disk, written as text.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::client::{position, uri};

/// The cursor's mark.
const CURSOR: &str = "<|>";

/// A folder of files that is gone when the test is over.
///
/// `//- /path` starts a file, and `<|>` marks the cursor.
pub(crate) struct Team {
    folder: TempDir,
    cursor: Option<(PathBuf, Value)>,
}

impl Team {
    /// Writes the files.
    pub(crate) fn new(text: &str) -> Self {
        Self::in_folder("dossier-", text)
    }

    /// Writes the files into a folder whose name starts like this.
    pub(crate) fn in_folder(prefix: &str, text: &str) -> Self {
        let folder = tempfile::Builder::new()
            .prefix(prefix)
            .tempdir()
            .expect("a folder");
        let mut team = Self {
            folder,
            cursor: None,
        };
        for file in text.split("//- /").skip(1) {
            let (path, content) = file
                .split_once('\n')
                .expect("a path stands on its own line");
            let (content, cursor) = cursor(content);
            let path = team.write(path.trim(), &content);
            if let Some(cursor) = cursor {
                team.cursor = Some((path, cursor));
            }
        }
        team
    }

    /// The folder.
    pub(crate) fn root(&self) -> PathBuf {
        dunce::canonicalize(self.folder.path()).expect("the folder is there")
    }

    /// A path in the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// The address of a file in the folder.
    pub(crate) fn uri(&self, path: &str) -> String {
        uri(&self.path(path))
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect("the file is there")
    }

    /// Writes a file, and the folders that it needs.
    pub(crate) fn write(&self, path: &str, content: &str) -> PathBuf {
        let path = self.path(path);
        std::fs::create_dir_all(folder_of(&path)).expect("the folder can be written to");
        std::fs::write(&path, content).expect("the file can be written");
        path
    }

    /// The address of the file with the cursor, and the cursor.
    pub(crate) fn here(&self) -> (String, Value) {
        let (path, cursor) = self.cursor.as_ref().expect("one file has a cursor");
        (uri(path), cursor.clone())
    }

    /// The path of the file with the cursor.
    pub(crate) fn file(&self) -> &Path {
        &self.cursor.as_ref().expect("one file has a cursor").0
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().expect("a file is in a folder")
}

/// A text without its mark, and where the mark was, in UTF-16.
pub(crate) fn cursor(text: &str) -> (String, Option<Value>) {
    let Some((before, after)) = text.split_once(CURSOR) else {
        return (text.to_owned(), None);
    };
    (format!("{before}{after}"), Some(end_of(before)))
}

/// The position behind a text, in UTF-16.
pub(crate) fn end_of(text: &str) -> Value {
    let line = text.matches('\n').count();
    let column = text
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .encode_utf16()
        .count();
    position(line as u32, column as u32)
}
