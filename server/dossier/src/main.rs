//! Dossier: the language server for agent markdown files.

mod address;
mod all_cores;
mod catalogue;
mod check;
mod cli;
mod convert;
mod diff;
mod doctor;
mod explain_mention;
mod graph;
mod held_disk;
mod init;
mod list;
mod lsp;
mod new;
mod report;
mod rules;
mod selection;
mod setup;
mod shell;
mod shown;
mod start;
mod sync;
mod team_report;
mod tour;
mod watched;
mod why;
mod write;

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic;
use std::process::ExitCode;

use clap::Parser as _;

#[cfg(all(unix, feature = "jemalloc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        let trace = Backtrace::capture();
        let trace = match trace.status() {
            BacktraceStatus::Captured => format!("\n{trace}"),
            _ => String::new(),
        };
        shown::complain_in_lines(&format!("dossier: a fault of ours: {fault}{trace}"));
    }));
    write::hear_of_limits();
    let command = match cli::Cli::try_parse() {
        Ok(cli) => cli.command,
        Err(answer) => return cli::say(&answer),
    };
    match command {
        cli::Command::Lsp(options) => lsp::run(&options),
        cli::Command::Check(options) => check::run(&options),
        cli::Command::Graph(options) => graph::run(&options),
        cli::Command::List(options) => list::run(&options),
        cli::Command::Report(options) => team_report::run(&options),
        cli::Command::Rules(options) => rules::list(&options),
        cli::Command::Explain(options) => rules::explain(&options),
        cli::Command::ExplainMention(options) => explain_mention::run(&options),
        cli::Command::Init(options) => init::run(&options),
        cli::Command::New(options) => new::run(&options),
        cli::Command::Convert(options) => convert::run(&options),
        cli::Command::Doctor(options) => doctor::run(&options),
        cli::Command::Setup(options) => setup::run(&options),
        cli::Command::Sync(options) => sync::run(&options),
        cli::Command::Why(options) => why::run(&options),
        cli::Command::Tour(options) => tour::run(&options),
        cli::Command::Completions(options) => shell::completions(&options),
        cli::Command::Man(options) => shell::man(&options),
    }
}
