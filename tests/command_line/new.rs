//! `dossier new` and `dossier init`.

use std::fs;
use std::path::Path;

use crate::{complained, dossier, printed};

/// A repository with these files.
fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("a repository");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn run_in(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let mut command = dossier(arguments);
    command.current_dir(folder).output().expect("it starts")
}

const LEAD: &str = "---\nname: lead\ndescription: Leads.\n---\nLead.\n";
const DROID: &str = "---\nname: helper\ndescription: Helps.\n---\nHelp.\n";

#[test]
fn an_agent_begins_where_the_program_looks_for_it() {
    let folder = repository(&[]);
    let path = printed(&run_in(folder.path(), &["new", "agent", "code-reviewer"]));
    assert_eq!(path, ".claude/agents/code-reviewer.md\n");
    let text = fs::read_to_string(folder.path().join(path.trim())).expect("the file");
    assert!(text.starts_with("---\nname: code-reviewer\n"), "{text}");
    let checked = run_in(folder.path(), &["check", "--fail-on", "warning"]);
    assert_eq!(checked.status.code(), Some(0), "{}", printed(&checked));

    let again = run_in(folder.path(), &["new", "agent", "code-reviewer"]);
    assert_eq!(again.status.code(), Some(2));
    let kept = fs::read_to_string(folder.path().join(path.trim())).expect("the file");
    assert_eq!(kept, text);
}

#[test]
fn a_file_is_for_the_program_that_is_named_or_that_the_team_has() {
    let folder = repository(&[
        (".factory/droids/helper.md", DROID),
        (
            ".factory/droids/other.md",
            &DROID.replace("helper", "other"),
        ),
        (".claude/agents/lead.md", LEAD),
        ("src/x.txt", ""),
    ]);
    let made = |arguments: &[&str]| {
        let below = folder.path().join("src");
        printed(&run_in(&below, arguments)).replace(&*folder.path().to_string_lossy(), "")
    };
    let own = made(&["new", "agent", "tester"]);
    assert!(own.ends_with(".factory/droids/tester.md\n"), "{own}");
    let named = made(&["new", "agent", "tester", "--for", "opencode"]);
    assert!(
        named.ends_with(".opencode/agents/tester.md\n") || named.contains(".opencode/"),
        "{named}"
    );
    fs::write(
        folder.path().join("dossier.toml"),
        "readers = [\"Claude Code\"]\n",
    )
    .expect("a file");
    let chosen = made(&["new", "agent", "tester"]);
    assert!(chosen.ends_with(".claude/agents/tester.md\n"), "{chosen}");

    let nobody = run_in(folder.path(), &["new", "agent", "x1", "--for", "nobody"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(complained(&nobody).contains("--for nobody"));
}

#[test]
fn what_would_be_made_is_only_shown_on_request_and_a_bad_name_is_refused() {
    let folder = repository(&[]);
    let text = printed(&run_in(
        folder.path(),
        &["new", "skill", "ship-it", "--dry-run"],
    ));
    assert!(text.contains("name: ship-it\n"), "{text}");
    assert!(!folder.path().join(".claude").exists());
    let refused = run_in(folder.path(), &["new", "agent", "../../x"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(complained(&refused).contains("can't be a name"));
}

#[test]
fn a_configuration_names_the_programs_that_have_files_here() {
    let folder = repository(&[(".claude/agents/lead.md", LEAD)]);
    let said = printed(&run_in(
        folder.path(),
        &["init", "--ci", "github", "--pre-commit"],
    ));
    assert_eq!(
        said,
        "dossier.toml was written.\n.pre-commit-config.yaml was written.\n\
         .github/workflows/dossier.yml was written.\n"
    );
    let text = fs::read_to_string(folder.path().join("dossier.toml")).expect("the file");
    assert!(text.contains("\nreaders = [\"claude-code\"]\n"), "{text}");
    let checked = run_in(folder.path(), &["check", "--fail-on", "hint"]);
    assert_eq!(checked.status.code(), Some(0), "{}", printed(&checked));
}

#[test]
fn both_hooks_of_pre_commit_hand_over_the_same_files() {
    let folder = repository(&[(".claude/agents/lead.md", LEAD)]);
    printed(&run_in(folder.path(), &["init", "--pre-commit"]));
    let local = fs::read_to_string(folder.path().join(".pre-commit-config.yaml"));
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.pre-commit-hooks.yaml");
    let [local, shared] = [local, fs::read_to_string(shared)].map(|text| {
        let text = text.expect("the file");
        let files = text
            .lines()
            .map(str::trim)
            .find(|line| line.starts_with("files:"));
        files.expect("which files").to_owned()
    });
    assert_eq!(local, shared);
}

#[test]
fn what_is_there_stays_and_what_belongs_into_it_is_shown() {
    let folder = repository(&[
        ("dossier.toml", "[rules]\n"),
        (".gitlab-ci.yml", "mine: {}\n"),
    ]);
    let said = printed(&run_in(folder.path(), &["init", "--ci", "gitlab"]));
    assert!(
        said.starts_with("dossier.toml is there already, and stays as it is.\n"),
        "{said}"
    );
    assert!(
        said.contains(".gitlab-ci.yml is there already. Add to it:\n\nagents:\n"),
        "{said}"
    );
    let kept = fs::read_to_string(folder.path().join(".gitlab-ci.yml")).expect("the file");
    assert_eq!(kept, "mine: {}\n");
}

#[test]
fn a_repository_without_agent_files_gets_a_configuration_that_can_be_read() {
    let folder = repository(&[]);
    printed(&run_in(folder.path(), &["init"]));
    let text = fs::read_to_string(folder.path().join("dossier.toml")).expect("the file");
    assert!(text.contains("# readers = []\n"), "{text}");
    let checked = run_in(folder.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", complained(&checked));
}
