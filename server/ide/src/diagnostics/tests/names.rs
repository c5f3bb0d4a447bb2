//! What files are called.

use expect_test::expect;

use super::*;

#[test]
fn invalid_name() {
    check(
        "---\nname: -main\ndescription: Works.\n---\n",
        &expect![[r#"
        Error invalid-name "-main"
    "#]],
    );
    check(
        "---\nname: \"a:b\"\ndescription: Works.\n---\n",
        &expect![[r#"
        Error invalid-name "a:b"
    "#]],
    );
    assert!(
        messages(&format!(
            "---\nname: {}\ndescription: x\n---\n",
            "x".repeat(257)
        ))
        .contains("no valid name")
    );
    check_clean("---\nname: Code Reviewer\ndescription: Works.\n---\n");
    check_clean(&format!(
        "---\nname: {}\ndescription: Works.\n---\n",
        "ö".repeat(256)
    ));
}

#[test]
fn duplicate_name() {
    let twin = "//- /w/.claude/agents/deep/other.md\n---\nname: main\ndescription: x\n---\n";
    check(
        &format!("{}{twin}", agent("")),
        &expect![[r#"
        Warning duplicate-name "main"
    "#]],
    );
    check_clean(&format!(
        "{}{}",
        agent(""),
        twin.replace("/w/.claude", "/w/sub/.claude")
    ));
    check_clean(&format!(
        "{}{}",
        agent(""),
        twin.replace("/w/.claude", "/home/me/.claude")
    ));
    check_clean(&format!(
        "{}{}",
        agent(""),
        twin.replace("name: main", "name: maine")
    ));
}

#[test]
fn a_name_that_its_only_reader_takes_is_no_mistake_there() {
    let skill = |folder: &str| {
        found(&file(
            &format!("{folder}/skills/a_b/SKILL.md"),
            "name: a_b\ndescription: Works.",
        ))
    };
    assert!(skill(".gemini").contains("Hint invalid-name"));
    assert!(skill(".agents").contains("Warning invalid-name"));
}

#[test]
fn a_skill_that_is_not_called_like_its_folder() {
    let named = |path: &str, name: &str| file(path, &format!("name: {name}\ndescription: Works."));
    check(
        &named(".claude/skills/x/SKILL.md", "y"),
        &expect![[r#"
        Hint name-mismatch "y"
    "#]],
    );
    check(
        &named(".agents/skills/x/SKILL.md", "y"),
        &expect![[r#"
        Warning name-mismatch "y"
    "#]],
    );
    check_clean(&named(".claude/skills/x/SKILL.md", "My X"));
    check_clean(&named("plugins/alpha/skills/x/SKILL.md", "y"));
    check_clean(&named(".agents/skills/template/SKILL.md", "y"));
    // Such a folder says what is in it, and not how that is called.
    check_clean(&named("tool/skill/SKILL.md", "y"));
    // Neither does one that holds many of them.
    let all = ["kit/skills/all", "kit/skills/all/a", "kit/skills/all/b"];
    let all = all.map(|folder| named(&format!("{folder}/SKILL.md"), "a"));
    check_clean(&all.concat());
    check(
        &named(".agents/skills/skill/SKILL.md", "y"),
        &expect![[r#"
            Warning name-mismatch "y"
        "#]],
    );
    check(
        &named("kit/skills/x/SKILL.md", "y"),
        &expect![[r#"
        Warning name-mismatch "y"
    "#]],
    );
    // What is a repository of its own is called as its owner likes.
    check_clean(&named("SKILL.md", "y"));
}

#[test]
fn a_pattern_has_brackets_where_a_name_is_to_be_put() {
    let named = |path: &str| file(path, "name: \"{skill-name}\"\ndescription: Helps.");
    check_clean(&named("kit/templates/SKILL.md"));
    check(
        &named(".agents/skills/do-it/SKILL.md"),
        &expect![[r#"
        Warning invalid-name "{skill-name}"
    "#]],
    );
}
