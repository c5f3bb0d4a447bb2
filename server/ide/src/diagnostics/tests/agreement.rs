//! What completion offers, diagnostics accept.

use dossier_dialect::{FileKind, PluginUse, Shape};
use dossier_workspace::fixture::Fixture;

use super::*;
use crate::{Insert, completions};

/// One file to complete in: its path, and what its front matter must have beside the field.
struct Host {
    kind: FileKind,
    path: &'static str,
    head: &'static str,
}

#[test]
fn completion_agrees_with_diagnostics() {
    let hosts = [
        Host {
            kind: FileKind::Agent,
            path: "/w/.claude/agents/main.md",
            head: "name: main\ndescription: Works.\n",
        },
        Host {
            kind: FileKind::Skill,
            path: "/w/.claude/skills/main/SKILL.md",
            head: "name: main\ndescription: Works.\n",
        },
        Host {
            kind: FileKind::Command,
            path: "/w/.claude/commands/main.md",
            head: "description: Works.\n",
        },
        Host {
            kind: FileKind::Rule,
            path: "/w/.claude/rules/main.md",
            head: "",
        },
        Host {
            kind: FileKind::OutputStyle,
            path: "/w/.claude/output-styles/main.md",
            head: "name: Main\n",
        },
        Host {
            kind: FileKind::Skill,
            path: "/w/.agents/skills/main/SKILL.md",
            head: "name: main\ndescription: Works.\n",
        },
        Host {
            kind: FileKind::Agent,
            path: "/w/plugins/alpha/agents/main.md",
            head: "name: main\ndescription: Works.\n",
        },
        Host {
            kind: FileKind::OutputStyle,
            path: "/w/plugins/alpha/output-styles/main.md",
            head: "name: Main\n",
        },
    ];
    let mut accepted = 0;
    for host in &hosts {
        let plain = format!("//- {}\n---\n{}<|>\n---\nBody.\n", host.path, host.head);
        let fixture = Fixture::parse(&with_team(&plain));
        let (snapshot, id) = fixture.snapshot();
        let source = snapshot.source(id).unwrap();
        assert_eq!(source.place().kind, host.kind, "{}", host.path);
        assert_eq!(diagnostics(&snapshot, id), [], "{}", host.path);
        // Every field by its name, and then every value of it in every way to write it.
        accepted += accept_all(&snapshot, id, fixture.offset, host);
        for field in snapshot.dialect(source.place()).fields(host.kind) {
            let read = match field.plugin {
                Some(PluginUse::Ignored) => source.place().plugin.is_none(),
                Some(PluginUse::Only) => source.place().plugin.is_some(),
                None => true,
            };
            if !read {
                continue;
            }
            let line = match field.name.split_once('.') {
                Some((outer, inner)) => format!("{outer}:\n  {inner}:"),
                None => format!("{}:", field.name),
            };
            let mut rest: String = host
                .head
                .lines()
                .filter(|kept| !kept.starts_with(&line))
                .flat_map(|kept| [kept, "\n"])
                .collect();
            if let Some(with) = &field.only_with {
                rest += &format!("{}: {}\n", with.field, with.value);
            }
            for value in [
                " <|>",
                "<|>",
                " \"<|>\"",
                " [<|>]",
                "\n  - <|>",
                "\n- <|>",
                " [\n  <|>\n]",
            ] {
                let is_list = value.contains(['[', '-']);
                if is_list && field.lists.is_empty() && field.shape != Shape::McpServers {
                    continue;
                }
                let text = format!("//- {}\n---\n{rest}{line}{value}\n---\nBody.\n", host.path);
                for text in [
                    text.clone(),
                    text.replace('\n', "\r\n").replacen("\r\n", "\n", 1),
                ] {
                    let fixture = Fixture::parse(&with_team(&text));
                    let (snapshot, id) = fixture.snapshot();
                    accepted += accept_all(&snapshot, id, fixture.offset, host);
                }
            }
        }
    }
    assert!(accepted > 1_000, "only {accepted} items were accepted");
}

/// Accepts each item offered at `offset`, and fails if diagnostics find fault with the result.
/// Returns how many there were.
fn accept_all(snapshot: &Snapshot, id: FileId, offset: usize, host: &Host) -> usize {
    let text = snapshot.source(id).unwrap().text;
    let items = completions(snapshot, id, offset).items;
    for item in &items {
        let inserted = match &item.insert {
            Insert::Text(text) => text.clone(),
            Insert::Snippet { plain, .. } => plain.clone(),
        };
        let mut after = text.to_string();
        after.replace_range(item.replace.range(), &inserted);
        let result = Fixture::parse(&with_team(&format!("//- {}\n<|>{after}", host.path)));
        let (snapshot, id) = result.snapshot();
        let found = diagnostics(&snapshot, id);
        assert_eq!(found, [], "{} in {}:\n{after}", item.label, host.path);
    }
    items.len()
}
