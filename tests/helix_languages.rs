//! The language of agent files in Helix, held against the tables.

use std::collections::BTreeSet;
use std::path::Path;

use dossier_dialect::Dialects;

/// The globs of `editors/helix/languages.toml`.
fn listed() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../editors/helix/languages.toml");
    let text = std::fs::read_to_string(path).expect("the file is there");
    let settings: toml::Table = text.parse().expect("it is TOML");
    let file_types = settings["language"][0]["file-types"]
        .as_array()
        .expect("a list");
    let globs = file_types.iter().map(|row| row["glob"].as_str());
    globs.map(|glob| glob.expect("a glob").to_owned()).collect()
}

/// The globs that the tables ask for. Helix finds one at any depth by itself, so `**/` is left out.
fn needed() -> BTreeSet<String> {
    let dialects = Dialects::builtin().expect("the tables are tested elsewhere");
    let kinds = dialects.iter().flat_map(dossier_dialect::Dialect::kinds);
    // Manifests of plugins stay JSON.
    let kinds = kinds.filter(|kind| kind.id.is_markdown());
    let globs = kinds.flat_map(|kind| {
        let own = kind.paths.iter().map(|glob| glob.replacen("**/", "", 1));
        // Only `SKILL.md` says by its name what it is; it is listed for every place.
        let of_plugins = kind
            .plugin_paths
            .iter()
            .filter(|glob| !glob.ends_with("SKILL.md"))
            .map(|glob| format!("plugins/*/{glob}"));
        own.chain(of_plugins).collect::<Vec<_>>()
    });
    globs.collect()
}

#[test]
fn agent_files_are_those_of_the_tables() {
    let (listed, needed) = (listed(), needed());
    let missing: Vec<_> = needed.difference(&listed).collect();
    let left_over: Vec<_> = listed.difference(&needed).collect();
    assert!(missing.is_empty(), "languages.toml lacks {missing:?}");
    assert!(left_over.is_empty(), "no table has {left_over:?}");
}
