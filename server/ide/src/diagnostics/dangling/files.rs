//! Links to files that are not there.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_syntax::{Mention, Span};
use dossier_workspace::normalize;

use super::neighbours::line_start;
use crate::diagnostics::{Finding, Findings};
use crate::fixes::link_fixes;

/// A link to a file that is not there.
pub(super) fn missing(findings: &mut Findings<'_>, mention: &Mention) {
    let text = findings.text();
    let before = text[..mention.span.range().start].trim_end_matches(['<', ' ']);
    let is_destination = before.ends_with("](") || before.ends_with("]:");
    let path = mention.name.split(['#', '?']).next().unwrap_or_default();
    let own = &findings.snapshot.index().file(findings.source.id).path;
    if !is_destination
        || !is_plain_path(path)
        || findings.is_pattern()
        || is_quoted(text, mention.span)
        || !findings
            .snapshot
            .resolve(findings.source.id, mention)
            .is_empty()
    {
        return;
    }
    let path = path.replace("%20", " ");
    let disk = findings.snapshot.disk();
    let exists = possible_targets(own, &path, findings.source.place().loaded)
        .iter()
        .any(|target| disk.exists(target));
    // Standing instructions are copied into collections without the project that they speak of.
    let is_copy = || {
        let mut parts = Utf8Path::new(&path).iter().filter(|part| *part != ".");
        let first = parts.next();
        let folder = own
            .parent()
            .zip(first)
            .map(|(here, first)| here.join(first));
        findings.source.place().kind == FileKind::Memory
            && parts.next().is_some()
            && !folder.is_some_and(|folder| disk.exists(&folder))
    };
    if exists || is_copy() {
        return;
    }
    let what = if path.ends_with('/') {
        "folder"
    } else {
        "file"
    };
    let message = format!("There is no {what} `{path}`.");
    let fixes = link_fixes(findings.snapshot, findings.source, mention.span, &path);
    findings.add(Finding::new("missing-file", mention.span, message).fixes(fixes));
}

/// Where a path that is written in `own` may lead. Some start at the root of the project, or where
/// a file is copied to; one that starts with `..` says itself from where, but for a file that is
/// copied, which may lie one folder deeper or higher then.
fn possible_targets(own: &Utf8Path, path: &str, is_loaded: bool) -> Vec<Utf8PathBuf> {
    let mut folders = own.ancestors().skip(1);
    let Some(inner) = path.strip_prefix("../") else {
        let all = folders.map(|folder| normalize(&folder.join(path)));
        return all.collect();
    };
    let Some(folder) = folders.next() else {
        return Vec::new();
    };
    let mut found = vec![folder.join(path)];
    if !is_loaded {
        found.push(folder.join(inner));
        found.extend(folders.next().map(|above| above.join(path)));
    }
    found.iter().map(|target| normalize(target)).collect()
}

/// True within quotation marks, where a text says what another should say.
fn is_quoted(text: &str, span: Span) -> bool {
    let start = line_start(text, span.range().start);
    let before = &text[start..span.range().start];
    before.matches('"').count() % 2 == 1
        || before.matches('“').count() > before.matches('”').count()
}

/// A relative path with a file name, or one that starts from here and ends in a folder, no word of
/// which stands for another.
pub(in crate::diagnostics) fn is_plain_path(path: &str) -> bool {
    let path = Utf8Path::new(path);
    let written = path.as_str();
    let plain = |c: char| c.is_alphanumeric() || "/._-+ %".contains(c);
    let is_folder = written.starts_with('.') && written.ends_with('/');
    let is_file = path
        .extension()
        .is_some_and(|extension| extension.len() <= 5);
    path.is_relative()
        && (is_file || is_folder)
        && written.chars().all(plain)
        && !written.contains("...")
}
