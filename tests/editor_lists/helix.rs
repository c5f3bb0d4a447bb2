//! The language of agent files in Helix, held against the tables.

use std::collections::BTreeSet;

use expect_test::expect_file;

use crate::tables::{dialects, places, read};

/// The globs of `editors/helix/languages.toml`.
fn listed(text: &str) -> BTreeSet<String> {
    let settings: toml::Table = text.parse().expect("it is TOML");
    let file_types = settings["language"][0]["file-types"]
        .as_array()
        .expect("a list");
    let globs = file_types.iter().map(|row| row["glob"].as_str());
    globs.map(|glob| glob.expect("a glob").to_owned()).collect()
}

/// The globs that the tables ask for. Helix finds one at any depth by itself, so `**/` is left out.
fn needed() -> BTreeSet<String> {
    let dialects = dialects();
    let kinds = dialects.iter().flat_map(dossier_dialect::Dialect::kinds);
    // Agents in TOML and manifests in JSON stay what they are for other servers, too.
    let kinds = kinds.filter(|kind| kind.format.is_fenced());
    let globs = kinds.flat_map(|kind| {
        let own = places(kind).map(|glob| glob.replacen("**/", "", 1));
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
    let text = read("editors/helix/languages.toml");
    let (listed, needed) = (listed(&text), needed());
    let glob = |line: &str| {
        let glob = line.trim().strip_prefix("{ glob = \"")?;
        Some(glob.strip_suffix("\" },")?.to_owned())
    };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.retain(|line| glob(line).is_none_or(|glob| needed.contains(&glob)));
    let end = lines.iter().rposition(|line| glob(line).is_some());
    let missing = needed.difference(&listed);
    let missing = missing.map(|glob| format!("  {{ glob = \"{glob}\" }},"));
    let at = end.expect("the list has globs") + 1;
    lines.splice(at..at, missing);
    expect_file!["../../editors/helix/languages.toml"].assert_eq(&(lines.join("\n") + "\n"));
}
