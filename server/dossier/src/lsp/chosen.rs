//! The editor's settings: what it said at the start, and what it has said since.

use dossier_workspace::Settings;
use serde_json::{Map, Value};

/// The section that is ours where an editor sends the settings of all.
const SECTION: &str = "dossier";

/// What the editor has chosen. Its options of the start hold to the end, and what it says later
/// lies over them, key by key: many editors have settings in both places, and send an empty object
/// for the one that nothing is in.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    options: Map<String, Value>,
    pushed: Map<String, Value>,
    /// What could not be read of the options, and was said then.
    complaints: Vec<String>,
    settings: Settings,
}

impl Chosen {
    /// What holds.
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Takes over the options of the start. Returns what can't be read of them.
    pub(super) fn start(&mut self, options: &Value) -> Vec<String> {
        if let Some(options) = own(options) {
            self.options.clone_from(options);
            self.complaints = self.choose();
        }
        self.complaints.clone()
    }

    /// Takes over what the editor sends unasked: its settings, bare or in our section. Those that
    /// don't concern us change nothing.
    pub(super) fn push(&mut self, settings: &Value) -> Vec<String> {
        match own(settings) {
            Some(settings) => self.replace(settings),
            None => Vec::new(),
        }
    }

    /// Takes over an answer to the question for our section: an empty one says that nothing is in
    /// it any more.
    pub(super) fn answer(&mut self, settings: &Value) -> Vec<String> {
        let empty = settings.as_object().filter(|answer| answer.is_empty());
        match empty.or_else(|| own(settings)) {
            Some(settings) => self.replace(settings),
            None => Vec::new(),
        }
    }

    fn replace(&mut self, settings: &Map<String, Value>) -> Vec<String> {
        self.pushed.clone_from(settings);
        let mut complaints = self.choose();
        complaints.retain(|complaint| !self.complaints.contains(complaint));
        complaints
    }

    fn choose(&mut self) -> Vec<String> {
        let mut all = self.options.clone();
        all.extend(self.pushed.clone());
        self.settings.choose(&Value::Object(all))
    }
}

/// What of some settings is ours: our section, or all of them if they have a key of ours. An
/// editor may push the section of another server alone, or nothing.
fn own(settings: &Value) -> Option<&Map<String, Value>> {
    if let Some(section) = settings.get(SECTION) {
        return section.as_object();
    }
    let bare = settings.as_object()?;
    bare.keys().any(|key| Settings::has(key)).then_some(bare)
}
