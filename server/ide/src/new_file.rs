//! Files that don't exist yet: where an agent or skill of some name would lie, and how it begins.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, Shape};
use dossier_workspace::{FileId, Snapshot};

use crate::template::{with_name, without_places};

/// The file that would define the agent, skill or command `name` for the team of `near`, and its
/// text. It lies beside the others of its kind. `None` where there is no telling where that is,
/// where the program refuses the name, or where such a file exists.
pub(crate) fn new_file(
    snapshot: &Snapshot,
    near: FileId,
    kind: FileKind,
    name: &str,
) -> Option<(Utf8PathBuf, String)> {
    let near_facts = snapshot.index().file(near).facts.as_ref()?;
    let dialect = snapshot.vocabulary(&near_facts.place);
    let row = dialect.kind(kind)?;
    let refused = dialect
        .fields(kind)
        .filter(|field| field.shape == Shape::Name)
        .any(|field| !dialect.field_accepts(kind, &field.name, name));
    if refused || !dossier_syntax::is_name(name) || name.contains([':', '.']) {
        return None;
    }
    let folder = folder_of(snapshot, near, kind)?;
    let path = match kind {
        FileKind::Skill => folder.join(name).join(SKILL),
        _ => folder.join(format!("{name}.md")),
    };
    let template = row.template.as_deref()?.trim_start_matches('\n');
    let text = without_places(&with_name(template, name));
    (!snapshot.disk().exists(&path)).then(|| (path, text.trim_end().to_owned() + "\n"))
}

/// The file that makes a folder a skill.
/// Source: Agent Skills specification, 2026-08-09.
const SKILL: &str = "SKILL.md";

/// The folder that files of `kind` lie in for the team of `near`: that of the nearest such file,
/// else the one named for it beside the folder that `near` lies in.
fn folder_of(snapshot: &Snapshot, near: FileId, kind: FileKind) -> Option<Utf8PathBuf> {
    let index = snapshot.index();
    let file = index.file(near);
    let place = &file.facts.as_ref()?.place;
    let own = file.path.parent()?;
    if place.kind == kind && kind != FileKind::Skill {
        return Some(own.to_owned());
    }
    let folder_of = |path: &Utf8Path| match kind {
        FileKind::Skill => path
            .parent()
            .and_then(Utf8Path::parent)
            .map(Utf8Path::to_owned),
        _ => path.parent().map(Utf8Path::to_owned),
    };
    let together = |path: &Utf8Path| {
        let shared = path.components().zip(own.components());
        shared.take_while(|(one, other)| one == other).count()
    };
    let kin = index
        .of_kind(kind)
        .filter(|(_, _, facts)| facts.place.home == place.home && facts.place.user == place.user);
    // Of equally near ones, the one whose path is first.
    let nearest = kin
        .map(|(_, file, _)| file.path.as_path())
        .max_by_key(|path| (together(path), std::cmp::Reverse(path.to_owned())));
    if let Some(nearest) = nearest {
        return folder_of(nearest);
    }
    // `…/agents/x.md` → `…/skills`.
    let own_folder = own.ancestors().find(|folder| {
        let named = folder
            .file_name()
            .and_then(|name| snapshot.dialects().kind_of_folder(name));
        named == Some(place.kind)
    })?;
    let name = snapshot.dialects().folder_of_kind(kind)?;
    Some(own_folder.with_file_name(name))
}
