//! What the extension for VS Code says about agent files, held against the tables.

use std::collections::BTreeSet;
use std::path::Path;

use dossier_dialect::{Atom, Dialects};
use expect_test::expect_file;
use serde_json::Value;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path);
    std::fs::read_to_string(&path).expect("the file is there")
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).expect("it is JSON")
}

fn dialects() -> Dialects {
    Dialects::builtin().expect("the tables are tested elsewhere")
}

/// Run with `UPDATE_EXPECT=1`, this adds what is missing.
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
    expect_file!["../editors/vscode/package.json"].assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn lists_of_tools_have_their_colours_from_the_start() {
    let grammar = json("grammars/textmate/agent.tmLanguage.json");
    let begin = grammar["repository"]["tools"]["begin"]
        .as_str()
        .expect("a pattern");
    // `(?<=^tools:|^allowed-tools:)\s`
    let names: Vec<&str> = begin
        .split(['(', '|', ')'])
        .filter_map(|part| part.rsplit('^').next()?.strip_suffix(':'))
        .collect();
    assert!(names.len() > 1, "{begin}");
    for dialect in dialects().iter() {
        // In other formats they are texts in quotes.
        for kind in dialect
            .kinds()
            .iter()
            .filter(|kind| kind.format.is_fenced())
        {
            let lists = dialect
                .fields(kind.id)
                .filter(|field| field.shape.holds(Atom::Tool));
            for field in lists {
                assert!(
                    names.contains(&field.name.as_str()),
                    "the grammar lacks {}",
                    field.name
                );
            }
        }
    }
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
