//! How a file is read.

use std::fmt;

use serde::Deserialize;
use smol_str::SmolStr;

/// How a kind of file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Markdown with YAML front matter.
    #[default]
    Markdown,
    /// Markdown with front matter that is no YAML: each line is a field, and its value is the
    /// rest of the line as it stands.
    MarkdownLines,
    /// One TOML document.
    Toml,
    /// One JSON object.
    Json,
}

impl Format {
    /// True where the fields stand between fences and the body below them. In the other formats
    /// the whole file is fields, and the body is the value of one of them.
    pub fn is_fenced(self) -> bool {
        match self {
            Self::Markdown | Self::MarkdownLines => true,
            Self::Toml | Self::Json => false,
        }
    }

    /// The word for it, as tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::MarkdownLines => "markdown-lines",
            Self::Toml => "toml",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a file is read: what its text alone does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// How it is written.
    pub format: Format,
    /// The field at the top whose text is the body, in formats without fences.
    pub body_field: Option<SmolStr>,
}
