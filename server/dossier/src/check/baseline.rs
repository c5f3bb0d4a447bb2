//! Findings that were accepted, so that only new ones count.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{Disk as _, RealDisk};
use serde::{Deserialize, Serialize};

use super::base::{Base, folder_of};
use super::findings::{Checked, plural};
use super::fingerprint::line_hash;
use crate::selection::Problem;
use crate::write;

/// The version of the file's form.
const VERSION: u32 = 1;

/// What tells accepted findings apart. Line numbers are left out, so that lines may move.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Entry {
    /// From the baseline's folder, with slashes.
    path: String,
    rule: String,
    message: String,
    /// The hash of the blamed line.
    line: String,
}

#[derive(Serialize, Deserialize)]
struct Row {
    #[serde(flatten)]
    entry: Entry,
    /// How many findings are alike.
    count: usize,
}

#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    findings: Vec<Row>,
}

/// A file of accepted findings.
pub(super) struct Baseline {
    path: Utf8PathBuf,
    folder: Utf8PathBuf,
    counts: BTreeMap<Entry, usize>,
    /// Whether a finding is another one where its line says something else.
    heeds_lines: bool,
}

/// What a baseline did to a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Accepted {
    /// Findings that it took out.
    pub(super) accepted: usize,
    /// Findings that it lists and that are not there any more.
    pub(super) gone: usize,
}

impl Accepted {
    /// What a summary says about it.
    pub(super) fn sentences(self) -> impl Iterator<Item = String> {
        let Self { accepted, gone } = self;
        let accepted = (accepted > 0).then(|| {
            let findings = plural(accepted, "finding", "findings");
            format!("{findings} accepted by the baseline.")
        });
        let gone = (gone > 0).then(|| match gone {
            1 => "1 baseline entry is gone; --update-baseline removes it.".to_owned(),
            _ => format!("{gone} baseline entries are gone; --update-baseline removes them."),
        });
        accepted.into_iter().chain(gone)
    }
}

/// The largest that is read, in bytes: some hundred thousand findings.
const LARGEST: u64 = 64 << 20;

impl Baseline {
    /// Reads the file, which may be missing only if it is about to be made.
    pub(super) fn read(path: &Utf8Path, may_be_missing: bool) -> Result<Self, Problem> {
        let mut counts = BTreeMap::new();
        match RealDisk.text(path, LARGEST) {
            Ok(text) => {
                let unreadable =
                    |why: String| Problem::Request(format!("{path}: not a baseline: {why}"));
                let document: Document =
                    serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
                if document.version != VERSION {
                    return Err(unreadable(format!("version {}", document.version)));
                }
                for Row { entry, count } in document.findings {
                    *counts.entry(entry).or_default() += count;
                }
            }
            Err(error) if error.is_missing() && may_be_missing => {}
            Err(error) if error.is_missing() => {
                return Err(Problem::Request(format!(
                    "{path}: no such baseline; --update-baseline makes it from today's findings"
                )));
            }
            Err(error) => return Err(Problem::File(path.to_owned(), error.into())),
        }
        Ok(Self {
            path: path.to_owned(),
            folder: folder_of(path),
            counts,
            heeds_lines: true,
        })
    }

    /// One that accepts what was found at another time, in no file, whatever their lines say today.
    pub(super) fn of(folder: &Utf8Path, checked: &[Checked]) -> Self {
        let mut baseline = Self {
            path: folder.to_owned(),
            folder: folder.to_owned(),
            counts: BTreeMap::new(),
            heeds_lines: false,
        };
        baseline.count(checked);
        baseline
    }

    fn count(&mut self, checked: &[Checked]) {
        for file in checked {
            let path = self.path_of(file);
            for finding in &file.findings {
                let entry = self.entry(&path, &file.text, finding);
                *self.counts.entry(entry).or_default() += 1;
            }
        }
    }

    /// Takes the accepted findings out. `is_asked` and `is_rule` say what was looked for at all:
    /// nothing else can be gone.
    pub(super) fn accept(
        &self,
        checked: &mut [Checked],
        is_asked: impl Fn(&Utf8Path) -> bool,
        is_rule: impl Fn(&str) -> bool,
    ) -> Accepted {
        let mut left = self.counts.clone();
        let mut accepted = 0;
        for file in checked {
            let path = self.path_of(file);
            let text = file.text.clone();
            file.findings.retain(|finding| {
                let entry = self.entry(&path, &text, finding);
                let count = left.get_mut(&entry).filter(|count| **count > 0);
                let is_accepted = count.map(|count| *count -= 1).is_some();
                accepted += usize::from(is_accepted);
                !is_accepted
            });
        }
        let looked_for = left
            .iter()
            .filter(|(entry, _)| self.is_in_scope(entry, &is_asked, &is_rule));
        Accepted {
            accepted,
            gone: looked_for.map(|(_, count)| count).sum(),
        }
    }

    /// Writes the findings of now. Rows about what was not looked for stay. Returns how many
    /// findings it accepts.
    pub(super) fn update(
        mut self,
        checked: &[Checked],
        is_asked: impl Fn(&Utf8Path) -> bool,
        is_rule: impl Fn(&str) -> bool,
    ) -> Result<usize, Problem> {
        let mut counts = std::mem::take(&mut self.counts);
        counts.retain(|entry, _| !self.is_in_scope(entry, &is_asked, &is_rule));
        self.counts = counts;
        self.count(checked);
        let total = self.counts.values().sum();
        let rows = self.counts.into_iter();
        let rows = rows.map(|(entry, count)| Row { entry, count });
        let document = Document {
            version: VERSION,
            findings: rows.collect(),
        };
        let failed = |error| Problem::File(self.path.clone(), error);
        let text = serde_json::to_string_pretty(&document).map_err(|error| failed(error.into()))?;
        write::put(&self.path, &format!("{text}\n")).map_err(failed)?;
        Ok(total)
    }

    fn entry(&self, path: &str, text: &str, finding: &dossier_ide::Diagnostic) -> Entry {
        let line = self.heeds_lines.then(|| line_hash(text, finding.span));
        Entry {
            path: path.to_owned(),
            rule: finding.rule.to_owned(),
            message: finding.message.clone(),
            line: line.unwrap_or_default(),
        }
    }

    fn path_of(&self, file: &Checked) -> String {
        Base::folder(&self.folder).relative_upwards(&file.path)
    }

    fn is_in_scope(
        &self,
        entry: &Entry,
        is_asked: impl Fn(&Utf8Path) -> bool,
        is_rule: impl Fn(&str) -> bool,
    ) -> bool {
        let mut path = self.folder.clone();
        for part in Utf8Path::new(&entry.path).components() {
            match part {
                camino::Utf8Component::ParentDir => {
                    path.pop();
                }
                part => path.push(part),
            }
        }
        is_asked(&path) && is_rule(&entry.rule)
    }
}
