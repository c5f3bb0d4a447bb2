//! Running the tools that chores need.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

use clap::Args;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The server that something is packed with.
#[derive(Args)]
pub(crate) struct Server {
    /// Rust's name of the platform; by default this one.
    #[arg(long, value_name = "TRIPLE")]
    target: Option<String>,
    /// A server that was built before; without it, one is built.
    #[arg(long, value_name = "PATH")]
    binary: Option<PathBuf>,
}

impl Server {
    /// Rust's name of its platform, and where it lies: it is built if none was given.
    ///
    /// # Errors
    /// It can't be built, or the compiler doesn't say where it runs.
    pub(crate) fn get(&self, root: &Path) -> Result<(String, PathBuf), String> {
        let triple = self.target.clone().map_or_else(host, Ok)?;
        let binary = match &self.binary {
            Some(binary) => binary.clone(),
            None => build_server(root, self.target.as_deref())?,
        };
        Ok((triple, binary))
    }
}

/// This machine's platform, as the compiler says it.
fn host() -> Result<String, String> {
    let output = Command::new("rustc").arg("-vV").output();
    let output = output.map_err(|error| format!("rustc: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned)
        .ok_or_else(|| "rustc says no host".to_owned())
}

/// The day, as the server counts days.
pub(crate) fn today() -> jiff::civil::Date {
    let now = jiff::Timestamp::now();
    now.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Builds with cargo.
///
/// # Errors
/// It fails, as cargo has said.
pub(crate) fn build(root: &Path, arguments: &[&str]) -> Result<(), String> {
    succeed(cargo(root).arg("build").args(arguments))
}

/// Cargo, in the repository: the one that runs this, if one does.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.current_dir(root);
    command
}

/// What a released server is built with beside the defaults.
pub(crate) const FEATURES: &str = "jemalloc";

/// Builds the server as it is released, for a platform or this machine's, and says where it lies.
fn build_server(root: &Path, target: Option<&str>) -> Result<PathBuf, String> {
    let mut command = cargo(root);
    command
        .args(["rustc", "--profile", "dist", "--package", "dossier-ls"])
        .args(["--bin", "dossier"])
        .args(["--features", FEATURES])
        .args(target.into_iter().flat_map(|triple| ["--target", triple]));
    let triple = target.map_or_else(host, |triple| Ok(triple.to_owned()))?;
    if triple.starts_with("aarch64-unknown-linux") {
        // Pages of 64 KiB are the largest there: with smaller ones in mind it ends at the start.
        // Source: jemalloc's INSTALL.md, `--with-lg-page`.
        command.env("JEMALLOC_SYS_WITH_LG_PAGE", "16");
    }
    if triple == "x86_64-unknown-linux-musl" {
        // Addresses that are put right at the start take a bit or two each instead of 24 bytes. musl
        // reads them since 1.2.4, which Rust has since 1.93.
        command.args(["--", "-C", "link-arg=-Wl,-z,pack-relative-relocs"]);
    }
    succeed(&mut command)?;
    let target_folder = target_folder(root);
    let (folder, suffix) = match target {
        Some(triple) if triple.contains("windows") => (target_folder.join(triple), ".exe"),
        Some(triple) => (target_folder.join(triple), ""),
        None => (target_folder, env::consts::EXE_SUFFIX),
    };
    Ok(folder.join("dist").join(format!("dossier{suffix}")))
}

/// The folder that cargo builds in.
pub(crate) fn target_folder(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// Runs npm in a folder.
///
/// # Errors
/// It isn't there, or fails.
pub(crate) fn npm(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    succeed(
        Command::new(npm_program())
            .current_dir(folder)
            .args(arguments),
    )
}

/// What npm is called on this system.
pub(crate) fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Runs a program that must succeed.
///
/// # Errors
/// It can't be started, or fails.
pub(crate) fn succeed(command: &mut Command) -> Result<(), String> {
    let status = command.status();
    let status = status.map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {status}"))
    }
}

/// Says which file an error is about.
pub(crate) fn at(path: &Path) -> impl Fn(io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}
