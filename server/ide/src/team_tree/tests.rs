use dossier_workspace::Settings;
use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use super::*;

const TEAM: &str = r#"//- /w/.claude/agents/lead.md
---
name: lead
description: Plans the work.
tools: Raed
---
Hand drafts to `writer`. Then hand them to `writer` again, and run /ship.
subagent_type: ghost-writer
//- /w/.claude/agents/writer.md
---
name: writer
description: Writes things down.
---
Ask the `lead` agent first.
//- /w/.claude/skills/ship/SKILL.md
---
name: ship
description: Releases.
---
//- /w/plugins/kit/.claude-plugin/plugin.json
{"name": "kit", "version": "1.0.0", "description": "Tools.", "author": {"name": "A. N."}}
//- /w/plugins/kit/agents/lead.md
---
name: lead
description: Leads elsewhere.
---
Leads.
//- /w/CLAUDE.md
Everything goes through the `lead` agent.
//- /home/me/.claude/agents/mine.md
---
name: mine
description: Helps me.
---
Helps.
"#;

fn world(text: &str) -> Snapshot {
    let mut fixture = Fixture::parse(text);
    let roots = vec!["/w".into()];
    fixture.world.set_settings(Settings::default(), roots);
    fixture.world.snapshot()
}

/// The entries beneath one, each with what is beneath it already, and where it leads.
fn shown(snapshot: &Snapshot, entries: &[TreeEntry], indent: usize) -> String {
    let mut text = String::new();
    for it in entries {
        let place = it.place.map(|(file, span)| {
            let path = &snapshot.index().file(file).path;
            let start = snapshot.text(file).unwrap_or_default()[..span.range().start].to_owned();
            let line = start.matches('\n').count() + 1;
            format!(" -> {}:{line}", path.file_name().unwrap_or_default())
        });
        let (mark, beneath) = match &it.beneath {
            Beneath::Nothing => (" ", &[][..]),
            Beneath::Level(false) => ("+", &[][..]),
            Beneath::Level(true) => ("-", &[][..]),
            Beneath::These(these, false) => ("+", &these[..]),
            Beneath::These(these, true) => ("-", &these[..]),
        };
        let place = place.unwrap_or_default();
        let line = format!("{mark} {} | {}{place}", it.label, it.detail);
        text += &format!("{}{}\n", "    ".repeat(indent), line.trim_end());
        text += &shown(snapshot, beneath, indent + 1);
    }
    text
}

fn check(by: TreeBy, of: Option<&str>, expected: &Expect) {
    let snapshot = world(TEAM);
    expected.assert_eq(&shown(&snapshot, &team_tree(&snapshot, by, of), 0));
}

#[test]
fn the_team_is_grouped_by_kind_with_how_many_there_are() {
    check(
        TreeBy::Kind,
        None,
        &expect![[r#"
        - Agents | 4
        - Skills | 1
        - Memory files | 1
        - Plugin manifests | 1
    "#]],
    );
    check(
        TreeBy::Kind,
        Some("kind:agent"),
        &expect![[r#"
        + lead | Plans the work. -> lead.md:2
        + lead | kit · Leads elsewhere. -> lead.md:2
        + mine | Helps me. -> mine.md:2
        + writer | Writes things down. -> writer.md:2
    "#]],
    );
    check(
        TreeBy::Kind,
        Some("kind:memory"),
        &expect![[r#"
        + CLAUDE.md |  -> CLAUDE.md:1
    "#]],
    );
}

#[test]
fn or_by_plugin() {
    check(
        TreeBy::Plugin,
        None,
        &expect![[r#"
        - In no plugin | 4
        - Your own | 1
        - kit | 2
    "#]],
    );
    check(
        TreeBy::Plugin,
        Some("plugin:kit"),
        &expect![[r#"
        + lead | Leads elsewhere. -> lead.md:2
        + plugin.json | plugins/kit/.claude-plugin -> plugin.json:1
    "#]],
    );
    check(
        TreeBy::Plugin,
        Some("project"),
        &expect![[r#"
        + lead | Plans the work. -> lead.md:2
        + writer | Writes things down. -> writer.md:2
        + ship | Releases. -> SKILL.md:2
        + CLAUDE.md |  -> CLAUDE.md:1
    "#]],
    );
}

#[test]
fn or_by_folder_where_a_skill_is_one_thing() {
    check(
        TreeBy::Folder,
        None,
        &expect![[r#"
        - w | 1
        - .claude/agents | 2
        - .claude/skills | 1
        - plugins/kit/.claude-plugin | 1
        - plugins/kit/agents | 1
        - ~/.claude/agents | 1
    "#]],
    );
    check(
        TreeBy::Folder,
        Some("folder:/w/.claude/skills"),
        &expect![[r#"
        + ship | Releases. -> SKILL.md:2
    "#]],
    );
}

#[test]
fn beneath_somebody_is_whom_he_names_and_who_names_him() {
    check(
        TreeBy::Kind,
        Some("file:/w/.claude/agents/lead.md"),
        &expect![[r#"
            - uses | 3
                + writer | in 2 places -> lead.md:6
                      Hand drafts to writer. |  -> lead.md:6
                      Then hand them to writer again, and run /ship. |  -> lead.md:6
                  ship | Then hand them to writer again, and run /ship. -> lead.md:6
                  ghost-writer | nobody has this name -> lead.md:7
            - used by | 2
                  writer | Ask the lead agent first. -> writer.md:5
                  CLAUDE.md | Everything goes through the lead agent. -> CLAUDE.md:1
        "#]],
    );
    check(
        TreeBy::Kind,
        Some("file:/w/.claude/agents/writer.md"),
        &expect![[r#"
            - uses | 1
                  lead | Ask the lead agent first. -> writer.md:5
            - used by | 1
                + lead | in 2 places -> lead.md:6
                      Hand drafts to writer. |  -> lead.md:6
                      Then hand them to writer again, and run /ship. |  -> lead.md:6
        "#]],
    );
}

#[test]
fn who_stands_alone_says_so() {
    let snapshot = world(TEAM);
    let mine = "file:/home/me/.claude/agents/mine.md";
    let found = team_tree(&snapshot, TreeBy::Kind, Some(mine));
    let labels: Vec<&str> = found.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["names nobody, and nobody names it"]);
}

#[test]
fn nothing_is_beneath_what_is_gone() {
    check(TreeBy::Kind, Some("file:/w/gone.md"), &expect![[""]]);
    check(TreeBy::Plugin, Some("plugin:gone"), &expect![[""]]);
    check(TreeBy::Folder, Some("kind:agent"), &expect![[""]]);
}

#[test]
fn findings_are_counted_for_entries_and_groups() {
    let snapshot = world(TEAM);
    let found = |by| {
        let all = tree_files(&snapshot).map(|(file, ..)| (file, Found::of(&snapshot, file)));
        let found = team_findings(&snapshot, by, all).into_iter();
        let lines = found
            .map(|(id, it)| format!("{id}: {} {} {}\n", it.errors, it.warnings, it.information));
        lines.collect::<String>()
    };
    expect![[r#"
        file:/w/.claude/agents/lead.md: 1 1 0
        kind:agent: 1 1 0
    "#]]
    .assert_eq(&found(TreeBy::Kind));
    expect![[r#"
        file:/w/.claude/agents/lead.md: 1 1 0
        folder:/w/.claude/agents: 1 1 0
    "#]]
    .assert_eq(&found(TreeBy::Folder));
}

#[test]
fn what_is_the_same_keeps_its_id_and_no_two_share_one() {
    let snapshot = world(TEAM);
    for by in [TreeBy::Kind, TreeBy::Plugin, TreeBy::Folder] {
        let mut seen = std::collections::BTreeSet::new();
        let mut waiting = team_tree(&snapshot, by, None);
        let mut files = 0;
        while let Some(entry) = waiting.pop() {
            assert!(seen.insert(entry.id.clone()), "{}", entry.id);
            match entry.beneath {
                Beneath::Nothing => {}
                Beneath::These(these, _) => waiting.extend(these),
                Beneath::Level(_) => {
                    files += usize::from(entry.place.is_some());
                    waiting.extend(team_tree(&snapshot, by, Some(&entry.id)));
                }
            }
        }
        assert_eq!(files, tree_files(&snapshot).count(), "{by:?}");
    }
}

#[test]
fn a_large_team_is_folded() {
    let agent =
        |n| format!("//- /w/.claude/agents/a-{n}.md\n---\nname: a-{n}\ndescription: x\n---\nx\n");
    let few = world(&(0..MANY).map(agent).collect::<String>());
    let many = world(&(0..=MANY).map(agent).collect::<String>());
    let is_open =
        |snapshot| team_tree(snapshot, TreeBy::Kind, None)[0].beneath == Beneath::Level(true);
    assert!(is_open(&few));
    assert!(!is_open(&many));
}
