//! What one file says.

use std::sync::Arc;

use camino::Utf8Path;
use dossier_dialect::{Argument, FileKind, MCP_PREFIX, NamedBy, Shape};
use dossier_syntax::{
    Cue, Form, FrontMatter, Heading, LineIndex, Mention, Parsed, PermissionRule, Span, Value,
    Wants, is_name, mentions_in_field,
};
use smol_str::SmolStr;

use crate::{Place, Places, PluginManifest};

/// What one agent file says: a function of its path, its place and its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// What the file is.
    pub place: Place,
    /// What it defines, if it has a name.
    pub definition: Option<Definition>,
    /// The places in it that may name another file: those of the front matter first.
    pub mentions: Arc<[Mention]>,
    /// Its headings.
    pub headings: Arc<[Heading]>,
    /// Its lines.
    pub lines: Arc<LineIndex>,
}

/// A named agent, skill, command or the like.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its names, the one the program uses first.
    pub names: Box<[SmolStr]>,
    /// What may stand before its name, joined by colons: its plugin and folders.
    pub qualifiers: Box<[SmolStr]>,
    /// The value of the `name` field, or an empty span at the start of the file.
    pub name_span: Span,
    /// The first part of its description, for lists.
    pub summary: Option<Box<str>>,
    /// The length of its whole description, in characters.
    pub description_length: usize,
}

impl Definition {
    /// The name the program uses.
    pub fn name(&self) -> &SmolStr {
        // There is no definition without a name; see `Facts::new`.
        &self.names[0]
    }
}

/// The most of a description that is kept for lists, in bytes.
const SUMMARY: usize = 240;

impl Facts {
    /// The facts of the file at `path`. `None` for a file that is no agent file.
    pub fn new(path: &Utf8Path, text: &str, parsed: &Parsed, places: &Places) -> Option<Arc<Self>> {
        let place = places.of(path, text, parsed.front_matter.as_ref())?;
        let front_matter = parsed.front_matter.as_ref();
        let (mentions, headings) = if place.kind.is_markdown() {
            let mut mentions = front_matter
                .map(|front_matter| field_mentions(text, front_matter, &place, places))
                .unwrap_or_default();
            let mentions = if mentions.is_empty() {
                parsed.mentions.clone()
            } else {
                mentions.extend(parsed.mentions.iter().cloned());
                mentions.into()
            };
            (mentions, parsed.outline.clone())
        } else {
            let dialect = places.dialects().get(place.dialect);
            let mentions = PluginManifest::parse(text).mentions(text, dialect);
            (mentions.into(), Arc::default())
        };
        Some(Arc::new(Self {
            definition: definition(path, text, front_matter, &place, places),
            place,
            mentions,
            headings,
            lines: parsed.lines.clone(),
        }))
    }

    /// The mention under the byte `offset`, the narrowest if several overlap.
    pub fn mentions_at(&self, offset: usize) -> impl Iterator<Item = &Mention> {
        let mut here: Vec<&Mention> = self
            .mentions
            .iter()
            .filter(|mention| mention.span.touches(offset))
            .collect();
        here.sort_by_key(|mention| mention.span.len());
        here.into_iter()
    }
}

fn definition(
    path: &Utf8Path,
    text: &str,
    front_matter: Option<&FrontMatter>,
    place: &Place,
    places: &Places,
) -> Option<Definition> {
    if !matches!(
        place.kind,
        FileKind::Agent | FileKind::Skill | FileKind::Command | FileKind::OutputStyle
    ) {
        return None;
    }
    let dialect = places.dialects().get(place.dialect);
    let field_of = |shape| {
        let row = dialect
            .fields(place.kind)
            .find(|field| field.shape == shape);
        row.map_or("name", |row| row.name.as_str())
    };
    // A command may have such a field too, which nobody reads.
    let kind = dialect.kind(place.kind);
    let is_read = kind.is_some_and(|kind| kind.named_by.contains(&NamedBy::Field));
    let name = front_matter
        .filter(|_| is_read)
        .and_then(|front_matter| front_matter.field(field_of(Shape::Name)));
    let value = name
        .map(|entry| &entry.value)
        .filter(|value| !value.is_empty());
    let written = value
        .and_then(|value| value.text())
        .filter(|name| !name.is_empty());
    let (names, qualifiers) = places.names_of(path, place, written);
    let description = front_matter.and_then(|front_matter| front_matter.text_of("description"));
    if names.is_empty() {
        return None;
    }
    Some(Definition {
        names: names.into(),
        qualifiers: qualifiers.into(),
        name_span: name.map_or_else(Span::default, |entry| entry.value.inner_span(text)),
        summary: description.map(|description| first_part(description, SUMMARY).into()),
        description_length: description.map_or(0, |description| description.chars().count()),
    })
}

/// The start of a text, cut at a character.
fn first_part(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end()
}

/// The names in the values of the front matter.
fn field_mentions(
    text: &str,
    front_matter: &FrontMatter,
    place: &Place,
    places: &Places,
) -> Vec<Mention> {
    let dialect = places.dialects().get(place.dialect);
    let vocabulary = places.dialects().vocabulary(place.dialect);
    let mut mentions = Vec::new();
    let mut in_texts = Vec::new();
    let mut push = |span: Span, wants| {
        let name = span.of(text);
        if !name.is_empty() {
            let (form, cue) = (Form::Field, Cue::None);
            mentions.push(Mention {
                span,
                name: SmolStr::from(name),
                form,
                cue,
                wants,
            });
        }
    };
    for entry in &front_matter.entries {
        let Some(field) = dialect.field(place.kind, &entry.name) else {
            continue;
        };
        match field.shape {
            Shape::Skills => {
                for item in entry.value.items(text, false) {
                    push(item.span, Wants::Skill);
                }
            }
            Shape::Agent => push(entry.value.inner_span(text), Wants::Agent),
            Shape::McpServers => {
                for span in server_names(text, &entry.value.value) {
                    push(span, Wants::McpServer);
                }
            }
            Shape::Tools => {
                for item in entry.value.items(text, field.splits_at_blanks()) {
                    let rule = PermissionRule::parse(text, item.span);
                    let tool = rule.tool.of(text);
                    if let Some(server) = server_of(text, rule.tool) {
                        push(server, Wants::McpServer);
                    }
                    let row = vocabulary.tool_today(tool);
                    let wants = row.and_then(|row| argument_wants(row.argument));
                    for part in wants.map(|_| rule.parts(text)).unwrap_or_default() {
                        let name = part.of(text).split(' ').next().unwrap_or_default();
                        let start = part.range().start;
                        if is_name(name) {
                            // `wants` is there, or there would be no parts.
                            push(
                                Span::new(start, start + name.len()),
                                wants.unwrap_or(Wants::Any),
                            );
                        }
                    }
                }
            }
            Shape::Text => in_texts.push(entry.value.span),
            _ => {}
        }
    }
    let lexicon = places.dialects().lexicon();
    mentions.extend(
        in_texts
            .into_iter()
            .flat_map(|span| mentions_in_field(text, span, lexicon)),
    );
    mentions
}

fn argument_wants(argument: Option<Argument>) -> Option<Wants> {
    match argument? {
        Argument::Agent => Some(Wants::Agent),
        Argument::Skill => Some(Wants::Skill),
        Argument::Command | Argument::Path | Argument::Domain | Argument::Name => None,
    }
}

/// Servers that are named, not written out.
fn server_names(text: &str, value: &Value) -> Vec<Span> {
    match value {
        Value::List { items, .. } => items
            .iter()
            .filter(|item| item.text().is_some())
            .map(|item| item.inner_span(text))
            .collect(),
        _ => Vec::new(),
    }
}

/// The server in `mcp__server`, `mcp__server__*` and `mcp__server__tool`.
fn server_of(text: &str, tool: Span) -> Option<Span> {
    let rest = tool.of(text).strip_prefix(MCP_PREFIX)?;
    let server = rest.split("__").next()?;
    let start = tool.range().start + MCP_PREFIX.len();
    (!server.is_empty() && server != "*").then(|| Span::new(start, start + server.len()))
}
