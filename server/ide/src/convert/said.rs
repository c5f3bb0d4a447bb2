//! What a value says, however it is written.

use dossier_syntax::{Node, ScalarStyle, Value};

/// What a value says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    Text(String),
    Whole(i64),
    Yes(bool),
    List(Vec<Said>),
    Map(Vec<(String, Said)>),
}

impl Said {
    /// Reads a value. `None` for a copy of another one, and for what is no value.
    pub(super) fn read(node: &Node) -> Option<Self> {
        Some(match &node.value {
            Value::Scalar(scalar) => match (scalar.style, scalar.text.as_str()) {
                (ScalarStyle::Plain, "true") => Self::Yes(true),
                (ScalarStyle::Plain, "false") => Self::Yes(false),
                (ScalarStyle::Plain, text) => match text.parse() {
                    Ok(number) => Self::Whole(number),
                    Err(_) => Self::Text(text.to_owned()),
                },
                (_, text) => Self::Text(text.to_owned()),
            },
            Value::List { items, .. } => {
                Self::List(items.iter().map(Self::read).collect::<Option<_>>()?)
            }
            Value::Map { entries, .. } => {
                let inner = entries.iter().map(|entry| {
                    let value = Self::read(&entry.value)?;
                    Some((entry.name.to_string(), value))
                });
                Self::Map(inner.collect::<Option<_>>()?)
            }
            Value::Alias => return None,
        })
    }

    /// The text of a value that is no list and no map.
    pub(super) fn plain(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Whole(number) => Some(number.to_string()),
            Self::Yes(yes) => Some(yes.to_string()),
            Self::List(_) | Self::Map(_) => None,
        }
    }
}
