//! Chores of the repository that need more than one tool: `cargo xtask --help`.

mod bench;
mod facts;
mod vsix;

use std::process::ExitCode;

use clap::Parser;

/// Chores of the repository.
#[derive(Parser)]
#[command(name = "cargo xtask", about)]
enum Task {
    /// Packages the extension for VS Code with the server inside, for one platform.
    Vsix(vsix::Options),
    /// Measures how fast Dossier is, beside other tools and beside an earlier build.
    Bench(bench::Options),
    /// Lists where the facts in the tables are from, those first that nobody has looked at for long.
    Facts(facts::Options),
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Vsix(options) => vsix::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Facts(options) => facts::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
