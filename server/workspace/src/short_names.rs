//! Names that a text shortens: `tech-lead` for the `tech-lead-orchestrator`, `CEO` in a column of
//! advisors.
//!
//! A text that speaks of somebody by the whole name may go on with a part of it. Where a table or
//! list says that its members are agents, a part that only one of the team has is enough.

use std::sync::Arc;

use camino::Utf8Path;
use dossier_syntax::{Form, Mention, Wants, name_key};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::index::meeting_key;
use crate::resolve::nearness;
use crate::{Definition, Facts, FileId, Index, Snapshot};

/// What parts of names stand for; `None` for a part of several.
pub(crate) type ShortNames = FxHashMap<SmolStr, Option<FileId>>;

/// The same for each team, by its home.
pub(crate) type TeamShortNames = FxHashMap<Arc<Utf8Path>, ShortNames>;

/// What is known of a part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Short {
    /// Its text has the whole name too.
    pub(crate) in_text: bool,
    /// It is a part of nobody else's name in the team.
    pub(crate) is_alone: bool,
}

/// The parts of a name that it may be shortened to, as keys: what it starts with, what it ends
/// with, and each of its words.
fn short_keys(name: &str) -> Vec<SmolStr> {
    const MOST_WORDS: usize = 8;
    let key = meeting_key(name);
    let words: Vec<&str> = key.split('-').filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return found;
    }
    for cut in 1..words.len() {
        found.push(SmolStr::from(words[..cut].join("-")));
        found.push(SmolStr::from(words[cut..].join("-")));
    }
    found.extend(words.iter().map(|word| SmolStr::from(*word)));
    found.retain(|short| short.len() > 1);
    found.sort_unstable();
    found.dedup();
    found
}

/// Every key that a mention of `definition` may have: its names, what they may be shortened to (of
/// `a-b`, `a:b` has the key `b`), and the names with a folder's before them.
pub fn ways_to_call(definition: &Definition) -> Vec<SmolStr> {
    let mut ways = Vec::new();
    for name in &definition.names {
        ways.push(meeting_key(name));
        ways.push(name_key(&name.replace(':', "-")));
        ways.append(&mut short_keys(name));
        let folders = definition.qualifiers.iter();
        ways.extend(folders.map(|folder| meeting_key(&format!("{folder}-{name}"))));
    }
    ways.sort_unstable();
    ways.dedup();
    ways
}

/// Whether a name may be shortened to `key`: whether its words begin or end so, or are that among
/// others.
pub(crate) fn may_be_short_for(key: &str, name: &str) -> bool {
    let name = meeting_key(name);
    let mut places = name.match_indices(key);
    name.len() > key.len()
        && places.any(|(at, _)| {
            let (before, after) = (&name[..at], &name[at + key.len()..]);
            (before.is_empty() || before.ends_with('-'))
                && (after.is_empty() || after.starts_with('-'))
        })
}

/// Notes what `name` may be shortened to.
fn add(names: &mut ShortNames, name: &str, id: FileId) {
    for short in short_keys(name) {
        names
            .entry(short)
            .and_modify(|known| *known = known.filter(|known| *known == id))
            .or_insert(Some(id));
    }
}

/// What the parts of names stand for in each team.
pub(crate) fn of_teams(index: &Index) -> TeamShortNames {
    let mut teams = TeamShortNames::default();
    for (id, _, facts) in index.files() {
        if let Some(definition) = &facts.definition {
            let team = teams.entry(facts.place.home.clone()).or_default();
            for name in &definition.names {
                add(team, name, id);
            }
        }
    }
    teams
}

impl Snapshot {
    /// What `mention`, whose name nobody has, is short for.
    pub(crate) fn short_for(&self, from: FileId, mention: &Mention) -> Option<(FileId, Short)> {
        if mention.wants == Wants::File || mention.name.contains(':') || is_for_programs(mention) {
            return None;
        }
        let facts = self.index().file(from).said()?;
        let key = meeting_key(mention.name);
        if let Some(known) = self.short_names(from, facts).get(&key) {
            let id = known.filter(|_| !self.is_in_whole(facts, mention))?;
            let home = &self.index().file(id).facts.as_ref()?.place.home;
            let team = self.index().short_names_of(home);
            let known = team.and_then(|team| team.get(&key));
            let short = Short {
                in_text: true,
                is_alone: known.is_none_or(Option::is_some),
            };
            return Some((id, short));
        }
        let group = facts.in_body.groups.get(mention.group?)?;
        let announced = group.announced.is_some() && mention.site.is_structural();
        let team = announced.then(|| self.index().short_names_of(&facts.place.home))??;
        let id = (*team.get(&key)?)?;
        let short = Short {
            in_text: false,
            is_alone: true,
        };
        (!self.is_in_whole(facts, mention)).then_some((id, short))
    }

    /// `Data Consolidation` is no part of a name where the whole of it stands.
    fn is_in_whole(&self, facts: &Facts, mention: &Mention) -> bool {
        /// No name that anybody has starts so many bytes before a part of it.
        const FARTHEST: u32 = 80;
        let start = mention.span.start;
        let near = facts
            .in_body
            .mentions
            .starting_at(start.saturating_sub(FARTHEST));
        let near = near.take_while(|it| it.span.start <= start);
        let is_part =
            |whole: &Mention| whole.span.contains(mention.span) && whole.span != mention.span;
        let mut wholes = near.filter(is_part);
        wholes.any(|it| !self.index().defining(it.name).is_empty())
    }

    /// What a text may shorten, because it also has the whole names of its team.
    fn short_names(&self, from: FileId, facts: &Facts) -> Arc<ShortNames> {
        let asked = self.asked_short_names();
        if let Some(known) = asked.get(&from) {
            return known.clone();
        }
        let index = self.index();
        let path = &index.file(from).path;
        let mut names = ShortNames::default();
        let whole = facts.mentions();
        let whole = whole.filter(|it| it.wants != Wants::File && it.name.contains(['-', ' ', '_']));
        for mention in whole {
            for &id in index.defining(mention.name) {
                let to = index.file(id);
                let near = to.facts.as_ref().is_some_and(|to_facts| {
                    nearness(path, Some(facts), &to.path, to_facts).is_near()
                });
                if near {
                    add(&mut names, mention.name, id);
                }
            }
        }
        let names = Arc::new(names);
        asked.insert(from, names.clone());
        names
    }
}

/// Nobody shortens a name that a program reads.
fn is_for_programs(mention: &Mention) -> bool {
    matches!(
        mention.form,
        Form::Field | Form::Key | Form::Call | Form::Slash | Form::SlashCode
    )
}
