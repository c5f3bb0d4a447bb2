//! Says where the files lie that `dossier setup` writes for editors: in this crate where it is a
//! package of a registry, which holds what the link leads to. Not every checkout has links.

use std::io;
use std::path::Path;

const EDITORS: [&str; 2] = ["editors", "../../editors"];

fn main() -> io::Result<()> {
    let editors = EDITORS.into_iter().find(|it| Path::new(it).is_dir());
    let editors = editors.ok_or_else(|| io::Error::other("there is no folder of editors"))?;
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=DOSSIER_EDITORS={editors}");
    Ok(())
}
