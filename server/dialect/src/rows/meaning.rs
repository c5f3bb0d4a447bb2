//! What the words of a program stand for, in words that programs share.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What fields, tools and models stand for: a file that is written for one program is written for
/// another with what stands for the same.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Meanings {
    /// What fields at the top of a file stand for, where that is not plain from their shapes.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// What tools do, each by its name: the first is what it is mainly for.
    #[serde(default)]
    pub tools: BTreeMap<String, Vec<String>>,
    /// The same for tools that are understood, and that others are written instead of.
    #[serde(default)]
    pub also_tools: BTreeMap<String, Vec<String>>,
    /// Which models names stand for.
    #[serde(default)]
    pub models: BTreeMap<String, String>,
    /// The map in which tools are given and taken away, where no list does.
    pub tool_map: Option<ToolMap>,
    /// Where that is from.
    pub source: String,
}

/// A map from tools to whether an agent may use them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolMap {
    /// The field that holds it.
    pub field: String,
    /// What is written for a tool that is given.
    pub given: String,
    /// What is written for one that is not.
    pub taken: String,
    /// The key that stands for all tools that are not named.
    pub others: String,
}

impl Meanings {
    /// What a tool does.
    pub fn of_tool(&self, name: &str) -> Option<&[String]> {
        let found = self.tools.get(name).or_else(|| self.also_tools.get(name));
        found.map(Vec::as_slice)
    }

    /// The tool of this program that is mainly for `what`, or else one that is for that too.
    pub fn tool_for(&self, what: &str) -> Option<&str> {
        let for_it = |main: bool| {
            self.tools.iter().find(move |(_, means)| {
                let mut means = means.iter().map(String::as_str);
                if main {
                    means.next() == Some(what)
                } else {
                    means.any(|it| it == what)
                }
            })
        };
        let found = for_it(true).or_else(|| for_it(false));
        found.map(|(name, _)| name.as_str())
    }

    /// The name that this program has for a model.
    pub fn model_for(&self, what: &str) -> Option<&str> {
        let mut models = self.models.iter();
        models.find_map(|(name, it)| (it == what).then_some(name.as_str()))
    }
}
