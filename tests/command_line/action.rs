//! The GitHub Action, its steps run as a runner does.
//!
//! Source: "Workflow syntax for GitHub Actions", `shell: bash`, and "Metadata syntax", composite
//! actions, 2026-11.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::{dossier, team};

const ACTION: &str = include_str!("../../action.yml");

/// The inputs that the action has when a workflow says nothing of them.
fn defaults() -> BTreeMap<&'static str, String> {
    let inputs = between(ACTION, "inputs:\n", "runs:\n");
    let mut found = BTreeMap::new();
    let mut name = "";
    for line in inputs.lines() {
        let (key, value) = line.split_once(':').expect("a field in each line");
        match key.trim() {
            "default" => drop(found.insert(name, value.trim().trim_matches('"').to_owned())),
            "description" => {}
            input => name = input,
        }
    }
    found
}

/// What stands between the first `start` and the `end` behind it, or the end of the text.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect("it is there");
    rest.split(end).next().unwrap_or(rest)
}

/// Runs a step in `folder` with the program on `PATH`.
fn step(name: &str, folder: &Path, with: &[(&'static str, &str)]) -> Output {
    let step = between(ACTION, &format!("- name: {name}\n"), "    - name:");
    let script = between(step, "run: |\n", "\u{0}");
    let mut inputs = defaults();
    for (input, value) in with {
        let before = inputs.insert(input, (*value).to_owned());
        assert!(before.is_some(), "{input} is an input");
    }
    let program = Path::new(env!("CARGO_BIN_EXE_dossier"));
    let path = env::var("PATH").expect("it is set");
    let mut command = Command::new("bash");
    command
        .args([
            "--noprofile",
            "--norc",
            "-e",
            "-o",
            "pipefail",
            "-c",
            script,
        ])
        .current_dir(folder)
        .env("CLAUDE_CONFIG_DIR", folder.join("nobody"))
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_ACTION_PATH", "/nowhere")
        .env(
            "PATH",
            format!("{}:{path}", program.parent().expect("a folder").display()),
        );
    for line in step.lines() {
        if let Some((key, input)) = line.trim().split_once(": ${{ inputs.") {
            let value = &inputs[input.trim_end_matches(" }}")];
            command.env(key, value);
        }
    }
    command.output().expect("bash runs")
}

fn log(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_action_installs_nothing_where_the_program_is() {
    let output = step("Install Dossier", &team("ml-team"), &[]);
    assert_eq!(
        (output.status.code(), log(&output)),
        (Some(0), String::new())
    );
}

#[test]
fn the_action_annotates_the_lines_of_a_broken_team_and_fails_the_job() {
    let output = step("Check", &team("broken-team"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(log(&output).contains("::error file="), "{}", log(&output));
    let asked = dossier(&["check", "--format", "github", "."])
        .current_dir(team("broken-team"))
        .output()
        .expect("it runs");
    assert_eq!(log(&output), log(&asked));
}

#[test]
fn the_action_passes_a_team_without_errors_until_it_is_stricter() {
    let folder = tempfile::tempdir().expect("a folder");
    let agents = folder.path().join("my team/.claude/agents");
    fs::create_dir_all(&agents).expect("a folder");
    fs::write(
        agents.join("reviewer.md"),
        "---\nname: reviewer\ndescription: Reviews.\ncolour: red\n---\n\nReview.\n",
    )
    .expect("a file");
    let paths = ("paths", "my team\n\n");
    let lenient = step("Check", folder.path(), &[paths]);
    assert_eq!(lenient.status.code(), Some(0), "{}", log(&lenient));
    let strict = step("Check", folder.path(), &[paths, ("fail-on", "hint")]);
    assert_eq!(strict.status.code(), Some(1));
    let written = [paths, ("format", "sarif"), ("output", "found.sarif")];
    let written = step("Check", folder.path(), &written);
    assert_eq!(
        (written.status.code(), log(&written)),
        (Some(0), String::new())
    );
    let sarif = fs::read_to_string(folder.path().join("found.sarif")).expect("it was written");
    assert!(
        sarif.contains("my%20team/.claude/agents/reviewer.md"),
        "{sarif}"
    );
}
