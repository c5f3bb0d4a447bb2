//! Messages that are none, and input in which none can be found.

use serde_json::{Value, json};

use crate::client::{Answers, Editor, Session, frame, notification, position};
use crate::profiles;

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;

const URI: &str = "file:///nowhere/.claude/agents/lead.md";
const TEXT: &str = "---\nname: lead\ndescription: x\ntools: Reed\n---\n";

fn session() -> Session {
    let mut session = Editor::like(profiles::vs_code()).start();
    session.open(URI, TEXT);
    session
}

fn is_alive(session: &mut Session) {
    assert_eq!(session.pull(URI), ["unknown-tool"]);
}

/// Sends a body, whatever is in it.
fn send(session: &mut Session, body: &[u8]) {
    session.send_bytes(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    session.send_bytes(body);
}

#[test]
fn headers_that_the_protocol_allows_are_read() {
    let mut session = session();
    let body = notification("$/brew", json!({"text": "ä"})).to_string();
    let length = body.len();
    let content_type = "application/vscode-jsonrpc; charset=utf-8";
    for header in [
        format!("Content-Length: {length}\r\nContent-Type: {content_type}\r\n\r\n"),
        format!("Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"),
    ] {
        session.send_bytes(format!("{header}{body}").as_bytes());
    }
    is_alive(&mut session);
    session.finish();
}

#[test]
fn a_message_that_is_none_is_one_error_and_the_session_lives() {
    let mut session = session();
    let nested = "[".repeat(1_000_000);
    for (body, code) in [
        (&b"{\"a\": }"[..], PARSE_ERROR),
        (b"", PARSE_ERROR),
        (b"\xff\xfe", PARSE_ERROR),
        (nested.as_bytes(), PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (
            br#"[{"jsonrpc":"2.0","id":9,"method":"shutdown"}]"#,
            INVALID_REQUEST,
        ),
        (br#"{"jsonrpc":"2.0"}"#, INVALID_REQUEST),
        (br#"{"method":"shutdown"}"#, INVALID_REQUEST),
        (
            br#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#,
            INVALID_REQUEST,
        ),
        (
            br#"{"jsonrpc":"2.0","id":[7],"method":"shutdown"}"#,
            INVALID_REQUEST,
        ),
    ] {
        send(&mut session, body);
        let error = session.answer_without_id();
        assert_eq!(
            error["code"],
            code,
            "{}",
            String::from_utf8_lossy(&body[..body.len().min(80)])
        );
    }
    // One that says whose answer it would be gets it.
    send(&mut session, br#"{"jsonrpc":"2.0","id":4711}"#);
    assert_eq!(session.answer(4711).unwrap_err()["code"], INVALID_REQUEST);
    is_alive(&mut session);
    session.finish();
}

#[test]
fn answers_that_nobody_asked_for_do_no_harm() {
    let mut session = session();
    for body in [
        &br#"{"jsonrpc":"2.0","id":99,"result":null}"#[..],
        br#"{"jsonrpc":"2.0","id":"x","result":5}"#,
        br#"{"jsonrpc":"2.0","id":99,"error":{"code":1,"message":"no"}}"#,
        br#"{"jsonrpc":"2.0","id":99,"error":"no"}"#,
        br#"{"jsonrpc":"2.0","result":null}"#,
    ] {
        send(&mut session, body);
    }
    is_alive(&mut session);
    session.finish();
}

#[test]
fn half_of_an_emoji_that_is_typed_is_part_of_the_text() {
    let mut session = session();
    let change = |version: i32, from: u32, text: &str| {
        let place = position(3, from);
        let params = json!({
            "textDocument": {"uri": URI, "version": version},
            "contentChanges": [{"range": {"start": place, "end": place}, "text": "TEXT"}],
        });
        let message = notification("textDocument/didChange", params);
        message.to_string().replace("TEXT", text)
    };
    // What is behind it is where the client thinks that it is.
    send(&mut session, change(2, 7, r"\ud83d").as_bytes());
    send(&mut session, change(3, 8, r", Write, ").as_bytes());
    send(&mut session, change(4, 8, r"\ude00").as_bytes());
    let hover = session.hover_text(URI, &position(3, 12));
    assert!(hover.starts_with("**Write**"), "{hover}");
    assert_eq!(session.pull(URI), ["unknown-tool", "unknown-tool"]);
    session.finish();
}

#[test]
fn input_in_which_no_message_can_be_found_ends_the_session_and_says_why() {
    let exit = frame(&notification("exit", Value::Null));
    let too_short = [b"Content-Length: 5\r\n\r\n", &exit[..]].concat();
    for (bytes, why) in [
        (
            &b"Content-Length: many\r\n\r\n"[..],
            "\"many\" for Content-Length",
        ),
        (
            b"GET / HTTP/1.1\r\n\r\n",
            "\"GET / HTTP/1.1\" in place of a header",
        ),
        (&too_short, "in place of a header"),
        (
            b"Content-Length: 5000\r\n\r\n{}",
            "ended in the middle of a message",
        ),
    ] {
        // Nothing else is on the way when the input ends.
        let editor = Editor::like(profiles::plain()).answers(Answers::None);
        let mut session = editor.start();
        session.send_bytes(bytes);
        session.hang_up();
        // What was cut short is an error of its own.
        while !session.answer_without_id()["message"]
            .as_str()
            .unwrap()
            .contains(why)
        {}
        assert_eq!(session.exit_code(), 1);
    }
}
