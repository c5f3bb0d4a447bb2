//! Front matter that can't be read, or isn't there.

use dossier_dialect::{FaultId, FrontMatterUse, Severity};
use dossier_syntax::{Fault, FaultCause, Format, FrontMatter, Span};

use dossier_workspace::values::is_broken;

use super::{Finding, Findings};
use crate::Fix;
use crate::cursor::line_around;
use crate::fixes::{line_end, quote};

pub(super) fn check(findings: &mut Findings<'_>) {
    let Some(front_matter) = findings.front_matter() else {
        missing(findings);
        return;
    };
    if front_matter.late {
        if let Some((severity, says)) = findings.consequence(FaultId::NoFrontMatter) {
            let message = format!(
                "The front matter starts below the first line, so it is read as text. {says}"
            );
            let severity = severity.max(Severity::Warning);
            let blank = Span::new(after_mark(findings.text()), front_matter.open.range().start);
            let title = "Remove the blank lines above".to_owned();
            let fix = Fix::replace(title, blank, String::new(), true);
            let finding = Finding::new("late-front-matter", front_matter.open, message);
            findings.add(finding.severity(severity).fix(fix));
        }
        return;
    }
    for fault in &front_matter.faults {
        explain(findings, front_matter, fault);
    }
}

fn missing(findings: &mut Findings<'_>) {
    let kind = findings.dialect().kind(findings.source.place().kind);
    if kind.is_none_or(|kind| kind.front_matter != FrontMatterUse::Required) {
        return;
    }
    if let Some((severity, says)) = findings.consequence(FaultId::NoFrontMatter) {
        let span = line_around(findings.text(), 0);
        let message = format!("No front matter. {says}");
        findings.add(Finding::new("missing-front-matter", span, message).severity(severity));
    }
}

fn explain(findings: &mut Findings<'_>, front_matter: &FrontMatter, fault: &Fault) {
    let lenient = matches!(
        fault.cause,
        FaultCause::ColonInPlainValue { one_line: true }
    );
    let consequence = lenient
        .then(|| findings.consequence(FaultId::Lenient))
        .flatten()
        .or_else(|| findings.consequence(FaultId::Unreadable));
    let Some((severity, says)) = consequence else {
        return;
    };
    let field = fault
        .field
        .as_deref()
        .map(|field| format!(" of `{field}`"))
        .unwrap_or_default();
    let what = match &fault.cause {
        FaultCause::ColonInPlainValue { .. } => {
            format!("A colon before a blank or the end of the line, in the value{field} without quotes, starts a new key in YAML.")
        }
        FaultCause::ReservedStart(c) => {
            format!("The value{field} starts with `{c}`, which means something else in YAML. Put it in quotes.")
        }
        FaultCause::Quote => {
            format!("The quotes around the value{field} don't match, or text follows them.")
        }
        FaultCause::AfterBracket => format!(
            "The value{field} starts with a bracket, which makes it a list or a map in YAML, and goes on after it. Put it in quotes."
        ),
        FaultCause::StrayText => {
            "This line starts at the left margin, but is no field. Indent it if it belongs to the field above."
                .to_owned()
        }
        FaultCause::Tab => "YAML takes no tabs for indentation.".to_owned(),
        FaultCause::NotClosed => "The front matter has no closing `---`.".to_owned(),
        FaultCause::NotFields => "The front matter is no list of fields.".to_owned(),
        FaultCause::Other(words) => match findings.source.parsed.format {
            Format::Markdown | Format::MarkdownLines => {
                format!("The front matter is no valid YAML: {words}.")
            }
            Format::Toml => format!("This is no valid TOML: {words}."),
            Format::Json => format!("This is no valid JSON: {words}."),
        },
    };
    let span = if fault.span.is_empty() {
        widened(findings, fault.span)
    } else {
        fault.span
    };
    let fix = mend(findings.text(), front_matter, fault);
    let finding = Finding::new("front-matter", span, format!("{what} {says}"));
    findings.add(finding.severity(severity).fixes(fix));
}

/// What would make it valid.
fn mend(text: &str, front_matter: &FrontMatter, fault: &Fault) -> Option<Fix> {
    if fault.cause == FaultCause::NotClosed {
        let end = front_matter.inner.range().end;
        let line_end = line_end(text);
        let gap = if text[..end].ends_with('\n') {
            ""
        } else {
            line_end
        };
        let fence = format!("{gap}---{line_end}");
        let title = "Close the front matter".to_owned();
        let fix = Fix::replace(title, Span::empty(end), fence, false);
        return Some(fix);
    }
    let field = fault.field.as_ref()?;
    let mut entries = front_matter.entries.iter();
    let entry = entries.find(|entry| entry.name == *field && is_broken(entry))?;
    quote(text, front_matter, entry)
}

/// Where a text starts, after its byte order mark.
fn after_mark(text: &str) -> usize {
    const MARK: char = '\u{feff}';
    if text.starts_with(MARK) {
        MARK.len_utf8()
    } else {
        0
    }
}

/// A fault between two characters is shown on the line around it.
fn widened(findings: &Findings<'_>, span: Span) -> Span {
    line_around(
        findings.text(),
        span.range().start.min(findings.text().len()),
    )
}
