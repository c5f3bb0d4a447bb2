//! Agents that a file of settings defines, as an editor asks for them.

use serde_json::json;

use crate::client::{Editor, at, position, uri};
use crate::profiles;
use crate::team::Team;

const TEAM: &str = r#"
//- /.opencode/agents/lead.md
---
description: Leads.
---
Hand the plan to @plan<|>ner, and the rest to @nobody-yet.
//- /opencode.json
{"agent": {
  "planner": {"mode": "subagent", "color": "warning", "prompt": "Let @critic read it."},
  "critic": {"mode": "sub", "prompt": "Ask @planner."}
}}
"#;

#[test]
fn what_is_typed_in_settings_is_known_elsewhere() {
    let team = Team::new(TEAM);
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let (here, cursor) = team.here();
    let settings = uri(&team.path("opencode.json"));
    session.eventually("the definition", |session| {
        let leads = session.definitions(&here, &cursor);
        (leads == [settings.clone()]).then_some(())
    });
    assert!(
        session
            .hover_text(&here, &cursor)
            .contains("**planner** · agent")
    );

    session.open_file(&team.path("opencode.json"));
    assert_eq!(session.pull(&settings), ["unknown-value"]);
    let critic = position(1, 76);
    let leads = session.ask("textDocument/definition", at(&settings, &critic));
    assert_eq!(leads[0]["targetSelectionRange"]["start"], position(2, 3));
    let lenses = session.ask(
        "textDocument/codeLens",
        json!({"textDocument": {"uri": settings}}),
    );
    let titles = lenses.as_array().expect("lenses").iter().map(|lens| {
        let lens = session.ask("codeLens/resolve", lens.clone());
        lens["command"]["title"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    });
    assert_eq!(
        titles.collect::<Vec<_>>(),
        ["used by 2 agents", "used by 1 agent"]
    );

    // All that changes in one document is one edit of it, as it is now.
    let place = at(&here, &cursor);
    let params = json!({"textDocument": place["textDocument"], "position": place["position"],
        "newName": "drafter"});
    let edit = session.ask("textDocument/rename", params);
    let changes = edit["documentChanges"].as_array().expect("changes");
    let changed = changes.iter().map(|it| {
        let document = &it["textDocument"];
        let count = it["edits"].as_array().map_or(0, Vec::len);
        (
            document["uri"].as_str().unwrap_or_default().to_owned(),
            document["version"].clone(),
            count,
        )
    });
    let expected = [(here.clone(), json!(1), 1), (settings.clone(), json!(1), 2)];
    assert_eq!(changed.collect::<Vec<_>>(), expected);

    // A name that is typed is known at once, and one that is gone is not.
    let typed = "{\"agent\": {\"drawer\": {\"mode\": \"subagent\"}}}";
    session.replace(&settings, 2, typed);
    assert!(session.definitions(&here, &cursor).is_empty());
    assert!(session.pull(&settings).is_empty());
    assert!(
        session
            .labels(&here, &cursor)
            .contains(&"drawer".to_owned())
    );

    // What the buffer said is forgotten with it, and what the disk says holds again.
    session.close(&settings);
    session.eventually("the definition", |session| {
        (session.definitions(&here, &cursor) == [settings.clone()]).then_some(())
    });
    std::fs::remove_file(team.path("opencode.json")).expect("it is there");
    session.disk_changed(&team.path("opencode.json"), 3);
    session.eventually("that it is gone", |session| {
        session.definitions(&here, &cursor).is_empty().then_some(())
    });
    session.finish();
}
