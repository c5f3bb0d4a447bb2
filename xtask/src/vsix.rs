//! The extension for VS Code with the server inside.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use clap::Args;

/// What to package.
#[derive(Args)]
pub(crate) struct Options {
    /// Rust's name of the platform; by default this one.
    #[arg(long, value_name = "TRIPLE")]
    target: Option<String>,
    /// A server that was built before; without it, one is built.
    #[arg(long, value_name = "PATH")]
    binary: Option<PathBuf>,
    /// The folder to put the package into.
    #[arg(long, value_name = "FOLDER", default_value = "target/vsix")]
    out: PathBuf,
}

/// Rust's names of platforms and VS Code's.
/// Source: Visual Studio Code documentation, publishing extensions, platform-specific, 2026-11.
const PLATFORMS: [(&str, &str); 8] = [
    ("x86_64-unknown-linux-gnu", "linux-x64"),
    ("aarch64-unknown-linux-gnu", "linux-arm64"),
    ("x86_64-unknown-linux-musl", "alpine-x64"),
    ("aarch64-unknown-linux-musl", "alpine-arm64"),
    ("x86_64-apple-darwin", "darwin-x64"),
    ("aarch64-apple-darwin", "darwin-arm64"),
    ("x86_64-pc-windows-msvc", "win32-x64"),
    ("aarch64-pc-windows-msvc", "win32-arm64"),
];

/// Packages, and says how big it became.
///
/// # Errors
/// What went wrong, in words.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let extension = root.join("editors/vscode");
    let triple = options.target.clone().map_or_else(host, Ok)?;
    let known = PLATFORMS.iter().find(|(rust, _)| *rust == triple);
    let (_, platform) = known.ok_or_else(|| format!("VS Code has no platform for {triple}"))?;
    let binary = match &options.binary {
        Some(binary) => binary.clone(),
        None => build(&root, &triple, options.target.is_some())?,
    };

    let server = extension.join("server");
    let name = if triple.contains("windows") {
        "dossier.exe"
    } else {
        "dossier"
    };
    fs::create_dir_all(&server).map_err(at(&server))?;
    // `copy` keeps the permission to run.
    fs::copy(&binary, server.join(name)).map_err(at(&binary))?;
    fs::create_dir_all(&options.out).map_err(at(&options.out))?;
    let folder = dunce::canonicalize(&options.out).map_err(at(&options.out))?;
    let package = folder.join(format!("dossier-{platform}.vsix"));

    let packaged = npm(&extension, &["ci"])
        .and_then(|()| npm(&extension, &["run", "build"]))
        .and_then(|()| vsce(&extension, platform, &package));
    // The next package may be for another platform, or without a server.
    fs::remove_dir_all(&server).map_err(at(&server))?;
    packaged?;
    println!("{} {}", package.display(), size(&package)?);
    println!("{} {}", binary.display(), size(&binary)?);
    Ok(())
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

fn build(root: &Path, triple: &str, crossed: bool) -> Result<PathBuf, String> {
    let mut command = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command
        .current_dir(root)
        .args(["build", "--release", "--package", "dossier-ls"]);
    if crossed {
        command.args(["--target", triple]);
    }
    succeed(&mut command)?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = if crossed { target.join(triple) } else { target };
    let name = format!(
        "dossier{}",
        if triple.contains("windows") {
            ".exe"
        } else {
            ""
        }
    );
    Ok(folder.join("release").join(name))
}

fn npm(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    succeed(Command::new(program).current_dir(folder).args(arguments))
}

fn vsce(folder: &Path, platform: &str, package: &Path) -> Result<(), String> {
    let fixed = "exec -- vsce package --no-dependencies --allow-missing-repository \
                 --no-rewrite-relative-links --target";
    let mut arguments: Vec<&str> = fixed.split_whitespace().collect();
    let package = package.to_string_lossy();
    arguments.extend([platform, "--out", &package]);
    npm(folder, &arguments)
}

fn succeed(command: &mut Command) -> Result<(), String> {
    let status = command.status();
    let status = status.map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {status}"))
    }
}

fn size(path: &Path) -> Result<String, String> {
    let bytes = fs::metadata(path).map_err(at(path))?.len();
    Ok(format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10))
}

fn at(path: &Path) -> impl Fn(io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}
