//! Files that a memory file imports and that are not loaded.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, LimitId};
use dossier_syntax::{Form, Mention, Parsed, Reading};
use dossier_workspace::{LARGEST_TEXT, Snapshot, normalize, slashed};
use rustc_hash::FxHashMap;

use super::dangling::is_plain_path;
use super::{Finding, Findings};
use crate::fixes::link_fixes;

/// The most files that one chain of imports is followed through.
const MOST_FILES: usize = 200;

pub(super) fn check(findings: &mut Findings<'_>) {
    let place = findings.source.place();
    if place.kind != FileKind::Memory || !place.loaded {
        return;
    }
    let own = findings
        .snapshot
        .index()
        .file(findings.source.id)
        .path
        .clone();
    // What each file that is imported leads to beyond the last hop.
    let mut lost: FxHashMap<Utf8PathBuf, Option<Utf8PathBuf>> = FxHashMap::default();
    for mention in findings
        .mentions()
        .iter()
        .filter(|it| it.form == Form::Import)
    {
        let Some(path) = target(findings.snapshot, &own, mention) else {
            missing(findings, mention, &own);
            continue;
        };
        let lost = lost
            .entry(path)
            .or_insert_with_key(|path| beyond(findings, &own, path));
        if let Some(lost) = lost {
            too_deep(findings, mention, &own, lost);
        }
    }
}

/// An import of a file that is not there is passed over in silence. Many texts only look like
/// one: handles, packages, files that each developer has for himself.
fn missing(findings: &mut Findings<'_>, mention: &Mention, own: &Utf8Path) {
    let written = mention.name.split('#').next().unwrap_or_default();
    let path = Utf8Path::new(written);
    let is_text = matches!(path.extension(), Some("md" | "mdc" | "markdown" | "txt"));
    let is_private = written.contains(".local.") || path.has_root() || written.starts_with('~');
    let folder = own.parent().unwrap_or(own);
    // Memory files are copied into collections without the project that they speak of.
    let first = path
        .iter()
        .find(|part| *part != ".")
        .map(|it| folder.join(it));
    let beside = first.is_some_and(|first| findings.snapshot.disk().exists(&first));
    if !is_text || is_private || !is_plain_path(written) || findings.is_pattern() {
        return;
    }
    if !beside && path.iter().filter(|part| *part != ".").count() > 1 {
        return;
    }
    let message = format!(
        "There is no file `{written}`. {} passes over the import without a word.",
        findings.dialect().title()
    );
    let fixes = link_fixes(findings.files_by_name(), mention.span, written);
    findings.add(Finding::new("missing-import", mention.span, message).fixes(fixes));
}

/// The first file to which a chain of imports leads from `first` and that is one too many.
fn beyond(findings: &Findings<'_>, own: &Utf8Path, first: &Utf8Path) -> Option<Utf8PathBuf> {
    let limit = hops(findings)?;
    let mut seen = BTreeSet::from([own.to_owned(), first.to_owned()]);
    let mut front = vec![first.to_owned()];
    for _ in 1..limit {
        front = imports_of(findings.snapshot, &front, &mut seen);
    }
    let beyond = imports_of(findings.snapshot, &front, &mut seen);
    beyond.into_iter().next()
}

/// For how many hops the program follows a chain of imports.
fn hops(findings: &Findings<'_>) -> Option<usize> {
    let kind = findings.source.place().kind;
    let limit = findings.dialect().limit(LimitId::ImportHops, kind);
    Some(limit?.value)
}

/// A chain of imports is followed for so many hops only.
fn too_deep(findings: &mut Findings<'_>, mention: &Mention, own: &Utf8Path, lost: &Utf8Path) {
    let Some(limit) = hops(findings) else {
        return;
    };
    let folder = own.parent().unwrap_or(own);
    let shown = slashed(lost.strip_prefix(folder).unwrap_or(lost));
    let message = format!(
        "From here a chain of imports leads to `{shown}`, which is one too many: {} follows {}.",
        findings.dialect().title(),
        limit
    );
    findings.add(Finding::new("import-too-deep", mention.span, message));
}

/// The files that some files import and that nobody did before.
fn imports_of(
    snapshot: &Snapshot,
    files: &[Utf8PathBuf],
    seen: &mut BTreeSet<Utf8PathBuf>,
) -> Vec<Utf8PathBuf> {
    let mut found = Vec::new();
    for file in files {
        if seen.len() > MOST_FILES {
            break;
        }
        let Some(text) = snapshot.places().read(file, LARGEST_TEXT) else {
            continue;
        };
        let parsed = Parsed::new(&text, &Reading::default(), snapshot.dialects().lexicon());
        let imports = parsed
            .in_body
            .mentions
            .iter()
            .filter(|it| it.form == Form::Import);
        for path in imports.filter_map(|it| target(snapshot, file, &it)) {
            if seen.insert(path.clone()) {
                found.push(path);
            }
        }
    }
    found
}

/// The file that an import in `from` leads to, if it is there.
fn target(snapshot: &Snapshot, from: &Utf8Path, mention: &Mention) -> Option<Utf8PathBuf> {
    let written = mention.name.replace("\\ ", " ");
    let written = written.split('#').next()?;
    let path = match written.strip_prefix("~/") {
        Some(rest) => snapshot.places().home().folder()?.join(rest),
        None => from.parent()?.join(written),
    };
    let path = normalize(&path);
    snapshot.disk().is_file(&path).then_some(path)
}
