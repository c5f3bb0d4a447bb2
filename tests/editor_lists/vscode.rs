//! What the extension for VS Code says about agent files.

use std::collections::BTreeSet;

use dossier_dialect::Dialect;
use dossier_syntax::Format;
use expect_test::expect_file;
use serde_json::Value;

use crate::tables::{
    dialects, expanded, globs_beside_markdown, is_markdown, places, read, with_lines,
};

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).expect("it is JSON")
}

/// The start of the events that are made from places. A folder alone is an event by hand.
const PLACE: &str = "workspaceContains:**/";

/// The events of languages that are made from formats, which have other files too.
const LANGUAGES: [&str; 2] = ["onLanguage:toml", "onLanguage:json"];

/// The events that the tables ask for.
fn events() -> BTreeSet<String> {
    let dialects = dialects();
    let listings = dialects.iter().flat_map(Dialect::listings);
    let listings = listings.flat_map(|row| &row.paths);
    let mut events: BTreeSet<String> = listings
        .map(|place| format!("workspaceContains:{place}"))
        .collect();
    for kind in dialects.iter().flat_map(Dialect::kinds) {
        // What only configures something is no reason to start.
        if !kind.id.is_of_team() {
            continue;
        }
        let places = places(kind).flat_map(|glob| expanded(glob));
        events.extend(places.map(|place| format!("workspaceContains:{place}")));
        // The user's own files lie in no workspace.
        if !kind.config_paths.is_empty() {
            let language = match kind.format {
                Format::Toml => Some(LANGUAGES[0]),
                Format::Json => Some(LANGUAGES[1]),
                Format::Markdown | Format::MarkdownLines => None,
            };
            events.extend(language.map(str::to_owned));
        }
    }
    events
}

#[test]
fn the_extension_starts_for_every_place_of_the_tables() {
    let text = read("editors/vscode/package.json");
    let listed = json("editors/vscode/package.json")["activationEvents"].take();
    let listed: Vec<String> = serde_json::from_value(listed).expect("a list of texts");
    let needed = events();
    let is_made = |event: &str| event.starts_with(PLACE) || LANGUAGES.contains(&event);
    let kept = listed.iter();
    let kept = kept.filter(|event| !is_made(event) || needed.contains(*event));
    let missing = needed.iter().filter(|event| !listed.contains(event));
    let events: Vec<String> = kept
        .chain(missing)
        .map(|event| format!("    \"{event}\""))
        .collect();
    let events = [events.join(",\n")];
    let expected = with_lines(&text, "  \"activationEvents\": [", "  ],", &events);
    expect_file!["../../editors/vscode/package.json"].assert_eq(&expected);
}

#[test]
fn files_that_are_no_markdown_are_sent_if_the_tables_know_their_places() {
    let by_place = globs_beside_markdown(|_| true);
    let dialects = dialects();
    let extensions = dialects.iter().flat_map(Dialect::told_by_shape);
    let by_content = extensions.map(|extension| format!("**/*.{extension}"));
    let by_content = by_content.filter(|glob| !is_markdown(glob)).collect();
    let list = |globs: BTreeSet<String>| {
        let lines = globs.iter().map(|glob| format!("  \"{glob}\",\n"));
        lines.collect::<String>()
    };
    let expected = format!(
        "// Made from grammars/dialects; UPDATE_EXPECT=1 cargo test -p dossier-ls --test editor_lists writes it anew.

/** Where agent files lie that are no Markdown to VS Code: TOML, JSON and others. */
export const byPlace: string[] = [
{}];

/** What is no Markdown to VS Code, and an agent file if what it says makes it one. */
export const byContent: string[] = [
{}];
",
        list(by_place),
        list(by_content),
    );
    expect_file!["../../editors/vscode/src/documents.ts"].assert_eq(&expected);
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
