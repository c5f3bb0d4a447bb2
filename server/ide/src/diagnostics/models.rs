//! Models that are unknown or out of service.

use dossier_dialect::{ModelState, Severity, Shape, closest};
use dossier_syntax::FrontMatter;

use super::fields::is_broken;
use super::{Findings, Tag};

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
        let span = entry.value.inner_span(findings.text());
        let name = span.of(findings.text());
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
                findings.add_tagged(
                    "retired-model",
                    Severity::Warning,
                    span,
                    message,
                    Tag::Deprecated,
                );
            }
            ModelState::Deprecated(model) => {
                let day = model
                    .retires
                    .map(|day| format!(" on {day}"))
                    .unwrap_or_default();
                let message = format!("`{name}` will be retired{day}.{}", instead(&model.now));
                findings.add_tagged(
                    "deprecated-model",
                    Severity::Information,
                    span,
                    message,
                    Tag::Deprecated,
                );
            }
            ModelState::Unknown => {
                let names = dialect.models(place.kind).map(|model| model.name.as_str());
                let hint = match closest(name, names) {
                    Some(meant) => format!(" Did you mean `{meant}`?"),
                    None => String::new(),
                };
                let message = format!("{} knows no model `{name}`.{hint}", dialect.title());
                findings.add("unknown-model", Severity::Warning, span, message);
            }
        }
    }
}
