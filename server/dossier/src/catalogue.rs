//! The rules, for commands that need no workspace.

use std::sync::LazyLock;

use dossier_dialect::{Rule, Rules, closest};

/// Where rules are explained.
const PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/rules.md");

/// Every rule.
pub(crate) fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> =
        LazyLock::new(|| Rules::builtin().expect("a test reads the same table"));
    &RULES
}

/// The address that explains a rule.
pub(crate) fn page(rule: &str) -> String {
    format!("{PAGE}#{rule}")
}

/// The rule that was meant by a name that is none.
pub(crate) fn suggestion(name: &str) -> Option<&'static Rule> {
    let meant = closest(name, rules().iter().map(|rule| rule.name.as_str()))?;
    rules().get(meant)
}
