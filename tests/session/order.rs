//! Order: every answer is about the text of the moment at which it was asked for.

use serde_json::{Value, json};

use crate::client::{Editor, at, did_change, frame, position};
use crate::profiles;
use crate::team::{Team, end_of};

#[test]
fn each_of_300_hovers_sees_the_edit_before_it_and_none_after() {
    let team = Team::new("");
    let reader = team.uri(".claude/agents/reader.md");
    let writer = team.uri(".claude/agents/writer.md");
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open(&writer, &numbered(0));
    session.open(
        &reader,
        "---\nname: reader\ndescription: Reads.\n---\nThanks, `writer`.\n",
    );

    // What the reader's mention shows stands in the writer, which is edited before each hover.
    let mut bytes = Vec::new();
    for number in 1..=300 {
        let change = json!({"text": numbered(number)});
        bytes.extend(frame(&did_change(&writer, number, change)));
        bytes.extend(frame(&json!({
            "jsonrpc": "2.0",
            "id": 1000 + number,
            "method": "textDocument/hover",
            "params": at(&reader, &position(4, 11)),
        })));
    }
    session.send_bytes(&bytes);
    for number in 1..=300 {
        let hover = session.answer(1000 + i64::from(number)).unwrap();
        let shown = hover["contents"]["value"].as_str().unwrap_or_default();
        assert!(
            shown.contains(&format!("Edit {number}.")),
            "{number}: {shown}"
        );
    }
    session.finish();
}

#[test]
fn each_of_300_hovers_in_the_text_under_edit_has_its_own_moment_s_range() {
    let uri = "file:///nowhere/.claude/agents/lead.md";
    let before = "---\nname: lead\ndescription: x\ntools: ";
    let mut session = Editor::like(profiles::vs_code()).start();
    session.open(uri, &format!("{before}Read\n---\n"));

    // Each edit moves the tool one column to the right.
    let mut bytes = Vec::new();
    for number in 1..=300_u32 {
        let place = end_of(before);
        let change = json!({"range": {"start": place, "end": place}, "text": " "});
        bytes.extend(frame(&did_change(uri, number as i32, change)));
        bytes.extend(frame(&json!({
            "jsonrpc": "2.0",
            "id": 1000 + number,
            "method": "textDocument/hover",
            "params": at(uri, &position(3, 7 + number)),
        })));
    }
    session.send_bytes(&bytes);
    for number in 1..=300 {
        let hover = session.answer(1000 + i64::from(number)).unwrap();
        assert_eq!(hover["range"]["start"], position(3, 7 + number), "{number}");
    }
    session.finish();
}

#[test]
fn a_request_sees_what_was_opened_before_it_and_not_what_was_closed_after() {
    let uri = "file:///nowhere/.claude/agents/lead.md";
    let text = "---\nname: lead\ndescription: x\ntools: Read\n---\n";
    let mut session = Editor::like(profiles::vs_code()).start();
    let mut ids = Vec::new();
    for _ in 0..50 {
        session.open(uri, text);
        ids.push(session.request("textDocument/hover", at(uri, &position(3, 8))));
        session.close(uri);
    }
    let answers: Vec<Value> = ids
        .into_iter()
        .map(|id| session.answer(id).unwrap())
        .collect();
    let is_read = |hover: &Value| {
        hover["contents"]["value"]
            .as_str()
            .is_some_and(|text| text.starts_with("**Read**"))
    };
    assert!(answers.iter().all(is_read), "{answers:?}");
    session.finish();
}

fn numbered(number: i32) -> String {
    format!("---\nname: writer\ndescription: Edit {number}.\n---\n")
}
