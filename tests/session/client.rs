//! A language client for tests: it starts the real server and talks to it as an editor does.

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A server that keeps an editor waiting for so long counts as hanging.
pub(crate) const HANG: Duration = Duration::from_secs(60);

/// Stands for the number of a request that has none.
const NO_ID: i64 = -1;

/// What an editor does with the server's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answers {
    /// It answers each of them.
    Each,
    /// It answers null to each, whatever was asked.
    Null,
    /// It answers none.
    None,
}

/// An editor before its start.
pub(crate) struct Editor {
    capabilities: Value,
    folders: Vec<PathBuf>,
    options: Value,
    settings: Value,
    process: Option<u32>,
    config: Option<PathBuf>,
    answers: Answers,
    has_test_hooks: bool,
    program: (PathBuf, Vec<String>),
}

impl Editor {
    /// An editor with these capabilities; see `profiles.rs`.
    pub(crate) fn like(capabilities: Value) -> Self {
        Self {
            capabilities,
            folders: Vec::new(),
            options: Value::Null,
            settings: Value::Null,
            process: None,
            config: None,
            answers: Answers::Each,
            has_test_hooks: false,
            program: (dossier(), vec!["lsp".to_owned()]),
        }
    }

    /// Starts the server by this command, which is looked for beside the program under test.
    pub(crate) fn program(mut self, command: &str, arguments: Vec<String>) -> Self {
        self.program = (command.into(), arguments);
        self
    }

    /// Opens a workspace folder; may be called several times.
    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.folders.push(folder.to_owned());
        self
    }

    /// Passes `initializationOptions`.
    pub(crate) fn options(mut self, options: Value) -> Self {
        self.options = options;
        self
    }

    /// Answers `workspace/configuration` with these settings.
    pub(crate) fn settings(mut self, settings: Value) -> Self {
        self.settings = settings;
        self
    }

    /// Names a process whose end is to end the server.
    pub(crate) fn process(mut self, process: u32) -> Self {
        self.process = Some(process);
        self
    }

    /// Has a user's configuration folder; without this, it is an empty one.
    pub(crate) fn config(mut self, config: &Path) -> Self {
        self.config = Some(config.to_owned());
        self
    }

    /// Says what it does with the server's requests.
    pub(crate) fn answers(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// Turns on the requests that exist only for tests.
    pub(crate) fn test_hooks(mut self) -> Self {
        self.has_test_hooks = true;
        self
    }

    /// Starts the server and says hello.
    pub(crate) fn start(self) -> Session {
        let params = self.initialize_params();
        let mut session = self.spawn();
        session.hello = session.ask("initialize", params);
        session.notify("initialized", json!({}));
        session
    }

    /// Starts the server and says nothing yet.
    pub(crate) fn spawn(self) -> Session {
        let empty = TempDir::new().expect("a temporary folder");
        let config = self.config.as_deref().unwrap_or(empty.path());
        let (program, arguments) = &self.program;
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("PATH", dossier().parent().expect("a folder"))
            .env("CLAUDE_CONFIG_DIR", config)
            .env_remove("DOSSIER_TEST_HOOKS");
        if self.has_test_hooks {
            command.env("DOSSIER_TEST_HOOKS", "1");
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        // Said again by a thread of the test, so that only a test that fails shows it.
        let log = BufReader::new(child.stderr.take().expect("a pipe was asked for"));
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                eprintln!("{line}");
            }
        });
        let (send, incoming) = channel();
        let mut output = BufReader::new(child.stdout.take().expect("a pipe was asked for"));
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        Session {
            input: child.stdin.take(),
            child,
            incoming,
            answers: self.answers,
            settings: self.settings,
            hello: Value::Null,
            responses: HashMap::new(),
            unread: VecDeque::new(),
            requests: 0,
            _empty: empty,
        }
    }

    /// The parameters of `initialize`.
    pub(crate) fn initialize_params(&self) -> Value {
        let folders: Vec<Value> = self.folders.iter().map(|path| folder(path)).collect();
        json!({
            "processId": self.process,
            "rootUri": self.folders.first().map(|path| uri(path)),
            "workspaceFolders": if folders.is_empty() { Value::Null } else { folders.into() },
            "capabilities": self.capabilities,
            "initializationOptions": self.options,
        })
    }
}

/// A running server and the editor's end of the pipe.
pub(crate) struct Session {
    child: Child,
    input: Option<ChildStdin>,
    incoming: Receiver<Value>,
    answers: Answers,
    settings: Value,
    /// The answer to `initialize`.
    pub(crate) hello: Value,
    /// Answers that nobody has asked for yet, by the request's number.
    responses: HashMap<i64, Value>,
    /// Notifications and requests that nobody has asked for yet, in order.
    unread: VecDeque<Value>,
    requests: i64,
    _empty: TempDir,
}

/// Talking.
impl Session {
    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&notification(method, params));
    }

    /// Sends a request and returns its number.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i64 {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Waits for the answer to a request: the result, or else the error.
    pub(crate) fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let deadline = Instant::now() + HANG;
        loop {
            if let Some(mut response) = self.responses.remove(&id) {
                return match response.get_mut("error") {
                    Some(error) => Err(error.take()),
                    None => Ok(response["result"].take()),
                };
            }
            self.receive(deadline, "an answer");
        }
    }

    /// Waits for the error that answers a message whose number nobody could read.
    pub(crate) fn answer_without_id(&mut self) -> Value {
        let answer = self.answer(NO_ID);
        answer.expect_err("what has no number has no result")
    }

    /// True if the answer to a request is here and nobody has asked for it yet.
    pub(crate) fn is_answered(&self, id: i64) -> bool {
        self.responses.contains_key(&id)
    }

    /// Sends a request and waits for its result.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        self.answer(id)
            .unwrap_or_else(|error| panic!("{method} failed: {error}"))
    }

    /// Sends a request that must fail, and returns the code of its error.
    pub(crate) fn error_of(&mut self, method: &str, params: Value) -> i64 {
        let id = self.request(method, params);
        let error = self.answer(id).expect_err(method);
        error["code"].as_i64().expect("errors have a code")
    }

    /// Waits for a message from the server that `pick` wants. Others stay unread.
    pub(crate) fn wait_for<T>(
        &mut self,
        what: &str,
        mut pick: impl FnMut(&Value) -> Option<T>,
    ) -> T {
        let deadline = Instant::now() + HANG;
        let mut looked_at = 0;
        loop {
            while looked_at < self.unread.len() {
                if let Some(found) = pick(&self.unread[looked_at]) {
                    self.unread.remove(looked_at);
                    return found;
                }
                looked_at += 1;
            }
            self.receive(deadline, what);
        }
    }

    /// Waits for a request or notification of the server.
    pub(crate) fn wait_for_method(&mut self, method: &str) -> Value {
        self.wait_for(method, |message| {
            (message["method"] == method).then(|| message.clone())
        })
    }

    /// Asks again and again until the server says what is expected of it. For what the server
    /// finds out in its own time, such as what happened on the disk.
    pub(crate) fn eventually<T>(
        &mut self,
        what: &str,
        mut ask: impl FnMut(&mut Self) -> Option<T>,
    ) -> T {
        let deadline = Instant::now() + HANG;
        loop {
            if let Some(found) = ask(self) {
                return found;
            }
            assert!(Instant::now() < deadline, "{what}: never came");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// From now on, answers `workspace/configuration` with these settings.
    pub(crate) fn set_settings(&mut self, settings: Value) {
        self.settings = settings;
    }

    /// Writes one message.
    pub(crate) fn send(&mut self, message: &Value) {
        self.send_bytes(&frame(message));
    }

    /// Writes bytes as they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the pipe is open");
        input
            .write_all(bytes)
            .and_then(|()| input.flush())
            .expect("the server reads");
    }

    fn receive(&mut self, deadline: Instant, what: &str) {
        let left = deadline.saturating_duration_since(Instant::now());
        let message = match self.incoming.recv_timeout(left) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => panic!("the server hangs; awaited: {what}"),
            Err(RecvTimeoutError::Disconnected) => panic!("the server ended; awaited: {what}"),
        };
        if message.get("method").is_none() {
            let id = message["id"].as_i64().unwrap_or(NO_ID);
            self.responses.insert(id, message);
            return;
        }
        if message.get("id").is_some() && self.answers != Answers::None {
            let result = match message["method"].as_str() {
                Some("workspace/configuration") if self.answers == Answers::Each => {
                    json!([self.settings])
                }
                _ => Value::Null,
            };
            self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
        }
        self.unread.push_back(message);
    }
}

/// Documents.
impl Session {
    /// Opens a document.
    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({"textDocument": {
                "uri": uri, "languageId": "markdown", "version": 1, "text": text,
            }}),
        );
    }

    /// Opens a file with the text that the disk holds.
    pub(crate) fn open_file(&mut self, path: &Path) {
        let text = std::fs::read_to_string(path).expect("the file is there");
        self.open(&uri(path), &text);
    }

    /// Replaces a document's text.
    pub(crate) fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.change(uri, version, json!({"text": text}));
    }

    /// Makes one edit.
    pub(crate) fn change(&mut self, uri: &str, version: i32, change: Value) {
        self.send(&did_change(uri, version, change));
    }

    /// Closes a document.
    pub(crate) fn close(&mut self, uri: &str) {
        self.notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": uri}}),
        );
    }

    /// What hover says; null where it says nothing.
    pub(crate) fn hover(&mut self, uri: &str, position: &Value) -> Value {
        self.ask("textDocument/hover", at(uri, position))
    }

    /// The text that hover shows; empty where it shows nothing.
    pub(crate) fn hover_text(&mut self, uri: &str, position: &Value) -> String {
        let hover = self.hover(uri, position);
        hover["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// The addresses that a mention leads to.
    pub(crate) fn definitions(&mut self, uri: &str, position: &Value) -> Vec<String> {
        let found = self.ask("textDocument/definition", at(uri, position));
        let found = found.as_array().cloned().unwrap_or_default();
        let address = |found: &Value| {
            found
                .get("targetUri")
                .or(found.get("uri"))
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        found.iter().filter_map(address).collect()
    }

    /// The labels of completion.
    pub(crate) fn labels(&mut self, uri: &str, position: &Value) -> Vec<String> {
        let found = self.ask("textDocument/completion", at(uri, position));
        let items = found["items"].as_array().cloned().unwrap_or_default();
        items
            .iter()
            .filter_map(|item| item["label"].as_str())
            .map(str::to_owned)
            .collect()
    }

    /// The rules that a document breaks, as an editor that asks for them learns them.
    pub(crate) fn pull(&mut self, uri: &str) -> Vec<String> {
        let report = self.ask(
            "textDocument/diagnostic",
            json!({"textDocument": {"uri": uri}}),
        );
        assert_eq!(report["kind"], "full");
        rules(&report["items"])
    }

    /// The next `publishDiagnostics` for a document.
    pub(crate) fn published(&mut self, uri: &str) -> Value {
        self.wait_for("diagnostics", |message| is_published(message, uri))
    }

    /// Waits until the rules that a document breaks, as they are pushed, are these.
    pub(crate) fn published_until(&mut self, uri: &str, expected: &[&str]) {
        // What was pushed before them is read too, so that it isn't taken for news later.
        while rules(&self.published(uri)["diagnostics"]) != expected {}
    }

    /// Tells the server about a change on the disk, as an editor that watches does: 1 for a file
    /// that came, 2 for one that changed, 3 for one that went.
    pub(crate) fn disk_changed(&mut self, path: &Path, kind: u32) {
        let changes = json!([{"uri": uri(path), "type": kind}]);
        self.notify(
            "workspace/didChangeWatchedFiles",
            json!({"changes": changes}),
        );
    }
}

/// Ending.
impl Session {
    /// Ends the session as the protocol wants it, and returns what the editor never read.
    pub(crate) fn finish(mut self) -> Vec<Value> {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        assert_eq!(self.exit_code(), 0, "after shutdown and exit");
        let mut unread = Vec::from(std::mem::take(&mut self.unread));
        unread.extend(self.incoming.iter());
        unread
    }

    /// Closes the editor's end of the pipe.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    /// Waits for the end of the process.
    pub(crate) fn exit_code(&mut self) -> i32 {
        let deadline = Instant::now() + HANG;
        loop {
            if let Some(status) = self.child.try_wait().expect("it is our process") {
                return status.code().expect("it ended by itself");
            }
            assert!(Instant::now() < deadline, "the server doesn't end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Both fail for a process that has ended already, as it should.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A notification as it is sent.
pub(crate) fn notification(method: &str, params: Value) -> Value {
    match params {
        Value::Null => json!({"jsonrpc": "2.0", "method": method}),
        params => json!({"jsonrpc": "2.0", "method": method, "params": params}),
    }
}

/// An edit as it is sent.
pub(crate) fn did_change(uri: &str, version: i32, change: Value) -> Value {
    let document = json!({"uri": uri, "version": version});
    notification(
        "textDocument/didChange",
        json!({"textDocument": document, "contentChanges": [change]}),
    )
}

/// A message with its header.
pub(crate) fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Reads one message as the strictest of clients does: one header, bounded sizes, nothing else.
fn read(output: &mut impl BufRead) -> Option<Value> {
    const LONGEST: usize = 32 * 1024 * 1024;
    let mut header = String::new();
    if output.read_line(&mut header).ok()? == 0 {
        return None;
    }
    let length = header
        .strip_prefix("Content-Length: ")
        .and_then(|it| it.strip_suffix("\r\n"));
    let length: usize = length
        .and_then(|it| it.parse().ok())
        .unwrap_or_else(|| panic!("a message says first how long it is, not {header:?}"));
    assert!(length <= LONGEST, "a message of {length} bytes");
    let mut blank = String::new();
    output.read_line(&mut blank).ok()?;
    assert_eq!(blank, "\r\n", "there is one header");
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server speaks JSON"))
}

/// The program under test.
fn dossier() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_dossier"))
}

/// The parameters of a request about a place.
pub(crate) fn at(uri: &str, position: &Value) -> Value {
    json!({"textDocument": {"uri": uri}, "position": position})
}

/// A position.
pub(crate) fn position(line: u32, character: u32) -> Value {
    json!({"line": line, "character": character})
}

/// A workspace folder.
pub(crate) fn folder(path: &Path) -> Value {
    json!({"uri": uri(path), "name": path.file_name().map(|name| name.to_string_lossy())})
}

/// The address of a file.
pub(crate) fn uri(path: &Path) -> String {
    let path = slashed(path);
    let mut uri = "file://".to_owned();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

/// The path of a file as its address holds it: `/C:/w` for `C:\w`.
pub(crate) fn slashed(path: &Path) -> String {
    let path = path.to_str().expect("a path in UTF-8");
    match cfg!(windows) {
        true => format!("/{}", path.replace('\\', "/")),
        false => path.to_owned(),
    }
}

/// The rules of diagnostics, in order.
pub(crate) fn rules(diagnostics: &Value) -> Vec<String> {
    let diagnostics = diagnostics.as_array().cloned().unwrap_or_default();
    diagnostics
        .iter()
        .filter_map(|it| it["code"].as_str())
        .map(str::to_owned)
        .collect()
}

fn is_published(message: &Value, uri: &str) -> Option<Value> {
    let params = &message["params"];
    let is_it = message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri;
    is_it.then(|| params.clone())
}
