//! What the tables say, as editors need it.

use std::collections::BTreeSet;
use std::path::Path;

use dossier_dialect::{Dialect, Dialects, Kind};
use dossier_syntax::Format;

/// The tables.
pub(crate) fn dialects() -> Dialects {
    Dialects::builtin().expect("the tables are tested elsewhere")
}

/// A file of the repository.
pub(crate) fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path);
    std::fs::read_to_string(&path).expect("the file is there")
}

/// What editors take for Markdown by its name alone.
pub(crate) fn is_markdown(name: &str) -> bool {
    [".md", ".markdown"].iter().any(|end| name.ends_with(end))
}

/// The globs over whole paths of the files of a kind. Those that are loaded only once they are copied
/// are written all the same.
pub(crate) fn places(kind: &Kind) -> impl Iterator<Item = &String> {
    kind.paths.iter().chain(&kind.copied)
}

/// The globs of the files of a kind, wherever they lie: a project's, the user's own, a plugin's.
pub(crate) fn globs(dialect: &Dialect, kind: &Kind) -> Vec<String> {
    let own = dialect.config_folder().map(|config| {
        let globs = kind.config_paths.iter();
        globs.map(|glob| format!("**/{}/{glob}", config.folder))
    });
    let of_plugins = kind.plugin_paths.iter().map(|glob| format!("**/{glob}"));
    let globs = places(kind).cloned();
    let globs = globs.chain(own.into_iter().flatten()).chain(of_plugins);
    globs.flat_map(|glob| expanded(&glob)).collect()
}

/// The globs of all files that are written in a format which `is_meant`, and that editors take for no
/// Markdown.
pub(crate) fn globs_beside_markdown(is_meant: impl Fn(Format) -> bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for dialect in dialects().iter() {
        for kind in dialect.kinds().iter().filter(|kind| is_meant(kind.format)) {
            let globs = globs(dialect, kind).into_iter();
            found.extend(globs.filter(|glob| !is_markdown(glob)));
        }
        // What is defined by an entry of a file of settings.
        let listings = dialect.listings().iter().filter(|_| is_meant(Format::Json));
        found.extend(listings.flat_map(|row| row.paths.iter().cloned()));
    }
    found
}

/// The globs that stand for one with alternatives, which not every editor understands inside
/// others.
pub(crate) fn expanded(glob: &str) -> Vec<String> {
    // The innermost come first.
    let braces = glob.split_once('}').and_then(|(head, after)| {
        let (before, alternatives) = head.rsplit_once('{')?;
        Some((before, alternatives, after))
    });
    let Some((before, alternatives, after)) = braces else {
        return vec![glob.to_owned()];
    };
    let alternatives = alternatives.split(',');
    let globs = alternatives.flat_map(|it| expanded(&format!("{before}{it}{after}")));
    globs.collect()
}

/// `text` with the lines between the one that is `start` and the next that is `end` replaced.
pub(crate) fn with_lines(text: &str, start: &str, end: &str, lines: &[String]) -> String {
    let (before, rest) = text
        .split_once(&format!("{start}\n"))
        .unwrap_or_else(|| panic!("there is no line `{start}`"));
    // Without lines, the end is right there.
    let after = match rest.strip_prefix(end) {
        Some(after) => after,
        None => rest.split_once(&format!("\n{end}")).expect("it ends").1,
    };
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    format!("{before}{start}\n{lines}{end}{after}")
}

#[test]
fn alternatives_become_globs_of_their_own() {
    let globs = expanded("**/a{,.b,.{c,d}}.json");
    assert_eq!(
        globs,
        [
            "**/a.json",
            "**/a.b.json",
            "**/a.c.json",
            "**/a.json",
            "**/a.b.json",
            "**/a.d.json"
        ]
    );
}
