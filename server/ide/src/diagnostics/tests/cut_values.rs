//! Values that a ` #` cuts.

use expect_test::expect;

use super::*;

#[test]
fn a_description_ends_at_a_hash_behind_a_blank() {
    let described = |text: &str| format!("---\nname: main\ndescription: {text}\n---\nBody.\n");
    check(
        &described("Reviews PR #526 and what follows."),
        &expect![[r##"
            Warning cut-value "#"
        "##]],
    );
    check(
        &described("Reviews # all of it"),
        &expect![[r##"
        Warning cut-value "#"
    "##]],
    );
    check(
        &described("#tags for posts"),
        &expect![[r##"
        Error empty-field "description"
        Warning cut-value "#"
    "##]],
    );
    assert_eq!(
        messages(&described("Reviews PR #526 and more.")),
        "Put the value in quotes: a `#` behind a blank starts a comment, and of `description` \
         Claude Code reads `Reviews PR`.\n"
    );
    check_clean(&described("C# conventions, issue#3"));
    check_clean(&described("\"Reviews PR #526\""));
    check_clean(&described(">\n  Reviews PR #526"));
}

#[test]
fn a_list_of_tools_ends_there_too() {
    check(
        &agent("tools: Read, Grep #, Bash"),
        &expect![[r##"
        Warning cut-value "#"
    "##]],
    );
    let fixes = |text: &str| {
        at_cursor(&agent(text), |snapshot, file, _| {
            let found = diagnostics(snapshot, file).into_iter();
            let cut = found.filter(|finding| finding.rule == "cut-value");
            let fixes = cut.flat_map(|finding| finding.fixes);
            fixes.map(|fix| fix.title).collect::<Vec<_>>().join(", ")
        })
    };
    assert_eq!(fixes("tools: Read, Grep #, Bash"), "Remove the `#`");
    // Without it, the colon would make a key of the list.
    for key in ["x: y", "x:\ty", "x:"] {
        let line = format!("tools: Read, Grep #, Bash, {key}");
        assert!(found(&agent(&line)).contains("cut-value"), "{key}");
        assert_eq!(fixes(&line), "", "{key}");
    }
    check_clean(&agent("tools: Read, Grep # what it needs"));
    check_clean(&agent("model: sonnet # fast"));
    check_clean(&agent("model: sonnet #fast"));
    check(
        &skill("argument-hint: <issue> #number"),
        &expect![[r##"
        Warning cut-value "#"
    "##]],
    );
    check_clean(&skill("license: MIT # as all of it"));
}
