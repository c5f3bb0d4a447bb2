//! No edit leaves the workspace because a link or a text leads out of it.

use std::os::unix::fs::symlink;

use serde_json::json;

use crate::client::{Editor, Session, at, position};
use crate::profiles;
use crate::team::Team;

const LEAD: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Leads.
---
[new](../../link/new.md), [near](near.md), ask `agent-one`.
//- /.claude/agents/agent-one.md
---
name: agent-one
description: Works.
---
";

/// The files that code actions for the first line of the body make.
fn made(session: &mut Session, uri: &str) -> Vec<String> {
    let range = json!({"start": position(4, 0), "end": position(4, 60)});
    let found = session.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": uri}, "range": range, "context": {"diagnostics": []}}),
    );
    let found = found.as_array().cloned().unwrap_or_default();
    let changes = found
        .iter()
        .filter_map(|it| it["edit"]["documentChanges"].as_array());
    let made = changes.flatten().filter(|it| it["kind"] == "create");
    let uris = made.filter_map(|it| it["uri"].as_str());
    // Rules can be turned off in a file that is made for that.
    let agents = uris.filter(|uri| uri.ends_with(".md"));
    agents.map(str::to_owned).collect()
}

#[test]
fn no_file_is_offered_that_would_lie_outside_the_workspace() {
    let team = Team::new(LEAD);
    let outside = tempfile::tempdir().expect("a folder");
    symlink(outside.path(), team.path("link")).expect("a link");
    let lead = ".claude/agents/lead.md";
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(&team.path(lead));
    let made = made(&mut session, &team.uri(lead));
    assert_eq!(made, [team.uri(".claude/agents/near.md")]);
    session.finish();
}

#[test]
fn what_uses_a_name_outside_the_workspace_is_renamed_only_where_it_is_open() {
    let team = Team::new(LEAD);
    let outside = tempfile::tempdir().expect("a folder");
    let user = "---\nname: user\ndescription: Uses.\n---\nAsk `agent-one`.\n";
    std::fs::write(outside.path().join("user.md"), user).expect("a file");
    symlink(outside.path(), team.path(".claude/agents/ext")).expect("a link");
    let one = ".claude/agents/agent-one.md";
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(&team.path(one));
    let rename = |session: &mut Session| {
        let mut params = at(&team.uri(one), &position(1, 8));
        params["newName"] = json!("agent-two");
        session.ask("textDocument/rename", params).to_string()
    };
    let renamed = rename(&mut session);
    assert!(!renamed.contains("user.md"), "{renamed}");
    // Whoever opens the file wants it to be part of this.
    session.open_file(&team.path(".claude/agents/ext/user.md"));
    let renamed = rename(&mut session);
    assert!(renamed.contains("user.md"), "{renamed}");
    session.finish();
}
