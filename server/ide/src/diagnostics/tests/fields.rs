//! Fields, and the shapes of their values.

use expect_test::expect;

use super::*;

#[test]
fn missing_field() {
    check(
        "---\nname: main\n---\n",
        &expect![[r#"
        Error missing-field "---"
    "#]],
    );
    check(
        "---\ndescription: Works.\n---\n",
        &expect![[r#"
        Error missing-field "---"
    "#]],
    );
    check(
        &file(".gemini/agents/x.md", "kind: local"),
        &expect![[r#"
        Error missing-field "---"
        Error missing-field "---"
    "#]],
    );
    // What Claude Code takes for documentation lacks nothing more.
    for nameless in ["---\n---\n", "---\nversion: 1\n---\n# Notes\n"] {
        let messages = messages(nameless);
        assert_eq!(messages.matches("is missing").count(), 1, "{messages}");
    }
    // In a plugin it has the name of its file.
    let in_plugin = file("p/agents/x.md", "model: opus")
        + "//- /w/p/.claude-plugin/plugin.json\n{\"name\": \"p\"}\n";
    check(
        &in_plugin,
        &expect![[r#"
        Hint missing-field "---"
        Warning missing-field "---"
    "#]],
    );
    check(
        &file(".claude/skills/x/SKILL.md", "model: opus"),
        &expect![[""]],
    );
    check_clean("---\ndescription: Works.\nname: main\n---\n");
}

#[test]
fn empty_field() {
    check(
        "---\nname:\ndescription: Works.\n---\n",
        &expect![[r#"
        Error empty-field "name"
    "#]],
    );
    check(
        "---\nname: main\ndescription: \"\"\n---\n",
        &expect![[r#"
        Error empty-field "description"
    "#]],
    );
    check(
        "---\nname: main\ndescription: ~\n---\n",
        &expect![[r#"
        Error empty-field "description"
    "#]],
    );
    check_clean(&agent("model:\ntools:\n"));
}

#[test]
fn duplicate_field() {
    check(
        &agent("model: opus\nmodel: sonnet"),
        &expect![[r#"
        Warning duplicate-field "model"
    "#]],
    );
    check_clean(&agent("hooks:\n  Stop: []\nexperimental:\n  Stop: x"));
}

/// What the fixes of findings about repeated fields make of a front matter.
fn without_repeated(block: &str) -> String {
    at_cursor(
        &format!("//- /w/.claude/agents/main.md\n{block}"),
        |snapshot, file, _| {
            let text = snapshot.source(file).unwrap().text;
            let found = diagnostics(snapshot, file).into_iter();
            let found = found.filter(|finding| finding.rule == "duplicate-field");
            let fixes: Vec<crate::Fix> = found.flat_map(|finding| finding.fixes).collect();
            match crate::apply_fixes(&text, &fixes) {
                Some(fixed) if fixes.iter().all(|fix| fix.safe) => format!("safe: {fixed}"),
                Some(fixed) => fixed,
                None => "no fix".to_owned(),
            }
        },
    )
}

#[test]
fn a_repeated_field_goes_with_its_lines_and_nothing_else() {
    let rest = "description: Works.\n---\n";
    let same = format!("---\nname: main\nname: main\n{rest}");
    assert_eq!(
        without_repeated(&same),
        format!("safe: ---\nname: main\n{rest}")
    );
    let commented = format!("---\nname: main # so\nname: main\n{rest}");
    assert_eq!(
        without_repeated(&commented),
        format!("---\nname: main\n{rest}")
    );
    assert_eq!(
        without_repeated("---\n name: main\n name: main\n description: Works.\n---\n"),
        "safe: ---\n name: main\n description: Works.\n---\n"
    );
    assert_eq!(
        without_repeated("---\nname: main\rname: main\rdescription: Works.\n---\n"),
        "safe: ---\nname: main\rdescription: Works.\n---\n"
    );
    assert_eq!(
        without_repeated("---\n{name: main, name: main, description: Works.}\n---\n"),
        "no fix"
    );
}

/// The file with all of its fixes.
fn fixed(fixture: &str) -> Option<String> {
    at_cursor(fixture, |snapshot, file, _| {
        let text = snapshot.source(file).unwrap().text;
        let found = diagnostics(snapshot, file);
        crate::apply_fixes(&text, found.iter().flat_map(|finding| &finding.fixes))
    })
}

#[test]
fn a_missing_name_is_added_where_the_other_fields_are() {
    assert_eq!(
        fixed("---\n description: Works.\n---\n").as_deref(),
        Some("---\n name: main\n description: Works.\n---\n")
    );
    assert_eq!(fixed("---\n{description: Works.}\n---\n"), None);
}

#[test]
fn the_new_name_of_a_field_stands_in_the_old_one_s_quotes() {
    let prompt = "//- /w/.github/prompts/ship.prompt.md\n<|>---\n\"mode\": agent\n---\nShip.\n";
    assert_eq!(
        fixed(prompt).as_deref(),
        Some("---\n\"agent\": agent\n---\nShip.\n")
    );
}

#[test]
fn a_field_of_the_user_s_own_replaces_that_of_the_tables_for_its_kinds() {
    let own = "//- /w/dossier.toml\n\
        [[field]]\nname = \"stage\"\nkinds = [\"agent\"]\nvalues = [{ value = \"draft\", doc = \"\" }, { value = \"done\", doc = \"\" }]\n\
        [[field]]\nname = \"description\"\nkinds = [\"agent\"]\nvalues = [{ value = \"Works.\", doc = \"\" }]\n";
    check_clean(&(agent("stage: done") + own));
    check(
        &(agent("stage: dnoe") + own),
        &expect![[r#"
        Warning unknown-value "dnoe"
    "#]],
    );
    // Of another kind, the field is nobody's.
    check(
        &(skill("stage: done") + own),
        &expect![[r#"
        Hint unknown-field "stage"
    "#]],
    );
    // It is as required as it was, and only where it was.
    check(
        &("---\nname: main\n---\nBody.\n".to_owned() + own),
        &expect![[r#"
            Warning missing-field "---"
        "#]],
    );
    check_clean(&(file(".claude/skills/x/SKILL.md", "name: x\ndescription: Plays.") + own));
    check(
        &("---\nname: main\ndescription: Plays.\n---\nBody.\n".to_owned() + own),
        &expect![[r#"
            Warning unknown-value "Plays."
        "#]],
    );
}

#[test]
fn misnamed_field() {
    check(
        &agent("allowed-tools: Read"),
        &expect![[r#"
        Warning misnamed-field "allowed-tools"
    "#]],
    );
    check(
        &skill("tools: Read"),
        &expect![[r#"
        Warning misnamed-field "tools"
    "#]],
    );
    check_clean(&agent("tools: Read"));
    check_clean(&skill("allowed-tools: Read"));
}

#[test]
fn unknown_field() {
    check(
        &agent("modle: opus"),
        &expect![[r#"
        Warning unknown-field "modle"
    "#]],
    );
    check(
        &agent("nonsense: x"),
        &expect![[r#"
        Hint unknown-field "nonsense"
    "#]],
    );
    check(
        &agent("Model: opus"),
        &expect![[r#"
        Warning unknown-field "Model"
    "#]],
    );
    // Other programs read these in this place.
    check_clean(&agent("readonly: true\nmcp-servers: {}"));
    assert!(messages(&agent("modle: opus")).contains("Did you mean `model`?"));
}

#[test]
fn ignored_field() {
    let plugin = |lines: &str| {
        file(
            "plugins/alpha/agents/x.md",
            &format!("name: x\ndescription: Works.\n{lines}"),
        )
    };
    check(
        &plugin("permissionMode: plan\nhooks: {}"),
        &expect![[r#"
        Warning ignored-field "permissionMode"
        Warning ignored-field "hooks"
    "#]],
    );
    check_clean(&plugin("model: opus"));
    check_clean(&agent("permissionMode: plan"));
}

#[test]
fn unknown_value() {
    check(
        &agent("permissionMode: plna"),
        &expect![[r#"
        Warning unknown-value "plna"
    "#]],
    );
    check(
        &agent("color: \"mauve\""),
        &expect![[r#"
        Hint unknown-value "mauve"
    "#]],
    );
    check(
        &agent("memory: [user]"),
        &expect![[r#"
        Warning wrong-shape "[user]"
    "#]],
    );
    check_clean(&agent("permissionMode: plan\ncolor: \"red\"\neffort:"));
}

#[test]
fn a_page_among_agents_with_fields_of_its_own() {
    let found = |fields: &str| {
        let text =
            format!("//- /w/.claude/agents/souls/go.soul.md\n---\n{fields}\n---\nBe kind.\n");
        at_cursor(&text, |snapshot, file, _| {
            let mut found = diagnostics(snapshot, file).into_iter();
            let found = found.find(|it| it.rule == "missing-field");
            found.map(|it| it.severity)
        })
    };
    assert_eq!(found("agent: go\nversion: 1.0.0"), Some(Severity::Hint));
    assert_eq!(found("description: Go."), Some(Severity::Error));
    assert_eq!(found("nmae: go"), Some(Severity::Error));
}

#[test]
fn an_item_of_the_wrong_shape_is_blamed_and_not_the_list() {
    let command = "//- /w/.claude/commands/release.md\n---\ndescription: Releases.\narguments:\n";
    assert_eq!(
        messages(&format!(
            "{command}  - to\n  - name: tag\n    required: true\n---\nGo.\n"
        )),
        "Claude Code expects text for each item of `arguments`.\n"
    );
    assert_eq!(
        messages(&format!("{command}  to: it\n---\nGo.\n")),
        "Claude Code expects a list for `arguments`.\n"
    );
}

#[test]
fn wrong_shape() {
    check(
        &agent("maxTurns: many"),
        &expect![[r#"
        Warning wrong-shape "many"
    "#]],
    );
    check(
        &agent("maxTurns: 0"),
        &expect![[r#"
        Warning wrong-shape "0"
    "#]],
    );
    check(
        &agent("background: maybe"),
        &expect![[r#"
        Warning wrong-shape "maybe"
    "#]],
    );
    check(
        &agent("tools: {Read: true}"),
        &expect![[r#"
        Warning wrong-shape "{Read: true}"
    "#]],
    );
    check(
        &agent("model: [opus]"),
        &expect![[r#"
        Warning wrong-shape "[opus]"
    "#]],
    );
    check(
        &agent("hooks: Stop"),
        &expect![[r#"
        Warning wrong-shape "Stop"
    "#]],
    );
    check(
        &agent("mcpServers: github"),
        &expect![[r#"
        Warning wrong-shape "github"
    "#]],
    );
    check(
        &agent("tools:\n  - Read:\n      - x"),
        &expect![[r#"
        Warning wrong-shape "Read:"
    "#]],
    );
    check(
        &agent("experimental:\n  cacheTtl: 2h"),
        &expect![[r#"
        Warning unknown-value "2h"
    "#]],
    );
    check(
        &agent("experimental: cacheTtl"),
        &expect![[r#"
        Warning wrong-shape "cacheTtl"
    "#]],
    );
    check_clean(&agent("experimental:\n  cacheTtl: 1h\n  other: x"));
    check_clean(&agent(
        "maxTurns: 1\nbackground: True\ntools: []\nskills: ship",
    ));
    check_clean(&agent("x: &a [Read]\ntools: *a").replace("x:", "mcpServers:"));
}

#[test]
fn too_long() {
    check(
        &skill(&format!("compatibility: {}", "ä".repeat(501))),
        &expect![[r#"
        Warning too-long "äääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"
    "#]],
    );
    check_clean(&skill(&format!("compatibility: {}", "ä".repeat(500))));
}

#[test]
fn globs_in_a_rule_that_always_applies_are_meant_for_another_program() {
    let rule = |lines: &str| found(&file(".claude/rules/x.md", lines));
    assert!(rule("globs: '*.ts'").contains("misnamed-field"));
    assert!(!rule("globs: '*.ts'\nalwaysApply: true").contains("misnamed-field"));
}

#[test]
fn a_field_that_needs_another_one() {
    check(
        &skill("agent: Explore"),
        &expect![[r#"
            Warning ignored-field "agent"
        "#]],
    );
    check_clean(&skill("context: fork\nagent: Explore"));
    check_clean(&skill("agent: Explore\ncontext: \"fork\""));
    check(
        &file(
            ".claude/output-styles/x.md",
            "name: X\nforce-for-plugin: true",
        ),
        &expect![[r#"
            Warning ignored-field "force-for-plugin"
        "#]],
    );
}

#[test]
fn a_list_is_no_text() {
    check(
        &agent("initialPrompt: [a, b]"),
        &expect![[r#"
            Warning wrong-shape "[a, b]"
        "#]],
    );
    check_clean(&file(
        ".claude/commands/sub/x.md",
        "description: Works.\nargument-hint: [file]",
    ));
}

#[test]
fn a_field_is_taken_for_another_only_where_its_value_fits() {
    // A list is no name of one agent, and another program may read `agents`.
    check(
        &skill("agents: [writer, reviewer]"),
        &expect![[r#"
            Hint unknown-field "agents"
        "#]],
    );
    check(
        &skill("agents: writer, reviewer"),
        &expect![[r#"
        Hint unknown-field "agents"
    "#]],
    );
    check(
        &skill("agents:"),
        &expect![[r#"
        Hint unknown-field "agents"
    "#]],
    );
    check(
        &agent("maxTurn: many"),
        &expect![[r#"
        Hint unknown-field "maxTurn"
    "#]],
    );
    let message = messages(&agent("maxTurn: 3"));
    assert!(message.contains("Did you mean `maxTurns`?"), "{message}");
    let message = messages(&agent("tool: Read, Grep"));
    assert!(message.contains("Did you mean `tools`?"), "{message}");
}

#[test]
fn a_list_of_hooks_costs_the_agent() {
    check(
        &agent("hooks: []"),
        &expect![[r#"
        Error wrong-shape "[]"
    "#]],
    );
    check(
        &agent("hooks:\n  - PreToolUse"),
        &expect![[r#"
        Error wrong-shape "- PreToolUse"
    "#]],
    );
    check(
        &agent("hooks: later"),
        &expect![[r#"
        Warning wrong-shape "later"
    "#]],
    );
    check_clean(&agent("hooks: {}"));
    check_clean(&agent("hooks:"));
}

#[test]
fn a_skill_that_nobody_can_start() {
    check(
        &skill("disable-model-invocation: true\nuser-invocable: false"),
        &expect![[r#"
            Warning never-starts "user-invocable"
        "#]],
    );
    check(
        &file(
            ".claude/commands/go.md",
            "user-invocable: off\ndisable-model-invocation: yes",
        ),
        &expect![[r#"
            Warning never-starts "disable-model-invocation"
        "#]],
    );
    check_clean(&skill("disable-model-invocation: true"));
    check_clean(&skill("user-invocable: false"));
    check_clean(&skill(
        "disable-model-invocation: true\nuser-invocable: true",
    ));
}

#[test]
fn a_list_that_another_reader_takes_for_no_hint() {
    check(
        &skill("argument-hint: [feature or problem]"),
        &expect![[r#"
            Information wrong-shape "[feature or problem]"
        "#]],
    );
    check(
        &file(
            ".github/skills/x/SKILL.md",
            "name: x\ndescription: Works.\nargument-hint: [a b]",
        ),
        &expect![[r#"
            Information wrong-shape "[a b]"
        "#]],
    );
    check_clean(&skill("argument-hint: \"[feature or problem]\""));
    // Nobody else reads it there.
    check_clean(&file(
        ".claude/commands/sub/x.md",
        "description: Works.\nargument-hint: [a b]",
    ));
}

#[test]
fn a_slip_in_the_name_of_the_name_gets_no_second_one() {
    let text =
        "//- /w/.claude/agents/rev.md\n---\nnmae: code-rev\ndescription: Reviews.\n---\nBody.\n";
    let titles = at_cursor(text, |snapshot, file, _| {
        let found = diagnostics(snapshot, file).into_iter();
        let fixes = found.flat_map(|finding| finding.fixes);
        fixes.map(|fix| fix.title).collect::<Vec<_>>()
    });
    assert_eq!(titles, ["Change to `name`"]);
}

#[test]
fn a_value_of_another_type_is_an_error_where_the_program_refuses_it() {
    let agent = |lines: &str| file(".opencode/agents/main.md", lines);
    for refused in [
        "description: 12",
        "description:",
        "description: true",
        "temperature: \"0.2\"",
        "hidden: yes",
        "tools: read, grep",
        "permission:\n  edit: never",
    ] {
        let found = found(&agent(refused));
        assert!(found.starts_with("Error "), "{refused}: {found}");
    }
    check_clean(&agent(
        "description: \"12\"\ntemperature: 0.2\nhidden: true\nmode: all",
    ));
    // Others take a number for a text, and a field without a value for none.
    check_clean(&file(
        ".qwen/agents/main.md",
        "name: main\ndescription: 12\nmodel:\ntools:\n  - read_file",
    ));
}

#[test]
fn a_field_that_must_be_there_and_says_nothing_is_reported_once() {
    check(
        &file(".gemini/agents/main.md", "name: main\ndescription:"),
        &expect![[r#"
            Error empty-field "description"
        "#]],
    );
}

#[test]
fn a_field_that_occurs_twice_can_cost_the_file() {
    check(
        &file(
            ".gemini/agents/main.md",
            "name: main\ndescription: Works.\nname: main",
        ),
        &expect![[r#"
        Error duplicate-field "name"
    "#]],
    );
}

#[test]
fn a_text_in_quotes_is_there_even_if_it_says_nothing() {
    let skill = |lines: &str| found(&file(".gemini/skills/x/SKILL.md", lines));
    assert_eq!(
        skill("name: x\ndescription:"),
        "Warning empty-field \"description\"\n"
    );
    assert_eq!(skill("name: x"), "Error missing-field \"---\"\n");
}

#[test]
fn a_list_can_cost_the_file_where_text_is_expected_and_text_where_a_list_is() {
    let command = file(".qwen/commands/x.md", "argument-hint: [path]");
    check(
        &command,
        &expect![[r#"
        Error wrong-shape "[path]"
    "#]],
    );
    check_clean(&command.replace("[path]", "\"[path]\""));
    let agent = file(
        ".copilot/agents/main.md",
        "description: Works.\nskills: ship",
    );
    let found = found(&agent);
    assert!(found.contains("Error wrong-shape \"ship\""), "{found}");
}
