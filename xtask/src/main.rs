//! Chores of the repository that need more than one tool: `cargo xtask --help`.

mod vsix;

use std::process::ExitCode;

use clap::Parser;

/// Chores of the repository.
#[derive(Parser)]
#[command(name = "cargo xtask", about)]
enum Task {
    /// Packages the extension for VS Code with the server inside, for one platform.
    Vsix(vsix::Options),
}

fn main() -> ExitCode {
    let Task::Vsix(options) = Task::parse();
    match vsix::run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
