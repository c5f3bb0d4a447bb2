//! Documentation of rows and definitions, in Markdown.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use camino::Utf8Path;
use dossier_dialect::{
    Asks, Atom, BuiltinAgent, BuiltinCommand, Dialect, Field, FieldValue, FileKind, HookEvent,
    ListStyle, Model, ModelState, OldTool, OldToolState, PluginUse, Shape, Tool,
};
use dossier_syntax::{Entry, Span};
use dossier_workspace::{
    Definition, FileId, LARGEST_TEXT, McpFile, McpServer, Place, Snapshot, Source, slashed,
};

use crate::file_links::FileLinks;
use crate::references::mentions_of;
use crate::safe_markdown::{code, name, without_secrets};
use crate::shown_path::{below_root, from_root};
use crate::why;

/// A field: what it does, its shape, its default.
pub(crate) fn field(dialect: &Dialect, field: &Field) -> String {
    let shown = match field.name.contains('*') {
        true => field.last_name(),
        false => &field.name,
    };
    let mut text = format!("**{shown}** · {}", shape(field));
    if field.required {
        text += " · required";
    }
    let _ = write!(text, "\n\n{}", field.doc);
    if let Some(default) = &field.default {
        let _ = write!(text, "\n\nDefault: {default}");
    }
    if !field.values.is_empty() {
        text += "\n";
        for row in &field.values {
            let _ = write!(text, "\n- `{}`: {}", row.value, row.doc);
        }
    }
    let mut notes = Vec::new();
    if let Some(most) = field.max_length {
        notes.push(format!("At most {most} characters."));
    }
    if let Some(since) = &field.since {
        notes.push(format!("Since {} {since}.", dialect.title()));
    }
    match field.plugin {
        Some(PluginUse::Ignored) => notes.push("Ignored in a plugin's files.".to_owned()),
        Some(PluginUse::Only) => notes.push("Read in a plugin's files only.".to_owned()),
        None => {}
    }
    if !field.replaced_by.is_empty() {
        let now: Vec<String> = field.replaced_by.iter().map(|name| code(name)).collect();
        notes.push(format!("Old: write {}.", now.join(" and ")));
    }
    if let Some(with) = &field.required_with {
        let FieldValue { field, value } = with;
        notes.push(format!("Required beside `{field}: {value}`."));
    }
    if let Some(with) = &field.only_with {
        notes.push(format!(
            "Read only beside `{}: {}`.",
            with.field, with.value
        ));
    }
    paragraph(&mut text, &notes.join(" "));
    documentation_link(&mut text, dialect, field.docs.as_deref(), &field.source);
    text
}

/// A field's shape in a few words.
pub(crate) fn shape(field: &Field) -> String {
    let shapes = field.shape.alternatives().iter();
    let words: Vec<String> = shapes.map(|shape| one_shape(shape, field)).collect();
    words.join(" or ")
}

/// What a list of fields says beside this one; nothing where that would only say again what the
/// name says, or that it is text.
pub(crate) fn detail(field: &Field) -> Option<String> {
    /// Longer ones leave no room for names.
    const LONGEST: usize = 40;
    let [Shape::One(atom)] = field.shape.alternatives() else {
        return Some(shape(field));
    };
    match atom {
        Atom::Text | Atom::Description | Atom::Name | Atom::Word | Atom::Any | Atom::Map => None,
        Atom::Enum => {
            let values = field.values.iter().map(|it| it.value.as_str());
            let values = values.collect::<Vec<_>>().join(", ");
            (!values.is_empty() && values.len() <= LONGEST).then_some(values)
        }
        atom => {
            let (one, many) = words(*atom);
            let said = field.name.to_lowercase();
            (!said.contains(one) && !said.contains(many)).then(|| one.to_owned())
        }
    }
}

fn one_shape(shape: &Shape, field: &Field) -> String {
    match shape {
        Shape::One(atom) => words(*atom).0.to_owned(),
        Shape::MapOf(inner) => match **inner {
            Shape::One(Atom::Map) => "map".to_owned(),
            _ => format!("map of {}", many(inner)),
        },
        Shape::ListOf(inner) => {
            let written = field.lists.iter().map(|style| match style {
                ListStyle::Comma => "`a, b`",
                ListStyle::Space => "`a b`",
                ListStyle::Flow => "`[a, b]`",
                ListStyle::Block => "`- a` lines",
            });
            let written = written.collect::<Vec<_>>().join(", ");
            match written.as_str() {
                "" => format!("list of {}", many(inner)),
                written => format!("list of {} ({written})", many(inner)),
            }
        }
        Shape::OneOf(_) => many(shape),
    }
}

/// The words for several of a shape.
fn many(shape: &Shape) -> String {
    match shape {
        Shape::One(atom) => words(*atom).1.to_owned(),
        Shape::ListOf(inner) => format!("lists of {}", many(inner)),
        Shape::MapOf(inner) => format!("maps of {}", many(inner)),
        Shape::OneOf(shapes) => shapes.iter().map(many).collect::<Vec<_>>().join(" or "),
    }
}

/// The words for one of a kind, and for several.
fn words(atom: Atom) -> (&'static str, &'static str) {
    match atom {
        Atom::Text | Atom::Description => ("text", "texts"),
        Atom::Name => ("name", "names"),
        Atom::Word => ("word", "words"),
        Atom::Integer | Atom::Number => ("number", "numbers"),
        Atom::Boolean => ("true or false", "true or false"),
        Atom::Enum => ("one of its values", "some of its values"),
        Atom::Model => ("model", "models"),
        Atom::Tool => ("tool", "tools"),
        Atom::Skill => ("skill", "skills"),
        Atom::Agent => ("agent", "agents"),
        Atom::Server => ("MCP server", "MCP servers"),
        Atom::Glob => ("glob", "globs"),
        Atom::Path => ("path", "paths"),
        Atom::Hooks => ("hooks", "hooks"),
        Atom::Map => ("map", "maps"),
        Atom::Any => ("anything", "anything"),
    }
}

/// A tool.
pub(crate) fn tool(dialect: &Dialect, tool: &Tool) -> String {
    let asks = match tool.asks {
        Asks::Yes => " · asks for permission",
        Asks::No => " · needs no permission",
        Asks::Sometimes => " · asks for permission at times",
        Asks::Unknown => "",
    };
    let mut text = format!("**{}** · tool{asks}\n\n{}", tool.name, tool.doc);
    let mut notes = Vec::new();
    match &tool.subagents_with {
        Some(with) => notes.push(format!(
            "A subagent gets it only with `{}: {}`.",
            with.field, with.value
        )),
        None if tool.kept_from_subagents => {
            notes.push("A subagent never gets it, even where it is listed.".to_owned());
        }
        None => {}
    }
    if !tool.also.is_empty() {
        let names: Vec<String> = tool.also.iter().map(|name| code(name)).collect();
        notes.push(format!("Also called {}.", names.join(", ")));
    }
    if let Some(since) = &tool.since {
        notes.push(format!("Since {} {since}.", dialect.title()));
    }
    paragraph(&mut text, &notes.join(" "));
    documentation_link(&mut text, dialect, None, &tool.source);
    text
}

/// An event that hooks run on.
pub(crate) fn hook_event(dialect: &Dialect, row: &HookEvent) -> String {
    let mut text = format!("**{}** · hook event\n\n{}", row.name, row.doc);
    documentation_link(&mut text, dialect, None, &row.source);
    text
}

/// A tool of an MCP server, or all of them.
pub(crate) fn mcp_tool(dialect: &Dialect, name: &str) -> Option<String> {
    let mcp = dialect.mcp()?;
    let (_, server) = mcp.server_of(name).unwrap_or_default();
    Some(match mcp.tool_of(name) {
        None => format!("Every tool of the MCP server {}.", code(server)),
        Some(tool) => format!(
            "The tool {} of the MCP server {}.",
            code(tool),
            code(server)
        ),
    })
}

/// A tool's former name.
pub(crate) fn old_tool(dialect: &Dialect, tool: &OldTool) -> String {
    let state = match tool.state {
        OldToolState::Renamed => "a former name",
        OldToolState::Legacy => "without effect today",
        OldToolState::Removed => "removed",
    };
    let mut text = format!("**{}** · {state}", tool.name);
    if let Some(now) = &tool.now {
        let _ = write!(text, " · write `{now}`");
    }
    let _ = write!(text, "\n\n{}", tool.doc);
    if let Some(now) = tool.now.as_deref()
        && let dossier_dialect::ToolName::Tool(row) = dialect.tool(now)
    {
        paragraph(&mut text, &format!("`{now}`: {}", row.doc));
    }
    documentation_link(&mut text, dialect, None, &tool.source);
    text
}

/// A model's name.
pub(crate) fn model(dialect: &Dialect, state: ModelState<'_>) -> Option<String> {
    let (row, standing) = match state {
        ModelState::Current(row) => (row, None),
        ModelState::Deprecated(row) => (row, Some("deprecated")),
        ModelState::Retired(row) => (row, Some("retired")),
        ModelState::Accepted | ModelState::Unknown => return None,
    };
    let mut text = format!(
        "**{}** · {}",
        row.name,
        if row.alias { "model alias" } else { "model" }
    );
    if let Some(standing) = standing {
        let _ = write!(text, " · {standing}");
    }
    let _ = write!(text, "\n\n{}", row.doc);
    paragraph(&mut text, &model_dates(row).join(" "));
    documentation_link(&mut text, dialect, None, &row.source);
    Some(text)
}

fn model_dates(row: &Model) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(id) = &row.stands_for {
        notes.push(format!("Stands for `{id}` today."));
    }
    if let Some(day) = row.retires {
        notes.push(format!("Retirement: {day}."));
    } else if let Some(day) = row.not_before {
        notes.push(format!("Not retired before {day}."));
    }
    if let Some(now) = &row.now {
        notes.push(format!("Write `{now}` instead."));
    }
    notes
}

/// An agent, skill, command or other definition, from its file.
pub(crate) fn definition(snapshot: &Snapshot, id: FileId, links: &FileLinks<'_>) -> Option<String> {
    let source = snapshot.source(id)?;
    let definition = source.facts.definition.as_ref()?;
    let kind = source.place().kind;
    let mut text = who(snapshot, &source, definition);
    let front_matter = source.parsed.front_matter.as_ref();
    let dialect = snapshot.dialect(source.place());
    let mut lines = Vec::new();
    let body = dialect.kind(kind).and_then(|kind| kind.body.as_ref());
    for entry in front_matter
        .map(|front_matter| &front_matter.entries[..])
        .unwrap_or_default()
    {
        let row = dialect.field(kind, &entry.name);
        let row = row.filter(|row| !row.shape.is(Atom::Description) && body != Some(&row.name));
        if let Some(value) = row.and_then(|row| shown_value(&source, entry, row)) {
            lines.push(format!("- {}: {value}", name(&entry.name)));
        }
    }
    lines.push(file_line(snapshot, &source, links));
    lines.extend(used_by(snapshot, &source));
    paragraph(&mut text, &lines.join("\n"));
    if matches!(kind, FileKind::Skill | FileKind::Command) {
        let start = first_lines(source.parsed.body.of(&source.text));
        if !start.is_empty() {
            let _ = write!(text, "\n\n---\n\n{start}");
        }
    }
    Some(text)
}

/// The name, the kind and the description of what a file defines.
fn who(snapshot: &Snapshot, source: &Source, definition: &Definition) -> String {
    let kind = source.place().kind;
    let named = name(&qualified_name(source.place(), definition));
    let mut text = format!("**{named}** · {kind}");
    let dialect = snapshot.dialect(source.place());
    let described = dialect.field_of(kind, Atom::Description);
    let front_matter = source.parsed.front_matter.as_ref();
    let description = described.and_then(|field| front_matter?.text_of(&field.name));
    match description {
        Some(description) => paragraph(&mut text, &one_paragraph(description)),
        None => paragraph(&mut text, "*No description.*"),
    }
    text
}

/// What a file defines, and what programs make of it: who loads it, and what it gets.
pub(crate) fn account(
    snapshot: &Snapshot,
    source: &Source,
    links: &FileLinks<'_>,
) -> Option<String> {
    let definition = source.facts.definition.as_ref()?;
    let mut text = who(snapshot, source, definition);
    let mut lines = why::in_short(&why::why(snapshot, source.id)?);
    lines.push(file_line(snapshot, source, links));
    lines.extend(used_by(snapshot, source));
    paragraph(&mut text, &lines.join("\n"));
    Some(text)
}

fn file_line(snapshot: &Snapshot, source: &Source, links: &FileLinks<'_>) -> String {
    let path = &snapshot.index().file(source.id).path;
    format!("- File: {}", links.to(path, &shown_path(snapshot, source)))
}

/// A field's value as far as it tells a reader what the file is good for.
fn shown_value(source: &Source, entry: &Entry, row: &Field) -> Option<String> {
    let items = || {
        let spaces = row.splits_at_blanks();
        let items = entry.value.items(&source.text, spaces);
        let items: Vec<&str> = items
            .iter()
            .map(|item| item.span.of(&source.text))
            .collect();
        (!items.is_empty()).then(|| code(&items.join(", ")))
    };
    let shape = &row.shape;
    if shape.holds(Atom::Tool) || shape.holds(Atom::Skill) {
        return items();
    }
    if shape.is(Atom::Text) {
        return match entry.value.text() {
            Some(text) => Some(one_paragraph(text)).filter(|text| !text.is_empty()),
            // `argument-hint: [a] [b]` and the like.
            None => items(),
        };
    }
    if shape.holds(Atom::Model) || shape.holds(Atom::Agent) {
        let one = entry.value.text().map(code);
        return one.or_else(items);
    }
    None
}

/// A definition's name, behind that of its plugin.
pub(crate) fn qualified_name(place: &Place, definition: &Definition) -> String {
    match &place.plugin {
        Some(plugin) => format!("{}:{}", plugin.name, definition.name()),
        None => definition.name().to_string(),
    }
}

/// Where a file is, from the user's point of view.
fn shown_path(snapshot: &Snapshot, source: &Source) -> String {
    let path = &snapshot.index().file(source.id).path;
    let home = &source.place().home;
    if source.place().user {
        return from_root(snapshot, path);
    }
    let base = home
        .parent()
        .filter(|_| source.place().plugin.is_some())
        .unwrap_or(home);
    below_root(snapshot, path).unwrap_or_else(|| slashed(path.strip_prefix(base).unwrap_or(path)))
}

/// A file that defines nothing, as it is seen from the file `from`: its path, and how it starts.
pub(crate) fn file(
    snapshot: &Snapshot,
    from: &Source,
    path: &Utf8Path,
    links: &FileLinks<'_>,
) -> String {
    let mut text = links.to(path, &shown_from(snapshot, from, path));
    let is_markdown = path.extension().is_some_and(|extension| extension == "md");
    let start = is_markdown
        .then(|| snapshot.places().read(path, LARGEST_TEXT))
        .flatten();
    if let Some(start) = start
        .map(|text| first_lines(&text))
        .filter(|start| !start.is_empty())
    {
        let _ = write!(text, "\n\n---\n\n{start}");
    }
    text
}

/// What stands at a place of the Markdown file at `path`, which a link leads to: a heading, and how
/// its section starts. `None` for the start of the file.
pub(crate) fn section(
    snapshot: &Snapshot,
    from: &Source,
    path: &Utf8Path,
    place: Span,
    links: &FileLinks<'_>,
) -> Option<String> {
    let page = snapshot.page(path).filter(|_| !place.is_empty())?;
    let mut headings = page.anchors.headings().iter();
    let (start, end) = (place.range().end, page.body.range().end);
    let next = headings.clone().find(|it| it.span.range().start >= start);
    let end = next.map_or(end, |next| next.span.range().start);
    let title = headings.find(|it| it.span == place).map(|it| &it.title);
    let link = links.to(path, &shown_from(snapshot, from, path));
    let mut text = match title {
        Some(title) => format!("**{}** · {link}", name(title)),
        None => link,
    };
    let start = first_lines(Span::new(start, end).of(&page.text));
    if !start.is_empty() {
        let _ = write!(text, "\n\n---\n\n{start}");
    }
    Some(text)
}

/// Where another file is, as it is seen from the file `from`.
fn shown_from(snapshot: &Snapshot, from: &Source, path: &Utf8Path) -> String {
    below_root(snapshot, path).unwrap_or_else(|| from.place().shown(path))
}

/// An agent that comes with a program.
pub(crate) fn builtin_agent(dialect: &Dialect, row: &BuiltinAgent) -> String {
    built_in(dialect, &row.name, &row.doc, &row.source)
}

/// A command that comes with a program.
pub(crate) fn builtin_command(dialect: &Dialect, row: &BuiltinCommand) -> String {
    built_in(dialect, &format!("/{}", row.name), &row.doc, &row.source)
}

fn built_in(dialect: &Dialect, name: &str, doc: &str, source: &str) -> String {
    let mut text = format!("**{name}** · comes with {}\n\n{doc}", dialect.title());
    documentation_link(&mut text, dialect, None, source);
    text
}

/// A server, and where it is configured.
pub(crate) fn server(
    snapshot: &Snapshot,
    file: &McpFile,
    server: &McpServer,
    links: &FileLinks<'_>,
) -> String {
    let endpoint = match &server.endpoint {
        Some(endpoint) => format!("\n\nReached by {}.", code(&without_secrets(endpoint))),
        None => String::new(),
    };
    let shown = below_root(snapshot, &file.path)
        .unwrap_or_else(|| file.path.file_name().unwrap_or_default().to_owned());
    format!(
        "**{}** · MCP server{endpoint}\n\n- File: {}",
        name(&server.name),
        links.to(&file.path, &shown)
    )
}

/// How many agents mention a definition.
fn used_by(snapshot: &Snapshot, source: &Source) -> Option<String> {
    let index = snapshot.index();
    let is_agent = |id: FileId| {
        let facts = index.file(id).facts.as_ref();
        facts.is_some_and(|facts| facts.place.kind == FileKind::Agent)
    };
    let users: BTreeSet<FileId> = mentions_of(snapshot, source.id)
        .map(|(from, ..)| from)
        .filter(|&from| is_agent(from))
        .collect();
    match users.len() {
        0 => None,
        1 => Some("- Used by 1 agent".to_owned()),
        n => Some(format!("- Used by {n} agents")),
    }
}

/// The first lines of a body: its first heading is left out, and long ones are cut.
fn first_lines(body: &str) -> String {
    const LINES: usize = 6;
    const MOST: usize = 600;
    let lines = body
        .lines()
        .map(str::trim_end)
        .skip_while(|line| line.is_empty() || line.starts_with('#'));
    let mut text = String::new();
    for line in lines.take(LINES) {
        if text.len() + line.len() > MOST {
            text += "…";
            break;
        }
        text += line;
        text.push('\n');
    }
    // A code block that is cut short would swallow what follows it.
    if text.matches("```").count() % 2 == 1 {
        text += "```\n";
    }
    text.trim_end().to_owned()
}

/// What of a description is prose: what stands before its examples, and before `\n` in quotes.
pub(crate) fn prose(value: &str) -> &str {
    let value = value.split("<example>").next().unwrap_or(value);
    value.split("\\n").next().unwrap_or(value)
}

/// A description as one paragraph of prose: `\n` in quotes and `<example>` blocks are left out.
fn one_paragraph(value: &str) -> String {
    const MOST: usize = 1_200;
    let mut text = prose(value)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if text.len() > MOST {
        let cut = (0..=MOST)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0);
        text.truncate(cut);
        text.push('…');
    }
    let is_fence = text.starts_with("```") || text.starts_with("~~~");
    let text = text.replace('<', "&lt;");
    match is_fence {
        // It would swallow what follows it.
        true => format!("\\{text}"),
        false => text,
    }
}

pub(crate) fn paragraph(text: &mut String, more: &str) {
    if !more.is_empty() {
        let _ = write!(text, "\n\n{more}");
    }
}

/// Where to read more: the row's own address, or its source's.
pub(crate) fn documentation_link(
    text: &mut String,
    dialect: &Dialect,
    docs: Option<&str>,
    source: &str,
) {
    let url = docs.or_else(|| dialect.source(source)?.url.as_deref());
    if let Some(url) = url {
        let _ = write!(text, "\n\n[{} documentation]({url})", dialect.title());
    }
}
