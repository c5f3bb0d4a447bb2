//! What every package of a release holds or says.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde::Deserialize;

use super::member::Member;
use super::platform::Platform;
use crate::run::{at, succeed};

/// A server for one platform, and what goes with it.
pub(super) struct Release {
    pub(super) platform: &'static Platform,
    /// What it was compiled for, as Rust calls it.
    pub(super) triple: String,
    /// The program.
    pub(super) binary: Vec<u8>,
    /// Where it lies.
    pub(super) path: PathBuf,
    pub(super) description: String,
    /// The scripts for shells, called like the shell.
    pub(super) completions: Vec<(&'static str, Vec<u8>)>,
    /// The manual, called like its file.
    pub(super) manual: Vec<(String, Vec<u8>)>,
    /// The files that say under which conditions it may be used, and what it is.
    pub(super) papers: Vec<(&'static str, Vec<u8>)>,
}

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
pub(super) const LICENSE: &str = env!("CARGO_PKG_LICENSE");
pub(crate) const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
/// What registries call it: shorter names mean other things there.
pub(super) const NAME: &str = "dossier-ls";

/// The shells that completions are made for.
const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

/// The texts that come with every package.
const PAPERS: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
struct Package {
    description: String,
}

impl Release {
    /// Collects what goes with a server that lies at `path`.
    ///
    /// # Errors
    /// A file can't be read, or no server here runs to say what its options are.
    pub(super) fn of(root: &Path, triple: &str, path: PathBuf) -> Result<Self, String> {
        let manifest = root.join("server/dossier/Cargo.toml");
        let text = fs::read_to_string(&manifest).map_err(at(&manifest))?;
        let manifest: Manifest = toml::from_str(&text).map_err(|error| error.to_string())?;
        let read = |name: &'static str| {
            let path = root.join(name);
            Ok((name, fs::read(&path).map_err(at(&path))?))
        };
        let talking = talking(root, &path)?;
        let script = |shell: &'static str| {
            let mut command = Command::new(&talking);
            let printed = command.args(["completions", shell]).output();
            let printed = printed.map_err(at(&talking))?;
            match printed.status.success() {
                true => Ok((shell, printed.stdout)),
                false => Err(format!("{} completions {shell} failed", talking.display())),
            }
        };
        Ok(Self {
            platform: Platform::of(triple)?,
            triple: triple.to_owned(),
            binary: fs::read(&path).map_err(at(&path))?,
            description: manifest.package.description,
            completions: SHELLS
                .into_iter()
                .map(script)
                .collect::<Result<_, String>>()?,
            manual: manual(&talking)?,
            papers: PAPERS
                .into_iter()
                .map(read)
                .collect::<Result<_, String>>()?,
            path,
        })
    }

    /// The program, under a path of a package.
    pub(super) fn program(&self, folder: &str) -> Member {
        let name = self.platform.program();
        Member::program(format!("{folder}{name}"), self.binary.clone())
    }

    /// The texts that come with every package, in a folder of it.
    pub(super) fn papers(&self, folder: &str) -> impl Iterator<Item = Member> {
        let papers = self.papers.iter();
        papers.map(move |(name, text)| Member::text(format!("{folder}{name}"), text.clone()))
    }
}

/// A server that runs here: the one that is released, or else one for this machine.
fn talking(root: &Path, binary: &Path) -> Result<PathBuf, String> {
    let runs = Command::new(binary).arg("--version").output();
    if runs.is_ok_and(|it| it.status.success()) {
        return Ok(binary.to_owned());
    }
    crate::run::build(root, &["--package", NAME])?;
    Ok(crate::run::target_folder(root)
        .join("debug")
        .join(format!("dossier{}", env::consts::EXE_SUFFIX)))
}

fn manual(talking: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    succeed(Command::new(talking).arg("man").arg(folder.path()))?;
    let mut pages = Vec::new();
    for page in fs::read_dir(folder.path()).map_err(at(folder.path()))? {
        let page = page.map_err(at(folder.path()))?;
        let name = page.file_name().to_string_lossy().into_owned();
        pages.push((name, fs::read(page.path()).map_err(at(&page.path()))?));
    }
    pages.sort();
    Ok(pages)
}
