//! VS Code: the extension is installed by VS Code's own program.

use std::env::consts::{ARCH, OS};
use std::path::{Path, PathBuf};

use super::plan::Plan;
use super::programs::Command;
use crate::cli::Editor;
use crate::selection::Problem;

/// The extension's name in VS Code's lists.
const EXTENSION: &str = "dossier-ls.dossier";

/// What to do without the program.
const NO_PROGRAM: &str = "VS Code's command-line program is not on PATH. In VS Code, run \
    \"Shell Command: Install 'code' command in PATH\" from the command palette, then run this \
    again; or choose \"Extensions: Install from VSIX...\" there.";

/// What to do if it fails.
const OTHERWISE: &str = "Put the package for this platform (dossier-PLATFORM.vsix, from a release \
    or made by `cargo xtask vsix`) beside the program `dossier`, then run this again.";

/// What is missing.
pub(super) fn plan() -> Result<Plan, Problem> {
    let Some(program) = Editor::VsCode.program() else {
        return Ok(Plan::impossible(NO_PROGRAM.to_owned()));
    };
    let installed = installed(&program)?;
    let package = package();
    let is_current = match (&installed, &package) {
        (Some(version), Some(_)) => version == env!("CARGO_PKG_VERSION"),
        // Which version the marketplace has is not known here, and VS Code keeps it up to date.
        (Some(_), None) => true,
        (None, _) => false,
    };
    if is_current {
        return Ok(Plan::default());
    }
    let package = package.map(|path| path.to_string_lossy().into_owned());
    let source = package.as_deref().unwrap_or(EXTENSION);
    Ok(Plan {
        commands: vec![Command::new(program, &["--install-extension", source])],
        afterwards: "VS Code is set up. Reload its window if it is open.".to_owned(),
        otherwise: OTHERWISE.to_owned(),
        ..Plan::default()
    })
}

/// What takes that back.
pub(super) fn plan_of_undoing() -> Result<Plan, Problem> {
    let Some(program) = Editor::VsCode.program() else {
        return Ok(Plan::impossible(NO_PROGRAM.to_owned()));
    };
    if installed(&program)?.is_none() {
        return Ok(Plan::default());
    }
    Ok(Plan {
        commands: vec![Command::new(program, &["--uninstall-extension", EXTENSION])],
        afterwards: "The extension is gone from VS Code.".to_owned(),
        ..Plan::default()
    })
}

/// The version of the extension that is installed.
fn installed(program: &Path) -> Result<Option<String>, Problem> {
    let list = Command::new(program, &["--list-extensions", "--show-versions"]);
    let list = list.output().map_err(Problem::Request)?;
    let version = list.lines().find_map(|line| {
        let (name, version) = line.trim().split_once('@')?;
        name.eq_ignore_ascii_case(EXTENSION)
            .then(|| version.to_owned())
    });
    Ok(version)
}

/// The package beside this program, if there is one for this platform.
fn package() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folder = program.parent()?;
    let names = [
        format!("dossier-{}.vsix", platform()),
        "dossier.vsix".into(),
    ];
    let mut paths = names.into_iter().map(|name| folder.join(name));
    paths.find(|path| path.is_file())
}

/// This platform in VS Code's words.
/// Source: Visual Studio Code documentation, publishing extensions, platform-specific, 2026-11.
fn platform() -> String {
    let system = match OS {
        "macos" => "darwin",
        "windows" => "win32",
        _ if cfg!(target_env = "musl") => "alpine",
        other => other,
    };
    let machine = match ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}-{machine}")
}
