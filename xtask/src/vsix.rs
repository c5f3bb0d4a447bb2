//! The extension for VS Code: with the server for one platform inside, or without one for all, where the
//! WebAssembly module does its work in a browser.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::dist::platform::Platform;
use crate::playground::built_module;
use crate::run::{Server, at, npm, root};
use crate::show_size;

/// What to package.
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    server: Server,
    /// Package it for all platforms, without a server.
    #[arg(long, conflicts_with_all = ["target", "binary"])]
    universal: bool,
    #[command(flatten)]
    module: Module,
    /// The folder to put the package into.
    #[arg(long, value_name = "FOLDER", default_value = "target/vsix")]
    out: PathBuf,
}

/// What takes the server's place in a browser.
#[derive(Args)]
pub(crate) struct Module {
    /// The WebAssembly module for the package for all platforms; by default the one that `cargo xtask playground` built
    /// last, if it did.
    #[arg(long, value_name = "PATH")]
    module: Option<PathBuf>,
}

impl Module {
    /// Where it lies. Says what the package lacks if it lies nowhere.
    pub(crate) fn get(&self, root: &Path) -> Option<PathBuf> {
        let module = self.module.clone().or_else(|| built_module(root));
        if module.is_none() {
            println!(
                "dossier.vsix does nothing in a browser: `cargo xtask playground` builds its module"
            );
        }
        module
    }
}

/// What an extension is packaged with.
#[derive(Clone, Copy)]
pub(crate) enum Inside<'a> {
    /// The server for one platform.
    Server(&'a Platform, &'a Path),
    /// For all platforms; the module, if there is one.
    Module(Option<&'a Path>),
}

/// Packages, and says how big it became.
///
/// # Errors
/// What went wrong, in words.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let root = root();
    fs::create_dir_all(&options.out).map_err(at(&options.out))?;
    let out = dunce::canonicalize(&options.out).map_err(at(&options.out))?;
    if options.universal {
        let module = options.module.get(&root);
        let package = pack(&root, Inside::Module(module.as_deref()), &out)?;
        show_size(&package)?;
        return module.map_or(Ok(()), |module| show_size(&module));
    }
    let (triple, binary) = options.server.get(&root)?;
    let platform = Platform::of(&triple)?;
    let package = pack(&root, Inside::Server(platform, &binary), &out)?;
    show_size(&package)?;
    show_size(&binary)
}

/// Packages the extension with what is to be in it.
///
/// # Errors
/// npm isn't there or fails, or a file can't be written.
pub(crate) fn pack(root: &Path, inside: Inside<'_>, out: &Path) -> Result<PathBuf, String> {
    let extension = root.join("editors/vscode");
    let (target, name, put) = match inside {
        Inside::Server(platform, binary) => {
            let name = format!("dossier-{}.vsix", platform.vscode);
            let place = extension.join("server").join(platform.program());
            (Some(platform.vscode), name, Some((binary, place)))
        }
        Inside::Module(module) => {
            let place = extension.join("dossier.wasm");
            let put = module.map(|module| (module, place));
            (None, "dossier.vsix".to_owned(), put)
        }
    };
    if let Some((from, to)) = &put {
        let folder = to.parent().unwrap_or(&extension);
        fs::create_dir_all(folder).map_err(at(folder))?;
        // `copy` keeps the permission to run.
        fs::copy(from, to).map_err(at(from))?;
    }
    let package = out.join(name);
    let packaged = npm(&extension, &["ci"])
        .and_then(|()| npm(&extension, &["run", "build"]))
        .and_then(|()| vsce(&extension, target, &package));
    if let Some((_, place)) = put {
        // The next package may be for another platform, or without a server.
        fs::remove_file(&place).map_err(at(&place))?;
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
