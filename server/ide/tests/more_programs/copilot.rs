//! The files of GitHub Copilot, in Visual Studio Code and in its command line.

use crate::asked::{drawn, found, hovered, inserted, leads, offered, renamed};
use expect_test::{Expect, expect};

/// The rest of the team.
const TEAM: &str = r#"
//- /w/.github/agents/planner.agent.md
---
name: Plan Maker
description: Plans changes.
---
Plan first.
//- /w/.github/agents/reviewer.md
---
description: Reviews changes.
---
Review.
//- /w/.github/skills/ship-it/SKILL.md
---
name: ship-it
description: Releases.
---
Release.
//- /w/.vscode/mcp.json
{"servers": {"tracker": {"url": "https://x.example"}}}
"#;

fn with_team(marked: &str) -> String {
    format!("{marked}{TEAM}")
}

fn agent(lines: &str) -> String {
    with_team(&format!(
        "//- /w/.github/agents/lead.agent.md\n---\ndescription: Leads.\n{lines}\n---\nBody.\n"
    ))
}

fn check(marked: &str, expected: &Expect) {
    expected.assert_eq(&found(marked));
}

fn silent(marked: &str) {
    assert_eq!(found(marked), "", "{marked}");
}

#[test]
fn a_whole_agent_of_each_host_is_right() {
    silent(&agent(
        "name: Lead\nargument-hint: what to build\nmodel: ['GPT-5.4', 'Claude Sonnet 4.5 (copilot)']\n\
         reasoning-effort: high\n\
         tools: [read, edit/editFiles, search, grep, web/fetch, web_fetch, Bash, agent, tracker/*, \
         github/create_issue, ms-python.python/getPythonEnvironmentInfo, azure_query_learn]\n\
         agents: [Plan Maker, reviewer]\nuser-invocable: true\ndisable-model-invocation: false\n\
         target: vscode\nhandoffs:\n  - label: Plan it\n    agent: Plan Maker\n    prompt: Go.\n    \
         send: true\n  - label: Do it\n    agent: agent\n    prompt: Go.",
    ));
    // What only Copilot CLI and the cloud agent read.
    silent(&agent(
        "models: [gpt-5.4]\nmodelPolicy: preferred\nreasoningEffort: low\nskills: [ship-it]\n\
         deferred-tool-loading: true\ninclude-custom-instructions: true\nmetadata:\n  owner: me\n\
         mcp-servers:\n  db:\n    type: local\n    command: db\n    args: [--quiet]\n    tools: ['*']",
    ));
    silent(&agent("tools: read, edit, execute\nagents: '*'"));
    silent(&agent("tools: ['*']"));
    silent(&agent("tools: []"));
}

#[test]
fn a_broken_agent_says_what_the_hosts_make_of_it() {
    check(
        &agent(
            "reasoning-effort: huge\ntarget: codex\nuser-invocable: sometimes\ninfer: true\n\
             tools: [raed, codebase, read, read]\nhandoffs:\n  - label: Plan it\n    agent: Plan Makr\n\
             colour: blue",
        ),
        &expect![[r#"
            Information unknown-value "huge": `huge` is none of the values of `reasoning-effort` that Visual Studio Code documents. It is one of `low`, `medium`, `high`, `xhigh`, `max`.
            Warning unknown-value "codex": `codex` is none of the values of `target` that Visual Studio Code documents. It is one of `vscode`, `github-copilot`.
            Warning wrong-shape "sometimes": Visual Studio Code expects `true` or `false` for `user-invocable`.
            Hint old-field "infer": `user-invocable`, `disable-model-invocation` took the place of `infer`, which Visual Studio Code still reads.
            Warning unknown-tool "raed": Unknown tool: Visual Studio Code has no `raed`. Did you mean `read`?
            Hint old-tool "codebase": `codebase` is called `search/codebase` today; the old name still works.
            Hint duplicate-tool "read": `read` is listed twice.
            Warning missing-field "label": `prompt` is missing in this part of `handoffs`. Visual Studio Code expects it.
            Warning unknown-agent "Plan Makr": There is no agent `Plan Makr`. Did you mean `Plan Maker`?
            Hint unknown-field "colour": Visual Studio Code reads no field `colour` in an agent and ignores it.
        "#]],
    );
    check(
        &with_team(
            "//- /w/.github/agents/lead.md\n---\nname: Lead\ndescription: Leads: all of it.\n---\nBody.\n",
        ),
        &expect![[r#"
            Warning front-matter ":": A colon before a blank or the end of the line, in the value of `description` without quotes, starts a new key in YAML. GitHub Copilot CLI reads strict YAML and does not load this agent, though others take such a value. Put it in quotes.
        "#]],
    );
    check(
        &with_team("//- /w/.github/agents/lead.md\n---\nname: Lead\n---\nBody.\n"),
        &expect![[r#"
            Information missing-field "---": `description` is missing. Visual Studio Code does without it; GitHub Copilot CLI and the cloud agent load no agent that has none.
        "#]],
    );
}

#[test]
fn a_tool_that_one_harness_gives_nothing_for_is_told_once_a_list() {
    check(
        &agent("tools: [read, search/codebase, search, web]"),
        &expect![[r#"
            Information silent-tool "search/codebase": `search/codebase`, `search` are not known to all who read this file. Visual Studio Code's Copilot harness (seen up to 1.139) and GitHub Copilot CLI (up to 1.0.81) give nothing for it, without a word. List `grep` and `glob` beside it.
            Information silent-tool "web": `web` is not known to all who read this file. Visual Studio Code's Copilot harness (seen up to 1.139) and GitHub Copilot CLI (up to 1.0.81) give nothing for it, without a word. List `web_fetch` beside it.
        "#]],
    );
    silent(&agent("tools: [read, search, glob, web/fetch, web_fetch]"));
}

#[test]
fn in_claude_s_files_they_read_some_fields_alone() {
    let claude = |lines: &str| {
        with_team(&format!(
            "//- /w/.claude/agents/lead.md\n---\nname: lead\ndescription: Leads.\n{lines}\n---\nBody.\n"
        ))
    };
    silent(&claude("infer: true\nmcp-servers: {}"));
    check(
        &claude("handoffs: []\nargument-hint: x"),
        &expect![[r#"
        Hint unknown-field "handoffs": Claude Code reads no field `handoffs` in an agent and ignores it.
        Hint unknown-field "argument-hint": Claude Code reads no field `argument-hint` in an agent and ignores it.
    "#]],
    );
    let rule = "//- /w/.claude/rules/rust.md\n---\napplyTo:\n  - '*.rs'\n---\nUse Rust.\n";
    check(
        &with_team(rule),
        &expect![[r#"
        Warning misnamed-field "applyTo": `applyTo` has no effect here; the field is called `paths`. `applyTo` is the key of Copilot's instruction files. Claude Code reads only `paths`, so without it the rule always applies.
    "#]],
    );
}

#[test]
fn the_command_line_has_agents_of_its_own() {
    check(
        &with_team(
            "//- /w/.github/agents/more/deep.md\n---\nname: Deep\ntools: [view, search, bash, bogus]\nmodel: gpt-5.4\n---\nBody.\n",
        ),
        &expect![[r#"
            Error missing-field "---": `description` is missing. GitHub Copilot CLI and the cloud agent load no agent without it.
            Information old-tool "search": `search` has no effect in GitHub Copilot CLI today. Other hosts of Copilot know it; this one gave nothing for it up to 1.0.81. Write `grep` and `glob`.
        "#]],
    );
    silent(&with_team(
        "//- /home/me/.copilot/agents/mine.agent.md\n---\ndescription: Mine.\ntools: [view, grep, execute]\n\
         sidekick:\n  triggers: [user.message]\n  behavior: restart\n---\nBody.\n",
    ));
}

#[test]
fn fields_tools_models_and_agents_are_offered() {
    let fields = offered(&agent("<|>"));
    for name in [
        "name",
        "tools",
        "model",
        "agents",
        "handoffs",
        "mcp-servers",
    ] {
        assert!(fields.iter().any(|it| it == name), "{fields:?}");
    }
    assert!(!fields.iter().any(|it| it == "infer"), "{fields:?}");
    let tools = offered(&agent("tools: [<|>]"));
    for name in ["read", "search/usages", "web_fetch", "tracker/*"] {
        assert!(tools.iter().any(|it| it == name), "{tools:?}");
    }
    for name in ["bash", "search", "codebase"] {
        assert!(!tools.iter().any(|it| it == name), "{tools:?}");
    }
    let tools = offered(&agent("tools: [grep, <|>]"));
    assert!(tools.iter().any(|it| it == "search"), "{tools:?}");
    let models = offered(&agent("model: <|>"));
    assert_eq!(models[0], "Claude Sonnet 4.5 (copilot)");
    let agents = offered(&agent("agents: [<|>]"));
    for name in ["Plan Maker", "reviewer"] {
        assert!(agents.iter().any(|it| it == name), "{agents:?}");
    }
    // Only `*` may stand alone.
    let inserted = inserted(&agent("agents: <|>"));
    for text in ["\"*\"", "[reviewer]", "[Plan Maker]"] {
        assert!(inserted.iter().any(|it| it == text), "{inserted:?}");
    }
    let handoff = "handoffs:\n  - label: x\n    agent: re<|>";
    assert!(offered(&agent(handoff)).iter().any(|it| it == "reviewer"));
    assert_eq!(offered(&agent("target: <|>")), ["vscode", "github-copilot"]);
    let prompt = "//- /w/.github/prompts/ship.prompt.md\n---\nagent: <|>\n---\nShip.\n";
    let agents = offered(&with_team(prompt));
    for name in ["agent", "ask", "plan", "Plan Maker"] {
        assert!(agents.iter().any(|it| it == name), "{agents:?}");
    }
}

#[test]
fn hover_explains_what_is_written() {
    expect![[r#"
        **handoffs.send** · true or false

        Whether the prompt is sent at once; otherwise the user sends it."#]]
    .assert_eq(&hovered(&agent(
        "handoffs:\n  - label: x\n    se<|>nd: true",
    )));
    expect![[r#"
        **execute** · tool

        Runs commands, tasks and notebook cells: the whole set `execute/…`."#]]
    .assert_eq(&hovered(&agent("tools: [Pow<|>ershell]")));
    expect![[r#"
        **codebase** · a former name · write `search/codebase`

        What `search/codebase` was called."#]]
    .assert_eq(&hovered(&agent("tools: [codeb<|>ase]")));
    expect![[r#"
        **infer** · true or false

        Whether other agents may start this one by themselves. Out of use: `disable-model-invocation` says that, and `user-invocable` says whether the user can pick it."#]].assert_eq(&hovered(&agent("infe<|>r: true")));
}

#[test]
fn agents_are_found_by_display_name_and_by_file() {
    let file = ["/w/.github/agents/planner.agent.md"];
    assert_eq!(leads(&agent("agents: [Plan <|>Maker]")), file);
    let handoff = |name: &str| agent(&format!("handoffs:\n  - label: x\n    agent: {name}"));
    assert_eq!(leads(&handoff("Plan<|> Maker")), file);
    assert_eq!(leads(&handoff("plan<|>ner")), file);
    let prompt = "//- /w/.github/prompts/ship.prompt.md\n---\nagent: rev<|>iewer\n---\nShip.\n";
    assert_eq!(leads(&with_team(prompt)), ["/w/.github/agents/reviewer.md"]);
    assert_eq!(
        leads(&agent("skills: [ship<|>-it]")),
        ["/w/.github/skills/ship-it/SKILL.md"]
    );
}

#[test]
fn handoffs_are_drawn_and_tools_are_coloured() {
    let lines = "tools: [read, codebase, tracker/*]\nagents: [reviewer]\nhandoffs:\n  - label: x\n    \
                 agent: Plan Maker\n    prompt: Go.";
    expect![[r#"
        Field description
        Field tools
        Tool read
        Tool codebase
        Tool tracker/*
        Field agents
        Agent reviewer
        Field handoffs
        Field label
        Field agent
        Agent Plan Maker
        Field prompt
        edge reviewer Some("/w/.github/agents/reviewer.md")
        edge Plan Maker Some("/w/.github/agents/planner.agent.md")
    "#]]
    .assert_eq(&drawn(&agent(lines)));
}

#[test]
fn an_agent_is_renamed_with_those_who_name_it() {
    let lead = "//- /w/.github/agents/lead.agent.md\n---\ndescription: Leads.\nagents: [rev<|>iewer]\n\
                handoffs:\n  - label: x\n    agent: reviewer\n    prompt: Go.\n---\nAsk `reviewer`.\n";
    expect![[r#"
        /w/.github/agents/lead.agent.md -> critic
        /w/.github/agents/lead.agent.md -> critic
        /w/.github/agents/lead.agent.md -> critic
        /w/.github/agents/reviewer.md -> /w/.github/agents/critic.md
    "#]]
    .assert_eq(&renamed(&with_team(lead), "critic"));
}

#[test]
fn prompts_instructions_and_chat_modes() {
    silent(&with_team(
        "//- /w/.github/prompts/ship.prompt.md\n---\nname: ship\ndescription: Ships.\n\
         argument-hint: a version\nagent: agent\nmodel: GPT-5.4\ntools: [read, edit]\n---\n\
         Ship ${input:version} with ${selection}.\n",
    ));
    check(
        &with_team("//- /w/.github/prompts/ship.prompt.md\n---\nmode: agent\n---\nShip.\n"),
        &expect![[r#"
            Hint old-field "mode": `mode` is called `agent` today; the old name still works.
        "#]],
    );
    silent(&with_team(
        "//- /w/.github/instructions/rust.instructions.md\n---\ndescription: Rust.\n\
         applyTo: '**/*.{rs,toml}, Cargo.lock'\nexcludeAgent: code-review\n---\nUse Rust.\n",
    ));
    silent(&with_team(
        "//- /w/.github/instructions/all.instructions.md\n---\napplyTo: '**'\n---\nAlways.\n",
    ));
    check(
        &with_team(
            "//- /w/.github/instructions/rust.instructions.md\n---\nglobs: '*.rs'\n\
             applyTo:\n  - '**/*.rs'\nexcludeAgent: codereview\n---\nUse Rust.\n",
        ),
        &expect![[r#"
            Warning misnamed-field "globs": `globs` has no effect here; the field is called `applyTo`. `globs` is Cursor's field.
            Warning wrong-shape "- '**/*.rs'": Visual Studio Code expects one text with commas for `applyTo`. GitHub Copilot CLI takes a list as well (since 1.0.6).
            Information unknown-value "codereview": `codereview` is none of the values of `excludeAgent` that Visual Studio Code documents. Did you mean `code-review`?
        "#]],
    );
    silent("//- /w/.github/copilot-instructions.md\n# Rules\n\nBe kind.\n");
    check(
        &with_team(
            "//- /w/.github/chatmodes/plan.chatmode.md\n---\ndescription: Plans.\ntools: ['search', 'grep']\n---\nPlan.\n",
        ),
        &expect![[r#"
            Information old-place "---": Chat modes are called custom agents today. Visual Studio Code still reads this file, and GitHub Copilot CLI does not: move it to `.github/agents/`, and let its name end in `.agent.md`.
        "#]],
    );
}

#[test]
fn skills_in_copilot_s_folder() {
    silent(&with_team(
        "//- /w/.github/skills/tests/SKILL.md\n---\nname: tests\ndescription: Tests.\nlicense: MIT\n\
         allowed-tools: shell(git:*), view, Whatever\nuser-invocable: false\ncontext: fork\n---\nTest.\n",
    ));
    check(
        &with_team(
            "//- /w/.github/skills/tests/SKILL.md\n---\nname: acme:Tests\ndescription: Tests.\n---\nTest.\n",
        ),
        &expect![[r#"
            Error invalid-name "acme:Tests": `acme:Tests` is no valid name. Visual Studio Code does not load a skill, and does not say so, whose name has something else than `a-z`, `0-9` and `-`, or more than 64 characters.
        "#]],
    );
}

#[test]
fn workflows_of_github_are_left_alone() {
    silent(&with_team(
        "//- /w/.github/workflows/triage.md\n---\non:\n  issues:\n    types: [opened]\nengine: claude\n\
         tools:\n  github:\n    toolsets: [issues]\nsafe-outputs:\n  add-comment:\n---\nTriage.\n",
    ));
    // An agent that such a workflow imports.
    silent(&agent(
        "engine: copilot\ntools:\n  github:\n    toolsets: [repos]\nnetwork: defaults",
    ));
}

/// Each was reported to somebody as a false finding.
#[test]
fn what_was_reported_as_false_elsewhere_is_silent() {
    // microsoft/vscode-copilot-release#14131 and six more: fields of another reader of skills.
    silent(&with_team(
        "//- /w/.github/skills/tests/SKILL.md\n---\nname: tests\ndescription: Tests.\n\
         allowed-tools: Read, Bash(git:*)\nmodel: sonnet\nagent: Explore\nhooks:\n  Stop: []\n---\nTest.\n",
    ));
    // microsoft/vscode#294230: the display name or the file name.
    silent(&agent(
        "handoffs:\n  - label: a\n    agent: Plan Maker\n    prompt: Go.\n  - label: b\n    \
         agent: planner\n    prompt: Go.",
    ));
    // What comes with the runtime is there without a file.
    silent(&agent("agents: [general-purpose, reviewer]"));
    // microsoft/vscode#276227: a list of tools is no Markdown link.
    silent(&agent("tools: ['read', 'edit']"));
    // microsoft/vscode#275673: both ways to call the file.
    silent(&with_team(
        "//- /w/.github/agents/a.md\n---\ndescription: A.\n---\nA.\n",
    ));
    silent(&with_team(
        "//- /w/.github/agents/a.agent.md\n---\ndescription: A.\n---\nA.\n",
    ));
    // Whole ids of models, which are called unknown elsewhere.
    silent(&agent("model: claude-opus-4-5-20251101"));
}

#[test]
fn an_agent_without_front_matter_is_one_for_the_editor_alone() {
    check(
        &with_team("//- /w/.github/agents/lead.agent.md\nYou lead.\n"),
        &expect![[r#"
            Information missing-front-matter "You lead.": No front matter. Visual Studio Code does without it; GitHub Copilot CLI and the cloud agent load no agent that has none.
        "#]],
    );
    // Pages for people are meant to have none.
    silent(&with_team("//- /w/.github/agents/NOTES.md\nYou lead.\n"));
}

#[test]
fn a_command_that_claude_code_mends_says_who_does_not_load_it() {
    let command = |lines: &str| {
        with_team(&format!(
            "//- /w/.claude/commands/go.md\n---\n{lines}\n---\nGo.\n"
        ))
    };
    check(
        &command("description: Goes: now"),
        &expect![[r#"
        Information front-matter ":": A colon before a blank or the end of the line, in the value of `description` without quotes, starts a new key in YAML. Claude Code reads it on a second try, mended; readers of strict YAML reject it. GitHub Copilot CLI, which takes commands for skills, does not load this one.
    "#]],
    );
    check(
        &command("description: Goes.\nargument-hint: [a] [b]"),
        &expect![[r#"
            Information front-matter "[a] [b]": The value of `argument-hint` starts with a bracket, which makes it a list or a map in YAML, and goes on after it. Put it in quotes. Claude Code reads it on a second try, mended; readers of strict YAML reject it. GitHub Copilot CLI, which takes commands for skills, does not load this one.
        "#]],
    );
    check(
        &command("description: Goes.\ndescription: Runs."),
        &expect![[r#"
            Warning duplicate-field "description": `description` occurs again below, and Claude Code keeps the last. GitHub Copilot CLI, which takes commands for skills, does not load this one.
        "#]],
    );
}
