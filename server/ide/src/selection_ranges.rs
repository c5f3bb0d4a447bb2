//! What a selection grows to, step by step.

use dossier_syntax::{Entry, Node, Span, Value};
use dossier_workspace::{FileId, Snapshot, Source};

use crate::cursor::word_around;
use crate::sections::{sections, without_trailing_blanks};

/// In how many steps a selection grows at most, the last of them to the whole text: nobody presses a
/// key more often, and each step lies within the next in what is sent.
const MOST_STEPS: usize = 50;

/// For each of the byte `offsets`, the spans around it: each lies within the next and is shorter.
/// There is always one, the whole text. `None` for a file that is no agent file.
pub fn selection_ranges(
    snapshot: &Snapshot,
    file: FileId,
    offsets: &[usize],
) -> Option<Vec<Vec<Span>>> {
    let source = snapshot.source(file)?;
    let whole = Span::new(0, source.text.len());
    let mut body = vec![source.parsed.body];
    let blocks = snapshot.blocks(file).into_iter().map(|block| block.span);
    body.extend(blocks.filter(|span| span.start >= source.parsed.body.start));
    let mut body: Vec<Span> = body
        .into_iter()
        .map(|span| without_trailing_blanks(span, &source.text))
        .collect();
    body.extend(sections(&source).into_iter().map(|(_, span)| span));
    body.push(whole);
    let grown = offsets.iter().map(|&offset| {
        let mut spans = around(&source, offset);
        spans.extend(body.iter().filter(|span| span.touches(offset)));
        growing(spans, offset, whole)
    });
    Some(grown.collect())
}

/// Words, mentions, and the parts of the front matter.
fn around(source: &Source, offset: usize) -> Vec<Span> {
    let text = &source.text;
    let mut spans = Vec::new();
    if text.is_char_boundary(offset) {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_name = |c: char| is_word(c) || matches!(c, '-' | ':');
        let words = [
            word_around(text, offset, is_word),
            word_around(text, offset, is_name),
        ];
        spans.extend(words.into_iter().filter(|word| !word.is_empty()));
    }
    spans.extend(source.facts.mentions_at(offset).map(|mention| mention.span));
    if let Some(front_matter) = &source.parsed.front_matter
        && front_matter.span().touches(offset)
    {
        let inner = without_trailing_blanks(front_matter.inner, text);
        spans.extend([inner, front_matter.span()]);
        entries(&front_matter.entries, text, offset, &mut spans);
    }
    spans
}

fn entries(entries: &[Entry], text: &str, offset: usize, spans: &mut Vec<Span>) {
    for entry in entries {
        let end = entry.value.span.range().end.max(entry.key.range().end);
        let field = Span::new(entry.key.range().start, end);
        if field.touches(offset) {
            spans.extend([entry.key, field]);
            node(&entry.value, text, offset, spans);
        }
    }
}

fn node(node: &Node, text: &str, offset: usize, spans: &mut Vec<Span>) {
    if !node.span.touches(offset) {
        return;
    }
    spans.extend([node.span, node.inner_span(text)]);
    match &node.value {
        Value::List { items, .. } => {
            for item in items {
                self::node(item, text, offset, spans);
            }
        }
        Value::Map { entries, .. } => self::entries(entries, text, offset, spans),
        Value::Scalar(_) => spans.extend(node.items(text, false).into_iter().map(|it| it.span)),
        Value::Alias => {}
    }
}

/// Those of `spans` that hold `offset`, as far as each lies within the next.
fn growing(mut spans: Vec<Span>, offset: usize, whole: Span) -> Vec<Span> {
    spans.retain(|span| span.touches(offset) && !span.is_empty());
    spans.sort_by_key(|span| (span.len(), span.start));
    let mut grown: Vec<Span> = Vec::new();
    for span in spans {
        let fits = grown
            .last()
            .is_none_or(|last| span.contains(*last) && span.len() > last.len());
        if fits {
            grown.push(span);
        }
    }
    if grown.is_empty() {
        grown.push(whole);
    }
    if grown.len() > MOST_STEPS {
        grown.drain(MOST_STEPS - 1..grown.len() - 1);
    }
    grown
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
            let grown = selection_ranges(snapshot, file, &[offset]).unwrap();
            let shown = grown[0]
                .iter()
                .map(|span| format!("{:?}\n", span.of(&source.text)));
            shown.collect::<String>()
        });
        expected.assert_eq(&shown);
    }

    #[test]
    fn in_a_value_it_grows_from_the_word_to_the_item_and_on() {
        check(
            "---\nname: a\ndescription: x\ntools: Read, Agent(ml-eng<|>ineer)\n---\nHi.\n",
            &expect![[r#"
                "engineer"
                "ml-engineer"
                "Agent(ml-engineer)"
                "Read, Agent(ml-engineer)"
                "tools: Read, Agent(ml-engineer)"
                "name: a\ndescription: x\ntools: Read, Agent(ml-engineer)"
                "---\nname: a\ndescription: x\ntools: Read, Agent(ml-engineer)\n---"
                "---\nname: a\ndescription: x\ntools: Read, Agent(ml-engineer)\n---\nHi.\n\n"
            "#]],
        );
        check(
            "---\nname: a\nskills:\n  - \"sh<|>ip\"\n  - b\n---\nHi.\n",
            &expect![[r#"
                "ship"
                "\"ship\""
                "- \"ship\"\n  - b"
                "skills:\n  - \"ship\"\n  - b"
                "name: a\nskills:\n  - \"ship\"\n  - b"
                "---\nname: a\nskills:\n  - \"ship\"\n  - b\n---"
                "---\nname: a\nskills:\n  - \"ship\"\n  - b\n---\nHi.\n\n"
            "#]],
        );
    }

    #[test]
    fn in_the_body_it_grows_to_the_paragraph_and_the_section() {
        check(
            "---\nname: a\ndescription: x\n---\n# T\n\n👩‍🔬 Ask `ml-eng<|>ineer` now.\n\n## U\n\n- x\n",
            &expect![[r##"
                "engineer"
                "ml-engineer"
                "👩\u{200d}🔬 Ask `ml-engineer` now."
                "# T\n\n👩\u{200d}🔬 Ask `ml-engineer` now.\n\n## U\n\n- x"
                "---\nname: a\ndescription: x\n---\n# T\n\n👩\u{200d}🔬 Ask `ml-engineer` now.\n\n## U\n\n- x\n\n"
            "##]],
        );
        check(
            "---\r\nname: a\r\ndescription: x\r\n---\r\n# T\r\n\r\n- one\r\n- tw<|>o x\r\n",
            &expect![[r##"
                "two"
                "two x"
                "- two x"
                "- one\r\n- two x"
                "# T\r\n\r\n- one\r\n- two x"
                "---\r\nname: a\r\ndescription: x\r\n---\r\n# T\r\n\r\n- one\r\n- two x\n\n"
            "##]],
        );
    }

    #[test]
    fn every_offset_has_a_chain_that_grows() {
        let text = "---\nname: ä\ntools: [Read, \"Grep\"\nhooks:\n  Stop:\n    - x: {a: b}\n---\n# 👩‍🔬\n\n> - q\n>   r\n\n```\nx\n";
        for text in [
            text.to_owned(),
            text.replace('\n', "\r\n"),
            "---".to_owned(),
        ] {
            at_cursor(&text, |snapshot, file, _| {
                let offsets: Vec<usize> = (0..text.len() + 3).collect();
                for grown in selection_ranges(snapshot, file, &offsets).unwrap_or_default() {
                    assert!(!grown.is_empty());
                    for pair in grown.windows(2) {
                        assert!(pair[1].contains(pair[0]) && pair[1] != pair[0], "{pair:?}");
                    }
                }
            });
        }
    }
}
