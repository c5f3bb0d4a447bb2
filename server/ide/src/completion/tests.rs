use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use super::*;
use crate::testing::{at_cursor, with_team};

/// What is offered, in the order it is shown, as far as a client finds what is typed in it.
fn offered(fixture: &str) -> Vec<CompletionItem> {
    let mut items = at_cursor(fixture, |snapshot, file, offset| {
        let text = snapshot.source(file).unwrap().text;
        let mut items = completions(snapshot, file, offset).items;
        items.retain(|item| {
            let typed = text[item.replace.range().start..offset].to_lowercase();
            let shown = item.filter.as_ref().unwrap_or(&item.label).to_lowercase();
            let mut letters = shown.chars();
            typed
                .chars()
                .all(|typed| letters.any(|letter| letter == typed))
        });
        items
    });
    items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
    items
}

fn labels(fixture: &str) -> Vec<String> {
    offered(fixture)
        .into_iter()
        .map(|item| item.label)
        .collect()
}

/// Shows the first items, what they insert where that is not their label, and what they replace.
fn check(fixture: &str, expected: &Expect) {
    const MOST: usize = 8;
    let parsed = Fixture::parse(fixture);
    let (snapshot, file) = parsed.snapshot();
    let text = snapshot.source(file).unwrap().text;
    let items = offered(fixture);
    let mut shown = String::new();
    for item in items.iter().take(MOST) {
        assert!(
            item.replace.touches(parsed.offset),
            "{item:?} replaces what is elsewhere"
        );
        shown += &item.label;
        match &item.insert {
            Insert::Text(text) if *text != item.label => shown += &format!(" -> {text:?}"),
            Insert::Text(_) => {}
            Insert::Snippet { snippet, .. } => shown += &format!(" -> {snippet:?}"),
        }
        if let Some(detail) = &item.detail {
            shown += &format!(" ({detail})");
        }
        shown += &format!(" for {:?}\n", item.replace.of(&text));
    }
    if items.len() > MOST {
        // How many depends on the tables.
        shown += "and more\n";
    }
    expected.assert_eq(&shown);
}

fn check_nothing(fixture: &str) {
    assert_eq!(labels(fixture), [""; 0], "{fixture}");
}

/// The file after the item of that label is accepted.
fn accept(fixture: &str, label: &str) -> String {
    let items = offered(fixture);
    let item = items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no {label} in {:?}", labels(fixture)));
    at_cursor(fixture, |snapshot, file, _| {
        let mut text = snapshot.source(file).unwrap().text.to_string();
        let inserted = match &item.insert {
            Insert::Text(text) => text,
            Insert::Snippet { plain, .. } => plain,
        };
        text.replace_range(item.replace.range(), inserted);
        text
    })
}

fn head(line: &str) -> String {
    format!("---\nname: main\ndescription: Works.\n{line}\n---\nBody.\n")
}

fn check_head(line: &str, expected: &Expect) {
    check(&with_team(&head(line)), expected);
}

fn accept_head(line: &str, label: &str) -> String {
    let text = accept(&with_team(&head(line)), label);
    let lines = text
        .strip_prefix("---\nname: main\ndescription: Works.\n")
        .expect(&text);
    lines.split("\n---\n").next().unwrap_or_default().to_owned()
}

// ------------------------------------------------------------------ fields --

#[test]
fn fields_that_are_not_there_yet_are_offered_with_the_shape_of_their_value() {
    check_head(
        "<|>",
        &expect![[r#"
            tools -> "tools: $0" (list of tools (`a, b`, `[a, b]`, `- a` lines)) for ""
            disallowedTools -> "disallowedTools: $0" (list of tools (`a, b`, `[a, b]`, `- a` lines)) for ""
            model -> "model: $0" for ""
            permissionMode -> "permissionMode: ${1|default,manual,acceptEdits,auto,dontAsk,bypassPermissions,plan|}" for ""
            maxTurns -> "maxTurns: ${1:1}" (number) for ""
            skills -> "skills:\n  - $0" (list of skills (`[a, b]`, `- a` lines)) for ""
            mcpServers -> "mcpServers:\n  - $0" (list of MCP servers (`[a, b]`, `- a` lines) or map) for ""
            hooks -> "hooks:\n  $0" for ""
            and more
        "#]],
    );
    check_head(
        "perm<|>",
        &expect![[r#"
            permissionMode -> "permissionMode: ${1|default,manual,acceptEdits,auto,dontAsk,bypassPermissions,plan|}" for "perm"
            experimental -> "experimental:\n  $0" for "perm"
        "#]],
    );
}

#[test]
fn a_field_that_is_there_is_not_offered_again() {
    let labels = labels(&head("tools: Read\n<|>"));
    assert!(!labels.contains(&"tools".to_owned()));
    assert!(!labels.contains(&"name".to_owned()));
    assert!(labels.contains(&"model".to_owned()));
}

#[test]
fn a_field_may_be_exchanged() {
    check_head(
        "mod<|>el: opus",
        &expect![[r#"
            model for "model"
            permissionMode for "model"
        "#]],
    );
    assert_eq!(accept_head("to<|>ls: Read", "tools"), "tools: Read");
    assert_eq!(accept_head("maxT<|>: 3", "maxTurns"), "maxTurns: 3");
}

#[test]
fn a_half_typed_field_is_replaced_as_a_whole() {
    assert_eq!(accept_head("mo<|>", "model"), "model: ");
    assert_eq!(
        accept_head("disallowed<|>-tools", "disallowedTools"),
        "disallowedTools: "
    );
}

#[test]
fn fields_are_offered_in_every_line_of_the_front_matter() {
    for fixture in [
        "---\n<|>\nname: a\n---\n",
        "---\nname: a\n<|>\ndescription: b\n---\n",
        "---\nname: a\ntools:\n  - Read\n<|>\n---\n",
        "---\nname: a\ntools: [Read]\nmo<|>\n---\n",
        "---\nname: a\n\n<|>\n\ndescription: b\n---\n",
        "---\nname: a\ndescription: >\n  Text.\n<|>\n---\n",
    ] {
        assert!(labels(fixture).contains(&"model".to_owned()), "{fixture}");
        let crlf = fixture.replace('\n', "\r\n");
        assert!(labels(&crlf).contains(&"model".to_owned()), "{crlf:?}");
    }
}

#[test]
fn front_matter_that_is_not_closed_yet_takes_fields() {
    for fixture in [
        "---\nname: a\n<|>",
        "---\nname: a\nmo<|>",
        "---\nname: a\ntools:\n  - Read\nmo<|>\n\n# Body\n",
        "---\nname: a\nmo<|>\n\nSome prose.\n\n---\n\nMore.\n",
    ] {
        assert!(labels(fixture).contains(&"model".to_owned()), "{fixture}");
    }
    assert_eq!(
        accept("---\nname: a\nmo<|>", "model"),
        "---\nname: a\nmodel: "
    );
}

#[test]
fn fields_are_those_of_the_file() {
    check(
        "//- /w/.claude/skills/x/SKILL.md\n---\nname: x\n<|>\n---\n",
        &expect![[r#"
            description -> "description: $0" for ""
            when_to_use -> "when_to_use: $0" for ""
            argument-hint -> "argument-hint: $0" for ""
            arguments -> "arguments: $0" (list of words (`a b`, `[a, b]`, `- a` lines)) for ""
            disable-model-invocation -> "disable-model-invocation: ${1|true,false|}" (true or false) for ""
            user-invocable -> "user-invocable: ${1|true,false|}" (true or false) for ""
            allowed-tools -> "allowed-tools: $0" (list of tools (`a b`, `a, b`, `[a, b]`, `- a` lines)) for ""
            disallowed-tools -> "disallowed-tools: $0" (list of tools (`a b`, `a, b`, `[a, b]`, `- a` lines)) for ""
            and more
        "#]],
    );
    check(
        "//- /w/.claude/rules/x.md\n---\n<|>\n---\n",
        &expect![[r#"
        paths -> "paths: $0" (list of globs (`a, b`, `[a, b]`, `- a` lines)) for ""
    "#]],
    );
    check(
        "//- /w/.claude/output-styles/x.md\n---\n<|>\n---\n",
        &expect![[r#"
            name -> "name: $0" for ""
            description -> "description: $0" for ""
            keep-coding-instructions -> "keep-coding-instructions: ${1|true,false|}" (true or false) for ""
        "#]],
    );
}

#[test]
fn nested_fields_are_offered_in_their_map() {
    check_head(
        "experimental:\n  <|>",
        &expect![[r#"
            cacheTtl -> "cacheTtl: ${1|5m,1h|}" (5m, 1h) for ""
        "#]],
    );
    check_head(
        "experimental:\n  cache<|>",
        &expect![[r#"
            cacheTtl -> "cacheTtl: ${1|5m,1h|}" (5m, 1h) for "cache"
        "#]],
    );
    check_head(
        "experimental:\n  cacheTtl: <|>",
        &expect![[r#"
        5m for ""
        1h for ""
    "#]],
    );
    check_head(
        "experimental:\n  cacheTtl: 1<|>h",
        &expect![[r#"
        1h for "1h"
    "#]],
    );
    check_head("experimental:\n  cacheTtl: 1h\n  <|>", &expect![[""]]);
    check_head(
        "hooks:\n  <|>",
        &expect![[r#"
            PreToolUse -> "PreToolUse:\n  - $0" for ""
            PreSkillShellCommand -> "PreSkillShellCommand:\n  - $0" for ""
            PostToolUse -> "PostToolUse:\n  - $0" for ""
            PostToolUseFailure -> "PostToolUseFailure:\n  - $0" for ""
            PostToolBatch -> "PostToolBatch:\n  - $0" for ""
            Notification -> "Notification:\n  - $0" for ""
            UserPromptSubmit -> "UserPromptSubmit:\n  - $0" for ""
            UserPromptExpansion -> "UserPromptExpansion:\n  - $0" for ""
            and more
        "#]],
    );
    check_head(
        "hooks:\n  Pre<|>",
        &expect![[r#"
            PreToolUse -> "PreToolUse:\n  - $0" for "Pre"
            PreSkillShellCommand -> "PreSkillShellCommand:\n  - $0" for "Pre"
            PostToolUseFailure -> "PostToolUseFailure:\n  - $0" for "Pre"
            UserPromptExpansion -> "UserPromptExpansion:\n  - $0" for "Pre"
            StopFailure -> "StopFailure:\n  - $0" for "Pre"
            PreCompact -> "PreCompact:\n  - $0" for "Pre"
            PreModelSwitch -> "PreModelSwitch:\n  - $0" for "Pre"
            PermissionRequest -> "PermissionRequest:\n  - $0" for "Pre"
            and more
        "#]],
    );
    assert!(!labels(&head("hooks:\n  Stop:\n    - x\n  <|>")).contains(&"Stop".to_owned()));
    assert_eq!(
        accept_head("hooks:\n  Pre<|>: []", "PreToolUse"),
        "hooks:\n  PreToolUse: []"
    );
    check_nothing(&head("hooks:\n  Stop:\n    - ma<|>"));
    check_nothing(&head("hooks:\n  Stop:\n    - hooks:\n        - ty<|>"));
}

// ------------------------------------------------------------------ values --

#[test]
fn every_enum_offers_its_values() {
    check_head(
        "permissionMode: <|>",
        &expect![[r#"
        default for ""
        manual for ""
        acceptEdits for ""
        auto for ""
        dontAsk for ""
        bypassPermissions for ""
        plan for ""
    "#]],
    );
    check_head(
        "permissionMode:<|>",
        &expect![[r#"
        default -> " default" for ""
        manual -> " manual" for ""
        acceptEdits -> " acceptEdits" for ""
        auto -> " auto" for ""
        dontAsk -> " dontAsk" for ""
        bypassPermissions -> " bypassPermissions" for ""
        plan -> " plan" for ""
    "#]],
    );
    check_head(
        "color: gr<|>een",
        &expect![[r#"
        green for "green"
    "#]],
    );
    check_head(
        "memory: \"u<|>\"",
        &expect![[r#"
        user for "u"
    "#]],
    );
    check_nothing(&head("effort: low # ho<|>w much"));
    check_head(
        "effort: <|> # how much",
        &expect![[r#"
        low for ""
        medium for ""
        high for ""
        xhigh for ""
        max for ""
    "#]],
    );
    check_head(
        "background: t<|>",
        &expect![[r#"
        true for "t"
    "#]],
    );
    check_head(
        "isolation: <|>",
        &expect![[r#"
            worktree for ""
            remote for ""
        "#]],
    );
}

#[test]
fn models_are_offered_aliases_first_and_never_retired_ones() {
    check_head(
        "model: <|>",
        &expect![[r#"
            sonnet (claude-sonnet-5-5) for ""
            opus (claude-opus-5-5) for ""
            haiku (claude-haiku-5-5) for ""
            fable (alias) for ""
            best (alias) for ""
            default (alias) for ""
            opusplan (alias) for ""
            opusplan[1m] (alias) for ""
            and more
        "#]],
    );
    let labels = labels(&head("model: <|>"));
    assert!(labels.contains(&"claude-opus-5-5".to_owned()));
    assert!(
        !labels.contains(&"claude-sonnet-4-20250514".to_owned()),
        "retired"
    );
    assert!(
        !labels.contains(&"claude-sonnet-4-5".to_owned()),
        "deprecated"
    );
    assert_eq!(
        accept_head("model: claude-son<|>-5", "claude-sonnet-5-5"),
        "model: claude-sonnet-5-5"
    );
    assert_eq!(accept_head("model: \"op<|>\"", "opus"), "model: \"opus\"");
}

#[test]
fn skills_are_offered_where_skills_are_listed() {
    check_head(
        "skills:\n  - <|>",
        &expect![[r#"
        ship (Releases.) for ""
        unit-tests (Tests.) for ""
    "#]],
    );
    check_head(
        "skills:\n  - ship\n  - un<|>",
        &expect![[r#"
        unit-tests (Tests.) for "un"
    "#]],
    );
    check_head(
        "skills: [ship, <|>]",
        &expect![[r#"
        unit-tests (Tests.) for ""
    "#]],
    );
    check_head(
        "skills: [ship, unit-te<|>sts, x]",
        &expect![[r#"
        unit-tests (Tests.) for "unit-tests"
    "#]],
    );
    check_head(
        "skills: [\n  ship,\n  <|>\n]",
        &expect![[r#"
        unit-tests (Tests.) for ""
    "#]],
    );
    check_head(
        "skills: [ship, <|>",
        &expect![[r#"
        unit-tests (Tests.) for ""
    "#]],
    );
    check_head(
        "skills:\n  -<|>",
        &expect![[r#"
        ship -> " ship" (Releases.) for ""
        unit-tests -> " unit-tests" (Tests.) for ""
    "#]],
    );
    check_head(
        "skills:\n  - \"<|>\"",
        &expect![[r#"
        ship (Releases.) for ""
        unit-tests (Tests.) for ""
    "#]],
    );
}

#[test]
fn agents_are_offered_where_an_agent_is_asked_for() {
    let skill = |line: &str| {
        with_team(&format!(
            "//- /w/.claude/skills/x/SKILL.md\n---\nname: x\ncontext: fork\n{line}\n---\n"
        ))
    };
    check(
        &skill("agent: <|>"),
        &expect![[r#"
            data-engineer (Moves data.) for ""
            ml-engineer (Trains models.) for ""
            alpha:reviewer (Reviews.) for ""
            Explore (comes with Claude Code) for ""
            Plan (comes with Claude Code) for ""
            claude (comes with Claude Code) for ""
            claude-code-guide (comes with Claude Code) for ""
            fork (comes with Claude Code) for ""
            and more
        "#]],
    );
    check(
        &skill("agent: ml-<|>eng"),
        &expect![[r#"
        ml-engineer (Trains models.) for "ml-eng"
    "#]],
    );
}

// ------------------------------------------------------------------- tools --

#[test]
fn tools_are_offered_however_the_list_is_written() {
    check_head(
        "tools: <|>",
        &expect![[r#"
            Read for ""
            Edit for ""
            Write for ""
            Bash for ""
            Glob for ""
            Grep for ""
            WebFetch for ""
            WebSearch for ""
            and more
        "#]],
    );
    check_head(
        "tools: Read, Gre<|>",
        &expect![[r#"
        Grep for "Gre"
        ShowOnboardingRolePicker for "Gre"
        mcp__postgres (MCP server, .mcp.json) for "Gre"
    "#]],
    );
    check_head(
        "tools: [Read, Gre<|>]",
        &expect![[r#"
        Grep for "Gre"
        ShowOnboardingRolePicker for "Gre"
        mcp__postgres (MCP server, .mcp.json) for "Gre"
    "#]],
    );
    check_head(
        "tools:\n  - Read\n  - Gre<|>",
        &expect![[r#"
        Grep for "Gre"
        ShowOnboardingRolePicker for "Gre"
        mcp__postgres (MCP server, .mcp.json) for "Gre"
    "#]],
    );
    check_head(
        "tools:\n- Read\n- Gre<|>",
        &expect![[r#"
        Grep for "Gre"
        ShowOnboardingRolePicker for "Gre"
        mcp__postgres (MCP server, .mcp.json) for "Gre"
    "#]],
    );
    check_head(
        "tools: [Read, Gre<|>",
        &expect![[r#"
        Grep for "Gre"
        ShowOnboardingRolePicker for "Gre"
        mcp__postgres (MCP server, .mcp.json) for "Gre"
    "#]],
    );
    check_head(
        "tools: [\n  Read,\n  Gre<|>\n]",
        &expect![[r#"
        Grep for "Gre"
        ShowOnboardingRolePicker for "Gre"
        mcp__postgres (MCP server, .mcp.json) for "Gre"
    "#]],
    );
    check_head(
        "tools: \"Read, Gre<|>\"",
        &expect![[r#"
        Grep for "Gre"
        ShowOnboardingRolePicker for "Gre"
        mcp__postgres (MCP server, .mcp.json) for "Gre"
    "#]],
    );
    check_head(
        "tools: [\"Read\", \"Gre<|>\"]",
        &expect![[r#"
        Grep for "Gre"
        ShowOnboardingRolePicker for "Gre"
        mcp__postgres (MCP server, .mcp.json) for "Gre"
    "#]],
    );
}

#[test]
fn a_comma_in_a_quoted_list_asks_for_the_next_tool() {
    for (line, expected) in [
        ("tools: \"Read, <|>\"", "tools: \"Read, Grep\""),
        ("tools: 'Read,<|>'", "tools: 'Read,Grep'"),
        ("tools: \"<|>, Read\"", "tools: \"Grep, Read\""),
        ("tools: \"Read, <|>", "tools: \"Read, Grep"),
        (
            "disallowedTools: \"Read, <|>\" # none",
            "disallowedTools: \"Read, Grep\" # none",
        ),
    ] {
        assert_eq!(accept_head(line, "Grep"), expected);
    }
    check_nothing(&head("tools: <|>\"Read, Grep\""));
    check_nothing(&head("tools: \"Read, Grep\"<|>"));
}

#[test]
fn tools_that_are_listed_are_left_out() {
    let left_out = |line: &str| {
        let items = at_cursor(&head(line), completions).items;
        let labels: Vec<_> = items.into_iter().map(|item| item.label).collect();
        ["Read", "Bash", "Grep"]
            .into_iter()
            .filter(|&tool| !labels.iter().any(|it| it == tool))
            .collect::<Vec<_>>()
    };
    assert_eq!(left_out("tools: Read, Bash(git *), <|>"), ["Read", "Bash"]);
    assert_eq!(left_out("tools: <|>, Read"), ["Read"]);
    assert_eq!(left_out("tools: \"Read, <|>\""), ["Read"]);
    assert_eq!(left_out("tools: [Read, <|>, \"Bash\"]"), ["Read", "Bash"]);
    assert_eq!(
        left_out("tools:\n  - Read\n  - <|>\n  - Bash"),
        ["Read", "Bash"]
    );
    assert_eq!(
        left_out("tools:\n  - Read\n  - B<|>\nmodel: opus"),
        ["Read"]
    );
    assert_eq!(left_out("tools: [\n  Read,\n  <|>\n]"), ["Read"]);
    assert_eq!(
        left_out("tools: Re<|>ad, Bash"),
        ["Bash"],
        "the one under the cursor stays"
    );
    assert_eq!(
        left_out("tools:\n  - Read\n  - Ba<|>\n  - Bash(ls)\n"),
        ["Read", "Bash"]
    );
}

#[test]
fn a_tool_replaces_the_one_under_the_cursor() {
    assert_eq!(
        accept_head("tools: <|>Read, Bash", "Grep"),
        "tools: Grep, Bash"
    );
    assert_eq!(
        accept_head("tools: Read, Web<|>Fet(domain:x.org), Bash", "WebSearch"),
        "tools: Read, WebSearch(domain:x.org), Bash"
    );
    assert_eq!(
        accept_head("tools: [Read,<|>]", "Grep"),
        "tools: [Read,Grep]"
    );
    assert_eq!(
        accept_head("tools:\n  - Re<|>\n  - Bash", "Read"),
        "tools:\n  - Read\n  - Bash"
    );
    assert_eq!(
        accept_head("tools: Read, <|>, Bash", "Grep"),
        "tools: Read, Grep, Bash"
    );
    assert_eq!(accept_head("tools: 'Re<|>'", "Read"), "tools: 'Read'");
}

#[test]
fn a_value_needs_a_blank_after_its_colon() {
    assert_eq!(accept_head("model:<|>", "opus"), "model: opus");
    assert_eq!(accept_head("tools:<|>", "Read"), "tools: Read");
    assert_eq!(accept_head("tools:\n  -<|>", "Read"), "tools:\n  - Read");
}

#[test]
fn a_list_that_needs_brackets_gets_them() {
    assert_eq!(accept_head("skills: <|>", "ship"), "skills: [ship]");
    assert_eq!(
        accept_head("mcpServers:<|>", "github"),
        "mcpServers: [github]"
    );
    assert_eq!(accept_head("skills: [<|>]", "ship"), "skills: [ship]");
    check_nothing(&with_team(&head("skills: \"<|>\"")));
}

#[test]
fn old_names_are_offered_only_when_nothing_else_fits() {
    check_head(
        "tools: Kill<|>",
        &expect![[r#"
        Skill for "Kill"
        propose_skills for "Kill"
    "#]],
    );
    assert_eq!(
        accept_head("tools: KillSh<|>, Read", "KillShell"),
        "tools: TaskStop, Read"
    );
    assert!(!labels(&head("tools: Ta<|>")).contains(&"Task".to_owned()));
    assert!(
        !labels(&head("tools: LS<|>")).contains(&"LS".to_owned()),
        "nothing replaces it"
    );
}

#[test]
fn servers_are_tools_too() {
    let labels_of = |line: &str| labels(&with_team(&head(line)));
    assert!(labels_of("tools: <|>").contains(&"mcp__github".to_owned()));
    check_head(
        "mcpServers:\n  - <|>",
        &expect![[r#"
        github (MCP server, .mcp.json) for ""
        postgres (MCP server, .mcp.json) for ""
    "#]],
    );
    check_head(
        "mcpServers: [git<|>]",
        &expect![[r#"
        github (MCP server, .mcp.json) for "git"
    "#]],
    );
    check_head(
        "mcpServers:\n  - github\n  - <|>",
        &expect![[r#"
        postgres (MCP server, .mcp.json) for ""
    "#]],
    );
    assert_eq!(
        accept_head("tools: Read, mcp__<|>", "mcp__postgres"),
        "tools: Read, mcp__postgres"
    );
    assert!(!labels_of("tools: mcp__github, <|>").contains(&"mcp__github".to_owned()));
}

#[test]
fn parentheses_take_what_their_tool_takes() {
    check_head(
        "tools: Agent(<|>",
        &expect![[r#"
            data-engineer (Moves data.) for ""
            ml-engineer (Trains models.) for ""
            alpha:reviewer (Reviews.) for ""
            Explore (comes with Claude Code) for ""
            Plan (comes with Claude Code) for ""
            claude (comes with Claude Code) for ""
            claude-code-guide (comes with Claude Code) for ""
            fork (comes with Claude Code) for ""
            and more
        "#]],
    );
    check_head(
        "tools: Agent(ml-engineer, da<|>)",
        &expect![[r#"
        data-engineer (Moves data.) for "da"
    "#]],
    );
    check_head(
        "tools: Read, Skill(<|>), Bash",
        &expect![[r#"
        release:notes (Writes notes.) for ""
        ship (Releases.) for ""
        unit-tests (Tests.) for ""
    "#]],
    );
    check_head(
        "tools: [Read, \"Agent(<|>)\"]",
        &expect![[r#"
            data-engineer (Moves data.) for ""
            ml-engineer (Trains models.) for ""
            alpha:reviewer (Reviews.) for ""
            Explore (comes with Claude Code) for ""
            Plan (comes with Claude Code) for ""
            claude (comes with Claude Code) for ""
            claude-code-guide (comes with Claude Code) for ""
            fork (comes with Claude Code) for ""
            and more
        "#]],
    );
    check_head(
        "tools:\n  - Agent(ml-<|>)",
        &expect![[r#"
        ml-engineer (Trains models.) for "ml-"
    "#]],
    );
    check_nothing(&head("tools: Bash(<|>)"));
    check_nothing(&head("tools: Bash(ls)<|>"));
    check_nothing(&head("tools: Bash(ls) <|>"));
    check_nothing(&head("tools: Nonsense(<|>)"));
    assert_eq!(
        accept_head("tools: Agent(<|>ml-engineer, x), Bash", "data-engineer"),
        "tools: Agent(data-engineer, x), Bash"
    );
    assert!(labels(&head("tools: Agent(a), <|>")).contains(&"Read".to_owned()));
}

#[test]
fn a_list_may_be_separated_by_blanks_in_a_skill() {
    let skill =
        |line: &str| format!("//- /w/.claude/skills/x/SKILL.md\n---\nname: x\n{line}\n---\n");
    assert!(!labels(&skill("allowed-tools: Read <|>")).contains(&"Read".to_owned()));
    assert!(labels(&skill("allowed-tools: Read <|>")).contains(&"Grep".to_owned()));
    assert!(
        accept(&skill("allowed-tools: Read Gr<|> Bash(git add *)"), "Grep")
            .contains("allowed-tools: Read Grep Bash(git add *)")
    );
}

#[test]
fn text_takes_no_completion() {
    check_nothing(&with_team(&head("initialPrompt: Ask ml-<|>")));
    check_nothing(&with_team(
        "---\nname: x\ndescription: Delegate to ml-<|>\n---\n",
    ));
    check_nothing(&with_team(
        "---\nname: x\ndescription: >\n  Delegate to ml-<|>\n---\n",
    ));
    check_nothing(&with_team(
        "---\nname: x\ndescription: \"Delegate\n  to ml-<|>\"\n---\n",
    ));
    check_nothing(&with_team("---\nname: x\ndescription: One\n  mo<|>\n---\n"));
    check_nothing(&with_team("---\nname: ml-<|>\n---\n"));
    check_nothing(&head("maxTurns: <|>"));
    check_nothing(&head("# tools: <|>"));
    check_nothing(&head("nonsense: <|>"));
}

#[test]
fn crlf_files_are_completed_alike() {
    for (line, label, expected) in [
        ("tools: Read, Gr<|>", "Grep", "tools: Read, Grep"),
        ("tools:\n  - Gr<|>", "Grep", "tools:\n  - Grep"),
        ("tools: [\n  Gr<|>\n]", "Grep", "tools: [\n  Grep\n]"),
        ("tools: <|>", "Grep", "tools: Grep"),
        ("model: <|>opus", "sonnet", "model: sonnet"),
        (
            "experimental:\n  ca<|>",
            "cacheTtl",
            "experimental:\n  cacheTtl: ",
        ),
    ] {
        let fixture = head(line).replace('\n', "\r\n");
        let accepted = accept(&fixture, label);
        assert_eq!(accepted, head(expected).replace('\n', "\r\n"));
    }
}

// -------------------------------------------------------------------- body --

fn body(line: &str) -> String {
    with_team(&format!(
        "---\nname: main\ndescription: Works.\n---\n{line}\n"
    ))
}

fn accept_body(line: &str, label: &str) -> String {
    let text = accept(&body(line), label);
    text.rsplit("---\n")
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

#[test]
fn a_slash_brings_up_skills_and_commands() {
    check(
        &body("Run /<|>"),
        &expect![[r#"
            release:notes (Writes notes.) for ""
            ship (Releases.) for ""
            unit-tests (Tests.) for ""
            add-dir (comes with Claude Code) for ""
            advisor (comes with Claude Code) for ""
            agents (comes with Claude Code) for ""
            autofix-pr (comes with Claude Code) for ""
            background (comes with Claude Code) for ""
            and more
        "#]],
    );
    check(
        &body("Run `/un<|>`"),
        &expect![[r#"
            unit-tests (Tests.) for "un"
            background (comes with Claude Code) for "un"
            plugin (comes with Claude Code) for "un"
            reload-plugins (comes with Claude Code) for "un"
            run (comes with Claude Code) for "un"
            statusline (comes with Claude Code) for "un"
        "#]],
    );
    assert_eq!(
        accept_body("Run /unit-<|>te now", "unit-tests"),
        "Run /unit-tests now"
    );
    assert_eq!(
        accept_body("Run (/rel<|>)", "release:notes"),
        "Run (/release:notes)"
    );
    assert_eq!(accept_body("/sh<|>", "ship"), "/ship");
    check_nothing(&body("and/<|>"));
    check_nothing(&body("src/<|>"));
    check_nothing(&body("https://x<|>"));
}

#[test]
fn an_at_sign_brings_up_agents_and_paths() {
    check(
        &body("Ask @<|>"),
        &expect![[r#"
            agent-data-engineer (Moves data.) for ""
            agent-ml-engineer (Trains models.) for ""
            agent-alpha:reviewer (Reviews.) for ""
            data-engineer.md for ""
            main.md for ""
            ml-engineer.md for ""
        "#]],
    );
    assert_eq!(
        accept_body("Ask @<|>ml-engineer now", "agent-data-engineer"),
        "Ask @agent-data-engineer now"
    );
    check(
        &body("Ask @agent-da<|>"),
        &expect![[r#"
            agent-data-engineer (Moves data.) for "agent-da"
        "#]],
    );
    check(
        &body("See @../<|>"),
        &expect![[r#"
        agents/ for ""
        commands/ for ""
        skills/ for ""
    "#]],
    );
    check(
        &body("See @../skills/sh<|>"),
        &expect![[r#"
        ship/ for "sh"
    "#]],
    );
    check_nothing(&body("me@ml<|>"));
}

#[test]
fn the_first_letters_of_a_name_bring_it_up_in_prose() {
    check(
        &body("Delegate to ml<|>"),
        &expect![[r#"
        ml-engineer (Trains models.) for "ml"
    "#]],
    );
    check(
        &body("Delegate to `da<|>`"),
        &expect![[r#"
        data-engineer (Moves data.) for "da"
    "#]],
    );
    check(
        &body("**ml-en<|>gineer**"),
        &expect![[r#"
        ml-engineer (Trains models.) for "ml-engineer"
    "#]],
    );
    check(
        &body("Ask re<|>"),
        &expect![[r#"
        alpha:reviewer (Reviews.) for "re"
    "#]],
    );
    assert_eq!(
        accept_body("Ask ml-en<|>gine.", "ml-engineer"),
        "Ask ml-engineer."
    );
    check_nothing(&body("Delegate to m<|>"));
    check_nothing(&body("Delegate to <|>"));
    check_nothing(&body("Delegate to other<|>"));
    check_nothing(&body("Delegate to sh<|>"));
}

#[test]
fn nothing_is_offered_in_code() {
    check_nothing(&body("```\nml-<|>\n```"));
    check_nothing(&body("```sh\ncat /<|>\n```"));
    check_nothing(&body("Text.\n\n    ml-<|>\n"));
    check_nothing(&body("```\nml-<|>"));
}

#[test]
fn memory_files_take_names_too() {
    check(
        &with_team("//- /w/CLAUDE.md\n# Team\n\nAsk @ml<|>\n"),
        &expect![[r#"
            agent-ml-engineer (Trains models.) for "ml"
        "#]],
    );
    check_nothing(&with_team("//- /w/CLAUDE.md\n<|>"));
    check_nothing(&with_team("//- /w/CLAUDE.md\n---\n<|>\n---\n"));
}

#[test]
fn a_plugin_stands_before_the_names_of_its_files_elsewhere() {
    check(
        &body("Ask @alpha:r<|>"),
        &expect![[r#"
            agent-alpha:reviewer (Reviews.) for "alpha:r"
        "#]],
    );
    check(
        &body("Ask alpha:re<|>"),
        &expect![[r#"
        alpha:reviewer (Reviews.) for "alpha:re"
    "#]],
    );
    let inside = with_team(
        "//- /w/plugins/alpha/agents/lead.md\n---\nname: lead\ndescription: x\n---\nAsk re<|>\n",
    );
    check(
        &inside,
        &expect![[r#"
        reviewer (Reviews.) for "re"
    "#]],
    );
}

// ---------------------------------------------------------------- template --

#[test]
fn a_file_without_front_matter_is_offered_a_whole_one() {
    check(
        "<|>\n",
        &expect![[r#"
            Front matter of a subagent -> "---\nname: ${1:main}\ndescription: ${2:Use this agent when ...}\ntools: ${3:Read, Grep, Glob}\nmodel: ${4:inherit}\n---\n$0" (for Claude Code) for ""
        "#]],
    );
    check(
        "-<|>\n",
        &expect![[r#"
            Front matter of a subagent -> "---\nname: ${1:main}\ndescription: ${2:Use this agent when ...}\ntools: ${3:Read, Grep, Glob}\nmodel: ${4:inherit}\n---\n$0" (for Claude Code) for "-"
        "#]],
    );
    check(
        "---<|>\n",
        &expect![[r#"
            Front matter of a subagent -> "---\nname: ${1:main}\ndescription: ${2:Use this agent when ...}\ntools: ${3:Read, Grep, Glob}\nmodel: ${4:inherit}\n---\n$0" (for Claude Code) for "---"
        "#]],
    );
    check(
        "---\n<|>\n",
        &expect![[r#"
            Front matter of a subagent -> "name: ${1:main}\ndescription: ${2:Use this agent when ...}\ntools: ${3:Read, Grep, Glob}\nmodel: ${4:inherit}\n---\n$0" (for Claude Code) for ""
        "#]],
    );
    check(
        "//- /w/.claude/skills/x/SKILL.md\n<|>\n# Body\n",
        &expect![[r#"
            Front matter of a skill -> "---\nname: ${1:x}\ndescription: ${2:What it does. Use it when ...}\n---\n$0" (for Claude Code) for ""
        "#]],
    );
    check(
        "//- /w/.claude/commands/x.md\n<|>\n",
        &expect![[r#"
            Front matter of a command -> "---\ndescription: ${1:What this command does}\nargument-hint: \"[${2:argument}]\"\n---\n$0" (for Claude Code) for ""
        "#]],
    );
    check_nothing("# Head<|>\n");
    check_nothing("# Head\n<|>\n");
}

#[test]
fn a_line_that_waits_for_its_dash_gets_it() {
    let text = "tools:\n  - Read\n  <|>";
    assert!(!labels(&with_team(&head(text))).contains(&"Read".to_owned()));
    assert!(accept(&with_team(&head(text)), "Grep").contains("tools:\n  - Read\n  - Grep\n"));
    assert!(accept(&with_team(&head("skills:\n  <|>")), "ship").contains("skills:\n  - ship\n"));
}

#[test]
fn behind_the_number_sign_of_a_link_stand_the_headings_of_its_file() {
    let docs = "//- /w/docs/x y.md\n# Über `uns`\n\n# A\n\n# A\n";
    let shown = |line: &str| {
        let fixture = format!("---\nname: main\ndescription: x\n---\n# Own\n\n{line}\n{docs}");
        at_cursor(&fixture, |snapshot, file, offset| {
            let text = snapshot.source(file).unwrap().text;
            let items = completions(snapshot, file, offset).items.into_iter();
            let shown = items.map(|item| {
                let replaced = item.replace.of(&text);
                format!(
                    "{} ({}) for {replaced:?}\n",
                    item.label,
                    item.detail.unwrap_or_default()
                )
            });
            shown.collect::<String>()
        })
    };
    assert_eq!(shown("[a](#<|>)"), "own (Own) for \"\"\n");
    assert_eq!(shown("[a](#o<|>n) b)"), "own (Own) for \"on\"\n");
    let docs = "über-uns (Über uns) for \"\"\na (A) for \"\"\na-1 (A) for \"\"\n";
    assert_eq!(shown("[a](../../docs/x%20y.md#<|>"), docs);
    assert_eq!(shown("[a](<../../docs/x y.md#<|>>)"), docs);
    assert_eq!(shown("[a]: ../../docs/x%20y.md#<|>"), docs);
    for nothing in [
        "#<|>",
        "a #<|>",
        "[a](b) #<|>",
        "[a](gone.md#<|>)",
        "```\n[a](#<|>)\n```",
    ] {
        assert_eq!(shown(nothing), "", "{nothing}");
    }
}
