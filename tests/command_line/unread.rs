//! What can't be read is said, and is no success.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::Path;
use std::process::{Command, Output};

use super::{Team, complained, printed};

const GOOD: &str = "---\nname: a\ndescription: Reviews.\n---\nReview.\n";

/// Nobody's number on most systems.
const OTHER: u32 = 65_534;

/// The program as a user who may not do everything: whoever runs this, or somebody else if that is
/// the administrator, to whom the team then belongs. `None` where that can't be done.
fn check_as_somebody(team: &Team) -> Option<Output> {
    let root = team.0.path();
    if root.metadata().expect("a folder").uid() != 0 {
        return Some(team.check(&["."]));
    }
    let command = team.command(&["check", "."]);
    let all = Command::new("chown")
        .arg("-R")
        .arg(OTHER.to_string())
        .arg(root)
        .status();
    assert!(all.expect("it starts").success());
    let mut other = Command::new("setpriv");
    other.arg(format!("--reuid={OTHER}")).arg("--clear-groups");
    other.arg(command.get_program()).args(command.get_args());
    other
        .env("HOME", "/nonexistent")
        .env_remove("CLAUDE_CONFIG_DIR")
        .current_dir(root);
    other.output().ok()
}

fn shut(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn what_a_program_would_load_and_nobody_may_read_is_no_success() {
    for shut_path in [
        ".claude",
        ".claude/agents",
        ".claude/agents/a.md",
        "dossier.toml",
    ] {
        let team = Team::new(&[("a.md", GOOD)]);
        fs::write(team.0.path().join("dossier.toml"), "").expect("a file");
        let path = team.0.path().join(shut_path);
        let mode = path.metadata().expect("it is there").permissions().mode();
        shut(&path, 0);
        let output = check_as_somebody(&team);
        shut(&path, mode);
        let Some(output) = output else {
            continue;
        };
        let complaint = complained(&output);
        assert_eq!(output.status.code(), Some(2), "{shut_path}: {complaint}");
        let said = format!("{shut_path}: Permission denied (os error 13); not checked");
        assert!(complaint.contains(&said), "{shut_path}: {complaint}");
    }
}

#[test]
fn a_folder_of_nobody_s_that_nobody_may_read_is_told_in_passing() {
    let team = Team::new(&[("a.md", GOOD)]);
    let path = team.0.path().join("data");
    fs::create_dir(&path).expect("a folder");
    shut(&path, 0);
    let output = check_as_somebody(&team);
    shut(&path, 0o755);
    let Some(output) = output else {
        return;
    };
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let complaint = complained(&output);
    assert!(
        complaint.contains("data: Permission denied (os error 13); not read"),
        "{complaint}"
    );
}

/// Whoever runs this as anybody else can give no file away.
#[test]
fn a_configuration_above_the_repository_holds_if_it_is_one_s_own() {
    let wrong = GOOD.replace("Reviews.", "Reviews.\ntools: Raed");
    let team = Team::new(&[("a.md", &wrong)]);
    let repository = team.0.path().join("here");
    fs::create_dir_all(repository.join(".git")).expect("a repository");
    fs::remove_dir(team.0.path().join(".git")).expect("an empty folder");
    fs::rename(team.0.path().join(".claude"), repository.join(".claude")).expect("a team");
    let above = team.0.path().join("dossier.toml");
    fs::write(&above, "exclude = [\"**\"]\n").expect("a file");
    let found = || printed(&team.check(&["--format", "concise", "here"]));
    assert_eq!(found(), "");
    if chown(&above, Some(OTHER), None).is_ok() {
        assert!(found().contains("unknown-tool"), "{}", found());
        fs::rename(&above, repository.join("dossier.toml")).expect("it is there");
        assert_eq!(found(), "");
    }
}

/// Administrators may read everything, but this is no file to anybody.
#[test]
fn a_pipe_in_place_of_an_agent_is_no_success() {
    let team = Team::new(&[("a.md", GOOD)]);
    let made = Command::new("mkfifo").arg(team.path("pipe.md")).status();
    assert!(made.expect("it starts").success());
    let output = team.check(&["."]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = complained(&output);
    assert!(
        complaint.contains("pipe.md: not a regular file; not checked"),
        "{complaint}"
    );
}
