//! Writing a file: fields in the format of the program, and the body.

use dossier_dialect::{Dialect, FrontMatterUse, Kind, ListStyle};
use dossier_syntax::{Format, FrontMatter, ScalarStyle};
use toml_edit::{Array, DocumentMut, InlineTable, Value};

use super::fields::{Written, WrittenField};
use super::has_comments;
use super::said::Said;

/// The whole text.
pub(super) fn file(dialect: &Dialect, kind: &Kind, written: &Written, body: &str) -> String {
    let comments = written
        .comments
        .iter()
        .filter(|_| has_comments(kind.format));
    let comments: String = comments.map(|comment| format!("#{comment}\n")).collect();
    match kind.format {
        Format::Toml => comments + &toml(&written.fields, kind, body),
        Format::Json => json(&written.fields, kind, body),
        Format::Markdown | Format::MarkdownLines => {
            if kind.front_matter == FrontMatterUse::None
                || written.fields.is_empty() && comments.is_empty()
            {
                return body.to_owned();
            }
            let booleans = dialect.booleans();
            let fields: String = written
                .fields
                .iter()
                .map(|field| yaml(field, kind.format, booleans))
                .collect();
            format!("---\n{fields}{comments}---\n{body}")
        }
    }
}

fn yaml(field: &WrittenField, format: Format, booleans: [&str; 2]) -> String {
    let name = &field.name;
    if format == Format::MarkdownLines {
        return format!("{name}: {}\n", on_one_line(&field.said));
    }
    match (&field.said, field.list) {
        (Said::List(items), style) if items.iter().all(|it| it.plain().is_some()) => {
            let items: Vec<String> = items.iter().filter_map(Said::plain).collect();
            let has = |separator: char| items.iter().any(|item| item.contains(separator));
            match style {
                _ if items.is_empty() => format!("{name}: []\n"),
                ListStyle::Comma if !has(',') => {
                    format!("{name}: {}\n", scalar(&items.join(", "), ""))
                }
                ListStyle::Space if !has(' ') => {
                    format!("{name}: {}\n", scalar(&items.join(" "), ""))
                }
                ListStyle::Block => {
                    let lines = items
                        .iter()
                        .map(|it| format!("  - {}\n", scalar(it, "    ")));
                    format!("{name}:\n{}", lines.collect::<String>())
                }
                _ => {
                    let items: Vec<String> = items.iter().map(|it| in_brackets(it)).collect();
                    format!("{name}: [{}]\n", items.join(", "))
                }
            }
        }
        (Said::Yes(yes), _) => format!("{name}: {}\n", booleans[usize::from(!*yes)]),
        (Said::Text(text), _) => format!("{name}: {}\n", scalar(text, "  ")),
        (Said::Map(inner), _) if is_flat(inner) => {
            let lines = inner.iter().map(|(key, value)| match value {
                Said::Text(text) => format!("  {}: {}\n", scalar(key, ""), scalar(text, "    ")),
                other => format!("  {}: {}\n", scalar(key, ""), as_json(other)),
            });
            format!("{name}:\n{}", lines.collect::<String>())
        }
        (said, _) => format!("{name}: {}\n", as_json(said)),
    }
}

/// True for a map of plain values.
fn is_flat(inner: &[(String, Said)]) -> bool {
    !inner.is_empty() && inner.iter().all(|(_, it)| it.plain().is_some())
}

/// A text as a scalar of YAML, which is a text for every reader.
fn scalar(text: &str, indent: &str) -> String {
    let is_block =
        text.contains('\n') && !indent.is_empty() && !text.starts_with([' ', '\n', '\t']);
    if is_block && !text.contains('\r') {
        let (body, mark) = match text.strip_suffix('\n') {
            Some(body) if !body.ends_with('\n') => (body, "|"),
            Some(_) => (text, "|+"),
            None => (text, "|-"),
        };
        let mut block = mark.to_owned();
        for line in body.split('\n') {
            block += "\n";
            if !line.is_empty() {
                block += indent;
                block += line;
            }
        }
        return block;
    }
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// An item between brackets.
fn in_brackets(text: &str) -> String {
    let is_separated = text.contains([',', '[', ']', '{', '}']);
    if is_plain(text) && !is_separated {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// True for a text that needs no quotes. Whoever reads it must not take it for a number, a date or
/// a yes.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_word = WORDS.contains(&text.to_ascii_lowercase().as_str());
    let starts_well = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '/' | '.'));
    let is_number = text.parse::<f64>().is_ok();
    if is_word || is_number || !starts_well || text.contains('\n') {
        return false;
    }
    let line = format!("---\nx: {text}\n---\n");
    let read = FrontMatter::parse(&line, Format::Markdown);
    read.is_some_and(|it| {
        let value = it.field("x").map(|entry| &entry.value);
        let is_same = value.is_some_and(|value| {
            value.text() == Some(text) && value.style() == Some(ScalarStyle::Plain)
        });
        is_same && it.faults.is_empty()
    })
}

/// Double quotes, as JSON has them and YAML takes them.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A value of a format that has one line for each.
fn on_one_line(said: &Said) -> String {
    match said {
        Said::List(items) => {
            let items: Vec<String> = items.iter().map(on_one_line).collect();
            items.join(", ")
        }
        Said::Map(_) => as_json(said),
        plain => {
            let text = plain.plain().unwrap_or_default();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    }
}

fn as_json(said: &Said) -> String {
    match said {
        Said::Text(text) => quoted(text),
        Said::Whole(number) => number.to_string(),
        Said::Yes(yes) => yes.to_string(),
        Said::List(items) => {
            let items: Vec<String> = items.iter().map(as_json).collect();
            format!("[{}]", items.join(", "))
        }
        Said::Map(inner) => {
            let inner: Vec<String> = inner
                .iter()
                .map(|(key, value)| format!("{}: {}", quoted(key), as_json(value)))
                .collect();
            format!("{{{}}}", inner.join(", "))
        }
    }
}

fn json(fields: &[WrittenField], kind: &Kind, body: &str) -> String {
    let mut lines: Vec<String> = fields
        .iter()
        .map(|field| format!("  {}: {}", quoted(&field.name), as_json(&field.said)))
        .collect();
    if let Some(field) = &kind.body {
        lines.push(format!("  {}: {}", quoted(field), quoted(body)));
    }
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

fn toml(fields: &[WrittenField], kind: &Kind, body: &str) -> String {
    let mut document = DocumentMut::new();
    for field in fields {
        document.insert(&field.name, toml_edit::value(toml_value(&field.said)));
    }
    if let Some(field) = &kind.body {
        document.insert(field, toml_edit::value(body));
    }
    document.to_string()
}

fn toml_value(said: &Said) -> Value {
    match said {
        Said::Text(text) => text.as_str().into(),
        Said::Whole(number) => (*number).into(),
        Said::Yes(yes) => (*yes).into(),
        Said::List(items) => items.iter().map(toml_value).collect::<Array>().into(),
        Said::Map(inner) => {
            let inner = inner
                .iter()
                .map(|(key, value)| (key.as_str(), toml_value(value)));
            inner.collect::<InlineTable>().into()
        }
    }
}
