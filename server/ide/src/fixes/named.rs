//! Names and links that lead nowhere, led somewhere.

use camino::Utf8Path;
use dossier_dialect::FileKind;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot, Source, normalize, slashed};

use super::{Change, Fix};
use crate::new_file::new_file;

/// What can be done about `name`, which stands at `span` of a file and is nobody's: write the one
/// that was probably meant, or make a file that defines it.
pub(crate) fn named_fixes(
    snapshot: &Snapshot,
    file: FileId,
    span: Span,
    name: &str,
    kind: FileKind,
    meant: Option<&str>,
) -> Vec<Fix> {
    let change = meant.map(|meant| Fix::change_to(meant, span, false));
    let create = new_file(snapshot, file, kind, name).map(|(path, text)| Fix {
        title: format!("Create the {kind} `{name}`"),
        change: Change::Create { path, text },
        safe: false,
    });
    change.into_iter().chain(create).collect()
}

/// What can be done about a link at `span` of a file whose destination, `path`, is not there: lead
/// it to the only file of that name in the team, or make the file.
pub(crate) fn link_fixes(snapshot: &Snapshot, source: &Source, span: Span, path: &str) -> Vec<Fix> {
    let index = snapshot.index();
    let own = index.file(source.id);
    let Some(folder) = own.path.parent() else {
        return Vec::new();
    };
    let home = &source.place().home;
    let target = normalize(&folder.join(path));
    let mut namesakes = index
        .files()
        .map(|(_, other, _)| other.path.as_path())
        .filter(|other| other.file_name() == target.file_name() && other.starts_with(home));
    let moved = match (namesakes.next(), namesakes.next()) {
        (Some(only), None) => pathdiff::diff_utf8_paths(only, folder),
        _ => None,
    };
    let change = moved.map(|to| {
        let written = span.of(&source.text);
        let anchor = written.find(['#', '?']).map_or("", |at| &written[at..]);
        let to = slashed(&to).replace(' ', "%20");
        Fix::change_to(&format!("{to}{anchor}"), span, false)
    });
    let is_text = matches!(target.extension(), Some("md" | "markdown"));
    let create = (is_text && target.starts_with(home)).then(|| Fix {
        title: format!("Create `{path}`"),
        change: Change::Create {
            text: format!("# {}\n", heading(&target)),
            path: target.clone(),
        },
        safe: false,
    });
    change.into_iter().chain(create).collect()
}

/// `setup-guide.md` → `Setup guide`
fn heading(path: &Utf8Path) -> String {
    let words = path
        .file_stem()
        .unwrap_or_default()
        .replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}
