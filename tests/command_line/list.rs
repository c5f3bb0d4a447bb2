//! `dossier list`.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::{Team, complained, printed};

const LEAD: &str = "---\nname: lead\ndescription: Leads | all.\n---\nAsk the `tester` agent.\n";
const TESTER: &str = "---\nname: tester\ndescription: \"<b>Tests</b>\"\n---\n";

fn two() -> Team {
    Team::new(&[("lead.md", LEAD), ("tester.md", TESTER)])
}

fn list(team: &Team, arguments: &[&str]) -> Output {
    let arguments = [&["list"], arguments].concat();
    team.command(&arguments)
        .output()
        .expect("the program starts")
}

#[test]
fn a_team_is_a_table() {
    let output = list(&two(), &[]);
    assert_eq!(
        printed(&output),
        "KIND   NAME    PROGRAM      USED BY  FILE\n\
         agent  lead    Claude Code        0  .claude/agents/lead.md\n\
         agent  tester  Claude Code        1  .claude/agents/tester.md\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn programs_are_told_who_uses_whom() {
    let output = list(&two(), &["--format", "json"]);
    let list: Value = serde_json::from_slice(&output.stdout).unwrap();
    let tester = &list["members"][1];
    assert_eq!(tester["name"], "tester");
    assert_eq!(tester["path"], ".claude/agents/tester.md");
    assert_eq!(tester["usedBy"][0], ".claude/agents/lead.md");
    assert_eq!(tester["loaded"], true);
}

#[test]
fn a_part_of_a_team_is_listed_with_those_outside_who_name_it() {
    let team = two();
    let output = list(&team, &[".claude/agents/tester.md"]);
    let printed = printed(&output);
    assert!(
        printed.contains("tester  Claude Code        1"),
        "{printed}"
    );
    assert!(!printed.contains("lead"), "{printed}");
}

#[test]
fn a_catalogue_is_kept_between_its_comments() {
    let team = two();
    let readme = team.0.path().join("docs/README.md");
    fs::create_dir(readme.parent().unwrap()).unwrap();
    let around = [
        "# Team\r\n\r\n<!-- dossier:list -->",
        "<!-- /dossier:list -->\r\n\r\nEnd.",
    ];
    fs::write(&readme, around.join("\r\nold\r\n")).unwrap();
    let before = fs::read(&readme).unwrap();

    let check = ["--update", "docs/README.md", "--check"];
    let output = list(&team, &check);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        complained(&output).contains("out of date"),
        "{}",
        complained(&output)
    );
    assert_eq!(fs::read(&readme).unwrap(), before);

    let output = list(
        &team,
        &["--format", "markdown", "--update", "docs/README.md"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let table = [
        "| Kind | Name | Description | Program | Used by |",
        "|-|-|-|-|-:|",
        "| agent | [lead](../.claude/agents/lead.md) | Leads \\| all. | Claude Code | 0 |",
        "| agent | [tester](../.claude/agents/tester.md) | &lt;b&gt;Tests&lt;/b&gt; | Claude Code | 1 |",
    ];
    let expected = around.join(&format!("\r\n\r\n{}\r\n\r\n", table.join("\r\n")));
    assert_eq!(fs::read_to_string(&readme).unwrap(), expected);

    assert_eq!(list(&team, &check).status.code(), Some(0));
    team.write("third.md", "---\nname: third\ndescription: x\n---\n");
    assert_eq!(list(&team, &check).status.code(), Some(1));
}

#[test]
fn a_file_without_both_comments_is_left_alone_and_that_is_said() {
    let team = two();
    let readme = team.0.path().join("README.md");
    for (text, says) in [
        (
            "# Team\n",
            "write `<!-- dossier:list -->` and `<!-- /dossier:list -->`",
        ),
        (
            "<!-- dossier:list -->\n",
            "no `<!-- /dossier:list -->` below",
        ),
    ] {
        fs::write(&readme, text).unwrap();
        let output = list(&team, &["--update", "README.md"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            complained(&output).contains(says),
            "{}",
            complained(&output)
        );
        assert_eq!(fs::read_to_string(&readme).unwrap(), text);
    }
    let output = list(&team, &["--update", "NONE.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complained(&output).contains("NONE.md"),
        "{}",
        complained(&output)
    );
    let output = list(&team, &["--update", "README.md", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn nobody_is_said_to_be_nobody() {
    let output = list(&Team::new(&[]), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(printed(&output), "");
    assert!(complained(&output).contains("no agent, skill or command"));
}

#[cfg(unix)]
#[test]
fn links_in_a_list_lead_to_the_files_where_its_folder_is_a_link() {
    let team = two();
    let readme = team.0.path().join("README.md");
    fs::write(&readme, "<!-- dossier:list -->\n<!-- /dossier:list -->\n").unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("linked");
    std::os::unix::fs::symlink(team.0.path(), &link).unwrap();
    let path = link.join("README.md");
    let output = list(&team, &["--update", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    let text = fs::read_to_string(&readme).unwrap();
    assert!(text.contains("](.claude/agents/lead.md)"), "{text}");
}
