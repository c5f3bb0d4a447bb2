//! Code names no program, field, tool or model: those are rows of the tables.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dossier_dialect::{Dialects, Role};
use regex::Regex;

/// Where programs are named because they are editors that Dossier is set up in.
const ABOUT_EDITORS: [&str; 2] = ["dossier/src/setup/", "dossier/src/cli.rs"];

/// Words of ours, and of formats that we print, that some program happens to use too.
const OURS: [&str; 4] = ["output-style", "plugin-manifest", "mcp-config", "$schema"];

fn server() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The sources, from the folder of the crates, without what only tests use.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_test = ["tests", "target", "tests.rs", "testing.rs", "fixture.rs"];
        if is_test.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let path = path.strip_prefix(server()).unwrap_or(&path);
            let path = path.to_string_lossy().replace('\\', "/");
            found.push((path, text.to_owned()));
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    sources(&server(), &mut found);
    assert!(found.len() > 150, "only {} files were read", found.len());
    found
}

/// True for a name that is no plain word, so that code has no other reason to write it.
fn is_telling(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase();
    name.len() > 1 && !name.chars().all(plain)
}

/// What the tables call things: fields, tools, models, built-in agents and commands, events,
/// placeholders.
fn names(dialects: &Dialects) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for dialect in dialects.iter() {
        names.extend(dialect.tools().iter().map(|row| row.name.clone()));
        names.extend(dialect.old_tools().iter().map(|row| row.name.clone()));
        names.extend(dialect.builtin_agents().iter().map(|row| row.name.clone()));
        names.extend(
            dialect
                .builtin_commands()
                .iter()
                .map(|row| row.name.clone()),
        );
        names.extend(dialect.hook_events().iter().map(|row| row.name.clone()));
        for kind in dialect.kinds() {
            names.extend(kind.knows.iter().cloned());
            names.extend(dialect.models(kind.id).map(|row| row.name.clone()));
            names.extend(dialect.placeholders(kind.id).map(|row| row.text.clone()));
            for field in dialect.fields(kind.id) {
                names.extend(field.name.split('.').map(str::to_owned));
            }
        }
        if let Some(plugins) = dialect.plugins() {
            names.extend([plugins.manifest.clone(), plugins.marketplace.clone()]);
        }
        let config = dialect.config_folder();
        names.extend(config.map(|row| row.folder.clone()));
        names.extend(config.and_then(|row| row.variable.clone()));
        names.extend(dialect.mcp().map(|row| row.prefix.clone()));
        names.extend(
            dialect
                .folder_variables()
                .iter()
                .map(|row| row.name.clone()),
        );
    }
    names.retain(|name| is_telling(name) && !OURS.contains(&name.as_str()));
    names
}

#[test]
fn code_names_no_field_tool_or_model() {
    let names = names(&Dialects::builtin().unwrap());
    assert!(
        names.len() > 200,
        "only {} names are looked for",
        names.len()
    );
    let comment = Regex::new(r"(?m)^\s*//.*$").unwrap();
    let literal = Regex::new(r##"r#"([\s\S]*?)"#|"((?:[^"\\]|\\.)*)""##).unwrap();
    let about_editors = |path: &str| ABOUT_EDITORS.iter().any(|it| path.starts_with(it));
    for (path, text) in all_sources() {
        let code = comment.replace_all(&text, "");
        for found in literal.captures_iter(&code) {
            let written = found.get(1).or_else(|| found.get(2)).unwrap().as_str();
            let is_named = names.contains(written) && !about_editors(&path);
            assert!(!is_named, "{path} names `{written}`");
        }
    }
}

#[test]
fn code_names_no_program() {
    let dialects = Dialects::builtin().unwrap();
    let programs = dialects.iter().filter(|it| it.role() == Role::Program);
    let mut words: BTreeSet<&str> = programs.flat_map(|it| [it.title(), it.id()]).collect();
    // Words that mean something else as well.
    words.retain(|word| is_telling(word) && word.len() > 3);
    for (path, text) in all_sources() {
        if ABOUT_EDITORS.iter().any(|it| path.starts_with(it)) {
            continue;
        }
        for word in &words {
            let stands_alone = |at: usize| {
                let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                outside(text[..at].chars().next_back())
                    && outside(text[at + word.len()..].chars().next())
            };
            let named = text.match_indices(word).any(|(at, _)| stands_alone(at));
            assert!(!named, "{path} names {word}");
        }
    }
}

/// The tests above would pass if nothing were found.
#[test]
fn names_are_found_where_they_stand() {
    let names = names(&Dialects::builtin().unwrap());
    for name in ["WebFetch", "disallowedTools", "mcp__", ".claude"] {
        assert!(names.contains(name), "{name}");
    }
    let everything = all_sources().into_iter().map(|(_, text)| text);
    assert!(everything.collect::<String>().contains("CLAUDE_CONFIG_DIR"));
}
