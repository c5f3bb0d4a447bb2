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
