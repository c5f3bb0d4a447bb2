//! Gemini CLI's subagents, commands, skills and context files.

use expect_test::expect;

use super::*;

const TEAM: &str = r#"
//- /w/.gemini/agents/scribe.md
---
name: scribe
description: Writes things down.
---
You write down what was found.
//- /w/.gemini/commands/git/commit.toml
description = "Commits."
prompt = "Commit {{args}}."
//- /w/.gemini/skills/release/SKILL.md
---
name: release
description: Releases the package. Use it when a version is done.
---
Run `make release`.
//- /w/.gemini/settings.json
{"mcpServers": {"linear": {"command": "linear-mcp"}}}
"#;

fn agent(lines: &str) -> String {
    format!(
        "//- /w/.gemini/agents/lead.md\n---\nname: lead\ndescription: Leads.\n{lines}\n---\nBody.\n{TEAM}"
    )
}

fn command(lines: &str) -> String {
    format!("//- /w/.gemini/commands/go.toml\n{lines}\n{TEAM}")
}

#[test]
fn good_agents_are_left_in_peace() {
    for lines in [
        "kind: local\ntools:\n  - read_file\n  - mcp_linear_create\n  - mcp_linear_*\n  - discovered_tool_x",
        "tools: [\"*\"]\nmodel: inherit\ntemperature: 0.2\nmax_turns: 15\ntimeout_mins: 5",
        "model: gemini-9-flash-next\ndisplay_name: The Lead",
        "mcp_servers:\n  linear:\n    command: linear-mcp\n    args: [\"-v\"]\n    env:\n      KEY: x",
        "tools: []",
    ] {
        check_silent("gemini-cli", &agent(lines));
    }
}

/// Such a file has no description of its own: the card has it.
#[test]
fn remote_agents_are_left_in_peace() {
    check_silent(
        "gemini-cli",
        "//- /w/.gemini/agents/far.md\n---\nkind: remote\nname: far\nagent_card_url: https://x.example/card.json\nauth:\n  type: apiKey\n  key: $KEY\n---\n",
    );
    check_silent(
        "gemini-cli",
        "//- /w/.gemini/agents/far.md\n---\n- kind: remote\n  name: far\n  agent_card_url: https://x.example/card.json\n- kind: remote\n  name: near\n  agent_card_url: https://y.example/card.json\n---\n",
    );
}

#[test]
fn what_the_strict_loader_refuses_is_an_error() {
    check_found(
        &agent(
            "tools: [Read, read_fil, mcp__linear__create]\ncolor: blue\nmcpServers: {}\nmax_turns: many\ntemperature: 3",
        ),
        &expect![[r#"
            Error unknown-tool "Read": Unknown tool: Gemini CLI has no `Read`. Gemini CLI does not load this agent, and says so at the start.
            Error unknown-tool "read_fil": Unknown tool: Gemini CLI has no `read_fil`. Gemini CLI does not load this agent, and says so at the start. Did you mean `read_file`?
            Error unknown-field "color": Gemini CLI reads no field `color` in an agent. Gemini CLI does not load this agent, and says so at the start.
            Error misnamed-field "mcpServers": `mcpServers` has no effect here; the field is called `mcp_servers`. The documentation writes it so, but the loader knows the other name only. Gemini CLI does not load this agent, and says so at the start.
            Error wrong-shape "many": Gemini CLI expects a whole number of 1 or more for `max_turns`. Gemini CLI does not load this agent, and says so at the start.
        "#]],
    );
    check_found(
        &agent("tools: read_file, glob"),
        &expect![[r#"
        Error wrong-shape "read_file, glob": Gemini CLI expects a list of tools for `tools`. Gemini CLI does not load this agent, and says so at the start.
    "#]],
    );
    check_found(
        &agent("kind: locl\nmax_turn: 3"),
        &expect![[r#"
        Error unknown-value "locl": `locl` is none of the values of `kind` that Gemini CLI documents. Did you mean `local`? Gemini CLI does not load this agent, and says so at the start.
        Error unknown-field "max_turn": Gemini CLI reads no field `max_turn`. Gemini CLI does not load this agent, and says so at the start. Did you mean `max_turns`?
    "#]],
    );
    check_found(
        "//- /w/.gemini/agents/x.md\n---\nname: Code Reviewer\n---\nReview.\n",
        &expect![[r#"
            Error missing-field "---": `description` is missing. Gemini CLI does not load an agent without `description`.
            Error invalid-name "Code Reviewer": `Code Reviewer` is no valid name. Gemini CLI loads no agent whose name has anything but lowercase letters, digits, `-` and `_`.
        "#]],
    );
    check_found(
        "//- /w/.gemini/agents/x.md\n---\nname: x\ndescription: Use it when: always.\n---\nReview.\n",
        &expect![[r#"
            Error front-matter ":": A colon before a blank or the end of the line, in the value of `description` without quotes, starts a new key in YAML. Gemini CLI's reader is strict: it does not load this agent. Put the value in quotes.
        "#]],
    );
    check_found(
        "//- /w/.gemini/agents/x.md\nYou review.\n",
        &expect![[r#"
        Error missing-front-matter "You review.": No front matter. Gemini CLI reports a file without front matter here as a broken agent.
    "#]],
    );
}

#[test]
fn an_old_name_of_a_tool_still_works() {
    check_found(
        &agent("tools: [search_file_content]"),
        &expect![[r#"
        Hint old-tool "search_file_content": `search_file_content` is called `grep_search` today; the old name still works.
    "#]],
    );
}

#[test]
fn fields_values_tools_and_models_are_offered() {
    check_offered(
        &agent("<|>"),
        &expect![[r#"
            tools -> "tools:\n  - $0"
            model -> "model: $0"
            display_name -> "display_name: $0"
            kind -> "kind: ${1|local,remote|}"
            temperature -> "temperature: ${1:1}"
            max_turns -> "max_turns: ${1:1}"
            timeout_mins -> "timeout_mins: ${1:1}"
            mcp_servers -> "mcp_servers:\n  $0"
            agent_card_url -> "agent_card_url: $0"
            agent_card_json -> "agent_card_json: $0"
            auth -> "auth:\n  $0"
        "#]],
    );
    check_offered(
        &agent("kind: <|>"),
        &expect![[r#"
        local
        remote
    "#]],
    );
    check_offered(
        &agent("model: <|>"),
        &expect![[r#"
        inherit
        auto
        pro
        flash
        flash-lite
        auto-gemini-3
        auto-gemini-2.5
        gemini-3.1-pro-preview
        gemini-3.8-flash
        gemini-3.5-flash
        gemini-3.5-flash-lite
        gemini-3.1-flash-lite
    "#]],
    );
    check_offered(
        &agent("tools:\n  - <|>"),
        &expect![[r#"
        read_file
        read_many_files
        grep_search
        glob
        list_directory
        write_file
        replace
        run_shell_command
        web_fetch
        google_web_search
        write_todos
        activate_skill
        ask_user
        invoke_agent
        get_internal_docs
        enter_plan_mode
        exit_plan_mode
        update_topic
        complete_task
        list_mcp_resources
        read_mcp_resource
        tracker_create_task
        tracker_update_task
        tracker_get_task
        tracker_list_tasks
        tracker_add_dependency
        tracker_visualize
        discovered_tool_*
        mcp_linear_*
    "#]],
    );
    check_offered(
        &agent("mcp_servers:\n  linear:\n    <|>"),
        &expect![[r#"
        command -> "command: $0"
        args -> "args:\n  - $0"
        env -> "env:\n  $0"
        cwd -> "cwd: $0"
        url -> "url: $0"
        http_url -> "http_url: $0"
        headers -> "headers:\n  $0"
        tcp -> "tcp: $0"
        type -> "type: $0"
        timeout -> "timeout: ${1:1}"
        trust -> "trust: ${1|true,false|}"
        description -> "description: $0"
        include_tools -> "include_tools:\n  - $0"
        exclude_tools -> "exclude_tools:\n  - $0"
        auth -> "auth:\n  $0"
    "#]],
    );
    check_offered(
        &command("<|>"),
        &expect![[r#"
        Front matter of a command -> "description = \"${1:What this command does}\"\nprompt = \"\"\"\n$0\n\"\"\"\n"
    "#]],
    );
}

#[test]
fn hover_explains_fields_tools_and_models() {
    check_hover(
        &agent("max_<|>turns: 3"),
        &expect![[r#"
        **max_turns** · number

        How many turns the agent may take.
    "#]],
    );
    check_hover(
        &agent("tools: [grep_<|>search]"),
        &expect![[r#"
        **grep_search** · tool

        Searches for text in files.
    "#]],
    );
    check_hover(
        &agent("model: fla<|>sh"),
        &expect![[r#"
        **flash** · model alias

        The smaller, faster model.
    "#]],
    );
    check_hover(
        &agent("tools: [mcp_lin<|>ear_create]"),
        &expect![[r#"
        **linear** · MCP server

        Reached by `linear-mcp`.
    "#]],
    );
}

#[test]
fn names_lead_from_prompts_to_agents_commands_and_skills() {
    let prompt = |text: &str| command(&format!("prompt = \"\"\"\n{text}\n\"\"\""));
    check_leads(
        &prompt("Ask @scri<|>be."),
        &expect![[r#"
        /w/.gemini/agents/scribe.md
    "#]],
    );
    check_leads(
        &prompt("Then run /git:com<|>mit."),
        &expect![[r#"
        /w/.gemini/commands/git/commit.toml
    "#]],
    );
    check_leads(
        &prompt("Use the `rele<|>ase` skill."),
        &expect![[r#"
        /w/.gemini/skills/release/SKILL.md
    "#]],
    );
    check_leads(&prompt("Ask @codebase_inves<|>tigator."), &expect![[""]]);
}

#[test]
fn an_agent_is_renamed_everywhere() {
    check_renamed(
        &format!(
            "//- /w/.gemini/commands/note.toml\nprompt = \"Ask @scri<|>be.\"\n\
             //- /w/.gemini/agents/lead.md\n---\nname: lead\ndescription: Leads.\n---\nAsk @scribe.\n{TEAM}"
        ),
        "writer",
        &expect![[r#"
            /w/.gemini/agents/lead.md -> writer
            /w/.gemini/agents/scribe.md -> writer
            /w/.gemini/commands/note.toml -> writer
            /w/.gemini/agents/scribe.md -> /w/.gemini/agents/writer.md
        "#]],
    );
}

#[test]
fn commands_need_a_prompt() {
    check_silent(
        "gemini-cli",
        &command("prompt = \"Look at !{git diff} and @{README.md}: {{args}}\""),
    );
    check_found(
        &command("description = \"Goes.\""),
        &expect![[r#"
        Error missing-field "": `prompt` is missing. Gemini CLI does not load a command without `prompt`.
    "#]],
    );
    check_found(
        &command("prompt = [\"a\"]"),
        &expect![[r#"
        Error wrong-shape "[\"a\"]": Gemini CLI expects text for `prompt`. Gemini CLI does not load this command.
    "#]],
    );
    check_found(
        &command("prompt = \"\"\"\nGo"),
        &expect![[r#"
        Error front-matter "\"\"\"": This is no valid TOML: invalid multi-line basic string, expected `"`. Gemini CLI does not load this command.
    "#]],
    );
}

#[test]
fn context_files_are_plain_text() {
    check_silent(
        "gemini-cli",
        "//- /w/GEMINI.md\n---\nwhatever\n---\n@./style.md\n\nBe brief.\n//- /w/style.md\nBe brief.\n",
    );
    check_leads(
        "//- /w/GEMINI.md\n@./sty<|>le.md\n//- /w/style.md\nBe brief.\n",
        &expect![[r#"
        /w/style.md
    "#]],
    );
}

/// Reports of others' linters (anthropics/claude-code#24975 and more) were about just such fields.
#[test]
fn skills_may_have_fields_of_others() {
    check_silent(
        "gemini-cli",
        "//- /w/.gemini/skills/x/SKILL.md\n---\nname: x\ndescription: Use it when: always.\nallowed-tools: Read\nlicense: MIT\nargument-hint: y\n---\nDo.\n",
    );
}
