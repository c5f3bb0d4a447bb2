//! Texts that are longer than a program shows or advises.

use expect_test::expect;

use super::*;

#[test]
fn a_description_that_the_list_cuts() {
    let long = "x".repeat(1531);
    check(
        &skill(&format!("when_to_use: {long}")),
        &expect![[r#"
        Information description-truncated "when_to_use"
    "#]],
    );
    let said = messages(&skill(&format!("when_to_use: {long}")));
    assert!(said.contains("the last 1 of 1537 characters"), "{said}");
    // Letters of several bytes count as one.
    check_clean(&skill(&format!("when_to_use: {}", "é".repeat(1530))));
    check_clean(&skill(&format!(
        "when_to_use: {long}\ndisable-model-invocation: true"
    )));
}

#[test]
fn a_body_that_is_long() {
    let body = |path: &str, lines: &str, count| {
        let text = "Some line.\r\n".repeat(count);
        format!("{}\r\n# Title\r\n{text}", file(path, lines))
    };
    let skill = |count| {
        body(
            ".claude/skills/x/SKILL.md",
            "name: x\ndescription: y",
            count,
        )
    };
    check(
        &skill(500),
        &expect![[r#"
        Hint body-too-long "Body."
    "#]],
    );
    check_clean(&skill(400));
    let memory = |path: &str, count| format!("//- /w/{path}\n{}", "One.\n".repeat(count));
    check(
        &memory("CLAUDE.md", 201),
        &expect![[r#"
        Hint body-too-long "One."
    "#]],
    );
    check_clean(&memory("CLAUDE.md", 200));
    // Other programs read these too, and the advice is not theirs.
    check_clean(&memory("AGENTS.md", 201));
    check_clean(&memory("CLAUDE.md", 0));
}

#[test]
fn descriptions_that_are_long_together() {
    let one = |name: &str, count| {
        let path = format!(".claude/agents/{name}.md");
        let text = "word ".repeat(count);
        file(&path, &format!("name: {name}\ndescription: {text}"))
    };
    check(
        &format!("{}{}", one("a", 7000), one("b", 6000)),
        &expect![[r#"
        Hint too-many-descriptions "description"
    "#]],
    );
    check_clean(&format!("{}{}", one("b", 6000), one("a", 7000)));
    check_clean(&format!("{}{}", one("a", 5000), one("b", 4000)));
}
