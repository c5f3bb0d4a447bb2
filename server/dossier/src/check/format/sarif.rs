//! For code scanning: SARIF 2.1.0.
//!
//! Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", Errata 01.

mod log;

use std::collections::BTreeMap;
use std::io::{self, Write};

use camino::Utf8Path;
use dossier_dialect::Severity;
use dossier_ide::{Change, Diagnostic};
use log::{
    ArtifactChange, ArtifactLocation, Driver, Finding, Fix, Location, Log, Message,
    PhysicalLocation, Region, Replacement, Rule, Run, Tool,
};

use super::Report;
use crate::catalogue;
use crate::check::base::Base;
use crate::check::findings::Checked;
use crate::check::fingerprint::Fingerprints;
use crate::selection::Range;
use crate::shown;

/// The name that paths are relative to.
const ROOT: &str = "SRCROOT";

/// The name and version of our fingerprints.
const FINGERPRINT: &str = "dossierLine/v1";

pub(super) fn print(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let base = Base::repository();
    let mut fingerprints = Fingerprints::default();
    let mut results = Vec::new();
    for (checked, findings) in report.shown() {
        let path = base.relative(&checked.path);
        for finding in findings {
            let fingerprint = fingerprints.next(&path, &checked.text, finding);
            results.push(result(report, &base, checked, finding, fingerprint));
        }
    }
    let root = ArtifactLocation {
        uri: base.own_uri(),
        uri_base_id: None,
    };
    let document = Log::new(Run {
        tool: Tool { driver: driver() },
        original_uri_base_ids: BTreeMap::from([(ROOT, root)]),
        column_kind: "utf16CodeUnits",
        results,
    });
    shown::document(out, &document)
}

fn driver() -> Driver {
    let rules = catalogue::rules().iter().map(|rule| Rule {
        id: &rule.name,
        short_description: message(&rule.finds),
        help_uri: catalogue::page(&rule.name),
    });
    Driver {
        name: "dossier",
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: rules.collect(),
    }
}

fn result(
    report: &Report<'_>,
    base: &Base,
    checked: &Checked,
    finding: &Diagnostic,
    fingerprint: String,
) -> Finding {
    let here = location(
        base,
        &checked.path,
        &report.range(checked.file, finding.span),
    );
    let related = finding.related.iter().map(|(file, span, text)| {
        let path = &report.snapshot.index().file(*file).path;
        let place = location(base, path, &report.range(*file, *span));
        Location {
            message: Some(message(text)),
            ..place
        }
    });
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        _ => "note",
    };
    Finding {
        rule_id: finding.rule,
        rule_index: catalogue::rules()
            .iter()
            .position(|rule| rule.name == finding.rule),
        level,
        message: message(&finding.message),
        locations: [here],
        related_locations: related.collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
        fixes: fixes(report, base, checked, finding),
    }
}

/// The fixes that edit the file. One that makes a file is no replacement of anything.
fn fixes(report: &Report<'_>, base: &Base, checked: &Checked, finding: &Diagnostic) -> Vec<Fix> {
    let fixes = finding.fixes.iter().filter_map(|fix| {
        let Change::Edit(edits) = &fix.change else {
            return None;
        };
        let replacements = edits.iter().map(|(span, text)| Replacement {
            deleted_region: region(&report.range(checked.file, *span)),
            inserted_content: message(text),
        });
        let change = ArtifactChange {
            artifact_location: artifact(base, &checked.path),
            replacements: replacements.collect(),
        };
        Some(Fix {
            description: message(&fix.title),
            artifact_changes: [change],
        })
    });
    fixes.collect()
}

fn location(base: &Base, path: &Utf8Path, range: &Range) -> Location {
    Location {
        physical_location: PhysicalLocation {
            artifact_location: artifact(base, path),
            region: region(range),
        },
        message: None,
    }
}

/// Lines and columns count from one; the end is the column after the last.
fn region(range: &Range) -> Region {
    Region {
        start_line: range.start.line + 1,
        start_column: range.start.character + 1,
        end_line: range.end.line + 1,
        end_column: range.end.character + 1,
    }
}

fn artifact(base: &Base, path: &Utf8Path) -> ArtifactLocation {
    let (uri, is_inside) = base.uri(path);
    ArtifactLocation {
        uri: Some(uri),
        uri_base_id: is_inside.then_some(ROOT),
    }
}

fn message(text: &str) -> Message {
    Message {
        text: text.to_owned(),
    }
}
