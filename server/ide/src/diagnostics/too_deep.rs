//! Files that a program would find one folder further up.

use dossier_dialect::Severity;
use dossier_syntax::Span;

use super::{Finding, Findings};
use crate::cursor::line_around;

pub(super) fn check(findings: &mut Findings<'_>) {
    let snapshot = findings.snapshot;
    let path = &snapshot.index().file(findings.source.id).path;
    let Some((program, between)) = snapshot.places().too_deep(path, findings.source.place()) else {
        return;
    };
    let dialect = snapshot.dialects().get(program);
    let (title, kind) = (dialect.title(), findings.source.place().kind);
    let folder = between.file_name().unwrap_or_default();
    let message = format!(
        "Move this {kind} out of the folder `{folder}`: {title} looks one folder further up, and \
         doesn't find it here."
    );
    let first: Span = line_around(findings.text(), 0);
    // Whose file it is to be says how much is sure.
    let gravest = dialect.kind(kind).and_then(|row| row.gravest);
    let severity = gravest.map(|gravest| gravest.min(Severity::Warning));
    findings.add(Finding::new("too-deep", first, message).severity(severity));
}
