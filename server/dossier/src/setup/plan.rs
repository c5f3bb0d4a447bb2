//! What setting up an editor would change.

use camino::Utf8PathBuf;

use super::programs::Command;

/// What would change, to be shown before anything does.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What somebody should know beforehand.
    pub(super) notes: Vec<String>,
    /// The user's files that change.
    pub(super) changes: Vec<Change>,
    /// Where it is written down how to undo that. It is not shown: nobody looks for it.
    pub(super) record: Option<Change>,
    /// The programs that are run after that.
    pub(super) commands: Vec<Command>,
    /// Folders that are no longer needed if they are empty then, inner ones first.
    pub(super) folders: Vec<Utf8PathBuf>,
    /// What to say when all is done.
    pub(super) afterwards: String,
    /// What to say when a program failed.
    pub(super) otherwise: String,
    /// Why nothing can be done, if that is so.
    pub(super) missing: Option<String>,
}

impl Plan {
    /// A plan that changes nothing, for a reason.
    pub(super) fn impossible(reason: String) -> Self {
        Self {
            missing: Some(reason),
            ..Self::default()
        }
    }

    /// False where there is nothing to do.
    pub(super) fn changes_anything(&self) -> bool {
        !self.changes.is_empty() || !self.commands.is_empty()
    }
}

/// What becomes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The file.
    pub(super) path: Utf8PathBuf,
    /// What it holds; `None` for a file that is not there.
    pub(super) before: Option<String>,
    /// What it is to hold; `None` for a file that is to go.
    pub(super) after: Option<String>,
}

impl Change {
    /// The change that takes this one back.
    pub(super) fn reversed(&self) -> Self {
        Self {
            path: self.path.clone(),
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}
