//! Something stands before the front matter, or the fences are missing.

use expect_test::expect;

use super::*;
use crate::apply_fixes;

/// What is found in an agent, and what the first fix makes of it.
fn check(text: &str, expected: &Expect) {
    let fixture = format!("//- /w/.claude/agents/main.md\n{text}");
    let shown = at_cursor(&with_team(&fixture), |snapshot, file, _| {
        let text = snapshot.source(file).unwrap().text;
        let found = diagnostics(snapshot, file);
        let mut shown = String::new();
        for it in &found {
            shown += &format!("{:?} {} {:?}\n", it.severity, it.rule, it.span.of(&text));
            for fix in &it.fixes {
                shown += &format!("  {}{}\n", fix.title, if fix.safe { ", safe" } else { "" });
            }
        }
        let first = found.iter().filter_map(|finding| finding.fixes.first());
        shown + &apply_fixes(&text, first).unwrap_or_default()
    });
    expected.assert_eq(&shown);
}

const BLOCK: &str = "---\nname: main\ndescription: Works.\n---\nBody.\n";

#[test]
fn blank_lines_and_what_cannot_be_seen() {
    check(
        &format!("\n{BLOCK}"),
        &expect![[r#"
        Error late-front-matter "---"
          Remove the blank lines above, safe
        ---
        name: main
        description: Works.
        ---
        Body.

    "#]],
    );
    check(
        &format!("\u{200b}{BLOCK}"),
        &expect![[r#"
        Error late-front-matter "---"
          Remove what can't be seen above, safe
        ---
        name: main
        description: Works.
        ---
        Body.

    "#]],
    );
    check(
        &format!("\u{feff}\u{feff}{BLOCK}"),
        &expect![[r#"
        Error late-front-matter "---"
          Remove what can't be seen above, safe
        ﻿---
        name: main
        description: Works.
        ---
        Body.

    "#]],
    );
}

#[test]
fn a_heading_or_a_comment() {
    check(
        &format!("# Main\n\n{BLOCK}"),
        &expect![[r#"
        Error late-front-matter "---"
          Move the front matter to the first line
        ---
        name: main
        description: Works.
        ---

        # Main
        Body.

    "#]],
    );
    check(
        &format!("<!-- note,\nof two lines -->\n{BLOCK}"),
        &expect![[r#"
            Error late-front-matter "---"
              Move the front matter to the first line
            ---
            name: main
            description: Works.
            ---

            <!-- note,
            of two lines -->
            Body.

        "#]],
    );
}

#[test]
fn a_fence_of_code_around_it() {
    check(
        "```yaml\n---\nname: main\ndescription: Works.\n---\n```\nBody.\n",
        &expect![[r#"
            Error late-front-matter "---"
              Remove the lines of the code block
            ---
            name: main
            description: Works.
            ---
            Body.

        "#]],
    );
    check(
        "```markdown\n---\nname: main\ndescription: Works.\n---\nBody.\n```\n",
        &expect![[r#"
            Error late-front-matter "---"
              Remove the lines of the code block
            ---
            name: main
            description: Works.
            ---
            Body.
        "#]],
    );
}

#[test]
fn no_fences_at_all() {
    check(
        "# Main\nname: main\ndescription: Works.\n\nBody.\n",
        &expect![[r#"
            Error late-front-matter "name: main"
              Put `---` lines around the fields
            ---
            name: main
            description: Works.
            ---

            # Main

            Body.

        "#]],
    );
    check(
        "name: main\ndescription: Works.\n\nBody.\n",
        &expect![[r#"
        Error late-front-matter "name: main"
          Put `---` lines around the fields
        ---
        name: main
        description: Works.
        ---

        Body.

    "#]],
    );
}

#[test]
fn documentation_is_left_alone() {
    check(
        "# Agents\n\nThis folder holds agents.\n",
        &expect![[r##"
        Hint missing-front-matter "# Agents"
    "##]],
    );
    check(
        "# Agents\n\n---\n\nnote: all of them are old\n\n---\n",
        &expect![[r##"
            Hint missing-front-matter "# Agents"
        "##]],
    );
    check(
        &format!("How to write one:\n\n{BLOCK}"),
        &expect![[r#"
        Hint missing-front-matter "How to write one:"
    "#]],
    );
}

#[test]
fn a_line_that_is_nearly_a_fence() {
    for line in ["----", "---yaml", "\u{2014}--", "---\u{200b}", "--"] {
        let text = BLOCK.replacen("---", line, 1);
        let fixture = format!("//- /w/.claude/agents/main.md\n{text}");
        let (rule, fixed) = at_cursor(&fixture, |snapshot, file, _| {
            let found = diagnostics(snapshot, file);
            let first = found.first().unwrap();
            (first.rule, apply_fixes(&text, &first.fixes).unwrap())
        });
        assert_eq!(
            (rule, fixed.as_str()),
            ("late-front-matter", BLOCK),
            "{line}"
        );
    }
    let both = BLOCK.replace("---", "----");
    let fixture = format!("//- /w/.claude/agents/main.md\n{both}");
    let fixed = at_cursor(&fixture, |snapshot, file, _| {
        apply_fixes(&both, &diagnostics(snapshot, file).first().unwrap().fixes).unwrap()
    });
    assert_eq!(fixed, BLOCK);
    // A rule above prose is no fence.
    check(
        "----\nSome words.\n---\n",
        &expect![[r#"
            Hint missing-front-matter "----"
        "#]],
    );
}
