//! However a text came about, it says the same.
//!
//! Random edits are applied twice: by [`Document`], and by a plain `String` here that follows the
//! protocol in the simplest way. Afterwards the edited document must equal one that was just
//! opened with the final text.

#![allow(clippy::unwrap_used)]

mod expected;

use std::sync::{Arc, OnceLock};

use dossier_syntax::{
    BlockKind, Change, Document, Encoding, Format, Lexicon, LineIndex, Position, Reading,
};
use expected::edit::{byte_of, edit, lines, width};
use expected::spans::check_spans;
use proptest::prelude::*;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn lexicon() -> Arc<Lexicon> {
    static LEXICON: OnceLock<Arc<Lexicon>> = OnceLock::new();
    let read =
        || Arc::new(toml::from_str(include_str!("../../../grammars/mentions.toml")).unwrap());
    LEXICON.get_or_init(read).clone()
}

// ------------------------------------------------------------- strategies --

/// Pieces of text that mean something to one of the parsers, or are wide, or end a line.
fn fragment() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        4 => Just("\n"),
        1 => Just("\r"),
        2 => Just("\r\n"),
        1 => Just("\n\n"),
        3 => prop::sample::select(vec![
            "---\n", "---", "--- \n", "...\n", "name: ", "name: a-b\n", "tools: Read, Grep\n",
            "description: >\n  folded\n", "globs: **/*\n", "skills:\n", "  - item\n", "key:", ": ",
            "[Read, Gr", "]", "{a: b}", "\"", "'", "#", "&a ", "*a", "|", "\t",
        ]),
        3 => prop::sample::select(vec![
            "# ", "## Head\n", "- ", "* ", "1. ", "> ", ">", "    ", "  ", "\t", "```", "```\n",
            "```rust\n", "~~~\n", "`", "``", "`code`", "**", "*", "_", "[", "](", ")", "[a](b.md)",
            "[a]: b.md\n", "| a | b |\n", "|-|-|\n", "<!--", "-->", "<div>\n", "</div>\n", "<br>",
            "===\n", "\\", "![", "***\n", "&amp;", "- [ ] ", "+++\n",
        ]),
        2 => prop::sample::select(vec![
            "Delegate to ml-engineer.", "@agent", "/deploy", "a → b", "planner", " ", " and ",
            "Task(subagent_type=\"a-b\")", "agent", ",", " (tester)", "`x/`", "`\"a\"→b`", "/kit:a-b",
            "**A & B**", "**Index/Map Maker**", "# Run a-b to do it\n", "```bash\n", "<A_b>\n", "</A_b>\n",
        ]),
        3 => prop::sample::select(vec![
            "name = \"a-b\"\n", "prompt = \"\"\"\n", "\"\"\"", "'''", "a.b = 1\n", "[a.b]\n", "[[t]]\n",
            "x = [1, {y = 2}]\n", "key =", " = ", "{", "}", "[", ".", "\\u12", "\\", "1979-05-27",
            "{\n", "\"name\": \"a\",\n", "\"prompt\": \"", "\"tools\": [\"Read\",", "}\n", "\\n", "//", "/*",
            "null", "-1.5e3", "\"x\":", "'x'", "true",
        ]),
        2 => prop::sample::select(vec![
            "👩‍🔬", "é", "e\u{301}", "\u{2028}", "\u{85}", "\u{feff}", "漢", "🇩🇪", "\u{200d}",
            "\u{301}", "\u{a0}", "İ",
        ]),
    ]
}

fn text(pieces: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..pieces).prop_map(|pieces| pieces.concat())
}

/// Lines of text, tags and code, as they stand in a page that is half HTML.
fn tagged(lines: usize) -> impl Strategy<Value = String> {
    let indent = prop::sample::select(vec!["", "  ", "    ", "\t", "       "]);
    let tag = prop::sample::select(vec![
        "",
        "<p>",
        "<p title=\"설치\">",
        "</p>",
        "<A_b>",
        "</A_b>",
        "<é>",
        "<!-- ü -->",
        "<a href=\"#é",
        "<br/>",
    ]);
    let rest = prop::sample::select(vec![
        "",
        "후원</a> •",
        "a-b",
        "- **é**: x",
        "| é | b |",
        "```",
        "`é`",
        "# é",
        "\">ö</a>",
        "> é",
    ]);
    let line = (indent, tag, rest).prop_map(|(indent, tag, rest)| format!("{indent}{tag}{rest}\n"));
    prop::collection::vec(line, 0..lines).prop_map(|lines| lines.concat())
}

fn position() -> impl Strategy<Value = Position> {
    let line = prop_oneof![12 => 0..12_u32, 2 => 12..40_u32, 1 => Just(u32::MAX)];
    let column = prop_oneof![12 => 0..12_u32, 2 => 12..60_u32, 1 => Just(u32::MAX)];
    (line, column).prop_map(|(line, column)| Position { line, column })
}

fn change() -> impl Strategy<Value = Change> {
    let insert = position().prop_map(|at| Some((at, at)));
    let nearby = (position(), 0..3_u32, 0..6_u32).prop_map(|(from, down, right)| {
        let column = if down == 0 {
            from.column.saturating_add(right)
        } else {
            right
        };
        Some((
            from,
            Position {
                line: from.line.saturating_add(down),
                column,
            },
        ))
    });
    let anywhere = (position(), position()).prop_map(Some);
    let range = prop_oneof![8 => insert, 8 => nearby, 3 => anywhere, 1 => Just(None)];
    let inserted = prop_oneof![2 => Just(String::new()), 6 => text(3), 1 => text(12)];
    (range, inserted).prop_map(|(range, text)| Change { range, text })
}

/// What is asked between two edits. Whatever is asked is kept by the document for later.
#[derive(Clone, Copy, Debug)]
struct Asks {
    blocks: bool,
    parsed: bool,
}

fn script() -> impl Strategy<Value = Vec<(Vec<Change>, Asks)>> {
    let asks = (any::<bool>(), any::<bool>()).prop_map(|(blocks, parsed)| Asks { blocks, parsed });
    prop::collection::vec((prop::collection::vec(change(), 1..4), asks), 1..10)
}

fn encoding() -> impl Strategy<Value = Encoding> {
    prop::sample::select(ENCODINGS.to_vec())
}

fn config(cases: u32) -> ProptestConfig {
    // More of them: PROPTEST_CASES=100000 cargo test -p dossier-syntax --test edits
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(cases);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

// ------------------------------------------------------------- properties --

/// Every format, with a field for the body where it has one.
fn readings() -> Vec<Reading> {
    let formats = [
        Format::Markdown,
        Format::MarkdownLines,
        Format::Toml,
        Format::Json,
    ];
    let reading = |format| Reading {
        format,
        body_field: Some("prompt".into()),
    };
    formats.map(reading).to_vec()
}

fn reading() -> impl Strategy<Value = Reading> {
    prop::sample::select(readings())
}

/// A head of the format, so that edits start from something that can be read.
fn head(format: Format) -> &'static str {
    match format {
        Format::Markdown => "",
        Format::MarkdownLines => "---\nglobs: **/*\n---\n",
        Format::Toml => {
            "name = \"a-b\"\nprompt = \"\"\"\n# Head\n\n@agent\n\"\"\"\n[x.y]\nz = [1]\n"
        }
        Format::Json => "{\n\"name\": \"a-b\",\n\"prompt\": \"# Head @agent\",\n\"x\": [{}]\n}\n",
    }
}

/// Fails unless `document` says what a document that was just opened with `text` says.
fn same_as_fresh(document: &Document, text: &str, reading: &Reading) -> Result<(), TestCaseError> {
    prop_assert_eq!(&*document.text(), text);
    let fresh = Document::new(text, reading.clone(), lexicon());
    prop_assert_eq!(document.parsed(), fresh.parsed());
    check_spans(text, &document.parsed());
    prop_assert_eq!(
        document.blocks(),
        fresh.blocks(),
        "the blocks of {:?}",
        text
    );
    Ok(())
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn an_edited_text_says_what_a_fresh_one_says(
        reading in reading(),
        start in text(24),
        script in script(),
        encoding in encoding(),
    ) {
        let start = head(reading.format).to_owned() + &start;
        let mut model = start.clone();
        let mut document = Document::new(&start, reading.clone(), lexicon());
        document.blocks();
        for (batch, asks) in script {
            for change in &batch {
                document.apply(change, encoding);
                edit(&mut model, change, encoding);
                prop_assert_eq!(&*document.text(), model.as_str());
            }
            if asks.parsed {
                document.parsed();
            }
            if asks.blocks {
                same_as_fresh(&document, &model, &reading)?;
            }
        }
        same_as_fresh(&document, &model, &reading)?;
    }

    #[test]
    fn any_text_can_be_read_in_any_way(pieces in text(40), any in any::<String>()) {
        for reading in readings() {
            let head = head(reading.format);
            for text in [pieces.clone(), any.clone(), head.to_owned() + &pieces, head.to_owned() + &any] {
                let document = Document::new(&text, reading.clone(), lexicon());
                check_spans(&text, &document.parsed());
                document.blocks();
                document.block_at(text.len() / 2);
            }
        }
    }

    #[test]
    fn pages_of_tags_can_be_read(text in tagged(16)) {
        for reading in readings() {
            check_spans(&text, &Document::new(&text, reading, lexicon()).parsed());
        }
    }

    #[test]
    fn positions_and_offsets_lead_to_each_other(text in text(40), asked in position()) {
        let index = LineIndex::new(&text);
        let lines = lines(&text);
        prop_assert_eq!(index.lines() as usize, lines.len());
        for encoding in ENCODINGS {
            for (line, &(start, end)) in lines.iter().enumerate() {
                let span = index.line(line as u32).map(|span| (span.range().start, span.range().end));
                prop_assert_eq!(span, Some((start, end)));
                let mut column = 0;
                let chars = text[start..end].char_indices().map(|(at, c)| (start + at, width(c, encoding)));
                for (at, width) in chars.chain([(end, 0)]) {
                    let position = Position { line: line as u32, column: column as u32 };
                    prop_assert_eq!(index.position(at, encoding), position);
                    prop_assert_eq!(index.offset(position, encoding), at);
                    column += width;
                }
            }
            prop_assert_eq!(index.offset(asked, encoding), byte_of(&text, asked, encoding));
            let past = index.position(usize::MAX, encoding);
            prop_assert_eq!(index.offset(past, encoding), text.len());
        }
    }
}

// ------------------------------------------------------------------ cases --

/// From and to, each as line and column, and what stands there afterwards.
type Edit<'a> = ((u32, u32), (u32, u32), &'a str);

/// Applies changes to `start`, asking about the blocks after each.
fn check(start: &str, changes: &[Edit<'_>]) {
    for encoding in ENCODINGS {
        let mut model = start.to_owned();
        let mut document = Document::new(start, Reading::default(), lexicon());
        document.blocks();
        for &((line, column), (to_line, to_column), text) in changes {
            let from = Position { line, column };
            let to = Position {
                line: to_line,
                column: to_column,
            };
            let change = Change {
                range: Some((from, to)),
                text: text.to_owned(),
            };
            document.apply(&change, encoding);
            edit(&mut model, &change, encoding);
            same_as_fresh(&document, &model, &Reading::default()).unwrap();
        }
    }
}

#[test]
fn a_line_break_may_be_typed_in_two_halves() {
    check(
        "a\nb",
        &[
            ((0, 1), (0, 1), "\r"),
            ((1, 0), (1, 0), "\n"),
            ((0, 1), (1, 0), ""),
        ],
    );
    check("a\r", &[((1, 0), (1, 0), "\n"), ((0, 1), (0, 1), "\r")]);
}

#[test]
fn a_fence_that_comes_and_goes_takes_the_front_matter_with_it() {
    check(
        "---\nname: a\n---\nbody\n",
        &[
            ((2, 0), (3, 0), ""),
            ((2, 0), (2, 0), "---\n"),
            ((0, 0), (1, 0), ""),
            ((0, 0), (0, 0), "---\n"),
        ],
    );
}

#[test]
fn blocks_are_those_of_the_body_inside_a_value() {
    let reading = Reading {
        format: Format::Toml,
        body_field: Some("prompt".into()),
    };
    let text =
        "# no heading\nname = \"a\"\nprompt = \"\"\"\n# Head\n\n```\ncode\n```\n\"\"\"\nlast = 1\n";
    let mut document = Document::new(text, reading.clone(), lexicon());
    let shown = |document: &Document| {
        let text = document.text();
        let blocks = document.blocks().into_iter();
        let shown: Vec<_> = blocks
            .map(|block| (block.kind, block.span.of(&text).to_owned()))
            .collect();
        shown
    };
    let section = "# Head\n\n```\ncode\n```\n".to_owned();
    let expected = [
        (BlockKind::Section, section),
        (BlockKind::Heading, "# Head\n".to_owned()),
        (BlockKind::Code, "```\ncode\n```\n".to_owned()),
    ];
    assert_eq!(shown(&document), expected);
    let code = text.find("code").unwrap();
    let block = document.block_at(code).unwrap();
    assert_eq!(block.kind, BlockKind::Code);
    assert_eq!(block.span.of(text), "```\ncode\n```\n");
    assert_eq!(document.block_at(3), None);

    let at = Position { line: 1, column: 0 };
    let change = Change {
        range: Some((at, at)),
        text: "# 漢字\n".to_owned(),
    };
    document.apply(&change, Encoding::Utf16);
    assert_eq!(shown(&document), expected);
}

#[test]
fn positions_outside_the_text_are_clamped() {
    check(
        "é\n",
        &[
            ((0, 99), (9, 9), "x"),
            ((7, 7), (7, 7), "y"),
            ((1, 0), (0, 0), "z"),
        ],
    );
}

#[test]
fn quotes_nest_as_deep_as_anybody_types() {
    for depth in [300, 10_000] {
        let text = ">".repeat(depth) + " text\n";
        let mut document = Document::new(&text, Reading::default(), lexicon());
        document.blocks();
        document.parsed();
        let at = Position { line: 0, column: 5 };
        let change = Change {
            range: Some((at, at)),
            text: "> - ".to_owned(),
        };
        document.apply(&change, Encoding::Utf8);
        let mut model = text.clone();
        edit(&mut model, &change, Encoding::Utf8);
        same_as_fresh(&document, &model, &Reading::default()).unwrap();
    }
}

#[test]
fn a_huge_text_is_edited() {
    // So often that nobody would wait if each edit went through the whole text.
    let paragraph =
        "## Part\n\nDelegate the training of small models to ml-engineer, and rest.\n\n";
    let text = paragraph.repeat(10 * 1024 * 1024 / paragraph.len());
    let mut document = Document::new(&text, Reading::default(), lexicon());
    // With a tree that every edit must be noted in.
    document.blocks();
    let lines = lines(&text);
    let line = lines.len() / 2;
    let changes: Vec<Change> = (0..1_000)
        .map(|column| {
            let line = line as u32;
            let at = Position { line, column };
            let text = "é".to_owned();
            Change {
                range: Some((at, at)),
                text,
            }
        })
        .collect();
    for change in &changes {
        document.apply(change, Encoding::Utf16);
    }
    let mut model = text;
    model.insert_str(lines[line].0, &"é".repeat(changes.len()));
    assert_eq!(&*document.text(), model.as_str());
}
