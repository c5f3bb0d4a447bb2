//! Names that the program refuses, or that two files share.

use dossier_dialect::{Atom, FaultId, NamedBy, Severity};
use dossier_syntax::{FrontMatter, Span};
use dossier_workspace::Place;
use dossier_workspace::values::is_broken;

use super::{Finding, Findings};
use crate::Fix;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let place = findings.source.place();
    let dialect = findings.dialect();
    let Some(field) = dialect
        .fields(place.kind)
        .find(|field| field.shape.is(Atom::Name))
    else {
        return;
    };
    let entry = front_matter.field(&field.name);
    let Some(entry) = entry.filter(|entry| !is_broken(entry)) else {
        return;
    };
    let Some(name) = entry.value.text().filter(|name| !name.is_empty()) else {
        return;
    };
    let span = entry.value.inner_span(findings.text());
    if reserved(findings, name, span) {
        return;
    }
    // For what a pattern has in brackets, somebody puts a name.
    let is_pattern = !place.loaded || findings.is_pattern();
    if is_pattern && name.contains(['{', '<', '[']) {
        return;
    }
    let too_long = field.is_too_long(name);
    if too_long || !dialect.field_accepts(place.kind, &field.name, name) {
        if let Some((severity, says)) = findings.consequence(FaultId::BadName) {
            let severity = if only_read_by_tolerant(findings) {
                Severity::Hint
            } else {
                severity
            };
            let message = format!("`{name}` is no valid name. {says}");
            let fix = valid_name(name)
                .filter(|name| dialect.field_accepts(place.kind, &field.name, name))
                .filter(|_| !too_long)
                .map(|name| Fix::change_to(&name, span, false));
            let finding = Finding::new("invalid-name", span, message);
            findings.add(finding.severity(severity).fixes(fix));
        }
    } else if dialect
        .kind(place.kind)
        .is_some_and(|kind| kind.one_of_a_name)
    {
        duplicates(findings, place, name, span);
    }
}

/// Says that the program keeps the name for itself, and returns true if so. A name that comes from
/// the folder is for another rule to say.
fn reserved(findings: &mut Findings<'_>, name: &str, span: Span) -> bool {
    let kind = findings.dialect().kind(findings.source.place().kind);
    let is_reserved = kind.is_some_and(|kind| {
        let by_folder = kind.named_by.contains(&NamedBy::Folder);
        !by_folder && kind.reserved_names.iter().any(|it| it == name)
    });
    let consequence = findings.consequence(FaultId::ReservedName);
    let Some((severity, says)) = consequence.filter(|_| is_reserved) else {
        return false;
    };
    let message = format!(
        "`{name}` is a name that {} keeps. {says}",
        findings.dialect().title()
    );
    findings.add(Finding::new("invalid-name", span, message).severity(severity));
    true
}

/// True for a file at a place where only programs look that take any name.
fn only_read_by_tolerant(findings: &Findings<'_>) -> bool {
    let kind = findings.source.place().kind;
    let path = findings.slashed_path();
    let dialects = findings.snapshot.dialects();
    // A glob over all folders says little of this one.
    let is_special = |glob: &&str| glob.contains("/.");
    let readers = dialects.readers_of(kind, &path).into_iter();
    let mut readers = readers
        .filter(|(_, globs)| globs.iter().any(is_special))
        .peekable();
    let takes_any = |id| {
        dialects
            .get(id)
            .kind(kind)
            .is_some_and(|kind| kind.any_name)
    };
    readers.peek().is_some() && readers.all(|(id, _)| takes_any(id))
}

/// The name in lower case, its words joined by hyphens. Those who mention the file by the other
/// name don't follow, so somebody should look.
fn valid_name(name: &str) -> Option<String> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    Some(words.join("-")).filter(|name| !name.is_empty())
}

/// Two of one name in one folder tree: the program loads one of them, and which one depends on the
/// order in which the disk lists them.
fn duplicates(findings: &mut Findings<'_>, place: &Place, name: &str, span: Span) {
    /// How many of them are shown: where thousands have one name, each would list all others.
    const MOST_SHOWN: usize = 20;
    let snapshot = findings.snapshot;
    let index = snapshot.index();
    let own = findings.source.facts.definition.as_ref();
    let real = |id| snapshot.places().real(&index.file(id).path);
    let twins: Vec<_> = snapshot
        .namesakes(findings.source.id, name)
        .iter()
        .filter(|&&id| id != findings.source.id)
        .filter_map(|&id| {
            let facts = index.file(id).facts.as_ref()?;
            let definition = facts.definition.as_ref()?;
            let other = &facts.place;
            // An entry adds to what a file of its name says.
            let is_file = index.file(id).entry.is_none();
            let together = is_file
                && other.kind == place.kind
                && snapshot.dialects().is_same_program(other.dialect, place.dialect)
                && other.plugin == place.plugin
                && (other.loaded && place.loaded)
                && definition.name() == name
                // A plugin's folders are part of its agents' names.
                && (place.plugin.is_none()
                    || own.is_some_and(|own| own.qualifiers == definition.qualifiers));
            // A file may be known by the path of a link to it, too.
            let is_itself = together && real(id) == real(findings.source.id);
            (together && !is_itself).then_some((id, definition.name_span))
        })
        .take(MOST_SHOWN)
        .collect();
    let Some(&(first, _)) = twins.first() else {
        return;
    };
    let shown = place.shown(&index.file(first).path);
    let message = format!(
        "{} loads only one of the {}s named `{name}`; another is in `{shown}`.",
        findings.dialect().title(),
        place.kind
    );
    let finding = Finding::new("duplicate-name", span, message);
    let finding = twins.iter().fold(finding, |finding, &(id, span)| {
        finding.related(id, span, "the same name")
    });
    findings.add(finding);
}
