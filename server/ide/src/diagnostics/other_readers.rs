//! What the file's own program takes, and another program that reads the file does not.

use dossier_dialect::{Dialect, DialectId, FaultId, Role, Severity};
use dossier_syntax::{Entry, Format, FrontMatter, Value};
use dossier_workspace::values::Shapes;

use super::fields::first_line;
use super::{Finding, Findings};
use crate::Fix;
use crate::fixes::in_quotes;
use crate::readers;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let is_list = |entry: &&Entry| matches!(entry.value.value, Value::List { .. });
    let lists: Vec<&Entry> = front_matter.entries.iter().filter(is_list).collect();
    if lists.is_empty() {
        return;
    }
    for entry in lists {
        if let Some((severity, message)) = refused(findings, entry, other_readers(findings)) {
            let span = first_line(findings.text(), entry.value.span);
            let finding = Finding::new("wrong-shape", span, message).case("refused");
            findings.add(finding.severity(severity).fixes(as_text(findings, entry)));
        }
    }
}

/// The programs that read the file where it lies, or those that the user says, but its own.
fn other_readers<'f>(findings: &'f Findings<'_>) -> &'f [DialectId] {
    findings.other_readers.get_or_init(|| {
        let (snapshot, source) = (findings.snapshot, findings.source);
        let found = readers::other_readers(snapshot, source.id, source.place());
        found.filter(|id| findings.is_chosen(*id)).collect()
    })
}

/// What the first of the other programs that read the file does with one that has the fault that it
/// is for that program, if it loads nothing then; `said` is what is said already, and who is named
/// there is left out.
pub(super) fn refusal<'a>(
    findings: &Findings<'a>,
    fault: impl Fn(&Dialect) -> FaultId,
    said: &str,
) -> Option<&'a str> {
    let (place, dialects) = (findings.source.place(), findings.snapshot.dialects());
    other_readers(findings).iter().find_map(|&reader| {
        let dialect = dialects.get(reader);
        let (severity, says) = dialect.fault(place.kind, fault(dialect), place.origin())?;
        (severity == Severity::Error && !said.contains(dialect.title())).then_some(says)
    })
}

/// True for a file that none of the programs reads which the user says the team has.
pub(super) fn have_no_chosen(findings: &Findings<'_>) -> bool {
    let (snapshot, source) = (findings.snapshot, findings.source);
    if findings.is_chosen(source.place().dialect) {
        return false;
    }
    let mut others = readers::other_readers(snapshot, source.id, source.place()).peekable();
    // What a standard says is said for whoever reads the file.
    let is_for_all = findings.dialect().role() != Role::Program && others.peek().is_none();
    !is_for_all && others.all(|id| !findings.is_chosen(id))
}

/// What the first of `readers` that takes no list for the field does with that of `entry`.
fn refused(
    findings: &Findings<'_>,
    entry: &Entry,
    readers: &[DialectId],
) -> Option<(Severity, String)> {
    let (place, dialects) = (findings.source.place(), findings.snapshot.dialects());
    // What its own program doesn't take has been reported.
    let own = findings.dialect().field(place.kind, &entry.name);
    if own.is_some_and(|own| !findings.shapes().fits(own, &entry.value)) {
        return None;
    }
    let path = findings.slashed_path();
    let mut readers = readers.iter();
    readers.find_map(|reader| {
        if !dialects.is_field_read_by(*reader, place.kind, &path, &entry.name) {
            return None;
        }
        let dialect = dialects.get(*reader);
        let field = dialect.field(place.kind, &entry.name)?;
        let (severity, says) = field.as_list.as_ref()?.in_files_of(place.origin());
        let shapes = Shapes {
            dialect,
            format: findings.source.parsed.format,
            exact: false,
        };
        let message = format!(
            "Put `{}` in quotes: as it stands it is a list. {says}",
            entry.name
        );
        (!shapes.fits(field, &entry.value)).then_some((severity, message))
    })
}

/// A fix that makes a list in brackets the text that it looks like.
fn as_text(findings: &Findings<'_>, entry: &Entry) -> Option<Fix> {
    let written = entry.value.span.of(findings.text());
    let is_line = written.starts_with('[') && !written.contains(['\n', '\r']);
    let is_yaml = findings.source.parsed.format == Format::Markdown;
    (is_line && is_yaml).then(|| {
        let title = format!("Put the value of `{}` in quotes", entry.name);
        Fix::replace(title, entry.value.span, in_quotes(written), false)
    })
}
