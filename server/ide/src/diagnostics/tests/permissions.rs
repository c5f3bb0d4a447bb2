//! Permission rules, and agents that are left without tools.

use expect_test::expect;

use super::*;

#[test]
fn a_list_of_which_nothing_is_left_keeps_the_agent_from_starting() {
    check(
        &agent("tools: [TeamCreate, Cd]"),
        &expect![[r#"
            Error tools-leave-nothing "tools"
            Warning old-tool "TeamCreate"
        "#]],
    );
    check_clean(&agent("tools: []"));
    check_clean(&agent("tools: mcp__github"));
    check_clean(&agent("tools: '*'"));
}

#[test]
fn rules_that_never_match() {
    let shown = |rule: &str| found(&skill(&format!("allowed-tools: [Read, \"{rule}\"]")));
    for never in [
        "Write(docs/**)",
        "NotebookEdit(*.ipynb)",
        "Glob(src/**)",
        "WebSearch(rust)",
        "WebFetch(example.com)",
        "WebFetch(https://example.com/x)",
        "Bash(git add:*, git commit:*)",
        "Bash(git:* push)",
        "Bash(git push",
        "mcp__*",
        "mcp__git*__push",
    ] {
        assert_eq!(
            shown(never),
            format!("Warning rule-never-matches {never:?}\n"),
            "{never}"
        );
    }
    for sound in [
        "Write(*)",
        "Write()",
        "Edit(docs/**)",
        "Read(//etc/**)",
        "Grep(src/**)",
        "WebFetch(domain:*.example.com)",
        "Bash(npm run test:*)",
        "Bash(git log * --oneline)",
        "Agent(ml-engineer)",
        "Skill(ship *)",
        "mcp__github",
        "mcp__github__*",
        "mcp__github__get_*",
    ] {
        assert_eq!(shown(sound), "", "{sound}");
    }
}

#[test]
fn a_tool_of_the_user_s_own_may_take_patterns() {
    check_clean(&format!(
        "{}//- /w/dossier.toml\n[[tool]]\nname = \"Deploy\"\ndoc = \"Ours.\"\n",
        skill("allowed-tools: Read, Deploy(staging)")
    ));
}

#[test]
fn a_pattern_takes_the_whole_tool_away_from_agents() {
    check(
        &agent("disallowedTools: Bash(rm *), Write, Agent(Plan)"),
        &expect![[r#"
            Warning whole-tool-removed "Bash(rm *)"
        "#]],
    );
    check_clean(&skill("disallowed-tools: Bash(rm *)"));
}

#[test]
fn a_pattern_gives_agents_the_whole_tool() {
    check(
        &agent("tools: Read, Bash(git diff:*), Edit(src/**)"),
        &expect![[r#"
            Warning whole-tool-granted "Bash(git diff:*)"
            Warning whole-tool-granted "Edit(src/**)"
        "#]],
    );
    // Which agents and workflows it may start, all calls.
    check_clean(&agent("tools: Agent(ml-engineer), Workflow(scan), Bash(*)"));
    check(
        &agent("tools: Read(src/**), WebFetch(example.com)"),
        &expect![[r#"
            Warning whole-tool-granted "Read(src/**)"
            Warning rule-never-matches "WebFetch(example.com)"
        "#]],
    );
    // Here a pattern is a permission.
    check_clean(&skill("allowed-tools: Bash(git diff:*)"));
}
