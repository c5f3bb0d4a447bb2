//! The lines that are being typed.
//!
//! Half a word is a fault as often as not, and nobody needs to be told. What is new on such a line
//! waits until nothing was typed for a moment; what was told before stays.

use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_syntax::Change;
use rustc_hash::{FxHashMap, FxHashSet};
use tower_lsp_server::ls_types::{Diagnostic, NumberOrString};

/// Who has typed nothing for so long has stopped to think, or is done.
const PAUSE: Duration = Duration::from_secs(1);

/// The lines that are being typed, by the open document.
#[derive(Debug, Default)]
pub(super) struct Typing {
    documents: FxHashMap<Utf8PathBuf, Typed>,
}

/// What is typed in one document.
#[derive(Debug, Default)]
struct Typed {
    line: Option<(u32, Instant)>,
    /// What was told last: the rules and messages.
    told: FxHashSet<(String, String)>,
    /// Something was not told.
    withheld: bool,
}

impl Typing {
    /// Takes note of an edit. Only what stays within a line is typing: who begins a new one is done
    /// with the last, and whole texts come from programs.
    pub(super) fn edited(&mut self, path: &Utf8Path, changes: &[Change]) {
        let line = changes.last().and_then(|change| {
            let (start, end) = change.range?;
            let within = start.line == end.line && !change.text.contains(['\n', '\r']);
            within.then_some((start.line, Instant::now()))
        });
        if let Some(typed) = self.documents.get_mut(path) {
            typed.line = line;
        }
    }

    /// Nobody is typing in a document any more. Returns true if something was not told.
    pub(super) fn ended(&mut self, path: &Utf8Path) -> bool {
        self.documents.get_mut(path).is_some_and(|typed| {
            typed.line = None;
            typed.withheld
        })
    }

    /// Forgets a document.
    pub(super) fn closed(&mut self, path: &Utf8Path) {
        self.documents.remove(path);
    }

    /// Takes out of the findings in an open document what should not be told yet. Returns when it
    /// should be, if there is any.
    pub(super) fn withhold(
        &mut self,
        path: &Utf8Path,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Instant> {
        let typed = self.documents.entry(path.to_owned()).or_default();
        let line = typed.line.filter(|(_, at)| at.elapsed() < PAUSE);
        let before = found.len();
        if let Some((line, _)) = line {
            found.retain(|it| it.range.start.line != line || typed.told.contains(&key(it)));
        }
        typed.told = found.iter().map(key).collect();
        typed.withheld = found.len() < before;
        let (_, at) = line.filter(|_| typed.withheld)?;
        Some(at + PAUSE)
    }
}

fn key(finding: &Diagnostic) -> (String, String) {
    let rule = match &finding.code {
        Some(NumberOrString::String(rule)) => rule.clone(),
        _ => String::new(),
    };
    (rule, finding.message.clone())
}
