//! The crates form layers, and none reaches up.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders in `server/`, each of which may use those before it.
const LAYERS: [&str; 6] = [
    "syntax",
    "dialect",
    "workspace",
    "ide",
    "browser",
    "dossier",
];

/// What belongs to the outermost layer alone: the protocol, the runtime, the command line.
const OUTER: [&str; 9] = [
    "tokio",
    "tokio-util",
    "tower",
    "tower-lsp",
    "tower-lsp-server",
    "lsp-types",
    "lsp-server",
    "ls-types",
    "clap",
];

/// The same as it is named in source code.
const OUTER_NAMES: [&str; 6] = [
    "lsp_types",
    "ls_types",
    "tower_lsp",
    "lsp_server",
    "tokio::",
    "clap::",
];

fn root() -> PathBuf {
    let mut folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    while !folder.join("server/syntax").is_dir() {
        folder = folder.parent().expect("the tests lie in the workspace");
    }
    folder.to_owned()
}

/// The crates that a layer's manifest names, in any of its tables of dependencies.
fn dependencies(layer: &str) -> BTreeSet<String> {
    let path = root().join("server").join(layer).join("Cargo.toml");
    let manifest: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables = targets.into_iter().flat_map(|targets| targets.values());
    let tables = tables.filter_map(toml::Value::as_table).chain([&manifest]);
    let named = tables.flat_map(|table| {
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .into_iter()
            .filter_map(|name| table.get(name)?.as_table())
            .flat_map(|table| table.keys().cloned())
    });
    named.collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn a_layer_uses_only_those_below_it() {
    for (at, layer) in LAYERS.iter().enumerate() {
        for above in &LAYERS[at + 1..] {
            let name = format!("dossier-{above}");
            assert!(!dependencies(layer).contains(&name), "{layer} uses {name}");
        }
    }
}

#[test]
fn the_page_and_the_binary_stand_side_by_side() {
    assert!(!dependencies("dossier").contains("dossier-browser"));
}

#[test]
fn every_crate_is_a_layer() {
    for entry in fs::read_dir(root().join("server")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        let is_crate = entry.path().join("Cargo.toml").exists();
        assert!(
            !is_crate || LAYERS.iter().any(|layer| name == *layer),
            "{name:?} is no layer"
        );
    }
}

#[test]
fn only_the_binary_knows_the_protocol() {
    for layer in &LAYERS[..5] {
        let named = dependencies(layer);
        for outer in OUTER {
            assert!(!named.contains(outer), "{layer} uses {outer}");
        }
        let mut files = Vec::new();
        sources(&root().join("server").join(layer), &mut files);
        assert!(!files.is_empty(), "{layer} has no sources");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for name in OUTER_NAMES {
                assert!(!text.contains(name), "{} names {name}", file.display());
            }
        }
    }
}

/// Where a terminal or a log is written to, and what else names one: whether the screen is cleared,
/// the text that was piped through, the protocol, and what is said before it starts.
const WAYS_OUT: [&str; 4] = [
    "src/shown.rs",
    "src/check/watch.rs",
    "src/check/mod.rs",
    "src/lsp/mod.rs",
];

#[test]
fn only_one_file_writes_to_the_terminal() {
    let mut files = Vec::new();
    for layer in LAYERS {
        sources(&root().join("server").join(layer).join("src"), &mut files);
    }
    let is_way_out = |file: &PathBuf| WAYS_OUT.iter().any(|way| file.ends_with(way));
    files.retain(|file| !is_way_out(file));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for name in [
            "println!(",
            "print!(",
            "io::stdout()",
            "io::stderr()",
            "stream::std",
        ] {
            assert!(!text.contains(name), "{} has {name}", file.display());
        }
    }
}

#[test]
fn only_the_workspace_and_the_binary_touch_the_disk() {
    for layer in ["syntax", "dialect", "ide", "browser"] {
        let mut files = Vec::new();
        sources(&root().join("server").join(layer).join("src"), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            assert!(
                !text.contains("std::fs"),
                "{} reads the disk",
                file.display()
            );
        }
    }
}

/// The sources of all layers, by their paths below `server/`, without their tests.
fn all_sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for layer in LAYERS {
        sources(&root().join("server").join(layer).join("src"), &mut files);
    }
    files.retain(|file| !file.ends_with("tests.rs") && !file.iter().any(|part| part == "tests"));
    let read = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        (
            file.display().to_string().replace('\\', "/"),
            text.to_owned(),
        )
    };
    files.iter().map(read).collect()
}

#[test]
fn only_setup_and_the_tour_start_programs() {
    let mut starting = 0;
    for (file, text) in all_sources() {
        let may = file.contains("/src/setup/") || file.contains("/src/tour/");
        let starts = text.contains("Command::new(") || text.contains(".spawn()");
        assert!(may || !starts, "{file} starts a program");
        starting += usize::from(starts);
    }
    assert!(starting > 1, "what starts programs is not found any more");
}

#[test]
fn nothing_talks_to_other_machines() {
    for (file, text) in all_sources() {
        for name in [
            "TcpStream",
            "TcpListener",
            "UdpSocket",
            "std::net",
            "tokio::net",
        ] {
            assert!(!text.contains(name), "{file} has {name}");
        }
    }
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for client in ["reqwest", "hyper", "ureq", "curl", "attohttpc", "isahc"] {
        let is_there = lock.contains(&format!("name = \"{client}\"\n"));
        assert!(!is_there, "{client} is a dependency");
    }
}
