//! Skills that are not called like their folder.

use camino::Utf8Path;
use dossier_dialect::{Atom, FaultId, NamedBy};
use dossier_syntax::FrontMatter;

use super::{Finding, Findings};
use crate::Fix;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let place = findings.source.place();
    let dialect = findings.dialect();
    let Some(kind) = dialect.kind(place.kind) else {
        return;
    };
    let Some(folder) = place.folder.file_name() else {
        return;
    };
    // A folder that holds the whole team is called as its owner likes.
    if !kind.named_by.contains(&NamedBy::Folder) || place.folder == place.home {
        return;
    }
    let mut fields = dialect.fields(place.kind);
    let field = fields.find(|it| it.shape.is(Atom::Name));
    let entry = field.and_then(|field| front_matter.field(&field.name));
    if kind.reserved_names.iter().any(|name| name == folder)
        && let Some((severity, says)) = findings.consequence(FaultId::ReservedName)
    {
        let span = entry.map_or(front_matter.open, |entry| entry.value.span);
        let message = format!("The folder is called `{folder}`. {says}");
        findings.add(Finding::new("invalid-name", span, message).severity(severity));
        return;
    }
    let (Some(field), Some(entry)) = (field, entry) else {
        return;
    };
    let Some(name) = entry.value.text().filter(|name| !name.is_empty()) else {
        return;
    };
    // What has capitals or blanks is meant for display.
    let is_identifier = |name: &str| {
        let mut letters = name.chars();
        letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
    };
    let accepts = |name| dialect.field_accepts(place.kind, &field.name, name);
    if name == folder || !is_identifier(name) || !accepts(name) {
        return;
    }
    if findings.is_pattern() || is_folder_of_link(findings, name) || holds_others(findings) {
        return;
    }
    // `tool/skill/SKILL.md` is put into a folder of its own name where it is used.
    let lexicon = findings.snapshot.dialects().lexicon();
    if !place.loaded && lexicon.kind_words().iter().any(|word| word == folder) {
        return;
    }
    let Some((severity, says)) = findings.consequence(FaultId::OtherFolder) else {
        return;
    };
    let span = entry.value.inner_span(findings.text());
    let message = format!("`{name}` is in the folder `{folder}`. {says}");
    let fix = Some(folder)
        .filter(|folder| accepts(folder))
        .map(|folder| Fix::change_to(folder, span, false));
    let finding = Finding::new("name-mismatch", span, message);
    findings.add(finding.severity(severity).fixes(fix));
}

/// True where a link to the file, or to its folder, lies in a folder of that name.
fn is_folder_of_link(findings: &Findings<'_>, name: &str) -> bool {
    let snapshot = findings.snapshot;
    let path = &snapshot.index().file(findings.source.id).path;
    let mut links = snapshot.places().other_paths(path).into_iter();
    links.any(|link| link.parent().and_then(|folder| folder.file_name()) == Some(name))
}

/// True for a skill in the folder that others lie in, each in a folder of its own: the whole is
/// called as its owner likes.
fn holds_others(findings: &Findings<'_>) -> bool {
    let snapshot = findings.snapshot;
    let place = findings.source.place();
    let above = place.folder.parent().and_then(Utf8Path::file_name);
    let is_among = above.and_then(|it| snapshot.dialects().kind_of_folder(it)) == Some(place.kind);
    let kin = snapshot.index().of_kind(place.kind);
    let mut below = kin.filter(|(.., facts)| facts.place.folder.parent() == Some(&place.folder));
    !place.loaded && is_among && below.nth(1).is_some()
}
