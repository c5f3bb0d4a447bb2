//! How fields and values are written in each format.

use dossier_dialect::{Atom, Field, ListStyle, Shape};
use dossier_syntax::Format;

use crate::cursor::NameForm;

/// Where a field is written.
pub(super) struct Site<'a> {
    /// The file's format.
    pub(super) format: Format,
    /// How the field's name stands.
    pub(super) form: NameForm,
    /// The name's quotes are there already.
    pub(super) in_quotes: bool,
    /// Another field follows, from which a comma must separate it.
    pub(super) comma_missing: bool,
    /// What the lines of its value are indented by, beyond the line that the name is in.
    pub(super) indent: &'a str,
    /// The program's words for yes and no.
    pub(super) booleans: [&'a str; 2],
}

/// A name and the start of its value.
pub(super) struct Written {
    /// In snippet syntax.
    pub(super) snippet: String,
    /// Without it.
    pub(super) plain: String,
}

impl Site<'_> {
    /// A field, whose text is the file's body if `is_body`.
    pub(super) fn field(&self, name: &str, field: &Field, is_body: bool) -> Written {
        let value = match self.format {
            _ if is_body && self.format == Format::Toml => "\"\"\"\n$0\n\"\"\"".to_owned(),
            Format::Toml | Format::Json => self.between_brackets(field),
            Format::Markdown | Format::MarkdownLines => self.yaml(field),
        };
        self.named(name, &value)
    }

    /// A name whose value is a list of maps.
    pub(super) fn list_of_maps(&self, name: &str) -> Written {
        let value = match self.format {
            Format::Toml | Format::Json => "[$0]".to_owned(),
            Format::Markdown | Format::MarkdownLines => self.yaml_list(),
        };
        self.named(name, &value)
    }

    fn named(&self, name: &str, value: &str) -> Written {
        if let NameForm::Header { .. } = self.form {
            return self.framed(name.to_owned(), name.to_owned());
        }
        match self.format {
            Format::Toml => self.framed(format!("{name} = {value}"), format!("{name} = ")),
            Format::Json if self.in_quotes => self.framed(name.to_owned(), name.to_owned()),
            Format::Json => self.framed(format!("\"{name}\": {value}"), format!("\"{name}\": ")),
            Format::Markdown | Format::MarkdownLines => {
                let blank = if value.starts_with('\n') { "" } else { " " };
                self.framed(format!("{name}:{blank}{value}"), format!("{name}: "))
            }
        }
    }

    /// What stands around a name and its value.
    fn framed(&self, snippet: String, plain: String) -> Written {
        let comma = if self.comma_missing && !self.in_quotes {
            ","
        } else {
            ""
        };
        let around = |text: String| match self.form {
            NameForm::DashMissing => format!("- {text}"),
            NameForm::BracesMissing => format!("{{ {text} }}{comma}"),
            NameForm::Line | NameForm::Flow => format!("{text}{comma}"),
            NameForm::Header { .. } => text,
        };
        Written {
            snippet: around(snippet),
            plain: around(plain),
        }
    }

    /// A value as TOML and JSON write it.
    fn between_brackets(&self, field: &Field) -> String {
        let shape = &field.shape;
        if shape.is(Atom::Enum) {
            return format!("\"{}\"", choice(&values(field)));
        }
        if shape.is(Atom::Boolean) {
            return choice(&self.booleans);
        }
        if shape.is(Atom::Integer) || shape.is(Atom::Number) {
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

    /// A value as YAML writes it; with a line break in front where it starts on the next line.
    fn yaml(&self, field: &Field) -> String {
        let shape = &field.shape;
        if shape.is(Atom::Text) || shape.is(Atom::Description) {
            return "$0".to_owned();
        }
        if shape.is(Atom::Enum) {
            return choice(&values(field));
        }
        if shape.is(Atom::Boolean) {
            return choice(&self.booleans);
        }
        if shape.is(Atom::Integer) || shape.is(Atom::Number) {
            return number(field);
        }
        let in_lines = field.lists.first() == Some(&ListStyle::Block);
        match shape.items() {
            Some(_) if in_lines || !field.splits_texts() => self.yaml_list(),
            Some(_) => "$0".to_owned(),
            None if !shape.is_map() => "$0".to_owned(),
            None if self.is_flow() => "{$0}".to_owned(),
            None => format!("\n{}  $0", self.indent),
        }
    }

    fn yaml_list(&self) -> String {
        match self.is_flow() {
            true => "[$0]".to_owned(),
            false => format!("\n{}  - $0", self.indent),
        }
    }

    fn is_flow(&self) -> bool {
        matches!(self.form, NameForm::Flow | NameForm::BracesMissing)
    }
}

fn values(field: &Field) -> Vec<&str> {
    field.values.iter().map(|row| row.value.as_str()).collect()
}

fn number(field: &Field) -> String {
    format!("${{1:{}}}", field.min.unwrap_or(1))
}

fn choice(values: &[&str]) -> String {
    let escaped: Vec<_> = values
        .iter()
        .map(|value| {
            value
                .replace('\\', "\\\\")
                .replace(',', "\\,")
                .replace('|', "\\|")
        })
        .collect();
    format!("${{1|{}|}}", escaped.join(","))
}
