//! A client of a language server, small: one question at a time, with limits on how long it waits.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::cost;

/// How long an answer may take. Under valgrind everything takes fifty times as long.
pub(super) const PATIENCE: Duration = Duration::from_secs(300);

/// How long a server may take to end once it was told to.
const GRACE: Duration = Duration::from_secs(10);

/// What stays as it is in an address.
const ESCAPED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b':')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A running server.
pub(super) struct Client {
    process: Child,
    to_server: ChildStdin,
    from_server: Receiver<Value>,
    asked: i64,
    capabilities: Value,
}

impl Client {
    /// Starts a server and greets it for a folder.
    pub(super) fn start(mut command: Command, root: &Path) -> Result<Self, String> {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{command:?}: {error}"))?;
        let (Some(to_server), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("a server without standard input and output".to_owned());
        };
        let (send, from_server) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            // Ends with the server, or when nobody listens any more.
            while let Ok(message) = read(&mut output)
                && send.send(message).is_ok()
            {}
        });
        let mut client = Self {
            process,
            to_server,
            from_server,
            asked: 0,
            capabilities: Value::Null,
        };
        let root = uri(root);
        let answer = client.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "bench" }],
                "capabilities": {
                    "general": { "positionEncodings": ["utf-8", "utf-16"] },
                    "workspace": {
                        "configuration": true,
                        "workspaceFolders": true,
                        "diagnostics": { "refreshSupport": true },
                        "workspaceEdit": {
                            "documentChanges": true,
                            "resourceOperations": ["create", "rename", "delete"],
                        },
                    },
                    "textDocument": {
                        "completion": { "completionItem": {
                            "documentationFormat": ["markdown"],
                            "resolveSupport": { "properties": ["documentation", "detail"] },
                        } },
                        "hover": { "contentFormat": ["markdown"] },
                        "definition": { "linkSupport": true },
                        "diagnostic": {},
                        "publishDiagnostics": { "versionSupport": true },
                        "semanticTokens": {
                            "requests": { "full": true },
                            "tokenTypes": [],
                            "tokenModifiers": [],
                            "formats": ["relative"],
                        },
                    },
                },
            }),
        )?;
        client.capabilities = answer["capabilities"].clone();
        client.notify("initialized", &json!({}))?;
        Ok(client)
    }

    /// The process that the server is.
    pub(super) fn process(&self) -> u32 {
        self.process.id()
    }

    /// True if the server says that it answers a kind of question.
    pub(super) fn offers(&self, capability: &str) -> bool {
        !matches!(
            self.capabilities[capability],
            Value::Null | Value::Bool(false)
        )
    }

    /// True if the server wants the whole text at each change.
    pub(super) fn wants_whole_texts(&self) -> bool {
        let sync = &self.capabilities["textDocumentSync"];
        let change = sync.get("change").unwrap_or(sync);
        change.as_i64() != Some(2)
    }

    /// Asks, and waits for the answer.
    pub(super) fn request(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        self.asked += 1;
        let id = self.asked;
        self.send(&message(Some(id), method, params))?;
        let mut answer = self.wait_for(PATIENCE, |message| {
            message["id"] == id && message.get("method").is_none()
        })?;
        match answer.as_mut() {
            None => Err(format!("{method}: no answer")),
            Some(answer) => match answer.get("error") {
                Some(error) => Err(format!("{method}: {error}")),
                None => Ok(answer["result"].take()),
            },
        }
    }

    /// Tells the server something.
    pub(super) fn notify(&mut self, method: &str, params: &Value) -> Result<(), String> {
        self.send(&message(None, method, params))
    }

    /// Waits until the server calls a method, with parameters that are `wanted`, and no longer than
    /// `patience`.
    ///
    /// # Errors
    /// In words, if it doesn't.
    pub(super) fn wait_until_told(
        &mut self,
        method: &str,
        patience: Duration,
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<(), String> {
        let told = self.wait_for(patience, |message| {
            message["method"] == method && wanted(&message["params"])
        })?;
        told.map(drop).ok_or_else(|| format!("{method} never came"))
    }

    /// Lets a time pass, in which only the server's own questions are answered.
    pub(super) fn pass(&mut self, time: Duration) -> Result<(), String> {
        self.wait_for(time, |_| false).map(drop)
    }

    /// Ends the server as an editor does.
    pub(super) fn stop(mut self) -> Result<(), String> {
        self.request("shutdown", &Value::Null)?;
        self.notify("exit", &Value::Null)?;
        // Some servers stay until their input ends; dropping this client ends them.
        cost::wait(&mut self.process, GRACE).map_err(|error| error.to_string())
    }

    /// The first message that is `wanted`; none when the time is over.
    fn wait_for(
        &mut self,
        time: Duration,
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<Option<Value>, String> {
        let end = Instant::now() + time;
        loop {
            let rest = end.saturating_duration_since(Instant::now());
            let message = match self.from_server.recv_timeout(rest) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(RecvTimeoutError::Disconnected) => return Err("the server is gone".to_owned()),
            };
            if message.get("id").is_some() && message.get("method").is_some() {
                let answer = answer(&message);
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": answer }))?;
            }
            if wanted(&message) {
                return Ok(Some(message));
            }
        }
    }

    fn send(&mut self, message: &Value) -> Result<(), String> {
        let body = message.to_string();
        write!(
            self.to_server,
            "Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .and_then(|()| self.to_server.flush())
        .map_err(|error| format!("the server is gone: {error}"))
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A server that has ended can't be ended again, which is as well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A request, or without a number a notification. Some servers refuse parameters of a method that has
/// none, even null.
fn message(id: Option<i64>, method: &str, params: &Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "method": method });
    if let Some(id) = id {
        message["id"] = id.into();
    }
    if !params.is_null() {
        message["params"] = params.clone();
    }
    message
}

/// What a client without settings answers to a server's question.
fn answer(message: &Value) -> Value {
    match message["params"]["items"].as_array() {
        Some(items) if message["method"] == "workspace/configuration" => {
            vec![Value::Null; items.len()].into()
        }
        _ => Value::Null,
    }
}

/// The address of a file.
pub(super) fn uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    // Windows' own spelling of a path that has no links.
    let path = path.strip_prefix("//?").unwrap_or(&path);
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(path, &ESCAPED))
}

fn read(output: &mut BufReader<ChildStdout>) -> io::Result<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body)?;
    Ok(serde_json::from_slice(&body)?)
}
