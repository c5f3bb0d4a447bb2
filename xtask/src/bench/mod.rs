//! How fast Dossier is: beside other tools, beside the least that reading takes, and in
//! instructions beside an earlier build.

mod asker;
mod callgrind;
mod check;
mod client;
mod cost;
mod floor;
mod growth;
mod instructions;
mod machine;
mod plot;
mod server;
mod soak;
mod table;
mod team;
mod tools;
mod workspace;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};

use tools::Tool;
use workspace::Workspace;

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: Option<What>,
    /// The server to measure; by default the release build of this repository.
    #[arg(long, value_name = "PATH", global = true)]
    dossier: Option<PathBuf>,
    /// How many agents to make a workspace of; may be given several times. Without any workspace,
    /// 10,000.
    #[arg(long, value_name = "COUNT", global = true)]
    agents: Vec<usize>,
    /// A repository to measure too; may be given several times.
    #[arg(long, value_name = "FOLDER", global = true)]
    real: Vec<PathBuf>,
    /// How often each tool checks a workspace.
    #[arg(long, value_name = "COUNT", global = true, default_value_t = 5)]
    runs: usize,
    /// How long one check may take; a tool that takes longer is not run again on that workspace.
    #[arg(long, value_name = "SECONDS", global = true, default_value_t = 120)]
    limit: u64,
}

/// One kind of measurement. Without one, `check` and `server` are measured on the same workspaces.
#[derive(Subcommand)]
enum What {
    /// Time, CPU and memory of a check, beside other tools and the least that reading takes.
    Check,
    /// How soon a server knows all names, what that costs, and how long its answers take.
    Server,
    /// Instructions of key operations, beside those of the baseline in tests/bench.
    Instructions {
        /// Writes them as the new baseline.
        #[arg(long)]
        update: bool,
    },
    /// How time grows with files and with a document, as tables and pictures.
    Growth {
        /// The folder that the pictures are written into.
        #[arg(long, value_name = "FOLDER", default_value = "docs/images")]
        into: PathBuf,
    },
    /// What the server holds and how fast it answers while its files are edited for long.
    Soak {
        /// For how long each workspace is edited.
        #[arg(long, default_value_t = 60)]
        minutes: u32,
    },
    /// Reads all Markdown once on all cores: the least that a check can cost.
    #[command(hide = true)]
    Floor { folder: PathBuf },
}

/// Measures, and prints what was found as Markdown.
///
/// # Errors
/// What went wrong, in words.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    if let Some(What::Floor { folder }) = &options.what {
        return floor::read_all(folder);
    }
    let dossier = tools::dossier(options.dossier.as_deref())?;
    if let Some(What::Instructions { update }) = options.what {
        return instructions::run(&dossier, update);
    }
    let does_check = matches!(options.what, None | Some(What::Check));
    let does_serve = matches!(options.what, None | Some(What::Server));

    println!("{}\n", machine::describe(options.runs)?);
    let tools = Tool::all(&dossier);
    if let Some(note) = tools::missing(&tools, does_check, does_serve) {
        println!("{note}\n");
    }
    if let (Some(What::Growth { into }), Some(dossier)) = (&options.what, tools.first()) {
        return growth::run(dossier, into);
    }
    let limit = Duration::from_secs(options.limit);
    let counts: &[usize] = match &options.agents[..] {
        [] if options.real.is_empty() => &[10_000],
        counts => counts,
    };
    let made = counts.iter().map(|&count| Workspace::generate(count));
    let real = options.real.iter().map(|folder| Workspace::read(folder));
    // One at a time: a large one takes hundreds of megabytes.
    for workspace in made.chain(real) {
        let workspace = workspace?;
        if does_check {
            print!("{}", check::run(&tools, &workspace, options.runs, limit)?);
        }
        if does_serve {
            print!("{}", server::run(&tools, &workspace)?);
        }
        if let (Some(What::Soak { minutes }), Some(dossier)) = (&options.what, tools.first()) {
            let time = Duration::from_secs(60) * *minutes;
            print!("{}", soak::run(dossier, &workspace, time)?);
        }
    }
    Ok(())
}
