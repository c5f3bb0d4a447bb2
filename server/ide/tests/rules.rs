//! The rules do as their rows say, shown by the rows' own examples.

use dossier_dialect::{Dialects, Example, Fixable, Severity};
use dossier_ide::{Diagnostic, diagnostics};
use dossier_workspace::fixture::Fixture;

/// The findings in all files of an example.
fn found(example: &Example) -> Vec<Diagnostic> {
    let (snapshot, _) = Fixture::parse(&example.written_out()).snapshot();
    snapshot
        .index()
        .files()
        .flat_map(|(file, ..)| diagnostics(&snapshot, file))
        .collect()
}

#[test]
fn a_bad_example_has_its_rule_s_fault_alone_and_at_its_gravest() {
    for rule in Dialects::builtin().unwrap().rules().iter() {
        let found = found(&rule.bad);
        let others: Vec<_> = found.iter().filter(|it| it.rule != rule.name).collect();
        assert!(others.is_empty(), "{}: {others:?}", rule.name);
        let worst = found.iter().map(|it| it.severity).max();
        assert_eq!(worst, Some(rule.severity), "{}", rule.name);
        assert!(rule.severity > Severity::Off);
    }
}

#[test]
fn a_good_example_has_no_fault() {
    for rule in Dialects::builtin().unwrap().rules().iter() {
        let found = found(&rule.good);
        assert!(found.is_empty(), "{}: {found:?}", rule.name);
    }
}

#[test]
fn a_fix_is_no_safer_than_its_rule_says() {
    for rule in Dialects::builtin().unwrap().rules().iter() {
        for fix in found(&rule.bad).iter().flat_map(|it| &it.fixes) {
            let told = match rule.fix {
                Fixable::Safe => true,
                Fixable::Unsafe => !fix.safe,
                Fixable::None => false,
            };
            assert!(told, "{}: {fix:?}", rule.name);
        }
    }
}
