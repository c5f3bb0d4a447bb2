//! The files of Cursor.

use crate::asked::{drawn, found, hovered, inserted, leads, offered, renamed};
use expect_test::{Expect, expect};

/// The rest of the team.
const TEAM: &str = r#"
//- /w/.cursor/agents/reviewer.md
---
name: reviewer
description: Reviews changes.
---
Review.
//- /w/.cursor/rules/tests.mdc
---
description: How to test.
globs: tests/**/*.ts, **/*.test.ts
alwaysApply: false
---
Test.
"#;

fn with_team(marked: &str) -> String {
    format!("{marked}{TEAM}")
}

fn agent(lines: &str) -> String {
    with_team(&format!(
        "//- /w/.cursor/agents/lead.md\n---\ndescription: Leads.\n{lines}\n---\nAsk `reviewer`.\n"
    ))
}

fn rule(lines: &str) -> String {
    with_team(&format!(
        "//- /w/.cursor/rules/style.mdc\n---\n{lines}\n---\nBe kind.\n"
    ))
}

fn check(marked: &str, expected: &Expect) {
    expected.assert_eq(&found(marked));
}

fn silent(marked: &str) {
    assert_eq!(found(marked), "", "{marked}");
}

#[test]
fn a_whole_subagent_is_right() {
    silent(&agent(
        "name: lead\nmodel: claude-opus-4-6[effort=high,fast=false]\nreadonly: true\nis_background: false",
    ));
    silent(&agent("model: inherit"));
    silent(&agent("model: gpt-5.4[]"));
    silent(&with_team(
        "//- /w/.cursor/agents/plain.md\nNo fields at all.\n",
    ));
}

#[test]
fn a_broken_subagent_says_what_is_wrong() {
    check(
        &agent("name: Lead Agent\nreadonly: maybe\nbackground: true\ntools: Read, Edit"),
        &expect![[r#"
            Hint invalid-name "Lead Agent": `Lead Agent` is no valid name. A subagent's name has lowercase letters, digits and hyphens, says a third party.
            Warning wrong-shape "maybe": Cursor expects `true` or `false` for `readonly`.
            Warning misnamed-field "background": `background` has no effect here; the field is called `is_background`. `background` is Claude Code's field.
            Hint unknown-field "tools": Cursor reads no field `tools` in an agent and ignores it.
        "#]],
    );
}

#[test]
fn a_field_of_another_program_is_no_slip() {
    check(
        &agent("models: gpt-5.4"),
        &expect![[r#"
        Hint unknown-field "models": Cursor reads no field `models` in an agent and ignores it.
    "#]],
    );
    check(
        &agent("modle: gpt-5.4"),
        &expect![[r#"
        Warning unknown-field "modle": Cursor reads no field `modle` and ignores it. Did you mean `model`?
    "#]],
    );
}

#[test]
fn rules_are_read_line_by_line() {
    silent(&rule(
        "description: Style\nglobs: **/*.ts, src/{a,b}/*.tsx\nalwaysApply: false",
    ));
    silent(&rule(
        "description: Note: this is no YAML, `and` [needs not be",
    ));
    silent(&rule("description:\nglobs:\nalwaysApply: true"));
    silent(&rule("globs: [\"*.ts\", \"*.tsx\"]"));
    silent(&rule(
        "globs:\n  - \"*.ts\"\n  - src/**\nalwaysApply: false",
    ));
    silent(&with_team(
        "//- /w/.cursor/rules/plain.mdc\nNo fields at all.\n",
    ));
}

#[test]
fn a_broken_rule_says_what_is_wrong() {
    check(
        &rule("descriptoin: Style\nglob: *.ts\nalwaysApply: \"true\""),
        &expect![[r#"
            Warning unknown-field "descriptoin": Cursor reads no field `descriptoin` and ignores it. Did you mean `description`?
            Warning misnamed-field "glob": `glob` has no effect here; the field is called `globs`. Cursor calls it by the plural.
            Warning wrong-shape "\"true\"": Cursor expects a bare `true` or `false` for `alwaysApply`.
        "#]],
    );
    check(
        &rule("applyTo: *.ts\nalwaysApply: yes"),
        &expect![[r#"
        Warning misnamed-field "applyTo": `applyTo` has no effect here; the field is called `globs`. `applyTo` is the field of Copilot's instructions.
        Warning wrong-shape "yes": Cursor expects a bare `true` or `false` for `alwaysApply`.
    "#]],
    );
}

#[test]
fn fields_and_values_are_offered() {
    assert_eq!(
        offered(&agent("<|>")),
        ["name", "model", "readonly", "is_background"]
    );
    assert_eq!(inserted(&agent("model:<|>")), [" inherit"]);
    assert_eq!(offered(&agent("readonly: <|>")), ["false", "true"]);
    assert_eq!(
        offered(&rule("<|>")),
        ["description", "globs", "alwaysApply"]
    );
    assert_eq!(offered(&rule("alwaysApply: <|>")), ["false", "true"]);
    let skill =
        "//- /w/.cursor/skills/ship/SKILL.md\n---\nname: ship\ndescription: Ships.\n<|>\n---\n";
    let fields = offered(&with_team(skill));
    assert!(fields.iter().any(|it| it == "paths"), "{fields:?}");
    assert!(!fields.iter().any(|it| it == "globs"), "{fields:?}");
}

#[test]
fn hover_definition_and_rename_know_its_files() {
    expect![[r#"
        **is_background** · true or false

        With `true` it works in the background, and nobody waits for it."#]]
    .assert_eq(&hovered(&agent("is_backg<|>round: true")));
    expect![[r#"
        **alwaysApply** · true or false

        With `true` the rule is always in the context. In quotes, it counts as `false`."#]]
    .assert_eq(&hovered(&rule("alwaysAp<|>ply: true")));
    let lead = "//- /w/.cursor/agents/lead.md\n---\ndescription: Leads.\n---\nAsk `rev<|>iewer`.\n";
    assert_eq!(leads(&with_team(lead)), ["/w/.cursor/agents/reviewer.md"]);
    expect![[r#"
        Field description
        Agent reviewer
        edge reviewer Some("/w/.cursor/agents/reviewer.md")
    "#]]
    .assert_eq(&drawn(&with_team(lead)));
    expect![[r#"
        /w/.cursor/agents/lead.md -> critic
        /w/.cursor/agents/reviewer.md -> critic
        /w/.cursor/agents/reviewer.md -> /w/.cursor/agents/critic.md
    "#]]
    .assert_eq(&renamed(&with_team(lead), "critic"));
}

#[test]
fn skills_commands_and_the_old_file_of_rules() {
    silent(&with_team(
        "//- /w/.cursor/skills/ship/SKILL.md\n---\nname: ship\ndescription: Ships.\npaths: src/**, *.ts\n\
         disable-model-invocation: true\nicon: rocket\ncolor: blue\nallowed-tools: Bash(git:*)\n---\nShip.\n",
    ));
    check(
        &with_team(
            "//- /w/.cursor/skills/ship/SKILL.md\n---\nname: Ship\nglobs: src/**\ncolor: pink\n---\nShip.\n",
        ),
        &expect![[r#"
            Warning missing-field "---": `description` is missing. Cursor's documentation and the Agent Skills standard require it.
            Warning invalid-name "Ship": `Ship` is no valid name. A skill's name has `a-z`, `0-9` and `-`, and equals its folder's.
            Hint old-field "globs": `globs` is called `paths` today; the old name still works.
            Hint unknown-value "pink": `pink` is none of the values of `color` that Cursor documents. It is one of `default`, `green`, `cyan`, `blue`, `purple`, `magenta`, `orange`, `yellow`, `red`, `brand`.
        "#]],
    );
    silent(&with_team(
        "//- /w/.cursor/commands/ship.md\n# Ship\n\nShip it.\n",
    ));
    silent(&with_team(
        "//- /w/.cursor/commands/ship.md\n---\nallowed-tools: Bash\n---\nShip it.\n",
    ));
    check(
        &with_team("//- /w/.cursorrules\nAlways use `{}` and $1.\n"),
        &expect![[r#"
        Hint old-place "Always use `{}` and $1.": Cursor still reads this file; its documentation advises rules of their own in `.cursor/rules/`, each a file that ends in `.mdc`, or `AGENTS.md`.
    "#]],
    );
    check(
        &with_team("//- /w/.cursor/rules/style.md\n---\nglobs: *.ts\n---\nBe kind.\n"),
        &expect![[r#"
            Information old-place "---": Cursor reads only files that end in `.mdc` as rules, and not this one.
        "#]],
    );
}

#[test]
fn an_old_file_of_rules_among_the_new_ones_is_not_read() {
    check(
        &with_team("//- /w/.cursor/rules/.cursorrules\nAlways be kind.\n"),
        &expect![[r#"
            Information old-place "Always be kind.": Cursor reads only files that end in `.mdc` as rules, and not this one.
        "#]],
    );
}

#[test]
fn agents_that_come_with_it_are_known_by_the_names_that_its_tool_takes() {
    for name in ["generalPurpose", "explore", "shell", "browser-use"] {
        silent(&with_team(&format!(
            "//- /w/.cursor/skills/ship/SKILL.md\n---\nname: ship\ndescription: Ships.\n---\n\
             Start `Task(subagent_type=\"{name}\", prompt=\"...\")`.\n",
        )));
    }
    check(
        &with_team(
            "//- /w/.cursor/skills/ship/SKILL.md\n---\nname: ship\ndescription: Ships.\n---\n\
             Start `Task(subagent_type=\"general-purpose\", prompt=\"...\")`.\n",
        ),
        &expect![[r#"
            Warning unknown-agent "general-purpose": There is no agent `general-purpose`.
        "#]],
    );
}
