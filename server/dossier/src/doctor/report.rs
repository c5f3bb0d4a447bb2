//! What there is to say, as data.

use std::path::PathBuf;

use camino::Utf8PathBuf;
use dossier_dialect::FileKind;
use serde::Serialize;

use super::file::FileReport;

/// All that is found.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    pub(super) version: u32,
    /// The program that is running.
    pub(super) program: Program,
    /// The program that an editor finds.
    pub(super) on_path: Option<OnPath>,
    pub(super) editors: Vec<EditorReport>,
    pub(super) workspace: Workspace,
    pub(super) file: Option<FileReport>,
    /// What is off, in words.
    pub(super) problems: Vec<String>,
}

/// A program `dossier`.
#[derive(Serialize)]
pub(super) struct Program {
    pub(super) path: Option<PathBuf>,
    pub(super) version: String,
    /// The day that its facts about programs are of.
    pub(super) facts: &'static str,
}

/// The program `dossier` that `PATH` leads to.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OnPath {
    pub(super) path: PathBuf,
    /// `None` for one that doesn't say.
    pub(super) version: Option<String>,
    /// Whether it is the one that is running.
    pub(super) is_this: bool,
}

/// An editor.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EditorReport {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) program: Option<PathBuf>,
    /// Whether `dossier setup` would find nothing to do; `None` where that can't be told.
    pub(super) is_set_up: Option<bool>,
    /// Why it can't.
    pub(super) trouble: Option<String>,
}

/// The agent files around the file or the current folder.
#[derive(Serialize)]
pub(super) struct Workspace {
    pub(super) roots: Vec<Utf8PathBuf>,
    pub(super) files: Vec<Count>,
    pub(super) configuration: Vec<Configuration>,
}

/// How many files of one sort there are.
#[derive(Serialize)]
pub(super) struct Count {
    pub(super) dialect: String,
    pub(super) kind: FileKind,
    /// Whether they lie in the user's own configuration folder.
    pub(super) user: bool,
    pub(super) count: usize,
}

/// A `dossier.toml`.
#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) path: Utf8PathBuf,
    /// Whether it can't be read, so that nothing in it holds.
    pub(super) broken: bool,
    pub(super) findings: Vec<ConfigFinding>,
}

/// What is wrong with a `dossier.toml`. Lines and columns count from one.
#[derive(Serialize)]
pub(super) struct ConfigFinding {
    pub(super) severity: &'static str,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) message: String,
}
