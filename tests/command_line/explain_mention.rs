//! `dossier explain-mention`.

use std::process::Output;

use serde_json::Value;

use crate::{Team, complained, printed};

fn team() -> Team {
    Team::new(&[
        (
            "lead.md",
            "---\nname: lead\ndescription: x\n---\n日本 👩‍🔬 `planner`. Nice planner.\r\n",
        ),
        ("planner.md", "---\nname: planner\ndescription: x\n---\n"),
    ])
}

fn explain(team: &Team, arguments: &[&str]) -> Output {
    let mut command = team.command(&[&["explain-mention"], arguments].concat());
    command.output().expect("the program starts")
}

#[test]
fn a_name_and_a_word_are_told_apart() {
    let team = team();
    let name = explain(&team, &[".claude/agents/lead.md:5:10"]);
    let printed_name = printed(&name);
    for part in [
        "`planner`",
        "It means the agent in .claude/agents/planner.md.",
        "good: enough for navigation",
        "in backticks",
        "because it is a word in backticks or bold",
    ] {
        assert!(printed_name.contains(part), "{part} in\n{printed_name}");
    }
    let word = explain(&team, &[".claude/agents/lead.md:5:24"]);
    assert_eq!(word.status.code(), Some(0));
    let word = printed(&word);
    for part in [
        "It is an ordinary word",
        "near: in the same folder",
        "it would be meant if it were in backticks",
    ] {
        assert!(word.contains(part), "{part} in\n{word}");
    }
}

#[test]
fn programs_get_one_json_document() {
    let place = ".claude/agents/lead.md:5:10";
    let output = explain(&team(), &[place, "--format", "json"]);
    let report: Value = serde_json::from_str(&printed(&output)).expect("one JSON document");
    assert_eq!(report["text"], "planner");
    assert_eq!(report["strength"], "good");
    assert_eq!(report["candidates"][0]["path"], ".claude/agents/planner.md");
    // UTF-16 code units, from zero.
    assert_eq!(report["range"]["start"]["character"], 10);
}

#[test]
fn other_markdown_is_explained_too() {
    let team = team();
    std::fs::write(team.path("../../README.md"), "# Us\n\nAsk `planner`.\n").expect("a file");
    let told = printed(&explain(&team, &["README.md:3:7"]));
    let part = "It means the agent in .claude/agents/planner.md.";
    assert!(told.contains(part), "{part} in\n{told}");
}

#[test]
fn what_is_no_place_is_said() {
    let team = team();
    std::fs::write(team.path("../../README.txt"), "x").expect("a file");
    for (place, part) in [
        (".claude/agents/lead.md", "FILE:LINE:COLUMN"),
        (".claude/agents/lead.md:5", "FILE:LINE:COLUMN"),
        (".claude/agents/lead.md:0:1", "FILE:LINE:COLUMN"),
        (".claude/agents/lead.md:99:1", "no line 99"),
        (".claude/agents/lead.md:1:9", "no column 9"),
        (".claude/agents/gone.md:1:1", "no such file"),
        (".claude/agents:1:1", "is a folder"),
        ("README.txt:1:1", "is no agent file"),
    ] {
        let output = explain(&team, &[place]);
        assert_eq!(output.status.code(), Some(2), "{place}");
        let said = complained(&output);
        assert!(said.contains(part), "{part} in {said}");
    }
}
