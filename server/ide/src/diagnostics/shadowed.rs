//! Definitions that give way to another of the same name.

use dossier_dialect::{FileKind, Scope, Severity, Shadowing};
use dossier_syntax::Span;
use dossier_workspace::{Facts, FileId, Place};

use super::{Finding, Findings};
use crate::cursor::line_around;

pub(super) fn check(findings: &mut Findings<'_>) {
    let place = findings.source.place();
    if !place.loaded || !findings.snapshot.is_complete() {
        return;
    }
    for row in findings.dialect().shadowing() {
        if row.kind == place.kind && lies_in(row.scope, place, place) {
            let twin = twin(findings, row.by, |other| {
                lies_in(row.by_scope, &other.place, place)
            });
            report(findings, twin, row);
        }
    }
}

/// True for a definition at `other` that lies where `scope` says, seen from `own`.
fn lies_in(scope: Scope, other: &Place, own: &Place) -> bool {
    match scope {
        Scope::Any => true,
        Scope::SameTeam => other.home == own.home,
        Scope::Project => !other.user && other.plugin.is_none(),
        Scope::User => other.user,
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
    let dialects = findings.snapshot.dialects();
    let mut others = index.defining(own.name()).iter().filter_map(|&id| {
        let facts = index.file(id).facts.as_ref()?;
        let definition = facts.definition.as_ref()?;
        // An entry adds to what a file of its name says.
        let is_file = index.file(id).entry.is_none();
        let together = is_file
            && id != findings.source.id
            && facts.place.kind == kind
            && dialects.is_same_program(facts.place.dialect, place.dialect)
            && facts.place.plugin == place.plugin
            && facts.place.loaded
            && definition.name() == own.name()
            && is_before(facts);
        together.then_some((id, definition.name_span))
    });
    others.next()
}

fn report(findings: &mut Findings<'_>, twin: Option<(FileId, Span)>, row: &Shadowing) {
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
    let shown = findings.source.place().shown(&index.file(other).path);
    let in_plugin = findings.source.place().plugin.is_some();
    let (message, why) = match row.plugin_says.as_ref().filter(|_| in_plugin) {
        Some(says) => {
            let kind = row.by;
            let message = format!("This plugin has a {kind} `{name}` too: `{shown}`. {says}");
            (message, "the other one")
        }
        None => {
            let message = format!(
                "{} uses {} instead of this `{name}`: `{shown}`.",
                findings.dialect().title(),
                row.says,
            );
            (message, "this one is used")
        }
    };
    // Where both say the same, it matters to nobody which is taken.
    let severity = match says_the_same(findings, other) {
        true => row.severity.min(Severity::Hint),
        false => row.severity,
    };
    let finding = Finding::new("shadowed-definition", span, message).severity(severity);
    findings.add(finding.related(other, other_span, why));
}

/// True if both have a body, and the same.
fn says_the_same(findings: &Findings<'_>, other: FileId) -> bool {
    let Some(other) = findings.snapshot.source(other) else {
        return false;
    };
    let body = findings.source.parsed.body.of(findings.text());
    let body = body.trim();
    !body.is_empty() && other.parsed.body.of(&other.text).trim() == body
}
