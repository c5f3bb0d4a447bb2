//! `--baseline`.

use crate::{Team, complained, printed};

const AGENT: &str = "---\nname: a\ndescription: x\ntools: Reed\n---\n";

#[test]
fn a_missing_baseline_says_how_to_make_it() {
    let output = Team::new(&[]).check(&["--baseline", "known.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("--update-baseline"));
}

#[test]
fn accepted_findings_are_silent_when_lines_move_and_new_ones_are_not() {
    let team = Team::new(&[("a.md", AGENT)]);
    let output = team.check(&["--baseline", "known.json", "--update-baseline"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));

    team.write("a.md", AGENT.replace("name: a", "# more\nname: a"));
    let output = team.check(&["--baseline", "known.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(printed(&output).contains("1 finding accepted by the baseline."));

    team.write("b.md", AGENT.replace("name: a", "name: b"));
    let output = team.check(&["--baseline", "known.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(printed(&output).contains("1 error in 2 agent files"));
}

#[test]
fn entries_that_are_gone_are_counted_where_they_were_looked_for() {
    let team = Team::new(&[
        ("a.md", AGENT),
        ("b.md", &AGENT.replace("name: a", "name: b")),
    ]);
    team.check(&["--baseline", "known.json", "--update-baseline"]);
    team.write("a.md", AGENT.replace("Reed", "Read"));
    std::fs::remove_file(team.path("b.md")).unwrap();
    let said = |arguments: &[&str]| {
        let output = team.check(&[arguments, &["--baseline", "known.json"]].concat());
        printed(&output)
    };
    assert!(said(&[]).contains("2 baseline entries are gone"));
    assert!(said(&[".claude/agents/a.md"]).contains("1 baseline entry is gone"));
    assert!(!said(&["--ignore-rule", "unknown-tool"]).contains("gone"));
}

#[test]
fn the_file_names_paths_from_its_own_folder_in_order() {
    let team = Team::new(&[
        ("b.md", &AGENT.replace("name: a", "name: b")),
        ("a.md", AGENT),
    ]);
    team.check(&["--baseline", "ci/known.json", "--update-baseline"]);
    let text = std::fs::read_to_string(team.0.path().join("ci/known.json")).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rows = document["findings"].as_array().unwrap().iter();
    let paths: Vec<_> = rows.map(|row| row["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["../.claude/agents/a.md", "../.claude/agents/b.md"]);
    assert_eq!(document["findings"][0]["count"], 1);
}
