//! Values of fields.

use dossier_dialect::{
    Argument, Atom, Dialect, FileKind, ModelState, OldToolState, Shape, Tool, ToolName,
};
use dossier_syntax::Span;
use dossier_workspace::values::Shapes;
use dossier_workspace::{Snapshot, Source};

use super::{CompletionItem, Doc, Insert, ItemKind};
use crate::completion::body::named_items;
use crate::cursor::{FieldValue, Quotes};
use crate::withheld::is_withheld;

/// What may stand at the cursor in a field's value.
pub(super) fn items(
    snapshot: &Snapshot,
    source: &Source,
    value: &FieldValue<'_>,
    offset: usize,
) -> Vec<CompletionItem> {
    let before = &source.text[..value.item.range().start];
    // `tools:Read` and `-Read` are something else in YAML.
    let blank = match value.dash_missing {
        true => "- ",
        false if before.ends_with([':', '-', '=']) => " ",
        false => "",
    };
    let in_quotes = is_behind_quote(source, value);
    let mut items = of_shape(snapshot, source, value, offset);
    items.retain(|(_, brackets)| !brackets || !in_quotes);
    let booleans = booleans(snapshot, source);
    for (item, brackets) in &mut items {
        let is_bare = value.field.shape.is(Atom::Boolean) && booleans.contains(&&*item.label);
        let in_yaml = value.quotes == Quotes::Free && !in_quotes;
        let quotes =
            value.quotes == Quotes::Missing && !is_bare || in_yaml && is_no_plain_text(&item.label);
        if let Insert::Text(text) = &mut item.insert
            && item.replace.start == value.item.start
        {
            if quotes {
                *text = format!("\"{text}\"");
            }
            *text = if *brackets {
                format!("{blank}[{text}]")
            } else {
                format!("{blank}{text}")
            };
        }
    }
    items.into_iter().map(|(item, _)| item).collect()
}

/// True for what YAML reads as something else without quotes.
fn is_no_plain_text(label: &str) -> bool {
    let special = [
        '[', ']', '{', '}', '&', '*', '!', '|', '>', '@', '%', '`', '"', '\'', '#',
    ];
    label.contains(": ") || label.contains(" #") || label.starts_with(special)
}

fn booleans<'a>(snapshot: &'a Snapshot, source: &Source) -> [&'a str; 2] {
    let (dialect, format) = (snapshot.dialect(source.place()), source.parsed.format);
    Shapes {
        dialect,
        format,
        exact: false,
    }
    .booleans()
}

/// True right behind a quote, whose fellow may still be missing.
fn is_behind_quote(source: &Source, value: &FieldValue<'_>) -> bool {
    source.text[..value.item.range().start].ends_with(['"', '\''])
}

/// What the value, or the item of a list, may be.
fn atoms(value: &FieldValue<'_>) -> Vec<Atom> {
    let shapes = value.field.shape.alternatives().iter();
    let atoms = shapes.filter_map(|shape| match shape {
        Shape::One(atom) => (!value.listed).then_some(*atom),
        Shape::ListOf(inner) => match **inner {
            Shape::One(atom) => Some(atom),
            _ => None,
        },
        Shape::MapOf(_) | Shape::OneOf(_) => None,
    });
    let mut atoms: Vec<Atom> = atoms.collect();
    atoms.dedup();
    atoms
}

/// Each with whether it needs brackets around it.
fn of_shape(
    snapshot: &Snapshot,
    source: &Source,
    value: &FieldValue<'_>,
    offset: usize,
) -> Vec<(CompletionItem, bool)> {
    let atoms = atoms(value).into_iter();
    let items = atoms.flat_map(|atom| {
        let brackets = needs_brackets(source, value, atom);
        let items = of_atom(snapshot, source, value, atom, offset).into_iter();
        items.map(move |item| (item, brackets))
    });
    items.collect()
}

/// True for the first item of a list that can't be written as `a, b`, unless it may stand without a
/// list as well.
fn needs_brackets(source: &Source, value: &FieldValue<'_>, atom: Atom) -> bool {
    let field = value.field;
    let in_text = source.parsed.format.is_fenced() && field.splits_texts();
    let mut shapes = field.shape.alternatives().iter();
    let stands_alone = shapes.any(|shape| match shape {
        Shape::One(one) => *one == atom || one.is_prose() || *one == Atom::Any,
        _ => false,
    });
    let is_first = !value.listed && value.others.is_empty();
    is_first && !in_text && !stands_alone
}

fn of_atom(
    snapshot: &Snapshot,
    source: &Source,
    value: &FieldValue<'_>,
    atom: Atom,
    offset: usize,
) -> Vec<CompletionItem> {
    let place = source.place();
    let vocabulary = snapshot.vocabulary(place);
    let word = value.item;
    let skills = [FileKind::Skill, FileKind::Command];
    match atom {
        Atom::Tool => match value.argument {
            Some((tool, argument)) => {
                let row = match vocabulary.tool(tool.of(&source.text).trim()) {
                    ToolName::Tool(row) => row.argument,
                    _ => None,
                };
                match row {
                    Some(Argument::Agent) => agents(snapshot, source, argument, offset),
                    Some(Argument::Skill) => {
                        named_items(snapshot, source, &skills, argument, offset)
                    }
                    _ => Vec::new(),
                }
            }
            None => tools(snapshot, source, value, offset),
        },
        Atom::Model => not_listed(models(snapshot, source, word), source, value),
        Atom::Skill => not_listed(
            named_items(snapshot, source, &[FileKind::Skill], word, offset),
            source,
            value,
        ),
        Atom::Agent => {
            let mut items = agents(snapshot, source, word, offset);
            items.extend(documented(value));
            not_listed(items, source, value)
        }
        Atom::Server => not_listed(
            servers(snapshot, source, word, std::borrow::ToOwned::to_owned),
            source,
            value,
        ),
        // In quotes it would be a text.
        Atom::Boolean if value.quotes == Quotes::Written || is_behind_quote(source, value) => {
            Vec::new()
        }
        Atom::Boolean => booleans(snapshot, source)
            .map(|label| CompletionItem::plain(label, ItemKind::Value, word))
            .into(),
        Atom::Enum => documented(value),
        Atom::Text
        | Atom::Description
        | Atom::Name
        | Atom::Word
        | Atom::Integer
        | Atom::Number
        | Atom::Glob
        | Atom::Path
        | Atom::Hooks
        | Atom::Map
        | Atom::Any => Vec::new(),
    }
}

/// The values that the field's row has.
fn documented(value: &FieldValue<'_>) -> Vec<CompletionItem> {
    ranked(value.field.values.iter().map(|row| {
        let mut item = CompletionItem::plain(&row.value, ItemKind::Value, value.item);
        item.doc = Some(Doc::Text(row.doc.clone()));
        item
    }))
}

/// The items that the list doesn't have yet.
fn not_listed(
    mut items: Vec<CompletionItem>,
    source: &Source,
    value: &FieldValue<'_>,
) -> Vec<CompletionItem> {
    let listed: Vec<&str> = value
        .others
        .iter()
        .map(|span| span.of(&source.text))
        .collect();
    items.retain(|item| !listed.contains(&item.label.as_str()));
    items
}

/// A rank behind every tool's.
const AFTER_TOOLS: u16 = 900;

fn tools(
    snapshot: &Snapshot,
    source: &Source,
    value: &FieldValue<'_>,
    offset: usize,
) -> Vec<CompletionItem> {
    let vocabulary = snapshot.vocabulary(source.place());
    let text = &source.text;
    let front_matter = source.parsed.front_matter.as_ref();
    // A rule's parentheses stay when its tool is exchanged.
    let tool_len = value.item.of(text).find('(').unwrap_or(value.item.len());
    let word = Span::new(
        value.item.range().start,
        value.item.range().start + tool_len,
    );
    // Behind its parentheses a rule is at its end.
    if offset > word.range().end {
        return Vec::new();
    }
    let listed: Vec<&str> = value
        .others
        .iter()
        .map(|span| span.of(text).split('(').next().unwrap_or_default().trim())
        .collect();
    let mut items: Vec<CompletionItem> = vocabulary
        .tools()
        .iter()
        .filter(|tool| !tool.rule_only && !listed.contains(&tool.name.as_str()))
        // It would be reported as soon as it is accepted.
        .filter(|tool| !is_silent(vocabulary, tool, &listed))
        .filter(|tool| !is_withheld(tool, source.place().kind, front_matter))
        .map(|tool| {
            let mut item = CompletionItem::plain(&tool.name, ItemKind::Tool, word);
            item.doc = Some(Doc::Tool(tool.name.clone()));
            item
        })
        .collect();
    // The table has them in the order of use.
    items = ranked(items);
    let mut servers = match vocabulary.mcp() {
        Some(mcp) => servers(snapshot, source, word, |name| mcp.all_of(name)),
        None => Vec::new(),
    };
    servers.retain(|server| !listed.contains(&server.label.as_str()));
    servers
        .iter_mut()
        .for_each(|server| server.rank = AFTER_TOOLS);
    items.append(&mut servers);

    let typed = text[word.range().start..offset.max(word.range().start)].to_lowercase();
    let fits = |name: &str| name.to_lowercase().contains(&typed);
    if !typed.is_empty() && !items.iter().any(|item| fits(&item.label)) {
        let old = vocabulary.old_tools().iter().filter(|old| fits(&old.name));
        items.extend(old.filter_map(|old| {
            let now = old
                .now
                .as_ref()
                .filter(|now| !listed.contains(&now.as_str()))?;
            let mut item = CompletionItem::plain(&old.name, ItemKind::Tool, word);
            item.insert = Insert::Text(now.clone());
            item.filter = Some(old.name.clone());
            item.detail = Some(format!("today {now}"));
            item.deprecated = true;
            item.rank = AFTER_TOOLS + 1 + u16::from(old.state != OldToolState::Renamed);
            item.doc = Some(Doc::Tool(old.name.clone()));
            Some(item)
        }));
    }
    items
}

/// True for a tool for which some reader of the file gives nothing, unless the list has what that
/// one knows.
fn is_silent(vocabulary: &Dialect, tool: &Tool, listed: &[&str]) -> bool {
    let mut rows = vocabulary.silent_tools().iter();
    rows.any(|row| {
        let is_known = row.beside.iter().any(|it| listed.contains(&it.as_str()));
        row.tools.contains(&tool.name) && !is_known
    })
}

fn models(snapshot: &Snapshot, source: &Source, word: Span) -> Vec<CompletionItem> {
    let vocabulary = snapshot.vocabulary(source.place());
    let models = vocabulary.models(source.place().kind).filter_map(|model| {
        // Either would be reported as soon as it is accepted.
        if let ModelState::Retired(_) | ModelState::Deprecated(_) = model.state(snapshot.today()) {
            return None;
        }
        let mut item = CompletionItem::plain(&model.name, ItemKind::Model, word);
        item.detail = match &model.stands_for {
            Some(id) => Some(id.clone()),
            None => model.alias.then(|| "alias".to_owned()),
        };
        item.doc = Some(Doc::Model(model.name.clone()));
        Some((!model.alias, item))
    });
    let (ids, aliases): (Vec<_>, Vec<_>) = models.partition(|(is_id, _)| *is_id);
    ranked(aliases.into_iter().chain(ids).map(|(_, item)| item))
}

fn agents(snapshot: &Snapshot, source: &Source, word: Span, offset: usize) -> Vec<CompletionItem> {
    let mut items = named_items(snapshot, source, &[FileKind::Agent], word, offset);
    items
        .iter_mut()
        .for_each(|item| qualify(snapshot, source, item));
    let vocabulary = snapshot.vocabulary(source.place());
    items.extend(vocabulary.builtin_agents().iter().map(|agent| {
        let mut item = CompletionItem::plain(&agent.name, ItemKind::Agent, word);
        item.detail = Some(format!("comes with {}", vocabulary.title()));
        item.doc = Some(Doc::Text(agent.doc.clone()));
        item.rank = 5;
        item
    }));
    items
}

/// Gives an agent of the file's own plugin its whole name: under the bare one, another may come
/// first.
fn qualify(snapshot: &Snapshot, source: &Source, item: &mut CompletionItem) {
    let (Some(plugin), Some(Doc::File(id))) = (&source.place().plugin, &item.doc) else {
        return;
    };
    let facts = snapshot.index().file(*id).facts.as_ref();
    let is_own = facts.is_some_and(|facts| facts.place.plugin.as_ref() == Some(plugin));
    if is_own && !item.label.contains(':') {
        item.label = format!("{}:{}", plugin.name, item.label);
        item.insert = Insert::Text(item.label.clone());
    }
}

fn servers(
    snapshot: &Snapshot,
    source: &Source,
    word: Span,
    written: impl Fn(&str) -> String,
) -> Vec<CompletionItem> {
    let files = snapshot.index().mcp_files();
    let files = files.filter(|file| snapshot.can_use(source.id, file));
    let mut items: Vec<CompletionItem> = files
        .flat_map(|file| file.servers.iter().map(move |server| (file, server)))
        .map(|(file, server)| {
            let label = written(&server.name);
            let mut item = CompletionItem::plain(&label, ItemKind::Server, word);
            item.detail = Some(format!(
                "MCP server, {}",
                file.path.file_name().unwrap_or_default()
            ));
            item
        })
        .collect();
    items.sort_by(|a, b| a.label.cmp(&b.label));
    items.dedup_by(|a, b| a.label == b.label);
    items
}

/// Items that keep the order they come in.
fn ranked(items: impl IntoIterator<Item = CompletionItem>) -> Vec<CompletionItem> {
    let mut ranked: Vec<CompletionItem> = items.into_iter().collect();
    for (rank, item) in ranked.iter_mut().enumerate() {
        item.rank = u16::try_from(rank).unwrap_or(u16::MAX);
    }
    ranked
}
