//! What `SECURITY.md` promises is tested.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, extension, found);
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let page = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let named = Regex::new(r"`([^`\s]+\.rs): (\w+)`").unwrap();
    let mut count = 0;
    for found in named.captures_iter(&page) {
        count += 1;
        let (file, test) = (&found[1], &found[2]);
        let text = fs::read_to_string(root().join(file));
        let text = text.unwrap_or_else(|error| panic!("{file}: {error}"));
        let declared = format!(r"#\[test\]\s+(#\[[^\]]*\]\s+)*fn {test}\(\)");
        let is_there = Regex::new(&declared).unwrap().is_match(&text);
        assert!(is_there, "{file} has no test {test}");
    }
    assert!(count > 20, "only {count} tests are named");
}

#[test]
fn every_promise_names_its_tests() {
    let page = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("- **") {
            let next = lines.peek().copied().unwrap_or_default();
            assert!(next.starts_with("  `") && next.contains(".rs: "), "{line}");
        }
    }
}

#[test]
fn the_extension_trusts_no_text_of_a_file() {
    let mut files = Vec::new();
    sources(&root().join("editors/vscode/src"), "ts", &mut files);
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let file = file.display();
        for trusting in [
            "isTrusted",
            "supportHtml",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
        ] {
            assert!(!text.contains(trusting), "{file} has {trusting}");
        }
        let is_page = text.contains("webview.html =");
        let has_policy = text.contains("Content-Security-Policy")
            && text.contains("default-src 'none'")
            && !text.contains("unsafe-inline");
        assert!(!is_page || has_policy, "{file} has a page without a policy");
    }
}

#[test]
fn the_extension_starts_no_server_that_a_workspace_chose() {
    let manifest = fs::read_to_string(root().join("editors/vscode/package.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let untrusted = &manifest["capabilities"]["untrustedWorkspaces"];
    let restricted = untrusted["restrictedConfigurations"].as_array().unwrap();
    assert!(restricted.iter().any(|it| it == "dossier.server.path"));
    let finding = fs::read_to_string(root().join("editors/vscode/src/server.ts")).unwrap();
    assert!(
        finding.contains("if (!isAbsolute(path))"),
        "a relative path is taken"
    );
    assert!(
        finding.contains(".filter(isAbsolute)"),
        "a relative folder of PATH is taken"
    );
}
