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
            Warning front-matter "@here"
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
            Warning front-matter "[Read, Grep"
        "#]],
    );
    check(
        &agent("tools:\n\t- Read"),
        &expect![[r#"
            Warning front-matter "- Read"
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
            Warning front-matter "[a] [b]"
        "#]],
    );
    // Nobody but one looks at commands as strictly as the standard at skills.
    check(
        &file(".claude/commands/x.md", "argument-hint: [a] [b]"),
        &expect![[r#"
            Information front-matter "[a] [b]"
        "#]],
    );
    check(
        &file(".claude/rules/x.md", "paths: **/*.ts"),
        &expect![[r#"
            Warning front-matter "**/*.ts"
        "#]],
    );
    check_clean(&agent("initialPrompt: \"Look: here\""));
    check_clean(&agent("initialPrompt: Look:here"));
}

#[test]
fn what_was_hardly_meant_to_have_front_matter() {
    let skill = |path: &str| format!("//- /w/{path}\n# Sample\n");
    for path in [
        // Shown to somebody else than a program that loads skills.
        "bundles/coach/SKILL.md",
        // A sample that comes with a skill.
        ".claude/skills/x/assets/sample/SKILL.md",
        // A page for people.
        ".claude/agents/WORKFLOW_EXAMPLES.md",
    ] {
        check_clean(&format!(
            "{}{}",
            skill(path),
            file(".claude/skills/x/SKILL.md", "name: x\ndescription: y")
        ));
    }
    check(
        &skill("skills/ship/SKILL.md"),
        &expect![[r##"
            Warning missing-front-matter "# Sample"
        "##]],
    );
}

#[test]
fn a_skill_that_is_part_of_another_is_asked_little() {
    let part = file(".claude/skills/x/lib/parser/SKILL.md", "name: My Parser");
    let nothing = "skills/x/SKILL.md";
    let shown = |outer: &str| {
        let text = format!("{part}{}", file(outer, "name: x\ndescription: y"));
        at_cursor(&text, |snapshot, file, _| {
            let found = diagnostics(snapshot, file).into_iter();
            let found = found.map(|it| (it.rule, it.severity));
            found.collect::<Vec<_>>()
        })
    };
    assert_eq!(
        shown(".claude/skills/x/SKILL.md"),
        [
            ("missing-field", Severity::Hint),
            ("invalid-name", Severity::Hint)
        ]
    );
    assert_eq!(
        shown(nothing),
        [
            ("missing-field", Severity::Error),
            ("invalid-name", Severity::Warning)
        ]
    );
}

#[test]
fn a_line_break_that_is_missing_before_a_field() {
    let text =
        "//- /w/skills/x/SKILL.md\n---\nname: x\ndescription: 用时使用。license: MIT\n---\nBody.\n";
    let shown = messages(text);
    assert!(
        shown.starts_with("A line break is missing before `license`."),
        "{shown}"
    );
    let titles = at_cursor(text, |snapshot, file, _| {
        let found = diagnostics(snapshot, file).into_iter();
        let fixes = found.flat_map(|finding| finding.fixes);
        fixes.map(|fix| (fix.title, fix.safe)).collect::<Vec<_>>()
    });
    assert_eq!(titles, [("Start a line with `license`".to_owned(), false)]);
    // A word before a colon is a word where a blank stands before it.
    let shown = messages(&text.replace("。license", "。 license"));
    assert!(shown.starts_with("A colon before a blank"), "{shown}");
}

#[test]
fn a_document_that_starts_with_dashes_has_one_fault() {
    let document = "---\n\n# Guide\n\nHow to use it.\n\nConfidence: 60%\n- More: of it\nand so on\n\n\
                    Confidence: HIGH: see below\n\nUsage: [a] [b]\n\nname: main\nname: main\n\n---\n\nThe rest.\n";
    check(
        &format!("//- /w/.claude/agents/docs/guide.md\n{document}"),
        &expect![[r#"
            Hint front-matter "---"
        "#]],
    );
    // A page for people is told nothing.
    check_clean(&format!(
        "//- /w/.claude/agents/docs/README-GUIDE.md\n{document}"
    ));
    // What looks like a field in it is none that a program knows.
    check(
        "---\n\n# Update\nCommit: 21ab9a3\nMessage: fix: make it work\n- Add a script\n---\n",
        &expect![[r#"
            Hint front-matter "---"
        "#]],
    );
    // As grave as no front matter is.
    check(
        &format!("//- /w/.claude/skills/guide/SKILL.md\n{document}"),
        &expect![[r#"
            Information front-matter "---"
        "#]],
    );
    // What starts without a heading may have been meant for fields.
    check(
        "---\nname reviewer\ndescription Reviews.\n---\n",
        &expect![[r#"
            Error front-matter "name reviewer\ndescription Reviews."
        "#]],
    );
    // Front matter with a line too many is front matter.
    check(
        "---\nHow to use it.\nname: main\ndescription: \"a\" b\n---\n",
        &expect![[r#"
            Error front-matter "How to use it."
            Error front-matter "\"a\" b"
        "#]],
    );
}

#[test]
fn who_reads_line_by_line_gets_over_what_is_no_yaml() {
    let agent = |description: &str| {
        let lines = format!("name: main\ndescription: {description}");
        found(&file(".qwen/agents/main.md", &lines))
    };
    for text in ["@team does it", "`ls` lists", "[a] or b", "'Use' it: so"] {
        let found = agent(text);
        assert!(found.starts_with("Warning front-matter "), "{found}");
    }
    let open = "//- /w/.qwen/agents/main.md\n---\nname: main\ndescription: Works.\nBody.\n";
    assert!(found(open).contains("Error front-matter"));
}

#[test]
fn a_mark_or_blanks_around_the_fence_can_hide_it() {
    let file = |before: &str, behind: &str| {
        let text =
            format!("{before}---{behind}\nname: main\ndescription: Works.\n---\nBody here.\n");
        ["gemini", "qwen"].map(|who| found(&format!("//- /w/.{who}/agents/main.md\n{text}")))
    };
    let hidden = |text: &str| format!("Error late-front-matter {text:?}\n");
    assert_eq!(file("", ""), [String::new(), String::new()]);
    assert_eq!(file("", " "), [hidden(" "), hidden(" ")]);
    assert_eq!(file("\u{feff}", ""), [hidden("---"), String::new()]);
}

#[test]
fn each_reader_of_a_broken_file_is_asked_what_it_mends_itself() {
    let said = |line: &str| {
        let path = ".claude/skills/do-it/SKILL.md";
        let lines = format!("name: do-it\ndescription: Does it. Use it when it is due.\n{line}");
        messages(&file(path, &lines))
    };
    // What many readers take, and what nobody takes but who mends it.
    expect![[r#"
        A colon before a blank or the end of the line, in the value of `license` without quotes, starts a new key in YAML. Claude Code reads it on a second try, mended, but strict YAML readers reject it, among them the Agent Skills validator. GitHub Copilot CLI reads strict YAML and does not load this skill.
    "#]].assert_eq(&said("license: MIT: mine"));
    expect![[r#"
        The value of `license` starts with `*`, which means something else in YAML. Put it in quotes. Claude Code reads it on a second try, mended, but strict YAML readers reject it, among them the Agent Skills validator. Without its fields, Visual Studio Code and GitHub Copilot CLI do not know what this skill is for.
    "#]].assert_eq(&said("license: *"));
}
