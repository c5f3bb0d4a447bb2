//! Names of fields that are not there yet.

use dossier_dialect::{Atom, Field, FieldValue};
use dossier_syntax::{Entry, Format, Node, Span, Value};
use dossier_workspace::{Snapshot, Source};

use super::{CompletionItem, Doc, Insert, ItemKind, written};
use crate::describe;
use crate::fixes::line_end;

/// The fields that may stand at `word`, inside the field that the tables call `parent` if there is
/// one.
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
    let format = source.parsed.format;
    let in_quotes = text[..word.range().start].ends_with('"');
    // Where a colon follows, only the name is exchanged.
    let behind = text[word.range().end..].trim_start_matches(['"', ' ']);
    let has_colon = match format {
        Format::Toml => behind.starts_with('='),
        Format::Json => behind.starts_with(':'),
        Format::Markdown | Format::MarkdownLines => text[word.range().end..].starts_with(':'),
    };
    let body = dialect.kind(place.kind).and_then(|kind| kind.body.as_ref());
    if let Some(parent) = parent
        && dialect
            .field(place.kind, parent)
            .is_some_and(|field| field.shape.is(Atom::Hooks))
    {
        let mut items = hook_events(snapshot, source, word, has_colon);
        items.retain(|item| !used.contains(&item.label.as_str()));
        return items;
    }
    let mut items = Vec::new();
    for (rank, field) in dialect.fields(place.kind).enumerate() {
        let name = match (parent, field.name.rsplit_once('.')) {
            (None, None) => &field.name,
            (Some(parent), Some((outer, name))) if outer == parent && name != "*" => name,
            _ => continue,
        };
        if used.contains(&name) || !field.is_read_in(place.origin()) {
            continue;
        }
        let companion = match missing_companion(source, field) {
            Ok(None) => String::new(),
            // It comes along, where there is room for a line.
            Ok(Some(with)) if !has_colon && parent.is_none() && format.is_fenced() => {
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
            let is_body = body == Some(&field.name);
            let (snippet, plain) = written::field(format, name, field, in_quotes, is_body);
            item.insert = Insert::Snippet {
                snippet: format!("{companion}{snippet}"),
                plain: format!("{companion}{plain}"),
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
        Some(_) => map_before(entries, word).unwrap_or_default(),
    };
    siblings
        .iter()
        .filter(|entry| entry.key != word)
        .map(|entry| entry.name.as_str())
        .collect()
}

/// The map that starts last before `word`.
fn map_before(entries: &[Entry], word: Span) -> Option<&[Entry]> {
    fn inside(node: &Node, word: Span) -> Option<&[Entry]> {
        match &node.value {
            Value::Map { entries, .. } => map_before(entries, word).or(Some(entries)),
            Value::List { items, .. } => {
                let mut before = items.iter().filter(|item| item.span.start <= word.start);
                inside(before.next_back()?, word)
            }
            Value::Scalar(_) | Value::Alias => None,
        }
    }
    let mut before = entries.iter().filter(|it| it.key.start < word.start);
    inside(&before.next_back()?.value, word)
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
