//! The same agent, skill or command for several programs, where the files say different things.

use dossier_dialect::Atom;
use dossier_syntax::{FrontMatter, Parsed};
use dossier_workspace::FileId;

use super::{Finding, Findings};
use crate::Fix;
use crate::convert::{Sense, convert, entry_of};
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
        // An entry may change one thing of what another program's file says.
        if snapshot.index().file(other).entry.is_some() {
            continue;
        }
        let Some(twin) = snapshot.source(other) else {
            continue;
        };
        let dialect = snapshot.dialect(twin.place());
        let differs = own.differs(&Sense::of(&twin, dialect));
        if differs.is_empty() {
            continue;
        }
        let words: Vec<&str> = differs.iter().map(|it| word(*it)).collect();
        let shown = source.place().shown(&snapshot.index().file(other).path);
        let message = format!(
            "{} has the same {} in `{shown}`, with another {}.",
            dialect.title(),
            source.place().kind,
            words.join(", another ")
        );
        let fixes = taken_over(findings, front_matter, (other, &shown), &differs);
        let place = twin.facts.definition.as_ref().map(|it| it.name_span);
        let finding = Finding::new("drifted-copy", span, message).fixes(fixes);
        findings.add(finding.related(other, place.unwrap_or_default(), "the other one"));
    }
}

/// What messages call a thing that files say.
fn word(atom: Atom) -> &'static str {
    match atom {
        Atom::Tool => "tools",
        Atom::Model => "model",
        _ => "description",
    }
}

/// Fixes that take a value each over from the other file, as this one's program writes it. Only where both
/// are on one line: of a longer text, somebody should see what goes.
fn taken_over(
    findings: &Findings<'_>,
    front_matter: &FrontMatter,
    (other, shown): (FileId, &str),
    differs: &[Atom],
) -> Vec<Fix> {
    let (snapshot, dialect) = (findings.snapshot, findings.dialect());
    let kind = findings.source.place().kind;
    let Ok(converted) = convert(snapshot, other, dialect.id()) else {
        return Vec::new();
    };
    let lexicon = snapshot.dialects().lexicon();
    let written = Parsed::new(&converted.text, &dialect.reading(kind), lexicon);
    let there = written.front_matter.as_ref();
    let there = there.filter(|_| written.format == findings.source.parsed.format);
    let fixes = differs.iter().filter_map(|&atom| {
        let (from, _) = entry_of(there?, dialect, kind, atom)?;
        let (to, _) = entry_of(front_matter, dialect, kind, atom)?;
        let (value, span) = (from.value.span.of(&converted.text), to.value.span);
        let is_line = !value.contains('\n') && !span.of(findings.text()).contains('\n');
        let title = format!("Take over the {} of `{shown}`", word(atom));
        (is_line && !value.is_empty()).then(|| Fix::replace(title, span, value.to_owned(), false))
    });
    fixes.collect()
}
