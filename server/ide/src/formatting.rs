//! Front matter in a tidy way of writing, for those who ask for it.

use dossier_dialect::{Atom, Field, ListStyle};
use dossier_syntax::{Entry, Format, FrontMatter, Node, Span, Value};
use dossier_workspace::{FileId, Snapshot, Source};

/// The edits that tidy the front matter of a file: one blank after a colon and a comma, none at
/// the ends of lines, no blank lines above the first field and below the last. The order of the
/// fields, their quotes and their values stay, and so does the body. Front matter that YAML
/// readers refuse is left alone.
pub fn formatting(snapshot: &Snapshot, file: FileId) -> Vec<(Span, String)> {
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let Some(front_matter) = &source.parsed.front_matter else {
        return Vec::new();
    };
    // Other formats have tools of their own that tidy them.
    if !front_matter.fenced || front_matter.late || !front_matter.faults.is_empty() {
        return Vec::new();
    }
    let text = &*source.text;
    let mut edits = outer_blank_lines(text, front_matter);
    for entry in &front_matter.entries {
        edits.extend(around_value(text, entry));
        if let Some(field) = list_field(snapshot, &source, entry) {
            edits.extend(between_items(text, entry, field));
        }
    }
    edits.retain(|(span, new)| span.of(text) != new);
    edits.sort_by_key(|(span, _)| *span);
    if says_the_same(text, front_matter, &edits) {
        edits
    } else {
        Vec::new()
    }
}

/// Blank lines below the opening fence and above the closing one.
fn outer_blank_lines(text: &str, front_matter: &FrontMatter) -> Vec<(Span, String)> {
    let inner = front_matter.inner;
    let source = inner.of(text);
    if source.trim().is_empty() {
        return Vec::new();
    }
    let is_blank = |line: &&str| line.trim().is_empty();
    let lines = || source.split_inclusive('\n');
    let above: usize = lines().take_while(is_blank).map(str::len).sum();
    let below: usize = lines().rev().take_while(is_blank).map(str::len).sum();
    let (start, end) = (inner.range().start, inner.range().end);
    vec![
        (Span::new(start, start + above), String::new()),
        (Span::new(end - below, end), String::new()),
    ]
}

/// The blanks between a colon and a value on its line, and those behind the value.
fn around_value(text: &str, entry: &Entry) -> Vec<(Span, String)> {
    let value = entry.value.span.range();
    let colon = text[entry.key.range().end..]
        .find(':')
        .map(|at| entry.key.range().end + at + 1);
    let Some(after_colon) = colon.filter(|&at| at <= value.start) else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    let between = &text[after_colon..value.start];
    if !value.is_empty() && between.chars().all(|c| c == ' ') {
        edits.push((Span::new(after_colon, value.start), " ".to_owned()));
    }
    let is_one_line = !text[value.clone()].contains(['\n', '\r']);
    let end = if value.is_empty() {
        after_colon
    } else {
        value.end
    };
    let behind = text[end..]
        .find(['\n', '\r'])
        .map_or("", |at| &text[end..end + at]);
    if is_one_line && behind.trim().is_empty() {
        edits.push((Span::new(end, end + behind.len()), String::new()));
    }
    edits
}

/// The field of an entry whose value is a list on one line with commas.
fn list_field<'a>(snapshot: &'a Snapshot, source: &Source, entry: &Entry) -> Option<&'a Field> {
    let place = source.place();
    let field = snapshot.dialect(place).field(place.kind, &entry.name)?;
    let is_list = (field.shape.holds(Atom::Tool) || field.shape.holds(Atom::Skill))
        && (field.lists.contains(&ListStyle::Comma)
            || matches!(entry.value.value, Value::List { flow: true, .. }));
    (is_list && !entry.value.span.of(&source.text).contains(['\n', '\r'])).then_some(field)
}

/// One blank after each comma, and none before it.
fn between_items(text: &str, entry: &Entry, field: &Field) -> Vec<(Span, String)> {
    let spaces = field.splits_at_blanks();
    let items = entry.value.items(text, spaces);
    let brackets = inside_brackets(text, &entry.value);
    let pairs = items.windows(2).filter_map(|pair| {
        let between = Span::new(pair[0].span.range().end, pair[1].span.range().start);
        let written = between.of(text);
        let marks: String = written.chars().filter(|c| *c != ' ').collect();
        let tidy = marks.replacen(',', ", ", 1);
        // A map or a list may stand between two texts.
        let is_comma = marks.trim_matches(['"', '\'']) == ",";
        is_comma.then_some((between, tidy))
    });
    pairs.chain(brackets).collect()
}

/// No blanks inside the brackets of a list.
fn inside_brackets(text: &str, list: &Node) -> Vec<(Span, String)> {
    let Value::List { items, flow: true } = &list.value else {
        return Vec::new();
    };
    let (Some(first), Some(last)) = (items.first(), items.last()) else {
        return Vec::new();
    };
    let gaps = [
        Span::new(list.span.range().start + 1, first.span.range().start),
        Span::new(last.span.range().end, list.span.range().end - 1),
    ];
    let blank = |gap: &Span| gap.of(text).chars().all(|c| c == ' ');
    let gaps = gaps.into_iter().filter(blank);
    gaps.map(|gap| (gap, String::new())).collect()
}

/// True if the fields have the same values after the edits.
fn says_the_same(text: &str, before: &FrontMatter, edits: &[(Span, String)]) -> bool {
    let mut edited = text.to_owned();
    for (span, new) in edits.iter().rev() {
        edited.replace_range(span.range(), new);
    }
    let says = |text: &str, front_matter: &FrontMatter| -> Vec<(String, String)> {
        let entries = front_matter.entries.iter().map(|entry| {
            let items = entry.value.items(text, false);
            let said = match (&entry.value.value, items.len()) {
                (Value::Scalar(scalar), 0 | 1) => scalar.text.clone(),
                _ => items
                    .iter()
                    .map(|item| item.span.of(text))
                    .collect::<Vec<_>>()
                    .join("\n"),
            };
            (entry.name.to_string(), said)
        });
        entries.collect()
    };
    FrontMatter::parse(&edited, Format::Markdown)
        .is_some_and(|after| after.faults.is_empty() && says(text, before) == says(&edited, &after))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::at_cursor;

    fn check(text: &str, expected: &Expect) {
        let tidy = at_cursor(text, |snapshot, file, _| {
            let mut text = snapshot.source(file).unwrap().text.to_string();
            for (span, new) in formatting(snapshot, file).iter().rev() {
                text.replace_range(span.range(), new);
            }
            text
        });
        expected.assert_eq(&tidy);
    }

    #[test]
    fn blanks_are_put_in_order_and_the_rest_stays() {
        check(
            "---\n\nname:   main  \ndescription: 'a,b   c'\ntools:  Read,Edit ,  Bash(git push,x)\nmodel:\n\n---\nBody  \n",
            &expect![[r#"
                ---
                name: main
                description: 'a,b   c'
                tools: Read, Edit, Bash(git push,x)
                model:
                ---
                Body  
            "#]],
        );
        check(
            "---\nname: main\ndescription: |\n  One  \n\n  two\ntools: [ Read,\"Edit\" ]\nskills:\n  - a\n---\n",
            &expect![[r#"
                ---
                name: main
                description: |
                  One  

                  two
                tools: [Read, "Edit"]
                skills:
                  - a
                ---
            "#]],
        );
    }

    #[test]
    fn what_is_no_text_in_a_list_of_texts_is_left_alone() {
        let text = "---\nname: main\ntools: [Read, {a: b  c}, [d , e], Edit]\n---\n";
        check(
            text,
            &expect![[r"
            ---
            name: main
            tools: [Read, {a: b  c}, [d , e], Edit]
            ---
        "]],
        );
    }

    #[test]
    fn what_yaml_refuses_is_left_alone() {
        let text = "---\nname:  main\ndescription: a: b\n---\n";
        check(
            text,
            &expect![[r#"
            ---
            name:  main
            description: a: b
            ---
        "#]],
        );
    }
}
