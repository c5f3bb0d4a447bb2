//! What can be done about a finding.

use serde_json::{Value, json};

use crate::client::{Editor, Session, uri};
use crate::profiles;
use crate::team::Team;

const TEAM: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: 🦀 Plans: all of it
tools: Read, Reed
---
Agent(subagent_type: \"writer-of-tests\")
//- /.claude/agents/other.md
---
name: other
description: Does the rest.
---
";

fn start(team: &Team, capabilities: Value) -> (Session, String) {
    let mut session = Editor::like(capabilities).folder(&team.root()).start();
    let path = team.path(".claude/agents/lead.md");
    session.open_file(&path);
    (session, uri(&path))
}

fn actions(session: &mut Session, uri: &str, line: u32, only: Option<&str>) -> Vec<Value> {
    let start = json!({"line": line, "character": 0});
    let end = json!({"line": line, "character": 60});
    let mut context = json!({"diagnostics": []});
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    let found = session.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": uri}, "range": {"start": start, "end": end}, "context": context}),
    );
    found.as_array().cloned().unwrap_or_default()
}

/// The titles of those that don't merely turn a rule off.
fn titles(actions: &[Value]) -> Vec<&str> {
    let titles = actions.iter().filter_map(|action| action["title"].as_str());
    titles
        .filter(|title| !title.starts_with("Ignore ") && !title.starts_with("Turn "))
        .collect()
}

#[test]
fn a_fix_comes_with_its_edit_and_its_finding() {
    let team = Team::new(TEAM);
    let (mut session, uri) = start(&team, profiles::vs_code());
    let found = actions(&mut session, &uri, 3, Some("quickfix"));
    assert_eq!(titles(&found), ["Change to `Read`", "Remove `Reed`"]);
    assert_eq!(found[0]["isPreferred"], true);
    assert_eq!(found[0]["diagnostics"][0]["code"], "unknown-tool");
    let edit = &found[0]["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({"uri": uri, "version": 1}));
    assert_eq!(
        edit["edits"],
        json!([{
            "range": {"start": {"line": 3, "character": 13}, "end": {"line": 3, "character": 17}},
            "newText": "Read",
        }])
    );
    session.finish();
}

#[test]
fn all_safe_fixes_are_one_action_for_those_who_ask_for_it() {
    let team = Team::new(TEAM);
    let (mut session, uri) = start(&team, profiles::vs_code());
    for only in ["source.fixAll", "source.fixAll.dossier"] {
        let found = actions(&mut session, &uri, 0, Some(only));
        assert_eq!(titles(&found), ["Apply all safe fixes"]);
        let edits = &found[0]["edit"]["documentChanges"][0]["edits"];
        assert_eq!(edits[0]["newText"], "\"🦀 Plans: all of it\"");
    }
    assert!(actions(&mut session, &uri, 0, Some("refactor")).is_empty());
    assert!(
        actions(&mut session, &uri, 0, None).is_empty(),
        "nothing is wrong on this line"
    );
    session.finish();
}

#[test]
fn a_missing_agent_is_made_where_the_editor_can_make_files() {
    let team = Team::new(TEAM);
    let (mut session, uri) = start(&team, profiles::vs_code());
    let found = session.eventually("the whole team", |session| {
        let found = actions(session, &uri, 5, None);
        (!found.is_empty()).then_some(found)
    });
    assert_eq!(
        titles(&found),
        ["Create the agent `writer-of-tests`", "Apply all safe fixes"]
    );
    let changes = &found[0]["edit"]["documentChanges"];
    let path = team.path(".claude/agents/writer-of-tests.md");
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[0]["uri"], crate::client::uri(&path));
    let text = changes[1]["edits"][0]["newText"]
        .as_str()
        .unwrap_or_default();
    assert!(text.starts_with("---\nname: writer-of-tests\n"), "{text}");
    session.finish();

    let (mut session, uri) = start(&team, profiles::kakoune());
    session.eventually("the whole team", |session| {
        let pushed = session.published(&uri);
        pushed.to_string().contains("unknown-agent").then_some(())
    });
    let found = actions(&mut session, &uri, 5, None);
    assert!(
        !titles(&found)
            .iter()
            .any(|title| title.starts_with("Create "))
    );
    let found = actions(&mut session, &uri, 3, None);
    assert_eq!(found[0]["edit"]["changes"][&uri][0]["newText"], "Read");
    session.finish();
}

#[test]
fn an_editor_that_knows_commands_only_is_offered_none() {
    let team = Team::new(TEAM);
    let (mut session, uri) = start(&team, profiles::plain());
    assert!(
        session.hello["capabilities"]
            .get("codeActionProvider")
            .is_none()
    );
    assert!(actions(&mut session, &uri, 3, None).is_empty());
    session.finish();
}

#[test]
fn a_rule_is_turned_off_in_the_settings_of_the_workspace() {
    let team = Team::new(&format!(
        "{TEAM}//- /dossier.toml\n[rules]\nold-tool = \"hint\"\n"
    ));
    let (mut session, uri) = start(&team, profiles::vs_code());
    let found = session.eventually("the settings", |session| {
        let found = actions(session, &uri, 3, None);
        let title = "Turn `unknown-tool` off in dossier.toml";
        let off = found.into_iter().find(|it| it["title"] == title)?;
        let first = &off["edit"]["documentChanges"][0];
        (first["kind"] != "create").then(|| first.clone())
    });
    let path = team.path("dossier.toml");
    assert_eq!(found["textDocument"]["uri"], crate::client::uri(&path));
    assert_eq!(
        found["edits"][0]["newText"],
        "[rules]\nold-tool = \"hint\"\nunknown-tool = \"off\"\n"
    );
    session.finish();
}
