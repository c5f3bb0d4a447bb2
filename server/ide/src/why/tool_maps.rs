//! Tools that maps take away: `permission: { edit: deny }`.

use dossier_dialect::{Dialect, Field, FileKind, TakesTools, Tool};
use dossier_syntax::{FrontMatter, Value};

/// What stands for every tool, and for whatever a tool is used on.
const ALL: &str = "*";

/// What the maps of an agent say, the last of what matches counts.
pub(super) struct ToolMaps<'a> {
    rules: Vec<Rule<'a>>,
    /// The field that is read first, whether it is written or not.
    pub(super) first: &'a Field,
}

/// A key of a map.
struct Rule<'a> {
    field: &'a Field,
    takes: &'a TakesTools,
    /// A tool, or a pattern over their names.
    key: String,
    /// Whether it takes away what it matches.
    takes_away: bool,
}

impl<'a> ToolMaps<'a> {
    /// Those of a file; `None` for a program that has no such maps.
    pub(super) fn of(dialect: &'a Dialect, kind: FileKind, written: &FrontMatter) -> Option<Self> {
        let fields = dialect.fields(kind);
        let mut fields: Vec<(&Field, &TakesTools)> = fields
            .filter_map(|field| Some((field, field.takes_tools.as_ref()?)))
            .collect();
        fields.sort_by_key(|(_, takes)| takes.over.is_some());
        let (first, _) = *fields.first()?;
        let mut maps = Self {
            rules: Vec::new(),
            first,
        };
        for (field, takes) in fields {
            let value = written.field(&field.name).map(|entry| &entry.value.value);
            match value {
                Some(Value::Map { entries, .. }) => {
                    for entry in entries {
                        let key = takes.keys.get(entry.name.as_str());
                        let key = key.map_or(entry.name.as_str(), String::as_str);
                        maps.add(field, takes, key, &entry.value.value);
                    }
                }
                Some(value @ Value::Scalar(scalar)) if !scalar.text.is_empty() => {
                    maps.add(field, takes, ALL, value);
                }
                _ => {}
            }
        }
        Some(maps)
    }

    /// A key that is there already keeps its place and says something else.
    fn add(&mut self, field: &'a Field, takes: &'a TakesTools, key: &str, value: &Value) {
        let rule = Rule {
            field,
            takes,
            key: key.to_owned(),
            takes_away: takes_away(takes, value),
        };
        match self.rules.iter_mut().find(|it| it.key == key) {
            Some(same) => *same = rule,
            None => self.rules.push(rule),
        }
    }

    /// The field that takes a tool away.
    pub(super) fn taking(&self, name: &str) -> Option<&'a str> {
        let last = self.rules.iter().rfind(|rule| {
            let own = rule.takes.ruled_by.get(name);
            matches(&rule.key, own.map_or(name, String::as_str))
        });
        let last = last.filter(|rule| rule.takes_away);
        last.map(|rule| rule.field.name.as_str())
    }

    /// What is taken away and isn't in the program's table, such as the tools of a server, with the
    /// field.
    pub(super) fn others(&self, tools: &[Tool]) -> impl Iterator<Item = (&str, &'a str)> {
        let known = move |key: &str| tools.iter().any(|tool| matches(key, &tool.name));
        let others = self.rules.iter().filter(move |it| !known(&it.key));
        others.filter_map(|it| Some((it.key.as_str(), self.taking(&it.key)?)))
    }

    /// Whether what isn't named is taken away.
    pub(super) fn takes_the_rest(&self) -> bool {
        let all = self.rules.iter().rfind(|it| it.key == ALL);
        all.is_some_and(|it| it.takes_away)
    }
}

/// Whether a value takes a tool away, whatever it is used on.
fn takes_away(takes: &TakesTools, value: &Value) -> bool {
    match value {
        Value::Scalar(scalar) => takes.values.contains(&scalar.text),
        Value::Map { entries, .. } => entries
            .last()
            .is_some_and(|it| it.name == ALL && takes_away(takes, &it.value.value)),
        Value::List { .. } | Value::Alias => false,
    }
}

/// Whether a name is what a pattern stands for, in which a star is any text.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|start| name.strip_prefix(start)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((end, between)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in between {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_text() {
        for (pattern, yes, no) in [
            ("read", "read", "reads"),
            ("*", "read", "\u{0}"),
            ("a_*", "a_b", "ab"),
            ("*_b", "a_b", "a_c"),
            ("a*c*e", "abcde", "abde"),
        ] {
            assert!(matches(pattern, yes), "{pattern}");
            assert!(pattern == "*" || !matches(pattern, no), "{pattern}");
        }
        assert!(!matches("ab*b", "ab"), "no letter counts twice");
    }
}
