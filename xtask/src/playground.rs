//! The playground: the layers above the disk as WebAssembly, and the page around them.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::run::{at, build, npm, root, target_folder};
use crate::show_size;

/// The platform of browsers, as Rust names it.
const TARGET: &str = "wasm32-unknown-unknown";

/// What to build.
#[derive(Args)]
pub(crate) struct Options {
    /// A module that was built before; without it, one is built.
    #[arg(long, value_name = "PATH")]
    module: Option<PathBuf>,
    /// The folder to write the page into. What is in it is deleted first.
    #[arg(long, value_name = "FOLDER", default_value = "target/site/playground")]
    out: PathBuf,
}

/// Builds the page, and says how big its module became.
///
/// # Errors
/// What went wrong, in words.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let root = root();
    let module = match &options.module {
        Some(module) => module.clone(),
        None => build_module(&root)?,
    };
    let module = dunce::canonicalize(&module).map_err(at(&module))?;
    fs::create_dir_all(&options.out).map_err(at(&options.out))?;
    let out = dunce::canonicalize(&options.out).map_err(at(&options.out))?;
    let site = root.join("site/playground");
    npm(&site, &["ci", "--ignore-scripts"])?;
    let (from, to) = (module.to_string_lossy(), out.to_string_lossy());
    npm(&site, &["run", "build", "--", &from, &to])?;
    show_size(&out.join("dossier.wasm"))
}

fn build_module(root: &Path) -> Result<PathBuf, String> {
    let arguments = ["--profile", "dist", "--target", TARGET, "--package"];
    build(root, &[arguments.as_slice(), &["dossier-browser"]].concat())?;
    Ok(module(root))
}

/// The module that was built last, if one was.
pub(crate) fn built_module(root: &Path) -> Option<PathBuf> {
    Some(module(root)).filter(|module| module.is_file())
}

fn module(root: &Path) -> PathBuf {
    let folder = target_folder(root).join(TARGET).join("dist");
    folder.join("dossier_browser.wasm")
}
