//! Models.

use expect_test::expect;

use super::*;
use dossier_dialect::{Dialects, ModelState};

#[test]
fn a_model_of_the_user_s_own_is_known_and_replaces_that_of_the_tables() {
    let own = "//- /w/dossier.toml\n[[model]]\nname = \"gpt-9\"\n\
        [[model]]\nname = \"claude-sonnet-4-20250514\"\ndoc = \"Ours still has it.\"\n";
    check_clean(&(agent("model: gpt-9") + own));
    check_clean(&(agent("model: claude-sonnet-4-20250514") + own));
    check(
        &(agent("model: sonet") + own),
        &expect![[r#"
        Warning unknown-model "sonet"
    "#]],
    );
}

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

#[test]
fn a_model_retires_on_its_day() {
    let dialects = Dialects::builtin().unwrap();
    let (_, dialect) = dialects
        .ids()
        .find(|(_, it)| it.id() == "claude-code")
        .unwrap();
    let on = |day: &str, model: &str| match dialect.model(model, day.parse().unwrap()) {
        ModelState::Deprecated(_) => "deprecated",
        ModelState::Retired(_) => "retired",
        _ => "current",
    };
    for model in ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929"] {
        assert_eq!(on("2026-11-29", model), "deprecated");
        assert_eq!(on("2026-11-30", model), "retired");
    }
    for model in ["claude-opus-4-5", "claude-opus-4-5-20251101"] {
        assert_eq!(on("2027-01-21", model), "deprecated");
        assert_eq!(on("2027-01-22", model), "retired");
    }
}
