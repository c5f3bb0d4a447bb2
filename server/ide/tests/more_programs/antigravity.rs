//! Antigravity's agents, rules and workflows, of which little is sure.

use expect_test::expect;

use super::*;

fn agent(lines: &str) -> String {
    format!(
        "//- /w/.agents/agents/lead.md\n---\nname: lead\ndescription: Leads.\n{lines}\n---\nStart `scribe`.\n//- /w/.agents/agents/scribe/agent.md\n---\nname: scribe\ndescription: Writes.\n---\nWrite.\n"
    )
}

fn rule(lines: &str) -> String {
    format!("//- /w/.agents/rules/style.md\n---\n{lines}\n---\nBe brief.\n")
}

#[test]
fn nothing_is_said_of_tools_and_models_that_are_not_known() {
    check_silent(
        "antigravity",
        &agent(
            "tools: [view_file, draw_picture]\nmodel: gemini-9\nmainAgent: false\nhidden: true\nmcpServers: {x: {command: y}}",
        ),
    );
    check_silent(
        "antigravity",
        &agent("mcpServers:\n  - name: x\n    command: y"),
    );
}

#[test]
fn what_it_is_said_to_drop_is_a_hint() {
    check_found(
        &agent("tools: view_file, grep_search\ncommandExecutionPolicy: never\ncolour: red"),
        &expect![[r#"
            Hint wrong-shape "view_file, grep_search": Antigravity expects a list of tools for `tools`.
            Hint unknown-value "never": `never` is none of the values of `commandExecutionPolicy` that Antigravity documents. It is one of `off`, `auto`, `eager`, `sandbox`.
            Hint unknown-field "colour": Antigravity reads no field `colour` in an agent and ignores it.
        "#]],
    );
    check_found(
        "//- /w/.agents/rules/style.md\n---\ndescription: Style.\n---\nx\n",
        &expect![[r#"
            Hint missing-field "---": `trigger` is missing. Antigravity is said to leave a rule without it alone.
        "#]],
    );
    check_found(
        &rule("trigger: model_decision"),
        &expect![[r#"
        Hint missing-field "---": `description` is missing. The model chooses the rule by it.
    "#]],
    );
    check_silent(
        "antigravity",
        &rule("trigger: glob\nglobs: src/**/*.ts, lib/**"),
    );
}

#[test]
fn it_is_completed_and_led_to() {
    check_offered(
        &agent("tools: [<|>]"),
        &expect![[r#"
        view_file
        list_dir
        grep_search
        find_by_name
        replace_file_content
        write_to_file
        run_command
    "#]],
    );
    check_offered(
        &agent("model: <|>"),
        &expect![[r#"
        inherit
        flash
        pro
    "#]],
    );
    check_offered(
        &rule("trigger: <|>"),
        &expect![[r#"
        always_on
        model_decision
        glob
        manual
    "#]],
    );
    check_leads(
        &agent("hidden: false").replacen("`scribe`", "`scr<|>ibe`", 1),
        &expect![[r#"
            /w/.agents/agents/scribe/agent.md
        "#]],
    );
    check_hover(
        &agent("commandExecution<|>Policy: auto"),
        &expect![[r#"
        **commandExecutionPolicy** · one of its values

        When it runs commands without asking.
    "#]],
    );
}

/// Kimi Code and Augment read the same folder, and know other fields.
#[test]
fn fields_of_others_that_read_the_folder_are_known() {
    check_silent(
        "antigravity",
        &agent("whenToUse: Always.\ndisabled_tools: [x]"),
    );
}

#[test]
fn the_folder_of_the_older_name_is_read_still() {
    for (path, fields) in [
        (
            "skills/tidy/SKILL.md",
            "name: tidy\ndescription: Tidies.\nextra: 1",
        ),
        ("rules/style.md", "trigger: always_on"),
        ("workflows/ship.md", "description: Ships."),
    ] {
        check_silent(
            "antigravity",
            &format!("//- /w/.agent/{path}\n---\n{fields}\n---\nBe brief.\n"),
        );
    }
}
