//! The same agent for several programs, with different words.

use expect_test::{Expect, expect};

use super::*;
use crate::{Change, apply_fixes};

/// The first finding's fixes, and the head after each.
fn fixed(fixture: &str, expected: &Expect) {
    let shown = at_cursor(fixture, |snapshot, file, _| {
        let text = snapshot.source(file).unwrap().text;
        let findings = diagnostics(snapshot, file);
        let drifted = findings.iter().find(|it| it.rule == "drifted-copy");
        let fixes = drifted.map_or(&[] as &[_], |it| &it.fixes);
        let mut shown = String::new();
        for fix in fixes {
            assert!(matches!(fix.change, Change::Edit(_)) && !fix.safe);
            let fixed = apply_fixes(&text, [fix]).unwrap();
            shown += &format!("{}\n{fixed}", fix.title);
        }
        shown
    });
    expected.assert_eq(&shown);
}

#[test]
fn each_part_can_be_taken_over_as_the_program_writes_it() {
    fixed(
        "//- /w/.claude/agents/reviewer.md\n<|>---\nname: reviewer\ndescription: Reviews changes.\n\
         tools: Read\nmodel: opus\n---\nReview.\n\
         //- /w/.opencode/agents/reviewer.md\n---\ndescription: \"Reviews: everything.\"\n\
         model: anthropic/claude-haiku-4-5\ntools:\n  write: false\n---\nReview.\n",
        &expect![[r#"
            Take over the description of `.opencode/agents/reviewer.md`
            ---
            name: reviewer
            description: "Reviews: everything."
            tools: Read
            model: opus
            ---
            Review.
        "#]],
    );
}

#[test]
fn a_long_text_is_only_reported() {
    fixed(
        "//- /w/.claude/agents/reviewer.md\n<|>---\nname: reviewer\n\
         description: >\n  Reviews\n  changes.\n---\nReview.\n\
         //- /w/.opencode/agents/reviewer.md\n---\ndescription: Reviews everything.\n---\nReview.\n",
        &expect![[r#""#]],
    );
}

#[test]
fn a_command_that_is_called_like_an_agent_is_no_copy_of_it() {
    let agent = "//- /w/.claude/agents/reviewer.md\n<|>---\nname: reviewer\n\
                 description: Reviews changes.\n---\nReview.\n";
    let copy = |folder: &str| {
        format!(
            "//- /w/.opencode/{folder}/reviewer.md\n---\ndescription: Reviews all.\n---\nReview.\n"
        )
    };
    check(
        &format!("{agent}{}", copy("agents")),
        &expect![[r#"
        Hint drifted-copy "reviewer"
    "#]],
    );
    check_clean(&format!("{agent}{}", copy("commands")));
}
