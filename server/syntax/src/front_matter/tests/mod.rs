use std::fmt::Write as _;

use expect_test::Expect;

use super::*;

mod json;
mod line_form;
mod slips;
mod toml;
mod yaml;

/// Shows the front matter of `text`: each span with its text, each fault with the field it costs.
fn check(format: Format, text: &str, expected: &Expect) {
    let Some(front_matter) = FrontMatter::parse(text, format) else {
        expected.assert_eq("no front matter\n");
        return;
    };
    let mut shown = String::new();
    if front_matter.late {
        shown += "late\n";
    }
    show_entries(text, &front_matter.entries, 0, &mut shown);
    for fault in &front_matter.faults {
        let _ = write!(
            shown,
            "! {:?} at {:?} {:?}",
            fault.cause,
            fault.span,
            fault.span.of(text)
        );
        shown += &fault
            .field
            .as_ref()
            .map(|field| format!(", of {field}"))
            .unwrap_or_default();
        shown.push('\n');
    }
    let body = &text[front_matter.body_start(text)..];
    let _ = writeln!(shown, "body {body:?}");
    expected.assert_eq(&shown);
}

fn show_entries(text: &str, entries: &[Entry], depth: usize, shown: &mut String) {
    for entry in entries {
        assert!(text.get(entry.key.range()).is_some());
        let _ = write!(
            shown,
            "{}{} {:?}: ",
            "  ".repeat(depth),
            entry.name,
            entry.key
        );
        show_node(text, &entry.value, depth + 1, shown);
    }
}

fn show_node(text: &str, node: &Node, depth: usize, shown: &mut String) {
    let source = text
        .get(node.span.range())
        .expect("spans lie on character boundaries");
    let span = node.span;
    let _ = match &node.value {
        Value::Scalar(Scalar { text: value, style }) if value == source => {
            writeln!(shown, "{style:?} {span:?} {value:?}")
        }
        Value::Scalar(Scalar { text: value, style }) => {
            writeln!(shown, "{style:?} {span:?} {value:?} from {source:?}")
        }
        Value::List { items, flow } => {
            let _ = writeln!(
                shown,
                "{} {span:?} {source:?}",
                if *flow { "[]" } else { "list" }
            );
            for item in items {
                *shown += &"  ".repeat(depth);
                *shown += "- ";
                show_node(text, item, depth + 1, shown);
            }
            Ok(())
        }
        Value::Map { entries, flow } => {
            let _ = writeln!(
                shown,
                "{} {span:?} {source:?}",
                if *flow { "{}" } else { "map" }
            );
            show_entries(text, entries, depth, shown);
            Ok(())
        }
        Value::Alias => writeln!(shown, "alias {span:?} {source:?}"),
    };
}

/// The items of the field `tools`, with commas only and, after a bar, with blanks as well.
fn check_items(format: Format, text: &str, expected: &str) {
    let front_matter = FrontMatter::parse(text, format).expect("there is front matter");
    let entry = front_matter
        .field("tools")
        .expect("there is a field `tools`");
    let shown = |spaces| {
        let items = entry.value.items(text, spaces);
        items
            .iter()
            .map(|item| item.span.of(text))
            .collect::<Vec<_>>()
            .join(" ; ")
    };
    assert_eq!(format!("{} | {}", shown(false), shown(true)), expected);
}
