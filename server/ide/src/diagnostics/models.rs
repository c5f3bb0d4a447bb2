//! Models that are unknown or out of service.

use dossier_dialect::{Model, ModelState, Shape, closest};
use dossier_syntax::{FrontMatter, Span};

use super::fields::{first_line, is_broken};
use super::{Finding, Findings, Tag, did_you_mean};
use crate::Fix;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let place = findings.source.place();
    let dialect = findings.dialect();
    let today = findings.snapshot.today();
    for entry in &front_matter.entries {
        let is_model = dialect
            .field(place.kind, &entry.name)
            .is_some_and(|field| field.shape == Shape::Model);
        let is_name = entry.value.text().is_some() && !entry.value.is_empty() && !is_broken(entry);
        if !is_model || !is_name {
            continue;
        }
        let span = first_line(findings.text(), entry.value.inner_span(findings.text()));
        let name = entry.value.text().unwrap_or_default().trim();
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
                findings.add(Finding::new("unknown-model", span, message).fixes(fix));
            }
        }
    }
}

/// The model that takes over. Another model answers otherwise, so somebody should look.
fn successor(model: &Model, span: Span) -> Option<Fix> {
    let now = model.now.as_deref()?;
    Some(Fix::change_to(now, span, false))
}
