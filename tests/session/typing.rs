//! Findings on the line that is being typed.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Editor, Session, rules, uri};
use crate::profiles;
use crate::team::{Team, end_of};

const LEAD: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
tools: Read, Reda<|>
---
";

/// Types at the end of the line with the tools.
fn type_on(session: &mut Session, team: &Team, version: i32, before: &str, typed: &str) {
    let end = end_of(&format!(
        "---\nname: lead\ndescription: Plans the work.\ntools: Read, Reda{before}"
    ));
    let change = json!({"range": {"start": end, "end": end}, "text": typed});
    session.change(&uri(team.file()), version, change);
}

#[test]
fn half_a_word_is_not_told_of_before_the_typing_pauses() {
    let team = Team::new(LEAD);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    session.published_until(&here, &["unknown-tool"]);
    let typed = Instant::now();
    type_on(&mut session, &team, 2, "", ", Wr");
    // What was told before stays, and what is new comes later.
    session.published_until(&here, &["unknown-tool", "unknown-tool"]);
    assert!(typed.elapsed() >= Duration::from_millis(900));
    session.finish();
}

#[test]
fn a_word_that_is_typed_to_its_end_is_never_told_of() {
    let team = Team::new(LEAD);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    session.published_until(&here, &["unknown-tool"]);
    type_on(&mut session, &team, 2, "", ", Wr");
    type_on(&mut session, &team, 3, ", Wr", "ite");
    std::thread::sleep(Duration::from_millis(1500));
    let told = session.finish();
    let told = told.iter().filter(|it| it["params"]["uri"] == here);
    for it in told {
        assert_eq!(
            rules(&it["params"]["diagnostics"]),
            ["unknown-tool"],
            "{it}"
        );
    }
}

#[test]
fn an_editor_that_asks_is_told_to_ask_again() {
    let team = Team::new(LEAD);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.wait_for_method("workspace/diagnostic/refresh");
    session.open_file(team.file());
    assert_eq!(session.pull(&here), ["unknown-tool"]);
    type_on(&mut session, &team, 2, "", ", Wr");
    let params = json!({"textDocument": {"uri": here}});
    let early = session.ask("textDocument/diagnostic", params.clone());
    if rules(&early["items"]) == ["unknown-tool"] {
        session.wait_for_method("workspace/diagnostic/refresh");
    }
    let mut params = params;
    params["previousResultId"] = early["resultId"].clone();
    let found = session.eventually("both", |session| {
        let report = session.ask("textDocument/diagnostic", params.clone());
        Some(report["items"].clone()).filter(Value::is_array)
    });
    assert_eq!(rules(&found), ["unknown-tool", "unknown-tool"]);
    session.finish();
}

#[test]
fn saving_and_the_next_line_end_the_wait() {
    for is_saved in [true, false] {
        let team = Team::new(LEAD);
        let here = uri(team.file());
        let mut session = Editor::like(profiles::kakoune())
            .folder(&team.root())
            .start();
        session.open_file(team.file());
        session.published_until(&here, &["unknown-tool"]);
        type_on(&mut session, &team, 2, "", ", Wr");
        if is_saved {
            let saved = json!({"textDocument": {"uri": here}});
            session.notify("textDocument/didSave", saved);
        } else {
            type_on(&mut session, &team, 3, ", Wr", "\n");
        }
        session.published_until(&here, &["unknown-tool", "unknown-tool"]);
        session.finish();
    }
}
