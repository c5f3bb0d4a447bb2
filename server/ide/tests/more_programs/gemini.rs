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
        &expect![[""]],
    );
    check_found(&agent("tools: read_file, glob"), &expect![[""]]);
    check_found(&agent("kind: locl\nmax_turn: 3"), &expect![[""]]);
    check_found(
        "//- /w/.gemini/agents/x.md\n---\nname: Code Reviewer\n---\nReview.\n",
        &expect![[""]],
    );
    check_found(
        "//- /w/.gemini/agents/x.md\n---\nname: x\ndescription: Use it when: always.\n---\nReview.\n",
        &expect![[""]],
    );
    check_found("//- /w/.gemini/agents/x.md\nYou review.\n", &expect![[""]]);
}

#[test]
fn an_old_name_of_a_tool_still_works() {
    check_found(&agent("tools: [search_file_content]"), &expect![[""]]);
}

#[test]
fn fields_values_tools_and_models_are_offered() {
    check_offered(&agent("<|>"), &expect![[""]]);
    check_offered(&agent("kind: <|>"), &expect![[""]]);
    check_offered(&agent("model: <|>"), &expect![[""]]);
    check_offered(&agent("tools:\n  - <|>"), &expect![[""]]);
    check_offered(&agent("mcp_servers:\n  linear:\n    <|>"), &expect![[""]]);
    check_offered(&command("<|>"), &expect![[""]]);
}

#[test]
fn hover_explains_fields_tools_and_models() {
    check_hover(&agent("max_<|>turns: 3"), &expect![[""]]);
    check_hover(&agent("tools: [grep_<|>search]"), &expect![[""]]);
    check_hover(&agent("model: fla<|>sh"), &expect![[""]]);
    check_hover(&agent("tools: [mcp_lin<|>ear_create]"), &expect![[""]]);
}

#[test]
fn names_lead_from_prompts_to_agents_commands_and_skills() {
    let prompt = |text: &str| command(&format!("prompt = \"\"\"\n{text}\n\"\"\""));
    check_leads(&prompt("Ask @scri<|>be."), &expect![[""]]);
    check_leads(&prompt("Then run /git:com<|>mit."), &expect![[""]]);
    check_leads(&prompt("Use the `rele<|>ase` skill."), &expect![[""]]);
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
        &expect![[""]],
    );
}

#[test]
fn commands_need_a_prompt() {
    check_silent(
        "gemini-cli",
        &command("prompt = \"Look at !{git diff} and @{README.md}: {{args}}\""),
    );
    check_found(&command("description = \"Goes.\""), &expect![[""]]);
    check_found(&command("prompt = [\"a\"]"), &expect![[""]]);
    check_found(&command("prompt = \"\"\"\nGo"), &expect![[""]]);
}

#[test]
fn context_files_are_plain_text() {
    check_silent(
        "gemini-cli",
        "//- /w/GEMINI.md\n---\nwhatever\n---\n@./style.md\n\nBe brief.\n//- /w/style.md\nBe brief.\n",
    );
    check_leads(
        "//- /w/GEMINI.md\n@./sty<|>le.md\n//- /w/style.md\nBe brief.\n",
        &expect![[""]],
    );
}

/// A third party's report (other readers take any field): Gemini CLI's skills may have more fields
/// than it reads.
#[test]
fn skills_may_have_fields_of_others() {
    check_silent(
        "gemini-cli",
        "//- /w/.gemini/skills/x/SKILL.md\n---\nname: x\ndescription: Use it when: always.\nallowed-tools: Read\nlicense: MIT\nargument-hint: y\n---\nDo.\n",
    );
}
