//! An agent that is written for several programs is one.

use dossier_ide::{definition, diagnostics, rename};
use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

const TEAM: &str = "\
//- /w/.claude/agents/reviewer.md
---
name: reviewer
description: Reviews changes.
---
//- /w/.opencode/agents/reviewer.md
---
description: Reviews changes.
---
//- /w/.github/agents/reviewer.agent.md
---
name: reviewer
description: Reviews changes.
---
";

fn leads(marked: &str) -> String {
    let fixture = Fixture::parse(&format!("{marked}{TEAM}"));
    let (snapshot, file) = fixture.snapshot();
    let links = definition(&snapshot, file, fixture.offset);
    links.iter().map(|it| format!("{}\n", it.path)).collect()
}

#[test]
fn definition_offers_all_the_nearest_program_first() {
    let lead = |path: &str| {
        format!("//- {path}\n---\nname: lead\ndescription: x\n---\nAsk `re<|>viewer`.\n")
    };
    expect![[r#"
        /w/.claude/agents/reviewer.md
        /w/.github/agents/reviewer.agent.md
        /w/.opencode/agents/reviewer.md
    "#]]
    .assert_eq(&leads(&lead("/w/.claude/agents/lead.md")));
    expect![[r#"
        /w/.opencode/agents/reviewer.md
        /w/.claude/agents/reviewer.md
        /w/.github/agents/reviewer.agent.md
    "#]]
    .assert_eq(&leads(&lead("/w/.opencode/agents/lead.md")));
    expect![[r#"
        /w/.github/agents/reviewer.agent.md
        /w/.claude/agents/reviewer.md
        /w/.opencode/agents/reviewer.md
    "#]]
    .assert_eq(&leads(&lead("/w/.github/agents/lead.agent.md")));
}

fn renamed(marked: &str, expected: &Expect) {
    let fixture = Fixture::parse(&format!("{marked}{TEAM}"));
    let (snapshot, file) = fixture.snapshot();
    let done = rename(&snapshot, file, fixture.offset, "critic", true).expect("it can be renamed");
    let mut shown = String::new();
    for edit in done.edits {
        let path = &snapshot.index().file(edit.file).path;
        let text = snapshot.text(edit.file).expect("a text");
        let twin = if edit.of_twin { " of a twin" } else { "" };
        shown += &format!("{path}: {} -> {}{twin}\n", edit.span.of(&text), edit.text);
    }
    for (from, to) in done.moves {
        shown += &format!("{from} -> {to}\n");
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_rename_changes_all() {
    let twin = "//- /w/.opencode/agents/other.md\n---\ndescription: x\n---\nAsk `reviewer`.\n";
    let lead =
        "//- /w/.claude/agents/lead.md\n---\nname: lead\ndescription: x\n---\nAsk `re<|>viewer`.\n";
    renamed(
        &format!("{lead}{twin}"),
        &expect![[r#"
        /w/.claude/agents/lead.md: reviewer -> critic
        /w/.claude/agents/reviewer.md: reviewer -> critic
        /w/.github/agents/reviewer.agent.md: reviewer -> critic of a twin
        /w/.opencode/agents/other.md: reviewer -> critic of a twin
        /w/.claude/agents/reviewer.md -> /w/.claude/agents/critic.md
        /w/.github/agents/reviewer.agent.md -> /w/.github/agents/critic.agent.md
        /w/.opencode/agents/reviewer.md -> /w/.opencode/agents/critic.md
    "#]],
    );
}

#[test]
fn what_has_drifted_apart_is_told() {
    let fixture = Fixture::parse(
        &TEAM
            .replace(
                "---\ndescription: Reviews changes.",
                "---\ndescription: Reviews all.",
            )
            .replacen("name: reviewer", "name: reviewer<|>", 1),
    );
    let (snapshot, file) = fixture.snapshot();
    let said: Vec<_> = diagnostics(&snapshot, file)
        .iter()
        .map(|it| it.message.clone())
        .collect();
    assert_eq!(
        said,
        [
            "OpenCode has the same agent in `.opencode/agents/reviewer.md`, with another description."
        ]
    );
}
