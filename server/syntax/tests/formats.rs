//! The same agent in every format says the same.

#![allow(clippy::unwrap_used)]

use dossier_syntax::{Format, Lexicon, Parsed, Reading};

const MARKDOWN: &str = r#"---
name: lead
tools: Read, Grep
---
# Plan it

Ask `ml-engineer` first.
"#;

const TOML: &str = r#"
name = "lead"
tools = ["Read", "Grep"]
prompt = """
# Plan it

Ask `ml-engineer` first.
"""
last = "Delegate nothing to test-runner."
"#;

const JSON: &str = r##"{
  "name": "lead",
  "prompt": "# Plan it: ask `ml-engineer` first.",
  "tools": ["Read", "Grep"],
  "last": "Delegate nothing to test-runner."
}
"##;

/// The same file in every format.
const ALL: [(&str, Format); 4] = [
    (MARKDOWN, Format::Markdown),
    (MARKDOWN, Format::MarkdownLines),
    (TOML, Format::Toml),
    (JSON, Format::Json),
];

fn parsed(text: &str, format: Format) -> Parsed {
    let lexicon: Lexicon = toml::from_str(include_str!("../../../grammars/mentions.toml")).unwrap();
    let body_field = Some("prompt".into());
    Parsed::new(text, &Reading { format, body_field }, &lexicon)
}

#[test]
fn fields_are_found() {
    for (text, format) in ALL {
        let parsed = parsed(text, format);
        assert_eq!(parsed.format, format);
        let front_matter = parsed.front_matter.unwrap();
        assert_eq!(front_matter.faults, []);
        assert_eq!(front_matter.text_of("name"), Some("lead"));
        let tools = &front_matter.field("tools").unwrap().value;
        let items = tools.items(text, false);
        let items: Vec<_> = items.iter().map(|item| item.span.of(text)).collect();
        assert_eq!(items, ["Read", "Grep"]);
    }
}

#[test]
fn mentions_and_headings_are_those_of_the_body() {
    for (text, format) in ALL {
        let parsed = parsed(text, format);
        let names: Vec<_> = parsed
            .in_body
            .mentions
            .iter()
            .map(|it| it.span.of(text))
            .collect();
        assert_eq!(names, ["ml-engineer"], "{format:?}");
        let heading = parsed.in_body.headings.iter().next().unwrap();
        assert!(heading.title.starts_with("Plan"), "{format:?}");
        assert!(parsed.body.contains(heading.span), "{format:?}");
    }
}

#[test]
fn a_file_without_the_field_has_no_body() {
    for (text, format) in [
        ("name = \"ml-engineer\"\n", Format::Toml),
        ("{\"name\": \"ml-engineer\"}", Format::Json),
    ] {
        let parsed = parsed(text, format);
        assert_eq!(parsed.body.range(), text.len()..text.len());
        assert!(parsed.front_matter.is_some());
        assert!(parsed.in_body.mentions.is_empty());
    }
}

#[test]
fn formats_have_names() {
    #[derive(serde::Deserialize)]
    struct Row {
        formats: Vec<Format>,
    }
    let names = "formats = ['markdown', 'markdown-lines', 'toml', 'json']";
    let row: Row = toml::from_str(names).unwrap();
    let fenced: Vec<_> = row.formats.into_iter().map(Format::is_fenced).collect();
    assert_eq!(fenced, [true, true, false, false]);
}
