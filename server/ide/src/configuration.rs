//! What is wrong with a `dossier.toml`, and with the tables of programs beside it.

use dossier_dialect::{Dialects, Severity, closest, program_id};
use dossier_syntax::Span;
use dossier_workspace::{ConfigFile, ConfigName, TableFault};

use crate::Diagnostic;
use crate::diagnostics::{Finding, did_you_mean};

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
    let names = file.names();
    for written in names.rules {
        let name = &written.name;
        if dialects.rules().get(name).is_none() {
            let names = dialects.rules().iter().map(|rule| rule.name.as_str());
            let meant = did_you_mean(closest(name, names));
            let message = format!("This version has no rule `{name}`.{meant}");
            found.push(finding(Severity::Warning, place_of(&written), message));
        }
    }
    let programs = dialects.programs();
    for written in names.programs {
        let name = &written.name;
        if !programs.contains(&program_id(name)) {
            let known: Vec<&str> = programs.iter().map(String::as_str).collect();
            let message = format!(
                "Nothing is known of the program `{name}`. Known are {}.",
                known.join(", ")
            );
            found.push(finding(Severity::Warning, place_of(&written), message));
        }
    }
    found.sort_by_key(|finding| finding.span);
    found
}

/// Why a table of a program of one's own can't be used.
pub fn program_table(fault: &TableFault) -> Diagnostic {
    let span = Span::new(fault.span.start, fault.span.end);
    let message = format!("This program is not known: {}.", fault.message);
    finding(Severity::Error, span, message)
}

fn place_of(written: &ConfigName) -> Span {
    Span::new(written.span.start, written.span.end)
}

fn finding(severity: Severity, span: Span, message: String) -> Diagnostic {
    Finding::new(CODE, span, message).reported_as(severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blamed parts of a text, with their lines from 1.
    fn blamed(text: &str) -> Vec<String> {
        let dialects = Dialects::builtin().unwrap();
        let file = ConfigFile::parse("/w/dossier.toml".into(), text);
        let found = configuration(&dialects, &file).into_iter();
        let shown = found.map(|it| {
            let span = it.span.range();
            let severity = it.severity.as_str();
            let line = text[..span.start].matches('\n').count() + 1;
            format!("{severity} in line {line}: {}", &text[span])
        });
        shown.collect()
    }

    #[test]
    fn a_name_is_blamed_where_it_is_written_and_not_where_its_letters_are() {
        let text = "\
# loud-tool, foo
exclude = [\"loud-tool\"]
readers = [\"claude-code\", \"foo\"]
[rules]
loud-tool = \"off\"
unknown-tool = \"off\"
[[overrides]]
paths = [\"foo\"]
rules = { 'loud-tool' = \"hint\" }
";
        assert_eq!(
            blamed(text),
            [
                "warning in line 3: foo",
                "warning in line 5: loud-tool",
                "warning in line 9: loud-tool"
            ]
        );
    }

    #[test]
    fn every_example_of_the_reference_can_be_read() {
        let page = include_str!("../../../docs/configuration.md");
        let examples = page.split("```toml\n").skip(1);
        let examples = examples.filter_map(|it| Some(it.split_once("```")?.0));
        // Tables of programs have a test of their own.
        let examples = examples.filter(|it| !it.contains("[program]"));
        let broken: Vec<String> = examples.clone().flat_map(blamed).collect();
        assert!(broken.is_empty(), "{broken:?}");
        assert!(examples.count() > 5);
    }

    #[test]
    fn a_byte_order_mark_moves_no_place() {
        assert_eq!(
            blamed("\u{feff}[rules]\nloud-tool = \"off\"\n"),
            ["warning in line 2: loud-tool"]
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_is_an_error_at_what_is_wrong() {
        assert_eq!(
            blamed("# loud\n[rules]\nunknown-tool = \"loud\"\n"),
            ["error in line 3: \"loud\""]
        );
        assert_eq!(
            blamed("# a[\r\nexclude = [\"b\", \"a[\"]\r\n"),
            ["error in line 2: a["]
        );
        assert_eq!(blamed("exclud = []\n"), ["error in line 1: exclud"]);
    }
}
