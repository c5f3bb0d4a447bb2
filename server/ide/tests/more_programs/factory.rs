//! Factory's droids, skills and commands.

use expect_test::expect;

use super::*;

const TEAM: &str = r#"
//- /w/.factory/droids/scribe.md
---
name: scribe
description: Writes things down.
model: inherit
tools: read-only
---
You write down what was found.
//- /w/.factory/skills/release/SKILL.md
---
name: release
description: Releases the package. Use it when a version is done.
---
Run `make release`.
//- /w/.factory/mcp.json
{"mcpServers": {"linear": {"command": "linear-mcp"}}}
"#;

fn droid(lines: &str) -> String {
    format!(
        "//- /w/.factory/droids/lead.md\n---\nname: lead\ndescription: Leads.\n{lines}\n---\nBody.\n{TEAM}"
    )
}

#[test]
fn a_good_droid_is_left_in_peace() {
    check_silent(
        "factory",
        &droid(
            "model: custom:gpt-4o-mini\nreasoningEffort: xhigh\n\
             tools: [\"Read\", \"Edit\", \"mcp__linear__create_issue\"]\nmcpServers: [linear]",
        ),
    );
    check_silent(
        "factory",
        &droid("model: claude-sonnet-9\ntools: read-only"),
    );
    check_silent(
        "factory",
        &droid("tools:\n  - Execute\n  - TodoWrite\nmcpServers: []"),
    );
}

/// One string of commas is no list for Factory, but no page says so in as many words.
#[test]
fn a_text_of_tools_is_nobody_s_business() {
    check_silent("factory", &droid("tools: Read, Grep"));
}

#[test]
fn what_factory_refuses_is_an_error() {
    check_found(
        &droid("tools: [Read, Write, read, Task]\ncolor: red"),
        &expect![[r#"
            Error unknown-tool "Write": Unknown tool: Factory has no `Write`.
            Error unknown-tool "read": Unknown tool: Factory has no `read`. Did you mean `Read`?
            Information never-available-tool "Task": Factory never gives `Task` to a subagent, even when it is listed.
            Hint unknown-field "color": Factory reads no field `color` in an agent and ignores it.
        "#]],
    );
    check_found(
        "//- /w/.factory/droids/x.md\n---\nname: Code Reviewer\n---\n",
        &expect![[r#"
            Warning missing-field "---": `description` is missing. Factory loads the droid and warns of this.
            Error invalid-name "Code Reviewer": `Code Reviewer` is no valid name. Factory takes lower-case letters, digits, `-` and `_` in a droid's name, and leaves out a droid that is called otherwise.
            Error empty-body "---": Factory leaves out a droid without a prompt below its fields.
        "#]],
    );
    check_found(
        "//- /w/.factory/droids/x.md\n---\ndescription: Reviews.\n---\nReview.\n",
        &expect![[r#"
            Error missing-field "---": `name` is missing. Factory leaves out a droid without `name`; only the log says so.
        "#]],
    );
    check_found(
        "//- /w/.factory/droids/x.md\n# Reviewer\n",
        &expect![[r##"
        Error missing-front-matter "# Reviewer": No front matter. Factory leaves out a droid without front matter; only the log says so.
    "##]],
    );
}

#[test]
fn fields_categories_tools_and_servers_are_offered() {
    check_offered(
        &droid("<|>"),
        &expect![[r#"
        model -> "model: $0"
        reasoningEffort -> "reasoningEffort: $0"
        tools -> "tools: $0"
        mcpServers -> "mcpServers:\n  - $0"
    "#]],
    );
    check_offered(
        &droid("tools: <|>"),
        &expect![[r#"
            Read
            read-only
            LS
            edit
            Grep
            execute
            Glob
            web
            Create
            mcp
            Edit
            ApplyPatch
            Execute
            WebSearch
            FetchUrl
            TodoWrite
            mcp__linear__*
        "#]],
    );
    check_offered(
        &droid("tools: [Read, <|>]"),
        &expect![[r#"
        LS
        Grep
        Glob
        Create
        Edit
        ApplyPatch
        Execute
        WebSearch
        FetchUrl
        TodoWrite
        mcp__linear__*
    "#]],
    );
    check_offered(
        &droid("mcpServers: [<|>]"),
        &expect![[r#"
        linear
    "#]],
    );
    check_offered(
        &droid("model: <|>"),
        &expect![[r#"
        inherit
    "#]],
    );
}

#[test]
fn hover_says_what_they_are() {
    check_hover(
        &droid("reason<|>ingEffort: low"),
        &expect![[r#"
        **reasoningEffort** · one of its values or text

        How much the model thinks. Which efforts there are depends on the model; with `model: inherit` the field has no effect.
    "#]],
    );
    check_hover(
        &droid("tools: [Fetch<|>Url]"),
        &expect![[r#"
        **FetchUrl** · tool

        Loads a page from the web.
    "#]],
    );
}

#[test]
fn names_lead_to_droids_and_skills() {
    check_leads(
        &droid("model: inherit").replacen("Body.", "Run the Task tool with `scr<|>ibe`.", 1),
        &expect![[r#"
            /w/.factory/droids/scribe.md
        "#]],
    );
    check_leads(
        "//- /w/AGENTS.md\nUse the subagent `scri<|>be` for notes.\n//- /w/.factory/droids/scribe.md\n---\nname: scribe\n---\nx\n",
        &expect![[r#"
            /w/.factory/droids/scribe.md
        "#]],
    );
    check_leads(
        &droid("mcpServers: [lin<|>ear]"),
        &expect![[r#"
        /w/.factory/mcp.json
    "#]],
    );
}

#[test]
fn a_rename_reaches_the_file_and_who_names_it() {
    check_renamed(
        "//- /w/.factory/droids/scribe.md\n---\nname: scr<|>ibe\ndescription: Writes.\n---\nx\n//- /w/AGENTS.md\nAsk the droid `scribe`.\n//- /w/.factory/commands/note.md\n---\ndescription: Notes.\n---\nHand $ARGUMENTS to the subagent `scribe`.\n",
        "clerk",
        &expect![[r#"
            /w/.factory/commands/note.md -> clerk
            /w/.factory/droids/scribe.md -> clerk
            /w/AGENTS.md -> clerk
            /w/.factory/droids/scribe.md -> /w/.factory/droids/clerk.md
        "#]],
    );
}

#[test]
fn skills_and_commands_have_their_own_fields() {
    check_silent(
        "factory",
        "//- /w/.factory/skills/release/SKILL.md\n---\ndescription: Releases.\ndisable-model-invocation: true\nuser-invocable: true\nallowed-tools: Read\n---\nDo.\n",
    );
    check_silent(
        "factory",
        "//- /w/.factory/skills/release/skill.mdx\n---\nname: release\ndescription: Releases.\n---\nDo.\n",
    );
    check_found(
        "//- /w/.factory/skills/release/SKILL.md\n---\nname: Release It\nuser-invocable: perhaps\n---\nDo.\n",
        &expect![[r#"
            Hint missing-field "---": `description` is missing. Factory recommends one: droids choose a skill by it.
            Warning invalid-name "Release It": `Release It` is no valid name. Factory wants lower-case letters, digits and hyphens in a skill's name.
            Warning wrong-shape "perhaps": Factory expects `true` or `false` for `user-invocable`.
        "#]],
    );
    check_silent(
        "factory",
        "//- /w/.factory/commands/review.md\n---\ndescription: Reviews.\nargument-hint: <branch>\nallowed-tools: Read\n---\nReview $ARGUMENTS, not $1.\n",
    );
    check_offered(
        "//- /w/.factory/commands/review.md\n---\ndescription: Reviews.\n<|>\n---\nDo.\n",
        &expect![[r#"
            argument-hint -> "argument-hint: $0"
            allowed-tools -> "allowed-tools: $0"
        "#]],
    );
}
