//! Hover.

use dossier_dialect::{FileKind, Shape, ToolName};
use dossier_syntax::{Entry, Mention, PermissionRule, Span, Wants};
use dossier_workspace::{FileId, Snapshot, Source, TargetFile};

use crate::cursor::line_around;
use crate::describe;

/// What to show, and for which text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The text it is about.
    pub span: Span,
    /// What to show, in Markdown.
    pub markdown: String,
}

/// What is known of the text at the byte `offset` of a file.
pub fn hover(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<Hover> {
    let source = snapshot.source(file)?;
    let front_matter = source.parsed.front_matter.as_ref();
    let entry = front_matter.and_then(|front_matter| {
        front_matter.entries.iter().rev().find(|entry| {
            entry.key.touches(offset) || entry.value.span.touches(offset)
        })
    });
    match entry {
        Some(entry) if entry.key.touches(offset) => key(snapshot, &source, entry),
        Some(entry) => mention(snapshot, &source, offset)
            .or_else(|| value(snapshot, &source, entry, offset)),
        None => mention(snapshot, &source, offset)
            .or_else(|| placeholder(snapshot, &source, offset)),
    }
}

fn key(snapshot: &Snapshot, source: &Source, entry: &Entry) -> Option<Hover> {
    let dialect = snapshot.dialect(source.place());
    let kind = source.place().kind;
    let markdown = match dialect.field(kind, &entry.name) {
        Some(field) => describe::field(dialect, field),
        None => {
            let misnomer = dialect.misnomer(kind, &entry.name)?;
            format!("**{}** · write `{}`\n\n{}", entry.name, misnomer.means, misnomer.doc)
        }
    };
    Some(Hover { span: entry.key, markdown })
}

fn value(snapshot: &Snapshot, source: &Source, entry: &Entry, offset: usize) -> Option<Hover> {
    let place = source.place();
    let dialect = snapshot.dialect(place);
    let vocabulary = snapshot.vocabulary(place);
    let field = dialect.field(place.kind, &entry.name)?;
    let text = &source.text;
    match field.shape {
        Shape::Tools => {
            let items = entry.value.items(text, field.lists.contains(&dossier_dialect::ListStyle::Space));
            let item = items.iter().find(|item| item.span.touches(offset))?;
            let rule = PermissionRule::parse(text, item.span);
            let name = rule.tool.of(text);
            let about = match vocabulary.tool(name) {
                ToolName::Tool(tool) => describe::tool(vocabulary, tool),
                ToolName::Old(tool) => describe::old_tool(vocabulary, tool),
                ToolName::Mcp => mcp_tool(name),
                ToolName::All => "`*` · every tool".to_owned(),
                ToolName::Unknown => return None,
            };
            let markdown = match rule.argument {
                Some(argument) => format!(
                    "Permission rule: `{name}`, limited to `{}`\n\n{about}",
                    argument.of(text).trim(),
                ),
                None => about,
            };
            Some(Hover { span: item.span, markdown })
        }
        Shape::Model => {
            let span = entry.value.inner_span(text);
            let state = vocabulary.model(span.of(text), snapshot.today());
            Some(Hover { span, markdown: describe::model(vocabulary, state)? })
        }
        Shape::Agent => {
            let span = entry.value.inner_span(text);
            Some(Hover { span, markdown: builtin_agent(snapshot, source, span.of(text))? })
        }
        _ => {
            let span = entry.value.inner_span(text);
            let row = field.values.iter().find(|row| row.value == span.of(text))?;
            Some(Hover { span, markdown: format!("**{}**\n\n{}", row.value, row.doc) })
        }
    }
}

fn mention(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Hover> {
    let mut named = source.facts.mentions_at(offset);
    named.find_map(|mention| {
        let target = snapshot.resolve(source.id, mention).into_iter().next();
        let markdown = match target.map(|target| target.file) {
            Some(TargetFile::Indexed(id)) => {
                describe::definition(snapshot, id).or_else(|| {
                    let path = &snapshot.index().file(id).path;
                    Some(format!("`{path}`"))
                })?
            }
            Some(TargetFile::Other(path)) if mention.wants == Wants::McpServer => {
                let configured = server(snapshot, mention)?;
                format!("{configured}\n\n- File: `{}`", path.file_name().unwrap_or_default())
            }
            Some(TargetFile::Other(path)) => format!("`{path}`"),
            None => match mention.wants {
                Wants::Agent => builtin_agent(snapshot, source, &mention.name)?,
                Wants::Skill => builtin_command(snapshot, source, &mention.name)?,
                Wants::Any | Wants::File | Wants::McpServer => return None,
            },
        };
        Some(Hover { span: mention.span, markdown })
    })
}

fn server(snapshot: &Snapshot, mention: &Mention) -> Option<String> {
    let files = snapshot.index().mcp_files();
    let server = files
        .flat_map(|file| &file.servers)
        .find(|server| server.name == mention.name)?;
    let endpoint = match &server.endpoint {
        Some(endpoint) => format!("\n\nReached by `{endpoint}`."),
        None => String::new(),
    };
    Some(format!("**{}** · MCP server{endpoint}", server.name))
}

fn mcp_tool(name: &str) -> String {
    let mut parts = name.trim_start_matches(dossier_dialect::MCP_PREFIX).split("__");
    let server = parts.next().unwrap_or_default();
    match parts.next() {
        None | Some("*") => format!("Every tool of the MCP server `{server}`."),
        Some(tool) => format!("The tool `{tool}` of the MCP server `{server}`."),
    }
}

fn builtin_agent(snapshot: &Snapshot, source: &Source, name: &str) -> Option<String> {
    let vocabulary = snapshot.vocabulary(source.place());
    let row = vocabulary.builtin_agents().iter().find(|row| row.name == name)?;
    let mut text = format!("**{}** · comes with {}\n\n{}", row.name, vocabulary.title(), row.doc);
    describe::documentation_link(&mut text, vocabulary, None, &row.source);
    Some(text)
}

fn builtin_command(snapshot: &Snapshot, source: &Source, name: &str) -> Option<String> {
    let vocabulary = snapshot.vocabulary(source.place());
    let row = vocabulary.builtin_commands().iter().find(|row| row.name == name)?;
    let mut text = format!("**/{}** · comes with {}\n\n{}", row.name, vocabulary.title(), row.doc);
    describe::documentation_link(&mut text, vocabulary, None, &row.source);
    Some(text)
}

/// A text of the body that the program replaces.
fn placeholder(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Hover> {
    let kind = source.place().kind;
    if !matches!(kind, FileKind::Skill | FileKind::Command | FileKind::Agent) {
        return None;
    }
    let vocabulary = snapshot.vocabulary(source.place());
    let line = line_around(&source.text, offset);
    vocabulary.placeholders(kind).find_map(|row| {
        let mut found = line.of(&source.text).match_indices(&row.text).map(|(at, found)| {
            Span::new(at, at + found.len()).shifted(line.range().start)
        });
        let span = found.find(|span| span.touches(offset))?;
        Some(Hover { span, markdown: format!("**{}**\n\n{}", row.text, row.doc) })
    })
}
