//! For GitLab: a Code Quality report.
//!
//! The form is that of GitLab's documentation, "Code Quality report format".

use std::io::{self, Write};

use dossier_dialect::Severity;
use serde::Serialize;

use super::Report;
use crate::check::base::Base;
use crate::check::fingerprint::Fingerprints;
use crate::shown;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

pub(super) fn print(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let base = Base::repository();
    let mut fingerprints = Fingerprints::default();
    let mut issues = Vec::new();
    for (checked, findings) in report.shown() {
        let path = base.relative(&checked.path);
        for finding in findings {
            let range = report.range(checked.file, finding.span);
            let lines = Lines {
                begin: range.start.line + 1,
                end: range.end.line + 1,
            };
            issues.push(Issue {
                description: &finding.message,
                check_name: finding.rule,
                fingerprint: fingerprints.next(&path, &checked.text, finding),
                severity: severity(finding.severity),
                location: Location {
                    path: path.clone(),
                    lines,
                },
            });
        }
    }
    shown::document(out, &issues)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        _ => "info",
    }
}
