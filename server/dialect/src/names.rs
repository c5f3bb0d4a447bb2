//! What a model's name amounts to on a given day.

use jiff::civil::Date;

use crate::Model;

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
