//! One file for each topic; the words that they share are here.

use expect_test::Expect;

use super::*;
use crate::testing::{at_cursor, with_team};

mod adding;
mod agent_keys;
mod agreement;
mod among;
mod budget;
mod chosen;
mod cut_values;
mod dangling;
mod dangling_links;
mod delegation;
mod drifted;
mod fields;
mod front_matter;
mod hooks;
mod late;
mod left_behind;
mod loading;
mod manifest;
mod mended;
mod models;
mod names;
mod no_company;
mod permissions;
mod placeholders;
mod places;
mod shell_commands;
mod skills;
mod slips;
mod tools;
mod valid_files;

/// How grave each finding is, its rule, and the text it blames.
fn found(fixture: &str) -> String {
    at_cursor(&with_team(fixture), |snapshot, file, _| {
        let text = snapshot.source(file).unwrap().text;
        let mut shown = String::new();
        for finding in diagnostics(snapshot, file) {
            let blamed = text
                .get(finding.span.range())
                .expect("spans lie on character boundaries");
            shown += &format!("{:?} {} {blamed:?}\n", finding.severity, finding.rule);
        }
        shown
    })
}

fn check(fixture: &str, expected: &Expect) {
    expected.assert_eq(&found(fixture));
}

fn check_clean(fixture: &str) {
    assert_eq!(found(fixture), "", "{fixture}");
}

fn messages(fixture: &str) -> String {
    let found = at_cursor(&with_team(fixture), |snapshot, file, _| {
        diagnostics(snapshot, file)
    });
    found
        .iter()
        .map(|finding| format!("{}\n", finding.message))
        .collect()
}

fn agent(lines: &str) -> String {
    format!("---\nname: main\ndescription: Works.\n{lines}\n---\nBody.\n")
}

fn file(path: &str, lines: &str) -> String {
    format!("//- /w/{path}\n---\n{lines}\n---\nBody.\n")
}

fn skill(lines: &str) -> String {
    file(
        ".claude/skills/x/SKILL.md",
        &format!("name: x\ndescription: Works.\n{lines}"),
    )
}

fn body(text: &str) -> String {
    format!("---\nname: main\ndescription: Works.\n---\n{text}\n")
}
