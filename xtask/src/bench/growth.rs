//! What each operation takes as files, and a document, grow: tables, and pictures for the docs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::asker::{Asker, QUESTIONS};
use super::client::Client;
use super::plot::{Line, Plot};
use super::server;
use super::table::{self, Table};
use super::tools::Tool;
use super::workspace::Workspace;

/// How many agents the workspaces have.
const AGENTS: [usize; 5] = [1_000, 3_000, 10_000, 30_000, 100_000];

/// How many bytes the document has.
const BYTES: [usize; 5] = [4_000, 16_000, 64_000, 256_000, 1_000_000];

/// Among how many agents.
const AMONG: usize = 1_000;

/// How often something is done with a document.
const TIMES: usize = 11;

/// Measures both, prints tables, and writes the pictures into `folder`.
///
/// # Errors
/// In words, if Dossier could not be measured, or a picture not written.
pub(super) fn run(dossier: &Tool, folder: &Path) -> Result<(), String> {
    let mut files = Growth::new("agents");
    for count in AGENTS {
        let workspace = Workspace::generate(count)?;
        for (label, time) in server::times(dossier, &workspace)? {
            files.add(label, count, time);
        }
    }
    let mut bytes = Growth::new("bytes of the document");
    let workspace = Workspace::generate(AMONG)?;
    for count in BYTES {
        for (label, time) in document(dossier, &workspace, count)? {
            bytes.add(label, count, time);
        }
    }
    for (growth, name, title) in [
        (
            &files,
            "growth-files.svg",
            "What a workspace of so many agents takes",
        ),
        (
            &bytes,
            "growth-document.svg",
            "What a document of so many bytes takes",
        ),
    ] {
        println!("{}", growth.table());
        let path = folder.join(name);
        let plot = growth.plot(title);
        fs::write(&path, plot.svg()).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Times for growing counts of one thing.
struct Growth {
    of: &'static str,
    counts: Vec<usize>,
    rows: Vec<(String, BTreeMap<usize, Duration>)>,
}

impl Growth {
    fn new(of: &'static str) -> Self {
        Self {
            of,
            counts: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn add(&mut self, label: String, count: usize, time: Duration) {
        if self.counts.last() != Some(&count) {
            self.counts.push(count);
        }
        match self.rows.iter_mut().find(|row| row.0 == label) {
            Some(row) => {
                row.1.insert(count, time);
            }
            None => self.rows.push((label, BTreeMap::from([(count, time)]))),
        }
    }

    fn table(&self) -> Table {
        let counts = self
            .counts
            .iter()
            .map(|&count| table::thousands(count as u64));
        let mut table = Table::new([self.of.to_owned()].into_iter().chain(counts));
        for (label, times) in &self.rows {
            let cell = |count| {
                times
                    .get(count)
                    .map_or_else(String::new, |it| table::time(*it))
            };
            let times = self.counts.iter().map(cell);
            table.row([label.clone()].into_iter().chain(times));
        }
        table
    }

    fn plot(&self, title: &str) -> Plot {
        // What took less than the system counts has no place on a logarithmic scale.
        let line = |(label, times): &(String, BTreeMap<usize, Duration>)| Line {
            label: label.clone(),
            points: times
                .iter()
                .filter(|(_, time)| !time.is_zero())
                .map(|(&count, time)| (count as f64, time.as_secs_f64()))
                .collect(),
        };
        Plot {
            title: title.to_owned(),
            below: self.of,
            lines: self.rows.iter().map(line).collect(),
        }
    }
}

/// The median times of what is done with a document of `bytes`.
fn document(
    dossier: &Tool,
    workspace: &Workspace,
    bytes: usize,
) -> Result<Vec<(String, Duration)>, String> {
    let command = dossier.server.as_ref().and_then(|it| it.command(workspace));
    let (Some(command), Some(agent)) = (command, &workspace.last) else {
        return Err("no agent to ask for".to_owned());
    };
    let mut client = Client::start(command, &workspace.root)?;
    server::until_idle(&mut client, Instant::now())?;
    let mut asker = Asker::beside(agent, dossier.naming);
    asker.grow(bytes);
    let opened = server::median(TIMES, || {
        asker.open(&mut client)?;
        asker.findings(&mut client)?;
        asker.close(&mut client)
    })?;
    asker.open(&mut client)?;
    let mut times = vec![("opening until its findings".to_owned(), opened)];
    let pressed = server::median(TIMES, || {
        asker.press_key(&mut client)?;
        asker.findings(&mut client)
    })?;
    times.push(("a key press until its findings".to_owned(), pressed));
    for question in &QUESTIONS {
        let asked = server::median(TIMES, || asker.ask(&mut client, question).map(drop))?;
        times.push((question.label.to_owned(), asked));
    }
    client.stop()?;
    Ok(times)
}
