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
    let other = LEAD.replace("lead", "other");
    let team = Team::new(&[("lead.md", LEAD), ("other.md", &other)]);
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

fn sync(team: &Team, arguments: &[&str]) -> (Option<i32>, String, String) {
    let arguments = [&["sync"], arguments].concat();
    let output = team.command(&arguments).output().expect("it starts");
    (output.status.code(), printed(&output), complained(&output))
}

#[test]
fn programs_are_kept_in_step() {
    let team = team();
    let root = team.0.path();
    let (code, _, complaint) = sync(&team, &[]);
    assert_eq!(code, Some(2));
    assert!(complaint.contains("no dossier.toml says"), "{complaint}");

    let config = "[sync]\nfrom = \"claude-code\"\nto = [\"Acme\"]\n";
    fs::write(root.join("dossier.toml"), config).expect("a file");
    assert_eq!(sync(&team, &["--check"]).0, Some(1));
    let (code, said, _) = sync(&team, &[]);
    assert_eq!(code, Some(0));
    assert_eq!(said, ".acme/agents/lead.md\n.acme/agents/other.md\n");
    let made = root.join(".acme/agents/lead.md");
    let text = fs::read_to_string(&made).expect("it is there");
    let origin =
        "# Written by `dossier sync` from .claude/agents/lead.md: change that file, not this one.";
    assert!(text.contains(origin), "{text}");
    assert_eq!(sync(&team, &["--check"]).0, Some(0));

    // What changes there changes here.
    team.write("lead.md", LEAD.replace("Leads.", "Guides."));
    let (code, _, complaint) = sync(&team, &["--check"]);
    assert_eq!(code, Some(1));
    assert!(
        complaint.contains(".acme/agents/lead.md differs"),
        "{complaint}"
    );
    assert_eq!(sync(&team, &[]).0, Some(0));
    assert!(
        fs::read_to_string(&made)
            .expect("it is there")
            .contains("Guides.")
    );

    // Two that would become one are two.
    team.write("twin.md", LEAD);
    let (code, _, complaint) = sync(&team, &[]);
    assert_eq!(code, Some(1));
    assert!(
        complaint.contains("twin.md: .acme/agents/lead.md is what"),
        "{complaint}"
    );
    fs::remove_file(team.path("twin.md")).expect("it is there");

    // What was written by hand stays, and what has lost its source is told.
    fs::write(&made, "---\ndescription: Mine.\n---\n").expect("it can be written");
    let (code, _, complaint) = sync(&team, &[]);
    assert_eq!(code, Some(1));
    assert!(
        complaint.contains("lead.md is there already"),
        "{complaint}"
    );
    fs::remove_file(team.path("other.md")).expect("it is there");
    let (_, _, complaint) = sync(&team, &["--check"]);
    assert!(
        complaint.contains("other.md is written from .claude/agents/other.md"),
        "{complaint}"
    );
}
