//! Front matter that is missing, late, or no YAML.

use expect_test::expect;

use super::*;

#[test]
fn missing_front_matter() {
    check(
        "# Main\n\nBody.\n",
        &expect![[r##"
        Hint missing-front-matter "# Main"
    "##]],
    );
    check_clean("//- /w/.claude/skills/x/SKILL.md\n# Main\n");
}

#[test]
fn late_front_matter() {
    check(
        "//- /w/.claude/agents/main.md\n\n---\nname: main\ndescription: Works.\n---\n",
        &expect![[r#"
            Error late-front-matter "---"
        "#]],
    );
    check(
        "//- /w/.claude/skills/x/SKILL.md\n\n---\nname: x\n---\n",
        &expect![[r#"
        Warning late-front-matter "---"
    "#]],
    );
}

#[test]
fn front_matter_that_yaml_refuses() {
    check(
        &agent("initialPrompt: Look: here"),
        &expect![[r#"
        Warning front-matter ":"
    "#]],
    );
    check(
        &agent("initialPrompt: Look: here\n  and there"),
        &expect![[r#"
        Error front-matter ":"
    "#]],
    );
    check(
        &agent("initialPrompt: @here"),
        &expect![[r#"
        Error front-matter "@here"
    "#]],
    );
    check(
        &agent("initialPrompt: \"open"),
        &expect![[r#"
        Error front-matter "\"open"
    "#]],
    );
    check(
        &agent("model: opus\nstray words"),
        &expect![[r#"
        Error front-matter "stray words"
    "#]],
    );
    check(
        &agent("tools: [Read, Grep"),
        &expect![[r#"
        Error front-matter "[Read, Grep"
    "#]],
    );
    check(
        &agent("tools:\n\t- Read"),
        &expect![[r#"
        Error front-matter "- Read"
    "#]],
    );
    check(
        "---\nname: main\ndescription: Works.\n\nBody.\n",
        &expect![[r#"
        Error front-matter "---"
    "#]],
    );
    check(
        "---\nwords\n---\n",
        &expect![[r#"
            Error front-matter "words"
        "#]],
    );
    check(
        &skill("argument-hint: [a] [b]"),
        &expect![[r#"
        Error front-matter "[a] [b]"
    "#]],
    );
    check(
        &file(".claude/rules/x.md", "paths: **/*.ts"),
        &expect![[r#"
        Error front-matter "**/*.ts"
    "#]],
    );
    check_clean(&agent("initialPrompt: \"Look: here\""));
    check_clean(&agent("initialPrompt: Look:here"));
}
