//! What a file means but doesn't say.

use dossier_dialect::{Atom, FileKind, ModelState};
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot, Source, values};

use crate::describe;
use crate::safe_markdown::safe;

/// A text to show between those of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Where, in bytes.
    pub offset: usize,
    /// What to show.
    pub label: String,
    /// More about it, in Markdown.
    pub markdown: Option<String>,
}

/// What holds in the `range` of a file without being written there, as far as the settings ask
/// for it.
pub fn inlay_hints(snapshot: &Snapshot, file: FileId, range: Span) -> Vec<InlayHint> {
    let wanted = &snapshot.settings().inlay_hints;
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let mut hints = Vec::new();
    if wanted.models {
        hints.extend(models(snapshot, &source));
    }
    if wanted.tools {
        hints.extend(tools(snapshot, &source));
    }
    hints.retain(|hint| range.touches(hint.offset));
    hints
}

/// The model that an alias stands for today.
fn models(snapshot: &Snapshot, source: &Source) -> Vec<InlayHint> {
    let place = source.place();
    let (dialect, vocabulary) = (snapshot.dialect(place), snapshot.vocabulary(place));
    let Some(front_matter) = &source.parsed.front_matter else {
        return Vec::new();
    };
    let parts = values::parts(dialect, place.kind, front_matter, &source.text);
    let models = parts.iter().filter(|part| part.atom == Atom::Model);
    let hints = models.filter_map(|part| {
        let state = vocabulary.model(part.span.of(&source.text), snapshot.today());
        let (ModelState::Current(row) | ModelState::Deprecated(row)) = state else {
            return None;
        };
        let quote = source.text[part.span.range().end..].starts_with(['"', '\'']);
        Some(InlayHint {
            offset: part.span.range().end + usize::from(quote),
            label: format!("= {}", row.stands_for.as_ref()?),
            markdown: describe::model(vocabulary, state).map(|it| safe(&it)),
        })
    });
    hints.collect()
}

/// What an agent gets that lists no tools.
fn tools(snapshot: &Snapshot, source: &Source) -> Option<InlayHint> {
    let place = source.place();
    let front_matter = source.parsed.front_matter.as_ref()?;
    let dialect = snapshot.dialect(place);
    let mut fields = dialect.fields(FileKind::Agent);
    let field = fields
        .find(|field| field.shape.holds(Atom::Tool) && !field.takes_away)
        .filter(|_| place.kind == FileKind::Agent)?;
    if front_matter.field(&field.name).is_some() {
        return None;
    }
    // Without a fence there is no line to put it behind.
    let close = front_matter.close.filter(|_| front_matter.fenced)?;
    Some(InlayHint {
        offset: close.range().end,
        label: format!("{}: {}", field.name, field.default.as_ref()?),
        markdown: Some(safe(&describe::field(dialect, field))),
    })
}

#[cfg(test)]
mod tests {
    use dossier_workspace::Settings;
    use dossier_workspace::fixture::Fixture;
    use expect_test::{Expect, expect};

    use super::*;

    fn shown(text: &str, range: Option<Span>, choose: impl FnOnce(&mut Settings)) -> String {
        let mut fixture = Fixture::parse(text);
        let mut settings = Settings::default();
        choose(&mut settings);
        fixture.world.set_settings(settings, Vec::new());
        let (snapshot, file) = fixture.snapshot();
        let hints = inlay_hints(&snapshot, file, range.unwrap_or(Span::new(0, text.len())));
        let text = snapshot.source(file).map(|source| source.text);
        let shown = hints.iter().map(|hint| {
            let before = text.as_ref().and_then(|text| text.get(..hint.offset));
            let before = before.and_then(|it| it.lines().last()).unwrap_or_default();
            format!("{before} <{}>\n", hint.label)
        });
        shown.collect()
    }

    fn check(text: &str, expected: &Expect) {
        expected.assert_eq(&shown(text, None, |_| {}));
    }

    const AGENT: &str = "---\nname: a\ndescription: 👩‍🔬\nmodel: opus # big\n---\nHello.\n";

    #[test]
    fn an_alias_stands_for_a_model_and_no_tools_for_all() {
        let expected = &expect![[r#"
            model: opus <= claude-opus-5-5>
            --- <tools: all tools available to subagents>
        "#]];
        check(AGENT, expected);
        check(&AGENT.replace('\n', "\r\n"), expected);
    }

    #[test]
    fn what_is_written_out_needs_no_hint() {
        let text = "---\nname: a\ndescription: x\nmodel: claude-opus-5-5\ntools:\n---\n";
        check(text, &expect![[""]]);
        check("---\nname: a\nmodel: nonsense", &expect![[""]]);
    }

    #[test]
    fn other_files_have_no_hint_for_tools() {
        check(
            "//- /w/.claude/commands/x.md\n---\nmodel: sonnet\n---\n",
            &expect![[r#"
                model: sonnet <= claude-sonnet-5-5>
            "#]],
        );
        check(
            "//- /w/README.md\n---\nmodel: sonnet\n---\n",
            &expect![[""]],
        );
    }

    #[test]
    fn only_the_range_and_what_is_wanted_is_shown() {
        assert_eq!(shown(AGENT, Some(Span::new(0, 9)), |_| {}), "");
        let none = |settings: &mut Settings| {
            settings.inlay_hints.models = false;
            settings.inlay_hints.tools = false;
        };
        assert_eq!(shown(AGENT, None, none), "");
        let models = |settings: &mut Settings| settings.inlay_hints.tools = false;
        assert_eq!(
            shown(AGENT, None, models),
            "model: opus <= claude-opus-5-5>\n"
        );
    }
}
