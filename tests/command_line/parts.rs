//! What is said of a file doesn't depend on how much else was asked for.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{printed, run};

/// Copies a folder, links apart.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder that can be read") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The findings of a check, by file.
fn findings(path: &Path) -> BTreeMap<String, Vec<Value>> {
    let path = path.to_str().expect("a path in UTF-8");
    let output = run(&["check", "--format", "json", "--show", "hint", path]);
    let report: Value = serde_json::from_str(&printed(&output)).expect("JSON");
    let mut by_file: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in report["findings"].as_array().expect("a list") {
        let path = finding["path"].as_str().expect("a path").to_owned();
        by_file.entry(path).or_default().push(finding.clone());
    }
    by_file
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder that can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// A repository with all sample teams in it, several times over, so that each has namesakes.
#[test]
fn a_file_alone_gets_what_it_gets_in_the_whole() {
    const COPIES: usize = 5;
    let repository = tempfile::tempdir().expect("a temporary folder");
    let root = dunce::canonicalize(repository.path()).expect("a real path");
    fs::create_dir(root.join(".git")).expect("a repository");
    let teams = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/teams");
    for number in 0..COPIES {
        copy(&teams, &root.join(format!("packages/p{number}")));
    }
    let whole = findings(&root);
    assert!(!whole.is_empty());
    let mut all = Vec::new();
    files(&root.join("packages"), &mut all);
    assert!(all.len() > 200, "{} files", all.len());
    for file in all {
        let alone = findings(&file);
        let path = file.to_str().expect("a path in UTF-8");
        let expected = whole.get(path);
        let expected: BTreeMap<_, _> = expected
            .map(|it| (path.to_owned(), it.clone()))
            .into_iter()
            .collect();
        assert_eq!(alone, expected, "{path}");
    }
}
