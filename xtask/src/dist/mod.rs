//! Everything that a release holds: `packaging/README.md` says what is made of it.

mod archive;
mod c_library;
mod debian;
mod member;
mod npm;
pub(crate) mod platform;
pub(crate) mod release;
mod sbom;
mod wheel;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use sha2::{Digest as _, Sha256};

use crate::run::{Server, at, root};
use crate::show_size;
use crate::vsix::{self, Inside, Module};
use release::Release;

/// What to make.
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    module: Module,
    /// The folder to put everything into.
    #[arg(long, value_name = "FOLDER", default_value = "target/release-files")]
    out: PathBuf,
    /// Leave out the extensions for Visual Studio Code, which need node and npm.
    #[arg(long)]
    without_vsix: bool,
}

/// Makes the packages for one platform, and those that are for all.
///
/// # Errors
/// What went wrong, in words.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let root = root();
    let (triple, binary) = options.server.get(&root)?;
    fs::create_dir_all(&options.out).map_err(at(&options.out))?;
    let out = dunce::canonicalize(&options.out).map_err(at(&options.out))?;

    let release = Release::of(&root, &triple, binary)?;
    show_size(&release.path)?;
    let mut made = vec![
        archive::pack(&release, &out)?,
        npm::platform(&release, &out)?,
        npm::main(&root, &release, &out)?,
        wheel::pack(&release, &out)?,
        sbom::write(&root, &triple, &out)?,
    ];
    made.extend(debian::pack(&release, &out)?);
    if !options.without_vsix {
        let server = Inside::Server(release.platform, &release.path);
        made.push(vsix::pack(&root, server, &out)?);
        let module = options.module.get(&root);
        let module = Inside::Module(module.as_deref());
        made.push(vsix::pack(&root, module, &out)?);
    }
    for path in &made {
        show_size(path)?;
    }
    check_sums(&out)
}

/// Writes the sums of all files in the folder, as `sha256sum --check` reads them.
fn check_sums(out: &Path) -> Result<(), String> {
    const SUMS: &str = "SHA256SUMS";
    let mut lines = Vec::new();
    for file in fs::read_dir(out).map_err(at(out))? {
        let path = file.map_err(at(out))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name != SUMS && path.is_file() {
            let bytes = fs::read(&path).map_err(at(&path))?;
            let sum: String = Sha256::digest(&bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            lines.push((name.into_owned(), sum));
        }
    }
    lines.sort();
    let text: String = lines
        .into_iter()
        .map(|(name, sum)| format!("{sum}  {name}\n"))
        .collect();
    let path = out.join(SUMS);
    fs::write(&path, text).map_err(at(&path))
}
