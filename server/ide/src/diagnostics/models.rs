//! Models that are unknown or out of service.

use dossier_dialect::{Atom, Model, ModelState, closest};
use dossier_syntax::Span;

use super::fields::first_line;
use super::{Finding, Findings, Tag, did_you_mean};
use crate::Fix;

pub(super) fn check(findings: &mut Findings<'_>) {
    let place = findings.source.place();
    let dialect = findings.dialect();
    let today = findings.snapshot.today();
    let text = findings.text();
    for part in findings.parts_that_are(Atom::Model) {
        let name = part.span.of(text).trim();
        if name.is_empty() || part.entry.value.is_empty() {
            continue;
        }
        let span = first_line(text, part.span);
        let instead = |now: &Option<String>| match now {
            Some(now) => format!(" Use `{now}`."),
            None => String::new(),
        };
        match dialect.model(name, today) {
            ModelState::Current(_) | ModelState::Accepted => {}
            ModelState::Retired(model) => {
                let day = model
                    .retires
                    .map(|day| format!(" since {day}"))
                    .unwrap_or_default();
                let message = format!("`{name}` is retired{day}.{}", instead(&model.now));
                let fix = successor(model, span);
                let finding = Finding::new("retired-model", span, message);
                findings.add(finding.tag(Tag::Deprecated).fixes(fix));
            }
            ModelState::Deprecated(model) => {
                let day = model
                    .retires
                    .map(|day| format!(" on {day}"))
                    .unwrap_or_default();
                let message = format!("`{name}` will be retired{day}.{}", instead(&model.now));
                let fix = successor(model, span);
                let finding = Finding::new("deprecated-model", span, message);
                findings.add(finding.tag(Tag::Deprecated).fixes(fix));
            }
            ModelState::Unknown => {
                let names = dialect.models(place.kind).map(|model| model.name.as_str());
                let meant = closest(name, names);
                let hint = did_you_mean(meant);
                let message = format!("{} knows no model `{name}`.{hint}", dialect.title());
                let fix = meant.map(|meant| Fix::change_to(meant, span, false));
                let finding = Finding::new("unknown-model", span, message).fixes(fix);
                findings.add(finding.severity(part.field.unknown_value));
            }
        }
    }
}

/// The model that takes over. Another model answers otherwise, so somebody should look.
fn successor(model: &Model, span: Span) -> Option<Fix> {
    let now = model.now.as_deref()?;
    Some(Fix::change_to(now, span, false))
}
