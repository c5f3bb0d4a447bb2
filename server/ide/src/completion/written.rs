//! How fields and values are written in each format.

use dossier_dialect::{Atom, Field, ListStyle, Shape};
use dossier_syntax::Format;

/// A field's name and the start of its value, in snippet syntax and as plain text. `in_quotes` is
/// true where the name's quotes are there already, and `is_body` for the field whose text is the
/// file's body.
pub(super) fn field(
    format: Format,
    name: &str,
    field: &Field,
    in_quotes: bool,
    is_body: bool,
) -> (String, String) {
    match format {
        Format::Markdown | Format::MarkdownLines => {
            (format!("{name}:{}", yaml(field)), format!("{name}: "))
        }
        Format::Toml => {
            let value = if is_body {
                "\"\"\"\n$0\n\"\"\"".to_owned()
            } else {
                between_brackets(field)
            };
            (format!("{name} = {value}"), format!("{name} = "))
        }
        Format::Json => {
            if in_quotes {
                return (name.to_owned(), name.to_owned());
            }
            let value = between_brackets(field);
            (format!("\"{name}\": {value}"), format!("\"{name}\": "))
        }
    }
}

/// A value as TOML and JSON write it.
fn between_brackets(field: &Field) -> String {
    let shape = &field.shape;
    if shape.is(Atom::Enum) {
        return format!("\"{}\"", choice(values(field)));
    }
    if shape.is(Atom::Boolean) {
        return choice(vec!["true", "false"]);
    }
    if shape.is(Atom::Integer) {
        return number(field);
    }
    let mut shapes = shape.alternatives().iter();
    if shapes.any(|it| matches!(it, Shape::One(atom) if !atom.is_map())) {
        return "\"$0\"".to_owned();
    }
    match shape.items() {
        Some(items) if items.is_map() => "[$0]".to_owned(),
        Some(_) => "[\"$0\"]".to_owned(),
        None => "{$0}".to_owned(),
    }
}

/// A value as YAML writes it, with what stands between it and the colon.
fn yaml(field: &Field) -> String {
    let shape = &field.shape;
    if shape.is(Atom::Text) || shape.is(Atom::Description) {
        return " $0".to_owned();
    }
    if shape.is(Atom::Enum) {
        return format!(" {}", choice(values(field)));
    }
    if shape.is(Atom::Boolean) {
        return format!(" {}", choice(vec!["true", "false"]));
    }
    if shape.is(Atom::Integer) {
        return format!(" {}", number(field));
    }
    let in_lines = field.lists.first() == Some(&ListStyle::Block);
    let in_text = field.lists.contains(&ListStyle::Comma) || field.splits_at_blanks();
    match shape.items() {
        Some(_) if in_lines || !in_text => "\n  - $0".to_owned(),
        Some(_) => " $0".to_owned(),
        None if shape.is_map() => "\n  $0".to_owned(),
        None => " $0".to_owned(),
    }
}

fn values(field: &Field) -> Vec<&str> {
    field.values.iter().map(|row| row.value.as_str()).collect()
}

fn number(field: &Field) -> String {
    format!("${{1:{}}}", field.min.unwrap_or(1))
}

fn choice(values: Vec<&str>) -> String {
    let escaped: Vec<_> = values
        .into_iter()
        .map(|value| {
            value
                .replace('\\', "\\\\")
                .replace(',', "\\,")
                .replace('|', "\\|")
        })
        .collect();
    format!("${{1|{}|}}", escaped.join(","))
}
