//! Files that lie where the program used to look, and still does.

use dossier_dialect::{FaultId, PlaceGlobs};

use super::{Finding, Findings, Tag};
use crate::cursor::line_around;

pub(super) fn check(findings: &mut Findings<'_>) {
    let place = findings.source.place();
    let path = findings.slashed_path();
    let dialects = findings.snapshot.dialects();
    let found = dialects.places(PlaceGlobs::Old, &path);
    let mut found = found.iter();
    if !found.any(|it| (it.dialect, it.kind) == (place.dialect, place.kind)) {
        return;
    }
    if let Some((severity, says)) = findings.consequence(FaultId::OldPlace) {
        let line = line_around(findings.text(), 0);
        let finding = Finding::new("old-place", line, says).severity(severity);
        findings.add(finding.tag(Tag::Deprecated));
    }
}
