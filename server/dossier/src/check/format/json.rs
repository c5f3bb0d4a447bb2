//! For programs: one JSON document. Lines count from zero, columns are UTF-16 code units, as
//! editors have them.

use std::io::{self, Write};

use dossier_ide::{Change, Diagnostic, Fix};
use serde::Serialize;

use super::Report;
use crate::check::findings::Checked;
use crate::report;
use crate::selection::Range;
use crate::shown;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    files: usize,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    path: &'a str,
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    range: Range,
    related: Vec<Related<'a>>,
    fixes: Vec<Offer<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    range: Range,
    message: &'a str,
}

/// A fix: edits of the file with the finding, or a file to make.
#[derive(Serialize)]
struct Offer<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    create: Option<Create<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Create<'a> {
    path: &'a str,
    text: &'a str,
}

pub(super) fn print(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let shown = report.shown();
    let findings = shown.flat_map(|(checked, findings)| {
        findings
            .into_iter()
            .map(|it| finding(report, checked, it))
            .collect::<Vec<_>>()
    });
    let document = Document {
        version: 1,
        files: report.files,
        findings: findings.collect(),
    };
    shown::document(out, &document)
}

fn finding<'a>(report: &Report<'a>, checked: &'a Checked, finding: &'a Diagnostic) -> Finding<'a> {
    let related = finding.related.iter().map(|(file, span, message)| Related {
        path: report.snapshot.index().file(*file).path.as_str(),
        range: report.range(*file, *span),
        message,
    });
    let fixes = finding.fixes.iter().map(|fix| offer(report, checked, fix));
    Finding {
        path: checked.path.as_str(),
        rule: finding.rule,
        severity: report::severity_name(finding.severity),
        message: &finding.message,
        range: report.range(checked.file, finding.span),
        related: related.collect(),
        fixes: fixes.collect(),
    }
}

fn offer<'a>(report: &Report<'a>, checked: &Checked, fix: &'a Fix) -> Offer<'a> {
    let mut offer = Offer {
        title: &fix.title,
        safe: fix.safe,
        edits: Vec::new(),
        create: None,
    };
    match &fix.change {
        Change::Edit(edits) => {
            let edits = edits.iter().map(|(span, text)| Edit {
                range: report.range(checked.file, *span),
                text,
            });
            offer.edits = edits.collect();
        }
        Change::Create { path, text } | Change::Write { path, text, .. } => {
            let path = path.as_str();
            offer.create = Some(Create { path, text });
        }
    }
    offer
}
