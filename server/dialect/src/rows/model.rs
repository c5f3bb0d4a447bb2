//! Models, and what a model's name amounts to on a given day.

use jiff::civil::Date;
use serde::Deserialize;

use crate::FileKind;

/// A model: an alias or an id.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Model {
    /// What is written.
    pub name: String,
    /// True for a name that stands for another.
    #[serde(default)]
    pub alias: bool,
    /// The id that an alias stands for today.
    pub stands_for: Option<String>,
    /// The kinds of file that take it; empty for all.
    #[serde(default)]
    pub kinds: Vec<FileKind>,
    /// What it is.
    pub doc: String,
    /// When it was or will be retired.
    pub retires: Option<Date>,
    /// When it was deprecated.
    pub deprecated: Option<Date>,
    /// The earliest day of its retirement.
    pub not_before: Option<Date>,
    /// What to write instead.
    pub now: Option<String>,
    /// Where that is from.
    pub source: String,
}

/// Which other model names the program takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelNames {
    pub(crate) accepts: Vec<String>,
    pub(crate) source: String,
}

/// What is known of a model's name.
#[derive(Clone, Copy, Debug)]
pub enum ModelState<'a> {
    /// In service.
    Current(&'a Model),
    /// In service, with an end in sight.
    Deprecated(&'a Model),
    /// Out of service.
    Retired(&'a Model),
    /// Not in the table, but of a form that the program takes.
    Accepted,
    /// Nothing is known of it.
    Unknown,
}

impl Model {
    /// What the model amounts to on the day `today`.
    pub fn state(&self, today: Date) -> ModelState<'_> {
        match (self.retires, self.deprecated) {
            (Some(day), _) if day <= today => ModelState::Retired(self),
            (Some(_), _) => ModelState::Deprecated(self),
            (None, Some(day)) if day <= today => ModelState::Deprecated(self),
            _ => ModelState::Current(self),
        }
    }
}
