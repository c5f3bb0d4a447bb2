//! Kiro's agents in both formats, steering files and skills. Too little is sure of them for more
//! than a hint.

use expect_test::expect;

use super::*;

const TEAM: &str = r#"
//- /w/.kiro/agents/writer.json
{
  "name": "writer",
  "description": "Writes things down.",
  "tools": ["read", "write"],
  "allowedTools": ["fs_read"],
  "prompt": "You write. Ask the `lead` what you don't know.",
  "hooks": {"agentSpawn": [{"command": "git status"}]},
  "toolsSettings": {"shell": {"autoAllowReadonly": true}},
  "resources": ["file://README.md"]
}
//- /w/.kiro/settings/mcp.json
{"mcpServers": {"git": {"command": "git-mcp"}}}
"#;

fn agent(lines: &str) -> String {
    format!(
        "//- /w/.kiro/agents/lead.md\n---\nname: lead\ndescription: Leads.\n{lines}\n---\nHand it to `writer`.\n{TEAM}"
    )
}

fn json(lines: &str) -> String {
    format!("//- /w/.kiro/agents/lead.json\n{{\n  \"name\": \"lead\",\n  {lines}\n}}\n{TEAM}")
}

fn steering(lines: &str) -> String {
    format!("//- /w/.kiro/steering/style.md\n---\n{lines}\n---\nBe brief.\n")
}

#[test]
fn a_good_agent_is_left_in_peace() {
    check_silent(
        "kiro",
        &agent(
            "model: claude-sonnet-4.6\ntools: [read, fs_write, \"@git\", \"@git/commit\", \"@builtin\", \"*\"]\n\
             excludedTools: [shell]\nincludeMcpJson: true\nresources:\n  - file://README.md\n  - type: knowledgeBase\n    source: ./docs\n    indexType: best\n\
             permissions:\n  rules:\n    - capability: shell\n      effect: allow\n      match: [\"npm *\"]\n  policies: [read-all]\n\
             hooks:\n  - name: x\n    trigger: stop\n    action: y\n    timeout: 5\nwelcomeMessage: Hello.",
        ),
    );
    // As the pages for the IDE have it.
    check_silent(
        "kiro",
        &agent("permissions:\n  - capability: shell\n    effect: allow\n    match:\n      - npm *"),
    );
    check_silent("kiro", &agent("allowedTools:\n  - read\n  - shell"));
    // Kiro skips one without front matter, but here it is the prompt of another.
    check_silent(
        "kiro",
        "//- /w/.kiro/agents/design.md\n# Design\n//- /w/.kiro/agents/design.json\n{\"name\": \"design\", \"prompt\": \"file://./design.md\"}\n",
    );
    check_silent(
        "kiro",
        &json(
            "\"tools\": [\"@builtin\"], \"hooks\": {}, \"useLegacyMcpJson\": false, \"mcpServers\": {}",
        ),
    );
}

#[test]
fn what_kiro_passes_over_is_a_hint() {
    check_found(
        &agent(
            "tools: [Read, Bash]\nprompt: Lead.\neffortLevel: high\ndispatchKind: main\nincludePowers: perhaps",
        ),
        &expect![[r#"
            Hint unknown-tool "Read": Unknown tool: Kiro has no `Read`. Did you mean `read`?
            Hint unknown-tool "Bash": Unknown tool: Kiro has no `Bash`.
            Hint unknown-field "prompt": Kiro reads no field `prompt` in an agent and ignores it.
            Hint unknown-value "main": `main` is none of the values of `dispatchKind` that Kiro documents. It is one of `sub-agent`, `custom-agent`, `spec`.
            Hint wrong-shape "perhaps": Kiro expects `true` or `false` for `includePowers`.
        "#]],
    );
    check_found(
        &json("\"tools\": [\"read\", \"Bash\"]"),
        &expect![[r#"
        Hint unknown-tool "Bash": Unknown tool: Kiro has no `Bash`.
    "#]],
    );
    check_found(
        "//- /w/.kiro/agents/plan.md\n---\nname: plan\n---\nPlan.\n",
        &expect![[r#"
            Hint invalid-name "plan": `plan` is a name that Kiro keeps. It drops an agent of that name without a word.
        "#]],
    );
    check_found(
        &agent("permissions:\n  rules:\n    - capability: files\n      effect: maybe"),
        &expect![[r#"
            Hint unknown-value "files": `files` is none of the values of `permissions.rules.capability` that Kiro documents. It is one of `fs_read`, `fs_write`, `filesystem`, `shell`, `web_fetch`, `web_search`, `mcp`, `subagent`, `skill`, `context`, `diagnostics`, `builtin`, `all`.
            Hint unknown-value "maybe": `maybe` is none of the values of `permissions.rules.effect` that Kiro documents. It is one of `allow`, `ask`, `deny`.
        "#]],
    );
}

#[test]
fn fields_and_tools_are_offered_in_both_formats() {
    check_offered(
        &agent("<|>"),
        &expect![[r#"
        model -> "model: $0"
        effortLevel -> "effortLevel: $0"
        tools -> "tools:\n  - $0"
        excludedTools -> "excludedTools:\n  - $0"
        permissions -> "permissions:\n  - $0"
        mcpServers -> "mcpServers:\n  $0"
        includeMcpJson -> "includeMcpJson: ${1|true,false|}"
        includePowers -> "includePowers: ${1|true,false|}"
        resources -> "resources:\n  - $0"
        hooks -> "hooks:\n  - $0"
        dispatchKind -> "dispatchKind: ${1|sub-agent,custom-agent,spec|}"
        welcomeMessage -> "welcomeMessage: $0"
        allowedTools -> "allowedTools:\n  - $0"
        toolsSettings -> "toolsSettings:\n  $0"
        toolAliases -> "toolAliases:\n  $0"
        keyboardShortcut -> "keyboardShortcut: $0"
        useLegacyMcpJson -> "useLegacyMcpJson: ${1|true,false|}"
    "#]],
    );
    check_offered(
        &agent("tools: [\"@g<|>\"]"),
        &expect![[r#"
            read
            write
            shell
            web
            subagent
            spec
            context
            knowledge
            todo_list
            @builtin
            @mcp
            read_file
            list_directory
            file_search
            grep_search
            introspect
            code
            tool_load
            tool_call
            fs_write
            fs_append
            str_replace
            delete_file
            execute_bash
            execute_pwsh
            control_*_process
            list_processes
            get_process_output
            web_fetch
            remote_web_search
            aws
            todo
            glob
            grep
            web_search
            thinking
            delegate
            report
            tool_search
            session
            goal
            @git
        "#]],
    );
    check_offered(
        &json("\"<|>\""),
        &expect![[r#"
        description -> "description"
        model -> "model"
        effortLevel -> "effortLevel"
        tools -> "tools"
        excludedTools -> "excludedTools"
        permissions -> "permissions"
        mcpServers -> "mcpServers"
        includeMcpJson -> "includeMcpJson"
        includePowers -> "includePowers"
        resources -> "resources"
        hooks -> "hooks"
        dispatchKind -> "dispatchKind"
        welcomeMessage -> "welcomeMessage"
        prompt -> "prompt"
        allowedTools -> "allowedTools"
        toolsSettings -> "toolsSettings"
        toolAliases -> "toolAliases"
        keyboardShortcut -> "keyboardShortcut"
        useLegacyMcpJson -> "useLegacyMcpJson"
        $schema -> "$schema"
    "#]],
    );
    check_offered(
        &json("\"tools\": [\"read\", \"<|>\"]"),
        &expect![[r#"
            write
            shell
            web
            subagent
            spec
            context
            knowledge
            todo_list
            @builtin
            @mcp
            read_file
            list_directory
            file_search
            grep_search
            introspect
            code
            tool_load
            tool_call
            fs_write
            fs_append
            str_replace
            delete_file
            execute_bash
            execute_pwsh
            control_*_process
            list_processes
            get_process_output
            web_fetch
            remote_web_search
            aws
            todo
            glob
            grep
            web_search
            thinking
            delegate
            report
            tool_search
            session
            goal
            @git
        "#]],
    );
    check_offered(
        &agent("permissions:\n  rules:\n    - capability: <|>"),
        &expect![[r#"
            fs_read
            fs_write
            filesystem
            shell
            web_fetch
            web_search
            mcp
            subagent
            skill
            context
            diagnostics
            builtin
            all
        "#]],
    );
}

#[test]
fn names_lead_from_one_format_to_the_other() {
    check_leads(
        &agent("tools: [read]").replacen("`writer`", "`wri<|>ter`", 1),
        &expect![[r#"
            /w/.kiro/agents/writer.json
        "#]],
    );
    check_leads(
        &agent("tools: [\"@gi<|>t/commit\"]"),
        &expect![[r#"
        /w/.kiro/settings/mcp.json
    "#]],
    );
    check_hover(
        &agent("tools: [@bui<|>ltin]"),
        &expect![[r#"
        **@builtin** · tool

        All tools that come with Kiro.
    "#]],
    );
    check_hover(
        &agent("includeMcp<|>Json: true"),
        &expect![[r#"
        **includeMcpJson** · true or false

        Whether the agent has the servers of `mcp.json` too.
    "#]],
    );
    check_renamed(
        &agent("tools: [read]").replacen("name: lead", "name: le<|>ad", 1),
        "chief",
        &expect![[r#"
            /w/.kiro/agents/lead.md -> chief
            /w/.kiro/agents/writer.json -> chief
            /w/.kiro/agents/lead.md -> /w/.kiro/agents/chief.md
        "#]],
    );
}

#[test]
fn steering_files_say_when_they_hold() {
    check_silent("kiro", &steering("inclusion: always"));
    check_silent(
        "kiro",
        "//- /w/.kiro/steering/style.md\n# Style\n\nBe brief.\n",
    );
    check_silent(
        "kiro",
        &steering("inclusion: fileMatch\nfileMatchPattern: \"**/*.rs\""),
    );
    check_silent(
        "kiro",
        &steering("inclusion: fileMatch\nfileMatchPattern:\n  - \"*.ts\"\n  - \"*.tsx\""),
    );
    check_silent(
        "kiro",
        &steering("inclusion: manual\ndescription: About style."),
    );
    check_silent(
        "kiro",
        &steering("inclusion: auto\nname: style\ndescription: About style."),
    );
    check_found(
        &steering("inclusion: fileMatch"),
        &expect![[r#"
        Hint missing-field "---": `fileMatchPattern` is missing. Kiro needs it to know which files are meant.
    "#]],
    );
    check_found(
        &steering("inclusion: auto"),
        &expect![[r#"
        Hint missing-field "---": `name` is missing. Kiro's documentation wants one beside `inclusion: auto`.
        Hint missing-field "---": `description` is missing. Kiro chooses the file by it.
    "#]],
    );
    check_found(
        &steering("inclusion: sometimes"),
        &expect![[r#"
        Hint unknown-value "sometimes": `sometimes` is none of the values of `inclusion` that Kiro documents. It is one of `always`, `fileMatch`, `manual`, `auto`.
    "#]],
    );
    check_found(
        &steering("inclusion: [always"),
        &expect![[r#"
        Hint front-matter "[always": The front matter is no valid YAML: unclosed bracket '['. Kiro always includes the whole file then.
    "#]],
    );
    check_offered(
        &steering("inclusion: <|>"),
        &expect![[r#"
        always
        fileMatch
        manual
        auto
    "#]],
    );
    check_hover(
        &steering("fileMatch<|>Pattern: x"),
        &expect![[r#"
        **fileMatchPattern** · glob or list of globs (`[a, b]`, `- a` lines)

        The files that it is about, as a pattern or a list of some: `components/**/*.tsx`.
    "#]],
    );
}

#[test]
fn skills_are_those_of_the_standard() {
    check_silent(
        "kiro",
        "//- /w/.kiro/skills/release/SKILL.md\n---\nname: release\ndescription: Releases.\nmetadata:\n  origin: us\n---\nDo.\n",
    );
    check_found(
        "//- /w/.kiro/skills/release/SKILL.md\n---\nname: Release It\nallowed-tools: Read\n---\nDo.\n",
        &expect![[r#"
            Hint missing-field "---": `description` is missing. Kiro chooses a skill by it.
            Hint invalid-name "Release It": `Release It` is no valid name. The Agent Skills standard takes 64 lower-case letters, digits and single hyphens at most.
        "#]],
    );
}
