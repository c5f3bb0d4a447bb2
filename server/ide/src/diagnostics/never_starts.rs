//! Files that are kept from the model and from the user, so that nobody can start them.

use dossier_syntax::{Entry, FrontMatter};
use dossier_workspace::values::is_broken;

use super::{Finding, Findings};

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let mut by_model = None;
    let mut by_user = None;
    for entry in front_matter.entries.iter().filter(|it| !is_broken(it)) {
        let Some(field) = dialect.field(kind, &entry.name) else {
            continue;
        };
        let says = entry.value.text().and_then(|text| dialect.boolean(text));
        if field.user_only {
            by_model = (says == Some(true)).then_some(entry);
        } else if field.model_only {
            by_user = (says == Some(false)).then_some(entry);
        }
    }
    let Some((by_model, by_user)) = by_model.zip(by_user) else {
        return;
    };
    let line =
        |entry: &Entry| format!("`{}: {}`", entry.name, entry.value.span.of(findings.text()));
    let message = format!(
        "Nobody can start this: {} keeps it from the model, and {} from the user.",
        line(by_model),
        line(by_user)
    );
    let (later, other) = if by_model.key < by_user.key {
        (by_user, by_model)
    } else {
        (by_model, by_user)
    };
    let own = findings.source.id;
    let finding = Finding::new("never-starts", later.key, message);
    findings.add(finding.related(own, other.key, "and this"));
}
