//! What is asked of the team.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_ide::{PictureOptions, WorkspaceSymbolKind, drawing};
use dossier_workspace::Snapshot;
use serde_json::{Value, json};

use crate::written::{ROOT, location, path, whole};

pub(super) fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Value {
    let found = dossier_ide::workspace_symbols(snapshot, query);
    let found = found.iter().map(|symbol| {
        let mut place = location(
            snapshot,
            &snapshot.index().file(symbol.file).path,
            symbol.span,
        );
        place["name"] = symbol.name.as_str().into();
        place["container"] = symbol.container.as_str().into();
        place["kind"] = match symbol.kind {
            WorkspaceSymbolKind::File(kind) => kind.as_str(),
            WorkspaceSymbolKind::Heading => "heading",
        }
        .into();
        place
    });
    found.collect()
}

/// The answer of `dossier/team`.
pub(super) fn team(snapshot: &Snapshot) -> Value {
    let found = dossier_ide::team(snapshot).into_iter().map(|it| {
        let file = &snapshot.index().file(it.file).path;
        let mut member = location(snapshot, file, it.name_span);
        member["name"] = it.name.into();
        member["kind"] = it.kind.as_str().into();
        member["description"] = it.description.into();
        member["plugin"] = it.plugin.into();
        member
    });
    found.collect()
}

/// The answer of `dossier/newFile`.
pub(super) fn new_file(
    snapshot: &Snapshot,
    folders: &[Utf8PathBuf],
    kind: FileKind,
    name: &str,
    near: Option<&str>,
) -> Result<Value, String> {
    let near = near.and_then(whole);
    let found = dossier_ide::new_files(snapshot, folders, near.as_deref(), None, kind, name.trim())
        .map_err(|error| error.to_string())?;
    let inside = found
        .places
        .iter()
        .filter(|place| place.path.starts_with(ROOT));
    let places = inside.map(|place| path(&place.path));
    Ok(json!({"places": places.collect::<Vec<_>>(), "text": found.snippet}))
}

pub(super) fn picture(snapshot: &Snapshot) -> Value {
    let options = PictureOptions { sentences: true };
    let picture = dossier_ide::picture(snapshot, |_| true, options);
    json!({
        "svg": drawing::drawing(&picture),
        "team": drawing::team(snapshot, &picture, Some(Utf8Path::new(ROOT))),
    })
}

/// The answer of `dossier/picturePage`.
pub(super) fn picture_page() -> Value {
    json!({"body": drawing::body(""), "style": drawing::STYLE, "script": drawing::SCRIPT})
}
