//! Cline's agents, which are YAML files with a prompt below, and its rules.

use expect_test::expect;

use super::*;

fn agent(lines: &str) -> String {
    format!(
        "//- /w/.cline/agents/lead.yaml\n---\nname: lead\n{lines}\n---\nAsk `scribe`.\n//- /w/.cline/agents/scribe.yml\n---\nname: scribe\ndescription: Writes.\n---\nWrite.\n"
    )
}

fn rule(lines: &str) -> String {
    format!("//- /w/.clinerules/style.md\n---\n{lines}\n---\nBe brief.\n")
}

#[test]
fn a_good_agent_is_left_in_peace() {
    check_silent(
        "cline",
        &agent("description: Leads.\ntools: read_file, use_skill\nskills: [x]\nmodelId: y"),
    );
    check_silent(
        "cline",
        &agent("description: Leads.\ntools:\n  - read_file\nmaxIterations: 3"),
    );
}

#[test]
fn an_agent_that_cline_skips_is_an_error() {
    check_found(
        &agent("tools: [read_fil]"),
        &expect![[r#"
        Error missing-field "---": `description` is missing. Cline skips an agent without `description`, and logs that.
        Warning unknown-tool "read_fil": Unknown tool: Cline has no `read_fil`. Did you mean `read_file`?
    "#]],
    );
    check_found(
        "//- /w/.cline/agents/lead.yaml\n---\nname: lead\ndescription: Leads.\n---\n",
        &expect![[r#"
            Error empty-body "---": Cline skips an agent without a prompt below its fields, and logs that.
        "#]],
    );
    check_found(
        "//- /w/.cline/agents/lead.yaml\nname: lead\n",
        &expect![[r#"
            Error missing-front-matter "name: lead": No front matter. Cline skips an agent without fields between `---` lines, and logs that.
        "#]],
    );
}

#[test]
fn a_rule_wants_a_list_of_paths() {
    check_silent("cline", &rule("paths:\n  - \"src/**\""));
    check_silent("cline", "//- /w/.clinerules/style.txt\nBe brief.\n");
    check_silent(
        "cline",
        "//- /w/.clinerules/workflows/release.md\n# Release\n",
    );
    check_found(
        &rule("paths: src/**"),
        &expect![[r#"
        Warning wrong-shape "src/**": Cline expects a list for `paths`.
    "#]],
    );
}

#[test]
fn it_is_completed_and_led_to() {
    check_offered(
        &agent("<|>"),
        &expect![[r#"
        description -> "description: $0"
        tools -> "tools: $0"
        skills -> "skills: $0"
        modelId -> "modelId: $0"
        providerId -> "providerId: $0"
        maxIterations -> "maxIterations: ${1:1}"
    "#]],
    );
    check_offered(
        &agent("tools: [read_file, web<|>]"),
        &expect![[r#"
        list_files
        search_files
        list_code_definition_names
        write_to_file
        replace_in_file
        apply_patch
        execute_command
        browser_action
        web_fetch
        web_search
        use_mcp_tool
        access_mcp_resource
        load_mcp_documentation
        use_skill
        use_subagents
        new_task
        new_rule
        ask_followup_question
        attempt_completion
        plan_mode_respond
        act_mode_respond
        focus_chain
        condense
        summarize_task
        report_bug
    "#]],
    );
    check_leads(
        &agent("description: Leads.").replacen("`scribe`", "`scr<|>ibe`", 1),
        &expect![[r#"
            /w/.cline/agents/scribe.yml
        "#]],
    );
    check_hover(
        &agent("max<|>Iterations: 3"),
        &expect![[r#"
        **maxIterations** · number

        How often the model may answer before the agent ends. The SDK alone reads it.
    "#]],
    );
    check_renamed(
        &agent("description: Leads.").replacen("name: scribe", "name: scr<|>ibe", 1),
        "clerk",
        &expect![[r#"
            /w/.cline/agents/lead.yaml -> clerk
            /w/.cline/agents/scribe.yml -> clerk
            /w/.cline/agents/scribe.yml -> /w/.cline/agents/clerk.yml
        "#]],
    );
}

#[test]
fn a_skill_that_is_not_called_like_its_folder_is_not_loaded() {
    check_found(
        "//- /w/.cline/skills/do-it/SKILL.md\n---\nname: do-that\ndescription: Does it.\n---\nDo it.\n",
        &expect![[r#"
            Warning name-mismatch "do-that": `do-that` is in the folder `do-it`. Cline in VS Code does not load a skill that is called otherwise than its folder; of its command line that is not known.
        "#]],
    );
}
