//! Dossier: the language server for agent markdown files.

mod catalogue;
mod check;
mod cli;
mod diff;
mod doctor;
mod explain_mention;
mod graph;
mod lsp;
mod report;
mod rules;
mod selection;
mod setup;
mod start;
mod tour;
mod watched;
mod write;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match cli::Cli::parse().command {
        cli::Command::Lsp(options) => lsp::run(&options),
        cli::Command::Check(options) => check::run(&options),
        cli::Command::Graph(options) => graph::run(&options),
        cli::Command::Rules(options) => rules::list(&options),
        cli::Command::Explain(options) => rules::explain(&options),
        cli::Command::ExplainMention(options) => explain_mention::run(&options),
        cli::Command::Doctor(options) => doctor::run(&options),
        cli::Command::Setup(options) => setup::run(&options),
        cli::Command::Tour(options) => tour::run(&options),
    }
}
