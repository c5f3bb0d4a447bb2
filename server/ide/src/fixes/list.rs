//! Items put into lists and taken out, however the lists are written.

use dossier_dialect::{Field, ListStyle};
use dossier_syntax::{Entry, Format, Item, Node, ScalarStyle, Span, Value};
use rustc_hash::FxHashMap;

use crate::cursor::{line_around, next_line};

/// The items of a list, as what takes one out of it needs to know them all.
pub(crate) struct ListItems<'a> {
    text: &'a str,
    /// Where each item stands, without quotes, in order.
    items: Vec<Item>,
    /// The number of the first item at each place.
    numbers: FxHashMap<Span, usize>,
    /// What is written at each place with its quotes, and how many of these there are, in a list
    /// of lines.
    lines: Option<(FxHashMap<Span, Span>, usize)>,
    /// The list is a text without quotes, which may not start with just anything.
    is_plain: bool,
}

impl<'a> ListItems<'a> {
    /// Reads the list of `entry`.
    pub(crate) fn new(text: &'a str, entry: &Entry, field: &Field) -> Self {
        let items = entry.value.items(text, field.splits_at_blanks());
        let mut numbers = FxHashMap::default();
        for (number, item) in items.iter().enumerate() {
            numbers.entry(item.span).or_insert(number);
        }
        let lines = match &entry.value.value {
            Value::List { items, flow: false } => {
                let mut written = FxHashMap::default();
                for node in items {
                    written.entry(node.inner_span(text)).or_insert(node.span);
                }
                Some((written, items.len()))
            }
            _ => None,
        };
        Self {
            text,
            items,
            numbers,
            lines,
            is_plain: entry.value.style() == Some(ScalarStyle::Plain),
        }
    }

    /// Where each item stands, without quotes, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Item> + '_ {
        self.items.iter().copied()
    }

    /// The edit that takes the item at `item` out of the list, with its separator or its line.
    /// `None` where that can't be told.
    pub(crate) fn without(&self, item: Span) -> Option<(Span, String)> {
        let text = self.text;
        let nothing = |start, end| Some((Span::new(start, end), String::new()));
        if let Some((written, count)) = &self.lines {
            let node = *written.get(&item)?;
            let line = line_around(text, node.range().start);
            let is_alone =
                line.of(text).trim_start().trim_start_matches('-').trim() == node.of(text);
            let end = next_line(text, line.range().end);
            return (is_alone && *count > 1)
                .then(|| nothing(line.range().start, end))
                .flatten();
        }
        let at = *self.numbers.get(&item)?;
        let before = at.saturating_sub(1);
        let [first, second] = self.items.get(before..=before + 1)? else {
            return None;
        };
        let [first, second] = [first, second].map(|it| with_quotes(text, it.span).range());
        // A comment, a map or a list between two items is for the author to take out.
        let between = text.get(first.end..second.start)?;
        let separates = |c: char| c.is_whitespace() || matches!(c, ',' | '-');
        // A colon at the end of a word makes a key of it.
        let is_key =
            || text[..first.end].ends_with(':') && !text[second.end..].starts_with([',', ']']);
        if !between.chars().all(separates) || at > 0 && self.is_plain && is_key() {
            None
        } else if at > 0 {
            nothing(first.end, second.end)
        } else if self.is_plain && !text[second.start..].starts_with(char::is_alphanumeric) {
            None
        } else {
            nothing(first.start, second.start)
        }
    }
}

/// The edit that adds `name` to the end of the list of `entry`, in the way the list is written in a
/// text of that format.
pub(crate) fn with_item(
    text: &str,
    format: Format,
    entry: &Entry,
    field: &Field,
    name: &str,
) -> Option<(Span, String)> {
    let add = |at: usize, text: String| Some((Span::empty(at), text));
    let quoted = format!("\"{name}\"");
    let item = if format.is_fenced() { name } else { &quoted };
    match &entry.value.value {
        Value::List { items, flow } => {
            let Some(last) = items.last() else {
                let inside = entry.value.span.of(text).strip_suffix(']')?;
                let at = entry.value.span.range().start + inside.len();
                return add(at, item.to_owned());
            };
            let end = last.span.range().end;
            if *flow {
                return add(end, format!(", {item}"));
            }
            let lead = |item: &Node| {
                let start = item.span.range().start;
                text.get(line_around(text, start).range().start..start)
            };
            // That of a text in lines of its own stands above it, and all are alike.
            let mut leads = items.iter().filter_map(lead);
            let lead = leads.find(|lead| lead.trim() == "-")?;
            let line_end = super::line_end(text);
            // The item may go on below the line that it starts on.
            let end = line_around(text, end).range().end;
            add(end, format!("{line_end}{lead}{name}"))
        }
        Value::Scalar(_) => {
            let spaces = field.splits_at_blanks();
            let items = entry.value.items(text, spaces);
            let last = items.last()?;
            let written = entry.value.span.of(text);
            let has_comma = items.len() > 1 && written.contains(',');
            let comma = has_comma || field.lists.contains(&ListStyle::Comma) && items.len() == 1;
            let separator = if comma || !spaces { ", " } else { " " };
            // Quotes around the whole list are not those of its last item.
            let inside = entry.value.inner_span(text).range().end;
            let end = with_quotes(text, last.span).range().end.min(inside);
            add(end, format!("{separator}{name}"))
        }
        Value::Map { .. } | Value::Alias => None,
    }
}

/// An item with the quotes around it, if it has its own.
fn with_quotes(text: &str, item: Span) -> Span {
    let (start, end) = (item.range().start, item.range().end);
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    match (before, after) {
        (Some(open @ ('"' | '\'')), Some(close)) if open == close => Span::new(start - 1, end + 1),
        _ => item,
    }
}

#[cfg(test)]
mod tests {
    use dossier_dialect::{Atom, Dialects, FileKind};
    use dossier_syntax::FrontMatter;
    use expect_test::{Expect, expect};

    use super::*;

    fn edited(
        value: &str,
        change: impl Fn(&str, &Entry, &Field) -> Option<(Span, String)>,
    ) -> String {
        let text = format!("---\ntools:{value}\n---\n");
        edited_in(&text, Format::Markdown, change)
    }

    fn edited_in(
        text: &str,
        format: Format,
        change: impl Fn(&str, &Entry, &Field) -> Option<(Span, String)>,
    ) -> String {
        let front_matter = FrontMatter::parse(text, format).unwrap();
        let dialects = Dialects::builtin().unwrap();
        let dialect = dialects.iter().next().unwrap();
        // An agent's tools have commas between them, those of a skill may have blanks.
        let kind = match text.contains("allowed-tools") {
            true => FileKind::Skill,
            false => FileKind::Agent,
        };
        let field = dialect
            .fields(kind)
            .find(|field| field.shape.holds(Atom::Tool))
            .unwrap();
        let Some((span, new)) = change(text, &front_matter.entries[0], field) else {
            return "nothing".to_owned();
        };
        let mut edited = text.to_owned();
        edited.replace_range(span.range(), &new);
        edited
    }

    fn check_without(value: &str, item: &str, expected: &Expect) {
        expected.assert_eq(&edited(value, |text, entry, field| {
            let items = ListItems::new(text, entry, field);
            let same = items.iter().filter(|it| it.span.of(text) == item);
            let last = same.last().unwrap();
            items.without(last.span)
        }));
    }

    fn check_with(value: &str, expected: &Expect) {
        expected.assert_eq(&edited(value, |text, entry, field| {
            with_item(text, Format::Markdown, entry, field, "New")
        }));
    }

    #[test]
    fn an_item_goes_with_its_separator() {
        check_without(
            " A, B, A",
            "A",
            &expect![[r"
            ---
            tools: A, B
            ---
        "]],
        );
        check_without(
            " A, B",
            "A",
            &expect![[r"
            ---
            tools: B
            ---
        "]],
        );
        check_without(
            " [A, \"B\", C]",
            "B",
            &expect![[r"
            ---
            tools: [A, C]
            ---
        "]],
        );
        check_without(
            "\n  - A\n  - B\n  - C",
            "B",
            &expect![[r"
            ---
            tools:
              - A
              - C
            ---
        "]],
        );
        check_without(" A", "A", &expect!["nothing"]);
    }

    #[test]
    fn what_stands_between_two_items_stays() {
        for value in [
            " [A, {why: not}, B]",
            " [A, [C], B]",
            " [\n  A, # why\n  B,\n  ]",
        ] {
            check_without(value, "A", &expect!["nothing"]);
            check_without(value, "B", &expect!["nothing"]);
        }
    }

    #[test]
    fn what_is_left_can_still_be_read() {
        // A star at the start is an alias to YAML.
        check_without(" A, *", "A", &expect!["nothing"]);
        // A colon at the end makes a key of what stands before it.
        check_without(" A, b:,C", "C", &expect!["nothing"]);
        check_without(
            " A:, B",
            "A:",
            &expect![[r#"
            ---
            tools: B
            ---
        "#]],
        );
        check_without(
            " \"A, b:,C\"",
            "C",
            &expect![[r#"
            ---
            tools: "A, b:"
            ---
        "#]],
        );
        check_without(
            " \"A, *\"",
            "A",
            &expect![[r#"
            ---
            tools: "*"
            ---
        "#]],
        );
    }

    #[test]
    fn a_line_may_end_with_a_carriage_return_alone() {
        check_without(
            "\r  - A\r  - B\rmodel: x",
            "A",
            &expect!["---\ntools:\r  - B\rmodel: x\n---\n"],
        );
    }

    #[test]
    fn an_item_is_added_within_the_quotes_of_the_whole_list() {
        check_with(
            " \"A\"",
            &expect![[r#"
            ---
            tools: "A, New"
            ---
        "#]],
        );
    }

    #[test]
    fn an_item_gets_quotes_where_the_format_needs_them() {
        for (format, text, expected) in [
            (
                Format::Json,
                r#"{"tools": ["A"]}"#,
                r#"{"tools": ["A", "New"]}"#,
            ),
            (Format::Json, r#"{"tools": []}"#, r#"{"tools": ["New"]}"#),
            (
                Format::Json,
                r#"{"tools": "A, B"}"#,
                r#"{"tools": "A, B, New"}"#,
            ),
            (Format::Toml, r#"tools = ["A"]"#, r#"tools = ["A", "New"]"#),
        ] {
            let added = edited_in(text, format, |text, entry, field| {
                with_item(text, format, entry, field, "New")
            });
            assert_eq!(added, expected);
        }
    }

    #[test]
    fn an_item_is_added_below_all_lines_of_the_last() {
        check_with(
            "\n  - A\n  - >-\n    B\n    (c)",
            &expect![[r"
            ---
            tools:
              - A
              - >-
                B
                (c)
              - New
            ---
        "]],
        );
    }

    #[test]
    fn an_item_is_added_in_the_list_s_own_way() {
        check_with(
            " A, B",
            &expect![[r"
            ---
            tools: A, B, New
            ---
        "]],
        );
        check_with(
            " A",
            &expect![[r"
            ---
            tools: A, New
            ---
        "]],
        );
        check_with(
            " []",
            &expect![[r"
            ---
            tools: [New]
            ---
        "]],
        );
        check_with(
            " [\"A\", 'B']",
            &expect![[r#"
            ---
            tools: ["A", 'B', New]
            ---
        "#]],
        );
        check_with(
            "\n  - A\n  - \"B\"",
            &expect![[r#"
            ---
            tools:
              - A
              - "B"
              - New
            ---
        "#]],
        );
    }

    #[test]
    fn an_item_is_added_behind_the_separator_that_the_list_has() {
        for (list, expected) in [("A B", "A B New"), ("A, B", "A, B, New"), ("A", "A, New")] {
            let text = format!("---\nallowed-tools: {list}\n---\n");
            let added = edited_in(&text, Format::Markdown, |text, entry, field| {
                with_item(text, Format::Markdown, entry, field, "New")
            });
            assert_eq!(added, format!("---\nallowed-tools: {expected}\n---\n"));
        }
    }

    #[test]
    fn a_line_goes_where_it_holds_the_item_alone_and_others_stay() {
        check_without("\n  - A", "A", &expect!["nothing"]);
        check_without("\n  - A # why\n  - B", "A", &expect!["nothing"]);
        check_without(
            "\n  - A # why\n  - B",
            "B",
            &expect![[r#"
            ---
            tools:
              - A # why
            ---
        "#]],
        );
    }
}
