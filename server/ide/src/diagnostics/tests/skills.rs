//! Skills that an agent lists.

use expect_test::expect;

use super::*;

#[test]
fn unknown_skill() {
    check(
        &agent("skills:\n  - ship\n  - shipp"),
        &expect![[r#"
        Warning unknown-skill "shipp"
    "#]],
    );
    check(
        &agent("skills: [deploy]"),
        &expect![[r#"
        Warning unknown-skill "deploy"
    "#]],
    );
    check_clean(&agent("skills: [ship, \"unit-tests\"]"));
    check_clean(&agent("skills: [gamma:ship]"));
    assert!(messages(&agent("skills: [shipp]")).contains("Did you mean `ship`?"));
}

#[test]
fn a_skill_that_is_left_to_the_user() {
    let fixture = |value: &str| {
        let skill = skill(&format!("disable-model-invocation: {value}"));
        format!(
            "//- /w/.claude/agents/main.md\n{}{skill}",
            agent("skills: [ship, x]")
        )
    };
    check(
        &fixture("Yes"),
        &expect![[r#"
        Warning skill-not-preloadable "x"
    "#]],
    );
    check_clean(&fixture("false"));
    check_clean(&fixture("# not said yet"));
}

#[test]
fn a_skill_that_lies_a_folder_too_deep() {
    let with = |path: &str| {
        let skill = "---\nname: goodbye\ndescription: Says it.\n---\nBye.\n";
        format!(
            "//- /w/.claude/agents/main.md\n{}//- {path}\n{skill}",
            agent("skills: [goodbye]")
        )
    };
    check(
        &with("/w/.claude/skills/common/goodbye/SKILL.md"),
        &expect![[r#"
        Warning unknown-skill "goodbye"
    "#]],
    );
    check_clean(&with("/w/.claude/skills/goodbye/SKILL.md"));
    // Where it will be copied to nobody knows.
    check_clean(&with("/w/skills/common/goodbye/SKILL.md"));
}

#[test]
fn a_skill_without_a_folder_of_its_own() {
    let flat = |path: &str, head: &str| format!("//- /w/{path}\n<|>---\n{head}\n---\nBye.\n");
    let head = "name: goodbye\ndescription: Says it.";
    check(
        &flat(".claude/skills/goodbye.md", head),
        &expect![[r#"
        Warning without-folder "---"
    "#]],
    );
    // Those who name it don't get it.
    check(
        &format!(
            "//- /w/.claude/agents/main.md\n{}{}",
            agent("skills: [goodbye]"),
            flat(".claude/skills/goodbye.md", head).replace("<|>", "")
        ),
        &expect![[r#"
            Warning unknown-skill "goodbye"
        "#]],
    );
    // In a folder that is nobody's own, it is those who read others' files there.
    check(
        &flat(".agents/skills/goodbye.md", head),
        &expect![[r#"
            Warning without-folder "---"
        "#]],
    );
    // A rule is a file, whatever other files of rules are called.
    assert!(!found(&flat("rules/goodbye.mdc", head)).contains("without-folder"));
    // What only has a title is a page, and what lies elsewhere is copied somewhere first.
    for page in [
        flat(".claude/skills/index.md", "title: Skills"),
        flat("skills/goodbye.md", head),
    ] {
        let is_none = |snapshot: &Snapshot, file, _| snapshot.source(file).is_none();
        assert!(at_cursor(&page, is_none), "{page}");
    }
}

#[test]
fn a_folder_of_commands_that_was_put_aside_is_not_too_deep() {
    check_clean(
        "//- /w/legacy/commands/ship.md\n---\ndescription: Ships.\n---\nBody.\n\
         //- /w/.claude-plugin/plugin.json\n{\"name\": \"p\"}\n",
    );
}
