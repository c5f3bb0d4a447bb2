//! Claude Code as the editor, as far as is known how it behaves: it starts the server by the
//! plugin's `.lsp.json`, is pushed diagnostics, answers nothing that the server asks, and asks
//! about files that it never opened. Positions of its `LSP` tool count from one.
//!
//! What it says of itself in `initialize` is not known, so it says nothing here, or claims what it
//! doesn't keep. Source: Claude Code documentation, plugin manifest, 2026-09, and reports in the
//! issues of anthropics/claude-code up to 2026-09 (16360, 16804, 33552, 44113, 64238).

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::client::{Answers, Editor, Session, at, folder, position, uri};
use crate::team::Team;

/// How many documents the host keeps open.
const OPEN: usize = 50;

const TEAM: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
---
Hand drafts to `writer`.
//- /.claude/agents/writer.md
---
name: writer
description: Writes things down.
tools: Read
---
# Style

Ask `lead` about the plan.
//- /README.md
# A project

Ask `writer`, tools: Reed.
";

/// What differs between its versions and ways of use, as far as the server could notice.
#[derive(Clone, Copy, Debug)]
struct Variant {
    answers: Answers,
    /// Whether the folder is named as `workspaceFolders`, or as `rootUri` alone.
    names_folders: bool,
    /// Whether it claims in `initialize` what it doesn't keep.
    claims: bool,
}

const VARIANTS: [Variant; 4] = [
    Variant {
        answers: Answers::None,
        names_folders: true,
        claims: false,
    },
    Variant {
        answers: Answers::None,
        names_folders: false,
        claims: true,
    },
    Variant {
        answers: Answers::Null,
        names_folders: true,
        claims: true,
    },
    Variant {
        answers: Answers::Null,
        names_folders: false,
        claims: false,
    },
];

struct Host {
    session: Session,
    /// Open documents and their versions, the one used last at the end.
    open: VecDeque<(PathBuf, i32)>,
}

/// The entry of the plugin's `.lsp.json`.
fn server() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../editors/claude-code/.lsp.json");
    let text = std::fs::read_to_string(path).expect("the file is there");
    let servers: Value = serde_json::from_str(&text).expect("it is JSON");
    servers["dossier"].clone()
}

impl Host {
    fn start(project: &Path, variant: Variant) -> Self {
        let server = server();
        let arguments = server["args"].as_array().expect("a list").iter();
        let arguments = arguments.map(|it| it.as_str().expect("a text").to_owned());
        let mut session = Editor::like(json!({}))
            .program(
                server["command"].as_str().expect("a text"),
                arguments.collect(),
            )
            .answers(variant.answers)
            .spawn();
        let folders = json!([folder(project)]);
        let claims = json!({
            "workspace": {
                "configuration": true,
                "workspaceFolders": true,
                "didChangeWatchedFiles": {"dynamicRegistration": true},
                "semanticTokens": {"refreshSupport": true},
            },
            "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
            "window": {"workDoneProgress": true},
        });
        let params = json!({
            "processId": std::process::id(),
            "clientInfo": {"name": "Claude Code", "version": "2.1.330"},
            "rootUri": uri(project),
            "workspaceFolders": if variant.names_folders { folders } else { Value::Null },
            "capabilities": if variant.claims { claims } else { json!({}) },
            "initializationOptions": server["initializationOptions"],
        });
        session.ask("initialize", params);
        session.notify("initialized", json!({}));
        let open = VecDeque::new();
        Self { session, open }
    }

    /// Writes a file and tells the server: this is what the tools that edit and write do.
    fn edit(&mut self, path: &Path, text: &str) {
        std::fs::write(path, text).expect("the file can be written");
        let at = self.open.iter().position(|(open, _)| open == path);
        let known = at.and_then(|at| self.open.remove(at));
        let version = known.map_or(1, |(_, version)| version + 1);
        self.open.push_back((path.to_owned(), version));
        let address = uri(path);
        if version == 1 {
            let extension = path.extension().and_then(|it| it.to_str());
            let extension = format!(".{}", extension.expect("a name with an extension"));
            let language = &server()["extensionToLanguage"][extension];
            self.session.notify(
                "textDocument/didOpen",
                json!({"textDocument": {
                    "uri": address, "languageId": language, "version": 1, "text": text,
                }}),
            );
        } else {
            self.session.replace(&address, version, text);
        }
        self.session.notify(
            "textDocument/didSave",
            json!({"textDocument": {"uri": address}}),
        );
        if self.open.len() > OPEN
            && let Some((oldest, _)) = self.open.pop_front()
        {
            self.session.close(&uri(&oldest));
        }
    }

    /// One use of the `LSP` tool, whose lines and characters count from one.
    fn operation(&mut self, method: &str, path: &Path, line: u32, character: u32) -> Value {
        let mut params = at(&uri(path), &position(line - 1, character - 1));
        params["context"] = json!({"includeDeclaration": true});
        self.session.ask(method, params)
    }

    fn learns(&mut self, path: &Path, rules: &[&str]) {
        self.session.published_until(&uri(path), rules);
    }

    /// Asks until the team has been read.
    fn knows_team(&mut self) {
        self.session.eventually("the team", |session| {
            let found = session.ask("workspace/symbol", json!({"query": "writer"}));
            found.as_array().filter(|found| !found.is_empty()).map(drop)
        });
    }

    /// Ends the session, and returns the addresses of which it was told something unread.
    fn told_of(self) -> Vec<String> {
        let unread = self.session.finish();
        let published = unread
            .iter()
            .filter(|it| it["method"] == "textDocument/publishDiagnostics");
        published
            .filter_map(|it| it["params"]["uri"].as_str().map(str::to_owned))
            .collect()
    }
}

fn names(found: &Value) -> Vec<&str> {
    let found = found.as_array().into_iter().flatten();
    found.filter_map(|it| it["name"].as_str()).collect()
}

fn places(found: &Value) -> Vec<(&str, u64)> {
    let found = match found {
        Value::Array(found) => found.as_slice(),
        one => std::slice::from_ref(one),
    };
    let place = |it: &'_ Value| it["range"]["start"]["line"].as_u64().map(|line| line + 1);
    found
        .iter()
        .filter_map(|it| Some((it["uri"].as_str()?, place(it)?)))
        .collect()
}

#[test]
fn an_edit_brings_its_diagnostics_and_another_takes_them_away() {
    for variant in VARIANTS {
        let team = Team::new(TEAM);
        let mut host = Host::start(&team.root(), variant);
        let writer = team.path(".claude/agents/writer.md");
        let right = std::fs::read_to_string(&writer).unwrap();
        host.edit(&writer, &right.replace("tools: Read", "tools: Reed"));
        host.learns(&writer, &["unknown-tool"]);
        host.edit(&writer, &right);
        host.learns(&writer, &[]);
        host.edit(&writer, &right.replace("description", "descripton"));
        host.learns(&writer, &["missing-field", "unknown-field"]);
        host.session.finish();
    }
}

#[test]
fn every_operation_answers_about_files_that_were_never_opened() {
    for variant in VARIANTS {
        let team = Team::new(TEAM);
        let mut host = Host::start(&team.root(), variant);
        let lead = team.path(".claude/agents/lead.md");
        let writer = team.path(".claude/agents/writer.md");
        let (lead_uri, writer_uri) = (uri(&lead), uri(&writer));
        host.knows_team();

        let found = host.operation("textDocument/definition", &lead, 5, 18);
        assert_eq!(places(&found), [(writer_uri.as_str(), 2)], "{variant:?}");
        let found = host.operation("textDocument/references", &writer, 2, 8);
        assert_eq!(
            places(&found),
            [(lead_uri.as_str(), 5), (writer_uri.as_str(), 2)]
        );
        let hover = host.operation("textDocument/hover", &lead, 5, 18);
        let hover = hover["contents"]["value"].as_str().expect("a text");
        assert!(hover.contains("Writes things down."), "{hover}");
        let outline = host.operation("textDocument/documentSymbol", &writer, 1, 1);
        let expected = ["front matter", "name", "description", "tools", "Style"];
        assert_eq!(names(&outline), expected);
        let found = host
            .session
            .ask("workspace/symbol", json!({"query": "writer"}));
        assert!(names(&found).contains(&"writer"), "{found}");

        let prepared = host.operation("textDocument/prepareCallHierarchy", &writer, 2, 8);
        assert_eq!(names(&prepared), ["writer"]);
        let item = json!({"item": prepared[0]});
        let callers = host
            .session
            .ask("callHierarchy/incomingCalls", item.clone());
        assert_eq!(callers[0]["from"]["name"], "lead");
        let callees = host.session.ask("callHierarchy/outgoingCalls", item);
        assert_eq!(callees[0]["to"]["name"], "lead");
        host.session.finish();
    }
}

#[test]
fn an_operation_that_agent_files_have_no_word_for_is_refused_at_once() {
    const METHOD_NOT_FOUND: i64 = -32601;
    let team = Team::new(TEAM);
    let mut host = Host::start(&team.root(), VARIANTS[0]);
    let place = at(&team.uri(".claude/agents/lead.md"), &position(0, 0));
    let code = host
        .session
        .error_of("textDocument/implementation", place.clone());
    assert_eq!(code, METHOD_NOT_FOUND);
    host.session.finish();
}

#[test]
fn a_file_outside_the_project_or_ignored_in_it_is_read_when_it_is_asked_about() {
    let team = Team::new(TEAM);
    team.write(".gitignore", "private\n");
    let ignored = team.write(
        "private/.claude/agents/scribe.md",
        "---\nname: scribe\ndescription: Takes notes.\n---\nAsk `writer`.\n",
    );
    let elsewhere = Team::new(TEAM);
    std::fs::create_dir(elsewhere.path(".git")).unwrap();
    let mut host = Host::start(&team.root(), VARIANTS[0]);
    host.knows_team();

    let outline = host.operation("textDocument/documentSymbol", &ignored, 1, 1);
    assert_eq!(names(&outline), ["front matter", "name", "description"]);

    let lead = elsewhere.path(".claude/agents/lead.md");
    let writer = elsewhere.uri(".claude/agents/writer.md");
    let outline = host.operation("textDocument/documentSymbol", &lead, 1, 1);
    assert_eq!(names(&outline), ["front matter", "name", "description"]);
    let place = at(&uri(&lead), &position(4, 17));
    host.session
        .eventually("the team around it is read too", |session| {
            let found = session.ask("textDocument/definition", place.clone());
            (places(&found).first() == Some(&(writer.as_str(), 2))).then_some(())
        });
    host.session.finish();
}

#[test]
fn plain_markdown_is_answered_where_it_names_one_of_the_team_and_gets_nothing_else() {
    let team = Team::new(TEAM);
    let elsewhere = Team::new(&TEAM.replace("writer", "stranger"));
    std::fs::create_dir(elsewhere.path(".git")).unwrap();
    let large = team.path("large.md");
    let mut host = Host::start(&team.root(), VARIANTS[0]);
    host.knows_team();

    let line = "Ask `writer` to use tools: Reed, and `subagent_type: nobody`.\n\n";
    let (readme, stranger) = (team.path("README.md"), elsewhere.path("README.md"));
    for text in [
        "# A project\n\nAsk `writer`.\n".to_owned(),
        format!("---\ntitle: A post\n---\n\n{line}"),
        line.repeat(2_000_000 / line.len()),
    ] {
        for path in [&readme, &large, &stranger] {
            host.edit(path, &text);
            for method in [
                "textDocument/hover",
                "textDocument/definition",
                "textDocument/references",
                "textDocument/documentSymbol",
                "textDocument/prepareCallHierarchy",
            ] {
                let found = host.operation(method, path, 3, 6);
                let is_nothing = found.is_null() || found == json!([]);
                let leads = ["hover", "definition", "references", "prepareCallHierarchy"];
                let may_lead = *path != stranger && leads.iter().any(|it| method.ends_with(it));
                let names_writer = found.to_string().contains("writer.md");
                assert!(
                    is_nothing || may_lead && names_writer,
                    "{method} of {}: {found}",
                    path.display()
                );
            }
        }
    }
    host.session.close(&uri(&large));
    // What comes after them is answered, and by then they would have had their findings too.
    let writer = team.path(".claude/agents/writer.md");
    host.edit(&writer, "---\nname: writer\ntools: Reed\n---\n");
    host.learns(&writer, &["missing-field", "unknown-tool"]);
    let found = host
        .session
        .ask("workspace/symbol", json!({"query": "stranger"}));
    assert_eq!(names(&found), <[&str; 0]>::default(), "nobody looked there");
    assert_eq!(host.told_of(), <[&str; 0]>::default());
}

#[test]
fn a_file_whose_findings_did_not_change_is_not_told_of_again() {
    let team = Team::new(TEAM);
    let mut host = Host::start(&team.root(), VARIANTS[0]);
    host.knows_team();
    let lead = team.path(".claude/agents/lead.md");
    let writer = team.path(".claude/agents/writer.md");
    let right = std::fs::read_to_string(&writer).unwrap();
    host.edit(
        &lead,
        "---\nname: lead\ndescription: Plans.\ntools: Reed\n---\n",
    );
    host.learns(&lead, &["unknown-tool"]);
    // Another name may matter to every open file, and here it doesn't.
    host.edit(&writer, &right.replace("name: writer", "name: author"));
    host.learns(&writer, &[]);
    host.edit(&writer, &right.replace("tools: Read", "tools: Reed"));
    host.learns(&writer, &["unknown-tool"]);
    // The same once more is no news either.
    let again = right.replace("tools: Read", "tools: Reed, Read");
    host.edit(&writer, &again);
    host.learns(&writer, &["unknown-tool"]);
    assert_eq!(host.told_of(), <[&str; 0]>::default());
}

#[test]
fn more_files_than_the_host_keeps_open_are_closed_and_opened_again() {
    let team = Team::new(TEAM);
    let mut host = Host::start(&team.root(), VARIANTS[0]);
    let path = |at: usize| team.path(&format!(".claude/agents/agent-{at}.md"));
    let text = |at: usize, tool: &str| {
        format!("---\nname: agent-{at}\ndescription: Number {at}.\ntools: {tool}\n---\n")
    };
    for at in 0..OPEN + 5 {
        host.edit(&path(at), &text(at, "Reed"));
        host.learns(&path(at), &["unknown-tool"]);
    }
    // The first was closed long ago: what was said of it is taken back, and it is answered all
    // the same.
    host.learns(&path(0), &[]);
    let outline = host.operation("textDocument/documentSymbol", &path(0), 1, 1);
    let expected = ["front matter", "name", "description", "tools"];
    assert_eq!(names(&outline), expected);
    host.edit(&path(0), &text(0, "Reed, Write"));
    host.learns(&path(0), &["unknown-tool"]);
    host.session.finish();
}

#[test]
fn a_host_that_only_saves_is_understood() {
    let team = Team::new(TEAM);
    let mut host = Host::start(&team.root(), VARIANTS[0]);
    host.knows_team();
    let folder = team.path("collection");
    std::fs::create_dir_all(folder.join("agents")).unwrap();
    let scribe = folder.join("agents/scribe.md");
    std::fs::write(
        &scribe,
        "---\nname: scribe\ndescription: Takes notes.\n---\n",
    )
    .unwrap();
    let saved = json!({"textDocument": {"uri": uri(&scribe)}});
    host.session.notify("textDocument/didSave", saved);
    host.session.eventually("the saved file", |session| {
        let found = session.ask("workspace/symbol", json!({"query": "scribe"}));
        names(&found).contains(&"scribe").then_some(())
    });
    host.session.finish();
}
