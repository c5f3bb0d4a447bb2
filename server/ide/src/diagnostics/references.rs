//! Names in the front matter that lead nowhere.

use dossier_dialect::{Atom, FileKind, closest};
use dossier_workspace::{FileId, Meaning, Target};

use super::{Finding, Findings, did_you_mean};
use crate::fixes::named_fixes;

pub(super) fn check(findings: &mut Findings<'_>) {
    let dialect = findings.dialect();
    let snapshot = findings.snapshot;
    if !snapshot.is_complete() {
        return;
    }
    let text = findings.text();
    let mut skills: Option<Vec<&str>> = None;
    for part in findings.parts_that_are(Atom::Skill) {
        let name = part.span.of(text);
        let effect = match part.field.drops_unknown {
            true => " and leaves it out",
            false => "",
        };
        let Some(mention) = findings.mention_in_field(part.span) else {
            continue;
        };
        let targets = snapshot.resolve(findings.source.id, &mention);
        let exists = targets.iter().any(|target| is_found(findings, target));
        let is_hidden = || snapshot.may_be_hidden(name, &[FileKind::Skill, FileKind::Command]);
        if exists || is_elsewhere(findings, name) || is_hidden() {
            continue;
        }
        let skills = skills.get_or_insert_with(|| skills_in_reach(findings));
        let may_guess = findings.guesses.may_look_at(skills.len());
        let meant = may_guess
            .then(|| closest(name, skills.iter().copied()))
            .flatten();
        let hint = did_you_mean(meant);
        let message = format!("{} finds no skill `{name}`{effect}.{hint}", dialect.title());
        let fixes = named_fixes(
            snapshot,
            findings.source.id,
            part.span,
            name,
            FileKind::Skill,
            meant,
        );
        findings.add(Finding::new("unknown-skill", part.span, message).fixes(fixes));
    }
}

/// The names of all skills that the program of this file may find.
fn skills_in_reach<'a>(findings: &Findings<'a>) -> Vec<&'a str> {
    let skills = findings.snapshot.index().of_kind(FileKind::Skill);
    let mut names: Vec<&str> = skills
        .filter(|(id, ..)| is_in_reach(findings, *id))
        .filter_map(|(_, _, facts)| Some(facts.definition.as_ref()?.name().as_str()))
        .collect();
    // Of several that are as near, the same is meant each time.
    names.sort_unstable();
    names
}

fn is_found(findings: &Findings<'_>, target: &Target<'_>) -> bool {
    match target.is {
        Meaning::Indexed(id, _) => is_in_reach(findings, id),
        _ => true,
    }
}

/// False for a file in which the program of this one doesn't look, since it lies a folder too deep or
/// in none of its own.
fn is_in_reach(findings: &Findings<'_>, id: FileId) -> bool {
    let snapshot = findings.snapshot;
    let file = snapshot.index().file(id);
    let Some(facts) = &file.facts else {
        return true;
    };
    let places = snapshot.places();
    let out_of_reach = places
        .too_deep(&file.path, &facts.place)
        .or_else(|| places.without_folder(&file.path, &facts.place));
    let own = findings.source.place().dialect;
    out_of_reach.is_none_or(|(program, _)| !snapshot.dialects().is_same_program(program, own))
}

/// A skill that may well exist where this workspace can't see it: another plugin's, or one that
/// lies beside a collection that is installed before it is used.
fn is_elsewhere(findings: &Findings<'_>, name: &str) -> bool {
    let place = findings.source.place();
    let index = findings.snapshot.index();
    let own_skills = || {
        index
            .of_kind(FileKind::Skill)
            .any(|(_, _, facts)| facts.place.is_of_team_with(place))
    };
    match name.split_once(':') {
        Some((plugin, _)) => place.plugin.as_ref().is_none_or(|own| own.name != plugin),
        None => !place.loaded && !own_skills(),
    }
}
