//! What teams are like as a whole, and who else has a name: found once for all files of a team.

use std::sync::Arc;

use camino::Utf8PathBuf;
use dossier_dialect::{DialectId, FileKind};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::index::meeting_key;
use crate::{FileId, Index, Snapshot};

/// The descriptions of the agents of a team that a program loads, together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// How many agents there are.
    pub agents: usize,
    /// How long their descriptions are together, in characters.
    pub characters: usize,
    /// The agent with the longest; of equally long ones, the last by its path.
    pub longest: Option<(usize, FileId)>,
}

impl Described {
    fn add(&mut self, other: Self, index: &Index) {
        self.agents += other.agents;
        self.characters += other.characters;
        let rank = |(length, id): (usize, FileId)| (length, &index.file(id).path);
        if self.longest.map(rank) < other.longest.map(rank) {
            self.longest = other.longest;
        }
    }
}

/// The same for each program of each team, by its home.
pub(crate) type DescribedTeams = FxHashMap<Utf8PathBuf, FxHashMap<DialectId, Described>>;

/// The definitions of a name in each team, by its home, in the order of the index.
pub(crate) type Namesakes = FxHashMap<Utf8PathBuf, Arc<[FileId]>>;

impl Snapshot {
    /// The descriptions of the agents that belong to the team and are loaded by the program of the
    /// file `of`. Nothing for one that is no agent file.
    pub fn described(&self, of: FileId) -> Described {
        let mut all = Described::default();
        let Some(own) = &self.index().file(of).facts else {
            return all;
        };
        let teams = self.described_teams().get_or_init(|| {
            let mut teams = DescribedTeams::default();
            let agents = self.index().of_kind(FileKind::Agent);
            for (id, _, facts) in agents.filter(|(.., facts)| facts.place.loaded) {
                let definition = facts.definition.as_ref();
                let length = definition.map_or(0, |it| it.description_length);
                let team = teams.entry(facts.place.home.clone()).or_default();
                let own = Described {
                    agents: 1,
                    characters: length,
                    longest: Some((length, id)),
                };
                let described = team.entry(facts.place.dialect).or_default();
                described.add(own, self.index());
            }
            teams
        });
        let programs = teams.get(&own.place.home).into_iter().flatten();
        for (program, described) in programs {
            if self.dialects().is_same_program(*program, own.place.dialect) {
                all.add(*described, self.index());
            }
        }
        all
    }

    /// The files of the team of `of` that define `name`, itself among them.
    pub fn namesakes(&self, of: FileId, name: &str) -> Arc<[FileId]> {
        let index = self.index();
        let Some(own) = &index.file(of).facts else {
            return Arc::default();
        };
        let home = &own.place.home;
        let asked = self.asked_namesakes();
        let key: SmolStr = meeting_key(name);
        if let Some(known) = asked.get(&key) {
            return known.get(home).cloned().unwrap_or_default();
        }
        let mut teams: FxHashMap<Utf8PathBuf, Vec<FileId>> = FxHashMap::default();
        for &id in index.defining(name) {
            if let Some(facts) = &index.file(id).facts {
                teams.entry(facts.place.home.clone()).or_default().push(id);
            }
        }
        let teams = teams.into_iter().map(|(home, files)| (home, files.into()));
        let teams: Namesakes = teams.collect();
        let found = teams.get(home).cloned().unwrap_or_default();
        asked.insert(key, Arc::new(teams));
        found
    }
}
