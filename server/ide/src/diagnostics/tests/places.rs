//! Imports, names that give way to others, and patterns over paths.

use expect_test::expect;

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
