//! What the others are that a possible name stands with.
//!
//! In a list, a column, a row or a chain, most of whose members are agents, another member that
//! is called like one is one too. A word that stands among words which name nobody is none.

use dossier_dialect::FileKind;
use dossier_syntax::{Form, GroupId, GroupKind, Mention, Wants};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::index::meeting_key;
use crate::{Definition, Facts, FileId, Snapshot};

/// What the members of a group are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Company {
    pub(crate) kind: GroupKind,
    pub(crate) size: usize,
    pub(crate) announced: Option<Wants>,
    /// Members that name somebody near by.
    pub(crate) naming: usize,
    /// Different agents among these, and different skills and commands.
    agents: usize,
    skills: usize,
}

impl Company {
    /// True where the others speak for a member being a definition of `kind`.
    pub(crate) fn speaks_for(&self, kind: FileKind) -> bool {
        let (own, wants) = match kind {
            FileKind::Agent => (self.agents, Wants::Agent),
            _ => (self.skills, Wants::Skill),
        };
        let announced = self.announced == Some(wants);
        let enough = match self.kind {
            GroupKind::List | GroupKind::Column if announced => self.naming * 4 >= self.size,
            GroupKind::List | GroupKind::Column => self.naming * 3 >= self.size,
            GroupKind::Row | GroupKind::Chain | GroupKind::Call => self.is_mostly_named(),
        };
        enough && (own >= 2 || announced && own == self.size)
    }

    /// The same for one that has only a part of a definition's name.
    pub(crate) fn speaks_for_short(&self, kind: FileKind) -> bool {
        let own = match kind {
            FileKind::Agent => self.agents,
            _ => self.skills,
        };
        own >= 3 && self.naming * 3 >= self.size * 2
    }

    /// True where half of the members name somebody.
    pub(crate) fn is_mostly_named(&self) -> bool {
        self.naming * 2 >= self.size
    }
}

impl Snapshot {
    /// What the members of a group in the file `from` are.
    pub(crate) fn company(&self, from: FileId, facts: &Facts, id: GroupId) -> Option<Company> {
        let known = self.companies();
        if let Some(company) = known.get(&(from, id)) {
            return Some(*company);
        }
        let group = facts.groups.get(id.index())?;
        let mut company = Company {
            kind: group.kind,
            size: usize::from(group.size),
            announced: group.announced,
            naming: 0,
            agents: 0,
            skills: 0,
        };
        let mut seen: FxHashSet<SmolStr> = FxHashSet::default();
        for member in facts.members(id) {
            let (agent, skill) = self.names_near(from, member);
            company.naming += usize::from(agent || skill);
            if (agent || skill) && seen.insert(meeting_key(&member.name)) {
                company.agents += usize::from(agent);
                company.skills += usize::from(skill);
            }
        }
        known.insert((from, id), company);
        Some(company)
    }

    /// Whether a mention is written like the name of an agent of its own team, and like that of a
    /// skill or command.
    fn names_near(&self, from: FileId, mention: &Mention) -> (bool, bool) {
        let lexicon = self.dialects().lexicon();
        let mut found = (false, false);
        for (_, facts, _, candidate) in self.candidates(from, mention, &mention.name) {
            // `Builder` is somebody, `Plan` and `Security` are things as well.
            let is_title = mention.form == Form::Title;
            let is_doer = || lexicon.is_doer(&mention.name);
            let titled = is_title && (mention.name.contains(' ') || is_doer());
            let stands_out = is_title || matches!(mention.form, Form::Code | Form::Bold);
            let written = candidate.exact || titled || candidate.is_short && stands_out;
            match facts.place.kind {
                FileKind::Agent => found.0 |= candidate.near && written,
                FileKind::Skill | FileKind::Command => {
                    let written = candidate.exact || candidate.is_short && stands_out;
                    found.1 |= candidate.near && written;
                }
                _ => {}
            }
        }
        found
    }

    /// True where `mention` is an argument of something that takes what `definition` is: a command
    /// of this team, or the folder that qualifies the name.
    pub(crate) fn is_called_with(
        &self,
        from: FileId,
        facts: &Facts,
        mention: &Mention,
        definition: &Definition,
    ) -> bool {
        let command = mention.group.and_then(|id| facts.members(id).next());
        command.is_some_and(|command| {
            let mut folders = definition.qualifiers.iter();
            self.names_near(from, command).1 || folders.any(|folder| *folder == command.name)
        })
    }

    /// True for a definition that its team writes as a name: in backticks, bold, for a program, or
    /// with a word that says what it is.
    pub(crate) fn is_named_by_its_team(&self, id: FileId, definition: &Definition) -> bool {
        /// A team has a habit or it hasn't; so many files show it.
        const MOST_FILES: usize = 64;
        let known = self.habits();
        if let Some(is_named) = known.get(&id) {
            return *is_named;
        }
        let index = self.index();
        let home = index.file(id).facts.as_ref().map(|facts| &facts.place.home);
        let key = meeting_key(definition.name());
        let files = index.mentioning(definition.name()).iter().take(MOST_FILES);
        let mut others = files
            .filter(|file| **file != id)
            .filter_map(|file| index.file(*file).said())
            .filter(|facts| Some(&facts.place.home) == home)
            .flat_map(|facts| facts.mentions.iter());
        let is_named = others.any(|it| {
            let is_plain = matches!(it.form, Form::Plain | Form::Title | Form::Quoted);
            (!is_plain || it.cue == dossier_syntax::Cue::Noun)
                && it.wants != Wants::File
                && meeting_key(&it.name) == key
        });
        known.insert(id, is_named);
        is_named
    }
}
