//! Files that hold the path of a link instead of what it leads to.

use camino::Utf8Path;
use dossier_workspace::normalize;

use super::{Finding, Findings};
use crate::cursor::line_around;

/// The longest path that is looked up, in bytes.
const LONGEST: usize = 1_024;

/// Returns true for such a file, in which nothing else is worth saying.
pub(super) fn check(findings: &mut Findings<'_>) -> bool {
    let text = findings.text();
    let written = text.strip_suffix('\n').unwrap_or(text);
    let written = written.strip_suffix('\r').unwrap_or(written);
    let is_path = !written.is_empty()
        && written.len() <= LONGEST
        && !written.contains(char::is_whitespace)
        && (written.contains('/') || Utf8Path::new(written).extension().is_some());
    if !is_path {
        return false;
    }
    let snapshot = findings.snapshot;
    let path = &snapshot.index().file(findings.source.id).path;
    let target = path.parent().map(|folder| normalize(&folder.join(written)));
    let exists = |target: &Utf8Path| *target != **path && snapshot.disk().exists(target);
    let is_folder = |target: &Utf8Path| exists(target) && !snapshot.disk().is_file(target);
    let (exists, is_folder) = (
        target.as_deref().is_some_and(exists),
        target.as_deref().is_some_and(is_folder),
    );
    // What is fetched apart from it may be missing; nobody else writes that.
    let leads_up = written.starts_with("../");
    if !exists && !leads_up {
        return false;
    }
    let effect = match is_folder && path.extension().is_none() {
        true => "finds no folder here",
        false => "reads the path as the text",
    };
    let message = format!(
        "Check this file out with `core.symlinks=true`, or copy `{written}` here: it holds the \
         path of a link instead of what the link leads to, and {} {effect}.",
        findings.dialect().title()
    );
    let span = line_around(text, 0);
    findings.add(Finding::new("link-stub", span, message));
    true
}
