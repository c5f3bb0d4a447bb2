//! Settings: those of the start, and those that an editor sends later.

use serde_json::{Value, json};

use crate::client::{Editor, Session, uri};
use crate::profiles;
use crate::team::Team;

/// An agent with an unknown tool.
const LEAD: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
tools: Reed<|>
---
";

/// Options that turn off what is reported of it.
fn off() -> Value {
    json!({"rules": {"unknown-tool": "off"}, "codeLens": false})
}

fn push(session: &mut Session, settings: &Value) {
    let params = json!({"settings": settings});
    session.notify("workspace/didChangeConfiguration", params);
}

#[test]
fn the_options_of_the_start_survive_what_does_not_concern_them() {
    let team = Team::new(LEAD);
    let editor = Editor::like(profiles::plain()).folder(&team.root());
    let mut session = editor.options(off()).start();
    session.open_file(team.file());
    for settings in [
        json!({}),
        json!({"dossier": {}}),
        json!({"dossier": {"inlayHints": {"tools": false}}}),
        json!({"yaml": {"schemas": {}}}),
        json!({"yaml": {"rules": {}}, "Lua": {}}),
    ] {
        push(&mut session, &settings);
        let found = session.pull(&uri(team.file()));
        assert_eq!(found, Vec::<String>::new(), "{settings}");
    }
    session.finish();
}

#[test]
fn the_options_of_the_start_survive_an_answer_without_settings() {
    for answer in [
        Value::Null,
        json!({}),
        json!({"codeLens": true}),
        json!({"yaml": {}}),
    ] {
        let team = Team::new(LEAD);
        let editor = Editor::like(profiles::helix()).folder(&team.root());
        let mut session = editor.options(off()).settings(answer).start();
        session.wait_for_method("workspace/configuration");
        session.open_file(team.file());
        session.published_until(&uri(team.file()), &[]);
        assert_eq!(session.pull(&uri(team.file())), Vec::<String>::new());
        session.finish();
    }
}

#[test]
fn a_setting_that_is_sent_later_wins_over_the_option_until_it_is_taken_back() {
    let team = Team::new(LEAD);
    let editor = Editor::like(profiles::plain()).folder(&team.root());
    let mut session = editor.options(off()).start();
    session.open_file(team.file());
    push(&mut session, &json!({"dossier": {"rules": {}}}));
    assert_eq!(session.pull(&uri(team.file())), ["unknown-tool"]);
    push(&mut session, &json!({"dossier": {}}));
    assert_eq!(session.pull(&uri(team.file())), Vec::<String>::new());
    session.finish();
}

#[test]
fn an_option_that_cannot_be_read_is_told_of_once() {
    let team = Team::new(LEAD);
    let editor = Editor::like(profiles::plain()).folder(&team.root());
    let mut session = editor.options(json!({"exclude": 3})).start();
    session.wait_for_method("window/showMessage");
    push(&mut session, &json!({"dossier": {"codeLens": false}}));
    session.open_file(team.file());
    assert_eq!(session.pull(&uri(team.file())), ["unknown-tool"]);
    let told = session.finish();
    assert!(
        told.iter().all(|it| it["method"] != "window/showMessage"),
        "{told:?}"
    );
}
