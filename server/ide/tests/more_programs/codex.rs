//! OpenAI Codex's roles, prompts, skills and instructions.

use expect_test::expect;

use super::*;

const TEAM: &str = r#"
//- /w/.codex/agents/scribe.toml
name = "scribe"
description = "Writes things down."
developer_instructions = "You write down what was found."
//- /w/.codex/skills/release/SKILL.md
---
name: release
description: Releases the package. Use it when a version is done.
---
Run `make release`.
"#;

fn agent(lines: &str) -> String {
    format!(
        "//- /w/.codex/agents/lead.toml\nname = \"lead\"\ndescription = \"Leads.\"\n{lines}\n{TEAM}"
    )
}

fn body(text: &str) -> String {
    agent(&format!("developer_instructions = \"\"\"\n{text}\n\"\"\""))
}

#[test]
fn good_roles_are_left_in_peace() {
    let prompt = "developer_instructions = \"\"\"\nYou lead.\n\"\"\"\n";
    for lines in [
        "model = \"gpt-7-nova\"\nmodel_reasoning_effort = \"ultra\"",
        "nickname_candidates = [\"Ada\", \"Grace\"]\nsandbox_mode = \"read-only\"",
        "approval_policy = \"never\"\nweb_search = \"live\"\n[features]\nx = true",
        "[mcp_servers.docs]\nurl = \"https://x.example\"\n",
        "[[skills.config]]\npath = \"/x/SKILL.md\"\nenabled = false",
        "[sandbox_workspace_write]\nnetwork_access = true",
    ] {
        check_silent("openai-codex", &agent(&format!("{prompt}{lines}")));
    }
}

#[test]
fn what_codex_refuses_is_an_error() {
    check_found(
        "//- /w/.codex/agents/x.toml\nnickname_candidates = \"Ada\"\ndescription = \"\"\n",
        &expect![[""]],
    );
    check_found(
        &agent("developer_instructions = \"\"\"\nYou"),
        &expect![[""]],
    );
}

/// Which fields its configuration has depends on the version.
#[test]
fn a_field_that_is_not_known_is_a_hint() {
    check_found(
        &agent("developer_instructions = \"x\"\nmodle = \"gpt-6-sol\"\ntools = []\nprompt = \"x\""),
        &expect![[""]],
    );
}

#[test]
fn fields_and_values_are_offered() {
    check_offered(&agent("<|>"), &expect![[""]]);
    check_offered(&agent("model_reasoning_effort = \"<|>\""), &expect![[""]]);
    check_offered(&agent("model = \"<|>\""), &expect![[""]]);
}

#[test]
fn hover_explains_fields_and_values() {
    check_hover(&agent("nick<|>name_candidates = []"), &expect![[""]]);
    check_hover(&agent("sandbox_mode = \"read-<|>only\""), &expect![[""]]);
}

#[test]
fn names_lead_from_the_prompt() {
    check_leads(&body("Hand it to the `scri<|>be` agent."), &expect![[""]]);
    check_leads(&body("Use the `rele<|>ase` skill."), &expect![[""]]);
    check_leads(&body("Use $rele<|>ase."), &expect![[""]]);
}

#[test]
fn a_role_is_renamed_by_its_field() {
    check_renamed(
        &body("Hand it to the `scri<|>be` agent."),
        "writer",
        &expect![[""]],
    );
}

#[test]
fn prompts_lie_in_the_user_s_folder() {
    check_silent(
        "openai-codex",
        "//- /home/me/.codex/prompts/go.md\n---\ndescription: Goes.\nargument-hint: \"[x]\"\n---\nGo to $1, $2 and $ARGUMENTS. It costs $$5.\n",
    );
    check_hover(
        "//- /home/me/.codex/prompts/go.md\nGo to $ARGU<|>MENTS.\n",
        &expect![[""]],
    );
}

#[test]
fn instructions_are_plain_text() {
    check_silent("openai-codex", "//- /w/AGENTS.override.md\nBe brief.\n");
}
