//! `dossier/teamTree`, `dossier/teamFindings`

use dossier_ide::{Beneath, Found, Subject, TreeBy, TreeEntry, TreeIcon};
use dossier_workspace::{FileId, Snapshot};
use serde::{Deserialize, Serialize};
use tower_lsp_server::ls_types::{Location, Range, Uri};

use crate::all_cores::on_all_cores;
use crate::lsp::shared::Shared;
use crate::lsp::to_proto::location;

/// What is asked of a tree.
#[derive(Debug, Deserialize)]
pub(in crate::lsp) struct TreeParams {
    by: By,
    /// The ids of the entries that are asked about; null stands for the tree itself.
    of: Vec<Option<String>>,
}

/// What is asked of all of a tree.
#[derive(Debug, Deserialize)]
pub(in crate::lsp) struct FindingsParams {
    by: By,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum By {
    Kind,
    Plugin,
    Folder,
}

/// An entry.
#[derive(Serialize)]
pub(in crate::lsp) struct Entry {
    id: String,
    label: String,
    detail: String,
    icon: &'static str,
    place: Option<Location>,
    about: Option<About>,
    beneath: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    children: Option<Vec<Entry>>,
}

/// The definition that an entry is about.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct About {
    uri: Uri,
    range: Range,
    has_name: bool,
}

/// Whether there is something beneath an entry, and is shown unasked.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Nothing,
    Closed,
    Open,
}

/// What was found in an entry, or beneath it.
#[derive(Serialize)]
pub(in crate::lsp) struct Findings {
    id: String,
    errors: usize,
    warnings: usize,
    information: usize,
}

/// `dossier/teamTree`: what is beneath each of the entries.
pub(in crate::lsp) fn team_tree(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &TreeParams,
) -> Vec<Vec<Entry>> {
    let levels = params.of.iter().map(|of| {
        let entries = dossier_ide::team_tree(snapshot, params.by.into(), of.as_deref());
        told(shared, snapshot, entries)
    });
    levels.collect()
}

/// `dossier/teamFindings`: how much was found in which entry, as far as anything was.
pub(in crate::lsp) fn team_findings(snapshot: &Snapshot, params: &FindingsParams) -> Vec<Findings> {
    let files = dossier_ide::tree_files(snapshot).map(|(file, ..)| file);
    let files: Vec<FileId> = files.collect();
    let found = on_all_cores(&files, |&file| (file, Found::of(snapshot, file)));
    let found = dossier_ide::team_findings(snapshot, params.by.into(), found);
    let told = found.into_iter().map(|(id, found)| Findings {
        id,
        errors: found.errors,
        warnings: found.warnings,
        information: found.information,
    });
    told.collect()
}

fn told(shared: &Shared, snapshot: &Snapshot, entries: Vec<TreeEntry>) -> Vec<Entry> {
    let told = entries.into_iter().map(|it| {
        let (beneath, children) = match it.beneath {
            Beneath::Nothing => (State::Nothing, None),
            Beneath::Level(is_open) => (state(is_open), None),
            Beneath::These(these, is_open) => (state(is_open), Some(told(shared, snapshot, these))),
        };
        Entry {
            id: it.id,
            label: it.label,
            detail: it.detail,
            icon: icon(it.icon),
            place: it
                .place
                .and_then(|(file, span)| location(shared, snapshot, file, span)),
            about: it.about.and_then(|it| about(shared, snapshot, it)),
            beneath,
            children,
        }
    });
    told.collect()
}

fn about(shared: &Shared, snapshot: &Snapshot, subject: Subject) -> Option<About> {
    let Location { uri, range } = location(shared, snapshot, subject.file, subject.span)?;
    Some(About {
        uri,
        range,
        has_name: subject.has_name,
    })
}

fn state(is_open: bool) -> State {
    match is_open {
        true => State::Open,
        false => State::Closed,
    }
}

fn icon(icon: TreeIcon) -> &'static str {
    match icon {
        TreeIcon::Kind(kind) => kind.as_str(),
        TreeIcon::Plugin => "plugin",
        TreeIcon::Folder => "folder",
        TreeIcon::Project => "project",
        TreeIcon::Own => "own",
        TreeIcon::Uses => "uses",
        TreeIcon::UsedBy => "used-by",
        TreeIcon::Mention => "mention",
        TreeIcon::Nobody => "nobody",
        TreeIcon::Note => "note",
    }
}

impl From<By> for TreeBy {
    fn from(by: By) -> Self {
        match by {
            By::Kind => Self::Kind,
            By::Plugin => Self::Plugin,
            By::Folder => Self::Folder,
        }
    }
}
