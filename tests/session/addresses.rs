//! Addresses as clients write them, and documents that aren't on this disk.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Editor, Session, at, position, slashed, uri};
use crate::profiles;
use crate::team::Team;

/// What some clients leave as it is in addresses.
const RAW: &str = match cfg!(windows) {
    // Not in names there.
    true => "[id] ^{é}`日",
    false => "[id] |^{é}\"`日",
};

const LEAD: &str = "---
name: lead
description: Plans the work.
tools: Reed
---
Hand drafts to `writer`.
";

const WRITER: &str = "---\nname: writer\ndescription: Writes things down.\n---\n";

/// The address of a file, written as it is.
fn raw(path: &Path) -> String {
    format!("file://{}", slashed(path))
}

/// A session whose root is written as it is.
fn start_at(root: &Path, capabilities: Value) -> Session {
    let editor = Editor::like(capabilities);
    let mut hello = editor.initialize_params();
    let mut session = editor.spawn();
    hello["workspaceFolders"] = json!([{"uri": raw(root), "name": "team"}]);
    hello["rootUri"] = json!(raw(root));
    session.ask("initialize", hello);
    session.notify("initialized", json!({}));
    session
}

/// A team in a folder of that name.
fn team() -> Team {
    let team = Team::new("");
    team.write(&format!("{RAW}/.claude/agents/lead.md"), LEAD);
    team.write(&format!("{RAW}/.claude/agents/writer.md"), WRITER);
    team
}

#[test]
fn a_root_is_taken_for_the_folder_that_is_meant() {
    let team = team();
    let lead = team.path(&format!("{RAW}/.claude/agents/lead.md"));
    let mut session = start_at(&team.path(RAW), profiles::plain());
    session.open(&raw(&lead), LEAD);
    let writer = raw(&team.path(&format!("{RAW}/.claude/agents/writer.md")));
    session.eventually("the writer, as the client writes it", |session| {
        let found = session.definitions(&raw(&lead), &position(5, 17));
        (found == [writer.clone()]).then_some(())
    });
    session.finish();
}

#[test]
fn diagnostics_come_under_the_address_that_was_opened() {
    let team = team();
    let lead = raw(&team.path(&format!("{RAW}/.claude/agents/lead.md")));
    let mut session = start_at(&team.path(RAW), profiles::kakoune());
    session.open(&lead, LEAD);
    session.published_until(&lead, &["unknown-tool"]);
    session.replace(&lead, 2, &LEAD.replace("Reed", "Read"));
    session.published_until(&lead, &[]);
    session.close(&lead);
    session.finish();
}

#[test]
fn every_such_character_is_understood_without_a_root() {
    for character in RAW.chars() {
        let team = Team::new("");
        let lead = team.write(&format!("a{character}b/.claude/agents/lead.md"), LEAD);
        let mut session = Editor::like(profiles::plain()).start();
        session.open(&raw(&lead), LEAD);
        assert_eq!(session.pull(&raw(&lead)), ["unknown-tool"], "{character:?}");
        session.finish();
    }
}

#[test]
fn a_folder_that_is_added_later_is_read() {
    let (team, other) = (team(), Team::new(""));
    let lead = other.write(".claude/agents/lead.md", LEAD);
    let mut session = Editor::like(profiles::neovim())
        .folder(&other.root())
        .start();
    session.open_file(&lead);
    let added = json!({"uri": raw(&team.path(RAW)), "name": "team"});
    session.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": {"added": [added], "removed": []}}),
    );
    let writer = raw(&team.path(&format!("{RAW}/.claude/agents/writer.md")));
    session.eventually("the writer of the other folder", |session| {
        let found = session.definitions(&uri(&lead), &position(5, 17));
        (found == [writer.clone()]).then_some(())
    });
    session.finish();
}

#[test]
fn a_rename_edits_files_under_the_client_s_own_addresses() {
    let team = team();
    let root = team.path(RAW);
    let mut session = start_at(&root, profiles::neovim());
    let lead = raw(&root.join(".claude/agents/lead.md"));
    session.open(&lead, LEAD);
    let files = json!([{
        "oldUri": raw(&root.join(".claude/agents/writer.md")),
        "newUri": raw(&root.join(".claude/agents/scribe.md")),
    }]);
    let edited = session.eventually("an edit", |session| {
        let edit = session.ask("workspace/willRenameFiles", json!({"files": files}));
        let edit = edit.to_string();
        edit.contains("scribe").then_some(edit)
    });
    let lead = json!(lead).to_string();
    assert!(edited.contains(&lead), "{lead} in {edited}");
    session.finish();
}

#[test]
fn a_client_that_writes_addresses_in_percents_gets_them_so() {
    let team = team();
    let root = team.path(RAW);
    let mut session = Editor::like(profiles::plain()).folder(&root).start();
    let lead = uri(&root.join(".claude/agents/lead.md"));
    session.open(&lead, LEAD);
    let writer = uri(&root.join(".claude/agents/writer.md"));
    session.eventually("the writer", |session| {
        let found = session.definitions(&lead, &position(5, 17));
        (found == [writer.clone()]).then_some(())
    });
    session.finish();
}

#[test]
fn of_a_document_that_is_not_on_this_disk_nothing_is_said_to_be_missing() {
    let memory = "Read [the plan](docs/plan.md).\n\n@docs/style.md\n";
    let manifest = "{\"name\": \"kit\", \"commands\": \"./nowhere.md\"}";
    let team = Team::new("");
    team.write("docs/other.md", "");
    let here = uri(&team.write("CLAUDE.md", memory));
    let mut session = Editor::like(profiles::plain()).start();
    session.open(&here, memory);
    session.eventually("what is said of a file on this disk", |session| {
        let found = session.pull(&here);
        (found == ["missing-file", "missing-import"]).then_some(())
    });
    // Windows has a path for it.
    let of_another_machine = (!cfg!(windows)).then_some(("file://server/share/CLAUDE.md", memory));
    let elsewhere = [
        ("untitled:CLAUDE.md", memory),
        ("git:/w/CLAUDE.md?%7B%22ref%22%3A%22HEAD%22%7D", memory),
        ("vscode-vfs://github/o/r/CLAUDE.md", memory),
        (
            "vscode-vfs://github/o/r/.claude-plugin/plugin.json",
            manifest,
        ),
        (
            "vscode-vfs://github/o/r/.claude/agents/lead.md",
            &format!("{WRITER}[x](../../docs/x.md)\n"),
        ),
    ];
    for (address, text) in elsewhere.into_iter().chain(of_another_machine) {
        session.open(address, text);
        assert_eq!(session.pull(address), Vec::<String>::new(), "{address}");
        let everything = json!({
            "textDocument": {"uri": address},
            "range": {"start": position(0, 0), "end": position(9, 0)},
            "context": {"diagnostics": []},
        });
        let actions = session.ask("textDocument/codeAction", everything);
        assert!(!actions.to_string().contains("docs/"), "{actions}");
        session.ask("textDocument/hover", at(address, &position(0, 8)));
    }
    session.finish();
}

#[test]
fn what_can_be_seen_without_the_disk_is_said_of_such_a_document_all_the_same() {
    let mut session = Editor::like(profiles::plain()).start();
    let address = "vscode-vfs://github/o/r/.claude/agents/lead.md";
    session.open(address, LEAD);
    assert_eq!(session.pull(address), ["unknown-tool"]);
    session.finish();
}

#[test]
fn a_file_of_this_machine_may_say_so() {
    let team = Team::new("");
    let lead = team.write(".claude/agents/lead.md", LEAD);
    let mut session = Editor::like(profiles::plain()).start();
    let address = raw(&lead).replace("file://", "file://localhost");
    session.open(&address, &format!("{LEAD}[guide](../../docs/guide.md)\n"));
    session.eventually("what is missing on the disk", |session| {
        let found = session.pull(&address);
        (found == ["unknown-tool", "missing-file"]).then_some(())
    });
    session.finish();
}
