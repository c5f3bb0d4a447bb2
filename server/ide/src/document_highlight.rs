//! The places in a file that name the same thing as the one under the cursor.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_syntax::{Form, Mention, Span, Wants};
use dossier_workspace::{FileId, Snapshot, Source};

/// A place to highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: HighlightKind,
}

/// What a highlighted place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HighlightKind {
    /// Names the thing.
    Mention,
    /// Defines it.
    Definition,
    /// The name of a field.
    Field,
}

/// Every place in the file that names what the mention at the byte `offset` names; on the name of
/// a field, the fields of that name.
pub fn document_highlight(snapshot: &Snapshot, file: FileId, offset: usize) -> Vec<Highlight> {
    let Some(source) = snapshot.readable(file) else {
        return Vec::new();
    };
    let mut found = match target_at(snapshot, &source, offset) {
        Some(target) => {
            // The entries of a file are one text.
            let file = snapshot.index().file(source.id);
            let all = match file.entry {
                Some(_) => snapshot.listed_in(&file.path),
                None => vec![source],
            };
            let same = all.iter().map(|it| same_target(snapshot, it, &target));
            same.flatten().collect()
        }
        None => same_field(&source, offset),
    };
    found.sort_by_key(|highlight| (highlight.span, highlight.kind));
    found.dedup_by_key(|highlight| highlight.span);
    found
}

/// What a place in the file names: a file, and what of it.
#[derive(PartialEq)]
struct Named {
    path: Utf8PathBuf,
    /// Which entry of the file it is, if it is one.
    entry: Option<usize>,
    span: Span,
    /// The file is one of the index, to which names and paths lead alike.
    indexed: bool,
    /// It is a heading of the file.
    heading: bool,
}

fn target_at(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Named> {
    let mut mentions = source.facts.mentions_at(offset);
    let definition = source.facts.definition.as_ref();
    definition
        .filter(|it| !it.name_span.is_empty() && it.name_span.touches(offset))
        .map(|it| itself(snapshot, source, it.name_span))
        .or_else(|| mentions.find_map(|mention| target_of(snapshot, source, &mention)))
        .or_else(|| heading_at(snapshot, source, offset))
}

fn heading_at(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Named> {
    let path = &snapshot.index().file(source.id).path;
    let page = snapshot.page(path)?;
    let heading = page
        .anchors
        .headings()
        .iter()
        .find(|it| it.span.touches(offset))?;
    Some(Named {
        heading: true,
        ..itself(snapshot, source, heading.span)
    })
}

fn itself(snapshot: &Snapshot, source: &Source, span: Span) -> Named {
    let file = snapshot.index().file(source.id);
    Named {
        path: file.path.to_path_buf(),
        entry: file.entry,
        span,
        indexed: true,
        heading: false,
    }
}

fn target_of(snapshot: &Snapshot, source: &Source, mention: &Mention) -> Option<Named> {
    if let Some(definition) = &source.facts.definition
        && mention.wants != Wants::File
        && definition.names.iter().any(|it| it == mention.name)
        && (mention.name.contains(['-', ':', '_'])
            || !matches!(mention.form, Form::Plain | Form::Title | Form::Quoted))
    {
        return Some(itself(snapshot, source, definition.name_span));
    }
    let target = snapshot.resolve(source.id, mention).into_iter().next()?;
    let (path, span) = target.location(snapshot)?;
    let to = target.indexed().map(|id| snapshot.index().file(id));
    let (indexed, entry) = (to.is_some(), to.and_then(|file| file.entry));
    let heading = target.fragment.is_some() && !span.is_empty();
    Some(Named {
        path,
        entry,
        span,
        indexed,
        heading,
    })
}

fn same_target(snapshot: &Snapshot, source: &Source, target: &Named) -> Vec<Highlight> {
    let mentions = source.facts.mentions();
    let mentions = mentions.filter(|mention| {
        (mention.own_fragment().is_some() || may_lead_to(mention, &target.path))
            && target_of(snapshot, source, mention).is_some_and(|other| {
                // A path leads to a file as a whole.
                other.path == target.path
                    && other.entry == target.entry
                    && (other.span == target.span || other.indexed && !target.heading)
            })
    });
    let mut found: Vec<Highlight> = mentions
        .map(|mention| Highlight {
            span: mention.span,
            kind: HighlightKind::Mention,
        })
        .collect();
    let definition = source.facts.definition.as_ref();
    let own_file = snapshot.index().file(source.id);
    let own_path = &*own_file.path;
    if target.heading {
        // One that nothing here leads to is alone.
        let is_here = target.path == own_path && !found.is_empty();
        found.extend(is_here.then_some(Highlight {
            span: target.span,
            kind: HighlightKind::Definition,
        }));
        return found;
    }
    let is_own = target.path == own_path && target.entry == own_file.entry;
    let own = definition.filter(|it| is_own && !it.name_span.is_empty());
    found.extend(own.map(|definition| Highlight {
        span: definition.name_span,
        kind: HighlightKind::Definition,
    }));
    found
}

/// False for a path that ends in another file's name, so that the disk need not be asked.
fn may_lead_to(mention: &Mention, path: &Utf8Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    mention.wants != Wants::File
        || mention
            .name
            .replace("%20", " ")
            .replace("\\ ", " ")
            .contains(name)
}

fn same_field(source: &Source, offset: usize) -> Vec<Highlight> {
    let front_matter = source.parsed.front_matter.as_ref();
    let entries = front_matter.map(|it| &it.entries[..]).unwrap_or_default();
    let Some(here) = entries.iter().find(|entry| entry.key.touches(offset)) else {
        return Vec::new();
    };
    let same = entries.iter().filter(|entry| entry.name == here.name);
    same.map(|entry| Highlight {
        span: entry.key,
        kind: HighlightKind::Field,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::{at_cursor, with_team};

    fn check(fixture: &str, expected: &Expect) {
        let shown = at_cursor(&with_team(fixture), |snapshot, file, offset| {
            let Some(source) = snapshot.source(file) else {
                return String::new();
            };
            let shown = document_highlight(snapshot, file, offset)
                .into_iter()
                .map(|it| {
                    let line = source.parsed.lines.line_of(it.span.range().start);
                    format!("{line}: {} {:?}\n", it.span.of(&source.text), it.kind)
                });
            shown.collect::<String>()
        });
        expected.assert_eq(&shown);
    }

    #[test]
    fn every_way_of_naming_an_agent_is_one() {
        let text = "---\nname: main\ndescription: x\ntools: Agent(ml-engineer)\n---\n\
            👩‍🔬 Ask `ml-en<|>gineer`, then @ml-engineer, see [it](ml-engineer.md).\nNot data-engineer.\n";
        let expected = &expect![[r#"
            3: ml-engineer Mention
            5: ml-engineer Mention
            5: ml-engineer Mention
            5: it Mention
            5: ml-engineer.md Mention
        "#]];
        check(text, expected);
        check(&text.replace('\n', "\r\n"), expected);
    }

    #[test]
    fn the_own_name_is_a_definition() {
        check(
            "---\nname: lead-<|>agent\ndescription: x\n---\nYou are the lead-agent.\n",
            &expect![[r#"
                1: lead-agent Definition
                4: lead-agent Mention
            "#]],
        );
    }

    #[test]
    fn a_field_is_where_it_is_written() {
        check(
            "---\nname: a\ndescrip<|>tion: x\ndescription: y\n---\n",
            &expect![[r#"
                2: description Field
                3: description Field
            "#]],
        );
    }

    #[test]
    fn prose_and_other_markdown_have_none() {
        check(
            "---\nname: a\ndescription: x\n---\nHel<|>lo.\n",
            &expect![[""]],
        );
        check("//- /w/README.md\nml-eng<|>ineer\n", &expect![[""]]);
    }

    #[test]
    fn every_offset_of_a_broken_file_has_an_answer() {
        let text =
            "---\nname: ä\ntools: [Read, \"Agent(ml-engineer\nmodel: opus\n# 👩‍🔬 @ml-engineer\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            at_cursor(&with_team(&text), |snapshot, file, _| {
                for offset in 0..text.len() + 3 {
                    for place in document_highlight(snapshot, file, offset) {
                        assert!(text.get(place.span.range()).is_some(), "{place:?}");
                    }
                }
            });
        }
    }

    #[test]
    fn an_entry_of_settings_is_another_than_those_beside_it() {
        let settings = r#"
//- /w/opencode.json
{"agent": {
  "writer": {"prompt": "Ask @rea<|>der, then the `clerk`."},
  "reader": {"prompt": "Ask @writer."},
  "clerk": {"prompt": "Ask @reader."}
}}
"#;
        check(
            settings,
            &expect![[r#"
            1: reader Mention
            2: reader Definition
            3: reader Mention
        "#]],
        );
    }
}
