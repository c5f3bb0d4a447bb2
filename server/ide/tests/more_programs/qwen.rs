//! Qwen Code's subagents, commands, skills and rules.

use expect_test::expect;

use super::*;

const TEAM: &str = r#"
//- /w/.qwen/agents/scribe.md
---
name: scribe
description: Writes things down.
---
You write down what was found.
//- /w/.qwen/commands/git/commit.md
---
description: Commits.
---
Commit {{args}}.
//- /w/.qwen/skills/release/SKILL.md
---
name: release
description: Releases the package. Use it when a version is done.
---
Run `make release`.
//- /w/.qwen/settings.json
{"mcpServers": {"linear": {"command": "linear-mcp"}}}
"#;

fn agent(lines: &str) -> String {
    format!(
        "//- /w/.qwen/agents/lead.md\n---\nname: lead\ndescription: Leads.\n{lines}\n---\nYou lead the others.\n{TEAM}"
    )
}

#[test]
fn good_agents_are_left_in_peace() {
    for lines in [
        "model: inherit\ntools:\n  - read_file\n  - mcp__linear__create\n  - mcp__linear",
        "tools: read_file, grep_search\ndisallowedTools: [edit]\napprovalMode: auto-edit",
        "permissionMode: acceptEdits\nmaxTurns: 5\nbackground: true\ncolor: purple",
        "runConfig:\n  max_turns: 5\n  max_time_minutes: 2.5",
        "executor:\n  kind: acp\n  command: some-agent\n  args: [\"-x\"]",
        "model: openai:qwen3-coder-plus\neffort: high\nmemory: project\nisolation: worktree",
        "mcpServers:\n  linear:\n    command: linear-mcp",
        "tools: []",
    ] {
        check_silent("qwen-code", &agent(lines));
    }
    check_silent(
        "qwen-code",
        "//- /w/.qwen/agents/文档.md\n---\nname: 文档-写手\ndescription: 写文档。\n---\n你负责写出清楚的项目文档。\n",
    );
}

#[test]
fn what_qwen_code_refuses_is_an_error() {
    check_found(
        &agent(
            "approvalMode: ask\npermissionMode: none\nmaxTurns: many\ntools: [read_fil]\nbackgroud: true",
        ),
        &expect![[""]],
    );
    check_found(
        "//- /w/.qwen/agents/x.md\n---\nname: -x-\n---\n",
        &expect![[""]],
    );
    check_found(
        "//- /w/.qwen/agents/x.md\n---\nname: system\ndescription: Works.\n---\nYou work on it.\n",
        &expect![[""]],
    );
}

#[test]
fn fields_values_tools_and_models_are_offered() {
    check_offered(&agent("<|>"), &expect![[""]]);
    check_offered(&agent("approvalMode: <|>"), &expect![[""]]);
    check_offered(&agent("model: <|>"), &expect![[""]]);
    check_offered(&agent("tools: [wri<|>]"), &expect![[""]]);
}

#[test]
fn hover_explains_fields_and_tools() {
    check_hover(&agent("approval<|>Mode: plan"), &expect![[""]]);
    check_hover(&agent("tools: [run_shell<|>_command]"), &expect![[""]]);
}

#[test]
fn names_lead_to_agents_commands_and_skills() {
    let body = |text: &str| format!("//- /w/.qwen/commands/go.md\n{text}\n{TEAM}");
    check_leads(&body("Hand it to the `scri<|>be` agent."), &expect![[""]]);
    check_leads(&body("Then run /git:com<|>mit."), &expect![[""]]);
    check_leads(&body("Use the `rele<|>ase` skill."), &expect![[""]]);
}

#[test]
fn an_agent_is_renamed_everywhere() {
    check_renamed(
        &format!("//- /w/.qwen/commands/go.md\nHand it to the `scri<|>be` agent.\n{TEAM}"),
        "writer",
        &expect![[""]],
    );
}

#[test]
fn commands_are_written_in_two_ways() {
    check_silent(
        "qwen-code",
        "//- /w/.qwen/commands/a.md\nGo: {{args}} !{git diff}\n",
    );
    check_silent(
        "qwen-code",
        "//- /w/.qwen/commands/a.toml\nprompt = \"Go: {{args}}\"\n",
    );
    check_found(
        "//- /w/.qwen/commands/a.toml\ndescription = \"Goes.\"\n",
        &expect![[""]],
    );
}

#[test]
fn rules_and_context_files_are_its_own() {
    check_silent(
        "qwen-code",
        "//- /w/.qwen/rules/a.md\n---\npaths: \"src/**\"\n---\nBe brief.\n",
    );
    check_silent(
        "qwen-code",
        "//- /w/.qwen/rules/a.md\n---\npaths:\n  - \"src/**\"\ndescription: Style.\n---\nBe brief.\n",
    );
    check_silent("qwen-code", "//- /w/QWEN.md\nBe brief.\n");
}
