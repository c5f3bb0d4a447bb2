//! Instructions of key operations, beside those that the repository keeps.
//!
//! An operation is done n and then 2n times in two sessions that are otherwise the same; the
//! difference, divided by n, is one of it. So the release build is measured as it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::asker::{Asker, QUESTIONS, Question, RENAME};
use super::callgrind::Counted;
use super::client::{Client, PATIENCE};
use super::cost::Cost;
use super::server;
use super::table::{Table, thousands};
use super::team;
use super::tools::Naming;
use super::workspace::Workspace;

/// How many agents the workspace has; twice as many where files are counted.
const AGENTS: usize = 200;

/// How often an operation is repeated, and again.
const REPEATS: usize = 100;

/// What takes fewer is repeated more often: two sessions differ by a million or two anyway.
const CHEAP: u64 = 500_000;

/// How long a server waits for more to happen before it looks what a change means elsewhere, and
/// some time to do that.
const SETTLED: Duration = Duration::from_millis(200);

/// What stands above the figures in the file.
const HEAD: &str = "\
# Instructions that the release build takes for one of each operation, counted by callgrind:
# `cargo xtask bench instructions` compares with them, and writes them with `--update`.
# Measured twice on one machine, checks differ by less than a thousandth, scans and keys by a
# hundredth, and opening a document, which threads share, by an eighth. Another compiler or C library
# changes them more, so compare figures of one machine.
";

/// The file that the repository keeps.
#[derive(Default, Deserialize, Serialize)]
struct Baseline {
    workspace: String,
    compiler: String,
    valgrind: String,
    instructions: BTreeMap<String, u64>,
}

/// What is repeated.
enum Operation {
    /// `dossier check`, for each file.
    Check,
    /// The scan of a server that starts, for each file.
    Scan,
    /// A document that is opened, its findings, and that it is closed.
    Open,
    /// A letter that is typed, and its findings.
    Key,
    Ask(&'static Question),
}

impl Operation {
    fn all() -> Vec<Self> {
        let asked = QUESTIONS.iter().chain([&RENAME]);
        [Self::Check, Self::Scan, Self::Open, Self::Key]
            .into_iter()
            .chain(asked.map(Self::Ask))
            .collect()
    }

    fn label(&self) -> &'static str {
        match self {
            Self::Check => "check, per file",
            Self::Scan => "scan, per file",
            Self::Open => "opening a document",
            Self::Key => "a key press with its findings",
            Self::Ask(question) => question.label,
        }
    }
}

/// Counts, and prints a table; writes the baseline if that is wanted.
///
/// # Errors
/// In words: without valgrind, or if a session failed.
pub(super) fn run(dossier: &Path, update: bool) -> Result<(), String> {
    let small = Workspace::generate(AGENTS)?;
    let large = Workspace::generate(2 * AGENTS)?;
    let mut now = Baseline {
        workspace: format!("{}, of about 4 kB each", small.title),
        compiler: version("rustc")?,
        valgrind: version("valgrind")?,
        instructions: BTreeMap::new(),
    };
    let before = read()?;
    let mut table = Table::new(["instructions", "now", "baseline", "ratio"]);
    for operation in Operation::all() {
        let label = operation.label();
        let count = count(dossier, &operation, &small, &large)?;
        // It takes minutes, and the table comes at the end.
        eprintln!("{label}: {}", thousands(count));
        let old = before.instructions.get(label);
        table.row([
            label.to_owned(),
            thousands(count),
            old.map_or_else(|| "–".to_owned(), |&old| thousands(old)),
            old.map_or_else(
                || "–".to_owned(),
                |&old| format!("{:.3}", count as f64 / old as f64),
            ),
        ]);
        now.instructions.insert(label.to_owned(), count);
    }
    println!(
        "{}, {}, {}.\n\n{table}",
        now.workspace, now.compiler, now.valgrind
    );
    for (what, now, before) in [
        ("workspace", &now.workspace, &before.workspace),
        ("compiler", &now.compiler, &before.compiler),
        ("valgrind", &now.valgrind, &before.valgrind),
    ] {
        if !before.is_empty() && now != before {
            println!("The {what} of the baseline was another: {before}.");
        }
    }
    if update {
        let text = toml::to_string(&now).map_err(|error| error.to_string())?;
        let at = |error| format!("{}: {error}", path().display());
        fs::create_dir_all(folder()).map_err(at)?;
        fs::write(path(), format!("{HEAD}\n{text}")).map_err(at)?;
    }
    Ok(())
}

/// The instructions of one operation.
fn count(
    dossier: &Path,
    operation: &Operation,
    small: &Workspace,
    large: &Workspace,
) -> Result<u64, String> {
    let session = |workspace, repeats| session(dossier, operation, workspace, repeats);
    let between = |once: u64, twice: u64, times: usize| twice.saturating_sub(once) / times as u64;
    if let Operation::Check | Operation::Scan = operation {
        let files = team::files(2 * AGENTS) - team::files(AGENTS);
        return Ok(between(session(small, 0)?, session(large, 0)?, files));
    }
    let mut repeats = REPEATS;
    loop {
        let (once, twice) = (session(small, repeats)?, session(small, 2 * repeats)?);
        let count = between(once, twice, repeats);
        if count > CHEAP || repeats > REPEATS {
            return Ok(count);
        }
        repeats *= 6;
    }
}

/// The instructions of a whole process that does something so many times.
fn session(
    dossier: &Path,
    operation: &Operation,
    workspace: &Workspace,
    repeats: usize,
) -> Result<u64, String> {
    if let Operation::Check = operation {
        let (mut command, counted) = Counted::command(dossier, &["check", "."], workspace);
        Cost::of(&mut command, PATIENCE)?;
        return counted.instructions();
    }
    let agent = workspace
        .last
        .as_deref()
        .ok_or("a workspace without agents")?;
    let mut asker = Asker::beside(agent, Naming::Prose);
    let (command, counted) = Counted::command(dossier, &["lsp"], workspace);
    let start = Instant::now();
    let mut client = Client::start(command, &workspace.root)?;
    // Until all files are read: an answer before that may be another one.
    client.wait_until_told("workspace/diagnostic/refresh", PATIENCE, |_| true)?;
    server::until_idle(&mut client, start)?;
    if !matches!(operation, Operation::Open | Operation::Scan) {
        asker.open(&mut client)?;
        asker.findings(&mut client)?;
    }
    for _ in 0..repeats {
        match operation {
            Operation::Check | Operation::Scan => {}
            Operation::Open => {
                asker.open(&mut client)?;
                asker.findings(&mut client)?;
                asker.close(&mut client)?;
                // What the server does about it later is done once for each, not for several.
                client.pass(SETTLED)?;
            }
            Operation::Key => {
                asker.press_key(&mut client)?;
                asker.findings(&mut client)?;
            }
            Operation::Ask(question) => {
                let answered = asker.ask(&mut client, question)?;
                if !answered {
                    return Err(format!("{}: nothing came", question.label));
                }
            }
        }
    }
    client.stop()?;
    counted.instructions()
}

/// What a program says its version is.
fn version(program: &str) -> Result<String, String> {
    let asked = Command::new(program).arg("--version").output();
    let asked = asked.map_err(|error| format!("{program}: {error}"))?;
    Ok(String::from_utf8_lossy(&asked.stdout).trim().to_owned())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/bench")
}

fn path() -> PathBuf {
    folder().join("instructions.toml")
}

fn read() -> Result<Baseline, String> {
    match fs::read_to_string(path()) {
        Ok(text) => toml::from_str(&text).map_err(|error| error.to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Baseline::default()),
        Err(error) => Err(error.to_string()),
    }
}
