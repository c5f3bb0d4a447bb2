use expect_test::{Expect, expect};

use super::*;

const LEAD: &str = "---
name: lead
description: Plans the work.
tools: Read, Wrte
---
🙂 Hand this to `writer`.
";

const WRITER: &str = "---
name: writer
description: Writes things down.
---
Write.
";

/// The same as a page asks for it.
fn ask(session: &mut Session, request: &Value) -> Value {
    let answer = session.answer_json(request.to_string().as_bytes());
    serde_json::from_str(&answer).unwrap()
}

/// A team of two, as the page opens it.
fn opened() -> Session {
    let mut session = Session::new();
    let files = json!({".claude/agents/lead.md": LEAD, ".claude/agents/writer.md": WRITER});
    let open = json!({"open": {"files": files, "today": "2026-11-23"}});
    assert_eq!(ask(&mut session, &open), json!({"ok": null}));
    session
}

fn at(line: u32, column: u32) -> Value {
    json!({"path": ".claude/agents/lead.md", "line": line, "column": column})
}

fn check(request: &Value, expected: &Expect) {
    expected.assert_eq(&ask(&mut opened(), request)["ok"].to_string());
}

#[test]
fn a_finding_is_told_by_path_with_its_fix() {
    let told = ask(&mut opened(), &json!("diagnostics"));
    let found = &told["ok"][".claude/agents/lead.md"][0];
    expect![[r#"{"fixes":[{"edits":[{"range":{"end":{"column":17,"line":3},"start":{"column":13,"line":3}},"text":"Write"}],"title":"Change to `Write`"},{"edits":[{"range":{"end":{"column":17,"line":3},"start":{"column":11,"line":3}},"text":""}],"title":"Remove `Wrte`"}],"message":"Unknown tool: Claude Code has no `Wrte` and drops it. Did you mean `Write`?","range":{"end":{"column":17,"line":3},"start":{"column":13,"line":3}},"related":[],"rule":"unknown-tool","severity":"error","tag":null}"#]].assert_eq(&found.to_string());
}

#[test]
fn a_name_leads_to_its_file_in_columns_of_a_page() {
    check(
        &json!({"definition": at(5, 19)}),
        &expect![[
            r#"[{"origin":{"end":{"column":23,"line":5},"start":{"column":17,"line":5}},"path":".claude/agents/writer.md","range":{"end":{"column":12,"line":1},"start":{"column":6,"line":1}}}]"#
        ]],
    );
}

#[test]
fn what_hover_says_is_html() {
    check(
        &json!({"hover": at(5, 19)}),
        &expect![[
            r#"{"doc":"<p><strong>writer</strong> · agent</p>\n<p>Writes things down.</p>\n<ul>\n<li>File: <code>.claude/agents/writer.md</code></li>\n<li>Used by 1 agent</li>\n</ul>\n","range":{"end":{"column":23,"line":5},"start":{"column":17,"line":5}}}"#
        ]],
    );
}

#[test]
fn tools_are_offered_with_their_documentation() {
    let told = ask(&mut opened(), &json!({"completion": at(3, 15)}));
    let items = told["ok"]["items"].as_array().unwrap();
    let write = items.iter().find(|it| it["label"] == "Write").unwrap();
    assert_eq!(write["replace"]["start"], json!({"line": 3, "column": 13}));
    assert!(write["doc"].as_str().unwrap().starts_with("<p>"));
}

#[test]
fn an_edit_is_seen_at_once() {
    let mut session = opened();
    let path = ".claude/agents/lead.md";
    let text = LEAD.replace("Wrte", "Write");
    ask(&mut session, &json!({"edit": {"path": path, "text": text}}));
    let told = ask(&mut session, &json!("diagnostics"));
    assert_eq!(told["ok"][path], json!([]));
}

#[test]
fn a_choice_of_rules_holds_as_soon_as_it_is_written() {
    let mut session = opened();
    let text = "[rules]\nunknown-tool = \"off\"\n";
    let edit = json!({"edit": {"path": "dossier.toml", "text": text}});
    ask(&mut session, &edit);
    let told = ask(&mut session, &json!("diagnostics"));
    assert_eq!(told["ok"][".claude/agents/lead.md"], json!([]));
}

#[test]
fn a_rename_moves_the_file_along() {
    let rename = json!({"rename": {"at": at(5, 19), "name": "scribe"}});
    check(
        &rename,
        &expect![[
            r#"{"edits":[{"asks":null,"path":".claude/agents/lead.md","range":{"end":{"column":23,"line":5},"start":{"column":17,"line":5}},"text":"scribe"},{"asks":null,"path":".claude/agents/writer.md","range":{"end":{"column":12,"line":1},"start":{"column":6,"line":1}},"text":"scribe"}],"moves":[[".claude/agents/writer.md",".claude/agents/scribe.md"]]}"#
        ]],
    );
}

#[test]
fn the_picture_knows_paths_of_the_page() {
    let told = ask(&mut opened(), &json!("picture"));
    let nodes = told["ok"]["team"]["nodes"].as_array().unwrap();
    let paths: Vec<_> = nodes.iter().map(|node| &node["path"]).collect();
    assert_eq!(
        paths,
        [".claude/agents/lead.md", ".claude/agents/writer.md"]
    );
    assert!(told["ok"]["svg"].as_str().unwrap().contains("writer"));
}

#[test]
fn what_is_no_request_or_lies_outside_is_answered_with_why() {
    let mut session = opened();
    let edit = json!({"edit": {"path": "../outside.md", "text": ""}});
    for (request, why) in [
        (&edit, "../outside.md is no path in the team"),
        (&json!("dance"), "unknown variant `dance`"),
    ] {
        let answer = ask(&mut session, request);
        assert!(
            answer["error"].as_str().unwrap().starts_with(why),
            "{answer}"
        );
    }
    let nowhere = json!({"hover": {"path": "none.md", "line": 9, "column": 9}});
    assert_eq!(ask(&mut session, &nowhere), json!({"ok": null}));
}

#[test]
fn texts_about_names_are_markdown_for_a_page_that_wants_it() {
    let mut session = Session::new();
    let files = json!({".claude/agents/lead.md": LEAD, ".claude/agents/writer.md": WRITER});
    let open = json!({"open": {"files": files, "today": "2026-11-23", "markup": "markdown"}});
    ask(&mut session, &open);
    let told = ask(&mut session, &json!({"hover": at(5, 19)}));
    let doc = told["ok"]["doc"].as_str().unwrap();
    assert!(doc.starts_with("**writer** · agent\n"), "{doc}");
}

#[test]
fn what_is_read_first_is_told_by_its_place() {
    let paths = json!([
        "docs/deep/guide.md",
        "src/main.rs",
        "README.md",
        ".claude/agents/lead.md",
        "dossier.toml",
        "package.json"
    ]);
    check(
        &json!({"wanted": paths}),
        &expect![[
            r#"{"first":[".claude/agents/lead.md","dossier.toml"],"then":["README.md","docs/deep/guide.md"]}"#
        ]],
    );
}

#[test]
fn what_changes_on_the_disk_is_read_again_but_for_what_is_open() {
    let mut session = opened();
    let lead = ".claude/agents/lead.md";
    let open = LEAD.replace("Wrte", "Write");
    ask(&mut session, &json!({"edit": {"path": lead, "text": open}}));
    let scribe = WRITER.replace("writer", "scribe");
    let change = json!({"change": {
        lead: "---\nname: other\n---\n",
        ".claude/agents/writer.md": null,
        ".claude/agents/scribe.md": scribe,
    }});
    assert_eq!(ask(&mut session, &change), json!({"ok": null}));
    let team = ask(&mut session, &json!("team"));
    let names: Vec<_> = team["ok"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(names, ["lead", "scribe"]);
    ask(&mut session, &json!({"close": lead}));
    ask(
        &mut session,
        &json!({"change": {lead: "---\nname: other\ndescription: x\n---\n"}}),
    );
    let kinds = ask(&mut session, &json!({"workspace-symbols": "other"}));
    assert_eq!(kinds["ok"][0]["path"], lead);
}

#[test]
fn what_was_edited_last_holds_after_it_is_closed() {
    let mut session = opened();
    let path = ".claude/agents/writer.md";
    let text = format!("---\n# Who writes.\n{}", &WRITER[4..]);
    ask(&mut session, &json!({"edit": {"path": path, "text": text}}));
    ask(&mut session, &json!({"close": path}));
    let told = ask(&mut session, &json!({"definition": at(5, 19)}));
    assert_eq!(
        told["ok"][0]["range"]["start"],
        json!({"line": 2, "column": 6})
    );
    let told = ask(&mut session, &json!({"semantic-tokens": path}));
    assert_eq!(told["ok"][0], json!([2, 0, 4, 4, 0]));
}

#[test]
fn several_folders_are_teams_of_their_own() {
    let mut session = Session::new();
    let files = json!({"a/.claude/agents/lead.md": LEAD, "b/.claude/agents/writer.md": WRITER});
    let open = json!({"open": {"files": files, "today": "2026-11-23", "folders": ["a", "b"]}});
    ask(&mut session, &open);
    let new = json!({"new-file": {"kind": "agent", "name": "scout", "near": null}});
    let told = ask(&mut session, &new);
    let places = json!(["a/.claude/agents/scout.md", "b/.claude/agents/scout.md"]);
    assert_eq!(told["ok"]["places"], places);
}

#[test]
fn the_findings_of_one_file_are_those_of_all() {
    let mut session = opened();
    let text = "[rules]\nunknwn-tool = \"off\"\n";
    ask(
        &mut session,
        &json!({"edit": {"path": "dossier.toml", "text": text}}),
    );
    let all = ask(&mut session, &json!("diagnostics"));
    for path in [".claude/agents/lead.md", "dossier.toml"] {
        let one = ask(&mut session, &json!({"diagnostics-of": path}));
        assert_eq!(one["ok"], all["ok"][path]);
        assert_ne!(one["ok"], json!([]));
    }
    let none = ask(&mut session, &json!({"diagnostics-of": "../outside.md"}));
    assert_eq!(none["ok"], json!([]));
}

#[test]
fn actions_have_their_edits_with_the_paths() {
    let place = json!({"line": 3, "column": 14});
    let range = json!({"start": place, "end": place});
    let asked = json!({"actions": {"path": ".claude/agents/lead.md", "range": range}});
    let told = ask(&mut opened(), &asked);
    let actions = told["ok"].as_array().unwrap();
    let change = actions
        .iter()
        .find(|it| it["title"] == "Change to `Write`")
        .unwrap();
    expect![[r#"{"change":{"edits":[{"path":".claude/agents/lead.md","range":{"end":{"column":17,"line":3},"start":{"column":13,"line":3}},"text":"Write"}]},"findings":[{"range":{"end":{"column":17,"line":3},"start":{"column":13,"line":3}},"rule":"unknown-tool"}],"kind":"quick-fix","preferred":true,"title":"Change to `Write`"}"#]]
        .assert_eq(&change.to_string());
}

#[test]
fn a_file_that_moves_takes_its_name_along() {
    let moves = json!([[".claude/agents/writer.md", ".claude/agents/scribe.md"]]);
    let told = ask(&mut opened(), &json!({"rename-files": moves}));
    let edits = told["ok"]["edits"].as_array().unwrap();
    let paths: Vec<_> = edits.iter().map(|it| &it["path"]).collect();
    assert_eq!(
        paths,
        [".claude/agents/lead.md", ".claude/agents/writer.md"]
    );
    assert!(edits.iter().all(|it| it["text"] == "scribe"));
}

#[test]
fn a_colon_in_front_matter_asks_for_nothing() {
    let cursor = |typed: &str| {
        let mut cursor = at(3, 6);
        cursor["typed"] = typed.into();
        json!({"completion": cursor})
    };
    assert_eq!(ask(&mut opened(), &cursor(":"))["ok"], Value::Null);
    assert!(ask(&mut opened(), &cursor(" "))["ok"]["items"].is_array());
}

#[test]
fn references_may_leave_the_definition_out() {
    let mut cursor = at(5, 19);
    let all = ask(&mut opened(), &json!({"references": cursor}));
    assert_eq!(all["ok"].as_array().unwrap().len(), 2);
    cursor["definition"] = false.into();
    let others = ask(&mut opened(), &json!({"references": cursor}));
    assert_eq!(others["ok"].as_array().unwrap().len(), 1);
}

#[test]
fn words_have_numbers_that_the_conventions_explain() {
    let path = ".claude/agents/writer.md";
    check(
        &json!({"semantic-tokens": path}),
        &expect![[r#"[[1,0,4,4,0],[1,6,6,0,1],[2,0,11,4,0]]"#]],
    );
    let told = ask(&mut opened(), &json!("conventions"));
    assert_eq!(told["ok"]["tokenTypes"][0], "class");
    assert_eq!(told["ok"]["tokenModifiers"][0], "definition");
}

#[test]
fn the_outline_is_a_tree() {
    let told = ask(
        &mut opened(),
        &json!({"document-symbols": ".claude/agents/writer.md"}),
    );
    let head = &told["ok"][0];
    assert_eq!(head["kind"], "front-matter");
    assert_eq!(head["children"][1]["name"], "description");
}

#[test]
fn a_file_is_described_and_a_new_one_has_a_place_and_a_text() {
    check(
        &json!({"describe-file": ".claude/agents/writer.md"}),
        &expect![[
            r#"{"dialect":"Claude Code","ignored":[],"kind":"agent","loaded":true,"plugin":null,"readers":["Visual Studio Code","GitHub Copilot CLI","Cursor","Augment"]}"#
        ]],
    );
    let new = |name: &str| json!({"new-file": {"kind": "agent", "name": name, "near": null}});
    let told = ask(&mut opened(), &new("scout"));
    assert_eq!(told["ok"]["places"], json!([".claude/agents/scout.md"]));
    let refused = ask(&mut opened(), &new("a!"));
    assert!(
        refused["error"]
            .as_str()
            .unwrap()
            .contains("can't be a name")
    );
}
