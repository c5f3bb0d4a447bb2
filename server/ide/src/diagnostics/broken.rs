//! Front matter that can't be read, as those see it who mend it.

use std::cell::{Cell, OnceCell};

use dossier_syntax::{Entry, Fault, FaultCause, FrontMatter};
use dossier_workspace::values::is_broken;
use rustc_hash::FxHashMap;

use super::Findings;
use super::front_matter::edits_of;
use crate::{Change, Fix, apply_fixes};

/// How much text is read again at most to see what fixes would make of it, in bytes. Each fix is
/// tried on the whole block, and whoever has thousands of faults has another one.
const MOST_READ: usize = 1_000_000;

/// A front matter with faults.
pub(super) struct Broken<'a> {
    pub(super) front_matter: &'a FrontMatter,
    /// How many fields have each name.
    counts: FxHashMap<&'a str, usize>,
    /// The first field of each name that can't be read.
    entries: FxHashMap<&'a str, &'a Entry>,
    /// How many more fixes may be tried.
    tries: Cell<usize>,
    reads_without_slips: OnceCell<Option<bool>>,
}

impl<'a> Broken<'a> {
    pub(super) fn new(findings: &Findings<'a>, front_matter: &'a FrontMatter) -> Self {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let mut entries: FxHashMap<&str, &Entry> = FxHashMap::default();
        if !front_matter.faults.is_empty() {
            for entry in &front_matter.entries {
                *counts.entry(&entry.name).or_default() += 1;
                if is_broken(entry) {
                    entries.entry(&entry.name).or_insert(entry);
                }
            }
        }
        Self {
            front_matter,
            counts,
            entries,
            tries: Cell::new(MOST_READ / findings.text().len().max(1) + 1),
            reads_without_slips: OnceCell::new(),
        }
    }

    /// How many fields have that name.
    pub(super) fn named(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or_default()
    }

    /// The field that a fault is about, if it can't be read.
    pub(super) fn entry(&self, fault: &Fault) -> Option<&'a Entry> {
        self.entries.get(fault.field.as_deref()?).copied()
    }

    /// True as long as one more fix may be tried.
    pub(super) fn may_try(&self) -> bool {
        let left = self.tries.get().checked_sub(1);
        self.tries.set(left.unwrap_or_default());
        left.is_some()
    }

    /// True if the block has the same fields and no faults once all slips are mended. `None` where
    /// they can't be mended together.
    pub(super) fn reads_without_slips(&self, findings: &Findings<'_>) -> Option<bool> {
        *self.reads_without_slips.get_or_init(|| {
            let all = self.front_matter.faults.iter();
            let all = all.flat_map(|fault| match &fault.cause {
                FaultCause::Slips(slips) => edits_of(slips),
                _ => Vec::new(),
            });
            let fix = Fix {
                title: String::new(),
                change: Change::Edit(all.collect()),
                safe: false,
            };
            let mended = apply_fixes(findings.text(), [&fix])?;
            let format = findings.source.parsed.format;
            let count = self.front_matter.entries.len();
            let reads = FrontMatter::parse(&mended, format)
                .is_some_and(|it| it.faults.is_empty() && it.entries.len() == count);
            Some(reads)
        })
    }
}
