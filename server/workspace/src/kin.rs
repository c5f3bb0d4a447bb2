//! What teams are like as a whole, and who else has a name: found once for all files of a team.

use std::sync::Arc;

use camino::Utf8Path;
use dossier_dialect::{DialectId, FileKind};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::index::meeting_key;
use crate::{Facts, FileId, Index, Snapshot};

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
#[derive(Clone, Debug, Default)]
pub(crate) struct DescribedTeams(FxHashMap<Arc<Utf8Path>, FxHashMap<DialectId, Described>>);

/// What one agent brings to the descriptions of its team: its home, the program that loads it, and
/// the length of its description.
pub(crate) type OwnDescription<'a> = (&'a Utf8Path, DialectId, usize);

/// What a file brings to the descriptions of its team; nothing if it is no agent that is loaded.
pub(crate) fn own_description(facts: &Facts) -> Option<OwnDescription<'_>> {
    let place = &facts.place;
    let is_loaded = place.kind == FileKind::Agent && place.loaded;
    let definition = facts.definition.as_ref();
    let length = definition.map_or(0, |it| it.description_length);
    is_loaded.then_some((&place.home, place.dialect, length))
}

impl DescribedTeams {
    pub(crate) fn of(index: &Index) -> Self {
        let mut teams = Self::default();
        for (id, _, facts) in index.of_kind(FileKind::Agent) {
            if let Some(own) = own_description(facts) {
                teams.add(id, own, index);
            }
        }
        teams
    }

    fn add(&mut self, id: FileId, (home, program, length): OwnDescription<'_>, index: &Index) {
        let own = Described {
            agents: 1,
            characters: length,
            longest: Some((length, id)),
        };
        let team = match self.0.get_mut(home) {
            Some(team) => team,
            None => self.0.entry(home.into()).or_default(),
        };
        team.entry(program).or_default().add(own, index);
    }

    /// The same after one file has changed, so that nobody need look at all of them again. `None`
    /// where that must be done: the one with the longest description has changed, or there are so
    /// many teams that a copy is no gain.
    pub(crate) fn changed(
        &self,
        id: FileId,
        old: Option<OwnDescription<'_>>,
        new: Option<OwnDescription<'_>>,
        index: &Index,
    ) -> Option<Self> {
        const MANY_TEAMS: usize = 256;
        if self.0.len() > MANY_TEAMS {
            return None;
        }
        let mut teams = self.clone();
        if let Some((home, program, length)) = old {
            let described = teams.0.get_mut(home)?.get_mut(&program)?;
            if described.longest.is_some_and(|(_, longest)| longest == id) {
                return None;
            }
            described.agents -= 1;
            described.characters -= length;
        }
        if let Some(new) = new {
            teams.add(id, new, index);
        }
        Some(teams)
    }
}

/// The definitions of a name in each team, by its home, in the order of the index.
pub(crate) type Namesakes = FxHashMap<Arc<Utf8Path>, Arc<[FileId]>>;

impl Snapshot {
    /// The descriptions of the agents that belong to the team and are loaded by the program of the
    /// file `of`. Nothing for one that is no agent file.
    pub fn described(&self, of: FileId) -> Described {
        let mut all = Described::default();
        let Some(own) = &self.index().file(of).facts else {
            return all;
        };
        let teams = &self.index().described().0;
        let programs = teams.get(&*own.place.home).into_iter().flatten();
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
            return known.get(&**home).cloned().unwrap_or_default();
        }
        let mut teams: FxHashMap<Arc<Utf8Path>, Vec<FileId>> = FxHashMap::default();
        for &id in index.defining(name) {
            if let Some(facts) = &index.file(id).facts {
                teams.entry(facts.place.home.clone()).or_default().push(id);
            }
        }
        let teams = teams.into_iter().map(|(home, files)| (home, files.into()));
        let teams: Namesakes = teams.collect();
        let found = teams.get(&**home).cloned().unwrap_or_default();
        asked.insert(key, Arc::new(teams));
        found
    }
}
