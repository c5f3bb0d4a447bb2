//! The fields of a file with the rows that are about them: one walk, for everybody who asks what
//! a value is.

use dossier_dialect::{Atom, Dialect, Field, FileKind, ListStyle, Shape};
use dossier_syntax::{Entry, Format, FrontMatter, Node, ScalarStyle, Span, Value};

/// A field as it is written, and its row.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// Its row; `None` for one that the program doesn't know.
    pub field: Option<&'a Field>,
    /// The field as it is written.
    pub entry: &'a Entry,
    /// The row of the field that it is nested in, if that is known.
    pub outer: Option<&'a Field>,
}

/// A map of which the rows tell the fields.
#[derive(Clone, Debug)]
pub struct InMap<'a> {
    /// What the rows call what it is the value of: `steps`, `servers.*`.
    pub outer: String,
    /// Its fields.
    pub entries: &'a [Entry],
    /// Where it stands.
    pub span: Span,
}

/// A value, or an item of one, and what it is.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The row of its field.
    pub field: &'a Field,
    /// The field as it is written.
    pub entry: &'a Entry,
    /// What it is.
    pub atom: Atom,
    /// Where it stands, without quotes, in bytes.
    pub span: Span,
}

/// Every field of the front matter, each with those nested in it behind it.
pub fn fields<'a>(
    dialect: &'a Dialect,
    kind: FileKind,
    front_matter: &'a FrontMatter,
) -> Vec<Written<'a>> {
    walk(dialect, kind, front_matter).found
}

/// Every map inside the front matter of which the rows tell the fields, in order.
pub fn maps<'a>(
    dialect: &'a Dialect,
    kind: FileKind,
    front_matter: &'a FrontMatter,
) -> Vec<InMap<'a>> {
    walk(dialect, kind, front_matter).maps
}

fn walk<'a>(dialect: &'a Dialect, kind: FileKind, front_matter: &'a FrontMatter) -> Walk<'a> {
    let mut walk = Walk {
        dialect,
        kind,
        found: Vec::new(),
        maps: Vec::new(),
    };
    for entry in &front_matter.entries {
        let field = dialect.field(kind, &entry.name);
        walk.push(entry, field, None);
        match (field, &entry.value.value) {
            (Some(field), _) => walk.inside(&entry.value, field, may_be_map(field)),
            (None, Value::Map { entries, .. }) => {
                for inner in entries {
                    walk.push(inner, None, None);
                }
            }
            (None, _) => {}
        }
    }
    walk
}

/// True for a field of which a map may be the value.
fn may_be_map(field: &Field) -> bool {
    field.shape.is_map() || field.shape.is(Atom::Any)
}

struct Walk<'a> {
    dialect: &'a Dialect,
    kind: FileKind,
    found: Vec<Written<'a>>,
    maps: Vec<InMap<'a>>,
}

impl<'a> Walk<'a> {
    fn push(&mut self, entry: &'a Entry, field: Option<&'a Field>, outer: Option<&'a Field>) {
        self.found.push(Written {
            field,
            entry,
            outer,
        });
    }

    fn map(&mut self, outer: String, value: &'a Node, entries: &'a [Entry]) {
        self.maps.push(InMap {
            outer,
            entries,
            span: value.span,
        });
    }

    /// The fields inside a value of `field`, which is one that `may_be_map`: where a list of maps
    /// belongs, a map alone is none of them.
    fn inside(&mut self, value: &'a Node, field: &'a Field, may_be_map: bool) {
        match &value.value {
            Value::Map { entries, .. } => {
                // A map with any keys has rows for what is in its values.
                let mut shapes = field.shape.alternatives().iter();
                let any_key = shapes.any(|it| matches!(it, Shape::MapOf(_)));
                if !any_key && may_be_map {
                    self.map(field.name.clone(), value, entries);
                }
                for entry in entries {
                    if any_key {
                        self.push(entry, None, Some(field));
                        self.below_any_key(&entry.value, field);
                    } else {
                        self.known(entry, &field.name, field);
                    }
                }
            }
            Value::List { items, .. } => {
                for item in items {
                    self.inside(item, field, true);
                }
            }
            Value::Scalar(_) | Value::Alias => {}
        }
    }

    /// The fields `outer.*.name` in one value of a map with any keys.
    fn below_any_key(&mut self, value: &'a Node, field: &'a Field) {
        if let Value::Map { entries, .. } = &value.value {
            let outer = format!("{}.*", field.name);
            self.map(outer.clone(), value, entries);
            for entry in entries {
                self.known(entry, &outer, field);
            }
        }
    }

    fn known(&mut self, entry: &'a Entry, outer: &str, field: &'a Field) {
        let name = format!("{outer}.{}", entry.name);
        let row = self.dialect.field(self.kind, &name);
        self.push(entry, row, Some(field));
        if let Some(row) = row {
            self.inside(&entry.value, row, may_be_map(row));
        }
    }
}

/// What the values of the front matter consist of, in the order of the fields.
pub fn parts<'a>(
    dialect: &'a Dialect,
    kind: FileKind,
    front_matter: &'a FrontMatter,
    text: &str,
) -> Vec<Part<'a>> {
    let mut found = Vec::new();
    for written in fields(dialect, kind, front_matter) {
        if let Some(field) = written.field {
            found.extend(parts_of(field, written.entry, text));
        }
    }
    found
}

/// What the value of one field consists of.
pub fn parts_of<'a>(field: &'a Field, entry: &'a Entry, text: &str) -> Vec<Part<'a>> {
    let mut found = Vec::new();
    read(field, entry, &entry.value, &field.shape, text, &mut found);
    found
}

fn read<'a>(
    field: &'a Field,
    entry: &'a Entry,
    node: &'a Node,
    shape: &Shape,
    text: &str,
    found: &mut Vec<Part<'a>>,
) {
    let Some(shape) = chosen(field, shape, node) else {
        return;
    };
    match (shape, &node.value) {
        (Shape::One(atom), _) => {
            if !atom.is_map() && (atom.is_prose() || node.text().is_some()) {
                found.push(Part {
                    field,
                    entry,
                    atom: *atom,
                    span: node.inner_span(text),
                });
            }
        }
        (Shape::ListOf(inner), Value::List { items, .. }) => {
            for item in items {
                read(field, entry, item, inner, text, found);
            }
        }
        // `a, b`, and an item alone.
        (Shape::ListOf(inner), Value::Scalar(_)) => {
            if let Shape::One(atom) = **inner {
                let items = node.items(text, field.splits_at_blanks()).into_iter();
                found.extend(items.map(|item| Part {
                    field,
                    entry,
                    atom,
                    span: item.span,
                }));
            }
        }
        (Shape::MapOf(inner), Value::Map { entries, .. }) => {
            for value in entries {
                read(field, entry, &value.value, inner, text, found);
            }
        }
        (Shape::ListOf(_) | Shape::MapOf(_) | Shape::OneOf(_), _) => {}
    }
}

/// Which of a shape's alternatives a value is written as.
fn chosen<'s>(field: &Field, shape: &'s Shape, node: &Node) -> Option<&'s Shape> {
    let shapes = || shape.alternatives().iter();
    let list = || shapes().find(|it| matches!(it, Shape::ListOf(_)));
    match &node.value {
        Value::List { .. } => list(),
        Value::Map { .. } => shapes().find(|it| matches!(it, Shape::MapOf(_))),
        Value::Scalar(_) if field.splits_texts() && list().is_some() => list(),
        Value::Scalar(_) => shapes()
            .find(|it| matches!(it, Shape::One(_)))
            .or_else(list),
        Value::Alias => None,
    }
    // A text that is written as a list is some text all the same.
    .or_else(|| shapes().find(|it| matches!(it, Shape::One(atom) if atom.is_prose())))
}

/// Whether values are of the shape that their fields have.
#[derive(Clone, Copy, Debug)]
pub struct Shapes<'a> {
    /// The program, which says what words are booleans.
    pub dialect: &'a Dialect,
    /// The format: where all text is in quotes, what isn't is a number or the like.
    pub format: Format,
    /// True where the program takes values of the field's own type alone: no number for a text.
    pub exact: bool,
}

impl<'a> Shapes<'a> {
    /// The same for whoever takes a number for a text.
    pub fn of_any_type(self) -> Self {
        Self {
            exact: false,
            ..self
        }
    }

    /// True for a value of the field's shape. What a text says is not looked at.
    pub fn fits(&self, field: &Field, node: &Node) -> bool {
        self.shape_fits(field, &field.shape, node)
    }

    /// The first item that doesn't fit in a list which may be one, and what it should be.
    pub fn odd_item<'n>(&self, field: &'n Field, node: &'n Node) -> Option<(&'n Node, &'n Shape)> {
        let Value::List { items, .. } = &node.value else {
            return None;
        };
        let mut shapes = field.shape.alternatives().iter();
        let inner = shapes.find_map(|shape| match shape {
            Shape::ListOf(inner) if !refuses_lists(field) => Some(&**inner),
            _ => None,
        })?;
        let odd = items.iter().find(|it| !self.item_fits(field, inner, it))?;
        Some((odd, inner))
    }

    /// A word for yes and one for no: the format's own, where it has some.
    pub fn booleans(&self) -> [&'a str; 2] {
        match self.format {
            Format::Toml | Format::Json => ["true", "false"],
            Format::Markdown | Format::MarkdownLines => self.dialect.booleans(),
        }
    }

    fn shape_fits(&self, field: &Field, shape: &Shape, node: &Node) -> bool {
        match shape {
            Shape::OneOf(shapes) => {
                let mut shapes = shapes.iter();
                shapes.any(|shape| self.shape_fits(field, shape, node))
            }
            Shape::ListOf(inner) => match &node.value {
                Value::List { .. } if refuses_lists(field) => false,
                Value::List { items, .. } => {
                    let mut items = items.iter();
                    items.all(|item| self.item_fits(field, inner, item))
                }
                // One item alone needs no separator.
                Value::Scalar(_) => {
                    let is_some = !self.exact || self.text(node).is_some();
                    let is_one_alone = inner.is(Atom::Skill) && !self.exact;
                    self.format.is_fenced() && is_some && (field.splits_texts() || is_one_alone)
                }
                Value::Map { .. } | Value::Alias => false,
            },
            Shape::MapOf(inner) => match &node.value {
                Value::Map { entries, .. } => {
                    let mut entries = entries.iter();
                    entries.all(|entry| self.item_fits(field, inner, &entry.value))
                }
                _ => false,
            },
            Shape::One(atom) => self.atom_fits(field, *atom, node),
        }
    }

    /// An item that is still empty, or an anchor's, fits any shape.
    fn item_fits(&self, field: &Field, shape: &Shape, node: &Node) -> bool {
        node.is_empty() && !self.exact
            || matches!(node.value, Value::Alias)
            || self.shape_fits(field, shape, node)
    }

    fn atom_fits(&self, field: &Field, atom: Atom, node: &Node) -> bool {
        let is_list = matches!(node.value, Value::List { .. });
        match atom {
            Atom::Any => true,
            Atom::Hooks | Atom::Map => matches!(node.value, Value::Map { .. }),
            Atom::Server => !is_list,
            Atom::Boolean => {
                let says = |text: &str| match (self.exact, self.format.is_fenced()) {
                    (true, _) => is_boolean_word(text),
                    (false, true) => self.dialect.boolean(text).is_some(),
                    (false, false) => self.booleans().contains(&text),
                };
                let counts = !field.bare || is_plain(node);
                counts && self.bare(node).is_some_and(says)
            }
            Atom::Integer => {
                let number = self.bare(node).and_then(|text| text.parse::<i64>().ok());
                number.is_some_and(|number| {
                    field.min.is_none_or(|min| number >= min)
                        && field.max.is_none_or(|max| number <= max)
                })
            }
            Atom::Number => {
                // What a program calls a number has no names such as `inf`.
                let number = self.bare(node).filter(|text| !text.contains(['n', 'N']));
                let number = number.and_then(|text| text.parse::<f64>().ok());
                number.is_some_and(|number| {
                    field.min.is_none_or(|min| number >= min as f64)
                        && field.max.is_none_or(|max| number <= max as f64)
                })
            }
            Atom::Text | Atom::Description | Atom::Name | Atom::Model | Atom::Agent => {
                self.text(node).is_some() || !field.lists.is_empty() && is_list
            }
            Atom::Word | Atom::Enum | Atom::Tool | Atom::Skill | Atom::Glob | Atom::Path => {
                self.text(node).is_some()
            }
        }
    }

    /// What a node says as text.
    pub fn text<'n>(&self, node: &'n Node) -> Option<&'n str> {
        let text = node.text()?;
        let is_text = match (self.exact, self.format.is_fenced()) {
            (true, true) => !is_plain(node) || !is_typed(text),
            (_, true) => true,
            (_, false) => !is_plain(node),
        };
        is_text.then_some(text)
    }

    /// What a node says as a number or the like.
    fn bare<'n>(&self, node: &'n Node) -> Option<&'n str> {
        node.text()
            .filter(|_| self.format.is_fenced() && !self.exact || is_plain(node))
    }
}

/// True for a plain word that YAML takes for no text: nothing, yes or no, a number.
fn is_typed(text: &str) -> bool {
    let is_number = text.contains(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
    is_number || is_boolean_word(text) || matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// True for the words that are yes or no in YAML 1.2.
fn is_boolean_word(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

/// True for a list that is written as one text alone, where something is known of what happens
/// otherwise.
fn refuses_lists(field: &Field) -> bool {
    let mut styles = field.lists.iter();
    field.as_list.is_some() && !styles.any(|it| matches!(it, ListStyle::Flow | ListStyle::Block))
}

fn is_plain(node: &Node) -> bool {
    node.style() == Some(ScalarStyle::Plain)
}

/// A value that can't be read says nothing beyond that.
pub fn is_broken(entry: &Entry) -> bool {
    entry.value.style() == Some(ScalarStyle::Broken)
}
