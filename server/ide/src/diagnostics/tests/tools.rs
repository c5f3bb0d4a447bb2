//! Lists of tools.

use expect_test::expect;

use super::*;
use crate::completions;

#[test]
fn unknown_tool() {
    check(
        &agent("tools: Read, Reed"),
        &expect![[r#"
        Error unknown-tool "Reed"
    "#]],
    );
    check(
        &agent("tools: [Read, \"Deploy\"]"),
        &expect![[r#"
        Warning unknown-tool "Deploy"
    "#]],
    );
    check(
        &agent("disallowedTools:\n  - webfetch"),
        &expect![[r#"
        Error unknown-tool "webfetch"
    "#]],
    );
    check(
        &agent("tools: Read, Grepp(x)"),
        &expect![[r#"
        Error unknown-tool "Grepp"
    "#]],
    );
    check(
        &skill("allowed-tools: Read Deploy"),
        &expect![[r#"
        Warning unknown-tool "Deploy"
    "#]],
    );
    check(
        &agent("tools: All tools"),
        &expect![[r#"
        Error tools-leave-nothing "tools"
        Warning unknown-tool "All tools"
    "#]],
    );
    check_clean(&agent("tools: Read, mcp__any__tool, \"*\"").replace("\"*\"", "*"));
    check_clean(&agent("tools: >\n  Read,\n  Grep"));
    check_clean(&skill("allowed-tools: >\n  Read Grep\n  Glob"));
    check_clean(&skill(
        "allowed-tools: Read, Bash(git add:*), Bash(npm run x, y)",
    ));
    assert!(messages(&agent("tools: Reed")).contains("Did you mean `Read`?"));
}

#[test]
fn a_place_to_fill_in_is_no_tool_yet() {
    check_clean(&agent("tools: Read, \"{{SEARCH_TOOL}}\""));
    check(
        &agent("tools: Read, SEARCH_TOOL"),
        &expect![[r#"
        Warning unknown-tool "SEARCH_TOOL"
    "#]],
    );
}

#[test]
fn an_old_name_is_changed_unseen_only_where_no_other_program_reads_it() {
    let is_safe = |path: &str| {
        let text = file(path, "name: x\ndescription: Works.\ntools: Read, Task");
        let found = at_cursor(&with_team(&text), |snapshot, file, _| {
            diagnostics(snapshot, file)
        });
        found[0].fixes[0].safe
    };
    assert!(!is_safe(".claude/agents/x.md"));
    assert!(is_safe("plugins/alpha/agents/x.md"));
}

#[test]
fn an_old_name_beside_the_new_one_is_taken_out() {
    let text = agent("tools: Edit, MultiEdit");
    let found = at_cursor(&with_team(&text), |snapshot, file, _| {
        diagnostics(snapshot, file)
    });
    assert_eq!(found[0].fixes[0].title, "Remove `MultiEdit`");
}

#[test]
fn old_tool() {
    check(
        &agent("tools: Task(x), KillShell"),
        &expect![[r#"
        Hint old-tool "Task"
        Hint old-tool "KillShell"
    "#]],
    );
    check(
        &agent("tools: LS, MultiEdit, NotebookRead"),
        &expect![[r#"
        Warning old-tool "LS"
        Information old-tool "MultiEdit"
        Warning old-tool "NotebookRead"
    "#]],
    );
    check_clean(&agent("tools: Agent(x), TaskStop"));
}

#[test]
fn duplicate_tool() {
    check(
        &agent("tools: Read, Grep, Read"),
        &expect![[r#"
        Hint duplicate-tool "Read"
    "#]],
    );
    check_clean(&skill("allowed-tools: Bash(git *), Bash(ls)"));
}

#[test]
fn what_is_taken_away_is_taken_whole_and_under_any_name() {
    let shown = |tools: &str, taken: &str| {
        found(&agent(&format!("tools: {tools}\ndisallowedTools: {taken}")))
    };
    expect![[r#"
        Warning conflicting-tools "Bash(git *)"
        Warning whole-tool-granted "Bash(git *)"
    "#]]
    .assert_eq(&shown("Read, Bash(git *)", "Bash"));
    expect![[r#"
        Warning whole-tool-granted "Bash(git *)"
        Warning whole-tool-removed "Bash(git push *)"
    "#]]
    .assert_eq(&shown("Read, Bash(git *)", "Bash(git push *)"));
    expect![[r#"
        Warning conflicting-tools "Agent"
    "#]]
    .assert_eq(&shown("Agent, Read", "\n  - Agent"));
    expect![[r#"
        Warning conflicting-tools "mcp__github__push"
    "#]]
    .assert_eq(&shown("[Read, mcp__github__push]", "mcp__github__push"));
    for (tools, taken) in [
        ("Read", "Write"),
        ("Read, Agent(Explore)", "Agent(Plan)"),
        ("Read, mcp__github", "mcp__github__push"),
        ("Read", ""),
    ] {
        assert_eq!(shown(tools, taken), "", "{tools} - {taken}");
    }
    let skill = skill("allowed-tools: Bash(git *)\ndisallowed-tools: Bash(git push *)");
    assert_eq!(found(&skill).matches("conflicting-tools").count(), 0);
}

#[test]
fn the_plan_tool_is_there_in_plan_mode() {
    let plan = "tools: Read, ExitPlanMode";
    check(
        &agent(plan),
        &expect![[r#"
            Information never-available-tool "ExitPlanMode"
        "#]],
    );
    check_clean(&agent(&format!("{plan}\npermissionMode: plan")));
    check_clean(&skill("allowed-tools: AskUserQuestion"));
    // Only the main session heeds which agents may be started.
    check_clean(&agent("tools: AskUserQuestion, Agent(Explore)"));
    let offered = |lines: &str| {
        at_cursor(&agent(lines), |snapshot, file, offset| {
            let items = completions(snapshot, file, offset).items;
            let labels = items.iter().map(|item| item.label.clone());
            labels.filter(|it| it == "ExitPlanMode").count()
        })
    };
    assert_eq!(offered("tools: <|>"), 0);
    assert_eq!(offered("permissionMode: plan\ntools: <|>"), 1);
}

#[test]
fn what_was_meant_for_a_list() {
    let titles = |tools: &str| {
        let text = format!("//- /w/.claude/agents/main.md\n{}", agent(tools));
        at_cursor(&text, |snapshot, file, _| {
            let found = diagnostics(snapshot, file).into_iter();
            let found = found.filter(|it| it.rule == "unknown-tool");
            let fixes = found.map(|it| (it.message, it.fixes.into_iter().map(|fix| fix.title)));
            let lines = fixes
                .map(|(message, titles)| format!("{message} {:?}\n", titles.collect::<Vec<_>>()));
            lines.collect::<String>()
        })
    };
    expect![[r#"
        `-Read` is text, not an item of a list: YAML wants a blank behind the `-`. ["Put a blank behind each `-`"]
        `-Edit` is text, not an item of a list: YAML wants a blank behind the `-`. ["Put a blank behind each `-`"]
    "#]].assert_eq(&titles("tools:\n  -Read\n  -Edit"));
    expect![[r#"
        `Read Edit` is one tool for Claude Code: commas are missing between them. ["Put commas between them"]
    "#]].assert_eq(&titles("tools: Glob, Read Edit"));
    expect![[r#"
        `Read Edit` is one tool for Claude Code: commas are missing between them. []
    "#]]
    .assert_eq(&titles("tools:\n  - Read Edit"));
}
