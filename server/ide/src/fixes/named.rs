//! Names and links that lead nowhere, led somewhere.

use camino::Utf8Path;
use dossier_dialect::FileKind;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot, Source, normalize, slashed};
use rustc_hash::FxHashMap;

use super::{Change, Fix};
use crate::new_file::new_file;
use crate::plain_text::capitalised;

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

/// The files of a team, by their names.
pub(crate) struct FilesByName<'a> {
    source: &'a Source,
    /// Where the file lies that names others.
    folder: Option<&'a Utf8Path>,
    /// The only file of each name; `None` where there are several.
    only: FxHashMap<&'a str, Option<&'a Utf8Path>>,
}

impl<'a> FilesByName<'a> {
    /// Those of the team of `source`.
    pub(crate) fn new(snapshot: &'a Snapshot, source: &'a Source) -> Self {
        let index = snapshot.index();
        let home = &source.place().home;
        let paths = index.files().map(|(_, file, _)| &*file.path);
        let mut only: FxHashMap<&str, Option<&Utf8Path>> = FxHashMap::default();
        for path in paths.filter(|path| path.starts_with(&**home)) {
            if let Some(name) = path.file_name() {
                only.entry(name)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(path));
            }
        }
        Self {
            source,
            folder: index.file(source.id).path.parent(),
            only,
        }
    }
}

/// What can be done about a link at `span` of a file whose destination, `path`, is not there: lead
/// it to the only file of that name in the team, or make the file.
pub(crate) fn link_fixes(files: &FilesByName<'_>, span: Span, path: &str) -> Vec<Fix> {
    let source = files.source;
    let Some(folder) = files.folder else {
        return Vec::new();
    };
    let home = &source.place().home;
    let target = normalize(&folder.join(path));
    let only = target.file_name().and_then(|name| *files.only.get(name)?);
    let moved = only.and_then(|only| pathdiff::diff_utf8_paths(only, folder));
    let change = moved.map(|to| {
        let written = span.of(&source.text);
        let anchor = written.find(['#', '?']).map_or("", |at| &written[at..]);
        let to = slashed(&to).replace(' ', "%20");
        Fix::change_to(&format!("{to}{anchor}"), span, false)
    });
    let is_text = matches!(target.extension(), Some("md" | "markdown"));
    let create = (is_text && target.starts_with(&**home)).then(|| Fix {
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
    capitalised(&words)
}
