//! Which values of a map take tools away from an agent.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Marks a field that is a map from tools, or patterns over their names, to whether an agent may
/// use them. The last key that matches a tool counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TakesTools {
    /// What takes a tool away. Anything else leaves it.
    pub values: Vec<String>,
    /// What some of its keys stand for.
    #[serde(default)]
    pub keys: BTreeMap<String, String>,
    /// Tools for which the key of another holds, and not one of their own.
    #[serde(default)]
    pub ruled_by: BTreeMap<String, String>,
    /// Another such field, which this one is read after.
    pub over: Option<String>,
    /// Where that is from.
    pub source: String,
}
