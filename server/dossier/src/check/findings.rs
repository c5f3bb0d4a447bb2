//! Finding: the diagnostics of many files.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use dossier_dialect::Severity;
use dossier_ide::Diagnostic;
use dossier_workspace::{FileId, Snapshot};

use crate::all_cores::on_all_cores;
use crate::cli::CheckOptions;

/// The findings in one file.
pub(crate) struct Checked {
    /// The file.
    pub(crate) file: FileId,
    /// Its path.
    pub(crate) path: Utf8PathBuf,
    /// Its text, which is empty if nothing was found that needs it.
    pub(super) text: Arc<str>,
    /// What was found, in the order of the places.
    pub(crate) findings: Vec<Diagnostic>,
}

/// Which rules are asked for.
pub(crate) struct Rules<'a> {
    only: &'a [String],
    not: &'a [String],
    /// Findings that are as grave as this are shown or mended, for which their text is needed; where
    /// it is nothing, no text is looked at. The texts of all files don't fit into memory.
    least: Option<Severity>,
}

impl Rules<'_> {
    /// All rules, for somebody who looks at no text.
    pub(crate) fn all() -> Self {
        Self {
            only: &[],
            not: &[],
            least: None,
        }
    }
}

impl<'a> Rules<'a> {
    /// The rules that the options name, of whose findings those are used that are at least as
    /// grave as `least`.
    pub(super) fn new(options: &'a CheckOptions, least: Severity) -> Self {
        Self {
            only: &options.rule,
            not: &options.ignore_rule,
            least: Some(least),
        }
    }

    /// The same for somebody who looks at no text.
    pub(super) fn without_texts(options: &'a CheckOptions) -> Self {
        let named = Self::new(options, Severity::Error);
        Self {
            least: None,
            ..named
        }
    }

    /// True for a rule that is asked for.
    pub(super) fn include(&self, rule: &str) -> bool {
        let named = |rules: &[String]| rules.iter().any(|it| it == rule);
        (self.only.is_empty() || named(self.only)) && !named(self.not)
    }
}

/// Checks files on all cores; the findings come in the files' order, which is that of their paths.
/// Calls `on_file` after each.
pub(crate) fn check_all(
    snapshot: &Snapshot,
    files: &[FileId],
    rules: &Rules<'_>,
    on_file: impl Fn() + Sync,
) -> Vec<Checked> {
    // What has several entries is one file.
    let index = snapshot.index();
    let mut files: Vec<FileId> = files.iter().map(|&file| index.whole(file)).collect();
    files.dedup();
    on_all_cores(&files, |&file| {
        let checked = check_one(snapshot, file, rules);
        on_file();
        checked
    })
}

fn check_one(snapshot: &Snapshot, file: FileId, rules: &Rules<'_>) -> Checked {
    let path = snapshot.index().file(file).path.to_path_buf();
    let mut findings = dossier_ide::diagnostics(snapshot, file);
    findings.retain(|finding| rules.include(finding.rule));
    let least = rules.least;
    let is_used = least.is_some_and(|least| findings.iter().any(|it| it.severity >= least));
    let text = is_used.then(|| snapshot.text(file)).flatten();
    Checked {
        file,
        path,
        text: text.unwrap_or_default(),
        findings,
    }
}

/// A severity's name, as it is written on the command line.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "information",
        Severity::Hint | Severity::Off => "hint",
    }
}

/// The gravest severity of some findings.
pub(super) fn worst(checked: &[Checked]) -> Option<Severity> {
    let findings = checked.iter().flat_map(|it| &it.findings);
    findings.map(|finding| finding.severity).max()
}

/// How many findings there are of each rule.
pub(super) fn by_rule(checked: &[Checked]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in checked.iter().flat_map(|it| &it.findings) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

/// How many findings there are of each severity, the gravest first.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts([usize; 4]);

impl Counts {
    /// Counts findings.
    pub(super) fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            counts.0[rank(finding.severity)] += 1;
        }
        counts
    }
}

impl std::fmt::Display for Counts {
    /// `3 errors, 1 warning`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [errors, warnings, information, hints] = self.0;
        let parts = [
            (errors, plural(errors, "error", "errors")),
            (warnings, plural(warnings, "warning", "warnings")),
            (information, format!("{information} for information")),
            (hints, plural(hints, "hint", "hints")),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(_, text)| text)
            .collect();
        f.write_str(&parts.join(", "))
    }
}

fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Information => 2,
        Severity::Hint | Severity::Off => 3,
    }
}

/// `1 file`, `2 files`
pub(crate) fn plural(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}
