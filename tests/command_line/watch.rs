//! `dossier check --watch`: whatever changes is checked again.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::Team;

/// How long a check of a few files may take on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// A check that goes on, and the lines that it prints and complains with.
struct Watch {
    process: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(team: &Team) -> Self {
        let mut process = team
            .command(&["check", "--watch"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (send, lines) = channel();
        follow(process.stdout.take().expect("a pipe"), send.clone());
        follow(process.stderr.take().expect("a pipe"), send);
        Self { process, lines }
    }

    /// Reads until each of `parts` stood in some line, in any order, for what is printed and what
    /// is complained about come apart.
    fn wait_for(&self, parts: &[&str]) {
        let mut missing = parts.to_vec();
        while !missing.is_empty() {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("{missing:?} was never said"));
            missing.retain(|part| !line.contains(part));
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn follow(from: impl Read + Send + 'static, to: Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let _ = to.send(line);
        }
    });
}

fn agent(name: &str, tool: &str) -> String {
    format!("---\nname: {name}\ndescription: Works.\ntools: {tool}\n---\nWorks.\n")
}

/// What is said after each check.
const WATCHING: &str = "Watching for changes";

#[test]
fn whatever_changes_is_checked_again() {
    let team = Team::new(&[("lead.md", &agent("lead", "Reed"))]);
    let watch = Watch::start(&team);
    watch.wait_for(&["`Reed`", WATCHING]);
    team.write("lead.md", agent("lead", "Wriet"));
    watch.wait_for(&["`Wriet`", WATCHING]);
    team.write("writer.md", agent("writer", "Grpe"));
    watch.wait_for(&["`Grpe`", WATCHING]);
}

#[test]
fn settings_that_are_being_edited_end_nothing() {
    let team = Team::new(&[("lead.md", &agent("lead", "Reed"))]);
    let settings = team.0.path().join("dossier.toml");
    let watch = Watch::start(&team);
    watch.wait_for(&["`Reed`", WATCHING]);
    std::fs::write(&settings, "[rules\n").expect("settings");
    watch.wait_for(&["dossier.toml", WATCHING]);
    std::fs::write(&settings, "[[tool]]\nname = \"Reed\"\n").expect("settings");
    watch.wait_for(&[WATCHING]);
    team.write("lead.md", agent("lead", "Reed, Wriet"));
    watch.wait_for(&["`Wriet`", WATCHING]);
}
