//! Definitions that give way to another of the same name.

use camino::Utf8Path;
use dossier_dialect::FileKind;
use dossier_syntax::Span;
use dossier_workspace::{Facts, FileId};

use super::{Finding, Findings};
use crate::cursor::line_around;

/// Sources: Claude Code documentation, sub-agents, 2026-10-08, and skills, 2026-09-18.
pub(super) fn check(findings: &mut Findings<'_>) {
    let place = findings.source.place();
    if !place.loaded || !findings.snapshot.is_complete() {
        return;
    }
    match place.kind {
        // A skill is taken before a command.
        FileKind::Command => {
            let twin = twin(findings, FileKind::Skill, |other| {
                other.place.home == place.home
            });
            report(findings, twin, "command", "a skill of that name");
        }
        // The user's own skill is taken before the project's.
        FileKind::Skill if !place.user && place.plugin.is_none() => {
            let twin = twin(findings, FileKind::Skill, |other| other.place.user);
            report(findings, twin, "skill", "your own skill");
        }
        // The project's agent is taken before the user's own.
        FileKind::Agent if place.user => {
            let twin = twin(findings, FileKind::Agent, |other| {
                !other.place.user && other.place.plugin.is_none()
            });
            report(findings, twin, "agent", "the project's agent");
        }
        _ => {}
    }
}

/// A file of `kind` with the very name of the one under check, in the same plugin or in none.
fn twin(
    findings: &Findings<'_>,
    kind: FileKind,
    is_before: impl Fn(&Facts) -> bool,
) -> Option<(FileId, Span)> {
    let own = findings.source.facts.definition.as_ref()?;
    let place = findings.source.place();
    let index = findings.snapshot.index();
    let mut others = index.defining(own.name()).iter().filter_map(|&id| {
        let facts = index.file(id).facts.as_ref()?;
        let definition = facts.definition.as_ref()?;
        let together = id != findings.source.id
            && facts.place.kind == kind
            && facts.place.dialect == place.dialect
            && facts.place.plugin == place.plugin
            && facts.place.loaded
            && definition.name() == own.name()
            && is_before(facts);
        together.then_some((id, definition.name_span))
    });
    others.next()
}

fn report(
    findings: &mut Findings<'_>,
    twin: Option<(FileId, Span)>,
    case: &'static str,
    what: &str,
) {
    let Some((other, other_span)) = twin else {
        return;
    };
    let definition = findings.source.facts.definition.as_ref();
    let named = definition.map(|it| (it.name_span, it.name().clone()));
    let Some((name_span, name)) = named else {
        return;
    };
    let span = if name_span.is_empty() {
        line_around(findings.text(), 0)
    } else {
        name_span
    };
    let index = findings.snapshot.index();
    let path = &index.file(other).path;
    let shown = path
        .strip_prefix(&findings.source.place().home)
        .unwrap_or(path);
    let message = format!(
        "{} uses {what} instead of this `{name}`: `{}`.",
        findings.dialect().title(),
        slashed(shown)
    );
    let finding = Finding::new("shadowed-definition", span, message).case(case);
    findings.add(finding.related(other, other_span, "this one is used"));
}

fn slashed(path: &Utf8Path) -> String {
    path.as_str().replace('\\', "/")
}
