//! Links that lead nowhere.

use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use crate::diagnostics;

/// What is said of the links of a fixture, and of which.
fn check(fixture: &str, expected: &Expect) {
    let (snapshot, _) = Fixture::parse(&format!("{fixture}//- /w/CLAUDE.md\nx\n")).snapshot();
    let mut shown = String::new();
    for (id, link) in snapshot.dangling_links() {
        for finding in diagnostics(&snapshot, id) {
            let rule = if link.is_outside {
                "outside-link"
            } else {
                "dangling-link"
            };
            assert_eq!(finding.rule, rule);
            shown += &format!("{}: {}\n", link.path, finding.message);
        }
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_link_in_place_of_a_file_or_folder_is_reported_at_its_path() {
    check(
        "\
//- /w/.claude/agents/zz.md -> ../gone.md
//- /w/.claude/skills/dead -> /opt/skills/dead
//- /w/.claude/commands -> ../commands
//- /w/AGENTS.md -> docs/agents.md
",
        &expect![[r#"
            /w/.claude/agents/zz.md: `zz.md` is a link to `../gone.md`, which isn't there. No agent is loaded from here.
            /w/.claude/commands: `commands` is a link to `../commands`, which isn't there. No command is loaded from there.
            /w/.claude/skills/dead: `dead` is a link to `/opt/skills/dead`, which isn't there. No skill is loaded from there.
            /w/AGENTS.md: `AGENTS.md` is a link to `docs/agents.md`, which isn't there. No memory is loaded from here.
        "#]],
    );
}

#[test]
fn a_link_that_leads_out_of_the_workspace_is_told_and_not_followed() {
    check(
        "\
//- /w/.claude/agents/zz.md -> ../../../outside/zz.md
//- /w/.claude/skills/far -> /outside/skills/far
//- /w/docs/x.md -> /outside/zz.md
//- /outside/zz.md
Text.
//- /outside/skills/far/SKILL.md
Text.
",
        &expect![[r#"
            /w/.claude/agents/zz.md: `zz.md` is a link to `../../../outside/zz.md`, which leads out of the workspace. What agent lies there is not read here.
            /w/.claude/skills/far: `far` is a link to `/outside/skills/far`, which leads out of the workspace. What skill lies there is not read here.
        "#]],
    );
}

#[test]
fn a_link_where_no_program_looks_is_nobodys() {
    check(
        "\
//- /w/docs/x.md -> ../gone.md
//- /w/agents -> ../gone
//- /w/.claude/skills/ship/SKILL.md
---
name: ship
description: Ships.
---
Text.
//- /w/.claude/skills/ship/assets -> ../../gone
//- /w/.claude/skills/ship/run.sh -> ../../gone.sh
//- /w/node -> /usr/bin/gone
",
        &expect![[""]],
    );
}

#[test]
fn many_links_into_one_missing_place_are_one_finding() {
    let links = ["a", "b", "c", "d"]
        .map(|name| format!("//- /w/.claude/skills/{name} -> ../../vendor/skills/{name}\n"));
    check(
        &links.concat(),
        &expect![[r#"
            /w/.claude/skills/a: `a` is a link to `../../vendor/skills/a`, which isn't there, and 3 more such links lead to what isn't in `vendor`. No skill is loaded from any of them.
        "#]],
    );
}
