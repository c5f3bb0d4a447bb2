//! Names of fields that are not there yet.

use dossier_dialect::{Field, FieldValue, ListStyle, Shape};
use dossier_syntax::{Span, Value};
use dossier_workspace::{Snapshot, Source};

use super::{CompletionItem, Doc, Insert, ItemKind};
use crate::describe;
use crate::fixes::line_end;

/// The fields that may stand at `word`, inside the field `parent` if there is one.
pub(super) fn items(
    snapshot: &Snapshot,
    source: &Source,
    word: Span,
    parent: Option<&str>,
) -> Vec<CompletionItem> {
    let place = source.place();
    let dialect = snapshot.dialect(place);
    let text = &source.text;
    let used = used_names(source, parent, word);
    // Where a colon follows, only the name is exchanged.
    let has_colon = text[word.range().end..].starts_with(':');
    if let Some(parent) = parent
        && dialect
            .field(place.kind, parent)
            .is_some_and(|field| field.shape == Shape::Hooks)
    {
        let mut items = hook_events(snapshot, source, word, has_colon);
        items.retain(|item| !used.contains(&item.label.as_str()));
        return items;
    }
    let mut items = Vec::new();
    for (rank, field) in dialect.fields(place.kind).enumerate() {
        let name = match (parent, field.name.split_once('.')) {
            (None, None) => &field.name,
            (Some(parent), Some((outer, name))) if outer == parent => name,
            _ => continue,
        };
        if used.contains(&name) || !field.is_read_in(place.origin()) {
            continue;
        }
        let companion = match missing_companion(source, field) {
            Ok(None) => String::new(),
            // It comes along, where there is room for a line.
            Ok(Some(with)) if !has_colon && parent.is_none() => {
                format!("{}: {}{}", with.field, with.value, line_end(text))
            }
            _ => continue,
        };
        let mut item = CompletionItem::plain(name, ItemKind::Field, word);
        // The table lists required fields first, then by use.
        item.rank = u16::try_from(rank).unwrap_or(u16::MAX);
        item.detail = Some(describe::shape(field));
        item.doc = Some(Doc::Field(field.name.clone()));
        if !has_colon {
            item.insert = Insert::Snippet {
                snippet: format!("{companion}{name}:{}", value_snippet(field)),
                plain: format!("{companion}{name}: "),
            };
        }
        items.push(item);
    }
    items
}

/// The field without which the program doesn't read `field`, if it isn't there; an error where it
/// says something else.
fn missing_companion<'a>(source: &Source, field: &'a Field) -> Result<Option<&'a FieldValue>, ()> {
    let Some(with) = &field.only_with else {
        return Ok(None);
    };
    let front_matter = source.parsed.front_matter.as_ref();
    match front_matter.and_then(|it| it.field(&with.field)) {
        None => Ok(Some(with)),
        Some(entry) if entry.value.text() == Some(&with.value) => Ok(None),
        Some(_) => Err(()),
    }
}

fn used_names<'a>(source: &'a Source, parent: Option<&str>, word: Span) -> Vec<&'a str> {
    let entries = source
        .parsed
        .front_matter
        .as_ref()
        .map(|it| &it.entries[..])
        .unwrap_or_default();
    let siblings = match parent {
        None => entries,
        Some(parent) => match entries.iter().find(|entry| entry.name == parent) {
            Some(entry) => match &entry.value.value {
                Value::Map { entries, .. } => entries.as_slice(),
                _ => &[],
            },
            None => &[],
        },
    };
    siblings
        .iter()
        .filter(|entry| entry.key != word)
        .map(|entry| entry.name.as_str())
        .collect()
}

fn hook_events(
    snapshot: &Snapshot,
    source: &Source,
    word: Span,
    has_colon: bool,
) -> Vec<CompletionItem> {
    let vocabulary = snapshot.vocabulary(source.place());
    let events = vocabulary.hook_events().iter().enumerate();
    events
        .map(|(rank, event)| {
            let mut item = CompletionItem::plain(&event.name, ItemKind::Field, word);
            item.rank = u16::try_from(rank).unwrap_or(u16::MAX);
            item.detail = Some("hook event".to_owned());
            if !has_colon {
                item.insert = Insert::Snippet {
                    snippet: format!("{}:\n  - $0", event.name),
                    plain: format!("{}: ", event.name),
                };
            }
            item.doc = Some(Doc::Text(event.doc.clone()));
            item
        })
        .collect()
}

/// The value's shape after the colon, in snippet syntax.
fn value_snippet(field: &Field) -> String {
    let choice = |values: Vec<&str>| {
        let escaped: Vec<_> = values
            .into_iter()
            .map(|value| {
                value
                    .replace('\\', "\\\\")
                    .replace(',', "\\,")
                    .replace('|', "\\|")
            })
            .collect();
        format!(" ${{1|{}|}}", escaped.join(","))
    };
    match field.shape {
        Shape::Text => " $0".to_owned(),
        Shape::Enum => choice(field.values.iter().map(|row| row.value.as_str()).collect()),
        Shape::Boolean => choice(vec!["true", "false"]),
        Shape::Integer => format!(" ${{1:{}}}", field.min.unwrap_or(1)),
        Shape::Map | Shape::Hooks => "\n  $0".to_owned(),
        _ if field
            .lists
            .first()
            .is_some_and(|style| *style == ListStyle::Block) =>
        {
            "\n  - $0".to_owned()
        }
        _ if !field.lists.is_empty() && !field.lists.contains(&ListStyle::Comma) => {
            if field.splits_at_blanks() {
                " $0".to_owned()
            } else {
                "\n  - $0".to_owned()
            }
        }
        Shape::McpServers => "\n  - $0".to_owned(),
        _ => " $0".to_owned(),
    }
}
