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
        &expect![[r#"
            Information missing-field "": `name` is missing. Codex refuses such a role, unless its `config.toml` leads to the file by `config_file`.
            Information missing-field "": `developer_instructions` is missing. Codex refuses such a role, unless its `config.toml` leads to the file by `config_file`.
            Error wrong-shape "\"Ada\"": OpenAI Codex expects a list for `nickname_candidates`. Codex refuses this role, logs a warning and goes on without it.
            Information empty-field "description": `description` is empty. Codex refuses such a role, unless its `config.toml` leads to the file by `config_file`.
        "#]],
    );
    check_found(
        &agent("developer_instructions = \"\"\"\nYou"),
        &expect![[r#"
        Error front-matter "\"\"\"": This is no valid TOML: invalid multi-line basic string, expected `"`. Codex refuses this role, logs a warning and goes on without it.
    "#]],
    );
}

/// Which fields its configuration has depends on the version.
#[test]
fn a_field_that_is_not_known_is_a_hint() {
    check_found(
        &agent("developer_instructions = \"x\"\nmodle = \"gpt-6-sol\"\ntools = []\nprompt = \"x\""),
        &expect![[r#"
            Hint unknown-field "modle": OpenAI Codex reads no field `modle`. If its configuration has no such field either, it refuses the role. Did you mean `model`?
            Hint unknown-field "prompt": OpenAI Codex reads no field `prompt` in an agent. If its configuration has no such field either, it refuses the role.
        "#]],
    );
}

#[test]
fn fields_and_values_are_offered() {
    check_offered(
        &agent("<|>"),
        &expect![[r#"
            developer_instructions -> "developer_instructions = \"\"\"\n$0\n\"\"\""
            nickname_candidates -> "nickname_candidates = [\"$0\"]"
            model -> "model = \"$0\""
            model_reasoning_effort -> "model_reasoning_effort = \"${1|none,minimal,low,medium,high,xhigh|}\""
            skills -> "skills = {$0}"
            sandbox_mode -> "sandbox_mode = \"${1|read-only,workspace-write,danger-full-access|}\""
            sandbox_workspace_write -> "sandbox_workspace_write = {$0}"
            approval_policy -> "approval_policy = \"${1|untrusted,on-request,on-failure,never|}\""
            default_permissions -> "default_permissions = \"$0\""
            permissions -> "permissions = {$0}"
            model_provider -> "model_provider = \"$0\""
            model_providers -> "model_providers = {$0}"
            mcp_servers -> "mcp_servers = {$0}"
            service_tier -> "service_tier = \"$0\""
        "#]],
    );
    check_offered(
        &agent("model_reasoning_effort = \"<|>\""),
        &expect![[r#"
        none
        minimal
        low
        medium
        high
        xhigh
    "#]],
    );
    check_offered(
        &agent("model = \"<|>\""),
        &expect![[r#"
        gpt-5.6-sol
        gpt-5.6-terra
        gpt-5.6-luna
        gpt-5.3-codex-spark
        gpt-6-sol
    "#]],
    );
}

#[test]
fn hover_explains_fields_and_values() {
    check_hover(
        &agent("nick<|>name_candidates = []"),
        &expect![[r#"
        **nickname_candidates** · list of texts (`[a, b]`)

        Names that are shown for the agents that are started, one each: at least one, all different, of ASCII letters, digits, blanks, `-` and `_`.
    "#]],
    );
    check_hover(
        &agent("sandbox_mode = \"read-<|>only\""),
        &expect![[r#"
        **read-only**

        They may read.
    "#]],
    );
}

#[test]
fn names_lead_from_the_prompt() {
    check_leads(
        &body("Hand it to the `scri<|>be` agent."),
        &expect![[r#"
        /w/.codex/agents/scribe.toml
    "#]],
    );
    check_leads(
        &body("Use the `rele<|>ase` skill."),
        &expect![[r#"
        /w/.codex/skills/release/SKILL.md
    "#]],
    );
    check_leads(&body("Use $rele<|>ase."), &expect![[""]]);
}

#[test]
fn a_role_is_renamed_by_its_field() {
    check_renamed(
        &body("Hand it to the `scri<|>be` agent."),
        "writer",
        &expect![[r#"
            /w/.codex/agents/lead.toml -> writer
            /w/.codex/agents/scribe.toml -> writer
            /w/.codex/agents/scribe.toml -> /w/.codex/agents/writer.toml
        "#]],
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
        &expect![[r#"
        **$ARGUMENTS**

        Everything that was typed behind the name.
    "#]],
    );
}

#[test]
fn a_prompt_in_a_project_is_read_by_nobody() {
    check_found(
        "//- /w/.codex/prompts/go.md\n---\ndescription: Goes.\n---\nGo to $1.\n",
        &expect![[r#"
            Information old-place "---": Codex reads no prompts of a project, only those in `~/.codex/prompts`; skills in `.agents/skills` have taken their place.
        "#]],
    );
}

#[test]
fn instructions_are_plain_text() {
    check_silent("openai-codex", "//- /w/AGENTS.override.md\nBe brief.\n");
}
