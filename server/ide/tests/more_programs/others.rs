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
