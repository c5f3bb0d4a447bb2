//! For people: the text with what is wrong in it, file by file.

use std::io::{self, Write};

use anstyle::Style;
use dossier_ide::Diagnostic;
use dossier_syntax::Encoding;

use super::Report;
use super::alike::{self, Alike, Place};
use crate::check::base::Base;
use crate::check::findings::{self, Counts, plural};
use crate::check::fix;
use crate::report::{self, Frame, Text};
use crate::shown::one_line;

const PATH: Style = Style::new().bold();

pub(super) fn print(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let base = Base::current();
    let places = report.shown().flat_map(|(checked, shown)| {
        let findings = shown.into_iter();
        findings.map(move |finding| (checked, finding))
    });
    let alike = Alike::new(places);
    for (checked, shown) in report.shown() {
        let path = base.shown(&checked.path);
        let counts = Counts::of(shown.iter().copied());
        let drawn_here = shown.iter().filter_map(|finding| {
            let others = alike.others(finding)?;
            Some((*finding, others))
        });
        let drawn_here: Vec<_> = drawn_here.collect();
        if drawn_here.is_empty() {
            // All of them stand in the lists of others.
            continue;
        }
        writeln!(out, "{PATH}{path}{PATH:#}: {counts}\n")?;
        let text = Text::new(&checked.text);
        for (finding, others) in drawn_here {
            out.write_all(drawn(report, &base, &path, &text, finding).as_bytes())?;
            writeln!(out)?;
            the_same(out, report, &base, finding, others)?;
            writeln!(out)?;
        }
    }
    match report.quiet {
        true => Ok(()),
        false => summary(out, report),
    }
}

/// The places at which the same is found.
fn the_same(
    out: &mut dyn Write,
    report: &Report<'_>,
    base: &Base,
    first: &Diagnostic,
    others: &[Place<'_>],
) -> io::Result<()> {
    if others.is_empty() {
        return Ok(());
    }
    writeln!(out, "  and the same in {} more places:", others.len())?;
    for (checked, finding) in others {
        let (line, column) = report.place(checked.file, finding.span, Encoding::Utf32);
        let names = alike::names(finding, first);
        let names = names.iter().map(|name| format!(" `{}`", one_line(name)));
        let names = names.collect::<String>();
        let path = base.shown(&checked.path);
        writeln!(out, "    {path}:{line}:{column}{names}")?;
    }
    Ok(())
}

fn drawn(
    report: &Report<'_>,
    base: &Base,
    path: &str,
    text: &Text<'_>,
    finding: &Diagnostic,
) -> String {
    let related = finding.related.iter().map(|(file, span, message)| {
        let (line, column) = report.place(*file, *span, Encoding::Utf32);
        let path = base.shown(&report.snapshot.index().file(*file).path);
        format!("{message} ({path}:{line}:{column})")
    });
    let frame = Frame {
        severity: finding.severity,
        id: finding.rule,
        title: &finding.message,
        path,
        text,
        span: finding.span,
        label: "",
    };
    let notes: Vec<String> = related.collect();
    let help: Vec<String> = finding.fixes.iter().map(fix::title).collect();
    report::draw_with(&frame, &notes, &help)
}

/// `3 errors, 1 warning in 120 agent files`, and what to do about it.
fn summary(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let all = || report.checked.iter().flat_map(|it| &it.findings);
    let counts = Counts::of(all()).to_string();
    let found = if counts.is_empty() {
        "Nothing found"
    } else {
        &counts
    };
    let files = plural(report.files, "agent file", "agent files");
    writeln!(out, "{found} in {files}")?;
    let mut rules: Vec<_> = findings::by_rule(report.checked).into_iter().collect();
    rules.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
    let width = rules.iter().map(|(_, count)| count.to_string().len()).max();
    for (rule, count) in &rules {
        writeln!(out, "  {count:>width$} {rule}", width = width.unwrap_or(0))?;
    }
    if let Some(fixed) = report.fixed {
        writeln!(out, "{} fixed.", plural(fixed, "finding", "findings"))?;
    }
    if let Some(accepted) = report.accepted {
        for line in accepted.sentences() {
            writeln!(out, "{line}")?;
        }
    }
    let hidden = all().filter(|it| it.severity < report.least).count();
    if hidden > 0 {
        writeln!(
            out,
            "{hidden} below the severity shown; --show hint prints them too."
        )?;
    }
    let first_fixes = || all().filter_map(|finding| finding.fixes.first());
    let safe = first_fixes().filter(|fix| fix.safe).count();
    if safe > 0 {
        let findings = plural(safe, "finding", "findings");
        writeln!(out, "--fix takes {findings} away; --diff shows how.")?;
    }
    if !rules.is_empty() {
        writeln!(
            out,
            "A rule is turned off by its name in {}: [rules] unknown-field = \"off\"",
            dossier_workspace::CONFIG_FILE
        )?;
    }
    Ok(())
}
