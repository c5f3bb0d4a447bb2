//! `dossier report`.

use std::process::Output;

use serde_json::Value;

use crate::{Team, complained, printed};

const LEAD: &str = "---\nname: lead\ndescription: \"<script>alert('x')</script> | leads\"\n\
                    tools: Read, Reed\nmodel: opus\nskills: [gone]\n---\nAsk the `tester` agent.\n";
const TESTER: &str = "---\nname: tester\ndescription: Tests.\n---\n";

fn report(arguments: &[&str]) -> Output {
    let team = Team::new(&[("lead.md", LEAD), ("tester.md", TESTER)]);
    let skill = team.0.path().join(".claude/skills/idle");
    std::fs::create_dir_all(&skill).expect("a folder");
    let text = "---\nname: idle\ndescription: Rests.\n---\n";
    std::fs::write(skill.join("SKILL.md"), text).expect("a skill");
    let arguments = [&["report"], arguments].concat();
    team.command(&arguments)
        .output()
        .expect("the program starts")
}

#[test]
fn a_page_needs_nothing_else_and_no_text_is_more_than_text() {
    let output = report(&[]);
    let html = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    assert!(html.starts_with("<!doctype html>\n"), "{html}");
    assert!(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    assert!(
        html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; | leads"),
        "{html}"
    );
    // The picture's arrows are called by their names in the page, which loads nothing.
    let elsewhere = html.replace("url(#", "");
    for never in [
        "<script", "http://", "https://", "url(", "@import", "<link", "onload",
    ] {
        assert!(!elsewhere.contains(never), "{never} in {html}");
    }
    for part in [
        "Agents",
        "Skills that no file names",
        "Mentions of nobody",
        "Findings",
    ] {
        assert!(
            html.contains(&format!("<h2>{part} <small>")),
            "{part} in {html}"
        );
    }
}

#[test]
fn the_same_is_told_in_markdown_and_to_programs() {
    let markdown = printed(&report(&["--format", "markdown"]));
    for line in [
        "2 agents, 1 skill. Their descriptions have about 13 tokens together. ",
        "1 skill that no file names, 1 mention of nobody, 2 findings.",
        "| Claude Code | 2 agents, 1 skill |",
        "| lead | &lt;script&gt;alert('x')&lt;/script&gt; \\| leads | opus | Read | 9, 6 | tester |  |",
        "\n## Skills that no file names\n\nidle\n",
        "| gone | .claude/agents/lead.md:6 |",
        "| unknown-tool | error | 1 | 1 |",
    ] {
        assert!(markdown.contains(line), "{line} in {markdown}");
    }
    let output = report(&["--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["members"][1]["usedBy"][0], "lead");
    assert_eq!(document["unusedSkills"][0], "idle");
    assert_eq!(document["dangling"][0]["line"], 6);
    let loads = &document["programs"][0]["loads"][0];
    assert_eq!(loads["kind"], "agent");
    assert_eq!(loads["files"], 2);
    assert!(loads["most"].as_u64() > loads["tokensAtStart"].as_u64());
}

#[test]
fn a_page_goes_into_a_file_and_nobody_is_a_page_too() {
    let team = Team::new(&[]);
    let mut command = team.command(&["report", "--output", "team.html"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let html = std::fs::read_to_string(team.0.path().join("team.html")).unwrap();
    assert!(html.contains("No agents, skills or commands."), "{html}");
}
