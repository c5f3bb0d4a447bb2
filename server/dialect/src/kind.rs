//! Kinds of agent files.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a file defines.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// An agent that others hand work to.
    Agent,
    /// A skill: know-how in a folder of its own.
    Skill,
    /// A command that is typed after a slash.
    Command,
    /// A rule for some of the project's files.
    Rule,
    /// A style of answering.
    OutputStyle,
    /// Standing instructions, read at every start.
    Memory,
    /// A plugin's manifest, which may list files of the other kinds. The only one that is JSON.
    #[schemars(skip)] // It has no front matter, so nobody adds fields to it.
    PluginManifest,
}

impl FileKind {
    /// The kind's name as tables, messages and JSON write it.
    pub fn as_str(self) -> &'static str {
        match self {
            FileKind::Agent => "agent",
            FileKind::Skill => "skill",
            FileKind::Command => "command",
            FileKind::Rule => "rule",
            FileKind::OutputStyle => "output-style",
            FileKind::Memory => "memory",
            FileKind::PluginManifest => "plugin-manifest",
        }
    }

    /// True for files that are Markdown.
    pub fn is_markdown(self) -> bool {
        self != FileKind::PluginManifest
    }

    /// The kind's name after its article: `an agent`.
    pub fn with_article(self) -> String {
        let name = self.as_str();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {name}")
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a file comes from, as far as a program treats it otherwise for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A project's or a user's own file.
    Own,
    /// A file of a plugin.
    Plugin,
}
