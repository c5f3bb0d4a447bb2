//! Folders, the disk, and settings that lie in files.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Editor, Session, folder, position, uri};
use crate::profiles;
use crate::team::Team;

/// An agent that mentions another, which is not there yet.
const LEAD: &str = "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
---
Hand drafts to `wri<|>ter`.
";

const WRITER: &str = "---\nname: writer\ndescription: Writes things down.\n---\n";

/// Waits until the mention under the cursor leads to these addresses.
fn leads_to(session: &mut Session, team: &Team, expected: &[String]) {
    let (here, cursor) = team.here();
    session.eventually(&format!("the mention leads to {expected:?}"), |session| {
        (session.definitions(&here, &cursor) == expected).then_some(())
    });
}

/// Waits until the mention under the cursor leads to two files, and first to this one.
fn leads_first_to(session: &mut Session, team: &Team, expected: &str) {
    let (here, cursor) = team.here();
    let found = session.eventually("two definitions", |session| {
        Some(session.definitions(&here, &cursor)).filter(|found| found.len() == 2)
    });
    assert_eq!(found[0], expected);
}

/// Waits until the server has seen every file.
fn settled(session: &mut Session) {
    session.wait_for_method("workspace/diagnostic/refresh");
}

#[test]
fn files_of_the_workspace_are_found_without_being_opened() {
    let team = Team::new(LEAD);
    team.write(".claude/agents/deep/er/writer.md", WRITER);
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    leads_to(
        &mut session,
        &team,
        &[team.uri(".claude/agents/deep/er/writer.md")],
    );
    session.finish();
}

#[test]
fn several_folders_are_each_found() {
    let (one, two) = (Team::new(LEAD), Team::new(LEAD));
    for team in [&one, &two] {
        team.write(".claude/agents/writer.md", WRITER);
    }
    let editor = Editor::like(profiles::neovim())
        .folder(&one.root())
        .folder(&two.root());
    let mut session = editor.start();
    for team in [&one, &two] {
        session.open_file(team.file());
        leads_first_to(&mut session, team, &team.uri(".claude/agents/writer.md"));
    }
    session.finish();
}

#[test]
fn a_folder_can_be_added_and_taken_out_again() {
    let team = Team::new(LEAD);
    let shared = Team::new("");
    shared.write("agents/writer.md", WRITER);
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[]);

    let change =
        |added: Value, removed: Value| json!({"event": {"added": added, "removed": removed}});
    let other = folder(&shared.root());
    let method = "workspace/didChangeWorkspaceFolders";
    session.notify(method, change(json!([other]), json!([])));
    leads_to(&mut session, &team, &[shared.uri("agents/writer.md")]);
    session.notify(method, change(json!([]), json!([other])));
    leads_to(&mut session, &team, &[]);
    session.finish();
}

#[test]
fn an_older_editor_names_its_one_folder_as_the_root() {
    let team = Team::new(LEAD);
    let writer = team.write(".claude/agents/writer.md", WRITER);
    let mut session = Editor::like(profiles::plain()).spawn();
    let params = json!({"capabilities": {}, "rootUri": uri(&team.root())});
    session.ask("initialize", params);
    session.notify("initialized", json!({}));
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);
    session.finish();
}

#[test]
fn without_a_workspace_a_file_brings_its_own_repository() {
    let team = Team::new(LEAD);
    std::fs::create_dir(team.path(".git")).unwrap();
    let writer = team.write("agents/writer.md", WRITER);
    let mut session = Editor::like(profiles::neovim()).start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);
    session.finish();
}

#[test]
fn what_comes_and_goes_in_that_repository_later_is_seen() {
    let team = Team::new(LEAD);
    std::fs::create_dir(team.path(".git")).unwrap();
    let writer = team.write(".claude/agents/writer.md", WRITER);
    let mut session = Editor::like(profiles::kakoune()).start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);
    std::fs::remove_file(&writer).unwrap();
    leads_to(&mut session, &team, &[]);
    team.write(".claude/agents/writer.md", WRITER);
    leads_to(&mut session, &team, &[uri(&writer)]);
    session.finish();
}

#[test]
fn a_file_outside_the_workspace_brings_its_own_repository_too() {
    let (team, elsewhere) = (Team::new(LEAD), Team::new(LEAD));
    std::fs::create_dir(elsewhere.path(".git")).unwrap();
    let writer = elsewhere.write(".claude/agents/writer.md", WRITER);
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(elsewhere.file());
    leads_to(&mut session, &elsewhere, &[uri(&writer)]);
    session.finish();
}

#[test]
fn an_editor_that_can_watch_is_asked_to() {
    let team = Team::new(LEAD);
    let mut session = Editor::like(profiles::helix()).folder(&team.root()).start();
    let asked = session.wait_for_method("client/registerCapability");
    let registration = &asked["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let patterns = registration["registerOptions"]["watchers"].to_string();
    for file in ["md", ".mcp.json", "plugin.json", "settings", "dossier.toml"] {
        assert!(patterns.contains(file), "{file}: {patterns}");
    }
    session.finish();
}

#[test]
fn an_editor_that_watches_tells_what_came_changed_and_went() {
    let team = Team::new(LEAD);
    // A folder in which the server itself doesn't expect anything.
    std::fs::create_dir_all(team.path("collection/agents")).unwrap();
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    settled(&mut session);
    leads_to(&mut session, &team, &[]);

    let writer = team.write("collection/agents/w.md", WRITER);
    session.disk_changed(&writer, 1);
    leads_to(&mut session, &team, &[uri(&writer)]);

    team.write(
        "collection/agents/w.md",
        &WRITER.replace("name: writer", "name: editor"),
    );
    session.disk_changed(&writer, 2);
    leads_to(&mut session, &team, &[]);

    team.write("collection/agents/w.md", WRITER);
    session.disk_changed(&writer, 2);
    leads_to(&mut session, &team, &[uri(&writer)]);

    std::fs::remove_file(&writer).unwrap();
    session.disk_changed(&writer, 3);
    leads_to(&mut session, &team, &[]);
    session.finish();
}

#[test]
fn a_folder_that_goes_takes_its_files_with_it() {
    let team = Team::new(LEAD);
    let writer = team.write(".claude/agents/more/writer.md", WRITER);
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);
    std::fs::remove_dir_all(team.path(".claude/agents/more")).unwrap();
    session.disk_changed(&team.path(".claude/agents/more"), 3);
    leads_to(&mut session, &team, &[]);
    session.finish();
}

#[test]
fn for_an_editor_that_does_not_watch_the_server_does() {
    let team = Team::new(LEAD);
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    // This one was found, so the folder is watched from here on.
    let first = team.write(".claude/agents/w.md", WRITER);
    leads_to(&mut session, &team, &[uri(&first)]);

    team.write(
        ".claude/agents/w.md",
        &WRITER.replace("name: writer", "name: editor"),
    );
    leads_to(&mut session, &team, &[]);
    team.write(".claude/agents/w.md", WRITER);
    leads_to(&mut session, &team, &[uri(&first)]);
    std::fs::remove_file(&first).unwrap();
    leads_to(&mut session, &team, &[]);
    session.finish();
}

#[test]
fn the_server_s_own_watching_sees_a_new_folder_and_what_comes_into_it_later() {
    let team = Team::new("");
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    let here = team.uri("lead.md");
    session.open(
        &here,
        "---\nname: lead\ndescription: x\ntools: Read\n---\nAsk `writer`.\n",
    );
    session.published(&here);
    for folder in [".claude", ".claude/agents", ".claude/agents/more"] {
        std::fs::create_dir(team.path(folder)).unwrap();
        // The point is that the folder is seen while it is empty.
        std::thread::sleep(std::time::Duration::from_millis(300));
    }
    let writer = team.write(".claude/agents/more/writer.md", WRITER);
    session.eventually("the writer", |session| {
        let found = session.definitions(&here, &position(5, 6));
        (found == [uri(&writer)]).then_some(())
    });
    session.finish();
}

#[test]
fn a_file_that_is_replaced_by_renaming_is_seen_as_many_programs_save_so() {
    let team = Team::new(LEAD);
    let writer = team.write(".claude/agents/w.md", WRITER);
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);
    let new = team.write("new", &WRITER.replace("name: writer", "name: editor"));
    std::fs::rename(new, &writer).unwrap();
    leads_to(&mut session, &team, &[]);
    session.finish();
}

#[test]
fn an_open_buffer_wins_over_the_disk_and_closing_returns_to_it() {
    let team = Team::new(LEAD);
    let writer = team.write(".claude/agents/w.md", WRITER);
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);

    session.open(
        &uri(&writer),
        &WRITER.replace("name: writer", "name: editor"),
    );
    leads_to(&mut session, &team, &[]);
    // The disk's text is read, but it doesn't count.
    session.disk_changed(&writer, 2);
    let other = team.write(
        ".claude/agents/other.md",
        &WRITER.replace("name: writer", "name: o"),
    );
    session.disk_changed(&other, 1);
    session.eventually("the other file", |session| {
        session
            .hover_text(&uri(&other), &position(1, 1))
            .contains("name")
            .then_some(())
    });
    leads_to(&mut session, &team, &[]);

    session.close(&uri(&writer));
    leads_to(&mut session, &team, &[uri(&writer)]);
    session.finish();
}

#[test]
fn a_document_that_was_never_saved_is_gone_when_it_is_closed() {
    let team = Team::new(LEAD);
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    let writer = team.uri(".claude/agents/writer.md");
    session.open(&writer, WRITER);
    leads_to(&mut session, &team, std::slice::from_ref(&writer));
    session.close(&writer);
    leads_to(&mut session, &team, &[]);
    session.finish();
}

#[test]
fn a_new_name_under_edit_reaches_the_diagnostics_of_other_documents() {
    let team = Team::new(
        "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
skills: note-taking
---
",
    );
    let (lead, skill) = (
        team.uri(".claude/agents/lead.md"),
        team.uri(".claude/skills/note/SKILL.md"),
    );
    let mut session = Editor::like(profiles::helix()).folder(&team.root()).start();
    session.open_file(&team.path(".claude/agents/lead.md"));
    session.published_until(&lead, &["unknown-skill"]);
    session.open(&skill, "---\nname: note\ndescription: Takes notes.\n---\n");
    let renamed = team.uri(".claude/skills/note-taking/SKILL.md");
    session.open(
        &renamed,
        "---\nname: note-taking\ndescription: Takes notes.\n---\n",
    );
    session.published_until(&lead, &[]);
    session.finish();
}

#[test]
fn the_user_s_own_agents_are_known_in_every_workspace() {
    let team = Team::new(LEAD);
    let config = Team::new("");
    let writer = config.write("agents/writer.md", WRITER);
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .config(&config.root());
    let mut session = editor.start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);

    // No editor watches outside the workspace, so the server does.
    std::fs::remove_file(&writer).unwrap();
    leads_to(&mut session, &team, &[]);
    let editor = config.write("agents/more/writer.md", WRITER);
    leads_to(&mut session, &team, &[uri(&editor)]);
    session.finish();
}

#[test]
fn a_team_s_own_agent_comes_before_the_user_s() {
    let team = Team::new(LEAD);
    let own = team.write(".claude/agents/writer.md", WRITER);
    let config = Team::new("");
    config.write("agents/writer.md", WRITER);
    let editor = Editor::like(profiles::neovim())
        .folder(&team.root())
        .config(&config.root());
    let mut session = editor.start();
    session.open_file(team.file());
    leads_first_to(&mut session, &team, &uri(&own));
    session.finish();
}

#[test]
fn ignored_files_are_not_found() {
    let team = Team::new(LEAD);
    team.write(".gitignore", "/build\n");
    team.write("build/.claude/agents/writer.md", WRITER);
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    settled(&mut session);
    leads_to(&mut session, &team, &[]);
    session.finish();
}

#[test]
fn ignored_files_are_not_found_when_they_change_either() {
    let team = Team::new(LEAD);
    team.write(".gitignore", "/build\n");
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    settled(&mut session);
    let ignored = [
        team.write("build/.claude/agents/writer.md", WRITER),
        team.write("node_modules/x/.claude/agents/writer.md", WRITER),
    ];
    for path in &ignored {
        session.disk_changed(path, 1);
    }
    let seen = team.write(
        ".claude/agents/seen.md",
        &WRITER.replace("name: writer", "name: seen"),
    );
    session.disk_changed(&seen, 1);
    session.eventually("the file that counts", |session| {
        session
            .hover_text(&uri(&seen), &position(1, 1))
            .contains("name")
            .then_some(())
    });
    leads_to(&mut session, &team, &[]);
    session.finish();
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_in_a_circle_ends_somewhere() {
    let team = Team::new(LEAD);
    let writer = team.write(".claude/agents/writer.md", WRITER);
    std::os::unix::fs::symlink(team.root(), team.path(".claude/agents/circle")).unwrap();
    std::os::unix::fs::symlink(team.path("b"), team.path("a")).unwrap();
    std::os::unix::fs::symlink(team.path("a"), team.path("b")).unwrap();
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);
    session.finish();
}

#[cfg(unix)]
#[test]
fn a_workspace_that_can_only_be_read_is_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let team = Team::new(LEAD);
    let writer = team.write(".claude/agents/writer.md", WRITER);
    let folders = [
        team.root(),
        team.path(".claude"),
        team.path(".claude/agents"),
    ];
    let allow = |mode: u32| {
        for folder in &folders {
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(0o555);
    let before = listing(&team.root());
    let mut session = Editor::like(profiles::neovim())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    leads_to(&mut session, &team, &[uri(&writer)]);
    session.finish();
    // The test may run as somebody who may write everywhere.
    assert_eq!(listing(&team.root()), before);
    allow(0o755);
}

#[test]
fn a_folder_that_is_not_there_is_an_empty_one() {
    let team = Team::new(LEAD);
    let editor = Editor::like(profiles::kakoune()).folder(&team.path("nowhere"));
    let mut session = editor.start();
    session.open_file(team.file());
    session.published_until(&uri(team.file()), &[]);
    session.finish();
}

/// An agent with an unknown tool, in a folder with settings.
fn with_settings(settings: &str) -> Team {
    let team = Team::new(
        "
//- /.claude/agents/lead.md
---
name: lead
description: Plans the work.
tools: Reed<|>
---
",
    );
    team.write("dossier.toml", settings);
    team
}

#[test]
fn a_settings_file_turns_a_rule_off_and_wins_over_the_editor() {
    let team = with_settings("[rules]\nunknown-tool = \"off\"\n");
    let editor = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .options(json!({"rules": {"unknown-tool": "error"}}));
    let mut session = editor.start();
    session.open_file(team.file());
    assert_eq!(session.pull(&uri(team.file())), Vec::<String>::new());
    session.finish();
}

#[test]
fn a_settings_file_that_changes_is_read_again() {
    let team = with_settings("[rules]\nunknown-tool = \"off\"\n");
    let here = uri(team.file());
    let mut session = Editor::like(profiles::kakoune())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    session.published_until(&here, &[]);
    team.write("dossier.toml", "");
    session.published_until(&here, &["unknown-tool"]);
    team.write("dossier.toml", "[rules]\nunknown-tool = \"off\"\n");
    session.published_until(&here, &[]);
    std::fs::remove_file(team.path("dossier.toml")).unwrap();
    session.published_until(&here, &["unknown-tool"]);
    session.finish();
}

#[test]
fn a_broken_settings_file_is_marked_and_the_last_good_one_holds_on() {
    let team = with_settings("[rules]\nunknown-tool = \"off\"\n");
    let config = team.uri("dossier.toml");
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    settled(&mut session);
    team.write("dossier.toml", "[rules\n");
    session.disk_changed(&team.path("dossier.toml"), 2);
    session.published_until(&config, &["configuration"]);
    session.open_file(team.file());
    assert_eq!(session.pull(&uri(team.file())), Vec::<String>::new());
    team.write("dossier.toml", "");
    session.disk_changed(&team.path("dossier.toml"), 2);
    session.published_until(&config, &[]);
    session.eventually("the mended settings", |session| {
        (session.pull(&uri(team.file())) == ["unknown-tool"]).then_some(())
    });
    session.finish();
}

#[test]
fn the_nearest_settings_file_holds_alone() {
    let team = with_settings("[rules]\nunknown-tool = \"off\"\n");
    team.write(".claude/dossier.toml", "exclude = [\"skills\"]\n");
    let mut session = Editor::like(profiles::vs_code()).start();
    session.open_file(team.file());
    assert_eq!(session.pull(&uri(team.file())), ["unknown-tool"]);
    session.finish();
}

#[test]
fn an_excluded_file_gets_no_diagnostics() {
    let team = with_settings("exclude = [\".claude/agents\"]\n");
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    assert_eq!(session.pull(&uri(team.file())), Vec::<String>::new());
    session.finish();
}

#[test]
fn an_own_tool_is_offered_and_accepted() {
    let team = with_settings("[[tool]]\nname = \"Reed\"\ndoc = \"Reads reeds.\"\n");
    let (here, cursor) = team.here();
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    session.open_file(team.file());
    assert!(session.labels(&here, &cursor).contains(&"Reed".to_owned()));
    assert_eq!(session.pull(&here), Vec::<String>::new());
    session.finish();
}

#[test]
fn other_markdown_is_answered_where_it_names_one_of_the_team_and_gets_nothing_else() {
    let team = Team::new(
        "
//- /notes.md
# Notes<|>

Ask `writer`, tools: Reed.
//- /post.md
---
title: A post
tools: Reed
---
Ask `writer`.
",
    );
    team.write(".claude/agents/writer.md", WRITER);
    let mut session = Editor::like(profiles::vs_code())
        .folder(&team.root())
        .start();
    settled(&mut session);
    for (path, mention) in [("notes.md", position(2, 6)), ("post.md", position(4, 6))] {
        let uri = team.uri(path);
        session.open_file(&team.path(path));
        assert_eq!(session.pull(&uri), Vec::<String>::new(), "{path}");
        assert_ne!(session.hover(&uri, &mention), Value::Null, "{path}");
        let found = session.definitions(&uri, &mention);
        assert_eq!(found.len(), 1, "{path}");
        assert!(found[0].contains("writer.md"), "{path}: {found:?}");
        assert_eq!(session.hover(&uri, &position(0, 1)), Value::Null, "{path}");
        assert_eq!(
            session.labels(&uri, &mention),
            Vec::<String>::new(),
            "{path}"
        );
    }
    session.finish();
}

/// The paths of everything in a folder.
fn listing(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(listing(&path));
        }
        found.push(path);
    }
    found.sort();
    found
}
