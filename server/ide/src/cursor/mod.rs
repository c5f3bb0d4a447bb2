//! Where in a front matter the cursor is, also while a line is half typed.

mod item;
mod keys;

use dossier_dialect::{Atom, Field, ListStyle};
use dossier_syntax::{Entry, FrontMatter, Node, Span, Value};
use dossier_workspace::{Snapshot, Source};

use keys::{At, KeyPlace, key_place};

/// A place in the front matter.
#[derive(Debug)]
pub(crate) enum HeadPlace<'a> {
    /// Where a field's name stands or could stand.
    FieldName(FieldName),
    /// Where a value stands or could stand.
    FieldValue(FieldValue<'a>),
}

/// A place for a field's name.
#[derive(Debug)]
pub(crate) struct FieldName {
    /// What is written of it.
    pub(crate) word: Span,
    /// The keys of the maps around it, the outermost first.
    pub(crate) keys: Vec<String>,
    /// What the tables call the field that it is nested in.
    pub(crate) parent: Option<String>,
    /// How it stands there.
    pub(crate) form: NameForm,
}

/// How the name of a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameForm {
    /// With its value behind it, on a line of its own.
    Line,
    /// On a line that waits for the dash of a list's item.
    DashMissing,
    /// With its value behind it, between braces.
    Flow,
    /// In a list in brackets, where braces must stand around it.
    BracesMissing,
    /// Alone, in the header of a table, or of an item of an array of tables.
    Header {
        /// True for the latter.
        array: bool,
    },
}

/// A place in a field's value.
#[derive(Debug)]
pub(crate) struct FieldValue<'a> {
    /// The field.
    pub(crate) field: &'a Field,
    /// The item under the cursor, from its start to the end of the word; the whole value if the
    /// field is no list.
    pub(crate) item: Span,
    /// If the cursor is in an item's parentheses: what stands before them, and the argument
    /// under the cursor.
    pub(crate) argument: Option<(Span, Span)>,
    /// The other items.
    pub(crate) others: Vec<Span>,
    /// The value is written as a list already, with brackets or dashes.
    pub(crate) listed: bool,
    /// A line of a list that waits for its dash.
    pub(crate) dash_missing: bool,
    /// What quotes say about the item.
    pub(crate) quotes: Quotes,
}

/// What quotes say about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// The format needs none.
    Free,
    /// A text must be in quotes, and this isn't yet.
    Missing,
    /// It is in quotes, which make it a text.
    Written,
}

/// The place of `offset`, if it is in the front matter.
pub(crate) fn head_place<'a>(
    snapshot: &'a Snapshot,
    source: &Source,
    offset: usize,
) -> Option<HeadPlace<'a>> {
    let front_matter = source.parsed.front_matter.as_ref()?;
    if !is_inside(source, front_matter, offset) {
        return None;
    }
    let text = &*source.text;
    let format = source.parsed.format;
    let dialect = snapshot.dialect(source.place());
    let kind = source.place().kind;
    let KeyPlace { keys, at } = key_place(format, text, front_matter.inner, offset)?;
    let names: Vec<&str> = keys.iter().map(String::as_str).collect();
    let name = dialect.name_at(kind, &names);
    let field = dialect.field(kind, &name);
    let node = node_at(&front_matter.entries, &keys, offset);
    let in_lines =
        |node: &Node| node.is_empty() || matches!(node.value, Value::List { flow: false, .. });
    let form = match (at, field) {
        (At::Key, _) => Some(NameForm::Line),
        (At::FlowKey, _) => Some(NameForm::Flow),
        (At::Header { array }, _) => Some(NameForm::Header { array }),
        (At::Item(_), Some(field)) => field.shape.lists_maps().then_some(NameForm::BracesMissing),
        (At::Line { dash, .. }, Some(field)) if field.shape.lists_maps() => {
            let is_line = dash || field.shape.is_map();
            Some(if is_line {
                NameForm::Line
            } else {
                NameForm::DashMissing
            })
        }
        (At::Line { dash: false, .. }, Some(field)) => {
            let is_map = field.shape.is_map() || field.shape.holds(Atom::Server);
            let is_list = node.is_some_and(|node| matches!(node.value, Value::List { .. }));
            (is_map && !is_list).then_some(NameForm::Line)
        }
        // The rows are about what is inside.
        (At::Line { .. }, None) => Some(NameForm::Line),
        (At::Value(_) | At::Item(_) | At::Line { .. }, _) => None,
    };
    if let Some(form) = form {
        let is_fenced = front_matter.fenced;
        let word = word_around(text, offset, |c| is_key_char(c) || c == '$' && !is_fenced);
        let in_quotes = text[..word.range().start].ends_with(['"', '\'']);
        if form == NameForm::BracesMissing && in_quotes {
            return None;
        }
        return Some(HeadPlace::FieldName(FieldName {
            word,
            keys,
            parent: (!name.is_empty()).then_some(name),
            form,
        }));
    }
    let field = field?;
    let mut value = match at {
        At::Item(list) => item::in_list(field, list, text, offset)?,
        At::Line { line, dash } => {
            let mut value = item::in_text(field, line, text, offset)?;
            value.dash_missing =
                !dash && field.lists.contains(&ListStyle::Block) && node.is_none_or(in_lines);
            if dash || value.dash_missing {
                value.others = others(node, text, offset);
                value.listed = true;
            }
            value
        }
        // Its value stands on the lines below.
        At::Value(_) if front_matter.fenced && node.is_some_and(is_block) => return None,
        At::Value(region) if front_matter.fenced => item::in_text(field, region, text, offset)?,
        At::Value(region) => item::whole(field, region, text, offset)?,
        At::Key | At::FlowKey | At::Header { .. } => return None,
    };
    if !front_matter.fenced {
        let before = text[..value.item.range().start].chars().next_back();
        value.quotes = match before {
            Some('"' | '\'') => Quotes::Written,
            _ => Quotes::Missing,
        };
    }
    Some(HeadPlace::FieldValue(value))
}

/// True for a list or map on lines of its own.
fn is_block(node: &Node) -> bool {
    match node.value {
        Value::List { flow, .. } | Value::Map { flow, .. } => !flow,
        Value::Scalar(_) | Value::Alias => false,
    }
}

/// The value under the keys, in the items of lists that `offset` is in.
fn node_at<'n>(entries: &'n [Entry], keys: &[String], offset: usize) -> Option<&'n Node> {
    let (first, rest) = keys.split_first()?;
    let mut named = entries.iter().filter(|entry| entry.name == first.as_str());
    let node = &named
        .rfind(|entry| entry.key.range().start <= offset)?
        .value;
    match rest {
        [] => Some(node),
        rest => node_at(entries_at(node, offset)?, rest, offset),
    }
}

/// The entries of a map, or of the item of a list that starts last before `offset`.
fn entries_at(node: &Node, offset: usize) -> Option<&[Entry]> {
    match &node.value {
        Value::Map { entries, .. } => Some(entries),
        Value::List { items, .. } => {
            let mut before = items
                .iter()
                .filter(|item| item.span.range().start <= offset);
            entries_at(before.next_back()?, offset)
        }
        Value::Scalar(_) | Value::Alias => None,
    }
}

/// The fields beside the one whose name stands or could stand at a place.
pub(crate) fn siblings<'n>(front_matter: &'n FrontMatter, name: &FieldName) -> &'n [Entry] {
    let entries = &front_matter.entries;
    let start = name.word.range().start;
    match name.form {
        // Nothing is in the item yet.
        NameForm::DashMissing | NameForm::BracesMissing => &[],
        _ if name.keys.is_empty() => entries,
        _ => node_at(entries, &name.keys, start)
            .and_then(|node| entries_at(node, start))
            .unwrap_or_default(),
    }
}

/// The items of a list without the one at `offset`.
fn others(list: Option<&Node>, text: &str, offset: usize) -> Vec<Span> {
    let items = list.map(|list| list.items(text, false)).unwrap_or_default();
    let spans = items.into_iter().map(|item| item.span);
    spans.filter(|span| !span.touches(offset)).collect()
}

/// True strictly between the fences, or after an open fence that has no end yet; in a file that
/// is all fields, everywhere but in its body.
pub(crate) fn is_inside(source: &Source, front_matter: &FrontMatter, offset: usize) -> bool {
    let text = &*source.text;
    if !front_matter.fenced {
        let body = source.parsed.body;
        return body.is_empty() || !body.touches(offset);
    }
    match front_matter.close {
        Some(close) => front_matter.open.range().end < offset && offset < close.range().start,
        None => {
            let end = front_matter.inner.range().end;
            // The line after the last one is where the next field will be typed.
            front_matter.open.range().end < offset
                && (offset <= end
                    || text[end..offset].trim().is_empty() && line_breaks(&text[end..offset]) <= 1)
        }
    }
}

fn line_breaks(text: &str) -> usize {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count()
}

/// The line around `offset`, without its line break.
pub(crate) fn line_around(text: &str, offset: usize) -> Span {
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Span::new(start, line_end(text, offset))
}

/// Where the line with the byte `at` ends, without its line break.
fn line_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// Where the line below the one with the byte `at` starts, or the text ends.
pub(crate) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let rest = &text[end..];
    end + match rest.strip_prefix("\r\n") {
        Some(_) => 2,
        None => usize::from(!rest.is_empty()),
    }
}

/// The run of characters around `offset` that `belongs` accepts.
pub(crate) fn word_around(text: &str, offset: usize, belongs: impl Fn(char) -> bool) -> Span {
    let before = text[..offset]
        .chars()
        .rev()
        .take_while(|&c| belongs(c))
        .map(char::len_utf8);
    let after = text[offset..]
        .chars()
        .take_while(|&c| belongs(c))
        .map(char::len_utf8);
    let (before, after) = (before.sum::<usize>(), after.sum::<usize>());
    Span::new(offset - before, offset + after)
}

fn is_key_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}
