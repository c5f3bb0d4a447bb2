//! Requests that come before every file was seen.
//!
//! A pipe among the agent files, which is read for tests only, keeps the server from ending its scan
//! for as long as a test likes.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::client::{Editor, Session, at, position, uri};
use crate::profiles;
use crate::team::Team;

const LEAD: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
---
Hand drafts to `wri<|>ter`.
//- /.claude/agents/writer.md
---
name: writer
description: Writes things down.
---
";

/// A team whose scan doesn't end before [`end_scan`].
fn endless() -> Team {
    let team = Team::new(LEAD);
    let made = Command::new("mkfifo")
        .arg(team.path(".claude/agents/held.md"))
        .status();
    assert!(made.expect("mkfifo is there").success());
    team
}

fn end_scan(team: &Team) {
    // This waits until the server reads.
    std::fs::write(team.path(".claude/agents/held.md"), "").expect("the server reads it");
}

fn start(team: &Team) -> Session {
    let editor = Editor::like(profiles::plain())
        .folder(&team.root())
        .test_hooks();
    let mut session = editor.start();
    session.open_file(team.file());
    session
}

#[test]
fn the_first_hover_is_right_and_nothing_waits_for_it() {
    let team = endless();
    let (here, cursor) = team.here();
    let mut session = start(&team);
    let hover = session.request("textDocument/hover", at(&here, &cursor));
    // What a text says by itself is answered at once.
    let document = json!({"textDocument": {"uri": here}});
    session.ask("textDocument/documentSymbol", document);
    assert!(!session.is_answered(hover));
    end_scan(&team);
    let hover = session.answer(hover).unwrap().to_string();
    assert!(hover.contains("Writes things down."), "{hover}");
    session.finish();
}

#[test]
fn every_first_request_about_the_team_is_right() {
    let team = Team::new(LEAD);
    let (here, cursor) = team.here();
    for method in [
        "textDocument/definition",
        "textDocument/references",
        "workspace/symbol",
        "dossier/team",
    ] {
        let mut session = start(&team);
        let mut params = at(&here, &cursor);
        match method {
            "workspace/symbol" => params = json!({"query": "writer"}),
            "dossier/team" => params = json!(null),
            _ => params["context"] = json!({"includeDeclaration": true}),
        }
        let answer = session.ask(method, params).to_string();
        assert!(answer.contains("writer.md"), "{method}: {answer}");
        session.finish();
    }
}

#[test]
fn whoever_waits_in_vain_is_told_what_was_found_so_far() {
    let team = endless();
    let (here, cursor) = team.here();
    let mut session = start(&team);
    let asked = Instant::now();
    session.definitions(&here, &cursor);
    let waited = asked.elapsed();
    assert!(waited >= Duration::from_millis(1900), "{waited:?}");
    // Machines are slow at times; without a limit it would be for ever.
    assert!(waited < Duration::from_secs(20), "{waited:?}");
    session.finish();
}

#[test]
fn an_answer_is_about_the_text_that_it_was_asked_for() {
    let team = endless();
    let (here, cursor) = team.here();
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .test_hooks();
    let mut session = editor.start();
    session.open_file(team.file());
    let asked = session.request("textDocument/definition", at(&here, &cursor));
    let start = position(0, 0);
    let line = json!({"range": {"start": start, "end": start}, "text": "\n"});
    session.change(&here, 2, line);
    end_scan(&team);
    let found = session.answer(asked).unwrap();
    assert_eq!(
        found[0]["originSelectionRange"]["start"]["line"], 4,
        "{found}"
    );
    let cursor = position(5, 20);
    let found = session.ask("textDocument/definition", at(&here, &cursor));
    assert_eq!(
        found[0]["originSelectionRange"]["start"]["line"], 5,
        "{found}"
    );
    session.finish();
}

#[test]
fn a_folder_that_is_added_is_waited_for() {
    let first = Team::new(LEAD);
    let team = endless();
    let mut session = start(&first);
    session.ask("dossier/team", json!(null));
    let added = json!([{"uri": uri(&team.root()), "name": "second"}]);
    let event = json!({"event": {"added": added, "removed": []}});
    session.notify("workspace/didChangeWorkspaceFolders", event);
    let params = json!({"kind": "agent", "name": "tester", "near": team.here().0});
    let new = session.request("dossier/newFile", params);
    let symbols = session.request("workspace/symbol", json!({"query": "writer"}));
    // What a text says by itself is answered at once.
    let document = json!({"textDocument": {"uri": first.here().0}});
    session.ask("textDocument/documentSymbol", document);
    assert!(!session.is_answered(new) && !session.is_answered(symbols));
    end_scan(&team);
    let new = session.answer(new).unwrap();
    let place = team.uri(".claude/agents/tester.md");
    assert_eq!(new["places"][0]["uri"], place, "{new}");
    let symbols = session.answer(symbols).unwrap();
    assert_eq!(symbols.as_array().map(Vec::len), Some(2), "{symbols}");
    session.finish();
}

#[test]
fn without_a_workspace_the_first_request_waits_for_the_file_s_own_repository() {
    let team = Team::new(LEAD);
    std::fs::create_dir(team.path(".git")).unwrap();
    let (here, cursor) = team.here();
    let mut session = Editor::like(profiles::plain()).start();
    // The user's own files are read first.
    session.ask("dossier/team", json!(null));
    session.open_file(team.file());
    let found = session.definitions(&here, &cursor);
    assert_eq!(found, [uri(&team.path(".claude/agents/writer.md"))]);
    session.finish();
}
