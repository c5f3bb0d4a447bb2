//! Junie's subagents, commands, skills and guidelines.

use expect_test::expect;

use super::*;

fn agent(lines: &str) -> String {
    format!(
        "//- /w/.junie/agents/lead.md\n---\n{lines}\n---\nDo $prompt, and ask `scribe`.\n//- /w/.junie/agents/scribe.md\n---\ndescription: Writes.\n---\nWrite.\n"
    )
}

#[test]
fn a_good_subagent_is_left_in_peace() {
    check_silent(
        "junie",
        &agent(
            "description: Leads.\ntools: [Read, mcp_x]\nmodel: gemini\nreasoningLevel: high\nmaxTurns: 5\nskills: [release]\nallowPromptArgument: true\npermissionMode: plan",
        ),
    );
    check_silent(
        "junie",
        "//- /w/.junie/commands/release.md\n---\ndescription: Releases.\n---\nRelease $version.\n",
    );
    check_silent("junie", "//- /w/.junie/guidelines.md\n# Guidelines\n");
}

#[test]
fn its_faults_are_hints() {
    check_found(
        &agent("name: Lead It\ntools: Read, Bash\nmaxTurns: many"),
        &expect![[r#"
            Hint missing-field "---": `description` is missing. Junie wants one.
            Hint invalid-name "Lead It": `Lead It` is no valid name. Junie wants a lower-case letter, and then lower-case letters, digits, `-` and `_`.
            Hint wrong-shape "Read, Bash": Junie expects a list of tools for `tools`.
            Hint wrong-shape "many": Junie expects a whole number of 1 or more for `maxTurns`.
        "#]],
    );
}

#[test]
fn it_is_completed_and_led_to() {
    check_offered(
        &agent("description: Leads.\ntools: [<|>]"),
        &expect![[r#"
        Read
        Glob
        Grep
        Write
        Edit
        Bash
        WebSearch
        AskUserQuestion
    "#]],
    );
    check_hover(
        &agent("reasoning<|>Level: high"),
        &expect![[r#"
        **reasoningLevel** · word

        How much the model thinks; `effort` means the same.
    "#]],
    );
    check_leads(
        &agent("description: Leads.").replacen("`scribe`", "`scr<|>ibe`", 1),
        &expect![[r#"
            /w/.junie/agents/scribe.md
        "#]],
    );
}

/// Much lies in `.agents`, and little of it is Junie's.
#[test]
fn other_files_in_its_second_folder_are_not_its_own() {
    let text = "//- /w/.agents/notes.md\n# Notes\n";
    assert!(ask(text, |snapshot, file, _| snapshot
        .source(file)
        .is_none()));
}
