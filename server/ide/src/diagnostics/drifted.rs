//! The same agent, skill or command for several programs, where the files say different things.

use dossier_syntax::FrontMatter;

use super::{Finding, Findings};
use crate::convert::Sense;
use crate::rename::twins;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let snapshot = findings.snapshot;
    let source = findings.source;
    let others = twins(snapshot, source.id);
    if others.is_empty() {
        return;
    }
    let own = Sense::of(source, findings.dialect());
    let name = source.facts.definition.as_ref().map(|it| it.name_span);
    let span = name
        .filter(|it| !it.is_empty())
        .unwrap_or(front_matter.open);
    for other in others {
        let Some(twin) = snapshot.source(other) else {
            continue;
        };
        let dialect = snapshot.dialect(twin.place());
        let differs = own.differs(&Sense::of(&twin, dialect));
        if differs.is_empty() {
            continue;
        }
        let shown = source.place().shown(&snapshot.index().file(other).path);
        let message = format!(
            "{} has the same {} in `{shown}`, with another {}.",
            dialect.title(),
            source.place().kind,
            differs.join(", another ")
        );
        let place = twin.facts.definition.as_ref().map(|it| it.name_span);
        let finding = Finding::new("drifted-copy", span, message);
        findings.add(finding.related(other, place.unwrap_or_default(), "the other one"));
    }
}
