//! What becomes of a finding that a rule has made.

use dossier_workspace::fixture::Fixture;

use super::*;

/// What is reported of `finding` in the file at `path`.
fn added(path: &str, finding: Finding) -> Vec<Diagnostic> {
    let (snapshot, id) = Fixture::parse(&file(path, "name: x\ndescription: Works.")).snapshot();
    let source = snapshot.source(id).unwrap();
    let mut findings = Findings::new(&snapshot, &source);
    findings.add(finding);
    findings.found
}

fn finding(rule: &'static str) -> Finding {
    Finding::new(rule, Span::new(0, 3), "Something is wrong.")
}

#[test]
fn a_rule_says_nothing_of_other_programs() {
    let (claude, standard) = (".claude/skills/x/SKILL.md", ".agents/skills/x/SKILL.md");
    // What is said of arguments is true of one program.
    assert_eq!(added(claude, finding("literal-dollar")).len(), 1);
    assert_eq!(added(standard, finding("literal-dollar")), []);
    // A tool that a table doesn't have is unknown to whatever program it is the table of.
    assert_eq!(added(standard, finding("duplicate-tool")).len(), 1);
}

#[test]
fn a_case_is_as_grave_as_its_row_says_and_a_table_may_say_otherwise() {
    let severity = |finding| added(".claude/agents/x.md", finding)[0].severity;
    let unknown_tool = || finding("unknown-tool");
    assert_eq!(severity(unknown_tool().case("slip")), Severity::Error);
    assert_eq!(severity(unknown_tool().case("other")), Severity::Warning);
    assert_eq!(
        severity(finding("empty-field").severity(Severity::Hint)),
        Severity::Hint
    );
    let table_says_nothing = finding("unknown-value").severity(None);
    assert_eq!(severity(table_says_nothing), Severity::Warning);
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "is one of the rule's cases")]
fn a_case_that_no_row_has_is_a_mistake() {
    added(".claude/agents/x.md", finding("unknown-tool").case("sleep"));
}
