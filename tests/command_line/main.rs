//! `dossier` on the command line: what it prints, and how it ends.

#[cfg(unix)]
mod action;
mod baseline;
mod convert;
#[cfg(unix)]
mod doctor;
mod explain_mention;
mod fixes;
mod formats;
mod input;
#[cfg(unix)]
mod links;
mod list;
mod new;
#[cfg(unix)]
mod output;
mod own_programs;
mod parts;
mod pictures;
mod report;
mod rules;
#[cfg(unix)]
mod setup;
mod shell;
mod since;
#[cfg(unix)]
mod unread;
mod watch;
mod why;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A sample team.
fn team(name: &str) -> PathBuf {
    let team = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/teams")
        .join(name);
    dunce::canonicalize(team).expect("the team is there")
}

/// The program, without the agents and colours of whoever runs this.
fn dossier(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
    command
        .args(arguments)
        .env(
            "CLAUDE_CONFIG_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("nobody"),
        )
        .env("NO_COLOR", "1")
        .env_remove("CLICOLOR_FORCE")
        .current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

fn run(arguments: &[&str]) -> Output {
    dossier(arguments).output().expect("the program starts")
}

fn check(team_name: &str, more: &[&str]) -> Output {
    let folder = team(team_name);
    let folder = folder.to_str().expect("a path in UTF-8");
    run(&[&["check", folder], more].concat())
}

/// A folder of agents, by their names and texts.
struct Team(tempfile::TempDir);

impl Team {
    fn new(agents: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let agents_folder = folder.path().join(".claude/agents");
        std::fs::create_dir_all(&agents_folder).expect("a folder of agents");
        // What reports name files from.
        std::fs::create_dir(folder.path().join(".git")).expect("a repository");
        let team = Self(folder);
        for (name, text) in agents {
            team.write(name, text);
        }
        team
    }

    fn path(&self, agent: &str) -> PathBuf {
        self.0.path().join(".claude/agents").join(agent)
    }

    fn write(&self, agent: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(agent), text).expect("the agent can be written");
    }

    fn read(&self, agent: &str) -> String {
        std::fs::read_to_string(self.path(agent)).expect("the agent is there")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = dossier(arguments);
        command.current_dir(self.0.path());
        command
    }

    fn check(&self, arguments: &[&str]) -> Output {
        let arguments = [&["check"], arguments].concat();
        self.command(&arguments)
            .output()
            .expect("the program starts")
    }
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("what is printed is UTF-8")
}

#[test]
fn a_team_without_errors_passes() {
    let output = check("ml-team", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
}

#[test]
fn a_team_with_errors_fails_and_says_where() {
    let output = check("broken-team", &[]);
    assert_eq!(output.status.code(), Some(1));
    let printed = printed(&output);
    assert!(printed.contains("error[unknown-tool]"), "{printed}");
    assert!(printed.contains("api-designer.md:4:"), "{printed}");
    assert!(
        !printed.contains('\u{1b}'),
        "there are no colours in a pipe"
    );
}

#[test]
fn how_grave_a_failure_is_can_be_chosen() {
    assert_eq!(
        check("ml-team", &["--fail-on", "warning"]).status.code(),
        Some(1)
    );
    assert_eq!(
        check("plugin-market", &["--fail-on", "warning"])
            .status
            .code(),
        Some(0)
    );
}

#[test]
fn a_path_that_is_not_there_is_no_passed_check() {
    let output = run(&["check", "/no/such/folder"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("/no/such/folder"), "{said}");
}

/// A row of the table in `broken-team/EXPECTED.md`: the file, the line, and the text to blame.
type Row<'a> = (&'a str, u64, &'a str);

/// The line and the rule of a finding.
type Finding<'a> = (u64, &'a str);

/// What is said about each fault of the broken team.
const FAULTS: [(Row<'_>, Option<Finding<'_>>); 19] = [
    (("api-designer.md", 4, "Reed"), Some((4, "unknown-tool"))),
    (("api-designer.md", 4, "Task"), Some((4, "old-tool"))),
    (("bug-hunter.md", 4, "LS"), Some((4, "old-tool"))),
    (
        ("bug-hunter.md", 5, "claude-sonnet-4-20250514"),
        Some((5, "retired-model")),
    ),
    (("docs-writer.md", 4, "tool"), Some((4, "unknown-field"))),
    (("docs-writer.md", 5, "gpt-9"), Some((5, "unknown-model"))),
    (
        ("web/frontend-developer.md", 2, "frontend:developer"),
        Some((2, "invalid-name")),
    ),
    (
        ("web/frontend-developer.md", 4, "allowed_tools"),
        Some((4, "misnamed-field")),
    ),
    (("sql-tuner.md", 1, "---"), Some((1, "missing-field"))),
    (("sql-tuner.md", 4, "many"), Some((4, "wrong-shape"))),
    (
        ("test-writer.md", 4, "delegate"),
        Some((4, "unknown-value")),
    ),
    (
        ("test-writer.md", 7, "unit-testz"),
        Some((7, "unknown-skill")),
    ),
    (("style-police.md", 4, "{a: b}"), Some((4, "wrong-shape"))),
    // A field without a value is what a program sees too, and it doesn't mind.
    (("style-police.md", 5, "color:"), None),
    // The colon on the line before is what a strict parser stops at.
    (
        ("onboarding-guide.md", 4, "<example>"),
        Some((3, "front-matter")),
    ),
    (("changelog-keeper.md", 1, "---"), Some((1, "front-matter"))),
    (
        ("docs/translator.md", 2, "translator"),
        Some((2, "duplicate-name")),
    ),
    (
        ("web/translator.md", 2, "translator"),
        Some((2, "duplicate-name")),
    ),
    (
        ("web/translator.md", 5, "\"#ff0000\""),
        Some((5, "unknown-value")),
    ),
];

#[test]
fn every_fault_of_the_broken_team_is_found_and_nothing_else() {
    let output = check("broken-team", &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(report["files"], 12);
    let agents = team("broken-team").join(".claude/agents");
    let findings = report["findings"].as_array().unwrap().iter();
    let found: BTreeSet<(String, u64, String)> = findings
        .map(|finding| {
            let path = Path::new(finding["path"].as_str().unwrap());
            let path = path.strip_prefix(&agents).unwrap().to_str().unwrap();
            let line = finding["range"]["start"]["line"].as_u64().unwrap();
            let rule = finding["rule"].as_str().unwrap();
            (path.to_owned(), line + 1, rule.to_owned())
        })
        .collect();
    let expected = FAULTS.iter().filter_map(|((path, ..), finding)| {
        finding.map(|(line, rule)| ((*path).to_owned(), line, rule.to_owned()))
    });
    assert_eq!(found, expected.collect());
}

#[test]
fn the_list_of_faults_is_the_one_in_the_team() {
    let text = std::fs::read_to_string(team("broken-team").join("EXPECTED.md")).unwrap();
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split(" | ");
        let path = cells
            .next()?
            .strip_prefix(".claude/agents/")?
            .trim_end_matches('`');
        let line: u64 = cells.next()?.parse().ok()?;
        Some((path, line, cells.next()?.trim_matches('`')))
    });
    let written: BTreeSet<Row<'_>> = rows.collect();
    assert_eq!(written, FAULTS.iter().map(|(row, _)| *row).collect());
}

#[test]
fn a_finding_in_json_covers_the_text_to_blame_in_utf_16() {
    let folder = tempfile::tempdir().unwrap();
    let agents = folder.path().join(".claude/agents");
    std::fs::create_dir_all(&agents).unwrap();
    let text = "---\nname: a\ndescription: x\ntools: [\"mcp__🦀\", Reed]\n---\n";
    std::fs::write(agents.join("a.md"), text).unwrap();
    let path = folder.path().to_str().unwrap();
    let output = run(&["check", path, "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "unknown-tool");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["range"]["start"]["line"], 3);
    assert_eq!(finding["range"]["start"]["character"], 19);
    assert_eq!(finding["range"]["end"]["character"], 23);
}

#[test]
fn a_rule_that_is_turned_off_is_not_reported() {
    let folder = tempfile::tempdir().unwrap();
    let agents = folder.path().join(".claude/agents");
    std::fs::create_dir_all(&agents).unwrap();
    let text = "---\nname: a\ndescription: x\ntools: Reed\n---\n";
    std::fs::write(agents.join("a.md"), text).unwrap();
    let path = folder.path().to_str().unwrap();
    assert_eq!(run(&["check", path]).status.code(), Some(1));

    let settings = folder.path().join("dossier.toml");
    std::fs::write(&settings, "[rules]\nunknown-tool = \"off\"\n").unwrap();
    assert_eq!(run(&["check", path]).status.code(), Some(0));

    std::fs::write(&settings, "[rules\n").unwrap();
    assert_eq!(
        run(&["check", path]).status.code(),
        Some(2),
        "a broken settings file"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_reason_to_panic() {
    let folder = team("broken-team");
    for arguments in [
        &["check", folder.to_str().unwrap()][..],
        &["check", folder.to_str().unwrap(), "--format", "json"],
        &["check", folder.to_str().unwrap(), "--format", "sarif"],
        &["check", folder.to_str().unwrap(), "--diff", "--unsafe"],
        &["graph", folder.to_str().unwrap()],
        &["tour"],
    ] {
        let mut child = dossier(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Its end of the pipe is closed before anything is written.
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        assert!(
            output.status.code().is_some_and(|code| code <= 2),
            "{arguments:?}"
        );
    }
}

#[test]
fn the_tour_shows_the_four_features() {
    let output = run(&["tour"]);
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{printed}");
    let parts = [
        "1. Completion",
        "2. Hover",
        "3. Go to definition",
        "4. Diagnostics",
    ];
    let places: Vec<_> = parts.iter().map(|part| printed.find(part)).collect();
    assert!(places.iter().all(Option::is_some), "{printed}");
    assert!(places.is_sorted(), "{printed}");
    assert!(
        printed.contains("to here"),
        "the definition leads somewhere: {printed}"
    );
    assert!(printed.contains("error[unknown-tool]"), "{printed}");
}

#[test]
fn the_tour_shows_a_team_of_one_s_own_and_leaves_it_as_it_was() {
    let folder = team("ml-team");
    let file = folder.join(".claude/agents/senior-ml-engineer.md");
    let before = std::fs::read(&file).unwrap();
    let output = run(&["tour", folder.to_str().unwrap()]);
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(0), "{printed}");
    assert!(printed.contains("senior-ml-engineer.md"), "{printed}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
}
