//! What the extension for VS Code says about agent files.

use std::collections::BTreeSet;

use expect_test::expect_file;
use serde_json::Value;

use crate::tables::{dialects, read};

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).expect("it is JSON")
}

#[test]
fn the_extension_starts_for_every_place_of_the_tables() {
    let text = read("editors/vscode/package.json");
    let event = |place: &String| format!("    \"workspaceContains:{place}\"");
    let is_event = |line: &str| line.starts_with("    \"workspaceContains:");
    let dialects = dialects();
    let kinds = dialects.iter().flat_map(dossier_dialect::Dialect::kinds);
    // What only configures something is no reason to start.
    let kinds = kinds.filter(|kind| kind.id.is_of_team());
    let places: BTreeSet<&String> = kinds.flat_map(|kind| &kind.paths).collect();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let known = |event: &str| {
        let mut lines = text.lines();
        lines.any(|line| line.trim_end_matches(',') == event)
    };
    let missing = places.into_iter().map(event).filter(|it| !known(it));
    let last = lines.iter().rposition(|line| is_event(line));
    let at = last.expect("there are events") + 1;
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        lines[at - 1] += ",";
        lines.splice(at..at, [missing.join(",\n")]);
    }
    expect_file!["../../editors/vscode/package.json"].assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn every_type_of_token_has_a_scope() {
    let page = read("docs/semantic-tokens.md");
    let types: Vec<&str> = page
        .lines()
        .skip_while(|line| !line.starts_with("| in the file"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| line.split('`').nth(1))
        .collect();
    assert!(types.len() > 4, "{types:?}");
    let manifest = json("editors/vscode/package.json");
    let rows = manifest["contributes"]["semanticTokenScopes"]
        .as_array()
        .expect("a list");
    for language in ["markdown", "chatagent", "skill", "prompt", "instructions"] {
        let row = rows.iter().find(|row| row["language"] == language);
        let row = row.expect(language);
        for kind in &types {
            assert!(row["scopes"].get(kind).is_some(), "{language}: {kind}");
        }
    }
}
