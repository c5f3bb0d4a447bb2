//! What is wrong with a `dossier.toml`.

use dossier_dialect::{Dialects, Severity, closest, program_id};
use dossier_syntax::Span;
use dossier_workspace::ConfigFile;

use crate::Diagnostic;

/// The code of such findings. It is no rule: it can't be turned off.
const CODE: &str = "configuration";

/// The findings in a `dossier.toml`: why it can't be read, or else the names in it that mean
/// nothing to this version.
pub fn configuration(dialects: &Dialects, file: &ConfigFile) -> Vec<Diagnostic> {
    if let Some(error) = &file.error {
        let span = Span::new(error.span.start, error.span.end);
        return vec![finding(Severity::Error, span, error.message.clone())];
    }
    let mut found = Vec::new();
    let content = &file.content;
    let overridden = content.overrides.iter().map(|it| &it.rules);
    let rules = overridden.chain([&content.rules]);
    for name in rules.flat_map(|rules| rules.keys()) {
        if dialects.rules().get(name).is_none() {
            let names = dialects.rules().iter().map(|rule| rule.name.as_str());
            let meant = match closest(name, names) {
                Some(meant) => format!(" Did you mean `{meant}`?"),
                None => String::new(),
            };
            let message = format!("This version has no rule `{name}`.{meant}");
            found.push(finding(Severity::Warning, place_of(file, name), message));
        }
    }
    let programs = dialects.programs();
    for name in content.readers.iter().flatten() {
        if !programs.contains(&program_id(name)) {
            let known: Vec<&str> = programs.iter().map(String::as_str).collect();
            let message = format!(
                "Nothing is known of the program `{name}`. Known are {}.",
                known.join(", ")
            );
            found.push(finding(Severity::Warning, place_of(file, name), message));
        }
    }
    found.sort_by_key(|finding| finding.span);
    found
}

/// Where a name is written first.
fn place_of(file: &ConfigFile, name: &str) -> Span {
    let at = file.text.find(name).unwrap_or_default();
    Span::new(at, (at + name.len()).min(file.text.len()))
}

fn finding(severity: Severity, span: Span, message: String) -> Diagnostic {
    Diagnostic {
        rule: CODE,
        severity,
        span,
        message,
        tag: None,
        related: Vec::new(),
        fixes: Vec::new(),
    }
}
