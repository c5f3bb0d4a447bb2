//! What an editor asks for, and what it gets.

use serde_json::{Value, json};

use crate::client::{Editor, at, position, rules, uri};
use crate::profiles;
use crate::team::{Team, cursor};

/// Two agents; the first has a tool that doesn't exist, and mentions the second.
const PAIR: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
tools: Read, Reed
---
Hand drafts to `wri<|>ter`.
//- /.claude/agents/writer.md
---
name: writer
description: Writes things down.
---
";

#[test]
fn columns_are_counted_in_the_unit_that_suits_both() {
    let negotiated = |encodings: Value| {
        let session = Editor::like(json!({"general": {"positionEncodings": encodings}})).start();
        let encoding = session.hello["capabilities"]["positionEncoding"].clone();
        session.finish();
        encoding
    };
    assert_eq!(negotiated(json!(["utf-16"])), "utf-16");
    assert_eq!(negotiated(json!(["utf-8", "utf-32", "utf-16"])), "utf-8");
    assert_eq!(negotiated(json!(["utf-32"])), "utf-32");
    assert_eq!(negotiated(json!(["utf-32", "utf-16"])), "utf-16");
    assert_eq!(negotiated(json!([])), "utf-16");
    assert_eq!(negotiated(Value::Null), "utf-16");
}

#[test]
fn the_same_mention_is_found_in_every_unit() {
    let team = Team::new(
        "
//- /.claude/agents/writer.md
---
name: writer
description: Writes things down.
---
",
    );
    let mention = |encoding: &str, start: u32| {
        let editor = Editor::like(json!({"general": {"positionEncodings": [encoding]}}));
        let mut session = editor.folder(&team.root()).start();
        let uri = team.uri(".claude/agents/lead.md");
        session.open(
            &uri,
            "---\nname: lead\ndescription: x\n---\nGrüße, 🦀: ask `writer`.\n",
        );
        // The last column of the mention, so that a wrong unit falls off its end.
        let range = session.eventually("the mention", |session| {
            let hover = session.hover(&uri, &position(4, start + 6));
            hover.get("range").cloned()
        });
        assert_eq!(range["start"], position(4, start));
        assert_eq!(range["end"], position(4, start + 6));
        session.finish();
    };
    mention("utf-8", 20);
    mention("utf-16", 16);
    mention("utf-32", 15);
}

#[test]
fn an_editor_gets_diagnostics_one_way_and_not_both() {
    let team = Team::new(PAIR);
    for (name, profile) in [
        ("VS Code", profiles::vs_code()),
        ("Neovim", profiles::neovim()),
    ] {
        let mut session = Editor::like(profile).folder(&team.root()).start();
        let provider = &session.hello["capabilities"]["diagnosticProvider"];
        assert_eq!(provider["interFileDependencies"], true, "{name}");
        assert_eq!(provider["workspaceDiagnostics"], false, "{name}");
        session.open_file(team.file());
        assert_eq!(session.pull(&uri(team.file())), ["unknown-tool"], "{name}");
        session.close(&uri(team.file()));
        let unread = session.finish();
        let pushed = unread
            .iter()
            .find(|it| it["method"] == "textDocument/publishDiagnostics");
        assert_eq!(pushed, None, "{name}");
    }
    for (name, profile) in [
        ("Helix", profiles::helix()),
        ("Kakoune", profiles::kakoune()),
    ] {
        let mut session = Editor::like(profile).folder(&team.root()).start();
        assert!(
            session.hello["capabilities"]
                .get("diagnosticProvider")
                .is_none(),
            "{name}"
        );
        session.open_file(team.file());
        session.published_until(&uri(team.file()), &["unknown-tool"]);
        session.finish();
    }
}

#[test]
fn every_editor_is_offered_the_four_features() {
    for profile in [
        profiles::vs_code(),
        profiles::neovim(),
        profiles::helix(),
        profiles::kakoune(),
        profiles::plain(),
    ] {
        let session = Editor::like(profile).start();
        assert_eq!(session.hello["serverInfo"]["name"], "dossier");
        let offered = &session.hello["capabilities"];
        assert_eq!(offered["hoverProvider"], true);
        assert_eq!(offered["definitionProvider"], true);
        assert_eq!(offered["textDocumentSync"]["openClose"], true);
        assert_eq!(
            offered["textDocumentSync"]["change"], 2,
            "edits are incremental"
        );
        let triggers = offered["completionProvider"]["triggerCharacters"].as_array();
        assert!(triggers.is_some_and(|triggers| triggers.contains(&json!("@"))));
        session.finish();
    }
}

#[test]
fn front_matter_is_put_in_order_on_request() {
    let team = Team::new(
        "
//- /.claude/agents/lead.md
---
name:  lead
description: 🦀, two  <|>
tools: Read,Edit
---
A  body
",
    );
    let (uri, _) = team.here();
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let options = json!({"tabSize": 2, "insertSpaces": true});
    let edits = session.ask(
        "textDocument/formatting",
        json!({"textDocument": {"uri": uri}, "options": options}),
    );
    let edits = edits.as_array().cloned().unwrap_or_default();
    let shown: Vec<String> = edits
        .iter()
        .map(|edit| {
            let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
            let [line, from, to] = [&start["line"], &start["character"], &end["character"]];
            format!("{line}:{from}-{to} {}", edit["newText"])
        })
        .collect();
    assert_eq!(shown, ["1:5-7 \" \"", "2:20-22 \"\"", "3:11-12 \", \""]);
    session.finish();
}

#[test]
fn documentation_of_an_item_waits_for_a_second_request_where_the_editor_can_make_one() {
    let team = Team::new(
        "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
tools: Re<|>
---
",
    );
    let (uri, here) = team.here();
    let read = |answer: &Value| {
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items
            .into_iter()
            .find(|item| item["label"] == "Read")
            .expect("there is a tool Read")
    };

    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let item = read(&session.ask("textDocument/completion", at(&uri, &here)));
    assert!(item.get("documentation").is_none(), "{item}");
    let edit = json!({
        "range": {"start": position(3, 7), "end": position(3, 9)},
        "newText": "Read",
    });
    assert_eq!(item["textEdit"], edit);
    let resolved = session.ask("completionItem/resolve", item);
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    assert!(
        documentation(&resolved).starts_with("**Read** · tool"),
        "{resolved}"
    );
    session.finish();

    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let item = read(&session.ask("textDocument/completion", at(&uri, &here)));
    let documentation = item["documentation"].as_str().unwrap_or_default();
    assert!(documentation.starts_with("Read · tool"), "{item}");
    session.finish();
}

#[test]
fn a_template_is_a_snippet_only_where_the_editor_takes_snippets() {
    let team = Team::new("");
    let uri = team.uri(".claude/agents/new.md");
    let formats = |profile: Value| {
        let mut session = Editor::like(profile).folder(&team.root()).start();
        session.open(&uri, "");
        let answer = session.ask("textDocument/completion", at(&uri, &position(0, 0)));
        session.finish();
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        assert!(
            !items.is_empty(),
            "an empty agent file is offered a template"
        );
        items
            .iter()
            .map(|item| item["insertTextFormat"].clone())
            .collect::<Vec<_>>()
    };
    assert!(formats(profiles::vs_code()).contains(&json!(2)));
    assert!(!formats(profiles::kakoune()).contains(&json!(2)));
}

#[test]
fn hover_is_markdown_or_plain_text_as_the_editor_likes() {
    let team = Team::new(PAIR);
    let hover = |profile: Value| {
        let mut session = Editor::like(profile).folder(&team.root()).start();
        session.open_file(team.file());
        // The word `description` of the front matter.
        let hover = session.hover(&uri(team.file()), &position(2, 3));
        session.finish();
        hover
    };
    let markdown = hover(profiles::vs_code());
    assert_eq!(markdown["contents"]["kind"], "markdown");
    assert!(
        contents(&markdown).starts_with("**description** · text"),
        "{markdown}"
    );
    assert_eq!(markdown["range"]["start"], position(2, 0));
    assert_eq!(markdown["range"]["end"], position(2, 11));

    let plain = hover(profiles::kakoune());
    assert_eq!(plain["contents"]["kind"], "plaintext");
    assert!(
        contents(&plain).starts_with("description · text"),
        "{plain}"
    );
    assert!(!contents(&plain).contains("**"), "{plain}");
}

#[test]
fn a_definition_is_a_link_or_a_location_as_the_editor_likes() {
    let team = Team::new(PAIR);
    let (here, cursor) = team.here();
    let definition = |profile: Value| {
        let mut session = Editor::like(profile).folder(&team.root()).start();
        session.open_file(team.file());
        let found = session.eventually("the definition", |session| {
            let found = session.ask("textDocument/definition", at(&here, &cursor));
            found.as_array().cloned()
        });
        session.finish();
        found
    };
    let name = json!({"start": position(1, 6), "end": position(1, 12)});

    let links = definition(profiles::vs_code());
    let expected = json!([{
        "originSelectionRange": {"start": position(5, 16), "end": position(5, 22)},
        "targetUri": team.uri(".claude/agents/writer.md"),
        "targetRange": name,
        "targetSelectionRange": name,
    }]);
    assert_eq!(Value::from(links), expected);

    let locations = definition(profiles::helix());
    let expected = json!([{"uri": team.uri(".claude/agents/writer.md"), "range": name}]);
    assert_eq!(Value::from(locations), expected);
}

#[test]
fn a_definition_in_an_open_document_has_the_address_that_the_editor_gave_it() {
    let team = Team::new(PAIR);
    let (here, cursor) = team.here();
    let mut session = Editor::like(profiles::helix()).folder(&team.root()).start();
    session.open_file(team.file());
    // Editors may write the same address in more than one way.
    let unusual = team
        .uri(".claude/agents/writer.md")
        .replace("/.claude/", "/%2Eclaude/");
    session.open(&unusual, &team.text(".claude/agents/writer.md"));
    assert_eq!(session.definitions(&here, &cursor), [unusual]);
    session.finish();
}

#[test]
fn pushed_diagnostics_name_the_version_that_they_are_about() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let text = team.text(".claude/agents/lead.md");
    let mut session = Editor::like(profiles::helix()).folder(&team.root()).start();
    session.open(&here, &text);
    let found = session.published(&here);
    assert_eq!(found["version"], 1);
    assert_eq!(rules(&found["diagnostics"]), ["unknown-tool"]);
    let finding = &found["diagnostics"][0];
    assert_eq!(finding["source"], "dossier");
    assert_eq!(finding["range"]["start"], position(3, 13));
    assert_eq!(finding["range"]["end"], position(3, 17));

    session.replace(&here, 2, &text.replace("Reed", "Write"));
    let repaired = session.wait_for("the second version's diagnostics", |message| {
        let params = &message["params"];
        (params["uri"] == here && params["version"] == 2).then(|| params.clone())
    });
    assert_eq!(repaired["diagnostics"], json!([]));
    session.finish();
}

#[test]
fn an_edit_is_seen_by_the_next_request() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let range = json!({"start": position(3, 13), "end": position(3, 17)});
    session.change(&here, 2, json!({"range": range, "text": "Write"}));
    assert_eq!(session.pull(&here), Vec::<String>::new());
    assert!(
        session
            .hover_text(&here, &position(3, 15))
            .starts_with("**Write** · tool")
    );
    session.finish();
}

#[test]
fn several_edits_of_one_message_build_on_each_other() {
    let mut session = Editor::like(profiles::vs_code()).start();
    let uri = "file:///nowhere/.claude/agents/lead.md";
    session.open(uri, "---\nname: lead\ndescription: x\n---\n");
    let insert = |line: u32, text: &str| {
        let range = json!({"start": position(line, 0), "end": position(line, 0)});
        json!({"range": range, "text": text})
    };
    session.notify(
        "textDocument/didChange",
        json!({
            "textDocument": {"uri": uri, "version": 2},
            "contentChanges": [insert(3, "model: opus\n"), insert(4, "tools: Grep\n")],
        }),
    );
    assert!(
        session
            .hover_text(uri, &position(4, 8))
            .starts_with("**Grep** · tool")
    );
    session.finish();
}

#[test]
fn completion_knows_the_other_agents() {
    let team = Team::new(PAIR);
    let (here, _) = team.here();
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    let (text, cursor) = cursor("---\nname: lead\ndescription: x\n---\nHand drafts to @w<|>\n");
    session.open(&here, &text);
    let cursor = cursor.expect("the text has a mark");
    session.eventually("the other agent", |session| {
        let labels = session.labels(&here, &cursor);
        labels
            .iter()
            .any(|label| label.contains("writer"))
            .then_some(())
    });
    session.finish();
}

#[test]
fn what_an_item_is_stands_at_the_end_of_its_row_where_the_editor_has_room_there() {
    for (profile, has_room) in [(profiles::vs_code(), true), (profiles::neovim(), false)] {
        let team = Team::new(PAIR);
        let (here, _) = team.here();
        let mut session = Editor::like(profile).folder(&team.root()).start();
        let (text, cursor) = cursor("---\nname: lead\nmodel: o<|>\n---\n");
        session.open(&here, &text);
        let found = session.ask(
            "textDocument/completion",
            at(&here, &cursor.expect("the text has a mark")),
        );
        let items = found["items"].as_array().cloned().unwrap_or_default();
        let item = items.iter().find(|item| item["label"] == "opus");
        let item = item.expect("a model is offered");
        let (said, other) = match has_room {
            true => (&item["labelDetails"]["description"], &item["detail"]),
            false => (&item["detail"], &item["labelDetails"]),
        };
        let said = said.as_str().unwrap_or_default();
        assert!(said.starts_with("claude-opus"), "{item}");
        assert!(other.is_null(), "{item}");
        session.finish();
    }
}

#[test]
fn of_more_findings_than_an_editor_shows_it_gets_the_gravest() {
    let team = Team::new(PAIR);
    let (here, _) = team.here();
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    let tools: Vec<String> = (0..1_100).map(|at| format!("Unknown{at}")).collect();
    let text = format!(
        "---\nname: lead\ndescription: x\ndisallowedTools: {}\ntools: Reed\n---\nLeads.\n",
        tools.join(", ")
    );
    session.open(&here, &text);
    let report = session.ask(
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": here}}),
    );
    let found = report["items"].as_array().expect("findings");
    assert_eq!(found.len(), 1_001);
    // The gravest stands behind all others, and is told.
    assert_eq!(found[999]["severity"], 1);
    assert_eq!(found[999]["range"]["start"]["line"], 4);
    assert_eq!(
        found[1_000]["message"],
        "This file has 101 more findings than editors are shown. `dossier check` lists all."
    );
    session.finish();
}

#[test]
fn options_of_the_start_turn_a_rule_off() {
    let team = Team::new(PAIR);
    let rules = |options: Value| {
        let editor = Editor::like(profiles::vs_code())
            .folder(&team.root())
            .options(options);
        let mut session = editor.start();
        session.open_file(team.file());
        let rules = session.pull(&uri(team.file()));
        session.finish();
        rules
    };
    let none: [&str; 0] = [];
    assert_eq!(rules(json!({})), ["unknown-tool"]);
    assert_eq!(rules(json!({"rules": {"unknown-tool": "off"}})), none);
    assert_eq!(
        rules(json!({"dossier": {"rules": {"unknown-tool": "off"}}})),
        none
    );
    assert_eq!(rules(json!({"diagnostics": {"enable": false}})), none);
}

#[test]
fn a_change_of_settings_holds_from_then_on_however_it_is_written() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let none: [&str; 0] = [];
    let off = json!({"rules": {"unknown-tool": "off"}});
    let on = json!({"rules": {}});
    let mut choose = |settings: Value| {
        session.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": settings}),
        );
        session.pull(&here)
    };
    assert_eq!(choose(json!({"dossier": off})), none);
    assert_eq!(choose(json!({"dossier": on})), ["unknown-tool"]);
    assert_eq!(choose(off), none);
    assert_eq!(choose(on), ["unknown-tool"]);
    assert_eq!(
        choose(json!({"rules": {"unknown-tool": "hint"}})),
        ["unknown-tool"]
    );
    session.finish();
}

#[test]
fn a_change_of_settings_without_settings_keeps_those_of_before() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let options = json!({"rules": {"unknown-tool": "off"}});
    let editor = Editor::like(profiles::plain())
        .folder(&team.root())
        .options(options);
    let mut session = editor.start();
    for settings in [
        Value::Null,
        json!({"dossier": null}),
        json!({"dossier": 5}),
        json!([]),
    ] {
        session.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": settings}),
        );
    }
    session.open_file(team.file());
    assert_eq!(session.pull(&here), Vec::<String>::new());
    session.finish();
}

#[test]
fn an_editor_that_can_be_asked_for_settings_is_asked() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let settings = json!({"rules": {"unknown-tool": "off"}});
    let editor = Editor::like(profiles::helix())
        .folder(&team.root())
        .settings(settings);
    let mut session = editor.start();
    session.open_file(team.file());
    session.published_until(&here, &[]);
    let asked = session.wait_for_method("workspace/configuration");
    assert_eq!(asked["params"]["items"][0]["section"], "dossier");
    session.finish();
}

#[test]
fn an_editor_that_says_only_that_settings_changed_is_asked_for_them_again() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::helix()).folder(&team.root()).start();
    session.wait_for_method("workspace/configuration");
    session.open_file(team.file());
    session.published_until(&here, &["unknown-tool"]);
    session.set_settings(json!({"rules": {"unknown-tool": "off"}}));
    session.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": null}),
    );
    session.published_until(&here, &[]);
    session.finish();
}

#[test]
fn settings_that_make_no_sense_are_complained_about_and_change_nothing() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let settings = json!({"rules": {"unknown-tool": "loud"}});
    session.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": settings}),
    );
    let message = session.wait_for_method("window/showMessage");
    let text = message["params"]["message"].as_str().unwrap_or_default();
    assert!(text.contains("loud"), "{text}");
    assert_eq!(session.pull(&here), ["unknown-tool"]);
    session.finish();
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_told_until_it_is_gone() {
    let team = Team::new(PAIR);
    let link = team.root().join(".claude/agents/gone.md");
    std::os::unix::fs::symlink("../../gone.md", &link).unwrap();
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .options(json!({"diagnostics": {"scope": "workspace"}}));
    let mut session = editor.start();
    let address = team.uri(".claude/agents/gone.md");
    let mut told = |wanted: bool| {
        session.eventually(&format!("the link is told: {wanted}"), |session| {
            let answer = session.ask("workspace/diagnostic", json!({"previousResultIds": []}));
            let reports = answer["items"].as_array()?;
            let report = reports.iter().find(|report| report["uri"] == address);
            let code = report.map_or("", |it| it["items"][0]["code"].as_str().unwrap_or_default());
            ((code == "dangling-link") == wanted).then_some(())
        });
    };
    told(true);
    std::fs::remove_file(&link).unwrap();
    told(false);
    std::os::unix::fs::symlink("../../gone.md", &link).unwrap();
    told(true);
    session.finish();
}

#[test]
fn the_whole_workspace_can_be_asked_for() {
    let team = Team::new(PAIR);
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .options(json!({"diagnostics": {"scope": "workspace"}}));
    let mut session = editor.start();
    assert_eq!(
        session.hello["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"],
        true,
    );
    let reports = session.eventually("both files", |session| {
        let answer = session.ask("workspace/diagnostic", json!({"previousResultIds": []}));
        answer["items"]
            .as_array()
            .filter(|reports| reports.len() == 2)
            .cloned()
    });
    let report = |path: &str| {
        let uri = team.uri(path);
        reports
            .iter()
            .find(|report| report["uri"] == uri)
            .cloned()
            .expect("each file is there")
    };
    let lead = report(".claude/agents/lead.md");
    assert_eq!(lead["kind"], "full");
    assert_eq!(lead["version"], Value::Null, "it isn't open");
    assert_eq!(rules(&lead["items"]), ["unknown-tool"]);
    assert_eq!(report(".claude/agents/writer.md")["items"], json!([]));
    session.finish();
}

#[test]
fn a_workspace_report_that_has_not_changed_is_not_sent_again() {
    let team = Team::new(PAIR);
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .options(json!({"diagnostics": {"scope": "workspace"}}));
    let mut session = editor.start();
    session.wait_for_method("workspace/diagnostic/refresh");
    let ask = |session: &mut crate::client::Session, known: &Value| {
        let answer = session.ask("workspace/diagnostic", json!({"previousResultIds": known}));
        answer["items"].as_array().cloned().unwrap_or_default()
    };
    let kinds = session.eventually("a workspace at rest", |session| {
        let first = ask(session, &json!([]));
        let known = first
            .iter()
            .map(|it| json!({"uri": it["uri"], "value": it["resultId"]}));
        let again = ask(session, &known.collect());
        let kinds: Vec<Value> = again.iter().map(|it| it["kind"].clone()).collect();
        (kinds.len() == 2 && !kinds.contains(&json!("full"))).then_some(kinds)
    });
    assert_eq!(kinds, ["unchanged", "unchanged"]);
    session.finish();
}

#[test]
fn a_file_whose_findings_stay_is_not_reported_again_when_another_changes() {
    let team = Team::new(PAIR);
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .options(json!({"diagnostics": {"scope": "workspace"}}));
    let mut session = editor.start();
    session.wait_for_method("workspace/diagnostic/refresh");
    session.open_file(team.file());
    let ask = |session: &mut crate::client::Session, known: &Value| {
        let answer = session.ask("workspace/diagnostic", json!({"previousResultIds": known}));
        answer["items"].as_array().cloned().unwrap_or_default()
    };
    let first = session.eventually("both files", |session| {
        Some(ask(session, &json!([]))).filter(|first| first.len() == 2)
    });
    let known = first
        .iter()
        .map(|it| json!({"uri": it["uri"], "value": it["resultId"]}));
    let known: Value = known.collect();
    let here = uri(team.file());
    session.replace(&here, 2, "---\nname: lead\ndescription: Leads.\n---\n");
    let kind = |reports: &[Value], of: &str| {
        let report = reports.iter().find(|it| it["uri"] == of);
        report.map(|it| it["kind"].clone())
    };
    let after = ask(&mut session, &known);
    assert_eq!(kind(&after, &here), Some(json!("full")));
    let other = team.uri(".claude/agents/writer.md");
    assert_eq!(kind(&after, &other), Some(json!("unchanged")));
    session.finish();
}

#[test]
fn a_client_that_cannot_be_told_to_ask_again_is_pushed_to() {
    let team = Team::new(PAIR);
    let mut asks_once = profiles::neovim();
    asks_once["workspace"]["diagnostics"] = Value::Null;
    let mut session = Editor::like(asks_once).folder(&team.root()).start();
    let offered = &session.hello["capabilities"]["diagnosticProvider"];
    assert_eq!(*offered, Value::Null);
    session.open_file(team.file());
    session.published_until(&uri(team.file()), &["unknown-tool"]);
    session.finish();
}

#[test]
fn a_document_s_findings_are_not_sent_twice() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let ask = |session: &mut crate::client::Session, before: &Value| {
        let document = json!({"uri": here});
        let params = json!({"textDocument": document, "previousResultId": before});
        session.ask("textDocument/diagnostic", params)
    };
    let first = ask(&mut session, &Value::Null);
    assert_eq!(first["kind"], "full");
    let again = ask(&mut session, &first["resultId"]);
    assert_eq!(again["kind"], "unchanged");
    let stale = ask(&mut session, &json!("of another server"));
    assert_eq!(stale["kind"], "full");
    session.finish();
}

#[test]
fn a_client_that_takes_parts_gets_the_workspace_in_parts() {
    let mut files = String::new();
    for number in 0..250 {
        files += &format!(
            "//- /.claude/agents/a{number}.md\n---\nname: a{number}\ndescription: x\n---\n"
        );
    }
    let team = Team::new(&files);
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .options(json!({"diagnostics": {"scope": "workspace"}}));
    let mut session = editor.start();
    session.eventually("all files", |session| {
        let answer = session.ask("workspace/diagnostic", json!({"previousResultIds": []}));
        (answer["items"].as_array()?.len() == 250).then_some(())
    });
    let params = json!({"previousResultIds": [], "partialResultToken": "part"});
    let id = session.request("workspace/diagnostic", params);
    let mut parts = Vec::new();
    while parts.iter().sum::<usize>() < 250 {
        let message = session.wait_for_method("$/progress");
        if message["params"]["token"] == "part" {
            let items = message["params"]["value"]["items"].as_array();
            parts.push(items.map_or(0, Vec::len));
        }
    }
    assert_eq!(parts, [100, 100, 50]);
    let answer = session.answer(id).expect("an answer");
    assert_eq!(answer["items"], json!([]), "all was sent ahead");
    session.finish();
}

#[test]
fn a_file_that_is_gone_is_reported_once_more_without_findings() {
    let team = Team::new(PAIR);
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .options(json!({"diagnostics": {"scope": "workspace"}}));
    let mut session = editor.start();
    let gone = team.uri(".claude/agents/lead.md");
    let known = session.eventually("the file", |session| {
        let answer = session.ask("workspace/diagnostic", json!({"previousResultIds": []}));
        let reports = answer["items"].as_array().cloned().unwrap_or_default();
        let report = reports.iter().find(|it| it["uri"] == gone)?;
        Some(json!([{"uri": gone, "value": report["resultId"]}]))
    });
    std::fs::remove_file(team.file()).unwrap();
    session.disk_changed(team.file(), 3);
    session.eventually("an empty report", |session| {
        let answer = session.ask("workspace/diagnostic", json!({"previousResultIds": known}));
        let reports = answer["items"].as_array().cloned().unwrap_or_default();
        let report = reports.iter().find(|it| it["uri"] == gone)?;
        (report["kind"] == "full" && report["items"] == json!([])).then_some(())
    });
    session.finish();
}

#[test]
fn an_editor_that_is_pushed_to_can_have_the_whole_workspace_too() {
    let team = Team::new(PAIR);
    let editor = Editor::like(profiles::helix())
        .folder(&team.root())
        .options(json!({"diagnostics": {"scope": "workspace"}}));
    let mut session = editor.start();
    let lead = team.uri(".claude/agents/lead.md");
    session.published_until(&lead, &["unknown-tool"]);

    std::fs::remove_file(team.file()).unwrap();
    session.disk_changed(team.file(), 3);
    session.published_until(&lead, &[]);
    session.finish();
}

#[test]
fn findings_in_closed_files_go_when_only_open_ones_are_wanted_again() {
    let team = Team::new(PAIR);
    let editor = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .options(json!({"diagnostics": {"scope": "workspace"}}));
    let mut session = editor.start();
    let lead = team.uri(".claude/agents/lead.md");
    session.published_until(&lead, &["unknown-tool"]);
    let settings = json!({"diagnostics": {"scope": "open"}});
    session.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": settings}),
    );
    session.published_until(&lead, &[]);
    session.finish();
}

#[test]
fn a_closed_document_has_no_diagnostics_any_more() {
    let team = Team::new(PAIR);
    let here = uri(team.file());
    let mut session = Editor::like(profiles::helix()).folder(&team.root()).start();
    session.open_file(team.file());
    session.published_until(&here, &["unknown-tool"]);
    session.close(&here);
    session.published_until(&here, &[]);
    session.finish();
}

fn contents(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or_default()
}

fn documentation(item: &Value) -> &str {
    item["documentation"]["value"].as_str().unwrap_or_default()
}
