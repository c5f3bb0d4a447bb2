//! What the user has chosen.

use std::collections::BTreeMap;
use std::fmt;

use dossier_dialect::Severity;
use serde::Deserialize;

/// Settings, from the editor and from `dossier.toml`.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// What is reported, and where.
    pub diagnostics: Diagnostics,
    /// Severities of single rules, by name.
    pub rules: BTreeMap<String, Severity>,
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
            inlay_hints: InlayHints::default(),
            code_lens: true,
        }
    }
}

/// What is shown between the words of a file.
#[derive(Clone, Debug, Deserialize, PartialEq)]
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
#[derive(Clone, Debug, Deserialize, PartialEq)]
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
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum DiagnosticScope {
    /// Open ones.
    #[default]
    Open,
    /// All of the workspace.
    Workspace,
}

/// A settings file that can't be read, and why.
#[derive(Debug)]
pub struct SettingsError(String);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SettingsError {}

/// What a `dossier.toml` may hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    #[serde(default)]
    rules: BTreeMap<String, Severity>,
}

impl Settings {
    /// Adds what a `dossier.toml` says; it wins over what was there.
    ///
    /// # Errors
    /// A text that is no TOML, or has keys or severities that are none, changes nothing.
    pub fn add_file(&mut self, toml: &str) -> Result<(), SettingsError> {
        let file: SettingsFile =
            toml::from_str(toml).map_err(|error| SettingsError(error.to_string()))?;
        self.rules.extend(file.rules);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_wins_over_the_editor_and_a_broken_one_changes_nothing() {
        let mut settings = Settings::default();
        settings
            .rules
            .insert("unknown-field".to_owned(), Severity::Hint);
        settings
            .add_file("[rules]\nunknown-field = \"off\"")
            .unwrap();
        assert_eq!(settings.rules["unknown-field"], Severity::Off);
        assert!(
            settings
                .add_file("[rules]\nunknown-field = \"loud\"")
                .is_err()
        );
        assert_eq!(settings.rules["unknown-field"], Severity::Off);
    }
}
