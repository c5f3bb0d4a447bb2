//! The document that questions are asked from: it is open in the editor, and names an agent.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::client::{Client, uri};
use super::tools::Naming;

/// An open document and the places in it that are asked about.
pub(super) struct Asker {
    uri: String,
    lines: Vec<String>,
    name: String,
    naming: Naming,
    version: i64,
}

/// A question that servers may answer.
pub(super) struct Question {
    /// What it is called in tables.
    pub(super) label: &'static str,
    /// What a server says that answers it.
    pub(super) capability: &'static str,
    method: &'static str,
    params: fn(&Asker) -> Value,
}

/// Where the agent is named.
pub(super) const DEFINITION: Question = Question {
    label: "definition",
    capability: "definitionProvider",
    method: "textDocument/definition",
    params: Asker::at_mention,
};

/// What is asked of each server.
pub(super) const QUESTIONS: [Question; 6] = [
    Question {
        label: "completion of a name in prose",
        capability: "completionProvider",
        method: "textDocument/completion",
        params: Asker::at_half_typed,
    },
    Question {
        label: "hover",
        capability: "hoverProvider",
        method: "textDocument/hover",
        params: Asker::at_mention,
    },
    DEFINITION,
    Question {
        label: "references",
        capability: "referencesProvider",
        method: "textDocument/references",
        params: |asker| {
            let mut params = asker.at_mention();
            params["context"] = json!({ "includeDeclaration": true });
            params
        },
    },
    Question {
        label: "workspace symbols",
        capability: "workspaceSymbolProvider",
        method: "workspace/symbol",
        params: |asker| json!({ "query": asker.name }),
    },
    Question {
        label: "semantic tokens",
        capability: "semanticTokensProvider",
        method: "textDocument/semanticTokens/full",
        params: Asker::document,
    },
];

/// A rename of the agent. It answers edits and changes nothing.
pub(super) const RENAME: Question = Question {
    label: "rename",
    capability: "renameProvider",
    method: "textDocument/rename",
    params: |asker| {
        let mut params = asker.at_mention();
        params["newName"] = format!("{}-renamed", asker.name).into();
        params
    },
};

/// So long is waited for findings that nobody asked for: there are servers that tell of none.
const TOLD: Duration = Duration::from_secs(10);

/// The lines of the document that somebody asks about.
const PROSE: usize = 5;
const LINK: usize = 7;
const HALF_TYPED: usize = 9;
const TYPING: usize = 11;

impl Asker {
    /// A document beside an agent that names it. It is in no file.
    pub(super) fn beside(agent: &Path, naming: Naming) -> Self {
        let name = agent.file_stem().unwrap_or_default().to_string_lossy();
        let begin: String = name.chars().take(2).collect();
        let text = format!(
            "---\nname: zz-asker\ndescription: Asks.\n---\n\n\
             Delegate to the `{name}` agent.\n\n\
             See [it]({name}.md).\n\n\
             Then hand the rest to {begin}\n\n\
             Notes:"
        );
        Self {
            uri: uri(&agent.with_file_name("zz-asker.md")),
            lines: text.lines().map(str::to_owned).collect(),
            name: name.into_owned(),
            naming,
            version: 0,
        }
    }

    /// Adds prose to its end, until it has so many bytes.
    pub(super) fn grow(&mut self, bytes: usize) {
        let mut length = self.text().len();
        while length < bytes {
            let part = self.lines.len();
            let line = format!(
                "Hand part {part} to the `{}` agent when it is due.",
                self.name
            );
            length += line.len() + 2;
            self.lines.extend([String::new(), line]);
        }
    }

    /// Shows the document to a server.
    pub(super) fn open(&mut self, client: &mut Client) -> Result<(), String> {
        self.version += 1;
        let document = json!({
            "uri": self.uri,
            "languageId": "markdown",
            "version": self.version,
            "text": self.text(),
        });
        client.notify("textDocument/didOpen", &json!({ "textDocument": document }))
    }

    /// Closes the document.
    pub(super) fn close(&self, client: &mut Client) -> Result<(), String> {
        client.notify("textDocument/didClose", &self.document())
    }

    /// Types one letter.
    pub(super) fn press_key(&mut self, client: &mut Client) -> Result<(), String> {
        let at = json!({ "line": TYPING, "character": self.lines[TYPING].len() });
        self.lines[TYPING].push('x');
        self.version += 1;
        let change = if client.wants_whole_texts() {
            json!({ "text": self.text() })
        } else {
            json!({ "range": { "start": at, "end": at }, "text": "x" })
        };
        let document = json!({ "uri": self.uri, "version": self.version });
        client.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [change] }),
        )
    }

    /// Waits for the findings in the text as it is now: asks for them if the server wants that.
    pub(super) fn findings(&self, client: &mut Client) -> Result<(), String> {
        if client.offers("diagnosticProvider") {
            return client
                .request("textDocument/diagnostic", &self.document())
                .map(drop);
        }
        client.wait_until_told("textDocument/publishDiagnostics", TOLD, |params| {
            let version = params["version"].as_i64();
            params["uri"] == *self.uri && version.is_none_or(|version| version >= self.version)
        })
    }

    /// Asks a question; true if something came.
    pub(super) fn ask(&self, client: &mut Client, question: &Question) -> Result<bool, String> {
        let answer = client.request(question.method, &(question.params)(self))?;
        // A list of completions and one of tokens stand in an object.
        let lists = [&answer, &answer["items"], &answer["data"]];
        let list = lists.into_iter().find_map(Value::as_array);
        Ok(list.map_or(!answer.is_null(), |list| !list.is_empty()))
    }

    fn text(&self) -> String {
        self.lines.join("\n")
    }

    fn document(&self) -> Value {
        json!({ "textDocument": { "uri": self.uri } })
    }

    /// Inside the name of the agent, written as the server reads names.
    fn at_mention(&self) -> Value {
        match self.naming {
            Naming::Prose => self.at(PROSE, "Delegate to the `x".len()),
            Naming::Link => self.at(LINK, "See [it](x".len()),
        }
    }

    /// Behind the first letters of a name.
    fn at_half_typed(&self) -> Value {
        match self.naming {
            Naming::Prose => self.at(HALF_TYPED, self.lines[HALF_TYPED].len()),
            Naming::Link => self.at(LINK, "See [it](xx".len()),
        }
    }

    fn at(&self, line: usize, character: usize) -> Value {
        let mut params = self.document();
        params["position"] = json!({ "line": line, "character": character });
        params
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_asked_where_the_agent_is_named() {
        let letter = |naming, place: fn(&Asker) -> Value| {
            let asker = Asker::beside(Path::new("/w/.claude/agents/lead.md"), naming);
            let position = place(&asker)["position"].clone();
            let number = |key: &str| position[key].as_u64().and_then(|n| usize::try_from(n).ok());
            let (line, character) = (number("line")?, number("character")?);
            Some(asker.lines.get(line)?.get(character - 1..)?.to_owned())
        };
        let places = [
            letter(Naming::Prose, Asker::at_mention),
            letter(Naming::Link, Asker::at_mention),
            letter(Naming::Prose, Asker::at_half_typed),
            letter(Naming::Link, Asker::at_half_typed),
        ];
        let places = places.map(Option::unwrap_or_default);
        assert_eq!(places, ["lead` agent.", "lead.md).", "e", "ead.md)."]);
    }
}
