//! What the others are that a possible name stands with.
//!
//! In a list, a column, a row or a chain, most of whose members are agents, another member that
//! is called like one is one too. A word that stands among words which name nobody is none.

use dossier_dialect::FileKind;
use dossier_syntax::{CompanyTable, Form, GroupId, GroupKind, Mention, Wants};
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
    table: CompanyTable,
}

impl Company {
    /// True where the others speak for a member being a definition of `kind`.
    pub(crate) fn speaks_for(&self, kind: FileKind) -> bool {
        let wants = match kind {
            FileKind::Agent => Wants::Agent,
            _ => Wants::Skill,
        };
        let announced = self.announced == Some(wants);
        let share = match self.kind {
            GroupKind::List | GroupKind::Column if announced => self.table.announced_list,
            GroupKind::List | GroupKind::Column => self.table.list,
            GroupKind::Row | GroupKind::Chain | GroupKind::Call => self.table.row,
        };
        let own = self.own(kind);
        share.has(self.naming, self.size) && (own >= share.least || announced && own == self.size)
    }

    /// The same for a plain word, which may be what anybody does.
    pub(crate) fn speaks_for_word(&self, kind: FileKind) -> bool {
        let parts = self.table.parts;
        let share = match self.kind {
            GroupKind::Chain => self.table.row,
            _ => parts,
        };
        let is_enough = self.own(kind) >= parts.least && share.has(self.naming, self.size);
        self.speaks_for(kind) && (self.announced.is_some() || is_enough)
    }

    /// The same for one that has only a part of a definition's name.
    pub(crate) fn speaks_for_short(&self, kind: FileKind) -> bool {
        let share = self.table.parts;
        // A skill is about something, which a part of its name says as well.
        let is_said = kind == FileKind::Agent || self.announced.is_some();
        is_said && self.own(kind) >= share.least && share.has(self.naming, self.size)
    }

    /// How many different ones of that kind are among the members.
    fn own(&self, kind: FileKind) -> usize {
        match kind {
            FileKind::Agent => self.agents,
            _ => self.skills,
        }
    }

    /// True where enough members of a row name somebody, so that it is none of words.
    pub(crate) fn is_mostly_named(&self) -> bool {
        self.table.row.has(self.naming, self.size)
    }
}

/// How a team writes a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Habit {
    /// So that it stands out.
    Marked,
    /// So that it can be nothing else.
    Called,
}

impl Snapshot {
    /// What the members of a group in the file `from` are.
    pub(crate) fn company(&self, from: FileId, facts: &Facts, id: GroupId) -> Option<Company> {
        let known = self.companies();
        if let Some(company) = known.get(&(from, id)) {
            return Some(*company);
        }
        let group = facts.in_body.groups.get(id)?;
        let mut company = Company {
            kind: group.kind,
            size: usize::from(group.size),
            announced: group.announced,
            naming: 0,
            agents: 0,
            skills: 0,
            table: *self.dialects().lexicon().company(),
        };
        let mut seen: FxHashSet<SmolStr> = FxHashSet::default();
        for member in facts.members(id) {
            let (agent, skill) = self.names_near(from, &member);
            company.naming += usize::from(agent || skill);
            if (agent || skill) && seen.insert(meeting_key(member.name)) {
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
        for (_, facts, _, candidate) in self.candidates(from, mention, mention.name) {
            // `Builder` is somebody, `Plan` and `Security` are things as well.
            let is_title = mention.form == Form::Title;
            let is_doer = || lexicon.is_doer(mention.name);
            let titled = is_title && (mention.name.contains(' ') || is_doer());
            let stands_out = is_title || matches!(mention.form, Form::Code | Form::Bold);
            let written = candidate.exact || titled || candidate.short.is_some() && stands_out;
            match facts.place.kind {
                FileKind::Agent => found.0 |= candidate.near && written,
                FileKind::Skill | FileKind::Command => {
                    let written = candidate.exact || candidate.short.is_some() && stands_out;
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
        kind: FileKind,
    ) -> bool {
        let command = mention.group.and_then(|id| facts.members(id).next());
        // `/board setup` does something of its own, whatever else is called so.
        let is_something = || kind == FileKind::Agent || mention.name.contains('-');
        command.is_some_and(|command| {
            let mut folders = definition.qualifiers.iter();
            is_something() && self.names_near(from, &command).1
                || folders.any(|folder| folder == command.name)
        })
    }

    /// True for a definition that its team writes as a name: in backticks, bold, for a program, or
    /// with a word that says what it is.
    pub(crate) fn is_named_by_its_team(&self, id: FileId, definition: &Definition) -> bool {
        self.has_habit(id, definition, Habit::Marked)
    }

    /// The same for one that its team calls by its name in a way that no other word is written in:
    /// for a program, or with a word that says what it is.
    pub(crate) fn is_called_by_its_team(&self, id: FileId, definition: &Definition) -> bool {
        self.has_habit(id, definition, Habit::Called)
    }

    fn has_habit(&self, id: FileId, definition: &Definition, habit: Habit) -> bool {
        /// A team has a habit or it hasn't; so many files show it.
        const MOST_FILES: usize = 1024;
        let known = self.habits();
        if let Some(is_named) = known.get(&(id, habit)) {
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
            .flat_map(|facts| facts.mentions());
        let is_named = others.any(|it| {
            let is_plain = matches!(it.form, Form::Plain | Form::Title | Form::Quoted);
            let is_marked = matches!(it.form, Form::Code | Form::Bold);
            let shows = match habit {
                Habit::Marked => !is_plain,
                Habit::Called => !is_plain && !is_marked,
            };
            (shows || it.cue == dossier_syntax::Cue::Noun)
                && it.wants != Wants::File
                && it.name.len() >= key.len()
                && meeting_key(it.name) == key
        });
        known.insert((id, habit), is_named);
        is_named
    }
}
