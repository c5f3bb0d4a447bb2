//! `dossier rules` and `dossier explain`.

use serde_json::Value;

use crate::{complained, printed, run};

#[test]
fn the_rules_are_listed_and_narrowed_to_a_category() {
    let all = printed(&run(&["rules"]));
    assert!(
        all.lines().any(|line| line.starts_with("unknown-tool ")),
        "{all}"
    );
    let models = printed(&run(&["rules", "--category", "models", "--format", "json"]));
    let models: Value = serde_json::from_str(&models).expect("one JSON document");
    let rows = models.as_array().expect("a list");
    assert!(rows.iter().any(|row| row["name"] == "retired-model"));
    assert!(rows.iter().all(|row| row["category"] == "models"));
    let other = run(&["rules", "--category", "weather"]);
    assert_eq!(other.status.code(), Some(2));
}

#[test]
fn a_rule_is_explained_by_its_name_in_any_case() {
    let page = printed(&run(&["explain", "Unknown-Tool"]));
    for part in [
        "unknown-tool (error, tools)",
        "Reported:",
        "Fine:",
        "Source:",
        "Off:",
    ] {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    assert!(
        page.lines().all(|line| line.chars().count() <= 120),
        "{page}"
    );
}

#[test]
fn a_rule_that_is_none_is_an_error_that_says_which_was_meant() {
    let answer = run(&["explain", "unknwon-tool"]);
    assert_eq!(answer.status.code(), Some(2));
    let error = complained(&answer);
    assert!(error.contains("Did you mean `unknown-tool`?"), "{error}");
}
