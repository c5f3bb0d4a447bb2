//! `dossier convert`: what is written, and what is never written over.

use std::fs;

use super::{Team, complained, printed};

const PROGRAMS: &str = r#"
[program]
id = "acme"
title = "Acme"
checked = "2026-11-27"
docs = ""
[sources.X]
title = "x"
[[kind]]
id = "agent"
title = "agent"
paths = ["**/.acme/agents/*.md"]
named-by = ["stem"]
source = "X"
[[field]]
name = "description"
kinds = ["agent"]
shape = "description"
doc = ""
source = "X"
[means]
source = "X"
"#;

const LEAD: &str = "---\nname: lead\ndescription: Leads.\ncolor: red\n---\nGo.\n";

fn team() -> Team {
    let team = Team::new(&[("lead.md", LEAD), ("other.md", LEAD)]);
    fs::create_dir(team.0.path().join("programs")).expect("a folder");
    fs::write(team.0.path().join("programs/acme.toml"), PROGRAMS).expect("a file");
    team
}

fn convert(team: &Team, arguments: &[&str]) -> (Option<i32>, String, String) {
    let arguments = [&["convert", "--to", "acme"], arguments].concat();
    let output = team.command(&arguments).output().expect("it starts");
    (output.status.code(), printed(&output), complained(&output))
}

#[test]
fn files_are_written_for_another_program_and_never_over_others() {
    let team = team();
    let file = ".claude/agents/lead.md";
    let made = team.0.path().join(".acme/agents/lead.md");
    let (code, said, left) = convert(&team, &[file]);
    assert_eq!(code, Some(0), "{left}");
    assert_eq!(said, ".acme/agents/lead.md\n");
    assert!(
        left.contains("Acme has nothing for `color`: no such field"),
        "{left}"
    );
    let text = fs::read_to_string(&made).expect("it is there");
    assert_eq!(
        text,
        "---\ndescription: Leads.\n# Only Claude Code reads:\n#   color: red\n---\nGo.\n"
    );
    // The same again changes nothing.
    assert_eq!(convert(&team, &[file]).0, Some(0));
    fs::write(&made, "mine").expect("it can be written");
    let (code, _, complaint) = convert(&team, &[file]);
    assert_eq!(code, Some(1));
    assert!(complaint.contains("is there already"), "{complaint}");
    assert_eq!(fs::read_to_string(&made).expect("it is there"), "mine");
    assert_eq!(convert(&team, &["--force", file]).0, Some(0));
    assert_eq!(fs::read_to_string(&made).expect("it is there"), text);
}

#[test]
fn a_check_says_what_is_missing_and_writes_nothing() {
    let team = team();
    let (code, _, complaint) = convert(&team, &["--check", ".claude"]);
    assert_eq!(code, Some(1));
    assert!(complaint.contains("is missing"), "{complaint}");
    assert!(!team.0.path().join(".acme").exists());
    let (code, said, _) = convert(&team, &["--dry-run", ".claude/agents/lead.md"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("description: Leads."));
    assert!(!team.0.path().join(".acme").exists());
}

#[test]
fn what_cannot_be_asked_for_is_said() {
    let team = team();
    let arguments = ["convert", "--to", "nothing", ".claude/agents/lead.md"];
    let output = team.command(&arguments).output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complained(&output).contains("known are"),
        "{}",
        complained(&output)
    );
}
