//! A check of a whole workspace, by each tool that has one.

use std::env;
use std::process::Command;
use std::time::Duration;

use super::cost::{self, Cost};
use super::table::{self, Table};
use super::tools::Tool;
use super::workspace::Workspace;

/// What the floor is called in tables.
const FLOOR: &str = "floor: bytes read, one Markdown pass";

/// One line of the table.
struct Entrant {
    title: String,
    command: Command,
    /// What each run took, or why one failed.
    costs: Result<Vec<Cost>, String>,
}

/// Checks a workspace `runs` times with each tool in turn, and says what that took as Markdown.
///
/// # Errors
/// In words, if Dossier or the floor could not be measured.
pub(super) fn run(
    tools: &[Tool],
    workspace: &Workspace,
    runs: usize,
    limit: Duration,
) -> Result<String, String> {
    let mut floor = Command::new(env::current_exe().map_err(|error| error.to_string())?);
    floor.args(["bench", "floor"]).arg(&workspace.root);
    let mut entrants = vec![Entrant::new(FLOOR.to_owned(), floor)];
    entrants.extend(tools.iter().filter_map(|tool| {
        let command = tool.check.as_ref()?.command(workspace)?;
        Some(Entrant::new(tool.title(), command))
    }));
    for _ in 0..runs {
        for entrant in &mut entrants {
            entrant.run(limit);
        }
    }

    let [floor, dossier, ..] = &entrants[..] else {
        return Err("nothing to compare".to_owned());
    };
    let needed = |entrant: &Entrant| {
        let reason = |reason| format!("{}: {reason}", entrant.title);
        entrant.median().map_err(reason)
    };
    let (least, ours) = (needed(floor)?, needed(dossier)?);
    let mut table = Table::new([&workspace.title, "time", "CPU", "most memory"]);
    for entrant in &entrants {
        match entrant.median() {
            Ok(cost) => table.row(cells(&entrant.title, cost, ours)),
            Err(reason) => table.row([&entrant.title, &reason]),
        }
    }
    Ok(format!(
        "{table}\nDossier takes {} the time and {} the CPU of the floor.\n\n",
        table::ratio(ours.wall.as_secs_f64(), least.wall.as_secs_f64()),
        table::ratio(ours.cpu.as_secs_f64(), least.cpu.as_secs_f64()),
    ))
}

impl Entrant {
    fn new(title: String, command: Command) -> Self {
        Self {
            title,
            command,
            costs: Ok(Vec::new()),
        }
    }

    /// Runs once more, unless it failed before.
    fn run(&mut self, limit: Duration) {
        if let Ok(costs) = &mut self.costs {
            match Cost::of(&mut self.command, limit) {
                Ok(cost) => costs.push(cost),
                Err(reason) => self.costs = Err(reason),
            }
        }
    }

    /// What a run takes.
    fn median(&self) -> Result<Cost, String> {
        let costs = self.costs.as_ref().map_err(String::clone)?;
        cost::median(costs).ok_or_else(|| "no runs".to_owned())
    }
}

/// Each figure with its ratio to Dossier's.
fn cells(title: &str, cost: Cost, ours: Cost) -> [String; 4] {
    let times = [(cost.wall, ours.wall), (cost.cpu, ours.cpu)].map(|(this, other)| {
        let ratio = table::ratio(this.as_secs_f64(), other.as_secs_f64());
        format!("{} ({ratio})", table::time(this))
    });
    let ratio = table::ratio(cost.memory as f64, ours.memory as f64);
    let memory = format!("{} ({ratio})", table::memory(cost.memory));
    let [wall, cpu] = times;
    [title.to_owned(), wall, cpu, memory]
}
