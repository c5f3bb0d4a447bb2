//! Checking again whenever something changes.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use camino::Utf8PathBuf;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Check, Outcome};
use crate::selection::Problem;
use crate::shown::{complain, complain_in_lines};
use crate::{start, watched};

/// How long nothing must happen before files are checked: editors and version control write in
/// bursts.
const QUIET: Duration = Duration::from_millis(100);

/// Moves the cursor home, clears the screen and what was scrolled off it.
const CLEAR: &str = "\u{1b}[H\u{1b}[2J\u{1b}[3J";

/// Checks until the process is ended, or until nothing can change any more.
pub(super) fn run(check: &Check<'_>) -> Result<Outcome, Problem> {
    let (send, events) = channel();
    let places = start::world().map_err(Problem::Tables)?.places().clone();
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_change = event.is_ok_and(|event| {
            let paths = event.paths.into_iter();
            let mut paths = paths.filter_map(|path| Utf8PathBuf::from_path_buf(path).ok());
            !matches!(event.kind, EventKind::Access(_))
                && paths.any(|it| watched::matters(&it, &places))
        });
        if is_change {
            // Without a receiver the process is about to end.
            let _ = send.send(());
        }
    });
    let mut watcher = watcher.map_err(|error| cant_watch(&error))?;
    let mut known = BTreeSet::new();
    loop {
        if io::stdout().is_terminal() {
            let mut out = io::stdout();
            let _ = out.write_all(CLEAR.as_bytes()).and_then(|()| out.flush());
        }
        let outcome = check.run();
        match &outcome {
            Ok(outcome) => watch(&mut watcher, &mut known, check, outcome)?,
            // Such as settings that are being edited.
            Err(problem) if !known.is_empty() => {
                complain_in_lines(&format!("dossier: {problem}"));
            }
            Err(_) => return outcome,
        }
        complain("Watching for changes; Ctrl-C ends.");
        if !wait(&events) {
            return outcome;
        }
    }
}

/// Waits for a change and for the quiet after it. Returns false if there can be none.
fn wait(events: &Receiver<()>) -> bool {
    let is_changed = events.recv().is_ok();
    while events.recv_timeout(QUIET).is_ok() {}
    is_changed
}

/// Watches the folders that came with the last check.
fn watch(
    watcher: &mut RecommendedWatcher,
    known: &mut BTreeSet<Utf8PathBuf>,
    check: &Check<'_>,
    outcome: &Outcome,
) -> Result<(), Problem> {
    for folder in watched::folders(
        &outcome.snapshot,
        &check.asked.roots(outcome.snapshot.dialects()),
    ) {
        if known.insert(folder.clone()) {
            let watched = watcher.watch(folder.as_std_path(), RecursiveMode::NonRecursive);
            // A folder may have gone since, but one must be left.
            if let Err(error) = watched
                && folder.exists()
            {
                return Err(cant_watch(&error));
            }
        }
    }
    Ok(())
}

fn cant_watch(error: &notify::Error) -> Problem {
    Problem::Request(format!("can't watch files: {error}"))
}
