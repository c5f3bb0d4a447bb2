//! Hooks.

use serde::Deserialize;

use crate::FileKind;

/// How hooks are written: events, in them matchers with handlers, and each handler a map.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HookShape {
    /// The field that says which cases of the event are meant.
    pub matcher: String,
    /// The field that holds the handlers.
    pub handlers: String,
    /// The field of a handler that says of which kind it is.
    pub kind: String,
    /// Fields of a handler that are numbers.
    pub numbers: Vec<String>,
    /// Fields of a handler that count for events about tools alone.
    pub for_tools: Vec<String>,
    /// Fields of a handler that count in skills alone.
    pub for_skills: Vec<String>,
    /// A matcher of letters, digits and these alone lists names; any other is a pattern.
    pub list_characters: String,
    /// Where that is from.
    pub source: String,
}

/// An event that hooks run on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HookEvent {
    /// Its name.
    pub name: String,
    /// What its matcher is compared with.
    pub matches: HookMatch,
    /// When it fires.
    pub doc: String,
    /// What a hook for it does to the whole file, where the program can't read it.
    pub unreadable: Option<UnreadableHook>,
    /// Where that is from.
    pub source: String,
}

/// A hook that the program can't read, and so doesn't load the file with it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnreadableHook {
    /// The kinds of file that are not loaded. In others the hook alone is lost.
    pub kinds: Vec<FileKind>,
    /// A sentence.
    pub says: String,
    /// Where that is from.
    pub source: String,
}

/// What the matcher of a hook is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HookMatch {
    /// The name of a tool.
    Tool,
    /// The name of an agent.
    Agent,
    /// Something else that has names of its own.
    Other,
    /// Nothing: a matcher has no effect.
    None,
}

/// A kind of hook.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HookHandler {
    /// The value of its `type`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Fields it must have.
    #[serde(default)]
    pub required: Vec<String>,
    /// Fields it may have.
    #[serde(default)]
    pub optional: Vec<String>,
    /// What it does.
    pub doc: String,
    /// Where that is from.
    pub source: String,
}
