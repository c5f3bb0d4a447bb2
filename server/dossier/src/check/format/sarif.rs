//! For code scanning: SARIF 2.1.0.
//!
//! Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", Errata 01.

use std::collections::BTreeMap;
use std::io::{self, Write};

use camino::Utf8Path;
use dossier_dialect::Severity;
use dossier_ide::{Change, Diagnostic};
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Location, Message,
    MultiformatMessageString, PhysicalLocation, Region, Replacement, ReportingDescriptor,
    Result as Finding, ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use super::Report;
use crate::catalogue;
use crate::check::base::Base;
use crate::check::findings::Checked;
use crate::check::fingerprint::Fingerprints;
use crate::selection::Range;
use crate::shown;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

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
        ..empty_location()
    };
    let run = Run::builder()
        .tool(Tool::builder().driver(driver()).build())
        .original_uri_base_ids(BTreeMap::from([(ROOT.to_owned(), root)]))
        .column_kind(serde_json::json!("utf16CodeUnits"))
        .results(results)
        .build();
    let document = Sarif::builder()
        .schema(SCHEMA.to_owned())
        .version(serde_json::json!("2.1.0"))
        .runs(vec![run])
        .build();
    shown::document(out, &document)
}

fn driver() -> ToolComponent {
    let rules = catalogue::rules().iter().map(|rule| {
        let finds = MultiformatMessageString::builder()
            .text(rule.finds.clone())
            .build();
        ReportingDescriptor::builder()
            .id(rule.name.clone())
            .short_description(finds)
            .help_uri(catalogue::page(&rule.name))
            .build()
    });
    ToolComponent::builder()
        .name("dossier")
        .semantic_version(env!("CARGO_PKG_VERSION").to_owned())
        .information_uri(env!("CARGO_PKG_REPOSITORY").to_owned())
        .rules(rules.collect::<Vec<_>>())
        .build()
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
    let related = finding.related.iter().map(|(file, span, message)| {
        let path = &report.snapshot.index().file(*file).path;
        let mut place = location(base, path, &report.range(*file, *span));
        place.message = Some(message_of(message));
        place
    });
    let index = catalogue::rules()
        .iter()
        .position(|rule| rule.name == finding.rule);
    let level = match finding.severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        _ => ResultLevel::Note,
    };
    let mut result = Finding::builder()
        .rule_id(finding.rule.to_owned())
        .level(level)
        .message(message_of(&finding.message))
        .locations(vec![here])
        .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_owned(), fingerprint)]))
        .build();
    result.rule_index = index.and_then(|index| i64::try_from(index).ok());
    let related: Vec<_> = related.collect();
    result.related_locations = (!related.is_empty()).then_some(related);
    let fixes = fixes(report, base, checked, finding);
    result.fixes = (!fixes.is_empty()).then_some(fixes);
    result
}

/// The fixes that edit the file. One that makes a file is no replacement of anything.
fn fixes(report: &Report<'_>, base: &Base, checked: &Checked, finding: &Diagnostic) -> Vec<Fix> {
    let fixes = finding.fixes.iter().filter_map(|fix| {
        let Change::Edit(edits) = &fix.change else {
            return None;
        };
        let replacements = edits.iter().map(|(span, text)| {
            Replacement::builder()
                .deleted_region(region(&report.range(checked.file, *span)))
                .inserted_content(ArtifactContent::builder().text(text.clone()).build())
                .build()
        });
        let change = ArtifactChange::builder()
            .artifact_location(artifact(base, &checked.path))
            .replacements(replacements.collect::<Vec<_>>())
            .build();
        let fix = Fix::builder()
            .description(message_of(&fix.title))
            .artifact_changes(vec![change])
            .build();
        Some(fix)
    });
    fixes.collect()
}

fn location(base: &Base, path: &Utf8Path, range: &Range) -> Location {
    let place = PhysicalLocation::builder()
        .artifact_location(artifact(base, path))
        .region(region(range))
        .build();
    Location::builder().physical_location(place).build()
}

/// Lines and columns count from one; the end is the column after the last.
fn region(range: &Range) -> Region {
    Region::builder()
        .start_line(i64::from(range.start.line) + 1)
        .start_column(i64::from(range.start.character) + 1)
        .end_line(i64::from(range.end.line) + 1)
        .end_column(i64::from(range.end.character) + 1)
        .build()
}

fn artifact(base: &Base, path: &Utf8Path) -> ArtifactLocation {
    let (uri, is_inside) = base.uri(path);
    ArtifactLocation {
        uri: Some(uri),
        uri_base_id: is_inside.then(|| ROOT.to_owned()),
        ..empty_location()
    }
}

fn empty_location() -> ArtifactLocation {
    ArtifactLocation::builder().build()
}

fn message_of(text: &str) -> Message {
    Message::builder().text(text.to_owned()).build()
}
