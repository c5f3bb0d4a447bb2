//! The skills that a file lists, and which of them it gets.

use dossier_dialect::{Atom, Dialect};
use dossier_syntax::Mention;
use dossier_workspace::values::{self, is_broken};
use dossier_workspace::{FileId, Snapshot, Source, Target, mentions_by_place};

use crate::diagnostics::skill_left_to_user;

/// A skill that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preloaded {
    /// The field that lists it.
    pub field: String,
    /// Its name, as it is written.
    pub name: String,
    /// What becomes of it.
    pub state: SkillState,
}

/// What becomes of a skill that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkillState {
    /// It is there.
    Found(FileId),
    /// It is there and says by that field that only the user may start it, so it is left out.
    LeftOut(FileId, String),
    /// Nothing of that name was found.
    Missing,
}

/// The skills of a file, in the order of the list.
pub(super) fn of(snapshot: &Snapshot, source: &Source, dialect: &Dialect) -> Vec<Preloaded> {
    let kind = source.place().kind;
    let Some(front_matter) = &source.parsed.front_matter else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mentions = mentions_by_place(source.facts.mentions_in_fields());
    for written in values::fields(dialect, kind, front_matter) {
        let Some(field) = written.field.filter(|_| !is_broken(written.entry)) else {
            continue;
        };
        for part in values::parts_of(field, written.entry, &source.text) {
            if part.atom != Atom::Skill {
                continue;
            }
            // A pattern over names is no name.
            let Some(mention) = mentions.get(&part.span) else {
                continue;
            };
            found.push(Preloaded {
                field: field.name.clone(),
                name: part.span.of(&source.text).to_owned(),
                state: state(snapshot, source, mention, field.skips_user_only),
            });
        }
    }
    found
}

fn state(snapshot: &Snapshot, source: &Source, mention: &Mention, skips: bool) -> SkillState {
    let targets = snapshot.resolve(source.id, mention);
    let Some(skill) = targets.first().and_then(Target::indexed) else {
        return SkillState::Missing;
    };
    // Of several with that name, another one may be meant.
    let left = (skips && targets.len() == 1)
        .then(|| skill_left_to_user(snapshot, skill))
        .flatten();
    match left {
        Some(entry) => SkillState::LeftOut(skill, entry.name.to_string()),
        None => SkillState::Found(skill),
    }
}
