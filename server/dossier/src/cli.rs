//! The command line.

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// The language server for agent markdown files.
#[derive(Debug, Parser)]
#[command(name = "dossier", version, about)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve an editor over standard input and output.
    Lsp(LspOptions),
    /// Check agent files and print what is wrong with them.
    Check(CheckOptions),
    /// Print who mentions whom: agents, skills and commands as nodes, mentions as edges.
    Graph(GraphOptions),
    /// Show on a team of agents what an editor gets: completion, hover, definition, diagnostics.
    Tour(TourOptions),
}

/// Options of `dossier lsp`.
#[derive(Debug, Args)]
pub(crate) struct LspOptions {
    /// Speak over standard input and output, which is the only way; editors pass it by habit.
    #[arg(long)]
    pub(crate) stdio: bool,
    /// Write a log to this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Option<Utf8PathBuf>,
}

/// Options of `dossier check`.
#[derive(Debug, Args)]
pub(crate) struct CheckOptions {
    /// Files and folders to check.
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// The least severity that makes the exit code 1.
    #[arg(long, value_enum, default_value_t = Level::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: Level,
    /// The least severity that is printed.
    #[arg(long, value_enum, default_value_t = Level::Information, value_name = "SEVERITY")]
    pub(crate) show: Level,
}

/// Options of `dossier graph`.
#[derive(Debug, Args)]
pub(crate) struct GraphOptions {
    /// Files and folders to show.
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<Utf8PathBuf>,
    /// How to print the graph.
    #[arg(long, value_enum, default_value_t = GraphFormat::Json)]
    pub(crate) format: GraphFormat,
}

/// How a graph is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For programs, as one JSON document.
    Json,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the text they are about.
    Human,
    /// For programs, as one JSON document.
    Json,
}

/// A severity, on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// A program that loads the file fails or drops something.
    Error,
    /// Likely a mistake.
    Warning,
    /// Worth a look.
    Information,
    /// Worth knowing.
    Hint,
}

/// Options of `dossier tour`.
#[derive(Debug, Args)]
pub(crate) struct TourOptions {
    /// The team to show; without it, the sample team that comes with Dossier.
    pub(crate) folder: Option<Utf8PathBuf>,
}
