//! The model that answers.

use dossier_dialect::{Atom, Dialect, ModelState};
use dossier_workspace::values::{self, is_broken};
use dossier_workspace::{Snapshot, Source};

/// The model that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelInEffect<'a> {
    /// What is written; `None` where nothing is.
    pub written: Option<String>,
    /// The model that it stands for today, or what holds without any, in words.
    pub stands_for: Option<&'a str>,
    /// What is known of it.
    pub service: Service,
}

/// What is known of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// In service, or of a form that the program takes.
    InService,
    /// In service, with an end in sight.
    Deprecated,
    /// Out of service.
    Retired,
    /// Nothing is known of it.
    Unknown,
}

/// The model of a file for a program that has a field for it.
pub(crate) fn of<'a>(
    snapshot: &'a Snapshot,
    source: &Source,
    dialect: &'a Dialect,
) -> Option<ModelInEffect<'a>> {
    let kind = source.place().kind;
    let field = dialect.field_of(kind, Atom::Model)?;
    let front_matter = source.parsed.front_matter.as_ref()?;
    let entry = front_matter.field(&field.name);
    let Some(entry) = entry.filter(|it| !it.value.is_empty()) else {
        return Some(ModelInEffect {
            written: None,
            stands_for: Some(field.default.as_deref()?),
            service: Service::InService,
        });
    };
    let parts = values::parts_of(field, entry, &source.text);
    let part = parts.iter().find(|part| part.atom == Atom::Model)?;
    let written = part.span.of(&source.text).trim();
    if written.is_empty() || is_broken(entry) {
        return None;
    }
    let (row, service) = match dialect.model(written, snapshot.today()) {
        ModelState::Current(row) => (Some(row), Service::InService),
        ModelState::Deprecated(row) => (Some(row), Service::Deprecated),
        ModelState::Retired(row) => (Some(row), Service::Retired),
        ModelState::Accepted => (None, Service::InService),
        ModelState::Unknown => (None, Service::Unknown),
    };
    Some(ModelInEffect {
        written: Some(written.to_owned()),
        stands_for: row.and_then(|row| row.stands_for.as_deref()),
        service,
    })
}
