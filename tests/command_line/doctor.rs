//! `dossier doctor`, in a home folder of its own.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Output;

use serde_json::Value;

use crate::setup::Home;
use crate::{complained, printed};

const AGENT: &str = "---\nname: lead\ndescription: Plans.\n---\n";

/// A home with a project in it, and the program on `PATH`.
fn home() -> Home {
    let home = Home::new();
    home.write("project/.claude/agents/lead.md", AGENT);
    home.write("project/.git/HEAD", "");
    symlink(env!("CARGO_BIN_EXE_dossier"), home.path("bin/dossier")).expect("a link");
    home
}

fn doctor(home: &Home, arguments: &[&str]) -> Output {
    let mut command = home.command(&[&["doctor"], arguments].concat());
    let output = command.current_dir(home.path("project")).output();
    output.expect("the program starts")
}

/// What is said in JSON.
fn report(home: &Home, arguments: &[&str]) -> Value {
    let output = doctor(home, &[arguments, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", complained(&output)))
}

#[test]
fn where_all_is_well_it_says_what_there_is() {
    let home = home();
    home.write(".claude/agents/mine.md", AGENT);
    home.write(
        "project/.agents/skills/deploy/SKILL.md",
        "---\nname: deploy\ndescription: x\n---\n",
    );
    home.program("nvim", "");
    let output = doctor(&home, &[]);
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{printed}");
    for line in [
        "  on PATH: this one",
        "  VS Code      not found",
        "  Neovim       not set up  (",
        "  Claude Code: 1 agent",
        "  Agent Skills: 1 skill",
        "  Claude Code, the user's own: 1 agent",
        "  no dossier.toml",
        "All is well.",
    ] {
        assert!(printed.contains(line), "{line} in {printed}");
    }
}

#[test]
fn an_editor_that_is_set_up_is_said_to_be() {
    let home = home();
    let set_up = home.command(&["setup", "helix", "--yes"]).output().unwrap();
    assert!(set_up.status.success());
    let editors = report(&home, &[])["editors"].clone();
    let helix = editors
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["id"] == "helix");
    assert_eq!(helix.unwrap()["isSetUp"], true);
}

#[test]
fn another_program_on_path_is_noticed() {
    let home = home();
    fs::remove_file(home.path("bin/dossier")).unwrap();
    let output = doctor(&home, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("`dossier` is not on PATH"));

    home.program("dossier", "echo dossier 0.0.7");
    let output = doctor(&home, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        printed(&output).contains("on PATH: 0.0.7 at"),
        "{}",
        printed(&output)
    );
    assert_eq!(report(&home, &[])["onPath"]["version"], "0.0.7");
    assert_eq!(report(&home, &[])["onPath"]["isThis"], false);
}

#[test]
fn a_broken_dossier_toml_is_named_with_its_place() {
    let home = home();
    home.write("project/dossier.toml", "[rules]\nunknown-tool = 3\n");
    let output = doctor(&home, &[]);
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(1), "{printed}");
    assert!(
        printed.contains("dossier.toml, which can't be read"),
        "{printed}"
    );
    assert!(printed.contains("dossier.toml:2:16: "), "{printed}");
    let configuration = report(&home, &[])["workspace"]["configuration"].clone();
    assert_eq!(configuration[0]["broken"], true);
}

#[test]
fn an_agent_file_is_explained_by_its_place() {
    let home = home();
    home.write(
        "project/.claude/agents/lead.md",
        "---\nname: lead\ndescription: Plans.\nmaxTurns: 3\n---\n",
    );
    let output = doctor(&home, &[".claude/agents/lead.md"]);
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{printed}");
    for line in [
        "  agent of Claude Code\n",
        "  also read by ",
        "  Cursor passes over maxTurns\n",
        "  because its path matches **/.claude/agents/**/*.md\n",
    ] {
        assert!(printed.contains(line), "{line} in {printed}");
    }
    let file = report(&home, &[".claude/agents/lead.md"])["file"].clone();
    assert_eq!(file["is"]["kind"], "agent");
    assert_eq!(file["is"]["ignored"]["Cursor"][0], "maxTurns");
    assert_eq!(file["why"]["reason"], "place");
}

#[test]
fn a_file_of_a_collection_is_explained_by_its_shape() {
    let home = home();
    home.write(
        "project/writers/a.md",
        &AGENT.replace("---\nname", "---\ntools: Read\nname"),
    );
    let printed = printed(&doctor(&home, &["writers/a.md"]));
    for line in ["which only agents have", "no program looks for it here"] {
        assert!(printed.contains(line), "{line} in {printed}");
    }
}

#[test]
fn other_markdown_is_told_what_it_lacks() {
    let home = home();
    home.write("project/README.md", "# x\n");
    home.write("project/notes/a.md", "---\nname: a\n---\n");
    home.write("project/notes/b.md", AGENT);
    home.write("project/.claude/agents/README.md", "# x\n");
    home.write("project/main.rs", "");
    for (path, because) in [
        ("README.md", "has no front matter"),
        ("notes/a.md", "its front matter lacks `description`"),
        (
            "notes/b.md",
            "nothing in its front matter is an agent's alone",
        ),
        (
            ".claude/agents/README.md",
            "programs leave **/README.md out",
        ),
        ("main.rs", "its name doesn't end in .md"),
    ] {
        let output = doctor(&home, &[path]);
        let printed = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{printed}");
        assert!(printed.contains("  no agent file\n"), "{path}: {printed}");
        assert!(printed.contains(because), "{path}: {printed}");
    }
}

#[test]
fn what_takes_a_file_s_diagnostics_away_is_named() {
    let home = home();
    home.write("project/dossier.toml", "exclude = [\".claude/agents\"]\n");
    let output = doctor(&home, &[".claude/agents/lead.md"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = printed(&output);
    assert!(
        printed.contains("dossier.toml has \".claude/agents\""),
        "{printed}"
    );
}

#[test]
fn what_keeps_a_file_from_being_found_is_named() {
    let home = home();
    home.write("project/.gitignore", "private/\n");
    home.write("project/private/.claude/agents/x.md", AGENT);
    let output = doctor(&home, &["private/.claude/agents/x.md"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = printed(&output);
    assert!(printed.contains(".gitignore has \"private/\""), "{printed}");
    assert!(printed.contains("  agent of Claude Code\n"), "{printed}");
}

#[test]
fn a_file_that_is_not_there_or_is_a_folder_can_t_be_looked_at() {
    let home = home();
    for path in ["nowhere.md", ".claude"] {
        let output = doctor(&home, &[path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(
            complained(&output).contains(path),
            "{}",
            complained(&output)
        );
    }
}
