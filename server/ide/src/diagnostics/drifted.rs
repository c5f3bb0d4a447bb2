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
        let fixes: Vec<Fix> = differs
            .iter()
            .filter_map(|it| as_there(findings, front_matter, (other, &shown), *it))
            .collect();
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

/// A fix that takes a value over from the other file, as this one's program writes it. Only where both
/// are on one line: of a longer text, somebody should see what goes.
fn as_there(
    findings: &Findings<'_>,
    front_matter: &FrontMatter,
    (other, shown): (FileId, &str),
    atom: Atom,
) -> Option<Fix> {
    let (snapshot, dialect) = (findings.snapshot, findings.dialect());
    let kind = findings.source.place().kind;
    let text = convert(snapshot, other, dialect.id()).ok()?.text;
    let lexicon = snapshot.dialects().lexicon();
    let written = Parsed::new(&text, &dialect.reading(kind), lexicon);
    let there = entry_of(written.front_matter.as_ref()?, dialect, kind, atom)?;
    let here = entry_of(front_matter, dialect, kind, atom)?;
    let (value, span) = (there.0.value.span.of(&text), here.0.value.span);
    let is_line = !value.contains('\n') && !span.of(findings.text()).contains('\n');
    let is_alike = written.format == findings.source.parsed.format;
    let title = format!("Take over the {} of `{shown}`", word(atom));
    (is_line && is_alike && !value.is_empty())
        .then(|| Fix::replace(title, span, value.to_owned(), false))
}
