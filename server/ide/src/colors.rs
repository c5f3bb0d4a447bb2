//! The colours that fields stand for, and how to write another one.

use dossier_dialect::{Colors, Field, Rgb};
use dossier_syntax::{Format, Span};
use dossier_workspace::values;
use dossier_workspace::{FileId, Snapshot, Source};

/// A colour in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Color {
    /// Where it is written, without quotes.
    pub span: Span,
    /// What it looks like.
    pub rgb: Rgb,
}

/// A way to write a colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColorPresentation {
    /// The value that the program reads.
    pub label: String,
    /// What it replaces.
    pub span: Span,
    /// What is written there.
    pub text: String,
}

/// The colours in a file: values of fields that hold one, as far as it is known what they look like.
pub fn colors(snapshot: &Snapshot, file: FileId) -> Vec<Color> {
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let values = values_of(snapshot, &source).into_iter();
    let found = values.filter_map(|it| {
        let written = it.span.of(&source.text);
        let known = it.colors.rgb.get(written).copied();
        let rgb = known.or_else(|| Rgb::parse(written))?;
        Some(Color { span: it.span, rgb })
    });
    found.collect()
}

/// How a colour that is chosen in place of the one at `at` can be written, the best way first: as
/// it is where the program takes that, else by the names that it has, the nearest first.
pub fn color_presentations(
    snapshot: &Snapshot,
    file: FileId,
    at: Span,
    chosen: Rgb,
) -> Vec<ColorPresentation> {
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let values = values_of(snapshot, &source);
    let Some(value) = values.iter().find(|it| it.span == at) else {
        return Vec::new();
    };
    let (dialect, kind) = (snapshot.dialect(source.place()), source.place().kind);
    let hex = value.colors.hex.then(|| chosen.hex());
    let hex = hex.filter(|hex| dialect.field_accepts(kind, &value.field.name, hex));
    let mut names: Vec<_> = value.colors.rgb.iter().collect();
    names.sort_by_key(|(_, rgb)| rgb.distance(chosen));
    let labels = hex
        .into_iter()
        .chain(names.into_iter().map(|(name, _)| name.clone()));
    labels
        .map(|label| value.write(label, source.parsed.format))
        .collect()
}

/// A value that is a colour.
struct ColorValue<'a> {
    field: &'a Field,
    colors: &'a Colors,
    /// The value, with its quotes.
    whole: Span,
    /// Without them.
    span: Span,
}

fn values_of<'a>(snapshot: &'a Snapshot, source: &'a Source) -> Vec<ColorValue<'a>> {
    let (dialect, kind) = (snapshot.dialect(source.place()), source.place().kind);
    let Some(front_matter) = &source.parsed.front_matter else {
        return Vec::new();
    };
    let fields = values::fields(dialect, kind, front_matter).into_iter();
    let values = fields.filter_map(|it| {
        let field = it.field?;
        let value = &it.entry.value;
        value.text()?;
        Some(ColorValue {
            field,
            colors: field.colors.as_ref()?,
            whole: value.span,
            span: value.inner_span(&source.text),
        })
    });
    values.collect()
}

impl ColorValue<'_> {
    /// The edit that writes another value, in the quotes that there are. In YAML, `#` without any
    /// begins a comment.
    fn write(&self, label: String, format: Format) -> ColorPresentation {
        let has_quotes = self.whole != self.span;
        let needs_quotes = format == Format::Markdown && label.starts_with('#');
        let text = match !has_quotes && needs_quotes {
            true => format!("\"{label}\""),
            false => label.clone(),
        };
        ColorPresentation {
            label,
            span: self.span,
            text,
        }
    }
}

#[cfg(test)]
mod tests {
    use dossier_workspace::fixture::Fixture;
    use expect_test::{Expect, expect};

    use super::*;

    /// Shows each colour of the file, and how red and violet can be written in its place.
    fn check(fixture: &str, expected: &Expect) {
        let fixture = Fixture::parse(fixture);
        let (snapshot, file) = fixture.snapshot();
        let text = snapshot.source(file).unwrap().text;
        let mut shown = String::new();
        for it in colors(&snapshot, file) {
            shown += &format!("{} is {}\n", it.span.of(&text), it.rgb.hex());
            for chosen in [[255, 0, 0], [150, 100, 220]] {
                let ways = color_presentations(&snapshot, file, it.span, Rgb(chosen));
                let written = ways.iter().map(|way| {
                    let mut line = text[..way.span.range().end]
                        .lines()
                        .next_back()
                        .unwrap()
                        .to_owned();
                    let start = line.len() - way.span.range().len();
                    line.replace_range(start.., &way.text);
                    format!("{} ({line})", way.label)
                });
                let written: Vec<String> = written.take(2).collect();
                shown += &format!("  {}: {}\n", Rgb(chosen).hex(), written.join(", "));
            }
        }
        expected.assert_eq(&shown);
    }

    fn agent(line: &str) -> String {
        format!("---\nname: main\ndescription: Works.\n{line}\n---\nWork.\n")
    }

    #[test]
    fn a_named_colour_is_shown_and_the_nearest_names_are_offered() {
        check(
            &agent("color: purple"),
            &expect![[r#"
            purple is #827dbd
              #ff0000: red (color: red), orange (color: orange)
              #9664dc: purple (color: purple), blue (color: blue)
        "#]],
        );
        check(
            &agent("color: 'cyan'"),
            &expect![[r#"
            cyan is #0891b2
              #ff0000: red (color: 'red), orange (color: 'orange)
              #9664dc: purple (color: 'purple), blue (color: 'blue)
        "#]],
        );
    }

    #[test]
    fn a_colour_that_the_program_does_not_take_becomes_one_that_it_takes() {
        check(
            &agent("color: \"#0b7285\""),
            &expect![[r##"
            #0b7285 is #0b7285
              #ff0000: red (color: "red), orange (color: "orange)
              #9664dc: purple (color: "purple), blue (color: "blue)
        "##]],
        );
    }

    #[test]
    fn where_the_program_takes_any_colour_it_is_written_as_such() {
        let agent = |line: &str| format!("//- /w/.opencode/agents/main.md\n{}", agent(line));
        check(
            &agent("color: \"#FF00aa\""),
            &expect![[r##"
            #FF00aa is #ff00aa
              #ff0000: #ff0000 (color: "#ff0000)
              #9664dc: #9664dc (color: "#9664dc)
        "##]],
        );
        // What a theme makes of it is not known.
        check(&agent("color: primary"), &expect![[""]]);
    }

    #[test]
    fn what_has_no_colour_shows_none() {
        check(&agent("color:"), &expect![[""]]);
        check(&agent("color: # red"), &expect![[""]]);
        check(&agent("color: mauve"), &expect![[""]]);
        check(&agent("color: [red]"), &expect![[""]]);
        check(&agent("model: red"), &expect![[""]]);
        check("# color: red\n", &expect![[""]]);
    }

    #[test]
    fn a_place_without_a_colour_is_offered_none() {
        let fixture = Fixture::parse(&agent("color: red"));
        let (snapshot, file) = fixture.snapshot();
        let ways = color_presentations(&snapshot, file, Span::new(0, 3), Rgb([0, 0, 0]));
        assert_eq!(ways, []);
    }
}
