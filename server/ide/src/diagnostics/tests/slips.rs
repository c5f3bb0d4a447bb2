//! Slips at the start of a field, which make the whole block unreadable.

use expect_test::expect;

use super::*;
use crate::apply_fixes;

/// What is said about the front matter of an agent, and what all first fixes make of it.
fn check(block: &str, expected: &Expect) {
    let fixture = format!("//- /w/.claude/agents/main.md\n---\n{block}\n---\nBody.\n");
    let shown = at_cursor(&with_team(&fixture), |snapshot, file, _| {
        let text = snapshot.source(file).unwrap().text;
        let found = diagnostics(snapshot, file);
        let mut shown = String::new();
        for finding in &found {
            let message = finding.message.split(" Claude Code").next().unwrap();
            shown += &format!("{} {message:?}\n", finding.rule);
            for fix in &finding.fixes {
                shown += &format!("  {}{}\n", fix.title, if fix.safe { ", safe" } else { "" });
            }
        }
        let first = found.iter().filter_map(|finding| finding.fixes.first());
        let fixed = apply_fixes(&text, first).unwrap_or_default();
        shown
            + fixed
                .trim_end_matches("---\nBody.\n")
                .trim_start_matches("---\n")
    });
    expected.assert_eq(&shown);
}

#[test]
fn a_blank_too_many_before_a_field() {
    check(
        "name: main\n description: Reviews changes.\ntools: Read",
        &expect![[r#"
            front-matter "Blanks before `description`: start the line like the other fields."
              Remove the blanks before `description`, safe
            name: main
            description: Reviews changes.
            tools: Read
            ---
            Body.

        "#]],
    );
    check(
        " name: main\n  description: Reviews changes.",
        &expect![[r#"
            front-matter "Blanks before `description`: start the line like the other fields."
              Remove the blanks before `description`, safe
             name: main
             description: Reviews changes.
            ---
            Body.

        "#]],
    );
    check(
        "name: main\n\tdescription: Reviews changes.",
        &expect![[r#"
            front-matter "Blanks before `description`: start the line like the other fields."
              Remove the blanks before `description`, safe
            name: main
            description: Reviews changes.
            ---
            Body.

        "#]],
    );
}

#[test]
fn no_blank_behind_the_colon() {
    check(
        "name:main\ndescription:Reviews changes.",
        &expect![[r#"
        front-matter "Write a blank behind the colon of `name`."
          Put a blank behind `name:`, safe
        front-matter "Write a blank behind the colon of `description`."
          Put a blank behind `description:`, safe
        name: main
        description: Reviews changes.
        ---
        Body.

    "#]],
    );
    check(
        "name:main\ndescription: Reviews changes.",
        &expect![[r#"
        front-matter "Write a blank behind the colon of `name`."
          Put a blank behind `name:`, safe
        name: main
        description: Reviews changes.
        ---
        Body.

    "#]],
    );
    check(
        "name: main\ndescription: Reviews changes.\nmodel:sonnet\ntools: Read",
        &expect![[r#"
            front-matter "Write a blank behind the colon of `model`."
              Put a blank behind `model:`, safe
            name: main
            description: Reviews changes.
            model: sonnet
            tools: Read
            ---
            Body.

        "#]],
    );
}

#[test]
fn fields_that_are_written_as_items() {
    check(
        "- name: main\n- description: Reviews changes.",
        &expect![[r#"
        front-matter "Remove the `- ` before `name`: a field is no item of a list."
          Remove the `- ` before `name`, safe
        front-matter "Remove the `- ` before `description`: a field is no item of a list."
          Remove the `- ` before `description`, safe
        name: main
        description: Reviews changes.
        ---
        Body.

    "#]],
    );
    check(
        "- name: main\n  description: Reviews changes.",
        &expect![[r#"
        front-matter "Remove the `- ` before `name`: a field is no item of a list."
          Remove the `- ` before `name`, safe
        front-matter "Blanks before `description`: start the line like the other fields."
          Remove the blanks before `description`, safe
        name: main
        description: Reviews changes.
        ---
        Body.

    "#]],
    );
}

#[test]
fn other_characters_that_look_right() {
    check(
        "name:\u{a0}main\ndescription:\u{a0}Reviews changes.",
        &expect![[r#"
            front-matter "Write plain blanks at `name`: what stands there is a no-break space (U+00A0), no blank in YAML."
              Write plain blanks at `name`, safe
            front-matter "Write plain blanks at `description`: what stands there is a no-break space (U+00A0), no blank in YAML."
              Write plain blanks at `description`, safe
            name: main
            description: Reviews changes.
            ---
            Body.

        "#]],
    );
    check(
        "name：main\ndescription：Reviews changes.",
        &expect![[r#"
        front-matter "`：` behind `name` is no colon in YAML: write `:` and a blank."
          Write `name:`, safe
        front-matter "`：` behind `description` is no colon in YAML: write `:` and a blank."
          Write `description:`, safe
        name: main
        description: Reviews changes.
        ---
        Body.

    "#]],
    );
    check(
        "name: main\n\u{200b}description: Reviews changes.",
        &expect![[r#"
            missing-field "`description` is missing."
            unknown-field "Claude Code reads no field `\u{200b}description` and ignores it. Did you mean `description`?"
              Change to `description`, safe
            name: main
            description: Reviews changes.
            ---
            Body.

        "#]],
    );
}

#[test]
fn a_slip_beside_another_fault() {
    check(
        "name: main\ndescription: Use: always\nmodel:sonnet",
        &expect![[r#"
            front-matter "A colon before a blank or the end of the line, in the value of `description` without quotes, starts a new key in YAML."
              Put the value of `description` in quotes, safe
            front-matter "Write a blank behind the colon of `model`."
              Put a blank behind `model:`
            name: main
            description: "Use: always"
            model: sonnet
            ---
            Body.

        "#]],
    );
}

#[test]
fn what_may_be_part_of_the_text_above_is_not_taken_for_a_field() {
    // Nobody knows a field `note`.
    check(
        "name: main\ndescription: Reviews changes.\n  note: all of them",
        &expect![[r#"
            front-matter "YAML takes this line neither for a field nor for part of the value above it."
        "#]],
    );
    check(
        "name: main\ndescription: Use this: when asked\n  model: of the world",
        &expect![[r#"
            front-matter "A colon before a blank or the end of the line, in the value of `description` without quotes, starts a new key in YAML."
              Write `description` as a block of text
            name: main
            description: |-
              Use this: when asked
              model: of the world
            ---
            Body.

        "#]],
    );
    check(
        "name: main\ndescription: Reviews changes.\nand more\nmodel:sonnet",
        &expect![[r#"
            front-matter "This line starts at the left margin, but is no field. Indent it if it belongs to the field above."
        "#]],
    );
}

#[test]
fn no_other_rule_speaks_of_fields_in_a_block_that_cannot_be_read() {
    check(
        "name: Not A Name\ndescription: [a] [b",
        &expect![[r#"
        front-matter "The value of `description` starts with a bracket, which makes it a list or a map in YAML, and goes on after it. Put it in quotes."
          Put the value of `description` in quotes, safe
        name: Not A Name
        description: "[a] [b"
        ---
        Body.

    "#]],
    );
    check(
        "what is this",
        &expect![[r#"
        front-matter "The front matter is no list of fields."
    "#]],
    );
}

#[test]
fn fields_that_run_together() {
    check(
        "name: rev\ndescription Reviews the Code.",
        &expect![[r#"
            front-matter "The colon is missing behind `description`."
              Put a colon behind `description`
            name: rev
            description: Reviews the Code.
            ---
            Body.

        "#]],
    );
    check(
        "name: revdescription: Reviews.",
        &expect![[r#"
        missing-field "`description` is missing."
        front-matter "A line break is missing before `description`."
          Start a line with `description`
        name: rev
        description: Reviews.
        ---
        Body.

    "#]],
    );
    check(
        "name: rev\ndescription: Reviews.\ntools: [Read, Grep]---\n\n# Title\nYou review: all.\n",
        &expect![[r#"
            front-matter "The closing `---` doesn't stand on a line of its own."
              Put `---` on a line of its own
            name: rev
            description: Reviews.
            tools: [Read, Grep]
            ---

            # Title
            You review: all.

            ---
            Body.

        "#]],
    );
    // Nothing is guessed of a value that isn't text.
    check(
        "name: rev\ndescription: Reviews.\ntools: Read\nEdit",
        &expect![[r#"
            front-matter "This line starts at the left margin, but is no field. Indent it if it belongs to the field above."
        "#]],
    );
}
