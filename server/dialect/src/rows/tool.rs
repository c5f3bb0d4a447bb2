//! Tools, their former names, and the rules about them.

use globset::{Glob, GlobMatcher};
use serde::Deserialize;

use super::{FieldValue, Severity};
use crate::glob::LONGEST_GLOB;
use crate::own::OWN;

/// A tool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tool {
    /// Its name. One with a `*` stands for every tool that matches it.
    pub name: String,
    /// Other names that mean the same.
    #[serde(default)]
    pub also: Vec<String>,
    /// True where its names may be written in any case.
    #[serde(default)]
    pub any_case: bool,
    /// What it does.
    pub doc: String,
    /// Whether it asks for permission.
    #[serde(default)]
    pub asks: Asks,
    /// What may stand in parentheses after it.
    pub argument: Option<Argument>,
    /// The tool whose rules hold for it: one with an argument of its own is never consulted.
    pub ruled_by: Option<String>,
    /// True for a name that permission rules know and nobody calls.
    #[serde(default)]
    pub rule_only: bool,
    /// True for one that a subagent doesn't get, whether it lists it or not.
    #[serde(default)]
    pub kept_from_subagents: bool,
    /// What an agent must say to get it all the same.
    pub subagents_with: Option<FieldValue>,
    /// The first version that has it.
    pub since: Option<String>,
    /// Where that is from.
    pub source: String,
}

impl Tool {
    /// Its name, and the others that mean the same.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name)
            .chain(&self.also)
            .map(String::as_str)
    }

    /// True for a tool of the user's own, of which only the name is known.
    pub fn is_own(&self) -> bool {
        self.source == OWN
    }

    /// True for a row that stands for every tool whose name matches.
    pub fn is_pattern(&self) -> bool {
        self.name.contains('*')
    }

    /// What tells the names that such a row stands for.
    ///
    /// # Errors
    /// The words about a name that can't be a pattern.
    pub(crate) fn matcher(&self) -> Result<GlobMatcher, String> {
        if self.name.len() > LONGEST_GLOB {
            return Err(format!("a pattern has at most {LONGEST_GLOB} bytes"));
        }
        // Only the star is more than a letter.
        let glob = globset::escape(&self.name).replace("[*]", "*");
        let glob = Glob::new(&glob).map_err(|e| e.to_string())?;
        Ok(glob.compile_matcher())
    }
}

/// Whether a tool asks for permission when nothing is configured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    /// It does.
    Yes,
    /// It doesn't.
    No,
    /// It depends on what it is asked to do.
    Sometimes,
    /// No source says.
    #[default]
    Unknown,
}

/// What stands in a permission rule's parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Argument {
    /// A command, with wildcards.
    Command,
    /// A path pattern.
    Path,
    /// A host, behind what the program's rules put before it.
    Domain,
    /// Agents.
    Agent,
    /// A skill.
    Skill,
    /// Something else that has names, such as a workflow.
    Name,
}

/// Tools for which some program that reads the file gives nothing, without a word.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilentTool {
    /// Their names.
    pub tools: Vec<String>,
    /// The names that such a program knows: with any of them in the list, nothing is missing.
    #[serde(default)]
    pub beside: Vec<String>,
    /// How grave that is.
    pub severity: Severity,
    /// A sentence: which program that is, up to which version.
    pub says: String,
    /// Where that is from.
    pub source: String,
}

/// How permission rules are written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionRules {
    /// What a rule about a host starts with.
    pub domain: String,
    /// What stands for the rest of a command, at its end.
    pub rest: String,
    /// Where that is from.
    pub source: String,
}

/// A tool's name from an earlier version.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OldTool {
    /// The old name.
    pub name: String,
    /// What became of it.
    pub state: OldToolState,
    /// What to write today.
    pub now: Option<String>,
    /// What it was.
    pub doc: String,
    /// The version that changed it.
    pub since: Option<String>,
    /// Where that is from.
    pub source: String,
}

/// What became of a tool's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OldToolState {
    /// The program still takes it for the new one.
    Renamed,
    /// It is tolerated, and does nothing.
    Legacy,
    /// The program no longer knows it.
    Removed,
}
