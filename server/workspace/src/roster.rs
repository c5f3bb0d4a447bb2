//! What the files of all teams are called, in the order of the alphabet.
//!
//! Whoever looks for names by their first letters, or for the best of all, must not look at a
//! hundred thousand files for it. The list is made when somebody first asks, and kept until a name
//! changes.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::index::meeting_key;
use crate::{Facts, FileId, Index};

/// One name of one file.
#[derive(Clone, Debug)]
pub struct Called {
    /// The name in the form that all ways of writing it share, without what may stand before it.
    pub key: SmolStr,
    /// The name as it is written.
    pub name: SmolStr,
    /// The file, which has no name of its own where it defines nothing.
    pub file: FileId,
    /// What the file is.
    pub kind: FileKind,
    /// The file defines somebody by this name; otherwise it goes by its file's name.
    pub is_definition: bool,
    /// The file has other names, too.
    pub is_one_of_many: bool,
}

/// What the files of all teams are called.
#[derive(Debug, Default)]
pub struct Roster {
    /// By their keys; where these are equal, by path.
    called: Box<[Called]>,
    /// The same of each team, by its home, as places in `called`.
    teams: FxHashMap<Utf8PathBuf, Vec<u32>>,
}

impl Roster {
    pub(crate) fn of(index: &Index) -> Self {
        let files = index.files().filter(|(_, _, facts)| Self::holds(facts));
        let mut called: Vec<Called> = files
            .flat_map(|(id, file, facts)| called(id, &file.path, facts))
            .collect();
        let path = |it: &Called| &index.file(it.file).path;
        called.sort_unstable_by(|a, b| a.key.cmp(&b.key).then_with(|| path(a).cmp(path(b))));
        let mut teams = FxHashMap::<Utf8PathBuf, Vec<u32>>::default();
        for (at, it) in called.iter().enumerate() {
            let Some(facts) = &index.file(it.file).facts else {
                continue;
            };
            let home = &facts.place.home;
            // So many names don't fit into any memory.
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            match teams.get_mut(home) {
                Some(team) => team.push(at),
                None => {
                    teams.insert(home.clone(), vec![at]);
                }
            }
        }
        Self {
            called: called.into(),
            teams,
        }
    }

    /// True for a file that is called something: what only configures is called alike everywhere.
    pub fn holds(facts: &Facts) -> bool {
        match facts.place.kind {
            FileKind::PluginManifest => false,
            kind => kind.is_of_team(),
        }
    }

    /// Every name, in the order of the keys.
    pub fn all(&self) -> &[Called] {
        &self.called
    }

    /// The names whose keys start with `start`, in their order.
    pub fn starting_with(&self, start: &str) -> &[Called] {
        let from = self.called.partition_point(|it| it.key.as_str() < start);
        let starts = |it: &Called| it.key.starts_with(start);
        let len = self.called[from..].partition_point(starts);
        &self.called[from..from + len]
    }

    /// The same of the team that is at home in a folder.
    pub fn of_team<'a>(
        &'a self,
        home: &Utf8Path,
        start: &'a str,
    ) -> impl Iterator<Item = &'a Called> {
        let team = self.teams.get(home).map_or(&[][..], Vec::as_slice);
        let at = |place: &u32| &self.called[*place as usize];
        let from = team.partition_point(|place| at(place).key.as_str() < start);
        let rest = team[from..].iter().map(at);
        rest.take_while(move |it| it.key.starts_with(start))
    }
}

fn called(file: FileId, path: &Utf8Path, facts: &Facts) -> Vec<Called> {
    let kind = facts.place.kind;
    let one = |name: &SmolStr, is_definition, is_one_of_many| Called {
        key: meeting_key(name),
        name: name.clone(),
        file,
        kind,
        is_definition,
        is_one_of_many,
    };
    match &facts.definition {
        Some(definition) => {
            let are_many = definition.names.len() > 1;
            let names = definition.names.iter();
            names.map(|name| one(name, true, are_many)).collect()
        }
        // Rules and memory files go by their file's name.
        None => path
            .file_stem()
            .map(|stem| one(&SmolStr::from(stem), false, false))
            .into_iter()
            .collect(),
    }
}
