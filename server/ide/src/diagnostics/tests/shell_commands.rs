//! Texts that are run as commands.

use expect_test::expect;

use super::*;

fn command(text: &str) -> String {
    format!("//- /w/.claude/commands/go.md\n---\ndescription: Goes.\n---\n{text}\n")
}

#[test]
fn a_code_span_that_ends_in_a_mark_starts_a_command() {
    check(
        &command("Write `feat !` and then the `scope`."),
        &expect![[r#"
            Warning runs-as-command "!`"
        "#]],
    );
    assert_eq!(
        messages(&command("Write `feat !` and\nthen the `scope`.")),
        "Keep `!` apart from the backtick: Claude Code takes the two for the start of a command, \
         and runs \"and then the\" in a shell when this is loaded.\n"
    );
    check_clean(&command(
        "Write `feat!` and then the `scope`, `!=` or !important.",
    ));
    // Agents run no commands.
    check_clean(&body("Write `feat !` and then the `scope`."));
}

#[test]
fn examples_of_commands_are_run() {
    check(
        &command("```markdown\nA: !`ls`\nB: !`rm x`\n```\n"),
        &expect![[r#"
            Warning runs-as-command "!`ls`"
        "#]],
    );
    check(
        &command("Write `` !`ls` `` for it."),
        &expect![[r#"
        Warning runs-as-command "!`ls`"
    "#]],
    );
    check_clean(&command("Branch: !`git branch`\n!`ls`"));
    check_clean(&command("```!\ngit branch\n```"));
}

#[test]
fn a_command_behind_a_sign_is_not_run() {
    check(
        &command("X=!`git branch`"),
        &expect![[r#"
        Information command-not-run "!`git branch`"
    "#]],
    );
    check_clean(&command("Stop!`git branch` is next."));
}
