//! JSON, the whole file.

use expect_test::{Expect, expect};

use super::{Format, FrontMatter};

fn check(text: &str, expected: &Expect) {
    super::check(Format::Json, text, expected);
}

fn check_items(text: &str, expected: &str) {
    super::check_items(Format::Json, text, expected);
}

// ------------------------------------------------------------ valid files --

#[test]
fn an_agent_has_fields_and_a_prompt() {
    let text = r#"{
  "name": "reviewer",
  "prompt": "Review \"all\".\n\nThen stop.",
  "tools": ["fs_read", "@git/status"],
  "toolsSettings": { "fs_write": { "allowedPaths": ["src/**"] } },
  "useLegacyMcpJson": false, "n": -1.5e3, "model": null
}
"#;
    check(
        text,
        &expect![[r#"
        name 4..10: Quoted 12..22 "reviewer" from "\"reviewer\""
        prompt 26..34: Quoted 36..67 "Review \"all\".\n\nThen stop." from "\"Review \\\"all\\\".\\n\\nThen stop.\""
        tools 71..78: [] 80..106 "[\"fs_read\", \"@git/status\"]"
          - Quoted 81..90 "fs_read" from "\"fs_read\""
          - Quoted 92..105 "@git/status" from "\"@git/status\""
        toolsSettings 110..125: {} 127..173 "{ \"fs_write\": { \"allowedPaths\": [\"src/**\"] } }"
          fs_write 129..139: {} 141..171 "{ \"allowedPaths\": [\"src/**\"] }"
            allowedPaths 143..157: [] 159..169 "[\"src/**\"]"
              - Quoted 160..168 "src/**" from "\"src/**\""
        useLegacyMcpJson 177..195: Plain 197..202 "false"
        n 204..207: Plain 209..215 "-1.5e3"
        model 217..224: Plain 226..230 "null"
        body ""
    "#]],
    );
    let front_matter = FrontMatter::parse(text, Format::Json).unwrap();
    assert!(!front_matter.fenced);
    let body = front_matter.body(text, Some("prompt"));
    assert_eq!(body.of(text), "Review \\\"all\\\".\\n\\nThen stop.");
    assert!(front_matter.body(text, Some("model")).is_empty());
}

#[test]
fn marks_line_ends_and_wide_characters_shift_nothing() {
    check(
        "\u{feff}{\r\n  \"説明\": \"👩‍🔬 \\u00e9 \\ud83d\\udc4d\",\r\n  \"m\": \"é\"\r\n}\r\n",
        &expect![[r#"
            説明 8..16: Quoted 18..51 "👩\u{200d}🔬 é 👍" from "\"👩\u{200d}🔬 \\u00e9 \\ud83d\\udc4d\""
            m 56..59: Quoted 61..65 "é" from "\"é\""
            body ""
        "#]],
    );
}

#[test]
fn a_name_may_occur_twice_and_the_last_counts() {
    let text = r#"{"name": "a", "name": "b"}"#;
    check(
        text,
        &expect![[r#"
        name 1..7: Quoted 9..12 "a" from "\"a\""
        name 14..20: Quoted 22..25 "b" from "\"b\""
        body ""
    "#]],
    );
    let front_matter = FrontMatter::parse(text, Format::Json).unwrap();
    assert_eq!(front_matter.text_of("name"), Some("b"));
}

#[test]
fn items_are_those_of_the_list() {
    check_items(r#"{"tools": ["a", "b"]}"#, "a ; b | a ; b");
    check_items(r#"{"tools": "a, b"}"#, "a ; b | a ; b");
    check_items("{\"tools\": [\"a\", \"b\n}", "a ; \"b | a ; \"b");
    check_items(r#"{"tools": null}"#, " | ");
}

// ---------------------------------------------------------- what is no JSON --

#[test]
fn a_file_without_fields_says_why() {
    check(
        "",
        &expect![[r#"
        ! Other("The file is empty") at 0..0 ""
        body ""
    "#]],
    );
    check(
        "\u{feff} \n",
        &expect![[r#"
        ! Other("The file is empty") at 3..3 ""
        body ""
    "#]],
    );
    check(
        "[1]",
        &expect![[r#"
        ! NotFields at 0..3 "[1]"
        body ""
    "#]],
    );
    check(
        "\"name\": \"a\"\n",
        &expect![[r#"
        ! NotFields at 0..11 "\"name\": \"a\""
        body ""
    "#]],
    );
}

#[test]
fn what_only_lenient_parsers_take_is_a_fault() {
    check(
        "{\n  // why\n  \"name\": \"a\"\n}",
        &expect![[r#"
        name 13..19: Quoted 21..24 "a" from "\"a\""
        ! Other("Comments are not allowed") at 4..10 "// why"
        body ""
    "#]],
    );
    check(
        "{\"name\": \"a\",}",
        &expect![[r#"
        name 1..7: Quoted 9..12 "a" from "\"a\""
        ! Other("Trailing commas are not allowed") at 12..13 ",", of name
        body ""
    "#]],
    );
    check(
        "{\"name\": \"a\"\n \"model\": \"b\"}",
        &expect![[r#"
        name 1..7: Quoted 9..12 "a" from "\"a\""
        model 14..21: Quoted 23..26 "b" from "\"b\""
        ! Other("Expected comma") at 0..12 "{\"name\": \"a\""
        body ""
    "#]],
    );
    check(
        "{'name': 'it', model: x}",
        &expect![[r#"
        name 1..7: Quoted 9..13 "it" from "'it'"
        model 15..20: Broken 22..23 "x"
        ! Other("Single-quoted strings are not allowed") at 1..2 "'", of name
        body ""
    "#]],
    );
    check(
        "{\"name\": \"a\"} x",
        &expect![[r#"
        name 1..7: Quoted 9..12 "a" from "\"a\""
        ! Other("Text cannot contain more than one JSON value") at 14..15 "x"
        body ""
    "#]],
    );
    check(
        "{\"prompt\": \"a \\d b\", \"name\": \"a\"}",
        &expect![[r#"
        prompt 1..9: Quoted 11..19 "a d b" from "\"a \\d b\""
        name 21..27: Quoted 29..32 "a" from "\"a\""
        ! Other("Invalid escape") at 14..16 "\\d", of prompt
        body ""
    "#]],
    );
}

#[test]
fn a_prompt_with_line_breaks_is_a_fault_and_a_prompt() {
    let text = "{\"prompt\": \"One.\nTwo.\",\n\"name\": \"a\"}";
    check(
        text,
        &expect![[r#"
        prompt 1..9: Quoted 11..22 "One.\nTwo." from "\"One.\nTwo.\""
        name 24..30: Quoted 32..35 "a" from "\"a\""
        ! Other("Line breaks and tabs in a string must be written as \\n and \\t") at 11..16 "\"One.", of prompt
        body ""
    "#]],
    );
    let front_matter = FrontMatter::parse(text, Format::Json).unwrap();
    assert_eq!(
        front_matter.body(text, Some("prompt")).of(text),
        "One.\nTwo."
    );
}

// ------------------------------------------------------ while one is typing --

#[test]
fn a_field_that_is_being_typed_is_there_without_a_value() {
    check(
        "{\n  \"model\": \n  \"tools\": [\"a\"]\n}",
        &expect![[r#"
        model 4..11: Plain 13..13 ""
        tools 16..23: [] 25..30 "[\"a\"]"
          - Quoted 26..29 "a" from "\"a\""
        ! Other("Expected value after colon in object property") at 4..12 "\"model\":", of model
        body ""
    "#]],
    );
    check(
        "{\n  \"tools\": [\"a\"],\n  \"model\":\n}",
        &expect![[r#"
        tools 4..11: [] 13..18 "[\"a\"]"
          - Quoted 14..17 "a" from "\"a\""
        model 22..29: Plain 30..30 ""
        ! Other("Expected value after colon in object property") at 22..30 "\"model\":", of model
        body ""
    "#]],
    );
    check(
        "{\"model\": , \"x\": 1}",
        &expect![[r#"
        model 1..8: Plain 10..10 ""
        x 12..15: Plain 17..18 "1"
        ! Other("Expected value after colon in object property") at 1..9 "\"model\":", of model
        body ""
    "#]],
    );
    check(
        "{\"model\":",
        &expect![[r#"
        model 1..8: Plain 9..9 ""
        ! Other("Expected value after colon in object property") at 1..9 "\"model\":", of model
        body ""
    "#]],
    );
}

#[test]
fn a_key_that_is_being_typed_costs_nothing_else() {
    check(
        "{\n  \"mod\n  \"name\": \"a\"\n}",
        &expect![[r#"
        name 11..17: Quoted 19..22 "a" from "\"a\""
        ! Other("Unterminated string literal") at 4..8 "\"mod"
        body ""
    "#]],
    );
    check(
        "{\n  \"mod\",\n  \"name\": \"a\"\n}",
        &expect![[r#"
        name 13..19: Quoted 21..24 "a" from "\"a\""
        ! Other("Expected colon after the string or word in object property") at 9..10 ","
        body ""
    "#]],
    );
    check(
        "{\n  mod\n  \"name\": \"a\"\n}",
        &expect![[r#"
        name 10..16: Quoted 18..21 "a" from "\"a\""
        ! Other("Expected string for object property") at 4..7 "mod"
        body ""
    "#]],
    );
}

#[test]
fn a_text_that_is_not_closed_ends_with_its_line() {
    check(
        "{\n  \"name\": \"rev\n  \"model\": \"m\"\n}",
        &expect![[r#"
            name 4..10: Broken 12..16 "\"rev"
            model 19..26: Quoted 28..31 "m" from "\"m\""
            ! Other("Unterminated string literal") at 12..16 "\"rev", of name
            body ""
        "#]],
    );
    check(
        "{\r\n  \"name\": \"rev\r\n}",
        &expect![[r#"
        name 5..11: Broken 13..17 "\"rev"
        ! Other("Unterminated string literal") at 13..17 "\"rev", of name
        body ""
    "#]],
    );
    check(
        "{\"name\": \"",
        &expect![[r#"
        name 1..7: Broken 9..10 "\""
        ! Other("Unterminated string literal") at 9..10 "\"", of name
        body ""
    "#]],
    );
}

#[test]
fn what_is_not_closed_ends_where_a_field_follows() {
    check(
        "{\n  \"tools\": [\"a\", \"b\"\n  \"model\": \"m\"\n}",
        &expect![[r#"
            tools 4..11: [] 13..22 "[\"a\", \"b\""
              - Quoted 14..17 "a" from "\"a\""
              - Quoted 19..22 "b" from "\"b\""
            model 25..32: Quoted 34..37 "m" from "\"m\""
            ! Other("Unterminated array") at 13..14 "[", of tools
            body ""
        "#]],
    );
    check(
        "{\n  \"x\": {\"a\": [1,\n  \"model\": \"m\"\n}",
        &expect![[r#"
            x 4..7: {} 9..35 "{\"a\": [1,\n  \"model\": \"m\"\n}"
              a 10..13: [] 15..18 "[1,"
                - Plain 16..17 "1"
              model 21..28: Quoted 30..33 "m" from "\"m\""
            ! Other("Unterminated array") at 15..16 "[", of x
            body ""
        "#]],
    );
    check(
        "{\"name\": \"a\", \"tools\": [\"b\", ",
        &expect![[r#"
        name 1..7: Quoted 9..12 "a" from "\"a\""
        tools 14..21: [] 23..28 "[\"b\","
          - Quoted 24..27 "b" from "\"b\""
        ! Other("Unterminated array") at 23..28 "[\"b\",", of tools
        body ""
    "#]],
    );
    check(
        "{\"a\": [1}, \"b\": ]2}",
        &expect![[r#"
        a 1..4: [] 6..8 "[1"
          - Plain 7..8 "1"
        ! Other("Unexpected close brace") at 8..9 "}", of a
        body ""
    "#]],
    );
}

// -------------------------------------------------------------- endurance --

#[test]
fn deep_nesting_is_a_fault_like_any_other() {
    for open in ["[", "{", "[{\"a\":", "{\"a\":", "]", "}", ":", "{[}"] {
        let text = format!("{{\"name\": \"a\", \"x\": {}", open.repeat(100_000));
        let front_matter = FrontMatter::parse(&text, Format::Json).unwrap();
        assert_eq!(front_matter.text_of("name"), Some("a"), "{open}");
        assert!(!front_matter.faults.is_empty(), "{open}");
    }
}

#[test]
fn a_huge_file_is_read() {
    // So long that nobody would wait if twice the text took four times as long.
    let fields: String = (0..40_000).map(|n| format!("\"f{n}\": [1,\n")).collect();
    for text in [
        format!("{{{fields}"),
        format!("{{\"a\": [{}]}}", "\"b\",\n".repeat(100_000)),
        format!("{{{}", "\"a\": \"b\n".repeat(60_000)),
        format!("{{{}", "\"".repeat(500_000)),
    ] {
        assert!(FrontMatter::parse(&text, Format::Json).is_some());
    }
}

#[test]
fn a_name_loses_only_quotes_that_are_a_pair() {
    for (text, name) in [
        ("{\"a\": 1}", "a"),
        ("{'a': 1}", "a"),
        // The quote is not closed on its line.
        ("{\"a'\n: 1}", "\"a'"),
    ] {
        let front_matter = FrontMatter::parse(text, Format::Json).unwrap();
        let entry = &front_matter.entries[0];
        assert_eq!(entry.name_span(text).of(text), name, "{text}");
    }
}

#[test]
fn a_draft_is_read_past_comments_and_escaped_quotes() {
    let text = r#"{
  // a { comment, "no": "field"
  "name": "re\"view, er",
  /* "model": "opus",
     { */ "tools": ["Read", "Gr\\", "a/b
"#;
    check(
        text,
        &expect![[r#"
        name 36..42: Quoted 44..58 "re\"view, er" from "\"re\\\"view, er\""
        tools 92..99: [] 101..122 "[\"Read\", \"Gr\\\\\", \"a/b"
          - Quoted 102..108 "Read" from "\"Read\""
          - Quoted 110..116 "Gr\\" from "\"Gr\\\\\""
          - Broken 118..122 "\"a/b"
        ! Other("Comments are not allowed") at 4..33 "// a { comment, \"no\": \"field\""
        body ""
    "#]],
    );
}

#[test]
fn what_has_no_key_is_passed_over() {
    check(
        "{\"a\": 1, {\"b\": 2}, \"c\": 3}",
        &expect![[r#"
        a 1..4: Plain 6..7 "1"
        c 19..22: Plain 24..25 "3"
        ! Other("Unexpected token in object") at 9..10 "{"
        body ""
    "#]],
    );
    check(
        "{\"a\": 1, ], \"b\": 2}",
        &expect![[r#"
        a 1..4: Plain 6..7 "1"
        b 12..15: Plain 17..18 "2"
        ! Other("Unexpected token in object") at 9..10 "]"
        body ""
    "#]],
    );
    check(
        "{\"a\": /x, \"b\": 1}",
        &expect![[r#"
        a 1..4: Broken 6..8 "/x"
        b 10..13: Plain 15..16 "1"
        ! Other("Unexpected token") at 6..7 "/", of a
        body ""
    "#]],
    );
    check(
        "{\"x\": {\"a\": 1, {\"b\": 2}",
        &expect![[r#"
        x 1..4: {} 6..23 "{\"a\": 1, {\"b\": 2}"
          a 7..10: Plain 12..13 "1"
        ! Other("Unexpected token in object") at 15..16 "{", of x
        body ""
    "#]],
    );
}

#[test]
fn what_is_no_value_stays_as_it_is_written() {
    check(
        r#"{"a": nan, "b": 1x, "c": -2, "d": "\u12",}"#,
        &expect![[r#"
            a 1..4: Broken 6..9 "nan"
            b 11..14: Broken 16..18 "1x"
            c 20..23: Plain 25..27 "-2"
            d 29..32: Quoted 34..40 "\\u12" from "\"\\u12\""
            ! Other("Unexpected token") at 6..9 "nan", of a
            body ""
        "#]],
    );
}

#[test]
fn a_value_may_stand_below_its_key_or_behind_too_many_colons() {
    check(
        "{\"a\":\n  1, \"b\":: 2, \"c\": \"d\": 3,}",
        &expect![[r#"
            a 1..4: Plain 8..9 "1"
            b 11..14: Plain 17..18 "2"
            c 20..23: Quoted 25..28 "d" from "\"d\""
            ! Other("Unexpected colon") at 15..16 ":", of b
            body ""
        "#]],
    );
}
