//! Says where the files lie that travel inside the program: in this crate where it is a package of
//! a registry, which holds what the links lead to. Not every checkout has links.

use std::io;
use std::path::Path;

/// Each with the link to it, where it is without links, and the variable that says which it is.
const FOLDERS: [(&str, &str, &str); 2] = [
    ("editors", "../../editors", "DOSSIER_EDITORS"),
    ("ml-team", "../../tests/teams/ml-team", "DOSSIER_SAMPLE"),
];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    for (inside, outside, variable) in FOLDERS {
        let mut folders = [inside, outside].into_iter();
        let folder = folders.find(|it| Path::new(it).is_dir());
        let folder = folder.ok_or_else(|| io::Error::other(format!("there is no {inside}")))?;
        println!("cargo:rustc-env={variable}={folder}");
    }
    Ok(())
}
