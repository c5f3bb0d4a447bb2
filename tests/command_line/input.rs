//! Checking the text on standard input.

use std::io::Write as _;
use std::process::{Output, Stdio};

use crate::{Team, complained, printed};

const WRONG: &str = "---\nname: a\ndescription: x\nmodle: opus\nskills: deploy\n---\n";

fn check(team: &Team, text: &[u8], more: &[&str]) -> Output {
    check_as(team, ".claude/agents/new.md", text, more)
}

/// Checks a text as that of the file at a path.
pub(super) fn check_as(team: &Team, path: &str, text: &[u8], more: &[&str]) -> Output {
    let asked = ["check", "-", "--stdin-filename", path];
    let mut child = team
        .command(&[&asked, more].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text).expect("the program reads");
    drop(input);
    child.wait_with_output().expect("the program ends")
}

#[test]
fn it_is_checked_as_the_file_that_it_will_be_with_the_team_around_it() {
    let team = Team::new(&[("a.md", "---\nname: a\ndescription: x\n---\n")]);
    let output = check(&team, WRONG.as_bytes(), &[]);
    let printed = printed(&output);
    for expected in [
        "warning[unknown-field]",
        ".claude/agents/new.md:4:1",
        // There is another agent of that name.
        "[duplicate-name]",
        "in 1 agent file\n",
    ] {
        assert!(printed.contains(expected), "{expected} in {printed}");
    }
}

#[test]
fn its_fixed_text_is_all_that_is_printed_on_standard_output() {
    let team = Team::new(&[]);
    let output = check(&team, WRONG.as_bytes(), &["--fix", "--unsafe"]);
    assert_eq!(printed(&output), WRONG.replace("modle", "model"));
    assert!(complained(&output).contains("1 finding fixed."));
    assert!(!team.path("new.md").exists());

    let right = "\u{feff}nothing to fix\r\n";
    let output = check(&team, right.as_bytes(), &["--fix"]);
    assert_eq!(printed(&output), right);
}

#[test]
fn bytes_that_are_not_utf_8_come_back_as_they_were() {
    let text = [WRONG.as_bytes(), b"\xff\n"].concat();
    let output = check(&Team::new(&[]), &text, &["--fix", "--unsafe"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, text);
}

#[test]
fn a_text_without_a_file_is_no_request() {
    let output = Team::new(&[]).check(&["-"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(complained(&output).contains("--stdin-filename"));
}
