//! Programs that have a kind or two of files, and those whose files can only be gone to.

use expect_test::expect;

use super::*;

#[test]
fn rules_say_when_they_hold() {
    let windsurf =
        |lines: &str| format!("//- /w/.windsurf/rules/style.md\n---\n{lines}\n---\nBe brief.\n");
    check_silent(
        "windsurf",
        &windsurf("trigger: glob\nglobs: \"**/*.ts\"\ndescription: Style."),
    );
    check_silent("windsurf", "//- /w/.windsurf/rules/style.md\n# Style\n");
    check_found(
        &windsurf("trigger: sometimes"),
        &expect![[r#"
        Hint unknown-value "sometimes": `sometimes` is none of the values of `trigger` that Windsurf documents. It is one of `always_on`, `model_decision`, `glob`, `manual`, `agent`.
    "#]],
    );
    check_offered(
        &windsurf("trigger: <|>"),
        &expect![[r#"
        always_on
        model_decision
        glob
        manual
        agent
    "#]],
    );
    check_silent(
        "windsurf",
        "//- /w/.windsurf/workflows/x.md\n---\ndescription: X.\nauto_execution_mode: 3\n---\nDo.\n",
    );
    let devin = windsurf("trigger: manual").replace(".windsurf", ".devin");
    check_silent("devin", &devin);
    let augment =
        |lines: &str| format!("//- /w/.augment/rules/style.md\n---\n{lines}\n---\nBe brief.\n");
    check_silent("augment", &augment("type: always_apply"));
    check_found(
        &augment("type: agent_requested"),
        &expect![[r#"
        Hint missing-field "---": `description` is missing. The model chooses the rule by it.
    "#]],
    );
}

#[test]
fn a_subagent_of_devin_is_called_like_its_folder() {
    let text = "//- /w/.devin/agents/scribe/AGENT.md\n---\ndescription: Writes.\nallowed-tools:\n  - read\npermissions:\n  allow: [\"exec(git)\"]\nmax-nesting: 2\n---\nWrite.\n";
    check_silent("devin", text);
    check_leads(
        &format!("//- /w/AGENTS.md\nUse the subagent `scr<|>ibe`.\n{text}"),
        &expect![[r#"
            /w/.devin/agents/scribe/AGENT.md
        "#]],
    );
    check_silent(
        "devin",
        "//- /w/.windsurf/skills/x/SKILL.md\n---\nname: x\ndescription: X.\ntriggers: [user]\nsubagent: true\n---\nDo.\n",
    );
}

#[test]
fn a_subagent_of_augment_is_called_by_its_path() {
    let text = "//- /w/.augment/agents/backend/sql.md\n---\ndescription: Knows SQL.\ntools: view, grep\ncolor: blue\n---\nAnswer.\n";
    check_silent("augment", text);
    check_leads(
        &format!("//- /w/AGENTS.md\nUse the subagent `backend:s<|>ql`.\n{text}"),
        &expect![[r#"
            /w/.augment/agents/backend/sql.md
        "#]],
    );
}

#[test]
fn a_check_of_amp_says_how_grave_it_is() {
    let check = |lines: &str| {
        format!("//- /w/.agents/checks/secrets.md\n---\n{lines}\n---\nLook for secrets.\n")
    };
    check_silent(
        "amp",
        &check("name: secrets\ndescription: No secrets.\nseverity-default: high\ntools: [Read]"),
    );
    check_found(
        &check("severity-default: grave"),
        &expect![[r#"
        Hint missing-field "---": `name` is missing. Amp wants one.
        Hint unknown-value "grave": `grave` is none of the values of `severity-default` that Amp documents. It is one of `low`, `medium`, `high`, `critical`.
    "#]],
    );
}

/// What is known of these is where their files lie and what they are called by.
#[test]
fn files_of_programs_that_are_open_can_be_gone_to() {
    for (program, path) in [
        ("kilo-code", ".kilo/agents/team/scribe.md"),
        ("kimi-code", ".kimi-code/agents/scribe.md"),
        ("goose", ".goose/agents/scribe.md"),
        ("grok-build", ".grok/agents/scribe.md"),
        ("rovo-dev", ".rovodev/subagents/scribe.md"),
    ] {
        let text = format!(
            "//- /w/{path}\n---\nname: scribe\ndescription: Writes.\nmade-up: true\ntools: [x, x]\n---\nWrite.\n"
        );
        check_silent(program, &text);
        let from = format!("//- /w/AGENTS.md\nUse the subagent `scr<|>ibe`.\n{text}");
        let leads = ask(&from, |snapshot, file, offset| {
            definition(snapshot, file, offset)
        });
        assert_eq!(leads.len(), 1, "{program}");
        assert_eq!(leads[0].path, format!("/w/{path}"));
    }
    check_silent(
        "continue",
        "//- /w/.continue/rules/style.md\n---\nname: Style\nalwaysApply: perhaps\n---\nBe brief.\n",
    );
}

/// What several programs read may have the fields of each: the loudest complaint about checkers of
/// such files is that they know one program's alone.
#[test]
fn a_skill_that_many_read_may_have_the_fields_of_each() {
    check_silent(
        "agent-skills",
        "//- /w/.agents/skills/release/SKILL.md\n---\nname: release\ndescription: Releases.\nargument-hint: <version>\ndisable-model-invocation: true\ntriggers: [user]\nsubagent: true\nbuiltin-tools: [x]\nmcpServers: {}\nenabled: true\n---\nDo.\n",
    );
}

/// That a program doesn't look deeper is no more sure than the rest of what is known of it.
#[test]
fn a_file_that_lies_too_deep_is_a_hint_where_little_is_sure() {
    let agent = "---\nname: lead\ndescription: Leads.\ntools: Read\n---\nLead.\n";
    check_found(
        &format!("//- /w/.agents/agents/team/lead/agent.md\n{agent}"),
        &expect![[r#"
            Hint too-deep "---": Move this agent out of the folder `team`: Antigravity looks one folder further up, and doesn't find it here.
            Hint wrong-shape "Read": Antigravity expects a list of tools for `tools`.
        "#]],
    );
}

#[test]
fn the_servers_of_an_agent_plugin_say_how_they_are_reached() {
    let servers = |server: &str| {
        format!(
            "//- /w/plugin/mcp.json\n{{\"$schema\": \"https://agent-plugins.org/schemas/1.0.0/mcp.schema.json\", \"mcpServers\": {{\"db\": {server}}}}}\n"
        )
    };
    check_silent(
        "agent-plugins",
        &servers("{\"type\": \"stdio\", \"command\": \"./db\", \"args\": [\"${PLUGIN_DATA}\"]}"),
    );
    check_found(
        &servers("{\"command\": \"./db\"}"),
        &expect![[r#"
        Warning missing-field "\"command\"": `type` is missing in this part of `mcpServers`. Programs that follow the standard skip the server.
    "#]],
    );
    check_found(
        &servers("{\"type\": \"http\"}"),
        &expect![[r#"
        Warning unknown-value "http": `http` is none of the values of `mcpServers.*.type` that Agent Plugins documents. It is one of `stdio`, `streamable-http`, `sse`.
    "#]],
    );
    check_offered(
        &servers("{\"type\": \"<|>\"}"),
        &expect![[r#"
        stdio
        streamable-http
        sse
    "#]],
    );
    let other = "//- /w/.acme/mcp.json\n{\"mcpServers\": {\"db\": {}}}\n";
    assert!(ask(other, |snapshot, file, _| snapshot
        .source(file)
        .is_none()));
}

#[test]
fn a_long_rule_is_a_hint() {
    let long = "Be brief.\n".repeat(1_300);
    check_found(
        &format!("//- /w/.windsurf/rules/style.md\n{long}\n"),
        &expect![[r#"
            Hint body-too-long "Be brief.": This text has 12999 characters, more than 12000. Longer ones are not taken as a whole.
        "#]],
    );
}

/// A folder that is called like one of theirs elsewhere says nothing of what lies in it.
#[test]
fn a_common_folder_is_no_sign_of_their_files() {
    let text = "---\nname: Report\non: push\ndescription: Reports.\n---\nReport.\n";
    for folder in ["workflows", "prompts", "checks"] {
        let text = format!("//- /w/{folder}/report.md\n{text}");
        let is_none = ask(&text, |snapshot, file, _| snapshot.source(file).is_none());
        assert!(is_none, "{folder}");
    }
    check_leads(
        &format!(
            "//- /w/AGENTS.md\nRun `/re<|>port` now.\n//- /w/.windsurf/workflows/report.md\n{text}"
        ),
        &expect![[r#"
            /w/.windsurf/workflows/report.md
        "#]],
    );
}
