//! Variables and arguments in bodies.

use expect_test::expect;

use super::*;

fn skill_text(text: &str) -> String {
    format!("//- /w/.claude/skills/x/SKILL.md\n---\nname: x\ndescription: Works.\n---\n{text}\n")
}

#[test]
fn variables_that_stay_as_they_are() {
    check(
        &skill_text("${CLAUDE_SKIL_DIR} $ARGUMENT ${CLAUDE_PLUGIN_ROOT}/x $CLAUDE_PLUGIN_ROOT/x"),
        &expect![[r#"
            Information unknown-placeholder "${CLAUDE_SKIL_DIR}"
            Information unknown-placeholder "$ARGUMENT"
            Information unknown-placeholder "${CLAUDE_PLUGIN_ROOT}"
            Information unknown-placeholder "$CLAUDE_PLUGIN_ROOT"
        "#]],
    );
    check_clean(&skill_text(
        "$ARGUMENTS $ARGUMENTS[0] ${CLAUDE_SKILL_DIR} ${CLAUDE_CONFIG_DIR} $HOME $path $PATH \\$ARGUMENT ${x $CLAUDE_SESSION_ID",
    ));
    check_clean(
        "//- /w/plugins/alpha/commands/x.md\n---\ndescription: x\n---\n${CLAUDE_PLUGIN_ROOT}\n",
    );
}

#[test]
fn dollars_that_belong_to_somebody_else() {
    check(
        &skill_text(
            "It costs $0.10 or $2,500.\n```sh\nps | awk '{print $2}'\ngreet() {\n  echo \"$1\"\n}\n```\n\\$0.10 $12 $1x",
        ),
        &expect![[r#"
            Information literal-dollar "$0"
        "#]],
    );
    assert!(messages(&skill_text("$1.5, $2.5")).ends_with("There is another one below.\n"));
    check_clean(&skill_text("Take $0 and $1, then `echo \"$2\"`."));
    check_clean(&body("It costs $0.10."));
}

#[test]
fn arguments_are_counted_from_zero() {
    let command = |hint: &str, text: &str| {
        found(&format!(
            "//- /w/.claude/commands/x.md\n---\ndescription: x\n{hint}---\n{text}\n"
        ))
    };
    let hint = "argument-hint: <file>\n";
    expect![[r#"
        Warning second-argument "$1"
    "#]]
    .assert_eq(&command(hint, "Read src/$1, then $1 again."));
    assert_eq!(command(hint, "Read $0 and $1."), "");
    assert_eq!(command(hint, "Read $ARGUMENTS[0] and $1."), "");
    assert_eq!(command("", "Read $1."), "");
    assert_eq!(command(hint, "Parse `$ARGUMENTS` (NOT `$1`, `$2`)."), "");
    assert_eq!(command(hint, "```sh\n[ \"$1\" = x ]\n```"), "");
    assert!(!command(hint, "It costs $1–30.").contains("second-argument"));
}

#[test]
fn a_skill_about_hooks_shows_what_is_written_in_theirs() {
    let skill = |name: &str| {
        file(
            &format!(".claude/skills/{name}/SKILL.md"),
            &format!("name: {name}\ndescription: Works."),
        )
        .replace("Body.", "Run ${CLAUDE_PLUGIN_ROOT}/x.sh")
    };
    check_clean(&skill("hook-writer"));
    check(
        &skill("plain"),
        &expect![[r#"
            Information unknown-placeholder "${CLAUDE_PLUGIN_ROOT}"
        "#]],
    );
}
