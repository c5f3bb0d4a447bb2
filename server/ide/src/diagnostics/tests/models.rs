//! Models.

use expect_test::expect;

use super::*;

#[test]
fn models() {
    check(
        &agent("model: gpt-9"),
        &expect![[r#"
        Warning unknown-model "gpt-9"
    "#]],
    );
    check(
        &agent("model: sonet"),
        &expect![[r#"
        Warning unknown-model "sonet"
    "#]],
    );
    check(
        &agent("model: claude-sonnet-4-20250514"),
        &expect![[r#"
        Warning retired-model "claude-sonnet-4-20250514"
    "#]],
    );
    check(
        &agent("model: \"claude-sonnet-4-5\""),
        &expect![[r#"
        Information deprecated-model "claude-sonnet-4-5"
    "#]],
    );
    check_clean(&agent("model: sonnet"));
    check_clean(&agent("model: claude-new-9"));
    check_clean(&agent("model: opus # the best"));
    check_clean(&agent("model: us.anthropic.claude-opus-5-5-v1:0"));
}
