//! What a mention means is asked of one resolver, so that every feature says the same.

use dossier_ide::{completions, definition, diagnostics, graph, hover, semantic_tokens};
use dossier_workspace::fixture::Fixture;

fn agent(line: &str) -> String {
    format!("//- /w/.claude/agents/lead.md\n---\nname: lead\ndescription: x\n{line}\n---\nBody.\n")
}

#[test]
fn hover_shows_the_server_that_definition_leads_to() {
    let marked = "
//- /w/one/.mcp.json
{\"mcpServers\": {\"db\": {\"command\": \"one\"}}}
//- /w/two/.mcp.json
{\"mcpServers\": {\"db\": {\"command\": \"two\"}}}
//- /w/two/.claude/agents/lead.md
---
name: lead
description: x
tools: mcp__d<|>b__query
---
";
    let fixture = Fixture::parse(marked);
    let (snapshot, file) = fixture.snapshot();
    let links = definition(&snapshot, file, fixture.offset);
    assert_eq!(links[0].path, "/w/two/.mcp.json");
    let shown = hover(&snapshot, file, fixture.offset).unwrap().markdown;
    assert!(shown.contains("`two`"), "{shown}");
}

#[test]
fn what_is_built_in_is_so_for_everybody_however_it_is_written() {
    for name in ["Explore", "explore", "general-purpose", "General_Purpose"] {
        let marked = agent(&format!("tools: Read, Agent({name}<|>)"))
            + "//- /w/.claude/agents/other-one.md\n---\nname: other-one\ndescription: x\n---\n";
        let fixture = Fixture::parse(&marked);
        let (snapshot, file) = fixture.snapshot();
        assert_eq!(diagnostics(&snapshot, file), [], "{name}");
        assert_eq!(graph(&snapshot, |_| true).edges, [], "{name}");
        let shown = hover(&snapshot, file, fixture.offset).unwrap().markdown;
        assert!(shown.contains("comes with"), "{name}: {shown}");
        let tokens = semantic_tokens(&snapshot, file);
        let colour = tokens.iter().find(|it| it.span.touches(fixture.offset));
        assert!(colour.unwrap().is.builtin, "{name}");
    }
}

#[test]
fn a_file_of_a_program_without_commands_is_offered_nobody_else_s() {
    let body = |path: &str| format!("//- {path}\n---\ndescription: x\n---\nRun /<|>");
    let offered = |path: &str| {
        let fixture = Fixture::parse(&body(path));
        let (snapshot, file) = fixture.snapshot();
        let items = completions(&snapshot, file, fixture.offset).items;
        items.into_iter().map(|item| item.label).collect::<Vec<_>>()
    };
    assert!(offered("/w/.claude/agents/a.md").len() > 50);
    assert!(offered("/w/.github/agents/a.agent.md").is_empty());
}

#[test]
fn a_finding_names_only_the_program_that_it_is_true_for() {
    // The same list of tools, of which nothing is left, where nobody says what that means.
    let text = "---\nname: a\ndescription: x\ntools: [Nothing, Nowhere]\n---\nBody.\n";
    let rules = |path: &str| {
        let fixture = Fixture::parse(&format!("//- {path}\n{text}<|>"));
        let (snapshot, file) = fixture.snapshot();
        let found = diagnostics(&snapshot, file);
        found.iter().map(|it| it.rule).collect::<Vec<_>>()
    };
    assert_eq!(
        rules("/w/.claude/agents/a.md"),
        ["tools-leave-nothing", "unknown-tool", "unknown-tool"]
    );
    assert!(rules("/w/.github/agents/a.agent.md").is_empty());
}
