//! Findings for people: code frames as compilers draw them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use dossier_dialect::Severity;
use dossier_syntax::Span;

mod text;

use text::Excerpt;
pub(crate) use text::Text;

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
    pub(crate) text: &'a Text<'a>,
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
    // The renderer walks over all that it gets, so it gets the lines that it shows.
    rendered(frame, &frame.text.around(frame.span), notes, help)
}

/// A frame around an excerpt of its text.
fn rendered(frame: &Frame<'_>, excerpt: &Excerpt<'_>, notes: &[String], help: &[String]) -> String {
    let level = match frame.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint | Severity::Off => Level::NOTE.with_name("hint"),
    };
    let mut annotation = AnnotationKind::Primary.span(excerpt.span.range());
    if !frame.label.is_empty() {
        annotation = annotation.label(frame.label);
    }
    let source = Snippet::source(excerpt.text)
        .line_start(excerpt.first_line)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the whole text would give, which takes as long as the text is.
    fn draw_whole(frame: &Frame<'_>, text: &str) -> String {
        let whole = Excerpt {
            text,
            first_line: 1,
            span: frame.span,
        };
        rendered(frame, &whole, &[], &[])
    }

    #[test]
    fn a_frame_is_the_same_however_much_of_the_text_is_read() {
        let many_lines = "\n".repeat(8) + "nine\n  ten\n\televen\n\n}\nlast";
        for text in [
            "",
            "a",
            "\n",
            "a\n",
            "a\r\n\r\nb\rc\r\n",
            "ä\n🦀",
            &many_lines,
        ] {
            let lines = Text::new(text);
            let ends = || (0..=text.len()).filter(|&at| text.is_char_boundary(at));
            for (start, end) in ends().flat_map(|start| ends().map(move |end| (start, end))) {
                if start > end {
                    continue;
                }
                let frame = Frame {
                    severity: Severity::Warning,
                    id: "x",
                    title: "X.",
                    path: "x.md",
                    text: &lines,
                    span: Span::new(start, end),
                    label: "",
                };
                assert_eq!(
                    draw(&frame),
                    draw_whole(&frame, text),
                    "{start} to {end} of {text:?}"
                );
            }
        }
    }
}
