//! The rules, as reports describe them.

/// Where rules are explained.
const PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/rules.md");

/// A rule, as a report describes it.
pub(super) struct Described {
    /// Its name.
    pub(super) name: &'static str,
    /// What it finds, in a sentence.
    pub(super) finds: &'static str,
    /// The address that explains it.
    pub(super) page: String,
}

/// Every rule, by name.
pub(super) fn described() -> impl Iterator<Item = Described> {
    dossier_ide::RULES.iter().map(|rule| Described {
        name: rule.name,
        finds: rule.finds,
        page: format!("{PAGE}#{}", rule.name),
    })
}

/// True for the name of a rule.
pub(in crate::check) fn is_rule(name: &str) -> bool {
    described().any(|rule| rule.name == name)
}

/// The rule that was meant by a name that is none.
pub(in crate::check) fn suggestion(name: &str) -> Option<&'static str> {
    dossier_dialect::closest(name, described().map(|rule| rule.name))
}
