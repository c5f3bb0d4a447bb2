//! What the fixes of findings write.

use expect_test::expect;

use super::*;
use crate::apply_fixes;

/// Each finding and the text it blames, and for each fix its title, and the lines that go and come
/// with it.
fn mended(fixture: &str) -> String {
    at_cursor(&with_team(fixture), |snapshot, file, _| {
        let text = snapshot.source(file).unwrap().text;
        let mut shown = String::new();
        for finding in diagnostics(snapshot, file) {
            shown += &format!("{} {:?}\n", finding.rule, finding.span.of(&text));
            for fix in &finding.fixes {
                shown += &format!("  {}\n", fix.title);
                let after = apply_fixes(&text, [fix]);
                // Others make a file.
                let after = after.as_deref().unwrap_or(&text);
                for line in text
                    .lines()
                    .filter(|line| count(after, line) < count(&text, line))
                {
                    shown += &format!("    -{line}\n");
                }
                for line in after
                    .lines()
                    .filter(|line| count(after, line) > count(&text, line))
                {
                    shown += &format!("    +{line}\n");
                }
            }
        }
        shown
    })
}

/// How often a line is in a text.
fn count(text: &str, line: &str) -> usize {
    text.lines().filter(|it| *it == line).count()
}

fn check_mended(fixture: &str, expected: &Expect) {
    expected.assert_eq(&mended(fixture));
}

#[test]
fn a_tool_behind_a_hash_comes_back() {
    check_mended(
        &agent("tools: Read, ## Grep, Bash"),
        &expect![[r##"
            cut-value "#"
              Remove the `#`
                -tools: Read, ## Grep, Bash
                +tools: Read, Grep, Bash
        "##]],
    );
    check_mended(
        &agent("tools: Read, # Grep"),
        &expect![[r##"
            cut-value "#"
              Remove the `#`
                -tools: Read, # Grep
                +tools: Read, Grep
        "##]],
    );
}

#[test]
fn items_get_the_blank_that_they_lack() {
    check_mended(
        &agent("tools:\n  -Read\n  - Bash\n  -Grep"),
        &expect![[r#"
            unknown-tool "-Read"
              Put a blank behind each `-`
                -  -Read
                -  -Grep
                +  - Read
                +  - Grep
            unknown-tool "-Grep"
              Put a blank behind each `-`
                -  -Read
                -  -Grep
                +  - Read
                +  - Grep
        "#]],
    );
    let many = mended(&agent(&format!("tools:{}", "\n  -Read".repeat(21))));
    assert!(
        many.contains("  +  - Read\n") && many.contains("Put a blank behind the `-`\n"),
        "{many}"
    );
    check_mended(
        &agent("tools:\n-Read"),
        &expect![[r#"
        front-matter "-Read"
    "#]],
    );
}

#[test]
fn a_list_is_not_put_in_quotes() {
    check_mended(
        &agent("tools: [Read] [Grep]"),
        &expect![[r#"
        front-matter "[Read] [Grep]"
    "#]],
    );
}

#[test]
fn a_name_is_offered_as_the_program_takes_it() {
    let skill = |name: &str| {
        format!(
            "//- /w/.opencode/skills/main/SKILL.md\n---\nname: {name}\ndescription: Works.\n---\nBody.\n"
        )
    };
    check_mended(
        &skill("Main"),
        &expect![[r#"
            invalid-name "Main"
              Change to `main`
                -name: Main
                +name: main
        "#]],
    );
    check_mended(
        &skill(&"Main".repeat(20)),
        &expect![[r#"
        invalid-name "MainMainMainMainMainMainMainMainMainMainMainMainMainMainMainMainMainMainMainMain"
    "#]],
    );
    check_mended(
        "//- /w/.opencode/skills/Main/SKILL.md\n---\ndescription: Works.\n---\nBody.\n",
        &expect![[r#"
            missing-field "---"
        "#]],
    );
    check_mended(
        "---\nnmae: main\ndescription: Works.\n---\nBody.\n",
        &expect![[r#"
            missing-field "---"
            unknown-field "nmae"
              Change to `name`
                -nmae: main
                +name: main
        "#]],
    );
    check_mended(
        "---\ndescription: Works.\nother: x\n---\nBody.\n",
        &expect![[r#"
            missing-field "---"
              Add `name: main`
                +name: main
            unknown-field "other"
        "#]],
    );
    check_mended(
        "---\n<b>\ndescription: Works.\n---\nBody.\n",
        &expect![[r#"
            front-matter "<b>"
        "#]],
    );
}

#[test]
fn a_rule_is_changed_to_the_tool_that_is_asked_where_that_gives_no_other_tool() {
    check_mended(
        &skill("allowed-tools: Write(src/**)"),
        &expect![[r#"
            rule-never-matches "Write(src/**)"
              Change to `Edit`
                -allowed-tools: Write(src/**)
                +allowed-tools: Edit(src/**)
        "#]],
    );
    check_mended(
        &agent("tools: Write(src/**)"),
        &expect![[r#"
        rule-never-matches "Write(src/**)"
    "#]],
    );
}

#[test]
fn an_anchor_is_changed_behind_its_hash() {
    check_mended(
        &format!(
            "{}\n# Install it\n\n[x](#instal-it), [y](#no-more)\n",
            agent("model: opus")
        ),
        &expect![[r##"
            dead-anchor "#instal-it"
              Change to `install-it`
                -[x](#instal-it), [y](#no-more)
                +[x](#install-it), [y](#no-more)
            dead-anchor "#no-more"
        "##]],
    );
}

#[test]
fn a_model_of_nothing_is_none() {
    check_mended(&agent("model: ~"), &expect![[r#""#]]);
}

#[test]
fn a_variable_of_plugins_gets_braces_before_a_path() {
    let body = "Run $CLAUDE_PLUGIN_ROOT/a.sh, not $CLAUDE_PLUGIN_ROOT or $HOME/b.sh.";
    let text = format!("---\nname: main\ndescription: Works.\n---\n{body}\n");
    check_mended(
        &format!("//- /w/plugins/alpha/skills/main/SKILL.md\n{text}"),
        &expect![[r#"
            unknown-placeholder "$CLAUDE_PLUGIN_ROOT"
              Change to `${CLAUDE_PLUGIN_ROOT}`
                -Run $CLAUDE_PLUGIN_ROOT/a.sh, not $CLAUDE_PLUGIN_ROOT or $HOME/b.sh.
                +Run ${CLAUDE_PLUGIN_ROOT}/a.sh, not $CLAUDE_PLUGIN_ROOT or $HOME/b.sh.
        "#]],
    );
    check_mended(&text, &expect![[r#""#]]);
}

#[test]
fn a_link_to_a_picture_or_out_of_the_team_makes_no_file() {
    check_mended(
        "---\nname: main\ndescription: Works.\n---\n[a](a.md), [b](b.png), [c](../../../c.md)\n",
        &expect![[r#"
            missing-file "a.md"
              Create `a.md`
            missing-file "b.png"
            missing-file "../../../c.md"
        "#]],
    );
}

#[test]
fn a_field_that_is_not_read_goes_with_its_comment() {
    let plugin = |lines: &str| {
        format!(
            "//- /w/plugins/alpha/agents/main.md\n---\nname: main\ndescription: Works.\n{lines}\n---\nBody.\n"
        )
    };
    check_mended(
        &plugin("permissionMode: plan"),
        &expect![[r#"
            ignored-field "permissionMode"
              Remove `permissionMode`
                -permissionMode: plan
        "#]],
    );
    check_mended(
        &plugin("permissionMode: plan # Ask."),
        &expect![[r#"
            ignored-field "permissionMode"
              Remove `permissionMode`
                -permissionMode: plan # Ask.
        "#]],
    );
    // A bracket on its line stays where it is, and so does the field.
    check_mended(
        "//- /w/plugins/alpha/agents/main.md\n---\n{ name: main, description: Works,\n\
         permissionMode: plan }\n---\nBody.\n",
        &expect![[r#"
            ignored-field "permissionMode"
        "#]],
    );
}

#[test]
fn an_old_field_is_called_anew_unless_both_are_there() {
    let prompt = |lines: &str| {
        format!(
            "//- /w/.github/prompts/main.prompt.md\n---\ndescription: Works.\n{lines}\n---\nBody.\n"
        )
    };
    check_mended(
        &prompt("mode: agent"),
        &expect![[r#"
            old-field "mode"
              Change to `agent`
                -mode: agent
                +agent: agent
        "#]],
    );
    check_mended(
        &prompt("mode: agent\nagent: ask"),
        &expect![[r#"
        old-field "mode"
    "#]],
    );
}

#[test]
fn a_list_of_nothing_goes_with_its_line_where_the_program_refuses_it() {
    check_mended(
        &agent("hooks: []"),
        &expect![[r#"
            wrong-shape "[]"
              Remove `hooks`
                -hooks: []
        "#]],
    );
    check_mended(
        &agent("hooks: [] # None."),
        &expect![[r#"
            wrong-shape "[]"
              Remove `hooks`
                -hooks: [] # None.
        "#]],
    );
    check_mended(
        &agent("hooks: [a]"),
        &expect![[r#"
        wrong-shape "[a]"
    "#]],
    );
}

#[test]
fn a_mark_and_the_backtick_behind_it_are_kept_apart() {
    check_mended(
        "//- /w/.claude/commands/go.md\n---\ndescription: Goes.\n---\nWrite `feat !` and then the `scope`.\n",
        &expect![[r#"
            runs-as-command "!`"
              Put a blank behind the `!`
                -Write `feat !` and then the `scope`.
                +Write `feat ! ` and then the `scope`.
        "#]],
    );
}

#[test]
fn a_list_that_another_reader_does_not_take_is_put_in_quotes() {
    check_mended(
        &skill("argument-hint: [issue]"),
        &expect![[r#"
            wrong-shape "[issue]"
              Put the value of `argument-hint` in quotes
                -argument-hint: [issue]
                +argument-hint: "[issue]"
        "#]],
    );
    check_mended(
        &skill("argument-hint: [issue,\n  number]"),
        &expect![[r#"
            wrong-shape "[issue,"
        "#]],
    );
}

#[test]
fn the_names_of_other_harnesses_come_beside_a_tool() {
    check_mended(
        "//- /w/.github/agents/main.agent.md\n---\ndescription: Works.\n\
         tools: [read, search, web]\n---\nBody.\n",
        &expect![[r#"
            silent-tool "search"
              Add `grep`, `glob`
                -tools: [read, search, web]
                +tools: [read, search, web, grep, glob]
            silent-tool "web"
              Add `web_fetch`
                -tools: [read, search, web]
                +tools: [read, search, web, web_fetch]
        "#]],
    );
}
