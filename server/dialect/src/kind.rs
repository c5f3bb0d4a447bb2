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
    /// A plugin's manifest, which may list files of the other kinds.
    #[schemars(skip)] // Nobody adds fields of his own to it.
    PluginManifest,
    /// Servers of the Model Context Protocol.
    #[schemars(skip)]
    McpConfig,
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
            FileKind::McpConfig => "mcp-config",
        }
    }

    /// The kinds that people write, in the order in which they are named.
    pub const WRITTEN: [Self; 6] = [
        Self::Agent,
        Self::Skill,
        Self::Command,
        Self::Rule,
        Self::OutputStyle,
        Self::Memory,
    ];

    /// One of the kind, in words.
    pub fn one(self) -> &'static str {
        self.words().0
    }

    /// Several of the kind, in words.
    pub fn many(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Agent => ("agent", "agents"),
            Self::Skill => ("skill", "skills"),
            Self::Command => ("command", "commands"),
            Self::Rule => ("rule", "rules"),
            Self::OutputStyle => ("output style", "output styles"),
            Self::Memory => ("memory file", "memory files"),
            Self::PluginManifest => ("plugin manifest", "plugin manifests"),
            Self::McpConfig => ("MCP configuration", "MCP configurations"),
        }
    }

    /// True for files that are part of a team: they define somebody, speak of others, or tell
    /// where the team lies. What only configures something is none.
    pub fn is_of_team(self) -> bool {
        self != FileKind::McpConfig
    }

    /// The kind's name after its article: `an agent`.
    pub fn with_article(self) -> String {
        let name = self.as_str();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) || name.starts_with("mcp") {
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
