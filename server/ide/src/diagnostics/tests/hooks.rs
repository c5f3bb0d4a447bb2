//! Hooks in front matter.

use expect_test::expect;

use super::*;

fn hooks(lines: &str) -> String {
    found(&agent(&format!("hooks:\n{lines}")))
}

#[test]
fn hooks_that_never_run() {
    let shown = hooks(
        "  preToolUse:
    - hooks: [{type: command, command: a}]
  PostToolUse:
    - type: command
      command: a
  Stop:
    - hooks: [{type: comand, command: a}]
  SessionStart:
    - hooks: [{type: http, timeout: soon}]
  SessionEnd:
    - hooks: [{command: a}]
  Notification: a
  SubagentStop:
    - matcher: x",
    );
    expect![[r#"
        Warning unknown-hook-event "preToolUse"
        Warning invalid-hook "type"
        Warning invalid-hook "comand"
        Warning invalid-hook "http"
        Warning invalid-hook "soon"
        Warning invalid-hook "command"
        Warning invalid-hook "Notification"
        Warning invalid-hook "matcher: x"
    "#]]
    .assert_eq(&shown);
}

#[test]
fn parts_of_hooks_without_effect() {
    let shown = hooks(
        "  Stop:
    - matcher: x
      hooks:
        - {type: command, command: a, if: Bash(rm *), once: true, agrs: [b]}",
    );
    expect![[r#"
        Hint invalid-hook "matcher"
        Hint invalid-hook "if"
        Hint invalid-hook "once"
        Hint invalid-hook "agrs"
    "#]]
    .assert_eq(&shown);
    check_clean(&agent(
        "hooks:\n  Stop:\n    - hooks: [{type: command, command: a, timeout: 60}]",
    ));
    let once = "hooks:\n  Stop:\n    - hooks: [{type: command, command: a, once: true}]";
    check_clean(&skill(once));
}

#[test]
fn a_matcher_names_tools_as_they_are_written() {
    let shown = |matcher: &str| {
        hooks(&format!(
            "  PreToolUse:\n    - matcher: \"{matcher}\"\n      hooks: [{{type: prompt, prompt: a}}]"
        ))
    };
    expect![[r#"
        Warning unknown-tool "bash"
        Warning unknown-tool "Wirte"
    "#]]
    .assert_eq(&shown("bash|Edit, Wirte"));
    expect![[r#"
        Warning invalid-hook "mcp__github"
    "#]]
    .assert_eq(&shown("Read|mcp__github"));
    for sound in [
        "",
        "*",
        "Edit|Write",
        "mcp__github__.*",
        "mcp__github__push",
        "Deploy",
        "(bash)",
    ] {
        assert_eq!(shown(sound), "", "{sound}");
    }
}

#[test]
fn a_missing_type_is_added_as_the_hook_is_written() {
    let fixed = |handler: &str| {
        let text = agent(&format!("hooks:\n  Stop:\n    - hooks:{handler}"));
        at_cursor(&with_team(&text), |snapshot, file, _| {
            let found = diagnostics(snapshot, file);
            let text = snapshot.source(file).unwrap().text;
            let fixed = crate::apply_fixes(&text, &found[0].fixes).unwrap();
            let (_, handlers) = fixed.split_once("- hooks:").unwrap();
            handlers.split_once("\n---").unwrap().0.to_owned()
        })
    };
    assert_eq!(fixed(" [{command: a}]"), " [{type: command, command: a}]");
    assert_eq!(
        fixed("\n        - command: a"),
        "\n        - type: command\n          command: a"
    );
}

#[test]
fn hooks_that_are_being_typed_are_no_fault() {
    for typed in [
        "hooks:",
        "hooks:\n  PreToolUse:",
        "hooks:\n  PreToolUse:\n    -",
        "hooks:\n  PreToolUse:\n    - matcher: Edit\n      hooks:",
        "hooks:\n  PreToolUse:\n    - matcher: Edit\n      hooks:\n        -",
        "hooks:\n  PreToolUse:\n    - hooks:\n        - type:",
    ] {
        check_clean(&agent(typed));
    }
}

#[test]
fn hooks_of_a_plugin_s_agent_are_ignored_as_a_whole() {
    check(
        &file(
            "plugins/alpha/agents/x.md",
            "name: x\ndescription: Works.\nhooks:\n  Nothing: 1",
        ),
        &expect![[r#"
            Warning ignored-field "hooks"
        "#]],
    );
}

#[test]
fn each_item_without_handlers_is_told_where_it_stands() {
    check(
        &agent("hooks:\n  PreToolUse:\n    - matcher: Bash\n    - matcher: Read"),
        &expect![[r#"
            Error invalid-hook "matcher: Bash"
            Error invalid-hook "matcher: Read"
        "#]],
    );
}

#[test]
fn a_hook_before_the_commands_of_skills() {
    check_clean(&agent(
        "hooks:\n  PreSkillShellCommand:\n    - matcher: Bash\n      hooks:\n        - type: command\n          command: ./look.sh",
    ));
}

#[test]
fn some_hooks_that_cannot_be_read_cost_the_whole_agent() {
    let hooks =
        |event: &str| format!("hooks:\n  {event}:\n    - hooks:\n        - type: command\n");
    check(
        &agent(&hooks("PreToolUse")),
        &expect![[r#"
            Error invalid-hook "command"
        "#]],
    );
    check(
        &agent(&hooks("PostToolUse")),
        &expect![[r#"
            Warning invalid-hook "command"
        "#]],
    );
    check(
        "//- /w/.claude/skills/x/SKILL.md\n---\nname: x\ndescription: d\nhooks:\n  PreToolUse: x\n---\nX\n",
        &expect![[r#"
            Warning invalid-hook "PreToolUse"
        "#]],
    );
}

#[test]
fn an_event_among_the_fields_costs_the_agent_where_the_program_looks_at_it() {
    let outside = |event: &str| {
        format!("{event}:\n  - hooks:\n      - type: command\n        command: ./x.sh")
    };
    check(
        &agent(&outside("PermissionRequest")),
        &expect![[r#"
            Error invalid-hook "PermissionRequest"
            Hint unknown-field "PermissionRequest"
        "#]],
    );
    check(
        &agent(&outside("Stop")),
        &expect![[r#"
            Hint unknown-field "Stop"
        "#]],
    );
}
