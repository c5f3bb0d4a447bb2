//! Files that a program would find in a folder of their own.

use super::{Finding, Findings};
use crate::cursor::line_around;

/// Whether the file is one, so that nothing else is to be said of its fields.
pub(super) fn check(findings: &mut Findings<'_>) -> bool {
    let snapshot = findings.snapshot;
    let place = findings.source.place();
    let path = &snapshot.index().file(findings.source.id).path;
    let Some((program, inside)) = snapshot.places().without_folder(path, place) else {
        return false;
    };
    let dialect = snapshot.dialects().get(program);
    let message = format!(
        "Move this {kind} to `{}`: {} looks for a {kind} in a folder of its own, and doesn't find it here.",
        place.shown(&inside),
        dialect.title(),
        kind = place.kind,
    );
    let first = line_around(findings.text(), 0);
    findings.add(Finding::new("without-folder", first, message));
    true
}
