//! Findings for people: code frames as compilers draw them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use dossier_dialect::Severity;
use dossier_syntax::Span;

use crate::shown::one_line;

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
    let [title, path, label] = [frame.title, frame.path, frame.label].map(one_line);
    let frame = &Frame {
        title: &title,
        path: &path,
        label: &label,
        ..*frame
    };
    let in_lines = |texts: &[String]| -> Vec<String> {
        let texts = texts.iter().map(|text| one_line(text).into_owned());
        texts.collect()
    };
    let (notes, help) = (&in_lines(notes), &in_lines(help));
    // The renderer walks over all that it gets, so it gets what it shows.
    let excerpt = frame.text.around(frame.span);
    let drawn = rendered(frame, &excerpt, notes, help);
    if excerpt.left_out == 0 {
        return drawn;
    }
    let column = 1 + excerpt.text[..excerpt.span.range().start].chars().count();
    let place = |column| format!("{}:{}:{column}", frame.path, excerpt.first_line);
    // The place stands above all else but the title.
    drawn.replacen(&place(column), &place(column + excerpt.left_out), 1)
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
            left_out: 0,
        };
        rendered(frame, &whole, &[], &[])
    }

    fn check(text: &str, spans: impl IntoIterator<Item = (usize, usize)>) {
        let lines = Text::new(text);
        for (start, end) in spans {
            if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
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
            let (drawn, whole) = (draw(&frame), draw_whole(&frame, text));
            assert_eq!(drawn, whole, "{start} to {end} of {text:?}");
        }
    }

    #[test]
    fn a_frame_is_the_same_however_many_lines_are_read_for_it() {
        let many = "\n".repeat(8) + "nine\n  ten\n\televen\n\n}\nlast";
        for text in ["", "a", "\n", "a\n", "a\r\n\r\nb\rc\r\n", "ä\n🦀", &many] {
            let starts = 0..=text.len();
            check(
                text,
                starts.flat_map(|start| (start..=text.len()).map(move |end| (start, end))),
            );
        }
    }

    #[test]
    fn a_frame_is_the_same_however_much_of_a_long_line_is_read_for_it() {
        for word in ["Read, ", "a\t", "写 ", "e\u{301}x   "] {
            for indentation in ["", "   ", "\t\t\t\t\t\t\t\t", &" ".repeat(700)] {
                let line = format!("{indentation}{}", word.repeat(400));
                let text = format!("first\n{line}\r\nlast");
                let starts = (0..text.len())
                    .step_by(37)
                    .chain(text.len() - 12..=text.len());
                check(
                    &text,
                    starts.flat_map(|start| {
                        let lens = [0, 1, 4, 150, 900].into_iter();
                        lens.map(move |len| (start, start + len))
                            .filter(|(_, end)| *end <= text.len())
                    }),
                );
            }
        }
    }
}
