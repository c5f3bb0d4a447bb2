//! A small client of the server: it starts it and asks, one question at a time.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use camino::Utf8Path;
use dossier_syntax::{Encoding, LineIndex, Position, Span};
use serde_json::{Value, json};
use tower_lsp_server::ls_types::{
    CompletionItem, CompletionList, Diagnostic, DocumentDiagnosticReport, Hover, LocationLink,
    Range, Uri,
};

use crate::address::address_of;

/// Why a tour can't go on.
#[derive(Debug)]
pub(super) struct ClientError(String);

impl ClientError {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for ClientError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for ClientError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for ClientError {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("the server's answer can't be read: {error}"))
    }
}

/// A running server.
pub(super) struct Client {
    process: Child,
    to_server: ChildStdin,
    from_server: BufReader<ChildStdout>,
    server: String,
    requests: i64,
}

impl Client {
    /// Starts this very program as a server for `folder`, and waits until it has seen the files.
    pub(super) fn start(folder: &Utf8Path) -> Result<Self, ClientError> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(to_server), Some(from_server)) = (process.stdin.take(), process.stdout.take())
        else {
            return Err(ClientError::new(
                "the server has no standard input and output",
            ));
        };
        let from_server = BufReader::new(from_server);
        let mut client = Self {
            process,
            to_server,
            from_server,
            server: String::new(),
            requests: 0,
        };
        let root = uri(folder)?;
        let answer = client.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "workspaceFolders": [{ "uri": root, "name": "tour" }],
                "capabilities": {
                    "general": { "positionEncodings": ["utf-8"] },
                    "workspace": { "diagnostics": { "refreshSupport": true } },
                    "textDocument": {
                        "completion": { "completionItem": { "documentationFormat": ["markdown"] } },
                        "hover": { "contentFormat": ["markdown"] },
                        "definition": { "linkSupport": true },
                        "diagnostic": {},
                    },
                },
            }),
        )?;
        let info = &answer["serverInfo"];
        client.server = format!(
            "{} {}",
            info["name"].as_str().unwrap_or("?"),
            info["version"].as_str().unwrap_or("?")
        );
        client.notify("initialized", &json!({}))?;
        // The server asks for a new look once it has seen every file.
        client.read_until(|message| message["method"] == "workspace/diagnostic/refresh")?;
        Ok(client)
    }

    /// The server's name and version.
    pub(super) fn server(&self) -> &str {
        &self.server
    }

    /// Shows the server a document. One that is open gets the new text.
    pub(super) fn open(&mut self, path: &Utf8Path, text: &str) -> Result<(), ClientError> {
        let document =
            json!({ "uri": uri(path)?, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }))
    }

    /// What may stand at a byte offset.
    pub(super) fn completion(
        &mut self,
        path: &Utf8Path,
        text: &str,
        offset: usize,
    ) -> Result<Vec<CompletionItem>, ClientError> {
        let answer = self.ask_at("textDocument/completion", path, text, offset)?;
        let list: Option<CompletionList> = serde_json::from_value(answer)?;
        Ok(list.map(|list| list.items).unwrap_or_default())
    }

    /// What is known of the text at a byte offset.
    pub(super) fn hover(
        &mut self,
        path: &Utf8Path,
        text: &str,
        offset: usize,
    ) -> Result<Option<Hover>, ClientError> {
        let answer = self.ask_at("textDocument/hover", path, text, offset)?;
        Ok(serde_json::from_value(answer)?)
    }

    /// Where the text at a byte offset leads.
    pub(super) fn definition(
        &mut self,
        path: &Utf8Path,
        text: &str,
        offset: usize,
    ) -> Result<Vec<LocationLink>, ClientError> {
        let answer = self.ask_at("textDocument/definition", path, text, offset)?;
        let links: Option<Vec<LocationLink>> = serde_json::from_value(answer)?;
        Ok(links.unwrap_or_default())
    }

    /// What is wrong with a document, with the spans it is about.
    pub(super) fn diagnostics(
        &mut self,
        path: &Utf8Path,
        text: &str,
    ) -> Result<Vec<(Span, Diagnostic)>, ClientError> {
        let document = json!({ "textDocument": { "uri": uri(path)? } });
        let answer = self.request("textDocument/diagnostic", &document)?;
        let report: DocumentDiagnosticReport = serde_json::from_value(answer)?;
        let DocumentDiagnosticReport::Full(report) = report else {
            return Ok(Vec::new());
        };
        let found = report.full_document_diagnostic_report.items.into_iter();
        Ok(found
            .map(|finding| (span(text, finding.range), finding))
            .collect())
    }

    /// Ends the server as an editor does.
    pub(super) fn stop(mut self) -> Result<(), ClientError> {
        self.request("shutdown", &Value::Null)?;
        self.notify("exit", &Value::Null)?;
        let status = self.process.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(ClientError::new(format!("the server ended with {status}")))
        }
    }

    fn ask_at(
        &mut self,
        method: &str,
        path: &Utf8Path,
        text: &str,
        offset: usize,
    ) -> Result<Value, ClientError> {
        let Position { line, column } = LineIndex::new(text).position(offset, Encoding::Utf8);
        let position = json!({ "line": line, "character": column });
        self.request(
            method,
            &json!({ "textDocument": { "uri": uri(path)? }, "position": position }),
        )
    }

    fn request(&mut self, method: &str, params: &Value) -> Result<Value, ClientError> {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        let mut answer =
            self.read_until(|message| message["id"] == id && message.get("method").is_none())?;
        match answer.get("error") {
            Some(error) => Err(ClientError::new(format!("{method}: {error}"))),
            None => Ok(answer["result"].take()),
        }
    }

    fn notify(&mut self, method: &str, params: &Value) -> Result<(), ClientError> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    fn send(&mut self, message: &Value) -> Result<(), ClientError> {
        let body = message.to_string();
        write!(
            self.to_server,
            "Content-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        Ok(self.to_server.flush()?)
    }

    /// Reads messages until `wanted` accepts one, and answers the server's own requests.
    fn read_until(&mut self, wanted: impl Fn(&Value) -> bool) -> Result<Value, ClientError> {
        loop {
            let message = self.read()?;
            if message.get("id").is_some() && message.get("method").is_some() {
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }))?;
            }
            if wanted(&message) {
                return Ok(message);
            }
        }
    }

    fn read(&mut self) -> Result<Value, ClientError> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.from_server.read_line(&mut line)? == 0 {
                // A moment later the system knows how it ended.
                std::thread::sleep(Duration::from_millis(50));
                let status = self.process.try_wait()?;
                return Err(ClientError::new(format!("the server is gone: {status:?}")));
            }
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("Content-Length:") {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        self.from_server.read_exact(&mut body)?;
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A server that has ended can't be ended again, which is as well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn uri(path: &Utf8Path) -> Result<Uri, ClientError> {
    address_of(path).ok_or_else(|| ClientError::new(format!("{path} has no address")))
}

/// The span of a range in UTF-8 columns.
pub(super) fn span(text: &str, range: Range) -> Span {
    let lines = LineIndex::new(text);
    let offset = |position: tower_lsp_server::ls_types::Position| {
        let position = Position {
            line: position.line,
            column: position.character,
        };
        lines.offset(position, Encoding::Utf8)
    };
    Span::new(offset(range.start), offset(range.end))
}
