//! What the user has chosen.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use dossier_dialect::{OwnField, OwnModel, OwnTool, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::configuration::{ConfigText, Override};

/// Settings of the editor. Those of a `dossier.toml` win over them, key by key.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// What is reported, and where.
    pub diagnostics: Diagnostics,
    /// Severities of single rules, by name.
    pub rules: BTreeMap<String, Severity>,
    /// Severities for some of the files; globs are relative to the workspace's folders.
    pub overrides: Vec<Override>,
    /// Globs of files that get no diagnostics.
    pub exclude: Option<Vec<String>>,
    /// The programs that read the files, if they are to be told.
    pub readers: Option<Vec<String>>,
    /// Tools of the user's own.
    pub tools: Vec<OwnTool>,
    /// Models of the user's own.
    pub models: Vec<OwnModel>,
    /// Fields of the user's own.
    pub fields: Vec<OwnField>,
    /// What is shown between the words of a file.
    pub inlay_hints: InlayHints,
    /// False shows nothing over a definition.
    pub code_lens: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            diagnostics: Diagnostics::default(),
            rules: BTreeMap::new(),
            overrides: Vec::new(),
            exclude: None,
            readers: None,
            tools: Vec::new(),
            models: Vec::new(),
            fields: Vec::new(),
            inlay_hints: InlayHints::default(),
            code_lens: true,
        }
    }
}

/// What is shown between the words of a file.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema, PartialEq)]
#[serde(default)]
pub struct InlayHints {
    /// The model that an alias stands for.
    pub models: bool,
    /// What an agent without a list of tools gets.
    pub tools: bool,
}

impl Default for InlayHints {
    fn default() -> Self {
        Self {
            models: true,
            tools: true,
        }
    }
}

/// What is reported, and where.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema, PartialEq)]
#[serde(default)]
pub struct Diagnostics {
    /// False reports nothing.
    pub enable: bool,
    /// For which files.
    pub scope: DiagnosticScope,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self {
            enable: true,
            scope: DiagnosticScope::Open,
        }
    }
}

/// Which files are reported on without being asked about.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum DiagnosticScope {
    /// Open ones.
    #[default]
    Open,
    /// All of the workspace.
    Workspace,
}

impl Settings {
    /// What a `dossier.toml` may say too.
    pub(crate) fn content(&self) -> ConfigText {
        ConfigText {
            rules: self.rules.clone(),
            overrides: self.overrides.clone(),
            exclude: self.exclude.clone(),
            readers: self.readers.clone(),
            sync: None,
            tool: self.tools.clone(),
            model: self.models.clone(),
            field: self.fields.clone(),
        }
    }

    /// True for the name of a setting.
    pub fn has(key: &str) -> bool {
        static KEYS: LazyLock<Value> = LazyLock::new(|| {
            // Those without a value are null, but there.
            serde_json::to_value(Settings::default()).unwrap_or_default()
        });
        KEYS.get(key).is_some()
    }

    /// Takes over the editor's settings, a JSON object. A key that can't be read keeps its value
    /// of before; returns what is wrong with those.
    pub fn choose(&mut self, written: &Value) -> Vec<String> {
        let mut complaints = Vec::new();
        let before = serde_json::to_value(&*self).unwrap_or_default();
        let mut good = Map::new();
        for (key, value) in written.as_object().into_iter().flatten() {
            match readable(key, value) {
                Ok(()) => {
                    good.insert(key.clone(), value.clone());
                }
                Err(error) => {
                    complaints.push(format!("dossier.{key}: {error}"));
                    let kept = value.as_object().map_or_else(
                        || before[key].clone(),
                        |inner| {
                            let parts = inner.iter().map(|(name, value)| {
                                let part =
                                    Value::Object(Map::from_iter([(name.clone(), value.clone())]));
                                let is_good = readable(key, &part).is_ok();
                                let value = if is_good { value } else { &before[key][name] };
                                (name.clone(), value.clone())
                            });
                            let parts = parts.filter(|(_, value)| !value.is_null());
                            Value::Object(parts.collect())
                        },
                    );
                    if !kept.is_null() {
                        good.insert(key.clone(), kept);
                    }
                }
            }
        }
        match serde_json::from_value(Value::Object(good)) {
            Ok(settings) => *self = settings,
            Err(error) => complaints.push(error.to_string()),
        }
        complaints
    }
}

fn readable(key: &str, value: &Value) -> Result<(), serde_json::Error> {
    let alone = Map::from_iter([(key.to_owned(), value.clone())]);
    let settings: Settings = serde_json::from_value(Value::Object(alone))?;
    let mut mistakes = settings.fields.iter().filter_map(OwnField::mistake);
    mistakes
        .next()
        .map_or(Ok(()), |mistake| Err(serde::de::Error::custom(mistake)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_key_that_cannot_be_read_keeps_its_value_and_costs_no_other() {
        let mut settings = Settings::default();
        assert!(
            settings
                .choose(&json!({"rules": {"old-tool": "off"}, "exclude": ["a"]}))
                .is_empty()
        );
        let complaints = settings.choose(&json!({
            "rules": {"old-tool": "loud", "unknown-tool": "hint"}, "exclude": 3, "codeLens": false,
        }));
        assert_eq!(complaints.len(), 2);
        assert_eq!(settings.rules["old-tool"], Severity::Off);
        assert_eq!(settings.rules["unknown-tool"], Severity::Hint);
        assert_eq!(settings.exclude, Some(vec!["a".to_owned()]));
        assert!(!settings.code_lens);
    }

    #[test]
    fn a_field_of_one_s_own_has_a_name_and_values() {
        let mut settings = Settings::default();
        let field = json!({"name": "stage", "kinds": ["agent"], "shape": "enum"});
        assert_eq!(
            settings.choose(&json!({"fields": [field]})),
            [
                "dossier.fields: the field `stage` has the shape `enum` and no values: list them in \
                 `values`"
            ]
        );
        assert!(settings.fields.is_empty());
    }
}
