use dossier_syntax::{LineIndex, Parsed, Reading, Span};

use super::*;
use crate::fixture::Fixture;
use crate::{McpServer, Snapshot};

const TEAM: &str = "\
//- /w/.claude/agents/b.md
---
name: same
description: Works.
---
//- /w/.claude/agents/d.md
---
name: d
description: Works.
---
";

/// What a file at `path` says.
fn facts(snapshot: &Snapshot, path: &str, text: &str) -> Option<Arc<Facts>> {
    let parsed = Parsed::new(text, &Reading::default(), snapshot.dialects().lexicon());
    Facts::new(path.into(), text, &parsed, snapshot.places())
}

fn agent(name: &str) -> String {
    format!("---\nname: {name}\ndescription: Does its work.\n---\n")
}

#[test]
fn those_of_a_name_are_in_the_order_of_their_paths() {
    let (snapshot, _) = Fixture::parse(TEAM).snapshot();
    let mut index = snapshot.index().clone();
    for name in ["c", "a"] {
        let path = format!("/w/.claude/agents/{name}.md");
        let id = index.id(Utf8Path::new(&path));
        index.set(id, facts(&snapshot, &path, &agent("same")));
    }
    let paths = index.defining("same").iter();
    let paths: Vec<&str> = paths.map(|id| index.file(*id).path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/w/.claude/agents/a.md",
            "/w/.claude/agents/b.md",
            "/w/.claude/agents/c.md"
        ]
    );
}

#[test]
fn a_file_tells_whether_others_see_another_one() {
    let (snapshot, _) = Fixture::parse(TEAM).snapshot();
    let mut index = snapshot.index().clone();
    let agents = "/w/.claude/agents/e.md";
    let id = index.id(Utf8Path::new(agents));
    for (path, text, is_seen) in [
        (agents, agent("e"), true),
        (agents, agent("e") + "Other words.", false),
        // One name more, and one less.
        (agents, agent("other"), true),
        (agents, agent("e"), true),
        // Of another kind.
        ("/w/.claude/commands/e.md", agent("e"), true),
    ] {
        assert_eq!(
            index.set(id, facts(&snapshot, path, &text)),
            is_seen,
            "{path} {text}"
        );
    }
    assert!(index.set(id, None));
}

#[test]
fn descriptions_of_a_team_are_counted_as_they_change() {
    let (snapshot, _) = Fixture::parse(TEAM).snapshot();
    let mut index = snapshot.index().clone();
    let path = "/w/.claude/agents/d.md";
    let id = index.id(Utf8Path::new(path));
    let shown = |index: &Index| format!("{:?}", index.described());
    index.prepare();
    let before = shown(&index);
    index.set(id, facts(&snapshot, path, &agent("d")));
    assert_ne!(shown(&index), before);
    assert_eq!(shown(&index), format!("{:?}", DescribedTeams::of(&index)));
}

#[test]
fn servers_of_a_file_that_is_gone_are_gone() {
    let file = |path: &str| McpFile {
        servers: vec![McpServer {
            name: "x".into(),
            span: Span::default(),
            endpoint: None,
        }],
        path: path.into(),
        lines: LineIndex::new(""),
    };
    let mut index = Index::default();
    index.set_mcp(file("/w/.mcp.json"));
    index.set_mcp(file("/v/.mcp.json"));
    index.remove_mcp(|path| path.starts_with("/v"));
    let paths: Vec<&str> = index.mcp_files().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["/w/.mcp.json"]);
}
