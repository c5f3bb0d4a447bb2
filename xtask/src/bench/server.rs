//! A server from its start: when it knows all names, what that costs, and how long answers take.

use std::path::Path;
use std::time::{Duration, Instant};

use super::asker::{Asker, DEFINITION, QUESTIONS};
use super::client::Client;
use super::cost::Running;
use super::table::{self, Table};
use super::tools::Tool;
use super::workspace::Workspace;

/// How often each question is asked.
const TIMES: usize = 21;

/// A server that used no CPU for so long is idle.
const CALM: Duration = Duration::from_secs(2);

/// How long a server may take until it knows all names, and again until it is idle.
const LONGEST: Duration = Duration::from_secs(600);

/// The rows of the table.
const ROWS: [&str; 4] = [
    "start until the last name is found",
    "start until idle",
    "CPU until idle",
    "memory when idle",
];
const KEY_PRESS: &str = "a key press until its findings";

/// A figure of one server.
#[derive(Clone, Copy)]
enum Figure {
    Time(Duration),
    Memory(u64),
}

/// Starts each server on a workspace and asks it what it offers; the figures as Markdown.
///
/// # Errors
/// In words, if Dossier could not be measured.
pub(super) fn run(tools: &[Tool], workspace: &Workspace) -> Result<String, String> {
    let Some(agent) = &workspace.last else {
        return Ok(format!("{}: no agent to ask for.\n\n", workspace.title));
    };
    let mut head = vec![workspace.title.clone()];
    let mut columns = Vec::new();
    let mut notes = String::new();
    for tool in tools {
        match figures(tool, workspace, agent) {
            None => {}
            Some(Ok(figures)) => {
                head.push(tool.title());
                columns.push(figures);
            }
            Some(Err(reason)) => notes += &format!("\n{} failed: {reason}.\n", tool.title()),
        }
    }

    let mut table = Table::new(head);
    for (row, label) in labels().enumerate() {
        let ours = columns.first().and_then(|column| column[row]);
        let cells = columns.iter().map(|column| cell(column[row], ours));
        table.row([label.to_owned()].into_iter().chain(cells));
    }
    Ok(format!("{table}{notes}\n"))
}

/// The times of one server on a workspace, with their names.
///
/// # Errors
/// In words, if it could not be measured.
pub(super) fn times(tool: &Tool, workspace: &Workspace) -> Result<Vec<(String, Duration)>, String> {
    let agent = workspace.last.as_ref().ok_or("no agent to ask for")?;
    let figures = figures(tool, workspace, agent).ok_or("no server")??;
    let labels = labels().map(str::to_owned);
    let times = labels
        .zip(figures)
        .filter_map(|(label, figure)| match figure {
            Some(Figure::Time(time)) => Some((label, time)),
            _ => None,
        });
    Ok(times.collect())
}

/// What the figures of a server are, in their order.
fn labels() -> impl Iterator<Item = &'static str> {
    let questions = QUESTIONS.iter().map(|question| question.label);
    ROWS.into_iter().chain(questions).chain([KEY_PRESS])
}

/// A figure with its ratio to Dossier's.
fn cell(figure: Option<Figure>, ours: Option<Figure>) -> String {
    let Some(figure) = figure else {
        return "–".to_owned();
    };
    let ratio = ours.map(|ours| table::ratio(figure.size(), ours.size()));
    let ratio = ratio.map_or_else(String::new, |ratio| format!(" ({ratio})"));
    match figure {
        Figure::Time(time) => format!("{}{ratio}", table::time(time)),
        Figure::Memory(bytes) => format!("{}{ratio}", table::memory(bytes)),
    }
}

impl Figure {
    fn size(self) -> f64 {
        match self {
            Self::Time(time) => time.as_secs_f64(),
            Self::Memory(bytes) => bytes as f64,
        }
    }
}

/// The figures of one server in the order of the rows, none where it offers or answers nothing. None
/// at all if the tool has no server.
fn figures(
    tool: &Tool,
    workspace: &Workspace,
    agent: &Path,
) -> Option<Result<Vec<Option<Figure>>, String>> {
    let command = tool.server.as_ref()?.command(workspace)?;
    let asker = Asker::beside(agent, tool.naming);
    let start = Instant::now();
    let client = Client::start(command, &workspace.root);
    Some(client.and_then(|client| measure(client, asker, start)))
}

fn measure(
    mut client: Client,
    mut asker: Asker,
    start: Instant,
) -> Result<Vec<Option<Figure>>, String> {
    asker.open(&mut client)?;
    let found = until_found(&mut client, &asker, start)?;
    let idle = until_idle(&mut client, start)?;
    let (idle, running) = idle.map_or((None, None), |(time, running)| (Some(time), Some(running)));
    let mut figures = vec![
        found.map(Figure::Time),
        idle.map(Figure::Time),
        running.map(|running| Figure::Time(running.cpu)),
        running.map(|running| Figure::Memory(running.memory)),
    ];
    for question in &QUESTIONS {
        let offered = client.offers(question.capability);
        figures.push(if offered && asker.ask(&mut client, question)? {
            Some(latency(|| asker.ask(&mut client, question).map(drop))?)
        } else {
            None
        });
    }
    let pressed = latency(|| {
        asker.press_key(&mut client)?;
        asker.findings(&mut client)
    })?;
    figures.push(Some(pressed));
    client.stop()?;
    Ok(figures)
}

/// Asks for the last name until it is found.
fn until_found(
    client: &mut Client,
    asker: &Asker,
    start: Instant,
) -> Result<Option<Duration>, String> {
    while client.offers(DEFINITION.capability) && start.elapsed() < LONGEST {
        if asker.ask(client, &DEFINITION)? {
            return Ok(Some(start.elapsed()));
        }
        client.pass(Duration::from_millis(20))?;
    }
    Ok(None)
}

/// When the server began to rest, and what it had cost by then. None where the system doesn't say.
pub(super) fn until_idle(
    client: &mut Client,
    start: Instant,
) -> Result<Option<(Duration, Running)>, String> {
    let Some(mut last) = Running::of(client.process()) else {
        return Ok(None);
    };
    let mut at = start.elapsed();
    while start.elapsed() < LONGEST * 2 {
        client.pass(Duration::from_millis(50))?;
        let Some(now) = Running::of(client.process()) else {
            break;
        };
        // One tick may be somebody's timer.
        if now.cpu > last.cpu + Duration::from_millis(10) {
            (at, last) = (start.elapsed(), now);
        } else if start.elapsed() >= at + CALM {
            return Ok(Some((at, now)));
        }
    }
    Ok(None)
}

/// The median time of something that is done again and again.
fn latency(act: impl FnMut() -> Result<(), String>) -> Result<Figure, String> {
    median(TIMES, act).map(Figure::Time)
}

/// The median time of something that is done so many times.
pub(super) fn median(
    times: usize,
    mut act: impl FnMut() -> Result<(), String>,
) -> Result<Duration, String> {
    let mut taken = Vec::new();
    for _ in 0..times {
        let begin = Instant::now();
        act()?;
        taken.push(begin.elapsed());
    }
    table::median(&taken).ok_or_else(|| "nothing was measured".to_owned())
}
