//! What is wrong with a definition that is an entry of a file of settings.
//!
//! Rules about files, their names, their front matter and their bodies have nothing to say of it: it
//! may have no body, as it may only change what somebody else has defined.

use dossier_workspace::{FileId, Snapshot, Source};

use super::{Diagnostic, Findings};
use super::{dangling, fields, globs, models, permissions, silent_tools, tools};
use crate::readers;

/// The findings in all entries of a file, in the order of their places.
pub(super) fn found_in(snapshot: &Snapshot, file: FileId) -> Vec<Diagnostic> {
    let path = &snapshot.index().file(file).path;
    let listed = snapshot.index().listed_in(path);
    let sources: Vec<Source> = listed
        .filter_map(|id| readers::source(snapshot, id))
        .collect();
    let mut all = Vec::new();
    // What was found out about the text and the team for one entry, the next need not look for again.
    let mut known = None;
    for source in &sources {
        let mut findings = Findings::new(snapshot, source);
        if let Some((around, guesses)) = known.take() {
            findings.around = findings.around.after(around);
            findings.guesses = guesses;
        }
        findings.check();
        all.extend(findings.in_order());
        known = Some((findings.around, findings.guesses));
    }
    all
}

/// Looks at its values, and at whom it names.
pub(super) fn check(findings: &mut Findings<'_>) {
    dangling::check(findings);
    let Some(entries) = findings.front_matter() else {
        return;
    };
    fields::check(findings, entries);
    tools::check(findings, entries);
    silent_tools::check(findings, entries);
    permissions::check(findings, entries);
    dangling::in_rules(findings, entries);
    globs::check(findings);
    models::check(findings);
}
