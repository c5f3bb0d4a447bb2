//! Findings for people: code frames as compilers draw them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use dossier_dialect::Severity;
use dossier_syntax::Span;

/// One frame.
pub(crate) struct Frame<'a> {
    /// How grave it is.
    pub(crate) severity: Severity,
    /// What stands in brackets after that.
    pub(crate) id: &'a str,
    /// The headline.
    pub(crate) title: &'a str,
    /// The file's path, as it is shown.
    pub(crate) path: &'a str,
    /// The file's text.
    pub(crate) text: &'a str,
    /// The text that is underlined.
    pub(crate) span: Span,
    /// What stands at the underlining.
    pub(crate) label: &'a str,
}

/// Draws a frame with the terminal's styles, which the output stream takes out where it is no
/// terminal.
pub(crate) fn draw(frame: &Frame<'_>) -> String {
    draw_with(frame, &[], &[])
}

/// The same with notes and offers of help below it.
pub(crate) fn draw_with(frame: &Frame<'_>, notes: &[String], help: &[String]) -> String {
    let level = match frame.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint | Severity::Off => Level::NOTE.with_name("hint"),
    };
    let mut annotation = AnnotationKind::Primary.span(frame.span.range());
    if !frame.label.is_empty() {
        annotation = annotation.label(frame.label);
    }
    let source = Snippet::source(frame.text)
        .path(frame.path)
        .annotation(annotation);
    let title = level.primary_title(frame.title).id(frame.id);
    let notes = notes.iter().map(|note| Level::NOTE.message(note));
    let help = help.iter().map(|help| Level::HELP.message(help));
    let report = [Group::with_title(title)
        .element(source)
        .elements(notes)
        .elements(help)];
    Renderer::styled().render(&report)
}

/// The word for a severity, as reports and JSON write it.
pub(crate) fn severity_name(severity: Severity) -> &'static str {
    severity.as_str()
}
