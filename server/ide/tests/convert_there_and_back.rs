//! Converted for every program and back again, a file says what it said.

use std::collections::{BTreeMap, BTreeSet};

use dossier_dialect::{Dialects, FileKind};
use dossier_ide::{convert, diagnostics};
use dossier_syntax::{Format, FrontMatter};
use dossier_workspace::fixture::Fixture;
use expect_test::expect;

/// Agents that use what programs have in common, and what they don't.
const AGENTS: [&str; 4] = [
    "---\nname: lead\ndescription: Plans the work.\n---\nAsk `other`.\n",
    "---\nname: lead\ndescription: \"Plans: all of it, 設計も\"\ntools: Read, Edit, Write, Bash\nmodel: opus\n---\nGo.\n",
    "---\nname: lead\ndescription: |\n  Plans.\n\n  For example:\n    - this\ntools: Read, Glob, Grep, WebFetch, WebSearch, \
     mcp__github, Bash(git *)\nmodel: inherit\nmaxTurns: 5\npermissionMode: plan\n---\n# Lead\n\n```md\n---\nx: y\n---\n```\n",
    "---\nname: lead\ndescription: Plans.\ntools:\n  - Read\n  - Agent(other)\n  - NotebookEdit\ndisallowedTools: Write\neffort: high\n\
     color: red\n# Mine.\nskills: [ship]\n---\n'''\n\"\"\"\n\\ 🦀\n",
];

fn programs() -> BTreeSet<String> {
    let dialects = Dialects::builtin().expect("the tables are tested elsewhere");
    let convertible = dialects.iter().filter(|dialect| {
        let kind = dialect.kind(FileKind::Agent);
        dialect.meanings().is_some() && kind.is_some_and(|kind| !kind.paths.is_empty())
    });
    convertible.map(|dialect| dialect.id().to_owned()).collect()
}

/// The fields of a front matter, with the items of lists in no order, and the body.
fn parts(text: &str) -> (BTreeMap<String, BTreeSet<String>>, String) {
    let (fields, body) = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .expect("front matter");
    let all = format!("---\n{fields}\n---\n");
    let parsed = FrontMatter::parse(&all, Format::Markdown).expect("front matter");
    let found = parsed.entries.iter().map(|entry| {
        let whole = entry.value.text().filter(|_| entry.name == "description");
        let said = match whole {
            Some(text) => BTreeSet::from([text.trim_end().to_owned()]),
            None => {
                let items = entry.value.items(&all, false);
                items.iter().map(|it| it.span.of(&all).to_owned()).collect()
            }
        };
        (entry.name.to_string(), said)
    });
    (found.collect(), body.trim_end().to_owned())
}

#[test]
fn what_is_converted_and_back_says_the_same() {
    let at = "/w/.claude/agents/lead.md";
    let mut count = 0;
    for program in programs().iter().filter(|it| *it != "claude-code") {
        for agent in AGENTS {
            let fixture = Fixture::parse(&format!("//- {at}\n{agent}"));
            let (snapshot, file) = fixture.snapshot();
            let there = convert(&snapshot, file, program);
            let there = there.unwrap_or_else(|error| panic!("{program}: {error}"));
            let fixture = Fixture::parse(&format!("//- {}\n{}", there.path, there.text));
            let (snapshot, file) = fixture.snapshot();
            let shown = format!("{program}:\n{}", there.text);
            // What we write ourselves can be read.
            let found = diagnostics(&snapshot, file);
            let grave = found
                .iter()
                .filter(|it| it.rule == "front-matter" || it.rule == "wrong-shape");
            assert_eq!(grave.collect::<Vec<_>>(), Vec::<&_>::new(), "{shown}");
            let back = convert(&snapshot, file, "claude-code");
            let back = back.unwrap_or_else(|error| panic!("back from {shown}: {error}"));
            assert_eq!(back.path, at, "{shown}");
            if there.path.extension() == Some("json") {
                // It keeps no comments.
                continue;
            }
            let (mut said, body) = parts(&back.text);
            let (meant, own_body) = parts(agent);
            // One tool there may be several here.
            for field in ["tools", "disallowedTools"] {
                if let (Some(tools), Some(own)) = (said.get_mut(field), meant.get(field)) {
                    assert!(tools.is_superset(own), "{shown}\n{}", back.text);
                    tools.clone_from(own);
                }
            }
            assert_eq!((said, body), (meant, own_body), "{shown}\n{}", back.text);
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
fn one_agent_for_all_programs() {
    let mut shown = String::new();
    for program in programs().iter().filter(|it| *it != "claude-code") {
        let fixture = Fixture::parse(&format!("//- /w/.claude/agents/lead.md\n{}", AGENTS[1]));
        let (snapshot, file) = fixture.snapshot();
        let converted = convert(&snapshot, file, program).expect("it can be converted");
        shown += &format!("{}\n{}\n", converted.path, converted.text);
    }
    expect![[r#"
        /w/.agents/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        tools: [view_file, replace_file_content, write_to_file, run_command]
        # Only Claude Code reads:
        #   model: opus
        ---
        Go.

        /w/.augment/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        # Only Claude Code reads:
        #   tools: Read, Edit, Write, Bash
        #   model: opus
        ---
        Go.

        /w/.cursor/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        # Only Claude Code reads:
        #   tools: Read, Edit, Write, Bash
        #   model: opus
        ---
        Go.

        /w/.factory/droids/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        tools: [Read, Edit, Create, Execute]
        # Only Claude Code reads:
        #   model: opus
        ---
        Go.

        /w/.gemini/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        tools:
          - read_file
          - replace
          - write_file
          - run_shell_command
        # Only Claude Code reads:
        #   model: opus
        ---
        Go.

        /w/.github/agents/lead.md
        ---
        description: "Plans: all of it, 設計も"
        name: lead
        tools: view, edit, create, execute
        model: Claude Opus 4.6 (copilot)
        ---
        Go.

        /w/.junie/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        tools: [Read, Edit, Write, Bash]
        model: opus
        ---
        Go.

        /w/.kiro/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        tools: [read, write, shell]
        # Only Claude Code reads:
        #   model: opus
        ---
        Go.

        /w/.codex/agents/lead.toml
        # Only Claude Code reads:
        #   tools: Read, Edit, Write, Bash
        #   model: opus
        name = "lead"
        description = "Plans: all of it, 設計も"
        developer_instructions = """
        Go.
        """

        /w/.opencode/agents/lead.md
        ---
        description: "Plans: all of it, 設計も"
        name: lead
        permission:
          "*": deny
          read: allow
          edit: allow
          write: allow
          bash: allow
        # Only Claude Code reads:
        #   model: opus
        ---
        Go.

        /w/.qwen/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        tools:
          - read_file
          - edit
          - write_file
          - run_shell_command
        # Only Claude Code reads:
        #   model: opus
        ---
        Go.

        /w/.github/agents/lead.md
        ---
        name: lead
        description: "Plans: all of it, 設計も"
        tools: read, edit, execute
        model: Claude Opus 4.6 (copilot)
        ---
        Go.

    "#]]
    .assert_eq(&shown);
}
