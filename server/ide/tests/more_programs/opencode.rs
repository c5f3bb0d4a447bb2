//! OpenCode's agents, commands and skills, of both generations.

use expect_test::expect;

use super::*;

const TEAM: &str = r#"
//- /w/.opencode/agent/review/security.md
---
description: Looks for holes.
mode: subagent
---
You look for holes.
//- /w/.opencode/agent/scribe.md
---
description: Writes things down.
mode: subagent
---
You write down what was found.
//- /w/.opencode/command/git/commit.md
---
description: Commits.
---
Commit $ARGUMENTS.
//- /w/.opencode/skills/release/SKILL.md
---
name: release
description: Releases the package. Use it when a version is done.
---
Run `make release`.
//- /w/opencode.json
{"mcp": {"linear": {"type": "local", "command": ["linear-mcp"]}}}
"#;

fn agent(lines: &str) -> String {
    format!("//- /w/.opencode/agent/lead.md\n---\ndescription: Leads.\n{lines}\n---\nBody.\n{TEAM}")
}

fn body(text: &str) -> String {
    format!("//- /w/.opencode/agent/lead.md\n---\ndescription: Leads.\n---\n{text}\n{TEAM}")
}

fn command(lines: &str) -> String {
    format!("//- /w/.opencode/commands/go.md\n---\n{lines}\n---\nGo.\n{TEAM}")
}

#[test]
fn good_agents_of_both_generations_are_left_in_peace() {
    for lines in [
        "mode: primary\nmodel: anthropic/claude-sonnet-4-5\ntemperature: 0.1\ntop_p: 1\nsteps: 20",
        "permission:\n  edit: deny\n  bash:\n    \"*\": ask\n    \"git diff*\": allow\n  \"linear_*\": allow",
        "permission: ask\nhidden: true\ncolor: \"#ff8800\"\ndisable: false",
        "tools:\n  write: false\n  bash: true\n  \"linear_*\": false",
        "color: accent\nreasoningEffort: high\ntextVerbosity: low",
        "mode: all\nmodel: openrouter/openai/gpt-5#high\npermissions:\n  - action: shell\n    resource: \"*\"\n    effect: ask\n  - action: my_own_tool\n    resource: \"*\"\n    effect: deny\n  - {action: \"linear_*\", resource: \"*\", effect: allow}",
        "mode:\nmodel:",
    ] {
        check_silent("opencode", &agent(lines));
    }
    check_silent(
        "opencode",
        "//- /w/.opencode/modes/ask.md\n---\nmodel: anthropic/claude-opus-4-5\n---\nAsk.\n",
    );
    check_silent(
        "opencode",
        "//- /w/.opencode/agents/plain.md\nYou answer.\n",
    );
}

#[test]
fn what_makes_opencode_drop_an_agent_is_an_error() {
    check_found(
        &agent("mode: sub-agent\ncolor: blue\ntools: read, grep\nsteps: 0\ntemperature: warm"),
        &expect![[""]],
    );
    check_found(&agent("tools:\n  - read\n  - grep"), &expect![[""]]);
    check_found(&agent("description: \"x"), &expect![[""]]);
}

#[test]
fn what_may_be_meant_is_less() {
    check_found(
        &agent(
            "model: sonnet\npermission:\n  edit: never\npermissions:\n  - action: edit\n    effect: no",
        ),
        &expect![[""]],
    );
    check_found(
        &command(
            "description: Goes.\nagent: scribbe\nargument-hint: \"[x]\"\nsubtsk: true\nsubtask: maybe",
        ),
        &expect![[""]],
    );
}

#[test]
fn fields_values_and_agents_are_offered() {
    check_offered(&agent("<|>"), &expect![[""]]);
    check_offered(&agent("mode: <|>"), &expect![[""]]);
    check_offered(&agent("permission:\n  <|>"), &expect![[""]]);
    check_offered(&agent("permission:\n  edit: <|>"), &expect![[""]]);
    check_offered(&agent("permissions:\n  - action: <|>"), &expect![[""]]);
    check_offered(&command("agent: <|>"), &expect![[""]]);
}

#[test]
fn hover_explains_fields_values_and_tools() {
    check_hover(&agent("mo<|>de: primary"), &expect![[""]]);
    check_hover(&agent("permission:\n  ba<|>sh: ask"), &expect![[""]]);
    check_hover(&agent("permissions:\n  - action: she<|>ll"), &expect![[""]]);
    check_hover(&body("Ask @review/secu<|>rity."), &expect![[""]]);
}

#[test]
fn names_lead_to_agents_commands_and_skills() {
    check_leads(&body("Ask @scri<|>be."), &expect![[""]]);
    check_leads(&body("Ask @review/secu<|>rity."), &expect![[""]]);
    check_leads(&body("Hand it to `review/secu<|>rity`."), &expect![[""]]);
    check_leads(&body("Run `/git/com<|>mit`."), &expect![[""]]);
    check_leads(&body("Use the `rele<|>ase` skill."), &expect![[""]]);
    check_leads(&command("agent: review/secu<|>rity"), &expect![[""]]);
    check_leads(&command("agent: pl<|>an"), &expect![[""]]);
}

#[test]
fn an_agent_is_renamed_with_its_file() {
    check_renamed(
        &format!(
            "//- /w/.opencode/agent/lead.md\nAsk @scri<|>be, then @scribe again.\n\
             //- /w/.opencode/command/note.md\n---\nagent: scribe\n---\nNote.\n{TEAM}"
        ),
        "writer",
        &expect![[""]],
    );
}

#[test]
fn a_command_s_placeholders_are_its_own() {
    check_hover(
        "//- /w/.opencode/command/go.md\nGo to $ARGU<|>MENTS, then $1 and $2.\n",
        &expect![[""]],
    );
    check_silent(
        "opencode",
        "//- /w/.opencode/command/go.md\n<|>Look at !`git diff` and at $1, $2 and $3.\n",
    );
}

#[test]
fn skills_are_checked_by_the_stricter_generation() {
    check_found(
        "//- /w/.opencode/skill/My_Skill/SKILL.md\n---\nname: My_Skill\n---\nDo it.\n",
        &expect![[""]],
    );
    check_silent(
        "opencode",
        "//- /w/.opencode/skill/do-it/SKILL.md\n---\nname: do-it\ndescription: Does it: well.\nallowed-tools: Read\nmetadata:\n  opencode/autoinvoke: true\n---\nDo it.\n",
    );
}
