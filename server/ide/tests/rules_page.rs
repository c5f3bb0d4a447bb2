//! The page that findings link to explains every rule, and no other.

use std::collections::BTreeSet;

#[test]
fn every_rule_has_its_section() {
    let page = include_str!("../../../docs/rules.md");
    let sections: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    let rules: BTreeSet<&str> = dossier_ide::RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(sections, rules);
    for rule in dossier_ide::RULES {
        let section = page
            .split(&format!("## {}\n", rule.name))
            .nth(1)
            .unwrap_or_default();
        assert!(
            section.trim_start().starts_with(rule.finds),
            "{}: {}",
            rule.name,
            rule.finds
        );
    }
}
