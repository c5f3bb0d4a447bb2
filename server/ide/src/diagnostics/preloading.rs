//! Skills that an agent lists and that are left to the user.

use dossier_dialect::{Dialect, FileKind, Shape};
use dossier_syntax::{Entry, FrontMatter};
use dossier_workspace::{FileId, Snapshot, TargetFile};

use super::{Finding, Findings};

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (snapshot, dialect) = (findings.snapshot, findings.dialect());
    let kind = findings.source.place().kind;
    if kind != FileKind::Agent || !snapshot.is_complete() {
        return;
    }
    let fields = front_matter.entries.iter().filter(|entry| {
        let field = dialect.field(kind, &entry.name);
        field.is_some_and(|field| field.shape == Shape::Skills)
    });
    let items: Vec<_> = fields
        .flat_map(|entry| entry.value.items(findings.text(), false))
        .collect();
    for item in items {
        let mut mentions = findings.source.facts.mentions.iter();
        let Some(mention) = mentions.find(|mention| mention.span == item.span) else {
            continue;
        };
        // Of several skills with that name, another one may be meant.
        let targets = snapshot.resolve(findings.source.id, mention);
        let [target] = targets.as_slice() else {
            continue;
        };
        let TargetFile::Indexed(skill) = target.file else {
            continue;
        };
        let Some(entry) = skill_left_to_user(snapshot, skill) else {
            continue;
        };
        let message = format!(
            "{} leaves `{}` out: that skill says `{}: true`, so only the user can start it.",
            dialect.title(),
            item.span.of(findings.text()),
            entry.name
        );
        let finding = Finding::new("skill-not-preloadable", item.span, message);
        findings.add(finding.related(skill, entry.key, "left to the user here"));
    }
}

fn skill_left_to_user(snapshot: &Snapshot, skill: FileId) -> Option<Entry> {
    let source = snapshot.source(skill)?;
    if source.place().kind != FileKind::Skill {
        return None;
    }
    let front_matter = source.parsed.front_matter.as_ref()?;
    // The skill may follow another standard than the program that would load it.
    left_to_user(front_matter, snapshot.vocabulary(source.place())).cloned()
}

/// The field that leaves a skill or command to the user, if it says so.
pub(super) fn left_to_user<'a>(
    front_matter: &'a FrontMatter,
    dialect: &Dialect,
) -> Option<&'a Entry> {
    const TRUE: [&str; 4] = ["true", "yes", "on", "1"];
    let mut entries = front_matter.entries.iter();
    entries.find(|entry| {
        let field = dialect.field(FileKind::Skill, &entry.name);
        let written = entry.value.text().map(str::to_ascii_lowercase);
        field.is_some_and(|field| field.user_only)
            && written.is_some_and(|written| TRUE.contains(&written.as_str()))
            && !front_matter.late
    })
}
