//! `dossier check`: the editor's diagnostics in a terminal and in CI.

use std::io::{self, Write};
use std::process::ExitCode;

use camino::Utf8PathBuf;
use dossier_dialect::Severity;
use dossier_ide::Diagnostic;
use dossier_workspace::{FileId, Snapshot};
use serde::Serialize;

use crate::cli::{CheckOptions, Format, Level};
use crate::report::{self, Frame};
use crate::selection::{Problem, Range, Selection};

/// Exit code: findings at or above the severity asked for.
const FOUND: u8 = 1;

/// Exit code: the check could not be run.
const COULD_NOT_RUN: u8 = 2;

/// Runs the check.
pub(crate) fn run(options: &CheckOptions) -> ExitCode {
    match check(options) {
        Ok(worst) if worst >= Some(severity(options.fail_on)) => ExitCode::from(FOUND),
        Ok(_) => ExitCode::SUCCESS,
        Err(problem) => {
            anstream::eprintln!("dossier: {problem}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// The findings in one file.
struct Checked {
    file: FileId,
    findings: Vec<Diagnostic>,
}

/// Checks and prints. Returns the gravest severity that was found.
fn check(options: &CheckOptions) -> Result<Option<Severity>, Problem> {
    let Selection { snapshot, files } = Selection::read(&options.paths)?;
    let checked = check_all(&snapshot, &files);
    let worst = checked
        .iter()
        .flat_map(|it| &it.findings)
        .map(|finding| finding.severity)
        .max();
    let printed = match options.format {
        Format::Human => print_human(&snapshot, files.len(), &checked, severity(options.show)),
        Format::Json => print_json(&snapshot, files.len(), &checked),
    };
    match printed {
        // Nobody reads on; what was found is found all the same.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(worst),
        printed => printed.map(|()| worst).map_err(Problem::Output),
    }
}

/// Checks files on all cores; the findings come in the files' order.
fn check_all(snapshot: &Snapshot, files: &[FileId]) -> Vec<Checked> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let share = files.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> = files
            .chunks(share)
            .map(|files| {
                scope.spawn(move || {
                    let check = |&file: &FileId| {
                        let findings = dossier_ide::diagnostics(snapshot, file);
                        Checked { file, findings }
                    };
                    files.iter().map(check).collect::<Vec<_>>()
                })
            })
            .collect();
        // A check that panics is a fault of ours, which must be seen.
        shares
            .into_iter()
            .flat_map(|share| {
                share
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    })
}

fn print_human(
    snapshot: &Snapshot,
    files: usize,
    checked: &[Checked],
    least: Severity,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let here = std::env::current_dir()
        .ok()
        .and_then(|it| Utf8PathBuf::from_path_buf(it).ok());
    let mut counts = [0_usize; 4];
    let mut hidden = 0_usize;
    for Checked { file, findings } in checked.iter().filter(|it| !it.findings.is_empty()) {
        let Some(source) = snapshot.source(*file) else {
            continue;
        };
        let path = &snapshot.index().file(*file).path;
        let shown = here
            .as_ref()
            .and_then(|here| path.strip_prefix(here).ok())
            .unwrap_or(path);
        for finding in findings {
            counts[rank(finding.severity)] += 1;
            if finding.severity < least {
                hidden += 1;
                continue;
            }
            let frame = Frame {
                severity: finding.severity,
                id: finding.rule,
                title: &finding.message,
                path: shown.as_str(),
                text: &source.text,
                span: finding.span,
                label: "",
            };
            writeln!(out, "{}\n", report::draw(&frame))?;
        }
    }
    writeln!(out, "{}", summary(files, counts))?;
    if hidden > 0 {
        writeln!(
            out,
            "{hidden} below the severity shown; --show hint prints them too."
        )?;
    }
    if counts.iter().any(|&count| count > 0) {
        writeln!(
            out,
            "A rule is turned off by its name in {}: [rules] unknown-field = \"off\"",
            dossier_workspace::CONFIG_FILE
        )?;
    }
    out.flush()
}

/// `3 errors, 1 warning in 120 files`
fn summary(files: usize, counts: [usize; 4]) -> String {
    let plural = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    let [errors, warnings, information, hints] = counts;
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
    let found = if parts.is_empty() {
        "Nothing found".to_owned()
    } else {
        parts.join(", ")
    };
    format!("{found} in {}", plural(files, "agent file", "agent files"))
}

fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Information => 2,
        Severity::Hint | Severity::Off => 3,
    }
}

/// The JSON document. Lines count from zero, columns are UTF-16 code units, as editors have them.
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
}

fn print_json(snapshot: &Snapshot, files: usize, checked: &[Checked]) -> io::Result<()> {
    let mut findings = Vec::new();
    for Checked {
        file,
        findings: found,
    } in checked
    {
        let file = snapshot.index().file(*file);
        let Some(facts) = &file.facts else { continue };
        findings.extend(found.iter().map(|finding| Finding {
            path: file.path.as_str(),
            rule: finding.rule,
            severity: report::severity_name(finding.severity),
            message: &finding.message,
            range: Range::new(&facts.lines, finding.span),
        }));
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(
        &mut out,
        &Document {
            version: 1,
            files,
            findings,
        },
    )?;
    writeln!(out)?;
    out.flush()
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Information => Severity::Information,
        Level::Hint => Severity::Hint,
    }
}
