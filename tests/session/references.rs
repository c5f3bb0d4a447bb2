//! Who names whom: references, rename and the call hierarchy, as editors ask for them.

use serde_json::{Value, json};

use crate::client::{Editor, Session, at};
use crate::profiles;
use crate::team::Team;

const TEAM: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
tools: Read, Agent(ml-engineer)
---
Delegate training to ml-en<|>gineer, see [the file](ml-engineer.md).
Grüße, 🦀: ask `ml-engineer`.
//- /.claude/agents/ml-engineer.md
---
name: ml-engineer
description: Trains models.
---
Use `/evaluate`, and escalate to lead.
//- /.claude/skills/evaluate/SKILL.md
---
name: evaluate
description: Judges models.
---
";

/// A session with the team, once it knows the mention under the cursor.
fn started(profile: Value) -> (Team, Session, Value) {
    let team = Team::new(TEAM);
    let mut session = Editor::like(profile).folder(&team.root()).start();
    session.open_file(team.file());
    let (here, cursor) = team.here();
    session.eventually("the definition", |session| {
        (!session.definitions(&here, &cursor).is_empty()).then_some(())
    });
    let place = at(&here, &cursor);
    (team, session, place)
}

fn with(place: &Value, key: &str, value: Value) -> Value {
    let mut params = place.clone();
    params[key] = value;
    params
}

#[test]
fn references_are_found_in_every_file() {
    let (team, mut session, place) = started(profiles::vs_code());
    let mut count = |declaration: bool| {
        let context = json!({ "includeDeclaration": declaration });
        let found = session.ask("textDocument/references", with(&place, "context", context));
        let found = found.as_array().expect("a list of places").clone();
        let lead = team.uri(".claude/agents/lead.md");
        let elsewhere = found.iter().filter(|it| it["uri"] != lead.as_str()).count();
        (found.len(), elsewhere)
    };
    assert_eq!(count(false), (5, 0));
    assert_eq!(count(true), (6, 1));
    session.finish();
}

#[test]
fn a_rename_reaches_every_mention_and_the_file() {
    let (team, mut session, place) = started(profiles::vs_code());
    let prepared = session.ask("textDocument/prepareRename", place.clone());
    assert_eq!(prepared["placeholder"], "ml-engineer");
    let edit = session.ask(
        "textDocument/rename",
        with(&place, "newName", json!("trainer-bot")),
    );
    let changes = edit["documentChanges"]
        .as_array()
        .expect("changes in order");
    let edits: usize = changes
        .iter()
        .filter_map(|change| change["edits"].as_array())
        .map(Vec::len)
        .sum();
    assert_eq!(edits, 5, "{edit}");
    let moved = changes.last().expect("a change");
    assert_eq!(moved["kind"], "rename");
    assert_eq!(moved["newUri"], team.uri(".claude/agents/trainer-bot.md"));
    session.finish();
}

#[test]
fn an_editor_that_moves_no_files_gets_the_edits_alone() {
    let (team, mut session, place) = started(profiles::plain());
    let edit = session.ask(
        "textDocument/rename",
        with(&place, "newName", json!("trainer-bot")),
    );
    let changes = edit["changes"].as_object().expect("changes by file");
    assert!(
        changes.contains_key(&team.uri(".claude/agents/lead.md")),
        "{edit}"
    );
    assert!(!edit.to_string().contains("trainer-bot.md"), "{edit}");
    session.finish();
}

#[test]
fn a_refused_name_is_an_error_that_says_why() {
    let (_team, mut session, place) = started(profiles::vs_code());
    let id = session.request("textDocument/rename", with(&place, "newName", json!("a:b")));
    let error = session.answer(id).expect_err("the name is refused");
    assert_eq!(error["code"], -32803);
    assert!(
        error["message"]
            .as_str()
            .expect("a reason")
            .contains("no valid name"),
        "{error}"
    );
    session.finish();
}

#[test]
fn a_file_that_is_renamed_in_the_explorer_takes_its_mentions_along() {
    let (team, mut session, _) = started(profiles::vs_code());
    let files = json!([{
        "oldUri": team.uri(".claude/agents/ml-engineer.md"),
        "newUri": team.uri(".claude/agents/trainer-bot.md"),
    }]);
    let edit = session.ask("workspace/willRenameFiles", json!({ "files": files }));
    let text = edit.to_string();
    assert_eq!(text.matches("\"trainer-bot\"").count(), 4, "{edit}");
    assert_eq!(text.matches("\"trainer-bot.md\"").count(), 1, "{edit}");
    session.finish();
}

#[test]
fn work_is_handed_up_and_down() {
    let (_team, mut session, place) = started(profiles::vs_code());
    let items = session.ask("textDocument/prepareCallHierarchy", place);
    let item = items[0].clone();
    assert_eq!(item["name"], "ml-engineer");
    let mut names = |method: &str, side: &str| {
        let calls = session.ask(method, json!({ "item": item }));
        let calls = calls.as_array().expect("calls").clone();
        let name = |call: &Value| call[side]["name"].as_str().map(str::to_owned);
        calls.iter().filter_map(name).collect::<Vec<_>>()
    };
    assert_eq!(names("callHierarchy/incomingCalls", "from"), ["lead"]);
    assert_eq!(
        names("callHierarchy/outgoingCalls", "to"),
        ["lead", "evaluate"]
    );
    session.finish();
}

#[test]
fn the_file_moves_in_every_editor_that_can_move_files() {
    for profile in [profiles::vs_code(), profiles::neovim(), profiles::helix()] {
        let (team, mut session, place) = started(profile);
        let edit = session.ask(
            "textDocument/rename",
            with(&place, "newName", json!("trainer")),
        );
        let changes = edit["documentChanges"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let moved = changes.iter().find(|change| change["kind"] == "rename");
        let moved = moved.expect("the file moves");
        assert_eq!(
            moved["newUri"],
            team.uri(".claude/agents/trainer.md").as_str()
        );
        session.finish();
    }
}

#[test]
fn what_is_moved_is_followed_from_every_text_of_the_repository() {
    let team = Team::new(
        "
//- /.git/HEAD
ref: refs/heads/main
//- /.gitignore
build/
//- /CLAUDE.md
@docs/style.md and <|>more.
//- /README.md
Grüße 🦀 [style](docs/style.md#tone), `.claude/skills/deploy/run.sh`
//- /build/README.md
[style](../docs/style.md)
//- /docs/style.md
Be brief, as [here](../README.md).
//- /.claude/skills/deploy/SKILL.md
---
name: deploy
description: Deploys.
---
//- /.claude/skills/deploy/run.sh
echo
",
    );
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let mut moved = |from: &str, to: &str| {
        let files = json!([{ "oldUri": team.uri(from), "newUri": team.uri(to) }]);
        let edit = session.ask("workspace/willRenameFiles", json!({ "files": files }));
        let changes = edit["documentChanges"].as_array().cloned();
        let files = changes.unwrap_or_default().into_iter().map(|change| {
            let uri = change["textDocument"]["uri"].as_str().unwrap_or_default();
            let name = uri.strip_prefix(&team.uri("")).unwrap_or(uri).to_owned();
            let edits = change["edits"].as_array().cloned().unwrap_or_default();
            let edits = edits.iter().map(|edit| {
                let start = &edit["range"]["start"];
                format!(
                    "{}:{} {}",
                    start["line"], start["character"], edit["newText"]
                )
            });
            (name, edits.collect::<Vec<_>>())
        });
        files.collect::<Vec<_>>()
    };
    let one = |file: &str, edit: &str| (file.to_owned(), vec![edit.to_owned()]);
    assert_eq!(
        moved("docs/style.md", "docs/guides/tone.md"),
        [
            one("CLAUDE.md", "0:1 \"docs/guides/tone.md\""),
            one("README.md", "0:17 \"docs/guides/tone.md#tone\""),
            one("docs/style.md", "0:20 \"../../README.md\""),
        ]
    );
    assert_eq!(
        moved(".claude/skills/deploy", ".claude/skills/release"),
        [
            one(".claude/skills/deploy/SKILL.md", "1:6 \"release\""),
            one("README.md", "0:39 \".claude/skills/release/run.sh\""),
        ]
    );
    session.finish();
}
