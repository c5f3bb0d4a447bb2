//! Names of fields that are not there yet.

use dossier_dialect::{Atom, Field, FieldValue};
use dossier_syntax::Format;
use dossier_workspace::values::Shapes;
use dossier_workspace::{Snapshot, Source};

use super::written::{Site, Written};
use super::{CompletionItem, Doc, Insert, ItemKind};
use crate::cursor::{FieldName, NameForm, line_around, siblings};
use crate::describe;
use crate::fixes::line_end;

/// The fields that may stand at a place.
pub(super) fn items(
    snapshot: &Snapshot,
    source: &Source,
    place: &FieldName,
) -> Vec<CompletionItem> {
    let (origin, kind) = (source.place().origin(), source.place().kind);
    let dialect = snapshot.dialect(source.place());
    let front_matter = source.parsed.front_matter.as_ref();
    let beside = front_matter.map(|it| siblings(it, place));
    let is_used = |name: &str| {
        let mut beside = beside.unwrap_or_default().iter();
        beside.any(|entry| entry.key != place.word && entry.name == name)
    };
    let site = site(snapshot, source, place);
    let has_value = has_value(source, place);
    let format = source.parsed.format;
    let parent = place.parent.as_deref();
    let outer = parent.and_then(|name| dialect.field(kind, name));
    if outer.is_some_and(|field| field.shape.is(Atom::Hooks)) {
        let mut items = hook_events(snapshot, source, place, &site, has_value);
        items.retain(|item| !is_used(&item.label));
        return items;
    }
    let body = dialect.kind(kind).and_then(|kind| kind.body.as_ref());
    let mut items = Vec::new();
    for (rank, field) in dialect.fields(kind).enumerate() {
        let name = match (parent, field.name.rsplit_once('.')) {
            (None, None) => &field.name,
            (Some(parent), Some((outer, name))) if outer == parent && name != "*" => name,
            _ => continue,
        };
        let is_wanted = field.replaced_by.is_empty() && field.is_read_in(origin);
        if is_used(name) || !is_wanted || !fits_header(field, place.form) {
            continue;
        }
        let companion = match missing_companion(source, field) {
            Ok(None) => String::new(),
            // It comes along, where there is room for a line.
            Ok(Some(with)) if !has_value && parent.is_none() && format.is_fenced() => {
                format!("{}: {}{}", with.field, with.value, line_end(&source.text))
            }
            _ => continue,
        };
        let mut item = CompletionItem::plain(name, ItemKind::Field, place.word);
        // The table lists required fields first, then by use.
        item.rank = u16::try_from(rank).unwrap_or(u16::MAX);
        item.detail = describe::detail(field);
        item.doc = Some(Doc::Field(field.name.clone()));
        if !has_value {
            let Written { snippet, plain } = site.field(name, field, body == Some(&field.name));
            item.insert = Insert::Snippet {
                snippet: format!("{companion}{snippet}"),
                plain: format!("{companion}{plain}"),
            };
        }
        items.push(item);
    }
    items
}

/// A header of a table is for a map, that of an array of tables for a list of maps.
fn fits_header(field: &Field, form: NameForm) -> bool {
    match form {
        NameForm::Header { array: true } => field.shape.lists_maps(),
        NameForm::Header { array: false } => field.shape.is_map(),
        _ => true,
    }
}

/// True where the name has a value already, so that only the name is exchanged.
fn has_value(source: &Source, place: &FieldName) -> bool {
    let behind = &source.text[place.word.range().end..];
    match source.parsed.format {
        Format::Toml => behind
            .trim_start_matches(['"', ' '])
            .starts_with(['=', '.']),
        Format::Json => behind.trim_start_matches(['"', ' ']).starts_with(':'),
        Format::Markdown | Format::MarkdownLines => {
            behind.trim_start_matches(['"', '\'']).starts_with(':')
        }
    }
}

/// True where another field or item follows between the same braces or brackets.
fn comma_missing(format: Format, place: &FieldName, behind: &str) -> bool {
    let next = behind.trim_start().chars().next();
    match (format, place.form) {
        (Format::Json, _) | (_, NameForm::Flow) => {
            next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '\'' | '{'))
        }
        _ => false,
    }
}

fn site<'a>(snapshot: &'a Snapshot, source: &'a Source, place: &FieldName) -> Site<'a> {
    let text = &source.text;
    let start = place.word.range().start;
    let line = line_around(text, start).range().start;
    // What stands in a map behind a dash is further in than its line.
    let before = text[line..start].trim_start_matches([' ', '\t']);
    let dashes = before.len() - before.trim_start_matches(['-', ' ']).len();
    let format = source.parsed.format;
    let dialect = snapshot.dialect(source.place());
    Site {
        format,
        form: place.form,
        in_quotes: text[..start].ends_with('"'),
        comma_missing: comma_missing(format, place, &text[place.word.range().end..]),
        indent: match place.form {
            NameForm::DashMissing => "  ",
            _ => &"        "[..dashes.min(8)],
        },
        booleans: Shapes {
            dialect,
            format,
            exact: false,
        }
        .booleans(),
    }
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

fn hook_events(
    snapshot: &Snapshot,
    source: &Source,
    place: &FieldName,
    site: &Site<'_>,
    has_value: bool,
) -> Vec<CompletionItem> {
    let vocabulary = snapshot.vocabulary(source.place());
    let events = vocabulary.hook_events().iter().enumerate();
    events
        .map(|(rank, event)| {
            let mut item = CompletionItem::plain(&event.name, ItemKind::Field, place.word);
            item.rank = u16::try_from(rank).unwrap_or(u16::MAX);
            if !has_value {
                let Written { snippet, plain } = site.list_of_maps(&event.name);
                item.insert = Insert::Snippet { snippet, plain };
            }
            item.doc = Some(Doc::Text(event.doc.clone()));
            item
        })
        .collect()
}
