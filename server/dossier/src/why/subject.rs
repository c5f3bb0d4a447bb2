//! What is asked about: a file, or whoever has a name.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, closest};
use dossier_workspace::{Facts, FileId, Snapshot, real_path};

use crate::doctor::why_no_agent_file;
use crate::selection::{Problem, Selection};

/// What is asked about, in the world around it.
pub(super) struct Subjects {
    pub(super) snapshot: Snapshot,
    /// The files, the nearest first.
    pub(super) files: Vec<FileId>,
}

impl Subjects {
    /// What `written` stands for: a file, if there is one at that path, or else a name.
    pub(super) fn find(written: &str) -> Result<Self, Problem> {
        let path = Utf8Path::new(written);
        let is_path = path.extension().is_some() || written.contains(['/', '\\']);
        if path.is_file() || is_path && !written.starts_with('/') && path.exists() {
            return Self::at(path);
        }
        Self::named(written)
    }

    fn at(path: &Utf8Path) -> Result<Self, Problem> {
        if path.is_dir() {
            let says = format!("{path} is a folder, not a file or a name");
            return Err(Problem::Request(says));
        }
        let selection = Selection::read(&[path.to_owned()])?;
        let Selection {
            snapshot, files, ..
        } = selection;
        let files: Vec<FileId> = files
            .into_iter()
            .filter(|file| snapshot.index().file(*file).facts.is_some())
            .collect();
        if files.is_empty() {
            return Err(Problem::Request(why_no_agent_file(&snapshot, path)));
        }
        Ok(Self { snapshot, files })
    }

    fn named(written: &str) -> Result<Self, Problem> {
        let here = Utf8PathBuf::from(".");
        let snapshot = Selection::read(std::slice::from_ref(&here))?.snapshot;
        let here = real_path(&here).unwrap_or(here);
        // As others speak of it.
        let name = written.trim_start_matches(['@', '/']);
        let index = snapshot.index();
        let mut found: Vec<FileId> = index
            .files()
            .filter(|(_, _, facts)| answers_to(facts, name))
            .map(|(id, ..)| id)
            .collect();
        found.sort_by_cached_key(|&id| {
            let file = index.file(id);
            let place = file.facts.as_ref().map(|facts| &facts.place);
            let is_around = place.is_some_and(|place| here.starts_with(&*place.home));
            (
                !is_around,
                place.is_some_and(|place| !place.loaded),
                place.is_some_and(|place| place.user),
                std::cmp::Reverse(place.map_or(0, |place| place.home.components().count())),
                place.map_or(FileKind::Memory, |place| place.kind),
                file.path.clone(),
            )
        });
        // A file to which links lead is one.
        let mut real = BTreeSet::new();
        found.retain(|&id| real.insert(snapshot.places().real(&index.file(id).path)));
        if found.is_empty() {
            return Err(Problem::Request(nobody(&snapshot, name)));
        }
        Ok(Self {
            files: found,
            snapshot,
        })
    }
}

/// True for the very name, or for it behind its plugin's.
fn answers_to(facts: &Facts, name: &str) -> bool {
    let Some(definition) = &facts.definition else {
        return false;
    };
    let plugin = facts.place.plugin.as_ref();
    let rest = plugin.and_then(|it| name.strip_prefix(it.name.as_str())?.strip_prefix(':'));
    let mut names = definition.names.iter();
    names.any(|it| it == name || Some(it.as_str()) == rest)
}

fn nobody(snapshot: &Snapshot, name: &str) -> String {
    let files = snapshot.index().files();
    let definitions = files.filter_map(|(.., facts)| facts.definition.as_ref());
    let mut names: Vec<&str> = definitions.map(|it| it.name().as_str()).collect();
    names.sort_unstable();
    let meant = closest(name, names);
    let meant = meant.map(|meant| format!(" Did you mean `{meant}`?"));
    format!(
        "there is no file and nobody called `{name}` here.{} `dossier list` shows who there is.",
        meant.unwrap_or_default()
    )
}
