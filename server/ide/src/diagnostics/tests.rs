use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use super::*;
use crate::testing::{at_cursor, with_team};
use crate::{Insert, completions, definition, hover};

mod hooks;
mod manifest;
mod permissions;
mod placeholders;
mod places;

/// How grave each finding is, its rule, and the text it blames.
fn found(fixture: &str) -> String {
    at_cursor(&with_team(fixture), |snapshot, file, _| {
        let text = snapshot.source(file).unwrap().text;
        let mut shown = String::new();
        for finding in diagnostics(snapshot, file) {
            let blamed = text
                .get(finding.span.range())
                .expect("spans lie on character boundaries");
            shown += &format!("{:?} {} {blamed:?}\n", finding.severity, finding.rule);
        }
        shown
    })
}

fn check(fixture: &str, expected: &Expect) {
    expected.assert_eq(&found(fixture));
}

fn check_clean(fixture: &str) {
    assert_eq!(found(fixture), "", "{fixture}");
}

fn messages(fixture: &str) -> String {
    let found = at_cursor(&with_team(fixture), |snapshot, file, _| {
        diagnostics(snapshot, file)
    });
    found
        .iter()
        .map(|finding| format!("{}\n", finding.message))
        .collect()
}

fn agent(lines: &str) -> String {
    format!("---\nname: main\ndescription: Works.\n{lines}\n---\nBody.\n")
}

fn file(path: &str, lines: &str) -> String {
    format!("//- /w/{path}\n---\n{lines}\n---\nBody.\n")
}

fn skill(lines: &str) -> String {
    file(
        ".claude/skills/x/SKILL.md",
        &format!("name: x\ndescription: Works.\n{lines}"),
    )
}

// ------------------------------------------------------------- valid files --

const FULL_AGENT: &str = r#"---
name: main
description: "Use this agent when: it rains."
tools: Read, Grep, Agent(ml-engineer), Skill(ship), mcp__github__create_issue, Bash(git *)
disallowedTools:
  - Write
  - WebFetch
model: claude-opus-5-5
permissionMode: plan
maxTurns: 12
skills: [ship, unit-tests]
mcpServers:
  - github
  - own: {command: "own", args: [a]}
hooks:
  PreToolUse:
    - matcher: Bash
      hooks:
        - type: command
          command: ./check.sh
memory: project
background: true
omitClaudeMd: false
effort: high
isolation: worktree
color: cyan
initialPrompt: |
  Look around.
experimental:
  cacheTtl: 1h
---
# Main

Delegate to ml-engineer. Run `/ship`.
"#;

const FULL_SKILL: &str = r"//- /w/.claude/skills/x/SKILL.md
---
name: x
description: >
  Does things.
when_to_use: When it rains
argument-hint: [issue]
arguments: issue branch
disable-model-invocation: true
user-invocable: false
allowed-tools: Read Bash(git add *) Bash(git commit *)
disallowed-tools: [Write]
model: sonnet
effort: low
context: fork
agent: general-purpose
background: false
paths: src/**/*.ts, docs/**
shell: bash
metadata:
  author: me
license: MIT
compatibility: Needs git.
---
Body.
";

#[test]
fn a_valid_agent_is_clean() {
    check_clean(FULL_AGENT);
    check_clean(&FULL_AGENT.replace('\n', "\r\n"));
    check_clean(&format!(
        "//- /w/.claude/agents/main.md\n\u{feff}{FULL_AGENT}"
    ));
    check_clean("---\nname: main\ndescription: Works.\n---\n");
}

#[test]
fn a_valid_skill_is_clean() {
    check_clean(FULL_SKILL);
    check_clean(&file(".claude/skills/x/SKILL.md", "description: Works."));
}

#[test]
fn other_valid_files_are_clean() {
    check_clean(&file(
        ".claude/commands/x.md",
        "description: Works.\nargument-hint: \"[a] [b]\"\nallowed-tools: Bash(git *), Read\nmodel: haiku",
    ));
    check_clean("//- /w/.claude/commands/x.md\nJust a body with $ARGUMENTS.\n");
    check_clean(&file(
        ".claude/rules/x.md",
        "paths:\n  - \"src/**/*.ts\"\n  - docs/**",
    ));
    check_clean("//- /w/.claude/rules/x.md\nJust a body.\n");
    check_clean(&file(
        ".claude/output-styles/x.md",
        "name: My style\ndescription: Terse.\nkeep-coding-instructions: true",
    ));
    check_clean("//- /w/CLAUDE.md\n# Team\n\n@docs/missing.md and Read\n");
    check_clean("//- /w/AGENTS.md\n---\nnonsense: [\n---\n");
    check_clean("//- /w/.github/agents/x.agent.md\n---\nanything: goes\ntools: ['read']\n---\n");
    check_clean("//- /w/.cursor/rules/x.mdc\n---\nglobs: **/*\n---\n");
}

// ------------------------------------------------------------------- rules --

#[test]
fn missing_front_matter() {
    check(
        "# Main\n\nBody.\n",
        &expect![[r##"
        Hint missing-front-matter "# Main"
    "##]],
    );
    check_clean("//- /w/.claude/skills/x/SKILL.md\n# Main\n");
}

#[test]
fn late_front_matter() {
    check(
        "//- /w/.claude/agents/main.md\n\n---\nname: main\ndescription: Works.\n---\n",
        &expect![[r#"
        Warning late-front-matter "---"
    "#]],
    );
    check(
        "//- /w/.claude/skills/x/SKILL.md\n\n---\nname: x\n---\n",
        &expect![[r#"
        Warning late-front-matter "---"
    "#]],
    );
}

#[test]
fn front_matter_that_yaml_refuses() {
    check(
        &agent("initialPrompt: Look: here"),
        &expect![[r#"
        Warning front-matter ":"
    "#]],
    );
    check(
        &agent("initialPrompt: Look: here\n  and there"),
        &expect![[r#"
        Error front-matter ":"
    "#]],
    );
    check(
        &agent("initialPrompt: @here"),
        &expect![[r#"
        Error front-matter "@here"
    "#]],
    );
    check(
        &agent("initialPrompt: \"open"),
        &expect![[r#"
        Error front-matter "\"open"
    "#]],
    );
    check(
        &agent("model: opus\nstray words"),
        &expect![[r#"
        Error front-matter "stray words"
    "#]],
    );
    check(
        &agent("tools: [Read, Grep"),
        &expect![[r#"
        Error front-matter "[Read, Grep"
    "#]],
    );
    check(
        &agent("tools:\n\t- Read"),
        &expect![[r#"
        Error front-matter "- Read"
    "#]],
    );
    check(
        "---\nname: main\ndescription: Works.\n\nBody.\n",
        &expect![[r#"
        Error front-matter "---"
    "#]],
    );
    check(
        "---\nwords\n---\n",
        &expect![[r#"
        Error missing-field "---"
        Error missing-field "---"
        Error front-matter "words"
    "#]],
    );
    check(
        &skill("argument-hint: [a] [b]"),
        &expect![[r#"
        Error front-matter "[a] [b]"
    "#]],
    );
    check(
        &file(".claude/rules/x.md", "paths: **/*.ts"),
        &expect![[r#"
        Error front-matter "**/*.ts"
    "#]],
    );
    check_clean(&agent("initialPrompt: \"Look: here\""));
    check_clean(&agent("initialPrompt: Look:here"));
}

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
        "---\n---\n",
        &expect![[r#"
        Error missing-field "---"
        Error missing-field "---"
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
        Warning wrong-shape "- Read:"
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
fn invalid_name() {
    check(
        "---\nname: -main\ndescription: Works.\n---\n",
        &expect![[r#"
        Error invalid-name "-main"
    "#]],
    );
    check(
        "---\nname: \"a:b\"\ndescription: Works.\n---\n",
        &expect![[r#"
        Error invalid-name "a:b"
    "#]],
    );
    assert!(
        messages(&format!(
            "---\nname: {}\ndescription: x\n---\n",
            "x".repeat(257)
        ))
        .contains("no valid name")
    );
    check_clean("---\nname: Code Reviewer\ndescription: Works.\n---\n");
    check_clean(&format!(
        "---\nname: {}\ndescription: Works.\n---\n",
        "ö".repeat(256)
    ));
}

#[test]
fn duplicate_name() {
    let twin = "//- /w/.claude/agents/deep/other.md\n---\nname: main\ndescription: x\n---\n";
    check(
        &format!("{}{twin}", agent("")),
        &expect![[r#"
        Warning duplicate-name "main"
    "#]],
    );
    check_clean(&format!(
        "{}{}",
        agent(""),
        twin.replace("/w/.claude", "/w/sub/.claude")
    ));
    check_clean(&format!(
        "{}{}",
        agent(""),
        twin.replace("/w/.claude", "/home/me/.claude")
    ));
    check_clean(&format!(
        "{}{}",
        agent(""),
        twin.replace("name: main", "name: maine")
    ));
}

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
fn globs_in_a_rule_that_always_applies_are_meant_for_another_program() {
    let rule = |lines: &str| found(&file(".claude/rules/x.md", lines));
    assert!(rule("globs: '*.ts'").contains("misnamed-field"));
    assert!(!rule("globs: '*.ts'\nalwaysApply: true").contains("misnamed-field"));
}

#[test]
fn files_of_a_repository_s_tests_fail_for_nobody() {
    let path = "tests/golden/.claude/agents/x.md";
    let text = format!(
        "//- /w/.git/HEAD\nx\n{}",
        file(path, "name: a:b\ndescription: x")
    );
    let fixture = Fixture::parse(&text);
    let (snapshot, _) = fixture.snapshot();
    let id = snapshot
        .index()
        .find(format!("/w/{path}").as_str().into())
        .unwrap();
    assert_eq!(diagnostics(&snapshot, id)[0].severity, Severity::Warning);
}

#[test]
fn a_name_that_its_only_reader_takes_is_no_mistake_there() {
    let skill = |folder: &str| {
        found(&file(
            &format!("{folder}/skills/a_b/SKILL.md"),
            "name: a_b\ndescription: Works.",
        ))
    };
    assert!(skill(".gemini").contains("Hint invalid-name"));
    assert!(skill(".agents").contains("Warning invalid-name"));
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
    check_clean(&agent("tools: Bash(git *), Bash(ls)"));
}

#[test]
fn models() {
    check(
        &agent("model: gpt-9"),
        &expect![[r#"
        Warning unknown-model "gpt-9"
    "#]],
    );
    check(
        &agent("model: sonet"),
        &expect![[r#"
        Warning unknown-model "sonet"
    "#]],
    );
    check(
        &agent("model: claude-sonnet-4-20250514"),
        &expect![[r#"
        Warning retired-model "claude-sonnet-4-20250514"
    "#]],
    );
    check(
        &agent("model: \"claude-sonnet-4-5\""),
        &expect![[r#"
        Information deprecated-model "claude-sonnet-4-5"
    "#]],
    );
    check_clean(&agent("model: sonnet"));
    check_clean(&agent("model: claude-new-9"));
    check_clean(&agent("model: opus # the best"));
    check_clean(&agent("model: us.anthropic.claude-opus-5-5-v1:0"));
}

#[test]
fn unknown_skill() {
    check(
        &agent("skills:\n  - ship\n  - shipp"),
        &expect![[r#"
        Warning unknown-skill "shipp"
    "#]],
    );
    check(
        &agent("skills: [deploy]"),
        &expect![[r#"
        Warning unknown-skill "deploy"
    "#]],
    );
    check_clean(&agent("skills: [ship, \"unit-tests\"]"));
    check_clean(&agent("skills: [gamma:ship]"));
    assert!(messages(&agent("skills: [shipp]")).contains("Did you mean `ship`?"));
}

#[test]
fn a_skill_that_is_left_to_the_user() {
    let fixture = |value: &str| {
        let skill = skill(&format!("disable-model-invocation: {value}"));
        format!(
            "//- /w/.claude/agents/main.md\n{}{skill}",
            agent("skills: [ship, x]")
        )
    };
    check(
        &fixture("Yes"),
        &expect![[r#"
        Warning skill-not-preloadable "x"
    "#]],
    );
    check_clean(&fixture("false"));
    check_clean(&fixture("# not said yet"));
}

// ------------------------------------------------------------------ budget --

#[test]
fn a_description_that_the_list_cuts() {
    let long = "x".repeat(1531);
    check(
        &skill(&format!("when_to_use: {long}")),
        &expect![[r#"
        Information description-truncated "when_to_use"
    "#]],
    );
    let said = messages(&skill(&format!("when_to_use: {long}")));
    assert!(said.contains("the last 1 of 1537 characters"), "{said}");
    // Letters of several bytes count as one.
    check_clean(&skill(&format!("when_to_use: {}", "é".repeat(1530))));
    check_clean(&skill(&format!(
        "when_to_use: {long}\ndisable-model-invocation: true"
    )));
}

#[test]
fn a_body_that_is_long() {
    let body = |path: &str, lines: &str, count| {
        let text = "Some line.\r\n".repeat(count);
        format!("{}\r\n# Title\r\n{text}", file(path, lines))
    };
    let skill = |count| {
        body(
            ".claude/skills/x/SKILL.md",
            "name: x\ndescription: y",
            count,
        )
    };
    check(
        &skill(500),
        &expect![[r#"
        Hint body-too-long "Body."
    "#]],
    );
    check_clean(&skill(400));
    let memory = |path: &str, count| format!("//- /w/{path}\n{}", "One.\n".repeat(count));
    check(
        &memory("CLAUDE.md", 201),
        &expect![[r#"
        Hint body-too-long "One."
    "#]],
    );
    check_clean(&memory("CLAUDE.md", 200));
    // Other programs read these too, and the advice is not theirs.
    check_clean(&memory("AGENTS.md", 201));
    check_clean(&memory("CLAUDE.md", 0));
}

#[test]
fn descriptions_that_are_long_together() {
    let one = |name: &str, count| {
        let path = format!(".claude/agents/{name}.md");
        let text = "word ".repeat(count);
        file(&path, &format!("name: {name}\ndescription: {text}"))
    };
    check(
        &format!("{}{}", one("a", 7000), one("b", 6000)),
        &expect![[r#"
        Hint too-many-descriptions "description"
    "#]],
    );
    check_clean(&format!("{}{}", one("b", 6000), one("a", 7000)));
    check_clean(&format!("{}{}", one("a", 5000), one("b", 4000)));
}

#[test]
fn a_skill_that_is_not_called_like_its_folder() {
    let named = |path: &str, name: &str| file(path, &format!("name: {name}\ndescription: Works."));
    check(
        &named(".claude/skills/x/SKILL.md", "y"),
        &expect![[r#"
        Hint name-mismatch "y"
    "#]],
    );
    check(
        &named(".agents/skills/x/SKILL.md", "y"),
        &expect![[r#"
        Warning name-mismatch "y"
    "#]],
    );
    check_clean(&named(".claude/skills/x/SKILL.md", "My X"));
    check_clean(&named("plugins/alpha/skills/x/SKILL.md", "y"));
    check_clean(&named(".agents/skills/template/SKILL.md", "y"));
}

#[test]
fn a_collection_that_is_not_loaded_is_no_error() {
    let path = "agents/x.md";
    check(
        &file(path, "name: x\ndescription: Works.\ntools: Reed"),
        &expect![[r#"
        Warning unknown-tool "Reed"
    "#]],
    );
    let apart = "collection/agents/x.md";
    check_clean(&file(
        apart,
        "name: x\ndescription: Works.\nskills: [elsewhere]",
    ));
}

// ------------------------------------------------------------ the graph --

fn body(text: &str) -> String {
    format!("---\nname: main\ndescription: Works.\n---\n{text}\n")
}

#[test]
fn a_called_agent_that_does_not_exist() {
    check(
        &body("Task with `subagent_type: \"ml-enginer\"`."),
        &expect![[r#"
        Warning unknown-agent "ml-enginer"
    "#]],
    );
    check(
        &agent("tools: Read, Agent(ml-engineer, tester)"),
        &expect![[r#"
        Warning unknown-agent "tester"
    "#]],
    );
    check(
        &skill("context: fork\nagent: nobody"),
        &expect![[r#"
        Warning unknown-agent "nobody"
    "#]],
    );
    check_clean(&body(
        "`subagent_type: ML Engineer`, or `subagent_type: Explore`.",
    ));
    check_clean(&body(
        "`subagent_type`: the selected role. `subagent_type: agent-name`",
    ));
    check_clean(&body("`SendMessage(to=\"worker-1\", content=\"Go.\")`"));
    check_clean(&body("`subagent_type: \"elsewhere:tester\"`"));
    check_clean(&file(
        "apart/agents/x.md",
        "name: x\ndescription: Works.\ntools: Agent(tester)",
    ));
    let message = messages(&body("subagent_type: ml-enginer"));
    assert!(message.contains("Did you mean `ml-engineer`?"), "{message}");
}

#[test]
fn a_name_in_a_list_of_agents_that_does_not_exist() {
    check(
        &body(
            "- Collaborate with ux-designer on flows\n- Work with ml-engineer on models\n\
             - Support data-engineer on tables",
        ),
        &expect![[r#"
        Information unknown-agent "ux-designer"
    "#]],
    );
    check(
        &body("- **ml-engineer**: models\n- **data-engineer**: tables\n- **qa-expert**: tests"),
        &expect![[r#"
        Information unknown-agent "qa-expert"
    "#]],
    );
    check(
        &body(
            "| Agent | For |\n|-|-|\n| `ml-engineer` | a |\n| `data-engineer` | b |\n| `qa-expert` | c |",
        ),
        &expect![[r#"
        Information unknown-agent "qa-expert"
    "#]],
    );
    check(
        &body("Start `ml-engineer`, `data-engineer` and `qa-expert`."),
        &expect![[r#"
        Information unknown-agent "qa-expert"
    "#]],
    );
}

#[test]
fn a_name_among_other_things_is_not_reported() {
    // No neighbours that are agents, or too few.
    check_clean(&body("Collaborate with ux-designer on flows."));
    check_clean(&body(
        "- Collaborate with ux-designer on flows\n- Work with ml-engineer on it",
    ));
    check_clean(&body("Use `qa-expert` or `ml-engineer`."));
    check_clean(&body(
        "- `max-turns`: a\n- `qa-expert`: b\n- `ml-engineer`: c",
    ));
    // No names, though they are in the list.
    let among = |item: &str| {
        body(&format!(
            "- {item}\n- Work with ml-engineer on models\n- Support data-engineer on tables"
        ))
    };
    check_clean(&among("Work with real-time data"));
    check_clean(&among("Coordinate with domain-experts on terms"));
    check_clean(&among("Delegate to general-purpose for the rest"));
    check_clean(&among("Coordinate with ship on releases"));
    check_clean(&among("Coordinate with unit-tests on coverage"));
    check_clean(&among("Low-risk changes only, by `dry-run`"));
}

#[test]
fn a_listed_skill_that_does_not_exist() {
    check(
        &body("## Skills\n\n- `/ship` - releases\n- `/unit-test` - tests\n- /lint: style\n"),
        &expect![[r#"
        Warning unknown-skill "unit-test"
        Warning unknown-skill "lint"
    "#]],
    );
    check(
        &body("# Available skills\n\n### Work\n\n- `/ship` or `/deploy` - releases\n"),
        &expect![[r#"
        Warning unknown-skill "deploy"
    "#]],
    );
    check_clean(&body(
        "## Skills\n\n- `/ship`\n- `/review`\n- `/other-plugin:x`\n- `/src/lib`\n",
    ));
    check_clean(&body(
        "## Skills\n\nAnswers `/healthz`.\n- Serves `/healthz`\n",
    ));
    check_clean(&body("## Skills\n\n## Routes\n\n- `/healthz` - alive\n"));
}

#[test]
fn a_link_to_a_file_that_is_not_there() {
    check(
        &body("See [the guide](docs/giude.md#start) and [it](<../a b.md>)."),
        &expect![[r#"
        Warning missing-file "docs/giude.md#start"
        Warning missing-file "../a b.md"
    "#]],
    );
    check_clean(&body(
        "[a](ml-engineer.md) [b](../skills/ship/SKILL.md) [c](plugins/alpha/agents/reviewer.md)",
    ));
    check_clean(&body(
        "[a](#x) [b](https://x.org/y.md) [c](/docs/x.md) [d](url) [e]({{path}}.md)",
    ));
    check_clean(&body(
        "[a](docs/<name>.md) [b](docs/*.md) [c](docs/...) [d](mailto:a@b.cd)",
    ));
    check_clean(&body(
        "`[a](x.md)`\n\n```\n[a](x.md)\n```\n\nWrite \"See [the guide](GUIDE.md)\".",
    ));
    check_clean(&format!(
        "//- /w/.claude/skills/x/templates/SKILL.md\n{}",
        body("[a](x.md)")
    ));
    check_clean("//- /w/CLAUDE.md\n[a](apps/api/README.md)\n");
}

#[test]
fn an_agent_that_cannot_do_what_it_is_told() {
    let told = |tools: &str, text: &str| {
        format!("---\nname: main\ndescription: Works.\ntools: {tools}\n---\n{text}\n")
    };
    check(
        &told("Read, Edit", "- Delegate the training to ml-engineer."),
        &expect![[r#"
        Hint cannot-delegate "tools"
    "#]],
    );
    check(
        &told(
            "[Read]",
            "1. Use the **ml-engineer** agent.\n2. Spawn `data-engineer`.",
        ),
        &expect![[r#"
        Hint cannot-delegate "tools"
    "#]],
    );
    check(
        &told("Read", "```\nsubagent_type: ml-engineer\n```"),
        &expect![[r#"
        Information cannot-delegate "tools"
    "#]],
    );
    check(
        &told("Read", "Then run `/ship`."),
        &expect![[r#"
        Hint cannot-use-skills "tools"
    "#]],
    );
    check(
        &told("Read", "## Skills\n\n- `/ship` - releases"),
        &expect![[r#"
        Hint cannot-use-skills "tools"
    "#]],
    );
    for tools in ["Read, Agent, Skill", "Read, Task, Skill(ship)", "\"*\""] {
        check_clean(
            &told(tools, "Delegate it to ml-engineer. Run `/ship`.").replace("Task", "Agent"),
        );
    }
    check_clean(&body("Delegate it to ml-engineer. Run `/ship`."));
    for text in [
        "Collaborate with ml-engineer on models.",
        "Never delegate to ml-engineer.",
        "Spawned by ml-engineer. Called from `/ship`.",
        "Tell the user: \"Use the ml-engineer agent\".",
        "Suggest: run `/ship`.",
        "Use the results of ml-engineer.",
        "Run `/clear`.",
    ] {
        check_clean(&told("Read", text));
    }
    check_clean(&told("Read\nskills: [ship]", "Run `/ship`."));
}

#[test]
fn nothing_is_missed_before_every_file_was_seen() {
    let text = body("`subagent_type: nobody`, see [a](x.md).\n\n## Skills\n\n- `/deploy`");
    let mut fixture = Fixture::parse(&with_team(&text));
    let (snapshot, id) = fixture.snapshot();
    assert_eq!(diagnostics(&snapshot, id).len(), 3);
    fixture.world.set_complete(false);
    let (snapshot, id) = fixture.snapshot();
    assert_eq!(diagnostics(&snapshot, id), []);
}

// ------------------------------------------------------------------- typing --

#[test]
fn every_prefix_of_a_file_has_an_answer_everywhere() {
    let texts = [FULL_AGENT.to_owned(), FULL_AGENT.replace('\n', "\r\n")];
    for text in texts {
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            let fixture = with_team(&format!(
                "//- /w/.claude/agents/main.md\n{}<|>",
                &text[..end]
            ));
            let fixture = Fixture::parse(&fixture);
            let (snapshot, id) = fixture.snapshot();
            diagnostics(&snapshot, id);
            // All offsets of all prefixes would take minutes; near the end is where things break.
            let offsets = (0..=end).filter(|&at| text.is_char_boundary(at));
            for offset in offsets.filter(|at| at + 40 > end || at % 37 == end % 37) {
                completions(&snapshot, id, offset);
                hover(&snapshot, id, offset);
                definition(&snapshot, id, offset);
            }
        }
    }
}

// ---------------------------------------------------------- withheld tools --

#[test]
fn what_is_taken_away_is_taken_whole_and_under_any_name() {
    let shown = |tools: &str, taken: &str| {
        found(&agent(&format!("tools: {tools}\ndisallowedTools: {taken}")))
    };
    expect![[r#"
        Warning conflicting-tools "Bash(git *)"
    "#]]
    .assert_eq(&shown("Read, Bash(git *)", "Bash"));
    expect![[r#"
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

// ---------------------------------------------------- fields without effect --

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
    check_clean(&skill("argument-hint: [file]"));
}

// --------------------------------------------------------------- agreement --

/// One file to complete in: its path, and what its front matter must have beside the field.
struct Host {
    kind: dossier_dialect::FileKind,
    path: &'static str,
    head: &'static str,
}

#[test]
fn completion_agrees_with_diagnostics() {
    use dossier_dialect::{FileKind, PluginUse};
    let hosts = [
        Host {
            kind: FileKind::Agent,
            path: "/w/.claude/agents/main.md",
            head: "name: main\ndescription: Works.\n",
        },
        Host {
            kind: FileKind::Skill,
            path: "/w/.claude/skills/main/SKILL.md",
            head: "name: main\ndescription: Works.\n",
        },
        Host {
            kind: FileKind::Command,
            path: "/w/.claude/commands/main.md",
            head: "description: Works.\n",
        },
        Host {
            kind: FileKind::Rule,
            path: "/w/.claude/rules/main.md",
            head: "",
        },
        Host {
            kind: FileKind::OutputStyle,
            path: "/w/.claude/output-styles/main.md",
            head: "name: Main\n",
        },
        Host {
            kind: FileKind::Skill,
            path: "/w/.agents/skills/main/SKILL.md",
            head: "name: main\ndescription: Works.\n",
        },
        Host {
            kind: FileKind::Agent,
            path: "/w/plugins/alpha/agents/main.md",
            head: "name: main\ndescription: Works.\n",
        },
        Host {
            kind: FileKind::OutputStyle,
            path: "/w/plugins/alpha/output-styles/main.md",
            head: "name: Main\n",
        },
    ];
    let mut accepted = 0;
    for host in &hosts {
        let plain = format!("//- {}\n---\n{}<|>\n---\nBody.\n", host.path, host.head);
        let fixture = Fixture::parse(&with_team(&plain));
        let (snapshot, id) = fixture.snapshot();
        let source = snapshot.source(id).unwrap();
        assert_eq!(source.place().kind, host.kind, "{}", host.path);
        assert_eq!(diagnostics(&snapshot, id), [], "{}", host.path);
        // Every field by its name, and then every value of it in every way to write it.
        accepted += accept_all(&snapshot, id, fixture.offset, host);
        for field in snapshot.dialect(source.place()).fields(host.kind) {
            let read = match field.plugin {
                Some(PluginUse::Ignored) => source.place().plugin.is_none(),
                Some(PluginUse::Only) => source.place().plugin.is_some(),
                None => true,
            };
            if !read {
                continue;
            }
            let line = match field.name.split_once('.') {
                Some((outer, inner)) => format!("{outer}:\n  {inner}:"),
                None => format!("{}:", field.name),
            };
            let mut rest: String = host
                .head
                .lines()
                .filter(|kept| !kept.starts_with(&line))
                .flat_map(|kept| [kept, "\n"])
                .collect();
            if let Some(with) = &field.only_with {
                rest += &format!("{}: {}\n", with.field, with.value);
            }
            for value in [
                " <|>",
                "<|>",
                " \"<|>\"",
                " [<|>]",
                "\n  - <|>",
                "\n- <|>",
                " [\n  <|>\n]",
            ] {
                let is_list = value.contains(['[', '-']);
                if is_list
                    && field.lists.is_empty()
                    && field.shape != dossier_dialect::Shape::McpServers
                {
                    continue;
                }
                let text = format!("//- {}\n---\n{rest}{line}{value}\n---\nBody.\n", host.path);
                for text in [
                    text.clone(),
                    text.replace('\n', "\r\n").replacen("\r\n", "\n", 1),
                ] {
                    let fixture = Fixture::parse(&with_team(&text));
                    let (snapshot, id) = fixture.snapshot();
                    accepted += accept_all(&snapshot, id, fixture.offset, host);
                }
            }
        }
    }
    assert!(accepted > 1_000, "only {accepted} items were accepted");
}

/// Accepts each item offered at `offset`, and fails if diagnostics find fault with the result.
/// Returns how many there were.
fn accept_all(snapshot: &Snapshot, id: FileId, offset: usize, host: &Host) -> usize {
    let text = snapshot.source(id).unwrap().text;
    let items = completions(snapshot, id, offset).items;
    for item in &items {
        let inserted = match &item.insert {
            Insert::Text(text) => text.clone(),
            Insert::Snippet { plain, .. } => plain.clone(),
        };
        let mut after = text.to_string();
        after.replace_range(item.replace.range(), &inserted);
        let result = Fixture::parse(&with_team(&format!("//- {}\n<|>{after}", host.path)));
        let (snapshot, id) = result.snapshot();
        let found = diagnostics(&snapshot, id);
        assert_eq!(found, [], "{} in {}:\n{after}", item.label, host.path);
    }
    items.len()
}
