//! How many findings there are of each rule.

use std::collections::BTreeMap;
use std::io::{self, Write};

use dossier_dialect::Severity;

use super::Report;
use crate::check::findings::severity_name;

/// The rules with the most findings first: how many of them and of which severity, in how many
/// files, and how many of them `--fix` takes away.
pub(super) fn print(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    #[derive(Default)]
    struct Row {
        findings: usize,
        files: usize,
        safe: usize,
    }
    let mut rows: BTreeMap<(&str, Severity), Row> = BTreeMap::new();
    for (_, shown) in report.shown() {
        let mut seen = Vec::new();
        for finding in shown {
            let key = (finding.rule, finding.severity);
            let row = rows.entry(key).or_default();
            row.findings += 1;
            row.safe += usize::from(finding.fixes.first().is_some_and(|fix| fix.safe));
            if !seen.contains(&key) {
                row.files += 1;
                seen.push(key);
            }
        }
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|((rule, _), row)| (std::cmp::Reverse(row.findings), *rule));
    writeln!(out, "findings  files  fixable  severity     rule")?;
    for ((rule, severity), row) in rows {
        let severity = severity_name(severity);
        writeln!(
            out,
            "{:>8}  {:>5}  {:>7}  {severity:<11}  {rule}",
            row.findings, row.files, row.safe
        )?;
    }
    Ok(())
}
