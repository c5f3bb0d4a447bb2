//! The forms that findings are printed in.

use serde_json::{Value, json};

use crate::{Team, complained, printed};

/// One error, behind a character of two UTF-16 code units, and one warning with a fix.
const AGENT: &str = "---\nname: a\ndescription: x\ntools: [\"mcp__🦀\", Reed]\nmodle: opus\n---\n";

fn team() -> Team {
    Team::new(&[("a b.md", AGENT)])
}

fn document(team: &Team, format: &str) -> Value {
    let output = team.check(&["--format", format]);
    assert_eq!(output.status.code(), Some(1), "{}", complained(&output));
    serde_json::from_slice(&output.stdout).expect("a JSON document")
}

#[test]
fn people_get_frames_by_file_with_help_and_a_summary_by_rule() {
    let output = team().check(&[]);
    let printed = printed(&output);
    for expected in [
        ".claude/agents/a b.md: 1 error, 1 warning\n",
        "error[unknown-tool]: ",
        "  = help: Change to `model` (--fix --unsafe)\n",
        "\n1 error, 1 warning in 1 agent file\n  1 unknown-field\n  1 unknown-tool\n",
    ] {
        assert!(printed.contains(expected), "{expected} in {printed}");
    }
}

#[test]
fn json_has_the_fixes_and_what_is_related() {
    let team = team();
    team.write("c.md", AGENT);
    let document = document(&team, "json");
    let findings = document["findings"].as_array().unwrap();
    let of_rule = |rule| findings.iter().find(|finding| finding["rule"] == rule);
    assert_eq!(
        of_rule("unknown-field").unwrap()["fixes"],
        json!([{
            "title": "Change to `model`",
            "safe": false,
            "edits": [{
                "range": {
                    "start": {"line": 4, "character": 0},
                    "end": {"line": 4, "character": 5},
                },
                "text": "model",
            }],
        }])
    );
    let related = &of_rule("duplicate-name").unwrap()["related"][0];
    assert!(related["path"].as_str().unwrap().ends_with("agents/c.md"));
    assert_eq!(
        related["range"]["start"],
        json!({"line": 1, "character": 6})
    );
}

#[test]
fn sarif_is_what_its_schema_says() {
    // A bracket of the schema's pattern for languages lacks the escape that stricter readers of
    // regular expressions ask for; with it, the pattern means the same.
    let schema = include_str!("sarif-schema-2.1.0.json").replace("{2}]?$", r"{2}\\]?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let document = document(&team(), "sarif");
    let errors: Vec<_> = schema
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0]);
    assert!(
        !schema.is_valid(&json!({"version": "2.1.0"})),
        "a document without runs"
    );
}

#[test]
fn sarif_says_which_rule_and_where_and_how_to_fix_it() {
    let document = document(&team(), "sarif");
    let run = &document["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let [tool, field] = run["results"].as_array().unwrap().as_slice() else {
        panic!("two results: {document}");
    };
    assert_eq!(tool["level"], "error");
    let index = usize::try_from(tool["ruleIndex"].as_u64().unwrap()).unwrap();
    let rule = &run["tool"]["driver"]["rules"][index];
    assert_eq!(rule["id"], "unknown-tool");
    assert!(
        rule["helpUri"]
            .as_str()
            .unwrap()
            .ends_with("/docs/rules.md#unknown-tool")
    );
    let place = &tool["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"],
        json!({"uri": ".claude/agents/a%20b.md", "uriBaseId": "SRCROOT"})
    );
    assert_eq!(
        place["region"],
        json!({"startLine": 4, "startColumn": 20, "endLine": 4, "endColumn": 24})
    );
    assert_eq!(field["level"], "warning");
    assert_eq!(
        field["fixes"][0]["artifactChanges"][0]["replacements"][0],
        json!({
            "deletedRegion": {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 6},
            "insertedContent": {"text": "model"},
        })
    );
}

#[test]
fn fingerprints_stay_when_lines_move_and_tell_equal_findings_apart() {
    let team = Team::new(&[(
        "a.md",
        "---\nname: a\ndescription: x\ntools: Reed, Reed\n---\n",
    )]);
    let sarif = |team: &Team| -> Vec<Value> {
        let document = document(team, "sarif");
        let results = document["runs"][0]["results"].as_array().unwrap().iter();
        results
            .filter(|result| result["ruleId"] == "unknown-tool")
            .map(|result| result["partialFingerprints"].clone())
            .collect()
    };
    let before = sarif(&team);
    let [first, second] = before.as_slice() else {
        panic!("two findings: {before:?}");
    };
    assert_ne!(first, second);
    team.write(
        "a.md",
        "---\n# moved\nname: a\ndescription: x\ntools: Reed, Reed\n---\n",
    );
    assert_eq!(sarif(&team), before);
}

#[test]
fn github_gets_workflow_commands() {
    let output = team().check(&["--format", "github", "--rule", "unknown-tool"]);
    let printed = printed(&output);
    let expected = "::error file=.claude/agents/a b.md,line=4,endLine=4,col=20,endColumn=24,\
                    title=unknown-tool::Unknown tool: ";
    assert!(printed.starts_with(expected), "{printed}");
    assert_eq!(printed.lines().count(), 1);
}

#[test]
fn gitlab_gets_a_code_quality_report() {
    let document = document(&team(), "gitlab");
    let issue = &document[0];
    assert_eq!(issue["check_name"], "unknown-tool");
    assert_eq!(issue["severity"], "major");
    assert_eq!(
        issue["location"],
        json!({"path": ".claude/agents/a b.md", "lines": {"begin": 4, "end": 4}})
    );
    assert_ne!(issue["fingerprint"], document[1]["fingerprint"]);
}

#[test]
fn a_report_can_go_to_a_file_and_colours_are_chosen() {
    let team = team();
    let output = team.check(&["--output", "report.txt", "--color", "always"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(printed(&output), "");
    let report = std::fs::read_to_string(team.0.path().join("report.txt")).unwrap();
    assert!(report.contains('\u{1b}'), "{report}");
    let output = team.check(&["--color", "never"]);
    assert!(!printed(&output).contains('\u{1b}'));
}

#[test]
fn rules_are_chosen_by_name() {
    let team = team();
    let only = team.check(&["--rule", "unknown-field"]);
    assert_eq!(only.status.code(), Some(0));
    assert!(printed(&only).contains("1 warning in 1 agent file"));
    let without = team.check(&["--ignore-rule", "unknown-tool"]);
    assert_eq!(printed(&without), printed(&only));
    let unknown = team.check(&["--rule", "unknown-tol"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(complained(&unknown).contains("Did you mean `unknown-tool`?"));
}

#[test]
fn a_part_of_a_team_is_checked_with_the_whole_of_it() {
    let team = Team::new(&[(
        "a.md",
        "---\nname: a\ndescription: x\nskills: deploy\n---\n",
    )]);
    let skill = team.0.path().join(".claude/skills/deploy");
    std::fs::create_dir_all(&skill).unwrap();
    let text = "---\nname: deploy\ndescription: Deploys.\n---\n";
    std::fs::write(skill.join("SKILL.md"), text).unwrap();
    for part in [".claude/agents", ".claude/agents/a.md"] {
        let output = team.check(&[part, "--show", "hint"]);
        let printed = printed(&output);
        assert!(
            printed.starts_with("Nothing found in 1 agent file"),
            "{printed}"
        );
    }
}

#[test]
fn concise_is_a_line_for_each_finding() {
    let output = team().check(&["--format", "concise", "--quiet"]);
    let printed = printed(&output);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 2, "{printed}");
    let starts = [
        ".claude/agents/a b.md:4:19: error[unknown-tool]: ",
        ".claude/agents/a b.md:5:1: warning[unknown-field]: ",
    ];
    for (line, start) in lines.into_iter().zip(starts) {
        assert!(line.starts_with(start), "{start} in {line}");
    }
    assert_eq!(complained(&output), "");
}

#[test]
fn statistics_are_a_line_for_each_rule_and_no_findings() {
    let team = team();
    team.write("b.md", AGENT.replace("name: a", "name: b"));
    let output = team.check(&["--statistics"]);
    let expected = [
        "findings  files  fixable  severity     rule",
        "       2      2        0  warning      unknown-field",
        "       2      2        0  error        unknown-tool",
    ];
    assert_eq!(printed(&output).lines().collect::<Vec<_>>(), expected);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn quiet_prints_findings_and_nothing_about_them() {
    let team = team();
    let output = team.check(&["--quiet"]);
    let found = printed(&output);
    assert!(found.contains("error[unknown-tool]"), "{found}");
    assert!(!found.contains("in 1 agent file"), "{found}");
    team.write("a b.md", "---\nname: a\ndescription: x\n---\nHello.\n");
    let output = team.check(&["--quiet"]);
    assert_eq!(printed(&output) + &complained(&output), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn many_findings_alike_are_drawn_once_with_the_places_of_the_others() {
    let team = Team::new(&[]);
    for (name, tool) in [("a", "Reed"), ("b", "Wride"), ("c", "Grap"), ("d", "Reed")] {
        let text = format!("---\nname: {name}\ndescription: x\ntools: Bash, {tool}\n---\n");
        team.write(&format!("{name}.md"), text);
    }
    let three =
        printed(&team.check(&["a", "b", "c"].map(|it| &*format!(".claude/agents/{it}.md").leak())));
    assert_eq!(three.matches("unknown-tool]").count(), 3, "{three}");
    let four = printed(&team.check(&[]));
    assert_eq!(four.matches("unknown-tool]").count(), 1, "{four}");
    for place in ["b.md:4:14 `Wride`", "c.md:4:14 `Grap`", "d.md:4:14\n"] {
        assert!(
            four.contains(&format!("    .claude/agents/{place}")),
            "{place} in {four}"
        );
    }
    assert!(
        four.contains("4 warnings") || four.contains("4 errors"),
        "{four}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_reported_at_its_path_in_every_form() {
    let team = Team::new(&[]);
    std::os::unix::fs::symlink("../gone.md", team.path("zz.md")).unwrap();
    for format in ["human", "concise", "json", "sarif", "github", "gitlab"] {
        let output = team.check(&["--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
        let printed = printed(&output);
        for expected in ["agents/zz.md", "dangling-link", "`../gone.md`"] {
            assert!(printed.contains(expected), "{format}: {printed}");
        }
    }
}
