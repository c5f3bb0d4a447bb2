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
        &expect![[r#"
            Error unknown-value "ask": `ask` is none of the values of `approvalMode` that Qwen Code documents. It is one of `default`, `plan`, `auto-edit`, `auto`, `yolo`, `bubble`. Qwen Code refuses this agent.
            Warning unknown-value "none": `none` is none of the values of `permissionMode` that Qwen Code documents. It is one of `default`, `acceptEdits`, `auto`, `bypassPermissions`, `dontAsk`, `plan`. Qwen Code drops the value and loads the agent without it.
            Warning wrong-shape "many": Qwen Code expects a whole number of 1 or more for `maxTurns`. Qwen Code drops the value and loads the agent without it.
            Hint unknown-tool "read_fil": Unknown tool: Qwen Code has no `read_fil`. Did you mean `read_file`?
            Warning unknown-field "backgroud": Qwen Code reads no field `backgroud` and ignores it. Did you mean `background`?
        "#]],
    );
    check_found(
        "//- /w/.qwen/agents/x.md\n---\nname: -x-\n---\n",
        &expect![[r#"
            Error missing-field "---": `description` is missing. Qwen Code refuses an agent without `description`.
            Error invalid-name "-x-": `-x-` is no valid name. Qwen Code refuses this agent: a name has 2 to 50 letters, digits, `-` and `_`, none of the last two at an end.
            Error empty-body "---": Qwen Code refuses an agent whose prompt has fewer than 10 characters.
        "#]],
    );
    check_found(
        "//- /w/.qwen/agents/x.md\n---\nname: system\ndescription: Works.\n---\nYou work on it.\n",
        &expect![[r#"
            Error invalid-name "system": `system` is a name that Qwen Code keeps. Qwen Code keeps it for itself, and refuses this agent.
        "#]],
    );
}

#[test]
fn fields_values_tools_and_models_are_offered() {
    check_offered(
        &agent("<|>"),
        &expect![[r#"
            tools -> "tools:\n  - $0"
            disallowedTools -> "disallowedTools:\n  - $0"
            model -> "model: $0"
            approvalMode -> "approvalMode: ${1|default,plan,auto-edit,auto,yolo,bubble|}"
            permissionMode -> "permissionMode: ${1|default,acceptEdits,auto,bypassPermissions,dontAsk,plan|}"
            maxTurns -> "maxTurns: ${1:1}"
            runConfig -> "runConfig:\n  $0"
            color -> "color: $0"
            mcpServers -> "mcpServers:\n  - $0"
            hooks -> "hooks:\n  $0"
            background -> "background: ${1|true,false|}"
            executor -> "executor:\n  $0"
            effort -> "effort: $0"
            skills -> "skills:\n  - $0"
            initialPrompt -> "initialPrompt: $0"
            memory -> "memory: $0"
            isolation -> "isolation: $0"
        "#]],
    );
    check_offered(
        &agent("approvalMode: <|>"),
        &expect![[r#"
            default
            plan
            auto-edit
            auto
            yolo
            bubble
        "#]],
    );
    check_offered(
        &agent("model: <|>"),
        &expect![[r#"
        inherit
        fast
    "#]],
    );
    check_offered(
        &agent("tools: [wri<|>]"),
        &expect![[r#"
        read_file
        grep_search
        glob
        list_directory
        edit
        write_file
        run_shell_command
        web_fetch
        web_search
        todo_write
        skill
        agent
        list_agents
        send_message
        ask_user_question
        save_memory
        exec
        monitor
        notebook_edit
        lsp
        read_mcp_resource
        tool_search
        tool_call
        task_create
        task_update
        task_list
        task_stop
        team_create
        team_delete
        team_plan_approval
        request_shutdown
        create_sub_session
        workflow
        get_goal
        update_goal
        propose_goal
        enter_plan_mode
        exit_plan_mode
        structured_output
        report_findings
        artifact
        record_artifact
        record_source
        zoom_image
        display_image
        image_gen
        cron_create
        cron_list
        cron_delete
        loop_wakeup
        enter_worktree
        exit_worktree
        omni_*
        mcp__linear
    "#]],
    );
}

#[test]
fn hover_explains_fields_and_tools() {
    check_hover(
        &agent("approval<|>Mode: plan"),
        &expect![[r#"
        **approvalMode** · one of its values

        What the agent may do without asking.
    "#]],
    );
    check_hover(
        &agent("tools: [run_shell<|>_command]"),
        &expect![[r#"
        **run_shell_command** · tool

        Runs a command.
    "#]],
    );
}

#[test]
fn names_lead_to_agents_commands_and_skills() {
    let body = |text: &str| format!("//- /w/.qwen/commands/go.md\n{text}\n{TEAM}");
    check_leads(
        &body("Hand it to the `scri<|>be` agent."),
        &expect![[r#"
        /w/.qwen/agents/scribe.md
    "#]],
    );
    check_leads(
        &body("Then run /git:com<|>mit."),
        &expect![[r#"
        /w/.qwen/commands/git/commit.md
    "#]],
    );
    check_leads(
        &body("Use the `rele<|>ase` skill."),
        &expect![[r#"
        /w/.qwen/skills/release/SKILL.md
    "#]],
    );
}

#[test]
fn an_agent_is_renamed_everywhere() {
    check_renamed(
        &format!("//- /w/.qwen/commands/go.md\nHand it to the `scri<|>be` agent.\n{TEAM}"),
        "writer",
        &expect![[r#"
            /w/.qwen/agents/scribe.md -> writer
            /w/.qwen/commands/go.md -> writer
            /w/.qwen/agents/scribe.md -> /w/.qwen/agents/writer.md
        "#]],
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
        &expect![[r#"
        Error missing-field "": `prompt` is missing. Qwen Code does not load a command without `prompt`.
    "#]],
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
