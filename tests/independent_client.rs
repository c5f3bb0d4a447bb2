//! A session with a client that nobody here wrote: pytest-lsp, which plays VS Code, Neovim and
//! Emacs. The session itself is in `tests/pytest`.
//!
//! Without Python, or without a package index to take the client from, there is nothing to run.
//! In CI (`CI=true`) only a missing Python is an excuse.

#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn a_client_that_nobody_here_wrote_gets_what_it_asks_for() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/pytest");
    if let Err(why) = run(Command::new("python3").args(["-c", "import venv, ensurepip"])) {
        println!("skipped, for want of Python with venv:\n{why}");
        return;
    }
    let python = match client(&tests.join("requirements.txt")) {
        Ok(python) => python,
        Err(why) => {
            let is_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(!is_ci, "the client can't be installed:\n{why}");
            println!("skipped, for want of the client:\n{why}");
            return;
        }
    };
    let mut pytest = Command::new(python);
    pytest
        .args(["-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"])
        .current_dir(&tests)
        .env("DOSSIER_SERVER", env!("CARGO_BIN_EXE_dossier"));
    if let Err(report) = run(&mut pytest) {
        panic!("{report}");
    }
}

/// Installs the client, unless that was done before. Returns its Python.
fn client(requirements: &Path) -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pytest");
    let python = folder.join("bin/python");
    run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "-q", "-r"])
        .arg(requirements))?;
    Ok(python)
}

/// Runs a command to its end. What it printed is the error if it fails.
fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let printed = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Err(printed(&output.stdout) + &printed(&output.stderr))
}
