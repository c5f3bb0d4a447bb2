//! What is said where the user says which programs the team has.

use expect_test::expect;

use super::*;

fn found_with(readers: &str, path: &str) -> String {
    found(&format!(
        "//- {path}\n---\nname: main\ndescription: Works.\ntools: Raed\n---\nGo.\n\
         //- /w/dossier.toml\nreaders = [{readers}]\n"
    ))
}

#[test]
fn files_that_only_others_read_are_left_alone() {
    let path = "/w/.claude/agents/main.md";
    assert_ne!(found_with("", path), "");
    assert_ne!(found_with("\"Claude Code\"", path), "");
    // A slip of the hand, of which `dossier.toml` has a warning, takes nothing away.
    assert_ne!(found_with("\"claude-cod\"", path), "");
    assert_eq!(found_with("\"openai-codex\"", path), "");
    assert_eq!(found_with("\"claude-code\"", "/w/.kiro/agents/main.md"), "");
}

#[test]
fn a_file_that_several_read_hears_of_those_that_the_team_has() {
    let path = "/w/.claude/agents/main.md";
    let own = expect![[r#"
        Error unknown-tool "Raed"
    "#]];
    own.assert_eq(&found_with("\"claude-code\"", path));
    own.assert_eq(&found_with("\"claude-code\", \"cursor\"", path));
    // It gives an agent all tools, whatever the file says of them.
    expect![[r#"
        Hint unknown-field "tools"
    "#]]
    .assert_eq(&found_with("\"cursor\"", path));
}

#[test]
fn what_another_program_makes_of_it_is_told_to_those_who_have_that_one() {
    let told = |readers: &str| {
        messages(&format!(
            "//- /w/.claude/commands/go.md\n---\ndescription: Goes: now\n---\nGo.\n\
             //- /w/dossier.toml\nreaders = [{readers}]\n"
        ))
    };
    let other = "GitHub Copilot CLI, which takes commands for skills, does not load this one.";
    assert!(told("\"claude-code\", \"github-copilot-cli\"").contains(other));
    let alone = told("\"claude-code\"");
    assert!(alone.contains("on a second try") && !alone.contains(other));
}
