//! `dossier check --since`.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::{Team, complained, printed};

const LEAD: &str = "---\nname: lead\ndescription: Leads.\n---\nAsk the `old-tester` agent.\n";
const TESTER: &str = "---\nname: old-tester\ndescription: Tests.\n---\nTests it all.\n";
const WRONG: &str = "---\nname: wrong\ndescription: x\ntools: Reed\n---\nx\n";

/// A team whose files are committed.
fn committed(agents: &[(&str, &str)]) -> Team {
    let team = Team::new(agents);
    std::fs::remove_dir(team.0.path().join(".git")).expect("a folder");
    git(&team, &["init", "--quiet", "--initial-branch=main"]);
    commit(&team);
    team
}

fn git(team: &Team, arguments: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=x", "-c", "user.email=x@x.org"])
        .args(arguments)
        .current_dir(team.0.path())
        .stdout(Stdio::null())
        .status();
    assert!(done.expect("git starts").success(), "{arguments:?}");
}

fn commit(team: &Team) {
    git(team, &["add", "--all"]);
    git(team, &["commit", "--quiet", "--allow-empty", "-m", "x"]);
}

fn since(team: &Team, revision: &str) -> Output {
    team.check(&["--since", revision, "--format", "concise"])
}

#[test]
fn what_was_there_is_not_reported_and_what_is_new_is() {
    let team = committed(&[("wrong.md", WRONG), ("lead.md", LEAD), ("t.md", TESTER)]);
    let output = since(&team, "HEAD");
    assert_eq!(printed(&output), "", "{}", complained(&output));
    assert_eq!(output.status.code(), Some(0));
    // Lines may move, and a second finding is another one.
    team.write(
        "wrong.md",
        WRONG.replace("tools: Reed", "color: red\ntools: Reed, Wriet"),
    );
    let output = since(&team, "HEAD");
    let printed = printed(&output);
    assert!(
        printed.contains("Wriet") && !printed.contains("no `Reed`"),
        "{printed}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_file_that_moves_takes_what_was_found_in_it_along() {
    let team = committed(&[("wrong.md", WRONG)]);
    std::fs::create_dir(team.path("deep")).unwrap();
    std::fs::rename(team.path("wrong.md"), team.path("deep/moved.md")).unwrap();
    let output = since(&team, "main");
    assert_eq!(printed(&output), "", "{}", complained(&output));
}

#[test]
fn who_is_gone_and_still_mentioned_is_told_in_any_markdown() {
    let team = committed(&[("lead.md", LEAD), ("tester.md", TESTER)]);
    let readme = team.0.path().join("README.md");
    std::fs::write(&readme, "# Team\n\nRun `old-tester` before each release.\n").unwrap();
    commit(&team);
    std::fs::remove_file(team.path("tester.md")).unwrap();
    commit(&team);
    let output = since(&team, "HEAD~1");
    let printed = printed(&output);
    for line in [
        ".claude/agents/lead.md:5:10: warning[unknown-agent]: The agent `old-tester` is gone",
        "README.md:3:6: warning[unknown-agent]: The agent `old-tester` is gone",
    ] {
        assert!(
            printed.contains(line),
            "{line} in {printed}{}",
            complained(&output)
        );
    }
    assert_eq!(
        output.status.code(),
        Some(0),
        "warnings fail nothing by themselves"
    );
    assert!(!team.path("tester.md").exists());
}

#[test]
fn who_has_another_name_is_told_with_it() {
    let team = committed(&[("lead.md", LEAD), ("tester.md", TESTER)]);
    team.write("tester.md", TESTER.replace("old-tester", "prover"));
    let output = team.check(&["--since", "HEAD", "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let found = findings.iter().find(|it| it["rule"] == "unknown-agent");
    let message = found.and_then(|it| it["message"].as_str());
    let says = "The agent `old-tester` is called `prover` since HEAD.";
    assert_eq!(message, Some(says), "{findings:?}");
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
fn who_is_renamed_in_place_is_gone_though_the_file_has_the_old_name() {
    let team = committed(&[("lead.md", LEAD), ("old-tester.md", TESTER)]);
    let asks = LEAD.replace(
        "Ask the `old-tester` agent",
        "subagent_type: \"old-tester\"",
    );
    team.write("other.md", asks.replace("name: lead", "name: other"));
    let page = "See [him](.claude/agents/old-tester.md), the Old Tester, and @old-tester.\n";
    std::fs::write(team.0.path().join("page.md"), page).unwrap();
    commit(&team);
    team.write("old-tester.md", TESTER.replace("old-tester", "prover"));
    let printed = printed(&since(&team, "HEAD"));
    for place in [
        "lead.md:5:10:",
        "other.md:5:17:",
        "page.md:1:46:",
        "page.md:1:63:",
    ] {
        assert!(printed.contains(place), "{place} in {printed}");
    }
    let says = "The agent `old-tester` is called `prover` since HEAD.";
    assert_eq!(printed.matches(says).count(), 4, "{printed}");
}

#[test]
fn whoever_is_renamed_is_told_alike_in_every_form_with_the_new_name_as_the_fix() {
    let asks = "Start subagent_type: \"old-tester\", or @agent-old-tester, the Old Tester.\n";
    let lead = LEAD.replace("Ask the `old-tester` agent.\n", asks);
    let team = committed(&[("lead.md", &lead), ("tester.md", TESTER)]);
    std::fs::remove_file(team.path("tester.md")).unwrap();
    team.write("prover.md", TESTER.replace("old-tester", "prover"));
    let printed_now = printed(&since(&team, "HEAD"));
    let says = "The agent `old-tester` is called `prover` since HEAD.";
    assert_eq!(printed_now.matches(says).count(), 3, "{printed_now}");
    assert_eq!(printed_now.lines().count(), 3, "{printed_now}");
    let output = team.check(&["--since", "HEAD", "--format", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap().iter();
    let fixes = results.map(|it| {
        let change = &it["fixes"][0]["artifactChanges"][0];
        let text = &change["replacements"][0]["insertedContent"]["text"];
        text.as_str().unwrap_or_default().to_owned()
    });
    assert_eq!(fixes.collect::<Vec<_>>(), ["prover", "prover", "Prover"]);
}

#[test]
fn who_has_the_name_of_another_programs_agent_is_told_where_he_is_meant_for_sure() {
    let build = TESTER.replace("old-tester", "build");
    let lead = LEAD.replace(
        "Ask the `old-tester` agent.",
        "Build it. Ask the `build` agent.",
    );
    let team = committed(&[("lead.md", &lead), ("build.md", &build)]);
    std::fs::remove_file(team.path("build.md")).unwrap();
    let printed = printed(&since(&team, "HEAD"));
    let says = "lead.md:5:20: warning[unknown-agent]: The agent `build` is gone since HEAD.";
    assert!(printed.contains(says), "{printed}");
    assert_eq!(printed.lines().count(), 1, "{printed}");
}

#[test]
fn a_changelog_may_name_who_is_gone() {
    let team = committed(&[("lead.md", LEAD), ("t.md", TESTER)]);
    std::fs::remove_file(team.path("t.md")).unwrap();
    team.write("lead.md", LEAD.replace("Ask the", "Lead. We removed the"));
    let log = "# Changelog\n\n## 1.0.0\n\n- Added the `old-tester` agent\n";
    std::fs::write(team.0.path().join("CHANGELOG.md"), log).unwrap();
    assert_eq!(printed(&since(&team, "HEAD")), "");
}

#[test]
fn a_name_that_another_program_still_goes_by_is_not_gone() {
    // GitHub Copilot CLI calls agents by their files, and Visual Studio Code by their names.
    let team = committed(&[("lead.md", LEAD)]);
    let folder = team.0.path().join(".github/agents");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("old-tester.agent.md");
    std::fs::write(&file, TESTER).unwrap();
    commit(&team);
    std::fs::write(&file, TESTER.replace("old-tester", "prover")).unwrap();
    assert_eq!(printed(&since(&team, "HEAD")), "");
}

#[test]
fn a_skill_that_is_renamed_in_place_is_gone() {
    let skill = "---\nname: old-tests\ndescription: x\n---\nTests.\n";
    let team = committed(&[(
        "lead.md",
        &LEAD.replace("the `old-tester` agent", "/old-tests"),
    )]);
    let folder = team.0.path().join(".agents/skills/tests");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("SKILL.md"), skill).unwrap();
    commit(&team);
    std::fs::write(folder.join("SKILL.md"), skill.replace("old-", "new-")).unwrap();
    let printed = printed(&since(&team, "HEAD"));
    let says = "The skill `old-tests` is called `new-tests` since HEAD.";
    assert!(printed.contains(says), "{printed}");
}

#[test]
fn what_git_ignores_has_no_past_and_is_not_new() {
    let team = committed(&[("lead.md", LEAD), ("t.md", TESTER)]);
    std::fs::write(team.0.path().join(".gitignore"), ".claude/agents/mine.md\n").unwrap();
    commit(&team);
    team.write("mine.md", WRONG);
    assert_eq!(printed(&since(&team, "HEAD")), "");
    team.write("theirs.md", WRONG.replace("wrong", "theirs"));
    assert!(printed(&since(&team, "HEAD")).contains("theirs.md:4:"));
}

#[test]
fn what_is_no_revision_and_no_repository_is_said() {
    let team = committed(&[("lead.md", LEAD)]);
    commit(&team);
    let output = since(&team, "no-such-branch");
    assert_eq!(output.status.code(), Some(2));
    let said = complained(&output);
    assert!(
        said.contains("there is no revision `no-such-branch`"),
        "{said}"
    );

    let folder = tempfile::tempdir().unwrap();
    let clone = folder.path().join("clone");
    let from = format!("file://{}", team.0.path().display());
    git(
        &team,
        &[
            "clone",
            "--quiet",
            "--depth=1",
            &from,
            clone.to_str().unwrap(),
        ],
    );
    let mut command = team.command(&["check", "--since", "HEAD~1"]);
    let output = command.current_dir(&clone).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complained(&output).contains("shallow"),
        "{}",
        complained(&output)
    );

    let bare = tempfile::tempdir().unwrap();
    let mut command = team.command(&["check", "--since", "HEAD"]);
    let output = command.current_dir(bare.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complained(&output).contains("needs a git repository"),
        "{}",
        complained(&output)
    );
}

#[test]
fn objects_that_are_named_by_sha_256_are_not_supported() {
    let team = Team::new(&[("lead.md", LEAD)]);
    std::fs::remove_dir(team.0.path().join(".git")).expect("a folder");
    git(&team, &["init", "--quiet", "--object-format=sha256"]);
    commit(&team);
    let output = since(&team, "HEAD");
    assert_eq!(output.status.code(), Some(2));
    let said = complained(&output);
    let says = "it names its objects by SHA-256, and only SHA-1 is supported";
    assert!(said.contains(says), "{said}");
}

#[test]
fn a_worktree_has_the_revisions_of_its_repository() {
    let team = committed(&[("lead.md", LEAD), ("tester.md", TESTER)]);
    let folder = tempfile::tempdir().unwrap();
    let tree = folder.path().join("tree");
    git(
        &team,
        &["worktree", "add", "--quiet", tree.to_str().unwrap()],
    );
    std::fs::remove_file(tree.join(".claude/agents/tester.md")).unwrap();
    let mut command = team.command(&["check", "--since", "main", "--format", "concise"]);
    let output = command.current_dir(&tree).output().unwrap();
    let printed = printed(&output);
    assert!(
        printed.contains("`old-tester` is gone"),
        "{printed}{}",
        complained(&output)
    );
}

#[test]
fn nothing_that_git_is_told_to_run_is_run() {
    let team = committed(&[("lead.md", LEAD), ("tester.md", TESTER)]);
    let trace = team.0.path().join("trace");
    let touch = format!("touch {}", trace.display());
    std::fs::write(
        team.0.path().join(".gitattributes"),
        "*.md filter=x diff=x\n",
    )
    .unwrap();
    commit(&team);
    for setting in [
        "core.fsmonitor",
        "filter.x.smudge",
        "filter.x.clean",
        "diff.x.textconv",
    ] {
        git(&team, &["config", setting, &touch]);
    }
    std::fs::remove_file(team.path("tester.md")).unwrap();
    let output = since(&team, "HEAD");
    let printed = printed(&output);
    assert!(
        printed.contains("`old-tester` is gone"),
        "{printed}{}",
        complained(&output)
    );
    assert!(!trace.exists());
}

#[test]
fn comments_hold_for_those_who_are_gone_too() {
    let ignored = LEAD.replace("Ask", "<!-- dossier: ignore unknown-agent -->\nAsk");
    let team = committed(&[("lead.md", &ignored), ("t.md", TESTER)]);
    let page = "<!-- dossier: ignore-file -->\n\nAsk the `old-tester` agent.\n";
    std::fs::write(team.0.path().join("page.md"), page).unwrap();
    std::fs::remove_file(team.path("t.md")).unwrap();
    let output = since(&team, "HEAD");
    assert_eq!(printed(&output), "", "{}", complained(&output));
}

#[test]
fn a_baseline_knows_its_findings_whatever_a_revision_had() {
    let team = committed(&[("lead.md", LEAD), ("t.md", TESTER)]);
    let hint = "---\nname: hinted\ndescription: x\nother: 1\n---\nx\n";
    team.write("hinted.md", hint);
    let made = team.check(&["--baseline", "b.json", "--update-baseline"]);
    assert_eq!(made.status.code(), Some(0), "{}", complained(&made));
    for since in [&[][..], &["--since", "HEAD"][..]] {
        let output = team.check(&[&["--baseline", "b.json"], since].concat());
        let said = complained(&output);
        assert!(!said.contains("baseline entry is gone"), "{said}");
    }
}
