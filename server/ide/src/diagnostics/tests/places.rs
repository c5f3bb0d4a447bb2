//! Imports, names that give way to others, and patterns over paths.

use expect_test::expect;

use camino::Utf8Path;
use dossier_workspace::fixture::Fixture;

use super::*;

#[test]
fn imports_that_lead_nowhere() {
    check(
        "//- /w/CLAUDE.md\n@docs/stile.md and @AGENST.md\n//- /w/docs/style.md\nBe brief.\n",
        &expect![[r#"
            Warning missing-import "docs/stile.md"
            Warning missing-import "AGENST.md"
        "#]],
    );
    for text in [
        "@docs/style.md#names, @./docs/style.md",
        "@CLAUDE.local.md @docs/me.local.md",
        "@~/.claude/mine.md @/etc/agents.md",
        "@elsewhere/style.md",
        "@types/node @someone @docs/data.json me@docs.md",
        "`@docs/none.md`\n```\n@docs/none.md\n```",
    ] {
        check_clean(&format!(
            "//- /w/CLAUDE.md\n{text}\n//- /w/docs/style.md\nBe brief.\n"
        ));
    }
}

#[test]
fn imports_in_a_circle_have_no_depth() {
    check_clean("//- /w/CLAUDE.md\n@a.md\n//- /w/a.md\n@b.md\n//- /w/b.md\n@a.md @CLAUDE.md\n");
}

#[test]
fn who_gives_way_to_whom() {
    let user = |path: &str| {
        format!("//- /home/me/.claude/{path}\n---\nname: x\ndescription: Works.\n---\n")
    };
    check(
        &format!("{}{}", skill("license: MIT"), user("skills/x/SKILL.md")),
        &expect![[r#"
            Information shadowed-definition "x"
        "#]],
    );
    check(
        &format!(
            "{}{}",
            user("agents/x.md"),
            file(".claude/agents/x.md", "name: x\ndescription: Works.")
        ),
        &expect![[r#"
            Hint shadowed-definition "x"
        "#]],
    );
    check_clean(&format!("{}{}", skill("license: MIT"), user("agents/x.md")));
    check_clean(&format!(
        "{}{}",
        file(".claude/commands/a/x.md", "description: Works."),
        skill("license: MIT")
    ));
}

#[test]
fn a_link_to_a_folder_leads_somewhere() {
    let lead = |link: &str| {
        found(&format!(
            "---\nname: main\ndescription: Works.\n---\nSee [them]({link}).\n\
             //- /w/.claude/agents/deep/a.md\n---\nname: a-b\ndescription: x\n---\n"
        ))
    };
    assert_eq!(lead("./shallow/"), "Warning missing-file \"./shallow/\"\n");
    for sound in [
        "./deep/",
        "../agents/",
        "shallow/",
        "/w/none/",
        "https://x.org/a/",
    ] {
        assert_eq!(lead(sound), "", "{sound}");
    }
}

#[test]
fn a_folder_s_name_may_be_kept_for_the_program() {
    let skill = |folder: &str| found(&file(&format!("{folder}/SKILL.md"), "description: x"));
    assert_eq!(
        skill(".claude/skills/synced"),
        "Warning invalid-name \"---\"\n"
    );
    assert_eq!(skill(".claude/skills/sync"), "");
}

#[test]
fn patterns_with_a_bracket_that_starts_no_set() {
    let rule = |paths: &str| file(".claude/rules/x.md", &format!("paths: {paths}"));
    check(
        &rule("\"src/[ab.ts, [z-a].md, docs/**\""),
        &expect![[r#"
            Warning invalid-glob "src/[ab.ts"
            Warning invalid-glob "[z-a].md"
        "#]],
    );
    check_clean(&rule("\"src/**/*.{ts,tsx}, [a-z].md, {a\""));
}

#[test]
fn brackets_that_are_the_name_of_a_folder() {
    let rule = |pattern: &str| {
        format!(
            "//- /w/app/[id]/page.tsx\nx\n//- /w/app/[...slug]/page.tsx\nx\n\
             //- /w/.claude/rules/x.md\n---\npaths:<|>\n  - {pattern}\n---\nBe brief.\n"
        )
    };
    check(
        &rule("\"app/[id]/**\""),
        &expect![[r#"
        Warning glob-brackets "[id]"
    "#]],
    );
    check(
        &rule("app/[...slug]/page.tsx"),
        &expect![[r#"
        Warning glob-brackets "[...slug]"
    "#]],
    );
    check_clean(&rule("app/[ab]/**"));
    check_clean(&rule(r#""app/\\[id\\]/**""#));
    check_clean(&rule("\"**/[id]/**\""));
}

#[test]
fn a_page_of_documentation_is_no_command() {
    let is_one = |path: &str, fields: &str| {
        let fixture = format!("//- {path}\n---\n{fields}\n---\nBody.\n//- /w/.git/HEAD\nx\n");
        let fixture = Fixture::parse(&fixture);
        let snapshot = fixture.world.snapshot();
        let found = snapshot.index().find(Utf8Path::new(path));
        found.is_some_and(|id| snapshot.index().file(id).facts.is_some())
    };
    let page = "/w/docs/commands/build.md";
    assert!(!is_one(page, "title: Build\ndescription: Builds it."));
    assert!(!is_one(page, "description: Builds it."));
    assert!(is_one(page, "description: Builds it.\nargument-hint: what"));
    let at_root = "/w/commands/build.md";
    assert!(is_one(at_root, "description: Builds it."));
    assert!(!is_one(at_root, "title: Build\ndescription: Builds it."));
}

#[test]
fn a_map_of_tools_is_another_program_s() {
    check_clean(
        "//- /w/workflows/triage.md\n---\nname: triage\ndescription: Sorts issues.\non: issues\ntools:\n  github:\n    toolsets: [issues]\n---\nSort.\n",
    );
}

#[test]
fn a_command_with_a_switch_or_agent_of_another_program_is_not_the_first_one_s() {
    let command = |fields: &str| {
        found(&format!(
            "//- /w/templates/commands/steer.md\n---\ndescription: Steers.\n{fields}\n---\nSteer.\n"
        ))
    };
    assert_eq!(command("agent: steering\nsubtask: true"), "");
    assert_eq!(command("agent: build"), "");
    expect![[r#"
        Warning ignored-field "agent"
    "#]]
    .assert_eq(&command("agent: steering"));
}

#[test]
fn a_command_and_a_skill_of_one_name_in_a_plugin() {
    let files = |command: &str| {
        format!(
            "//- /w/p/commands/ship.md\n---\ndescription: Ships.\n---\n{command}\n\
             //- /w/p/skills/ship/SKILL.md\n---\nname: ship\ndescription: Ships.\n---\nShip it.\n\
             //- /w/p/.claude-plugin/plugin.json\n{{\"name\": \"p\"}}\n"
        )
    };
    let shown = messages(&files("Ship."));
    assert!(
        shown.starts_with("This plugin has a skill `ship` too: `skills/ship/SKILL.md`."),
        "{shown}"
    );
    check(
        &files("Ship it."),
        &expect![[r#"
            Hint shadowed-definition "---"
        "#]],
    );
}

/// True for a file that is no agent file.
fn is_nobodys(fixture: &str) -> bool {
    at_cursor(&with_team(fixture), |snapshot, file, _| {
        snapshot.source(file).is_none()
    })
}

#[test]
fn what_lies_in_another_programs_folder_is_no_agent_of_claude_codes() {
    let shape = "name: a11y\ndescription: Checks: all\ncolor: blue\ntools: Reed";
    for path in [
        ".cursor/agents/quality/a11y.md",
        ".github/docs/people/agents/a11y.md",
        "packages/web/.cursor/agents/quality/a11y.md",
    ] {
        assert!(is_nobodys(&file(path, shape)), "{path}");
    }
    let command = "description: Analyzes: all\nargument-hint: x";
    assert!(is_nobodys(&file(".cursor/commands/analyze.mdc", command)));
    // One folder too deep, it is that program's.
    check(
        &file(".github/docs/agents/a11y.md", shape),
        &expect![[r#"
            Warning front-matter ":"
            Hint unknown-field "color"
            Warning unknown-tool "Reed"
        "#]],
    );
    // Elsewhere its fields tell what it is.
    for path in ["team/agents/a11y.md", ".drafts/agents/a11y.md"] {
        let found = found(&file(path, shape));
        assert!(found.contains("unknown-tool"), "{found}");
    }
}

#[test]
fn what_a_skill_brings_along_is_no_agent() {
    let template = "name: [agent-name]\ndescription: [What for]\ntools: [Read, of, tools]";
    for path in [
        ".agents/skills/agent-creator/assets/agent_template.md",
        "skills/team/agent-creator/references/agents/reviewer.md",
    ] {
        assert!(is_nobodys(&file(path, template)), "{path}");
    }
    let own = found(&file("skills/agent-creator/agents/reviewer.md", template));
    assert!(own.contains("wrong-shape"), "{own}");
}
