//! What is off, in words.

use super::report::Report;

/// What is off. What merely could be different, such as an editor that is not set up, is not.
pub(super) fn problems(report: &Report) -> Vec<String> {
    let mut problems = Vec::new();
    match &report.on_path {
        None => problems.push(
            "`dossier` is not on PATH, so editors don't find it. Add its folder there.".to_owned(),
        ),
        Some(found) if found.version.as_ref() != Some(&report.program.version) => {
            problems.push(format!(
                "Editors start another version of dossier than this one: {}.",
                found.path.display()
            ));
        }
        Some(_) => {}
    }
    for file in &report.workspace.configuration {
        for finding in &file.findings {
            problems.push(format!(
                "{}:{}:{}: {}",
                file.path, finding.line, finding.column, finding.message
            ));
        }
    }
    if let Some(file) = &report.file {
        if file.is.is_none() {
            problems.push(format!("{} is no agent file.", file.path));
        }
        if file.excluded.is_some() {
            problems.push(format!("{} gets no diagnostics.", file.path));
        }
        if file.passed_over.is_some() {
            problems.push(format!(
                "{} is not found until it is opened, so nothing leads to it.",
                file.path
            ));
        }
    }
    problems
}
