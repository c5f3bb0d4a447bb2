//! Links by which a program would load something, and that lead nowhere or out of the workspace.

use dossier_dialect::Severity;
use dossier_syntax::Span;
use dossier_workspace::{DanglingLink, FileId, Snapshot};

use super::{Diagnostic, Finding};

/// So many links that lead to the same missing place are reported one by one. Of more, only the
/// first is, with how many they are: a submodule that isn't checked out is one fault.
const FEW: usize = 3;

/// What is said of the path of a link.
pub(super) fn of(snapshot: &Snapshot, file: FileId) -> Option<Diagnostic> {
    let link = snapshot.dangling_link(file)?;
    let dialect = snapshot.dialect(&link.place);
    let chosen = snapshot.chosen(file);
    let enabled = snapshot.settings().diagnostics.enable && !chosen.is_excluded();
    if dialect.is_open() || !enabled {
        return None;
    }
    let others = snapshot
        .dangling_links()
        .filter(|(id, other)| is_alike(link, other) && snapshot.dangling_link(*id).is_some());
    let paths: Vec<_> = others.map(|(_, other)| &other.path).collect();
    let is_one_of_many = paths.len() > FEW;
    if is_one_of_many && paths.iter().min() != Some(&&link.path) {
        return None;
    }
    let name = link.path.file_name()?;
    let kind = link.place.kind;
    let count = paths.len() - usize::from(is_one_of_many);
    if link.is_outside {
        let more = match is_one_of_many {
            true => format!(", and so do {count} more such links"),
            false => String::new(),
        };
        let message = format!(
            "`{name}` is a link to `{}`, which leads out of the workspace{more}. What {kind} lies \
             there is not read here.",
            link.written
        );
        let finding = Finding::new("outside-link", Span::default(), message);
        return reported(snapshot, file, finding);
    }
    let leads = format!(
        "`{name}` is a link to `{}`, which isn't there",
        link.written
    );
    let place = if link.is_folder { "there" } else { "here" };
    let mut message = if is_one_of_many {
        let within = match area(link) {
            "" => "this project".to_owned(),
            folder => format!("`{folder}`"),
        };
        format!(
            "{leads}, and {count} more such links lead to what isn't in {within}. No {kind} is \
             loaded from any of them."
        )
    } else {
        format!("{leads}. No {kind} is loaded from {place}.")
    };
    let disk = snapshot.disk();
    let mut above = link.target.ancestors().skip(1);
    if let Some(nearest) = above.find(|it| disk.exists(it))
        && disk.list(nearest).is_empty()
    {
        message += " The folder around it is empty, as a submodule is that isn't checked out.";
    }
    let finding = Finding::new("dangling-link", Span::default(), message);
    reported(snapshot, file, finding)
}

/// A finding about the path of a link, as grave as it is chosen to be there.
fn reported(snapshot: &Snapshot, file: FileId, finding: Finding) -> Option<Diagnostic> {
    let rule = snapshot.dialects().rules().get(finding.rule())?;
    let severity = snapshot.chosen(file).severity(finding.rule());
    let severity = severity.unwrap_or_else(|| finding.default_severity(rule));
    (severity != Severity::Off).then(|| finding.reported_as(severity))
}

/// True for links of one team that stand for the same kind of file, and that miss something in the
/// same folder of it.
fn is_alike(one: &DanglingLink, other: &DanglingLink) -> bool {
    let key = |link: &DanglingLink| {
        let place = &link.place;
        (place.dialect, place.kind, link.is_folder, link.is_outside)
    };
    key(one) == key(other) && one.place.is_of_team_with(&other.place) && area(one) == area(other)
}

/// The folder of the team's home that a link leads into; of one that leads out of that, the folder
/// that its target would lie in.
fn area(link: &DanglingLink) -> &str {
    let target = link.target.parent().unwrap_or(&link.target);
    let Ok(below) = target.strip_prefix(&*link.place.home) else {
        return target.as_str();
    };
    below.components().next().map_or("", |first| first.as_str())
}
