//! What is asked of all files: which to read, what they are, and what was found in them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use camino::Utf8Path;
use dossier_ide::Diagnostic;
use dossier_syntax::LineIndex;
use dossier_workspace::Snapshot;
use serde_json::{Map, Value, json};

use crate::written::{finding, path, whole};

pub(super) fn wanted(snapshot: &Snapshot, paths: Vec<String>) -> Value {
    let places = snapshot.places();
    let mut first = Vec::new();
    let mut then = Vec::new();
    for path in paths {
        let Some(whole) = whole(&path).filter(|it| places.is_of_interest(it)) else {
            continue;
        };
        if places.may_be_told_by_shape(&whole) && !places.is_known_place(&whole) {
            then.push(path);
        } else {
            first.push(path);
        }
    }
    then.sort_by_cached_key(|path| (path.matches('/').count(), path.clone()));
    json!({"first": first, "then": then})
}

pub(super) fn kinds(snapshot: &Snapshot) -> Value {
    let files = snapshot.index().files();
    let kinds = files.map(|(_, file, facts)| {
        let kind = facts.place.kind.as_str().into();
        (path(&file.path).to_owned(), kind)
    });
    Value::Object(kinds.collect())
}

pub(super) fn diagnostics(snapshot: &Snapshot) -> Value {
    let files = snapshot.index().files();
    let own = files.map(|(_, file, _)| &*file.path);
    let configurations = snapshot.configuration().files();
    let configurations = configurations.map(|file| file.path.as_path());
    let faults = snapshot.places().own_programs().faults().iter();
    let faults = faults.map(|it| it.path.as_path());
    // One may define several, entry by entry.
    let all: BTreeSet<&Utf8Path> = own.chain(configurations).chain(faults).collect();
    let told = all
        .into_iter()
        .map(|file| (path(file).to_owned(), found_in(snapshot, file)));
    Value::Object(told.collect::<Map<_, _>>())
}

pub(super) fn diagnostics_of(snapshot: &Snapshot, path: &str) -> Value {
    let path = whole(path);
    path.map_or_else(
        || Value::Array(Vec::new()),
        |path| found_in(snapshot, &path),
    )
}

/// How many findings of one file are told, the gravest: editors show no more.
const MOST_FINDINGS: usize = 1_000;

/// What was found in a file: an agent file, a choice of rules, or a table of a program.
fn found_in(snapshot: &Snapshot, path: &Utf8Path) -> Value {
    let index = snapshot.index();
    let known = index.find(path).filter(|id| index.says_anything(*id));
    if let Some(id) = known {
        return findings(
            snapshot,
            &snapshot.lines(path),
            dossier_ide::diagnostics(snapshot, id),
        );
    }
    let mut configurations = snapshot.configuration().files();
    if let Some(file) = configurations.find(|file| file.path == path) {
        let found = dossier_ide::configuration(snapshot.dialects(), file);
        return findings(snapshot, &LineIndex::new(&file.text), found);
    }
    let mut faults = snapshot.places().own_programs().faults().iter();
    let fault = faults.find(|it| it.path == path);
    fault.map_or_else(
        || Value::Array(Vec::new()),
        |fault| {
            let found = vec![dossier_ide::program_table(fault)];
            findings(snapshot, &LineIndex::new(&fault.text), found)
        },
    )
}

fn findings(snapshot: &Snapshot, lines: &LineIndex, mut found: Vec<Diagnostic>) -> Value {
    if found.len() > MOST_FINDINGS {
        found.sort_by_key(|finding| Reverse(finding.severity));
        found.truncate(MOST_FINDINGS);
        found.sort_by_key(|finding| finding.span);
    }
    found
        .iter()
        .map(|it| finding(snapshot, lines, it))
        .collect()
}
