//! Hours of editing at full speed: what a server holds and how fast it answers must stay the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

use super::asker::{Asker, QUESTIONS};
use super::client::{Client, uri};
use super::cost::Running;
use super::table::{self, Table};
use super::tools::Tool;
use super::workspace::{Workspace, is_markdown, markdown};

/// So many rows the table has.
const ROWS: u32 = 12;

/// So many keys are pressed in a document before another is opened.
const KEYS: usize = 40;

/// What is typed, over and over again.
const TYPED: [&str; 8] = [
    "a",
    "\n",
    "`",
    "tools: Reed\n",
    "Ask the agent.\n",
    "🦀",
    "## x\n",
    "---\n",
];

/// Edits the files of a workspace for so long, and shows what that came to in a table of Markdown.
/// Nothing is written to the disk.
///
/// # Errors
/// In words, if Dossier can't be started or stops answering.
pub(super) fn run(dossier: &Tool, workspace: &Workspace, time: Duration) -> Result<String, String> {
    let command = dossier.server.as_ref().and_then(|it| it.command(workspace));
    let (Some(command), Some(agent)) = (command, &workspace.last) else {
        return Err("nothing to edit".to_owned());
    };
    let walk = markdown(&workspace.root).build();
    let paths = walk.filter_map(|entry| Some(entry.ok()?.into_path()));
    let files: Vec<PathBuf> = paths.filter(|path| is_markdown(path)).collect();
    let mut client = Client::start(command, &workspace.root)?;
    let mut asker = Asker::beside(agent, dossier.naming);
    asker.open(&mut client)?;
    let mut table = Table::new([
        "minutes",
        "keys",
        "memory",
        "key to findings",
        "slowest",
        "answers",
        "slowest",
    ]);
    let start = Instant::now();
    let mut files = files.iter().cycle();
    for row in 1..=ROWS {
        let mut measured = Measured::default();
        while start.elapsed() < time * row / ROWS {
            let file = files.next().ok_or("no Markdown in this workspace")?;
            edit(&mut client, file, &mut measured)?;
            for question in &QUESTIONS {
                let begin = Instant::now();
                asker.ask(&mut client, question)?;
                measured.answers.push(begin.elapsed());
            }
        }
        table.row(measured.row(start.elapsed(), client.process()));
    }
    client.stop()?;
    Ok(format!("{}, edited:\n\n{table}\n", workspace.title))
}

/// What was measured since the last row.
#[derive(Default)]
struct Measured {
    keys: Vec<Duration>,
    answers: Vec<Duration>,
}

impl Measured {
    fn row(&self, at: Duration, process: u32) -> [String; 7] {
        let time = |time: Option<Duration>| time.map_or_else(|| "–".to_owned(), table::time);
        let slowest = |times: &[Duration]| time(times.iter().max().copied());
        let held = Running::of(process).map(|running| table::memory(running.memory));
        [
            format!("{:.1}", at.as_secs_f64() / 60.0),
            table::thousands(self.keys.len() as u64),
            held.unwrap_or_else(|| "–".to_owned()),
            time(table::median(&self.keys)),
            slowest(&self.keys),
            time(table::median(&self.answers)),
            slowest(&self.answers),
        ]
    }
}

/// Opens a file, types in the middle of it, and closes it again.
fn edit(client: &mut Client, file: &Path, measured: &mut Measured) -> Result<(), String> {
    // Somebody else's file may be anything.
    let Ok(text) = fs::read_to_string(file) else {
        return Ok(());
    };
    let document = json!({ "uri": uri(file) });
    let mut opened = document.clone();
    opened["languageId"] = "markdown".into();
    opened["version"] = 0.into();
    opened["text"] = text.as_str().into();
    client.notify("textDocument/didOpen", &json!({ "textDocument": opened }))?;
    let middle = text.lines().count() / 2;
    for key in 0..KEYS {
        let typed = TYPED[key % TYPED.len()];
        let place = json!({ "line": middle, "character": 0 });
        let mut version = document.clone();
        version["version"] = (key + 1).into();
        let begin = Instant::now();
        client.notify(
            "textDocument/didChange",
            &json!({ "textDocument": version, "contentChanges": [
                { "range": { "start": place, "end": place }, "text": typed }
            ] }),
        )?;
        let params = json!({ "textDocument": document });
        client.request("textDocument/diagnostic", &params)?;
        measured.keys.push(begin.elapsed());
    }
    client.notify(
        "textDocument/didClose",
        &json!({ "textDocument": document }),
    )
}
