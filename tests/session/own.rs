//! Requests of our own, as the extension for VS Code makes them.

use serde_json::{Value, json};

use crate::client::{Editor, Session, position};
use crate::profiles;
use crate::team::Team;

const TEAM: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
---
Hand drafts to `wri<|>ter`, then run /ship.
//- /.claude/agents/writer.md
---
description: Writes 🦀 things down.
name: writer
---
//- /.claude/skills/ship/SKILL.md
---
name: ship
description: Releases.
---
//- /docs/guide.md
# Guide
";

/// A session that has seen the whole team.
fn started() -> (Team, Session) {
    let team = Team::new(TEAM);
    let editor = Editor::like(profiles::vs_code()).folder(&team.root());
    let mut session = editor.start();
    session.open_file(team.file());
    session.eventually("the team", |session| {
        let found = session.ask("dossier/team", Value::Null);
        (found.as_array()?.len() == 3).then_some(())
    });
    (team, session)
}

#[test]
fn a_file_is_described_and_other_markdown_is_not() {
    let (team, mut session) = started();
    let mut describe = |path: &str| {
        let uri = team.uri(path);
        session.ask("dossier/describeFile", json!({ "uri": uri }))
    };
    let lead = describe(".claude/agents/lead.md");
    assert_eq!(lead["kind"], "agent");
    assert_eq!(lead["dialect"], "Claude Code");
    assert_eq!(lead["readers"][0], "Visual Studio Code");
    assert_eq!(lead["ignored"], json!([]));
    assert_eq!(lead["plugin"], Value::Null);
    assert_eq!(lead["loaded"], true);
    assert_eq!(describe("docs/guide.md"), Value::Null);
    assert_eq!(describe("docs/nothing.md"), Value::Null);
    session.finish();
}

#[test]
fn the_picture_comes_with_the_page_that_shows_it() {
    let (team, mut session) = started();
    let picture = session.ask("dossier/picture", Value::Null);
    let svg = picture["svg"].as_str().unwrap_or_default();
    assert_eq!(svg.matches("data-node=").count(), 3, "{svg}");
    let lead = &picture["team"]["nodes"][0];
    assert_eq!(lead["path"], json!(team.path(".claude/agents/lead.md")));
    let link = &picture["team"]["links"][0]["places"][0];
    assert_eq!(
        link["said"],
        json!(["Hand drafts to `", "writer", "`, then run /ship."])
    );
    let page = session.ask("dossier/picturePage", Value::Null);
    for part in ["body", "style", "script"] {
        assert!(page[part].is_string(), "{part}");
    }
    session.finish();
}

#[test]
fn the_picture_is_shown_in_a_browser() {
    let (_team, mut session) = started();
    let params = json!({"command": "dossier.openPicture", "arguments": []});
    assert_eq!(session.ask("workspace/executeCommand", params), Value::Null);
    let asked = session.wait_for_method("window/showDocument");
    assert_eq!(asked["params"]["external"], true);
    let uri = asked["params"]["uri"].as_str().unwrap_or_default();
    assert!(
        uri.starts_with("file://") && uri.ends_with(".html"),
        "{uri}"
    );
    session.finish();
}

#[test]
fn the_team_is_listed_with_places() {
    let (team, mut session) = started();
    let found = session.ask("dossier/team", Value::Null);
    let names: Vec<_> = found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| Some(format!("{} {}", it["kind"].as_str()?, it["name"].as_str()?)))
        .collect();
    assert_eq!(names, ["agent lead", "agent writer", "skill ship"]);
    assert_eq!(found[1]["uri"], team.uri(".claude/agents/writer.md"));
    assert_eq!(found[1]["description"], "Writes 🦀 things down.");
    assert_eq!(
        found[1]["range"],
        json!({"start": position(2, 6), "end": position(2, 12)})
    );
    session.finish();
}

#[test]
fn the_graph_is_that_of_the_command_line() {
    let (team, mut session) = started();
    let graph = session.ask("dossier/graph", Value::Null);
    assert_eq!(graph["version"], 1);
    let path = |path: &str| json!(team.path(path));
    let lead = path(".claude/agents/lead.md");
    assert_eq!(graph["nodes"][0]["id"], lead);
    assert_eq!(graph["nodes"].as_array().map(Vec::len), Some(3));
    assert_eq!(graph["edges"][0]["from"], lead);
    assert_eq!(graph["edges"][0]["to"], path(".claude/agents/writer.md"));
    assert_eq!(graph["edges"][0]["range"]["start"], position(4, 16));
    assert_eq!(
        graph["edges"][1]["to"],
        path(".claude/skills/ship/SKILL.md")
    );
    session.finish();
}

#[test]
fn a_new_file_has_places_and_a_template() {
    let (team, mut session) = started();
    let (near, _) = team.here();
    let params = |kind: &str, name: &str| json!({"kind": kind, "name": name, "near": near});
    let new = session.ask("dossier/newFile", params("agent", "tester"));
    assert_eq!(
        new["places"][0],
        json!({"uri": team.uri(".claude/agents/tester.md"), "user": false})
    );
    assert_eq!(new["places"][1]["user"], true);
    assert_eq!(new["places"].as_array().map(Vec::len), Some(2));
    let text = new["text"].as_str().unwrap_or_default();
    assert!(text.starts_with("---\nname: ${1:tester}\n"), "{text}");

    let why = |session: &mut Session, params: Value| {
        let id = session.request("dossier/newFile", params);
        let error = session.answer(id).expect_err("it is refused");
        error["message"].as_str().unwrap_or_default().to_owned()
    };
    assert!(why(&mut session, params("agent", "a b")).contains("can't be a name"));
    assert!(why(&mut session, params("memory", "notes")).contains("no template"));
    assert!(why(&mut session, params("pizza", "notes")).contains("pizza"));
    let nameless = json!({"kind": "command", "name": "", "near": "untitled:x"});
    assert!(why(&mut session, nameless).contains("can't be a name"));
    session.finish();
}

/// What a tree shows beneath entries: icons, labels, and what is beneath them already.
fn level(session: &mut Session, by: &str, of: &Value) -> Vec<String> {
    fn note(entry: &Value, indent: usize, shown: &mut Vec<String>) {
        let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        let line = format!("{} {} | {}", text("icon"), text("label"), text("detail"));
        shown.push("  ".repeat(indent) + &line);
        for child in entry["children"].as_array().into_iter().flatten() {
            note(child, indent + 1, shown);
        }
    }
    let found = session.ask("dossier/teamTree", json!({"by": by, "of": [of]}));
    let mut shown = Vec::new();
    for entry in found[0].as_array().into_iter().flatten() {
        note(entry, 0, &mut shown);
    }
    shown
}

#[test]
fn the_tree_has_groups_members_and_places() {
    let (team, mut session) = started();
    assert_eq!(
        level(&mut session, "kind", &Value::Null),
        ["agent Agents | 2", "skill Skills | 1"]
    );
    assert_eq!(
        level(&mut session, "folder", &Value::Null),
        ["folder .claude/agents | 2", "folder .claude/skills | 1"]
    );
    assert_eq!(
        level(&mut session, "plugin", &json!("project")),
        [
            "agent lead | Plans the work.",
            "agent writer | Writes 🦀 things down.",
            "skill ship | Releases."
        ]
    );
    let writer = team.path(".claude/agents/writer.md");
    let id = format!("file:{}", writer.display());
    assert_eq!(
        level(&mut session, "kind", &json!(id)),
        [
            "used-by used by | 1",
            "  agent lead | Hand drafts to writer, then run /ship."
        ]
    );
    let params = json!({"by": "kind", "of": ["kind:agent", id, "kind:gone"]});
    let levels = session.ask("dossier/teamTree", params);
    let member = &levels[0][1];
    assert_eq!(member["place"]["uri"], team.uri(".claude/agents/writer.md"));
    assert_eq!(member["about"]["range"]["start"], position(2, 6));
    assert_eq!(member["about"]["hasName"], true);
    assert_eq!(member["beneath"], "closed");
    let user = &levels[1][0]["children"][0];
    assert_eq!(user["place"]["uri"], team.uri(".claude/agents/lead.md"));
    assert_eq!(user["place"]["range"]["start"], position(4, 16));
    assert_eq!(user["beneath"], "nothing");
    assert_eq!(levels[2], json!([]));
    session.finish();
}

#[test]
fn findings_are_counted_for_the_tree() {
    let (team, mut session) = started();
    let id = format!("file:{}", team.path(".claude/agents/lead.md").display());
    let lead = team.uri(".claude/agents/lead.md");
    let text = team.text(".claude/agents/lead.md");
    let broken = text.replace("name: lead\n", "name: lead\ntools: Raed\n");
    session.replace(&lead, 2, &broken);
    let found = session.ask("dossier/teamFindings", json!({"by": "kind"}));
    let of = |id: &str| {
        let mut all = found.as_array().into_iter().flatten();
        all.find(|it| it["id"] == id).cloned().unwrap_or_default()
    };
    assert_eq!(of(&id)["errors"], 1, "{found}");
    assert_eq!(of("kind:agent")["errors"], 1, "{found}");
    assert_eq!(of("kind:skill"), Value::Null, "{found}");
    session.finish();
}

#[test]
fn whoever_wants_to_hears_that_the_team_changed() {
    let team = Team::new(TEAM);
    let mut capabilities = profiles::vs_code();
    capabilities["experimental"] = json!({"dossier": {"teamChanged": true}});
    let mut session = Editor::like(capabilities).folder(&team.root()).start();
    session.open_file(team.file());
    session.wait_for_method("dossier/teamChanged");
    session.eventually("the team", |session| {
        (level(session, "kind", &Value::Null).len() == 2).then_some(())
    });
    let path = team.write(
        ".claude/agents/scout.md",
        "---\nname: scout\ndescription: Looks ahead.\n---\nLook.\n",
    );
    session.disk_changed(&path, 1);
    session.wait_for_method("dossier/teamChanged");
    session.eventually("the new agent", |session| {
        let agents = level(session, "kind", &json!("kind:agent"));
        (agents.len() == 3).then_some(())
    });
    session.finish();
}

#[test]
fn why_a_file_is_loaded_is_said_in_words() {
    let (team, mut session) = started();
    let mut why = |path: &str| session.ask("dossier/why", json!({"uri": team.uri(path)}));
    let said = why(".claude/agents/lead.md");
    let said = said.as_str().unwrap_or_default();
    assert!(
        said.starts_with("lead, an agent\n  .claude/agents/lead.md\n"),
        "{said}"
    );
    assert!(said.contains("looks for it here"), "{said}");
    assert_eq!(why("docs/guide.md"), Value::Null);
    session.finish();
}
