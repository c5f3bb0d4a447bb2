//! What a field's value is.
//!
//! Shapes compose: `list of tool`, `text or list of model`, `map of text`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a field's value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One value.
    One(Atom),
    /// A list whose items have a shape.
    ListOf(Box<Shape>),
    /// A map with any keys, whose values have a shape.
    MapOf(Box<Shape>),
    /// Any of these.
    OneOf(Vec<Shape>),
}

/// What one value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Atom {
    /// Text for people or models.
    Text,
    /// What the file is good for: the text that others choose it by.
    Description,
    /// The file's own name.
    Name,
    /// A word.
    Word,
    /// A whole number.
    Integer,
    /// A number, with or without decimals.
    Number,
    /// Yes or no.
    Boolean,
    /// One of the field's values.
    Enum,
    /// A model.
    Model,
    /// A tool, or a permission rule.
    Tool,
    /// A skill.
    Skill,
    /// An agent.
    Agent,
    /// An MCP server: its name, or a map from its name to its definition.
    Server,
    /// A pattern over paths.
    Glob,
    /// A path to a file or folder.
    Path,
    /// Hooks, by event.
    Hooks,
    /// A map.
    Map,
    /// Anything.
    Any,
}

impl Atom {
    /// Every atom.
    pub const ALL: [Self; 18] = [
        Self::Text,
        Self::Description,
        Self::Name,
        Self::Word,
        Self::Integer,
        Self::Number,
        Self::Boolean,
        Self::Enum,
        Self::Model,
        Self::Tool,
        Self::Skill,
        Self::Agent,
        Self::Server,
        Self::Glob,
        Self::Path,
        Self::Hooks,
        Self::Map,
        Self::Any,
    ];

    /// The word for it in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Description => "description",
            Self::Name => "name",
            Self::Word => "word",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Enum => "enum",
            Self::Model => "model",
            Self::Tool => "tool",
            Self::Skill => "skill",
            Self::Agent => "agent",
            Self::Server => "server",
            Self::Glob => "glob",
            Self::Path => "path",
            Self::Hooks => "hooks",
            Self::Map => "map",
            Self::Any => "any",
        }
    }

    /// True for what is written as a map.
    pub fn is_map(self) -> bool {
        matches!(self, Self::Hooks | Self::Map)
    }

    /// True for a text that may name others in its sentences.
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Text | Self::Description)
    }
}

impl Shape {
    /// The shapes that a value may have, one by one; itself if there is only one.
    pub fn alternatives(&self) -> &[Self] {
        match self {
            Self::OneOf(shapes) => shapes,
            one => std::slice::from_ref(one),
        }
    }

    /// True where the value, or an item or value inside it, may be `atom`.
    pub fn holds(&self, atom: Atom) -> bool {
        match self {
            Self::One(own) => *own == atom,
            Self::ListOf(inner) | Self::MapOf(inner) => inner.holds(atom),
            Self::OneOf(shapes) => shapes.iter().any(|shape| shape.holds(atom)),
        }
    }

    /// True where the value itself may be `atom`.
    pub fn is(&self, atom: Atom) -> bool {
        let mut shapes = self.alternatives().iter();
        shapes.any(|shape| *shape == Self::One(atom))
    }

    /// What the items of a list are, if it may be one.
    pub fn items(&self) -> Option<&Self> {
        let mut shapes = self.alternatives().iter();
        shapes.find_map(|shape| match shape {
            Self::ListOf(inner) => Some(&**inner),
            _ => None,
        })
    }

    /// True where the value may be a list of maps.
    pub fn lists_maps(&self) -> bool {
        let mut shapes = self.alternatives().iter();
        shapes.any(|shape| matches!(shape, Self::ListOf(inner) if inner.is_map()))
    }

    /// True where the value may be written as a map.
    pub fn is_map(&self) -> bool {
        let mut shapes = self.alternatives().iter();
        shapes.any(|shape| match shape {
            Self::One(atom) => atom.is_map(),
            Self::MapOf(_) => true,
            Self::ListOf(_) | Self::OneOf(_) => false,
        })
    }
}

impl From<Atom> for Shape {
    fn from(atom: Atom) -> Self {
        Self::One(atom)
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(atom) => f.write_str(atom.as_str()),
            Self::ListOf(inner) => write!(f, "list of {inner}"),
            Self::MapOf(inner) => write!(f, "map of {inner}"),
            Self::OneOf(shapes) => {
                for (at, shape) in shapes.iter().enumerate() {
                    let or = if at > 0 { " or " } else { "" };
                    write!(f, "{or}{shape}")?;
                }
                Ok(())
            }
        }
    }
}

impl FromStr for Shape {
    type Err = String;

    /// Reads `text`, `list of tool`, `map of text`, and such joined by `or`.
    fn from_str(written: &str) -> Result<Self, String> {
        let shapes = written.split(" or ").map(|one| nested(one, MAX_DEPTH));
        let mut shapes = shapes.collect::<Result<Vec<_>, _>>()?;
        Ok(match shapes.len() {
            1 => shapes.remove(0),
            _ => Self::OneOf(shapes),
        })
    }
}

/// How many lists and maps a shape may hold inside each other: a workspace writes shapes too, and everything that
/// walks one calls itself once a level.
const MAX_DEPTH: usize = 16;

/// Reads a shape without `or`, of at most `depth` lists and maps inside each other.
fn nested(written: &str, depth: usize) -> Result<Shape, String> {
    let written = written.trim();
    let list = written.strip_prefix("list of ");
    if let Some(inner) = list.or_else(|| written.strip_prefix("map of ")) {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(format!(
                "a shape is at most {MAX_DEPTH} lists and maps deep"
            ));
        };
        let inner = Box::new(nested(inner, depth)?);
        return Ok(match list {
            Some(_) => Shape::ListOf(inner),
            None => Shape::MapOf(inner),
        });
    }
    let atom = Atom::ALL.into_iter().find(|it| it.as_str() == written);
    atom.map(Shape::One).ok_or_else(|| {
        let known = Atom::ALL.map(Atom::as_str).join(", ");
        format!(
            "`{written}` is no shape: expected one of {known}, or `list of` or `map of` one of \
             these, or several joined by `or`"
        )
    })
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        written.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Shape {
    fn schema_name() -> Cow<'static, str> {
        "Shape".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let atoms = Atom::ALL.map(Atom::as_str).join("|");
        let one = format!("((list|map) of )*({atoms})");
        json_schema!({
            "type": "string",
            "description": "What a value is: `text`, `list of tool`, `text or list of model`.",
            "pattern": format!("^{one}( or {one})*$"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_has_a_limit_of_depth() {
        let deep = |depth| format!("{}word", "list of ".repeat(depth)).parse::<Shape>();
        assert!(deep(MAX_DEPTH).is_ok());
        let error = deep(100_000).unwrap_err();
        assert_eq!(error, "a shape is at most 16 lists and maps deep");
    }

    #[test]
    fn shapes_compose() {
        for written in [
            "text",
            "list of tool",
            "text or list of model",
            "list of map of list of word or boolean",
        ] {
            let shape: Shape = written.parse().unwrap();
            assert_eq!(shape.to_string(), written);
        }
        let shape: Shape = "text or list of model".parse().unwrap();
        assert!(shape.is(Atom::Text) && !shape.is(Atom::Model) && shape.holds(Atom::Model));
        assert_eq!(shape.items(), Some(&Shape::One(Atom::Model)));
    }

    #[test]
    fn a_misspelt_shape_is_refused() {
        for wrong in ["txt", "list of", "list tool", "", "text or", "tools"] {
            assert!(wrong.parse::<Shape>().is_err(), "{wrong}");
        }
    }
}
