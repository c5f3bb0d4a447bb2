//! What goes wrong in the world, and must not go wrong in the editor.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Answers, Editor, Session, at, did_change, frame, position, uri};
use crate::profiles;
use crate::team::{Team, end_of};

/// The codes of JSON-RPC and the protocol.
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const INTERNAL_ERROR: i64 = -32603;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;

const URI: &str = "file:///nowhere/.claude/agents/lead.md";
const TEXT: &str = "---\nname: lead\ndescription: x\ntools: Read, Reed\n---\nAsk `lead`.\n";

/// An editor without a workspace.
fn alone() -> Session {
    Editor::like(profiles::vs_code()).start()
}

/// The server still works: it finds the one fault of a fresh document.
fn is_alive(session: &mut Session) {
    let uri = "file:///nowhere/.claude/agents/alive.md";
    session.open(uri, &TEXT.replace("name: lead", "name: alive"));
    assert_eq!(session.pull(uri), ["unknown-tool"]);
    session.close(uri);
}

/// Everything that the server says about a document: what is wrong with it, and what hover shows
/// at many places.
fn everything(session: &mut Session, uri: &str, text: &str) -> Value {
    let report = session.ask(
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": uri}}),
    );
    let mut said = vec![report["items"].clone()];
    for (at, _) in text.match_indices([':', '`', ',']) {
        let position = end_of(&text[..at]);
        said.push(session.hover(uri, &position));
    }
    said.into()
}

#[test]
fn of_thousands_of_findings_the_gravest_are_told_and_how_many_more_there_are() {
    let mut session = alone();
    let tools: String = (0..1_500).map(|i| format!("  - Foo{i}\n")).collect();
    let text = format!("---\nname: lead\ntools:\n{tools}  - Reed\n---\nWork.\n");
    session.open(URI, &text);
    let report = session.ask(
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": URI}}),
    );
    let items = report["items"].as_array().expect("a list of findings");
    assert_eq!(items.len(), 1_001);
    let is_of = |item: &&Value, rule| item["code"] == rule;
    // The slip of the hand is an error, and stands last in the file.
    let errors: Vec<&Value> = items.iter().filter(|it| it["severity"] == 1).collect();
    assert!(
        errors.iter().any(|it| is_of(it, "unknown-tool")),
        "{errors:?}"
    );
    let last = items.last().expect("the list is long");
    assert_eq!(last["severity"], 3);
    assert!(
        last["message"]
            .as_str()
            .is_some_and(|it| it.contains("more findings"))
    );
    is_alive(&mut session);
}

#[test]
fn two_thousand_edits_without_a_pause_end_in_the_right_text() {
    let mut session = alone();
    session.open(URI, TEXT);

    // A pseudo-random walk: inserts and deletions in a text with wide characters.
    let pieces = [
        "a",
        "\n",
        "ä",
        "🦀",
        "`lead`",
        ": ",
        "- ",
        "---\n",
        "tools: Reed\n",
        "\r\n",
        "",
    ];
    let mut text: Vec<u16> = TEXT.encode_utf16().collect();
    let mut seed = 42_usize;
    let mut random = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut bytes = Vec::new();
    for version in 2..2002 {
        let start = boundary(&text, random(text.len() + 1));
        let end = boundary(&text, (start + random(8)).min(text.len())).max(start);
        let piece = pieces[random(pieces.len())];
        let change = json!({
            "range": {"start": position_of(&text, start), "end": position_of(&text, end)},
            "text": piece,
        });
        text.splice(start..end, piece.encode_utf16());
        bytes.extend(frame(&did_change(URI, version, change)));
    }
    session.send_bytes(&bytes);
    let text = String::from_utf16(&text).unwrap();

    // The text itself can't be asked for. What the server says of it must be what it says of the
    // same text, freshly opened at the same place; a last edit brings a head that both must see.
    let head = json!({"start": position(0, 0), "end": position(0, 0)});
    session.change(URI, 2002, json!({"range": head, "text": TEXT}));
    let text = format!("{TEXT}{text}");
    let edited = everything(&mut session, URI, &text);
    let mut fresh = alone();
    fresh.open(URI, &text);
    assert_eq!(edited, everything(&mut fresh, URI, &text));
    assert!(edited.to_string().contains("unknown-tool"), "{edited}");
    fresh.finish();
    session.finish();
}

/// An offset that doesn't lie in the middle of a character or a line break, at or before `offset`.
fn boundary(text: &[u16], offset: usize) -> usize {
    let splits_character = text
        .get(offset)
        .is_some_and(|unit| (0xDC00..0xE000).contains(unit));
    let splits_line_break = offset > 0 && text.get(offset) == Some(&10) && text[offset - 1] == 13;
    if splits_character || splits_line_break {
        offset - 1
    } else {
        offset
    }
}

/// The position of an offset. Lines end at `\n`, `\r\n` and `\r`.
fn position_of(text: &[u16], offset: usize) -> Value {
    let (mut line, mut start) = (0, 0);
    for (at, &unit) in text[..offset].iter().enumerate() {
        let is_line_break = unit == 10 || unit == 13 && text.get(at + 1) != Some(&10);
        if is_line_break {
            line += 1;
            start = at + 1;
        }
    }
    position(line, (offset - start) as u32)
}

#[test]
fn a_hover_is_answered_while_slow_requests_are_under_way() {
    let mut session = Editor::like(profiles::vs_code()).test_hooks().start();
    session.open(URI, TEXT);
    let slow: Vec<i64> = (0..5)
        .map(|_| session.request("dossier/test/sleep", Value::Null))
        .collect();
    session.notify("$/cancelRequest", json!({"id": slow[0]}));
    assert!(
        session
            .hover_text(URI, &position(3, 8))
            .starts_with("**Read**")
    );
    // The slow ones have not been answered yet: nothing waited for them.
    assert!(slow[1..].iter().all(|&id| !session.is_answered(id)));

    let cancelled = session.answer(slow[0]).unwrap_err();
    assert_eq!(cancelled["code"], CANCELLED);
    for &id in &slow[1..] {
        assert_eq!(session.answer(id), Ok(Value::Null));
    }
    session.finish();
}

#[test]
fn a_cancel_for_a_request_that_is_not_there_is_ignored() {
    let mut session = alone();
    session.notify("$/cancelRequest", json!({"id": 4711}));
    session.notify("$/cancelRequest", json!({"id": "no such"}));
    is_alive(&mut session);
    session.finish();
}

#[test]
fn a_request_that_panics_answers_an_error_and_the_next_one_works() {
    let mut session = Editor::like(profiles::vs_code()).test_hooks().start();
    for _ in 0..3 {
        assert_eq!(
            session.error_of("dossier/test/panic", Value::Null),
            INTERNAL_ERROR
        );
        is_alive(&mut session);
    }
    session.finish();
}

#[test]
fn what_panics_behind_ends_nothing_that_comes_after_it() {
    let mut session = Editor::like(profiles::plain()).test_hooks().start();
    session.open(URI, TEXT);
    session.published_until(URI, &["unknown-tool"]);
    session.notify("dossier/test/panicBehind", Value::Null);
    let document = json!({"uri": URI, "version": 2});
    let changes = [json!({"text": TEXT.replace(", Reed", "")})];
    let params = json!({"textDocument": document, "contentChanges": changes});
    session.notify("textDocument/didChange", params);
    session.published_until(URI, &[]);
    session.finish();
}

#[test]
fn requests_for_tests_are_there_only_for_tests() {
    let mut session = alone();
    assert_eq!(
        session.error_of("dossier/test/panic", Value::Null),
        METHOD_NOT_FOUND
    );
    session.finish();
}

#[test]
fn the_end_of_input_ends_the_server() {
    let mut session = alone();
    session.open(URI, TEXT);
    session.hang_up();
    assert_eq!(session.exit_code(), 1);

    let mut session = Editor::like(profiles::plain()).spawn();
    session.hang_up();
    assert_eq!(session.exit_code(), 1, "before initialize");
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut session = alone();
    session.notify("exit", Value::Null);
    assert_eq!(session.exit_code(), 1);

    let mut session = Editor::like(profiles::plain()).spawn();
    session.notify("exit", Value::Null);
    assert_eq!(session.exit_code(), 1, "before initialize");
}

#[test]
fn exit_does_not_wait_for_what_is_under_way() {
    let mut session = Editor::like(profiles::vs_code()).test_hooks().start();
    for _ in 0..100 {
        session.request("dossier/test/sleep", Value::Null);
    }
    session.finish();
}

#[cfg(unix)]
#[test]
fn the_server_ends_when_its_editor_is_gone() {
    let mut parent = Command::new("sleep")
        .arg("600")
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let mut session = Editor::like(profiles::neovim())
        .process(parent.id())
        .start();
    is_alive(&mut session);
    parent.kill().unwrap();
    parent.wait().unwrap();
    // The pipe is still open.
    assert_eq!(session.exit_code(), 1);
}

#[test]
fn ten_megabytes_can_be_opened_and_edited() {
    let mut session = alone();
    let line = "Ask `lead` about the plan, then go on.\n";
    let text = format!("{TEXT}{}", line.repeat(10_000_000 / line.len()));
    session.open(URI, &text);
    let tool = json!({"start": position(3, 13), "end": position(3, 17)});
    session.change(URI, 2, json!({"range": tool, "text": "Write"}));
    assert!(
        session
            .hover_text(URI, &position(3, 15))
            .starts_with("**Write**")
    );
    is_alive(&mut session);
    session.finish();
}

#[test]
fn a_hundred_thousand_brackets_in_the_front_matter() {
    let mut session = alone();
    let text = format!(
        "---\nname: lead\ntools: {}\ncolor: pink\n---\n",
        "[".repeat(100_000)
    );
    session.open(URI, &text);
    session.pull(URI);
    assert!(
        session
            .hover_text(URI, &position(1, 2))
            .starts_with("**name**")
    );
    is_alive(&mut session);
    session.finish();
}

#[test]
fn thousands_of_nested_quotes_in_the_body() {
    for depth in [300, 10_000] {
        let mut session = alone();
        let text = format!("{TEXT}{} Ask `lead`.\n", ">".repeat(depth));
        session.open(URI, &text);
        let place = json!({"start": position(6, 0), "end": position(6, 0)});
        session.change(URI, 2, json!({"range": place, "text": "> "}));
        session.labels(URI, &position(6, depth as u32 + 4));
        assert_eq!(session.pull(URI), ["unknown-tool"]);
        is_alive(&mut session);
        session.finish();
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_an_agent_like_others() {
    let team = Team::new(
        "
//- /.claude/agents/lead.md
---
name: lead
description: x
---
Ask `ma<|>ler`.
",
    );
    let bytes = b"---\nname: maler\ndescription: M\xe4ler\n---\n\xff\xfe\n";
    std::fs::write(team.path(".claude/agents/maler.md"), bytes).unwrap();
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let (here, cursor) = team.here();
    session.eventually("the agent", |session| {
        let found = session.definitions(&here, &cursor);
        (found == [team.uri(".claude/agents/maler.md")]).then_some(())
    });
    session.finish();
}

#[test]
fn an_unknown_method_is_an_error_and_an_unknown_notification_nothing() {
    let mut session = alone();
    assert_eq!(
        session.error_of("textDocument/brew", json!({})),
        METHOD_NOT_FOUND
    );
    assert_eq!(session.error_of("$/brew", json!({})), METHOD_NOT_FOUND);
    session.notify("textDocument/didBrew", json!({"cups": 2}));
    session.notify("$/setTrace", json!({"value": "verbose"}));
    session.notify("$/brew", json!({}));
    session.notify("$/brew", Value::Null);
    is_alive(&mut session);
    session.finish();
}

#[test]
fn parameters_of_another_shape_cost_their_message_only() {
    let mut session = alone();
    session.open(URI, TEXT);
    for params in [
        json!({}),
        json!([1, 2]),
        json!({"textDocument": 5}),
        Value::Null,
    ] {
        for method in [
            "textDocument/hover",
            "textDocument/completion",
            "textDocument/diagnostic",
        ] {
            assert_eq!(
                session.error_of(method, params.clone()),
                INVALID_PARAMS,
                "{method} {params}"
            );
        }
        for method in [
            "textDocument/didOpen",
            "textDocument/didChange",
            "textDocument/didClose",
            "workspace/didChangeWatchedFiles",
            "workspace/didChangeWorkspaceFolders",
            "workspace/didChangeConfiguration",
        ] {
            session.notify(method, params.clone());
        }
    }
    assert!(
        session
            .hover_text(URI, &position(3, 8))
            .starts_with("**Read**")
    );
    session.finish();
}

#[test]
fn nothing_is_answered_before_the_start() {
    let editor = Editor::like(profiles::vs_code());
    let hello = editor.initialize_params();
    let mut session = editor.spawn();
    let hover = at(URI, &position(0, 0));
    assert_eq!(
        session.error_of("textDocument/hover", hover),
        NOT_INITIALIZED
    );
    // Documents that come too early are not there later.
    session.open(URI, TEXT);
    session.notify("workspace/didChangeConfiguration", json!({"settings": {}}));
    session.ask("initialize", hello.clone());
    session.notify("initialized", json!({}));
    assert_eq!(session.hover(URI, &position(3, 8)), Value::Null);
    assert_eq!(session.error_of("initialize", hello), INVALID_REQUEST);
    is_alive(&mut session);
    session.finish();
}

#[test]
fn nothing_is_answered_after_the_end() {
    let mut session = alone();
    session.open(URI, TEXT);
    session.ask("shutdown", Value::Null);
    let hover = at(URI, &position(3, 8));
    assert_eq!(
        session.error_of("textDocument/hover", hover),
        INVALID_REQUEST
    );
    assert_eq!(session.error_of("shutdown", Value::Null), INVALID_REQUEST);
    session.notify("exit", Value::Null);
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn more_messages_than_fit_anywhere_at_once() {
    // The transport holds a hundred messages, and four requests are under way at first.
    let mut session = Editor::like(profiles::vs_code())
        .answers(Answers::None)
        .start();
    session.open(URI, TEXT);
    let mut bytes = Vec::new();
    for id in 1000..1105 {
        bytes.extend(frame(&json!({
            "jsonrpc": "2.0",
            "id": id,
            "method": "textDocument/hover",
            "params": at(URI, &position(3, 8)),
        })));
    }
    session.send_bytes(&bytes);
    for id in 1000..1105 {
        let hover = session.answer(id).unwrap();
        assert_eq!(hover["range"]["start"], position(3, 7), "{id}");
    }
    session.finish();
}

#[test]
fn an_editor_that_answers_nothing_gets_everything_all_the_same() {
    let team = Team::new(&format!("//- /.claude/agents/lead.md\n{TEXT}"));
    let editor = Editor::like(profiles::helix())
        .folder(&team.root())
        .answers(Answers::None);
    let mut session = editor.start();
    let here = team.uri(".claude/agents/lead.md");
    session.open(&here, TEXT);
    session.published_until(&here, &["unknown-tool"]);
    for (settings, expected) in [
        (json!({"rules": {"unknown-tool": "off"}}), &[][..]),
        (json!({"rules": {}}), &["unknown-tool"]),
    ] {
        session.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": settings}),
        );
        session.published_until(&here, expected);
    }
    session.finish();
}

#[test]
fn positions_outside_the_text_are_taken_for_its_edges() {
    let mut session = alone();
    session.open(URI, TEXT);
    let writer = "file:///nowhere/.claude/agents/writer.md";
    session.open(writer, &TEXT.replace("name: lead", "name: writer"));
    let most = i32::MAX as u32;
    for place in [
        position(3, most),
        position(most, 0),
        position(most, most),
        position(u32::MAX, u32::MAX),
    ] {
        for method in [
            "textDocument/hover",
            "textDocument/definition",
            "textDocument/completion",
        ] {
            session.ask(method, at(URI, &place));
        }
    }
    // An edit far behind the end appends, one whose ends are swapped inserts.
    let range = json!({"start": position(most, most), "end": position(most, most)});
    session.change(URI, 2, json!({"range": range, "text": "Ask `writer`.\n"}));
    assert_eq!(session.definitions(URI, &position(6, 6)), [writer]);
    let range = json!({"start": position(3, 7), "end": position(2, 0)});
    session.change(URI, 3, json!({"range": range, "text": "Write, "}));
    assert!(
        session
            .hover_text(URI, &position(3, 8))
            .starts_with("**Write**")
    );
    session.finish();
}

#[test]
fn a_change_of_a_document_that_is_not_open_opens_none() {
    let mut session = alone();
    session.replace(URI, 2, TEXT);
    assert_eq!(session.hover(URI, &position(3, 8)), Value::Null);
    session.close(URI);
    is_alive(&mut session);
    session.finish();
}

#[test]
fn a_document_that_is_opened_twice_has_the_second_text() {
    let mut session = alone();
    session.open(URI, TEXT);
    session.open(URI, &TEXT.replace("Reed", "Grep"));
    assert_eq!(session.pull(URI), Vec::<String>::new());
    session.close(URI);
    assert_eq!(session.hover(URI, &position(3, 8)), Value::Null);
    session.close(URI);
    is_alive(&mut session);
    session.finish();
}

#[test]
fn documents_that_are_no_files_do_no_harm() {
    let mut session = Editor::like(profiles::helix()).start();
    for uri in [
        "untitled:Untitled-1",
        "untitled:/w/.claude/agents/lead.md",
        "vscode-notebook-cell:/w/a.ipynb#1",
        "git:/w/.claude/agents/lead.md?%7B%7D",
        "https://example.org/.claude/agents/lead.md",
        "urn:x",
    ] {
        session.open(uri, TEXT);
        session.hover(uri, &position(3, 8));
        session.definitions(uri, &position(5, 6));
        session.labels(uri, &position(3, 8));
        session.replace(uri, 2, "");
        session.close(uri);
    }
    session.open(URI, TEXT);
    session.published_until(URI, &["unknown-tool"]);
    session.finish();
}

#[test]
fn addresses_with_spaces_and_other_letters_lead_to_their_files() {
    let team = Team::in_folder(
        "dossier ä b#100%+",
        "
//- /ü ñ/.claude/agents/lead.md
---
name: lead
description: x
---
Ask `wri<|>ter`.
",
    );
    let writer = team.write(
        "ü ñ/.claude/agents/schön & gut.md",
        "---\nname: writer\ndescription: Writes.\n---\n",
    );
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let (here, cursor) = team.here();
    session.eventually("the writer", |session| {
        let found = session.definitions(&here, &cursor);
        let leads_there = found
            .first()
            .is_some_and(|it| decoded(it) == decoded(&uri(&writer)));
        leads_there.then_some(())
    });

    // Another way to write the same address, for the same document.
    let lower = uri(&writer).replace("%C3%B6", "%c3%b6").replace("%26", "&");
    assert_ne!(lower, uri(&writer));
    session.open(&lower, "---\nname: editor\ndescription: Edits.\n---\n");
    session.eventually("the open buffer", |session| {
        session.definitions(&here, &cursor).is_empty().then_some(())
    });
    session.close(&uri(&writer));
    session.eventually("the disk's text", |session| {
        (session.definitions(&here, &cursor).len() == 1).then_some(())
    });
    session.finish();
}

/// An address without its escapes.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let hex = std::str::from_utf8(&after[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(hex, 16).expect("two digits"));
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("addresses are in UTF-8")
}

/// Pipes, devices and files without end by the names of agents: whoever asks about them has an
/// answer, and the server goes on following the disk.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_answered_about_like_one_that_is_not_there() {
    let team = Team::new(
        "//- /.claude/agents/lead.md\n---\nname: lead\ndescription: x\n---\nAsk `late<|>-comer`.\n",
    );
    let folder = team.path(".claude/agents");
    let make = |name: &str| {
        let pipe = Command::new("mkfifo")
            .arg(folder.join(format!("{name}-pipe.md")))
            .status();
        assert!(pipe.unwrap().success());
        let large = std::fs::File::create(folder.join(format!("{name}-large.md")));
        large.unwrap().set_len(1 << 30).unwrap();
        for (kind, target) in [("zero", "/dev/zero"), ("self", "self.md")] {
            let link = folder.join(format!("{name}-{kind}.md"));
            std::os::unix::fs::symlink(target, link).unwrap();
        }
    };
    make("early");
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    make("late");
    for name in ["early", "late"] {
        for kind in ["pipe", "large", "zero", "self"] {
            let uri = team.uri(&format!(".claude/agents/{name}-{kind}.md"));
            assert_eq!(session.hover(&uri, &position(0, 0)), Value::Null);
            assert_eq!(
                session.definitions(&uri, &position(0, 0)),
                Vec::<String>::new()
            );
            session.labels(&uri, &position(0, 0));
        }
    }
    team.write(
        ".claude/agents/late-comer.md",
        "---\nname: late-comer\ndescription: x\n---\n",
    );
    let (here, cursor) = team.here();
    session.eventually("the new agent", |session| {
        let found = session.definitions(&here, &cursor);
        (found == [team.uri(".claude/agents/late-comer.md")]).then_some(())
    });
    session.finish();
}

/// A few bytes that stand for very many.
#[test]
fn aliases_that_double_each_time_are_not_written_out() {
    let mut head = String::from("---\nname: lead\ndescription: x\na0: &a0 [x, x]\n");
    for at in 1..60 {
        let before = at - 1;
        head += &format!("a{at}: &a{at} [*a{before}, *a{before}]\n");
    }
    let text = format!("{head}tools: *a59\n---\nText.\n");
    let mut session = alone();
    session.open(URI, &text);
    everything(&mut session, URI, &text[..200]);
    is_alive(&mut session);
    session.finish();
}
