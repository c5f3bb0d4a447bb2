//! Files that no program loads where they lie.

use dossier_workspace::fixture::Fixture;
use expect_test::expect;

use super::*;

#[test]
fn files_of_a_repository_s_tests_have_their_faults_on_purpose() {
    let path = "tests/golden/.claude/agents/x.md";
    let text = format!(
        "//- /w/.git/HEAD\nx\n{}",
        file(path, "name: a:b\ndescription: x")
    );
    let fixture = Fixture::parse(&text);
    let (snapshot, _) = fixture.snapshot();
    let id = snapshot
        .index()
        .find(format!("/w/{path}").as_str().into())
        .unwrap();
    assert_eq!(diagnostics(&snapshot, id)[0].severity, Severity::Hint);
}

#[test]
fn a_collection_that_is_not_loaded_is_no_error() {
    let path = "agents/x.md";
    check(
        &file(path, "name: x\ndescription: Works.\ntools: Reed"),
        &expect![[r#"
        Warning unknown-tool "Reed"
    "#]],
    );
    let apart = "collection/agents/x.md";
    check_clean(&file(
        apart,
        "name: x\ndescription: Works.\nskills: [elsewhere]",
    ));
}
