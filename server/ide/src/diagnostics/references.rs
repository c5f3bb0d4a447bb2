//! Names in the front matter that lead nowhere.

use dossier_dialect::{Atom, FileKind, closest};

use super::{Finding, Findings, did_you_mean};
use crate::fixes::named_fixes;

pub(super) fn check(findings: &mut Findings<'_>) {
    let dialect = findings.dialect();
    let snapshot = findings.snapshot;
    if !snapshot.is_complete() {
        return;
    }
    let text = findings.text();
    for part in findings.parts_that_are(Atom::Skill) {
        let name = part.span.of(text);
        let effect = match part.field.drops_unknown {
            true => " and leaves it out",
            false => "",
        };
        let mut mentions = findings.source.facts.mentions.iter();
        let Some(mention) = mentions.find(|mention| mention.span == part.span) else {
            continue;
        };
        let exists = !snapshot.resolve(findings.source.id, mention).is_empty();
        if exists || is_elsewhere(findings, name) {
            continue;
        }
        let index = snapshot.index();
        let skills: Vec<&str> = index
            .of_kind(FileKind::Skill)
            .filter_map(|(_, _, facts)| Some(facts.definition.as_ref()?.name().as_str()))
            .collect();
        let meant = closest(name, skills.iter().copied());
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

/// A skill that may well exist where this workspace can't see it: another plugin's, or one that
/// lies beside a collection that is installed before it is used.
fn is_elsewhere(findings: &Findings<'_>, name: &str) -> bool {
    let place = findings.source.place();
    let index = findings.snapshot.index();
    let own_skills = || {
        index
            .of_kind(FileKind::Skill)
            .any(|(_, _, facts)| facts.place.home == place.home)
    };
    match name.split_once(':') {
        Some((plugin, _)) => place.plugin.as_ref().is_none_or(|own| own.name != plugin),
        None => !place.loaded && !own_skills(),
    }
}
