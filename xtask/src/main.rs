//! Chores of the repository that need more than one tool: `cargo xtask --help`.

mod bench;
mod dist;
mod facts;
mod playground;
mod release;
mod run;
mod site;
mod upstream;
mod vsix;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

/// Chores of the repository.
#[derive(Parser)]
#[command(name = "cargo xtask", about)]
enum Task {
    /// Packages the extension for VS Code: with the server inside for one platform, or for all without one.
    Vsix(vsix::Options),
    /// Makes everything that a release holds for one platform: archive, packages and checksums.
    Dist(dist::Options),
    /// Makes the documentation as a site, with mdBook.
    Site(site::Options),
    /// Writes a new version everywhere, dates the changelog, commits and tags.
    Release(release::Options),
    /// Fills the drafts for registries and editors' own repositories with a release's version and sums.
    Upstream(upstream::Options),
    /// Measures how fast Dossier is, beside other tools and beside an earlier build.
    Bench(bench::Options),
    /// Lists where the facts in the tables are from, those first that nobody has looked at for long.
    Facts(facts::Options),
    /// Builds the playground: the layers above the disk as WebAssembly, and the page around them.
    Playground(playground::Options),
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Vsix(options) => vsix::run(&options),
        Task::Dist(options) => dist::run(&options),
        Task::Site(options) => site::run(&options),
        Task::Release(options) => release::run(&options),
        Task::Upstream(options) => upstream::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Facts(options) => facts::run(&options),
        Task::Playground(options) => playground::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Prints how big a file is.
fn show_size(path: &Path) -> Result<(), String> {
    let bytes = fs::metadata(path).map_err(run::at(path))?.len();
    let (whole, tenths) = (bytes / 1_000_000, bytes / 100_000 % 10);
    println!("{whole:>4}.{tenths} MB  {}", path.display());
    Ok(())
}
