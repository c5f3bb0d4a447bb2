//! The rules do as their rows say, shown by the rows' own examples.

use std::path::Path;
use std::{fs, io};

use dossier_dialect::{Dialects, Example, Fixable, Severity};
use dossier_ide::{Diagnostic, diagnostics};
use dossier_workspace::fixture::Fixture;

/// The findings in all files of an example.
fn found(example: &Example) -> Vec<Diagnostic> {
    let (snapshot, _) = Fixture::parse(&example.written_out()).snapshot();
    snapshot
        .index()
        .files()
        .map(|(file, ..)| file)
        .chain(snapshot.dangling_links().map(|(file, _)| file))
        .flat_map(|file| diagnostics(&snapshot, file))
        .collect()
}

#[test]
fn a_bad_example_has_its_rule_s_fault_alone_and_at_its_gravest() {
    for rule in Dialects::builtin().unwrap().rules().iter() {
        let found = found(&rule.bad);
        let others: Vec<_> = found.iter().filter(|it| it.rule != rule.name).collect();
        assert!(others.is_empty(), "{}: {others:?}", rule.name);
        let worst = found.iter().map(|it| it.severity).max();
        assert_eq!(worst, Some(rule.severity()), "{}", rule.name);
        assert!(rule.severity() > Severity::Off);
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

/// The code below a folder, file by file, without its tests.
fn code(folder: &Path, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_stem().is_some_and(|it| it == "tests") {
            continue;
        }
        if path.is_dir() {
            code(&path, found)?;
        } else {
            found.push(fs::read_to_string(path)?);
        }
    }
    Ok(())
}

/// The text of a literal that `code` starts with.
fn literal(code: &str) -> Option<&str> {
    let inner = code.trim_start().strip_prefix('"')?;
    Some(inner.split_once('"')?.0)
}

#[test]
fn the_code_and_the_rows_have_the_same_rules_and_cases() {
    let mut files = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostics");
    code(&folder, &mut files).unwrap();
    let dialects = Dialects::builtin().unwrap();
    let mut said = 0;
    for file in &files {
        for finding in file.split("Finding::new(").skip(1) {
            let name = literal(finding).expect("the rule of a finding is written where it is made");
            let rule = dialects.rules().get(name);
            let rule = rule.unwrap_or_else(|| panic!("{name} is no rule"));
            let cases: Vec<&str> = finding.split(".case(").skip(1).collect();
            for case in cases.iter().filter_map(|case| literal(case)) {
                assert!(rule.severity_of(Some(case)).is_some(), "{name}: {case}");
            }
            assert_eq!(cases.is_empty(), rule.cases().is_empty(), "{name}");
            said += 1;
        }
    }
    assert!(said >= dialects.rules().iter().count());
    for rule in dialects.rules().iter() {
        let quoted = |text: &str| format!("\"{text}\"");
        for case in rule.cases() {
            let mut its = files.iter().filter(|it| it.contains(&quoted(&rule.name)));
            let (name, case) = (&rule.name, &case.name);
            assert!(its.any(|it| it.contains(&quoted(case))), "{name}: {case}");
        }
    }
}
