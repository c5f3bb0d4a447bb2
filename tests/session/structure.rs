//! What a file is made of, and what is shown in it.

use serde_json::{Value, json};

use crate::client::{Editor, Session, at, position, uri};
use crate::profiles;
use crate::team::Team;

/// Two agents and a skill; the first mentions the others.
const TEAM: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
model: opus
skills: [ship]
---
# Work

🦀 Ask `wri<|>ter`, then @writer; see `docs/guide.md`.

- one
- two

## Then

Run /ship.
//- /.claude/agents/writer.md
---
name: writer
description: Writes things down.
tools: Read
---
# Wording
//- /.claude/skills/ship/SKILL.md
---
name: ship
description: Releases.
---
//- /docs/guide.md
# Guide
";

fn start(team: &Team, capabilities: Value) -> Session {
    let mut session = Editor::like(capabilities).folder(&team.root()).start();
    session.open_file(team.file());
    let (here, cursor) = team.here();
    session.eventually("the other agent", |session| {
        let found = session.ask("textDocument/definition", at(&here, &cursor));
        found
            .as_array()
            .is_some_and(|found| !found.is_empty())
            .then_some(())
    });
    session
}

fn document(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}})
}

fn names(symbols: &Value) -> Vec<&str> {
    let symbols = symbols.as_array().map(Vec::as_slice).unwrap_or_default();
    symbols
        .iter()
        .filter_map(|symbol| symbol["name"].as_str())
        .collect()
}

/// Start and end as `line:column`.
fn range(range: &Value) -> String {
    let [start, end] = ["start", "end"].map(|end| {
        let position = &range[end];
        format!("{}:{}", position["line"], position["character"])
    });
    format!("{start}-{end}")
}

fn ranges(found: &Value) -> Vec<String> {
    let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
    found.iter().map(|it| range(&it["range"])).collect()
}

#[test]
fn the_outline_is_a_tree_or_a_list_as_the_editor_likes() {
    let team = Team::new(TEAM);
    let here = uri(team.file());
    let trees = json!({"textDocument": {
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
    }});
    let mut session = start(&team, trees);
    let symbols = session.ask("textDocument/documentSymbol", document(&here));
    assert_eq!(names(&symbols), ["front matter", "Work"]);
    let fields = &symbols[0]["children"];
    assert_eq!(names(fields), ["name", "description", "model", "skills"]);
    assert_eq!(fields[2]["detail"], "opus");
    assert_eq!(range(&fields[2]["selectionRange"]), "3:0-3:5");
    assert_eq!(names(&symbols[1]["children"]), ["Then"]);
    assert_eq!(range(&symbols[1]["range"]), "6:0-15:10");
    session.finish();

    let mut session = start(&team, profiles::plain());
    let symbols = session.ask("textDocument/documentSymbol", document(&here));
    assert_eq!(
        names(&symbols),
        [
            "front matter",
            "name",
            "description",
            "model",
            "skills",
            "Work",
            "Then"
        ]
    );
    assert_eq!(symbols[6]["containerName"], "Work");
    assert_eq!(symbols[6]["location"]["uri"], here);
    session.finish();
}

#[test]
fn a_few_letters_find_definitions_and_headings() {
    let team = Team::new(TEAM);
    let mut session = start(&team, profiles::vs_code());
    let found = session.eventually("both", |session| {
        let found = session.ask("workspace/symbol", json!({"query": "write"}));
        (names(&found) == ["writer"]).then_some(found)
    });
    assert_eq!(range(&found[0]["location"]["range"]), "1:6-1:12");
    let uri = team.uri(".claude/agents/writer.md");
    assert_eq!(found[0]["location"]["uri"], uri);
    let found = session.ask("workspace/symbol", json!({"query": "wo"}));
    assert_eq!(names(&found), ["Work", "Wording"]);
    let found = session.ask("workspace/symbol", json!({"query": ""}));
    assert_eq!(names(&found), ["lead", "ship", "writer"]);
    session.finish();
}

#[test]
fn lines_fold_and_columns_are_told_only_to_editors_that_use_them() {
    let team = Team::new(TEAM);
    let here = uri(team.file());
    let lines = json!({"textDocument": {"foldingRange": {"lineFoldingOnly": true}}});
    let mut session = start(&team, lines);
    let folds = session.ask("textDocument/foldingRange", document(&here));
    let expected = json!([
        {"startLine": 0, "endLine": 5, "kind": "region"},
        {"startLine": 6, "endLine": 15, "kind": "region"},
        {"startLine": 10, "endLine": 11},
        {"startLine": 13, "endLine": 15, "kind": "region"},
    ]);
    assert_eq!(folds, expected);
    session.finish();

    let mut session = start(&team, profiles::plain());
    let folds = session.ask("textDocument/foldingRange", document(&here));
    assert_eq!(folds[2]["startCharacter"], 5);
    assert_eq!(folds[2]["endCharacter"], 5);
    session.finish();
}

#[test]
fn a_selection_grows() {
    let team = Team::new(TEAM);
    let (here, cursor) = team.here();
    let mut session = start(&team, profiles::vs_code());
    let params = json!({
        "textDocument": {"uri": here},
        "positions": [cursor, position(99, 99)],
    });
    let found = session.ask("textDocument/selectionRange", params);
    let mut grown = Vec::new();
    let mut next = &found[0];
    while next.is_object() {
        grown.push(range(&next["range"]));
        next = &next["parent"];
    }
    assert_eq!(
        grown,
        ["8:8-8:14", "8:0-8:51", "6:0-15:10", "0:0-16:0"],
        "the name, the paragraph, the section, the file"
    );
    assert_eq!(found.as_array().map(Vec::len), Some(2));
    session.finish();
}

#[test]
fn a_path_is_a_link() {
    let team = Team::new(TEAM);
    let here = uri(team.file());
    let tooltips = json!({"textDocument": {"documentLink": {"tooltipSupport": true}}});
    let mut session = start(&team, tooltips);
    let links = session.ask("textDocument/documentLink", document(&here));
    assert_eq!(ranges(&links), ["8:36-8:49"]);
    assert_eq!(links[0]["target"], team.uri("docs/guide.md"));
    assert_eq!(links[0]["tooltip"], "docs/guide.md");
    session.finish();
}

#[test]
fn a_link_to_a_heading_leads_to_its_line_and_its_heading_leads_back() {
    let text = "//- /CLAUDE.md\n# Us\n\n[a](#th<|>en) [b](docs/x.md#over-there)\n\n## Then\n\n//- /docs/x.md\n# X\n\n## Over there\n";
    let team = Team::new(text);
    let (here, cursor) = team.here();
    let editor = Editor::like(profiles::vs_code()).folder(&team.root());
    let mut session = editor.start();
    session.open_file(team.file());
    let links = session.ask("textDocument/documentLink", document(&here));
    let targets: Vec<&Value> = links
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["target"])
        .collect();
    let own = format!("{here}#L5");
    let other = format!("{}#L3", team.uri("docs/x.md"));
    assert!(targets.contains(&&json!(own)), "{targets:?}");
    assert!(targets.contains(&&json!(other)), "{targets:?}");
    let found = session.ask("textDocument/definition", at(&here, &cursor));
    assert_eq!(found[0]["targetRange"]["start"], position(4, 0));
    let found = session.ask("textDocument/definition", at(&here, &position(2, 30)));
    assert_eq!(found[0]["targetRange"]["end"], position(2, 13));
    let found = session.ask("textDocument/documentHighlight", at(&here, &position(4, 4)));
    assert_eq!(ranges(&found), ["2:1-2:2", "2:4-2:9", "4:0-4:7"]);
    let mut rename = at(&here, &position(4, 4));
    rename["newName"] = json!("Later on");
    let changes = session.ask("textDocument/rename", rename);
    let edits = changes["documentChanges"][0]["edits"].as_array().unwrap();
    let texts: Vec<&Value> = edits.iter().map(|edit| &edit["newText"]).collect();
    assert_eq!(texts, ["later-on", "Later on"]);
    session.finish();
}

#[test]
fn the_places_that_name_the_same_are_highlighted() {
    let team = Team::new(TEAM);
    let (here, cursor) = team.here();
    let mut session = start(&team, profiles::vs_code());
    let found = session.ask("textDocument/documentHighlight", at(&here, &cursor));
    assert_eq!(ranges(&found), ["8:8-8:14", "8:23-8:29"]);
    let found = session.ask("textDocument/documentHighlight", at(&here, &position(1, 8)));
    assert_eq!(ranges(&found), ["1:6-1:10"]);
    session.finish();
}

#[test]
fn names_have_colours_and_an_edit_changes_only_some() {
    let team = Team::new(TEAM);
    let here = uri(team.file());
    let mut session = start(&team, profiles::vs_code());
    let legend = &session.hello["capabilities"]["semanticTokensProvider"]["legend"];
    assert_eq!(legend["tokenTypes"][0], "class");
    let numbers = |tokens: &Value| {
        let numbers = tokens["data"].as_array().cloned().unwrap_or_default();
        assert_eq!(numbers.len() % 5, 0);
        numbers
    };
    let (full, before) = session.eventually("the skill", |session| {
        let full = session.ask("textDocument/semanticTokens/full", document(&here));
        let before = numbers(&full);
        // Four fields, the own name, a model, a skill, an agent twice, and the skill again.
        (before.len() == 10 * 5).then_some((full, before))
    });
    assert_eq!(
        before[45..],
        [json!(7), json!(5), json!(4), json!(1), json!(0)]
    );

    let params = json!({
        "textDocument": {"uri": here},
        "range": {"start": position(8, 0), "end": position(9, 0)},
    });
    let some = session.ask("textDocument/semanticTokens/range", params);
    assert_eq!(
        numbers(&some)[..5],
        [json!(8), json!(8), json!(6), json!(0), json!(0)]
    );
    assert_eq!(numbers(&some).len(), 2 * 5);

    let edit = json!({"start": position(15, 0), "end": position(15, 3)});
    session.change(&here, 2, json!({"range": edit, "text": "Go to"}));
    let ask = |session: &mut Session, previous: &Value| {
        session.ask(
            "textDocument/semanticTokens/full/delta",
            json!({"textDocument": {"uri": here}, "previousResultId": previous}),
        )
    };
    let delta = ask(&mut session, &full["resultId"]);
    let expected = json!([{"start": 45, "deleteCount": 5, "data": [7, 7, 4, 1, 0]}]);
    assert_eq!(delta["edits"], expected);
    let again = ask(&mut session, &delta["resultId"]);
    assert_eq!(again["edits"], json!([]));
    let unknown = ask(&mut session, &json!("of long ago"));
    assert_eq!(numbers(&unknown).len(), before.len());
    session.finish();
}

#[test]
fn a_colour_has_a_swatch_and_a_picked_one_becomes_the_nearest_that_the_program_has() {
    let team = Team::new(
        "
//- /.claude/agents/lead.md
---
name: le<|>ad
description: 🦀 Plans.
color: purple
---
",
    );
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let (here, _) = team.here();
    let found = session.ask("textDocument/documentColor", document(&here));
    assert_eq!(range(&found[0]["range"]), "3:7-3:13");
    let part = |part: &str| (found[0]["color"][part].as_f64().unwrap_or_default() * 255.0).round();
    assert_eq!(["red", "green", "blue"].map(part), [130.0, 125.0, 189.0]);
    assert_eq!(found[1], Value::Null);
    let mut params = document(&here);
    params["range"] = found[0]["range"].clone();
    params["color"] = json!({"red": 0.9, "green": 0.1, "blue": 0.2, "alpha": 1});
    let ways = session.ask("textDocument/colorPresentation", params);
    assert_eq!(ways[0]["label"], "red");
    assert_eq!(ways[0]["textEdit"]["newText"], "red");
    assert_eq!(range(&ways[0]["textEdit"]["range"]), "3:7-3:13");
    session.finish();
}

#[test]
fn a_hover_links_to_the_file() {
    let team = Team::new(TEAM);
    let mut session = start(&team, profiles::vs_code());
    let (here, cursor) = team.here();
    let shown = session.hover_text(&here, &cursor);
    let link = format!(
        "[.claude/agents/writer.md]({})",
        team.uri(".claude/agents/writer.md")
    );
    assert!(shown.contains(&link), "{shown}");
    session.finish();
}

#[test]
fn hints_say_what_is_not_written_unless_they_are_turned_off() {
    let team = Team::new(TEAM);
    let here = uri(team.file());
    let hints = |options: Value, end: u32| {
        let editor = Editor::like(profiles::vs_code()).options(options);
        let mut session = editor.folder(&team.root()).start();
        session.open_file(team.file());
        let params = json!({
            "textDocument": {"uri": here},
            "range": {"start": position(0, 0), "end": position(end, 0)},
        });
        let hints = session.ask("textDocument/inlayHint", params);
        session.finish();
        let hints = hints.as_array().cloned().unwrap_or_default();
        let shown = hints.iter().map(|hint| {
            let label = hint["label"].as_str().unwrap_or_default();
            let start = label.split([' ', ':']).next().unwrap_or_default();
            format!(
                "{}:{} {start}",
                hint["position"]["line"], hint["position"]["character"]
            )
        });
        shown.collect::<Vec<_>>()
    };
    assert_eq!(hints(Value::Null, 99), ["3:11 =", "5:3 tools"]);
    assert_eq!(hints(Value::Null, 4), ["3:11 ="]);
    let off = json!({"inlayHints": {"models": false}});
    assert_eq!(hints(off, 99), ["5:3 tools"]);
}

#[test]
fn users_are_counted_over_a_definition_when_it_is_seen() {
    let team = Team::new(TEAM);
    let writer = team.uri(".claude/agents/writer.md");
    let mut session = start(&team, profiles::vs_code());
    let lenses = session.ask("textDocument/codeLens", document(&writer));
    assert_eq!(ranges(&lenses), ["1:6-1:12"]);
    assert_eq!(lenses[0].get("command"), None, "that comes later");
    let lens = session.ask("codeLens/resolve", lenses[0].clone());
    assert_eq!(lens["command"]["title"], "used by 1 agent");
    assert_eq!(lens["command"]["command"], "dossier.showReferences");
    let arguments = &lens["command"]["arguments"];
    assert_eq!(arguments[0], writer);
    assert_eq!(arguments[1], position(1, 6));
    assert_eq!(ranges(&arguments[2]), ["8:8-8:14", "8:23-8:29"]);

    let lead = uri(team.file());
    let lenses = session.ask("textDocument/codeLens", document(&lead));
    let lens = session.ask("codeLens/resolve", lenses[0].clone());
    assert_eq!(lens["command"]["title"], "not used by any agent");
    session.finish();

    let editor = Editor::like(profiles::vs_code()).options(json!({"codeLens": false}));
    let mut session = editor.folder(&team.root()).start();
    session.open_file(team.file());
    assert_eq!(
        session.ask("textDocument/codeLens", document(&lead)),
        json!([])
    );
    session.finish();
}

#[test]
fn a_file_that_is_no_agent_file_has_nothing_of_all_this() {
    let team = Team::new(TEAM);
    let guide = team.uri("docs/guide.md");
    let mut session = start(&team, profiles::vs_code());
    session.open(&guide, "# Guide\n\n- a\n- b\n");
    let here = position(0, 3);
    let range = json!({"start": position(0, 0), "end": position(9, 0)});
    for (method, more) in [
        ("textDocument/documentSymbol", json!({})),
        ("textDocument/foldingRange", json!({})),
        ("textDocument/selectionRange", json!({"positions": [here]})),
        ("textDocument/documentLink", json!({})),
        ("textDocument/documentHighlight", json!({"position": here})),
        ("textDocument/semanticTokens/full", json!({})),
        ("textDocument/semanticTokens/range", json!({"range": range})),
        (
            "textDocument/semanticTokens/full/delta",
            json!({"previousResultId": "1"}),
        ),
        ("textDocument/inlayHint", json!({"range": range})),
        ("textDocument/codeLens", json!({})),
    ] {
        let mut params = document(&guide);
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        let found = session.ask(method, params);
        assert!(
            found == Value::Null || found == json!([]),
            "{method}: {found}"
        );
    }
    session.finish();
}
