//! The extension for VS Code, with the server inside or without one.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::dist::platform::Platform;
use crate::run::{Server, at, npm, root};
use crate::show_size;

/// What to package.
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    server: Server,
    /// The folder to put the package into.
    #[arg(long, value_name = "FOLDER", default_value = "target/vsix")]
    out: PathBuf,
}

/// Packages, and says how big it became.
///
/// # Errors
/// What went wrong, in words.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let root = root();
    let (triple, binary) = options.server.get(&root)?;
    let platform = Platform::of(&triple)?;
    fs::create_dir_all(&options.out).map_err(at(&options.out))?;
    let out = dunce::canonicalize(&options.out).map_err(at(&options.out))?;
    let package = pack(&root, Some((platform, &binary)), &out)?;
    show_size(&package)?;
    show_size(&binary)
}

/// Packages the extension with a server for a platform, or without one for all platforms.
///
/// # Errors
/// npm isn't there or fails, or a file can't be written.
pub(crate) fn pack(
    root: &Path,
    server: Option<(&Platform, &Path)>,
    out: &Path,
) -> Result<PathBuf, String> {
    let extension = root.join("editors/vscode");
    let folder = extension.join("server");
    if let Some((platform, binary)) = server {
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        // `copy` keeps the permission to run.
        fs::copy(binary, folder.join(platform.program())).map_err(at(binary))?;
    }
    let target = server.map(|(platform, _)| platform.vscode);
    let package = out.join(match target {
        Some(platform) => format!("dossier-{platform}.vsix"),
        None => "dossier.vsix".to_owned(),
    });
    let packaged = npm(&extension, &["ci"])
        .and_then(|()| npm(&extension, &["run", "build"]))
        .and_then(|()| vsce(&extension, target, &package));
    if server.is_some() {
        // The next package may be for another platform, or without a server.
        fs::remove_dir_all(&folder).map_err(at(&folder))?;
    }
    packaged.map(|()| package)
}

fn vsce(folder: &Path, platform: Option<&str>, package: &Path) -> Result<(), String> {
    let fixed = "exec -- vsce package --no-dependencies --no-rewrite-relative-links --out";
    let package = package.to_string_lossy();
    let mut arguments: Vec<&str> = fixed.split_whitespace().collect();
    arguments.push(&package);
    arguments.extend(platform.into_iter().flat_map(|it| ["--target", it]));
    npm(folder, &arguments)
}
