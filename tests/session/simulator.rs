//! An editor that does whatever editors do, for a long time: it opens, types, saves, renames,
//! closes, asks, sends nonsense and crashes, while the disk changes under it. Now and then, what the
//! server says of everything must be what one says that starts afresh.
//!
//! `DOSSIER_STEPS` says how many steps are made, and `DOSSIER_SEED` which ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::client::{Editor, Session, at, position, uri};
use crate::disk::{Disk, FOLDERS, Random, SETTINGS_FILE, agent, known, steps};
use crate::profiles;
use crate::team::{Team, end_of};

/// So many steps lie between two looks at everything.
const BETWEEN_LOOKS: usize = 200;

/// So many documents are open at most: everything is asked of each of them.
const MOST_OPEN: usize = 10;

/// What somebody types or pastes.
const PIECES: [&str; 16] = [
    "a",
    " ",
    "\n",
    "\r\n",
    "🦀",
    "設計は`agent-3`へ。",
    "`agent-1`",
    "agent-2",
    "/agent-4 ",
    "@agent-5",
    "tools: Reed, Write\n",
    "---\n",
    "- agent-6: does this\n",
    "| agent-7 | agent-8 |\n",
    "## Ask agent-9\n",
    "Agent(agent-10)",
];

/// What an editor asks about a place.
const QUESTIONS: [&str; 8] = [
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/completion",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/documentSymbol",
    "textDocument/semanticTokens/full",
    "textDocument/foldingRange",
];

/// An open document as the editor has it.
struct Buffer {
    text: String,
    version: i32,
}

/// The editor, the disk under it, and the server behind it.
struct Simulator {
    capabilities: Value,
    disk: Disk,
    session: Session,
    folders: Vec<PathBuf>,
    buffers: BTreeMap<PathBuf, Buffer>,
    /// What was done last, for whoever looks for a fault.
    done: Vec<String>,
}

impl Simulator {
    fn new(capabilities: Value, team: &Team) -> Self {
        let disk = Disk {
            root: team.path("one"),
            random: Random::new("DOSSIER_SEED"),
        };
        let folders = vec![disk.root.clone()];
        for folder in ["one/.git", "two/.git"] {
            fs::create_dir_all(team.path(folder)).expect("the disk can be changed");
        }
        team.write("two/.claude/agents/agent-3.md", &agent(3));
        Self {
            session: start(&capabilities, &folders),
            capabilities,
            disk,
            folders,
            buffers: BTreeMap::new(),
            done: Vec::new(),
        }
    }

    fn step(&mut self) {
        let done = match self.disk.random.below(40) {
            0..=3 => self.open(),
            4..=20 => self.type_something(),
            21..=23 => self.save(),
            24 | 25 => self.close(),
            26..=32 => self.ask(),
            33 | 34 => self.disk.change(),
            35 => self.rename(),
            36 => self.change_folders(),
            37 => self.send_nonsense(),
            38 => self.ask_and_cancel(),
            _ => self.crash(),
        };
        self.done.push(done);
    }

    /// One of the files that may be there.
    fn some_file(&mut self) -> PathBuf {
        let number = self.disk.random.below(13);
        if number == 12 {
            return self.disk.root.join(SETTINGS_FILE);
        }
        let folder = self.disk.random.of(&FOLDERS);
        self.disk
            .root
            .join(folder)
            .join(format!("agent-{number}.md"))
    }

    /// One of the open documents.
    fn some_buffer(&mut self) -> Option<PathBuf> {
        let count = self.buffers.len();
        let number = (count > 0).then(|| self.disk.random.below(count))?;
        self.buffers.keys().nth(number).cloned()
    }

    fn open(&mut self) -> String {
        if self.buffers.len() >= MOST_OPEN {
            return self.close();
        }
        let path = self.some_file();
        // An editor opens what is there, or something new.
        let text = fs::read_to_string(&path).unwrap_or_else(|_| agent(1));
        self.open_with(&path, text);
        format!("open {path:?}")
    }

    fn open_with(&mut self, path: &Path, text: String) {
        if self.buffers.contains_key(path) {
            return;
        }
        self.session.open(&uri(path), &text);
        self.buffers
            .insert(path.to_owned(), Buffer { text, version: 1 });
    }

    fn type_something(&mut self) -> String {
        let Some(path) = self.some_buffer() else {
            return self.open();
        };
        let random = &mut self.disk.random;
        let buffer = self.buffers.get_mut(&path).expect("it is open");
        let changes: Vec<Value> = (0..=random.below(3))
            .map(|_| {
                let places = places(&buffer.text);
                let first = random.below(places.len());
                let last = (first + random.below(6)).min(places.len() - 1);
                let (start, end) = (places[first], places[last]);
                let piece = random.of(&PIECES);
                let range = json!({
                    "start": end_of(&buffer.text[..start]),
                    "end": end_of(&buffer.text[..end]),
                });
                buffer.text.replace_range(start..end, piece);
                json!({"range": range, "text": piece})
            })
            .collect();
        buffer.version += 1;
        let document = json!({"uri": uri(&path), "version": buffer.version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.session.notify("textDocument/didChange", params);
        format!("type in {path:?}")
    }

    fn save(&mut self) -> String {
        let Some(path) = self.some_buffer() else {
            return self.open();
        };
        let folder = path.parent().expect("a file is in a folder");
        // Somebody may have put a file where the folder was.
        if fs::create_dir_all(folder).is_ok() && fs::write(&path, &self.buffers[&path].text).is_ok()
        {
            let params = json!({"textDocument": {"uri": uri(&path)}});
            self.session.notify("textDocument/didSave", params);
        }
        format!("save {path:?}")
    }

    fn close(&mut self) -> String {
        let Some(path) = self.some_buffer() else {
            return self.open();
        };
        self.buffers.remove(&path);
        self.session.close(&uri(&path));
        format!("close {path:?}")
    }

    /// Renames a file as editors do that know of the protocol.
    fn rename(&mut self) -> String {
        let Some(old) = self.some_buffer() else {
            return self.open();
        };
        let new = self.some_file();
        let folder = new.parent().expect("a file is in a folder").to_owned();
        let is_free = !new.exists() && !self.buffers.contains_key(&new);
        if !old.exists() || !is_free || fs::create_dir_all(&folder).is_err() {
            return self.open();
        }
        let files = json!({"files": [{"oldUri": uri(&old), "newUri": uri(&new)}]});
        self.session.ask("workspace/willRenameFiles", files.clone());
        if fs::rename(&old, &new).is_err() {
            return self.open();
        }
        let buffer = self.buffers.remove(&old).expect("it is open");
        self.session.close(&uri(&old));
        self.open_with(&new, buffer.text);
        self.session.notify("workspace/didRenameFiles", files);
        format!("rename {old:?} to {new:?}")
    }

    fn change_folders(&mut self) -> String {
        let other = self.disk.root.with_file_name("two");
        let event = |added: &[&Path], removed: &[&Path]| {
            let folders = |paths: &[&Path]| -> Vec<Value> {
                let folder = |path: &&Path| json!({"uri": uri(path), "name": "x"});
                paths.iter().map(folder).collect()
            };
            json!({"event": {"added": folders(added), "removed": folders(removed)}})
        };
        let params = match self.folders.iter().position(|folder| *folder == other) {
            Some(at) => {
                self.folders.remove(at);
                event(&[], &[&other])
            }
            None => {
                self.folders.push(other.clone());
                event(&[&other], &[])
            }
        };
        self.session
            .notify("workspace/didChangeWorkspaceFolders", params);
        format!("have the folders {:?}", self.folders)
    }

    fn ask(&mut self) -> String {
        let Some((method, params)) = self.question() else {
            return self.open();
        };
        if method == "textDocument/prepareRename" {
            // Most places hold nothing that can be renamed, which is an answer.
            let id = self.session.request(method, params);
            let answer = self.session.answer(id);
            let is_panic = |error: &Value| error["code"] == -32603;
            assert!(
                !answer.is_err_and(|error| is_panic(&error)),
                "{method} failed"
            );
        } else {
            self.session.ask(method, params);
        }
        format!("ask {method}")
    }

    fn ask_and_cancel(&mut self) -> String {
        let Some((method, params)) = self.question() else {
            return self.open();
        };
        let id = self.session.request(method, params);
        self.session.notify("$/cancelRequest", json!({"id": id}));
        // Whichever comes first, it is answered.
        let _ = self.session.answer(id);
        format!("ask {method} and cancel it")
    }

    fn question(&mut self) -> Option<(&'static str, Value)> {
        let path = self.some_buffer()?;
        let text = &self.buffers[&path].text;
        let places = places(text);
        let place = end_of(&text[..places[self.disk.random.below(places.len())]]);
        let method = QUESTIONS[self.disk.random.below(QUESTIONS.len())];
        Some((method, at(&uri(&path), &place)))
    }

    fn send_nonsense(&mut self) -> String {
        let body =
            self.disk
                .random
                .of(&["{", "[]", "{}", "null", "\u{1}", "{\"jsonrpc\":\"2.0\"}"]);
        let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.session.send_bytes(message.as_bytes());
        self.session.answer_without_id();
        format!("send {body}")
    }

    /// The editor is gone without a word, and somebody starts it again.
    fn crash(&mut self) -> String {
        self.session.hang_up();
        assert_eq!(self.session.exit_code(), 1);
        self.session = start(&self.capabilities, &self.folders);
        for (path, buffer) in &mut self.buffers {
            buffer.version = 1;
            self.session.open(&uri(path), &buffer.text);
        }
        "crash".to_owned()
    }

    /// What the server says must come to be what one says that starts afresh.
    fn look(&mut self) {
        let mut fresh = start(&self.capabilities, &self.folders);
        for (path, buffer) in &self.buffers {
            fresh.open(&uri(path), &buffer.text);
        }
        let mut said = Vec::new();
        // What both say changes while they read the disk.
        for _ in 0..200 {
            said = vec![self.says(None), self.says(Some(&mut fresh))];
            if said[0] == said[1] {
                fresh.finish();
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let last: Vec<_> = self.done.iter().rev().take(30).collect();
        let open: Vec<_> = self.buffers.keys().collect();
        panic!(
            "after, from the last, {last:#?}\nwith {open:#?} open, where they differ: {:#?}",
            differences("", &said[0], &said[1])
        );
    }

    /// Everything that a server says: ours, or another.
    fn says(&mut self, other: Option<&mut Session>) -> Value {
        let session = match other {
            Some(other) => other,
            None => &mut self.session,
        };
        let mut said = vec![known(session)];
        for (path, buffer) in &self.buffers {
            said.push(everything(session, &uri(path), &buffer.text));
        }
        said.into()
    }
}

fn start(capabilities: &Value, folders: &[PathBuf]) -> Session {
    let editor = Editor::like(capabilities.clone());
    let editor = folders
        .iter()
        .fold(editor, |editor, folder| editor.folder(folder));
    editor.start()
}

/// Everything that a server says of one document.
fn everything(session: &mut Session, uri: &str, text: &str) -> Value {
    let document = json!({"textDocument": {"uri": uri}});
    let mut said = vec![session.ask("textDocument/diagnostic", document.clone())["items"].clone()];
    for method in ["textDocument/documentSymbol", "textDocument/foldingRange"] {
        said.push(session.ask(method, document.clone()));
    }
    said.push(session.ask("textDocument/semanticTokens/full", document)["data"].clone());
    for (start, _) in text.match_indices("agent").take(8) {
        let place = end_of(&text[..start + 2]);
        said.push(session.ask("textDocument/definition", at(uri, &place)));
        said.push(session.hover(uri, &place)["contents"].clone());
    }
    said.push(session.hover(uri, &position(1, 1))["contents"].clone());
    said.into()
}

/// Where two values differ, with what each has there.
fn differences(place: &str, ours: &Value, fresh: &Value) -> Vec<String> {
    let inner: Vec<(String, &Value, &Value)> = match (ours, fresh) {
        _ if ours == fresh => return Vec::new(),
        (Value::Array(ours), Value::Array(fresh)) if ours.len() == fresh.len() => {
            let both = ours.iter().zip(fresh).enumerate();
            both.map(|(at, (ours, fresh))| (at.to_string(), ours, fresh))
                .collect()
        }
        (Value::Object(ours), Value::Object(fresh)) if ours.keys().eq(fresh.keys()) => {
            let both = ours.iter().zip(fresh.values());
            both.map(|((key, ours), fresh)| (key.clone(), ours, fresh))
                .collect()
        }
        _ => return vec![format!("{place}: {ours}\n    instead of {fresh}")],
    };
    let inner = inner.into_iter();
    inner
        .flat_map(|(key, ours, fresh)| differences(&format!("{place}/{key}"), ours, fresh))
        .collect()
}

/// The offsets at which something can be typed.
fn places(text: &str) -> Vec<usize> {
    let starts = text.char_indices().map(|(at, _)| at);
    let is_amid_line_end =
        |at: &usize| text[..*at].ends_with('\r') && text[*at..].starts_with('\n');
    starts
        .chain([text.len()])
        .filter(|at| !is_amid_line_end(at))
        .collect()
}

fn simulate(capabilities: Value) {
    let team = Team::new("");
    let mut simulator = Simulator::new(capabilities, &team);
    for step in 1..=steps(5_000) {
        simulator.step();
        if step % BETWEEN_LOOKS == 0 {
            simulator.look();
        }
    }
    simulator.look();
    simulator.session.finish();
}

#[test]
fn an_editor_that_asks_for_diagnostics_does_whatever_editors_do() {
    simulate(profiles::vs_code());
}

#[test]
fn an_editor_that_counts_otherwise_and_watches_nothing_does_whatever_editors_do() {
    let mut capabilities = profiles::kakoune();
    capabilities["general"]["positionEncodings"] = json!(["utf-16"]);
    simulate(capabilities);
}
