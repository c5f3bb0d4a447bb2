//! Skills that an agent lists and that are left to the user.

use dossier_dialect::{Atom, Dialect, FileKind};
use dossier_syntax::{Entry, FrontMatter};
use dossier_workspace::{FileId, Snapshot};

use super::{Finding, Findings};

pub(super) fn check(findings: &mut Findings<'_>) {
    let (snapshot, dialect) = (findings.snapshot, findings.dialect());
    if !snapshot.is_complete() {
        return;
    }
    let text = findings.text();
    let skills = findings.parts_that_are(Atom::Skill).into_iter();
    for item in skills.filter(|part| part.field.skips_user_only) {
        let Some(mention) = findings.mention_in_field(item.span) else {
            continue;
        };
        // Of several skills with that name, another one may be meant.
        let targets = snapshot.resolve(findings.source.id, &mention);
        let [target] = targets.as_slice() else {
            continue;
        };
        let Some(skill) = target.indexed() else {
            continue;
        };
        let Some(entry) = skill_left_to_user(snapshot, skill) else {
            continue;
        };
        let message = format!(
            "{} leaves `{}` out: that skill says `{}: true`, so only the user can start it.",
            dialect.title(),
            item.span.of(text),
            entry.name
        );
        let finding = Finding::new("skill-not-preloadable", item.span, message);
        findings.add(finding.related(skill, entry.key, "left to the user here"));
    }
}

/// The field by which a skill says that only the user may start it.
pub(crate) fn skill_left_to_user(snapshot: &Snapshot, skill: FileId) -> Option<Entry> {
    let source = snapshot.source(skill)?;
    if source.place().kind != FileKind::Skill {
        return None;
    }
    let front_matter = source.parsed.front_matter.as_ref()?;
    // The skill may follow another standard than the program that would load it.
    left_to_user(front_matter, snapshot.vocabulary(source.place())).cloned()
}

/// The field that leaves a skill or command to the user, if it says so.
pub(crate) fn left_to_user<'a>(
    front_matter: &'a FrontMatter,
    dialect: &Dialect,
) -> Option<&'a Entry> {
    let mut entries = front_matter.entries.iter();
    entries.find(|entry| {
        let field = dialect.field(FileKind::Skill, &entry.name);
        let says_yes = entry
            .value
            .text()
            .and_then(|written| dialect.boolean(written));
        field.is_some_and(|field| field.user_only) && says_yes == Some(true) && !front_matter.late
    })
}
