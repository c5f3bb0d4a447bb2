//! `dossier why`.

use std::process::Output;

use serde_json::Value;

use crate::{Team, complained, printed};

const LEAD: &str = "---\nname: lead\ndescription: Leads.\ntools: Read, Reed, mcp__db__query\n\
                    model: sonnet\n---\nAsk `tester`.\n";

fn why(team: &Team, arguments: &[&str]) -> Output {
    let arguments = [&["why"], arguments].concat();
    team.command(&arguments)
        .output()
        .expect("the program starts")
}

#[test]
fn what_an_agent_gets_is_said_by_name_and_by_file() {
    let team = Team::new(&[("lead.md", LEAD)]);
    let output = why(&team, &["lead"]);
    let by_name = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    for line in [
        "lead, an agent\n  .claude/agents/lead.md\n  Leads.\n  named by no other file\n",
        "  Claude Code looks for it here: **/.claude/agents/**/*.md\n",
        "    fields   name, description, tools, model\n",
        "    tools    Read, mcp__db__query (no file here configures the server db)\n",
        "    without  Reed: unknown to it\n",
    ] {
        assert!(by_name.contains(line), "{line} in {by_name}");
    }
    let by_file = printed(&why(&team, &[".claude/agents/lead.md"]));
    assert_eq!(by_file, by_name);
}

#[test]
fn who_is_not_loaded_is_told_why() {
    let team = Team::new(&[("lead.md", "---\nname: lead\n---\n")]);
    let output = why(&team, &["lead", "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let program = &document["files"][0]["programs"][0];
    assert_eq!(program["looksHere"], true);
    assert_eq!(program["obstacles"][0]["rule"], "missing-field");
    assert_eq!(program["obstacles"][0]["severity"], "error");
}

#[test]
fn a_rule_that_is_turned_off_is_answered_all_the_same() {
    let team = Team::new(&[("lead.md", "---\nname: lead\n---\n")]);
    let off = "[rules]\nmissing-field = \"off\"\n";
    std::fs::write(team.0.path().join("dossier.toml"), off).unwrap();
    let printed = printed(&why(&team, &["lead"]));
    assert!(printed.contains("[missing-field]"), "{printed}");
}

#[test]
fn of_several_the_nearest_comes_first_and_is_marked() {
    let team = Team::new(&[("lead.md", LEAD)]);
    let inner = team.0.path().join("packages/one/.claude/agents");
    std::fs::create_dir_all(&inner).unwrap();
    std::fs::write(inner.join("lead.md"), LEAD).unwrap();
    let mut command = team.command(&["why", "lead"]);
    let output = command.current_dir(inner.parent().unwrap()).output();
    let printed = printed(&output.unwrap());
    let first = "lead, an agent  (the nearest)\n  agents/lead.md\n";
    assert!(printed.starts_with(first), "{printed}");
    assert_eq!(printed.matches("(the nearest)").count(), 1);
    assert_eq!(printed.matches("lead, an agent").count(), 2);
}

#[test]
fn nobody_and_no_agent_file_are_said_to_be_none() {
    let team = Team::new(&[("lead.md", LEAD)]);
    std::fs::write(team.0.path().join("README.md"), "# Read\n").unwrap();
    for (asked, says) in [
        ("laed", "nobody called `laed` here. Did you mean `lead`?"),
        ("zzz", "nobody called `zzz` here. `dossier list`"),
        (
            "README.md",
            "README.md is no agent file: no program looks for it there",
        ),
        (".claude/agents", "is a folder"),
        ("none/at/all.md", "there is no file and nobody called"),
        ("a\u{1b}[2J", "`a\\x1b[2J`"),
    ] {
        let output = why(&team, &[asked]);
        assert_eq!(output.status.code(), Some(2), "{asked}");
        assert!(
            complained(&output).contains(says),
            "{}",
            complained(&output)
        );
        assert_eq!(printed(&output), "");
    }
}
