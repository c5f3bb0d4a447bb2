//! TOML, the whole file.

use expect_test::{Expect, expect};

use super::{Format, FrontMatter};

fn check(text: &str, expected: &Expect) {
    super::check(Format::Toml, text, expected);
}

/// The text of `developer_instructions` as it is written.
fn check_body(text: &str, expected: &str) {
    let front_matter = FrontMatter::parse(text, Format::Toml).unwrap();
    let body = front_matter.body(text, Some("developer_instructions"));
    assert_eq!(body.of(text), expected);
}

fn check_items(text: &str, expected: &str) {
    super::check_items(Format::Toml, text, expected);
}

// ------------------------------------------------------------ valid files --

#[test]
fn an_agent_has_fields_and_a_prompt() {
    let text = r#"
# Looks at changes.
name = "reviewer"
"model" = 'gpt-5'
nickname_candidates = ["Atlas", "Echo"]

developer_instructions = """
# Task

Review \"everything\".
"""
"#;
    check(
        text,
        &expect![[r##"
        name 21..25: Quoted 28..38 "reviewer" from "\"reviewer\""
        model 39..46: Quoted 49..56 "gpt-5" from "'gpt-5'"
        nickname_candidates 57..76: [] 79..96 "[\"Atlas\", \"Echo\"]"
          - Quoted 80..87 "Atlas" from "\"Atlas\""
          - Quoted 89..95 "Echo" from "\"Echo\""
        developer_instructions 98..120: MultiLine 123..161 "# Task\n\nReview \"everything\".\n" from "\"\"\"\n# Task\n\nReview \\\"everything\\\".\n\"\"\""
        body ""
    "##]],
    );
    check_body(text, "# Task\n\nReview \\\"everything\\\".\n");
}

#[test]
fn a_prompt_may_be_written_in_four_ways() {
    check_body("developer_instructions = \"Do it.\"", "Do it.");
    check_body("developer_instructions = 'Do it.'", "Do it.");
    check_body("developer_instructions = '''Do\nit.'''", "Do\nit.");
    check_body("developer_instructions = \"\"\"\r\nDo it.\"\"\"", "Do it.");
    check_body(
        "developer_instructions = \"\"\"Do \"it\"\"\"\"",
        "Do \"it\"",
    );
    check_body("developer_instructions = \"\"\"\"\"\"", "");
    check_body("developer_instructions = 3", "");
    check_body("name = \"a\"", "");
}

#[test]
fn numbers_booleans_and_dates_are_plain() {
    check(
        "a = 1_000\nb = true\nc = -1.5e3\nd = 2026-01-02 03:04:05Z # why\n",
        &expect![[r#"
            a 0..1: Plain 4..9 "1_000"
            b 10..11: Plain 14..18 "true"
            c 19..20: Plain 23..29 "-1.5e3"
            d 30..31: Plain 34..54 "2026-01-02 03:04:05Z"
            body ""
        "#]],
    );
}

#[test]
fn tables_and_dotted_keys_nest() {
    check(
        "name = \"a\"\n\n[mcp_servers.db]\ncommand = \"x\"\nenv.A = \"1\"\nenv.\"B\" = \"2\"\n\n[mcp_servers.fs]\nargs = []\n[empty]\n",
        &expect![[r#"
            name 0..4: Quoted 7..10 "a" from "\"a\""
            mcp_servers 13..24: map 25..96 "db]\ncommand = \"x\"\nenv.A = \"1\"\nenv.\"B\" = \"2\"\n\n[mcp_servers.fs]\nargs = []"
              db 25..27: map 29..68 "command = \"x\"\nenv.A = \"1\"\nenv.\"B\" = \"2\""
                command 29..36: Quoted 39..42 "x" from "\"x\""
                env 43..46: map 47..68 "A = \"1\"\nenv.\"B\" = \"2\""
                  A 47..48: Quoted 51..54 "1" from "\"1\""
                  B 59..62: Quoted 65..68 "2" from "\"2\""
              fs 83..85: map 87..96 "args = []"
                args 87..91: [] 94..96 "[]"
            empty 98..103: map 103..103 ""
            body ""
        "#]],
    );
    check(
        "x = {a = 1, b.c = 'd', e = [{f = true}]}\n",
        &expect![[r#"
        x 0..1: {} 4..40 "{a = 1, b.c = 'd', e = [{f = true}]}"
          a 5..6: Plain 9..10 "1"
          b 12..13: map 14..21 "c = 'd'"
            c 14..15: Quoted 18..21 "d" from "'d'"
          e 23..24: [] 27..39 "[{f = true}]"
            - {} 28..38 "{f = true}"
              f 29..30: Plain 33..37 "true"
        body ""
    "#]],
    );
}

#[test]
fn arrays_of_tables_are_lists_of_maps() {
    check(
        "[[skills.config]]\npath = \"a\"\n[[skills.config]]\npath = \"b\"\nenabled = false\n[[skills.config]]\n",
        &expect![[r#"
            skills 2..8: map 9..89 "config]]\npath = \"a\"\n[[skills.config]]\npath = \"b\"\nenabled = false\n[[skills.config"
              config 9..15: list 18..89 "path = \"a\"\n[[skills.config]]\npath = \"b\"\nenabled = false\n[[skills.config"
                - map 18..28 "path = \"a\""
                  path 18..22: Quoted 25..28 "a" from "\"a\""
                - map 47..73 "path = \"b\"\nenabled = false"
                  path 47..51: Quoted 54..57 "b" from "\"b\""
                  enabled 58..65: Plain 68..73 "false"
                - map 89..89 ""
            body ""
        "#]],
    );
}

#[test]
fn a_name_may_occur_twice_and_the_last_counts() {
    let text = "name = \"a\"\nname = \"b\"\n[t]\nx = 1\n[t]\ny = 2\n";
    check(
        text,
        &expect![[r#"
        name 0..4: Quoted 7..10 "a" from "\"a\""
        name 11..15: Quoted 18..21 "b" from "\"b\""
        t 23..24: map 26..31 "x = 1"
          x 26..27: Plain 30..31 "1"
        t 33..34: map 36..41 "y = 2"
          y 36..37: Plain 40..41 "2"
        body ""
    "#]],
    );
    let front_matter = FrontMatter::parse(text, Format::Toml).unwrap();
    assert_eq!(front_matter.text_of("name"), Some("b"));
}

#[test]
fn line_ends_marks_and_wide_characters_shift_nothing() {
    check(
        "\u{feff}name = \"👩‍🔬\"\r\n\"説明\" = \"\"\"\r\nレビューする。\r\n\"\"\" # 漢\r\nm = 'é'\r\n",
        &expect![[r#"
            name 3..7: Quoted 10..23 "👩\u{200d}🔬" from "\"👩\u{200d}🔬\""
            説明 25..33: MultiLine 36..67 "レビューする。\r\n" from "\"\"\"\r\nレビューする。\r\n\"\"\""
            m 75..76: Quoted 79..83 "é" from "'é'"
            body ""
        "#]],
    );
}

#[test]
fn an_empty_file_has_no_fields() {
    check(
        "",
        &expect![[r#"
        body ""
    "#]],
    );
    check(
        "\u{feff}\n# nothing yet\n",
        &expect![[r#"
        body ""
    "#]],
    );
}

#[test]
fn the_whole_file_is_the_head() {
    let text = "\u{feff}name = \"a\"\n";
    let it = FrontMatter::parse(text, Format::Toml).unwrap();
    assert!(!it.fenced && !it.late);
    let spans = format!("{:?} {:?} {:?}", it.open, it.inner, it.close);
    assert_eq!(spans, "3..3 3..14 Some(14..14)");
    assert_eq!(format!("{:?}", it.span()), "3..14");
    assert_eq!(it.body_start(text), 14);
}

#[test]
fn items_are_those_of_the_list() {
    check_items("tools = ['a', \"b\", '''\nc''']", "a ; b ; c | a ; b ; c");
    check_items("tools = \"a, b\"", "a ; b | a ; b");
    check_items("tools = [\"a\", \"b\n", "a ; \"b | a ; \"b");
}

// ------------------------------------------------------ while one is typing --

#[test]
fn a_field_that_is_being_typed_is_there_without_a_value() {
    check(
        "name = \"a\"\nmodel = \ntools = []\n",
        &expect![[r#"
        name 0..4: Quoted 7..10 "a" from "\"a\""
        model 11..16: Plain 19..19 ""
        tools 20..25: [] 28..30 "[]"
        ! Other("missing value") at 11..18 "model =", of model
        body ""
    "#]],
    );
    check(
        "name = \"a\"\nmodel =",
        &expect![[r#"
        name 0..4: Quoted 7..10 "a" from "\"a\""
        model 11..16: Plain 18..18 ""
        ! Other("missing value") at 11..18 "model =", of model
        body ""
    "#]],
    );
    check(
        "x = { a = , b = 1 }\n",
        &expect![[r#"
        x 0..1: {} 4..19 "{ a = , b = 1 }"
          a 6..7: Broken 12..13 "b"
          1 16..17: Plain 18..18 ""
        ! Other("extra comma in inline table, expected value") at 10..11 ",", of x
        body ""
    "#]],
    );
}

#[test]
fn a_key_that_is_being_typed_costs_nothing_else() {
    check(
        "name = \"a\"\nmod\ntools = []\n",
        &expect![[r#"
        name 0..4: Quoted 7..10 "a" from "\"a\""
        tools 15..20: [] 23..25 "[]"
        ! Other("key with no value, expected `=`") at 11..14 "mod"
        body ""
    "#]],
    );
    check(
        "name = \"a\"\nmod",
        &expect![[r#"
        name 0..4: Quoted 7..10 "a" from "\"a\""
        ! Other("key with no value, expected `=`") at 11..14 "mod"
        body ""
    "#]],
    );
    check(
        "name = \"a\"\n[\nx = 1\n",
        &expect![[r#"
        name 0..4: Quoted 7..10 "a" from "\"a\""
        x 13..14: Plain 17..18 "1"
        ! Other("unquoted keys cannot be empty, expected letters or numbers or `-` or `_`") at 11..12 "["
        body ""
    "#]],
    );
    check(
        "name = \"a\"\n[mcp\nx = 1\n",
        &expect![[r#"
        name 0..4: Quoted 7..10 "a" from "\"a\""
        mcp 12..15: map 16..21 "x = 1"
          x 16..17: Plain 20..21 "1"
        ! Other("unclosed table, expected `]`") at 11..15 "[mcp"
        body ""
    "#]],
    );
    check(
        "a. = 1\n= 2\nb = 3\n",
        &expect![[r#"
        a 0..1: Plain 5..6 "1"
        b 11..12: Plain 15..16 "3"
        ! Other("unquoted keys cannot be empty, expected letters or numbers or `-` or `_`") at 3..4 "=", of a
        ! Other("unquoted keys cannot be empty, expected letters or numbers or `-` or `_`") at 7..8 "="
        body ""
    "#]],
    );
}

#[test]
fn a_text_that_is_not_closed_ends_with_its_line() {
    check(
        "name = \"rev\nmodel = \"m\"\n",
        &expect![[r#"
        name 0..4: Broken 7..11 "\"rev"
        model 12..17: Quoted 20..23 "m" from "\"m\""
        ! Other("invalid basic string, expected `\"`") at 7..11 "\"rev", of name
        body ""
    "#]],
    );
    check(
        "name = 'rev\r\nmodel = \"m\"\r\n",
        &expect![[r#"
        name 0..4: Broken 7..11 "'rev"
        model 13..18: Quoted 21..24 "m" from "\"m\""
        ! Other("invalid literal string, expected `'`") at 7..11 "'rev", of name
        body ""
    "#]],
    );
    check(
        "tools = [\"a\", \"b]\nmodel = \"m\"\n",
        &expect![[r#"
        tools 0..5: [] 8..17 "[\"a\", \"b]"
          - Quoted 9..12 "a" from "\"a\""
          - Broken 14..17 "\"b]"
        model 18..23: Quoted 26..29 "m" from "\"m\""
        ! Other("unclosed array, expected `]`") at 8..9 "[", of tools
        body ""
    "#]],
    );
}

#[test]
fn a_list_that_is_not_closed_ends_where_a_field_follows() {
    check(
        "tools = [\"a\", \"b\"\nmodel = \"m\"\n",
        &expect![[r#"
        tools 0..5: [] 8..17 "[\"a\", \"b\""
          - Quoted 9..12 "a" from "\"a\""
          - Quoted 14..17 "b" from "\"b\""
        model 18..23: Quoted 26..29 "m" from "\"m\""
        ! Other("unclosed array, expected `]`") at 8..9 "[", of tools
        body ""
    "#]],
    );
    check(
        "tools = [\n  \"a\",\n\n[table]\nmodel = \"m\"\n",
        &expect![[r#"
            tools 0..5: [] 8..16 "[\n  \"a\","
              - Quoted 12..15 "a" from "\"a\""
            table 19..24: map 26..37 "model = \"m\""
              model 26..31: Quoted 34..37 "m" from "\"m\""
            ! Other("unclosed array, expected `]`") at 8..9 "[", of tools
            body ""
        "#]],
    );
    check(
        "x = { a = 1\nmodel = \"m\"\n",
        &expect![[r#"
        x 0..1: {} 4..11 "{ a = 1"
          a 6..7: Plain 10..11 "1"
        model 12..17: Quoted 20..23 "m" from "\"m\""
        ! Other("unclosed inline table, expected `}`") at 4..5 "{", of x
        body ""
    "#]],
    );
    check(
        "x = {\n  a = 1,\n  b = [\n[[t]]\nmodel = \"m\"\n",
        &expect![[r#"
            x 0..1: {} 4..22 "{\n  a = 1,\n  b = ["
              a 8..9: Plain 12..13 "1"
              b 17..18: [] 21..22 "["
            t 25..26: list 29..40 "model = \"m\""
              - map 29..40 "model = \"m\""
                model 29..34: Quoted 37..40 "m" from "\"m\""
            ! Other("unclosed inline table, expected `}`") at 4..5 "{", of x
            ! Other("unclosed array, expected `]`") at 21..22 "[", of x
            body ""
        "#]],
    );
}

#[test]
fn a_prompt_that_is_not_closed_ends_where_only_fields_follow() {
    let text =
        "developer_instructions = \"\"\"\nSet x:\nx = 1\nThen go.\n\nname = \"a\"\n[t]\ny = 2\n";
    check(
        text,
        &expect![[r#"
        developer_instructions 0..22: MultiLine 25..52 "Set x:\nx = 1\nThen go.\n\n" from "\"\"\"\nSet x:\nx = 1\nThen go.\n\n"
        name 52..56: Quoted 59..62 "a" from "\"a\""
        t 64..65: map 67..72 "y = 2"
          y 67..68: Plain 71..72 "2"
        ! Other("invalid multi-line basic string, expected `\"`") at 25..28 "\"\"\"", of developer_instructions
        body ""
    "#]],
    );
    check_body(text, "Set x:\nx = 1\nThen go.\n\n");
    check_body("developer_instructions = \"\"\"\nWrite", "Write");
    check_body("developer_instructions = \"\"\"", "");
    check_body("developer_instructions = '''\nIt's", "It's");
}

#[test]
fn what_is_no_toml_is_kept_as_it_is_written() {
    check(
        "model = gpt-5 high # c\nname = \"a\"\n",
        &expect![[r#"
        model 0..5: Broken 8..18 "gpt-5 high"
        name 23..27: Quoted 30..33 "a" from "\"a\""
        ! Other("string values must be quoted, expected literal string") at 8..18 "gpt-5 high", of model
        body ""
    "#]],
    );
    check(
        "name = \"a\" b # c\nmodel = null\n",
        &expect![[r#"
        name 0..4: Broken 7..12 "\"a\" b"
        model 17..22: Broken 25..29 "null"
        ! Other("unexpected key or value, expected a line break or `#`") at 11..12 "b", of name
        ! Other("invalid float, expected `nan`") at 25..29 "null", of model
        body ""
    "#]],
    );
    check(
        "description = Does: \"it\" well\n",
        &expect![[r#"
        description 0..11: Broken 14..29 "Does: \"it\" well"
        ! Other("string values must be quoted, expected literal string") at 14..19 "Does:", of description
        body ""
    "#]],
    );
    check(
        "name: a\nmodel = \"m\"\n",
        &expect![[r#"
        model 8..13: Quoted 16..19 "m" from "\"m\""
        ! Other("invalid unquoted key, expected letters or numbers or `-` or `_`") at 4..5 ":"
        body ""
    "#]],
    );
    check(
        "d = \"\"\"\nA \\d+ b\n\"\"\" x\nn = 1\n",
        &expect![[r#"
        d 0..1: MultiLine 4..19 "A \\d+ b\n" from "\"\"\"\nA \\d+ b\n\"\"\""
        n 22..23: Plain 26..27 "1"
        ! Other("missing escaped value, expected `b` or `e` or `f` or `n` or `r` or `\\` or `\"` or `x` or `u` or `U`") at 11..13 "d+", of d
        ! Other("unexpected key or value, expected a line break or `#`") at 20..21 "x"
        body ""
    "#]],
    );
    check(
        "---\nname = \"a\"\n---\n",
        &expect![[r#"
        name 4..8: Quoted 11..14 "a" from "\"a\""
        ! Other("key with no value, expected `=`") at 0..3 "---"
        ! Other("key with no value, expected `=`") at 15..18 "---"
        body ""
    "#]],
    );
}

#[test]
fn each_broken_line_has_one_fault() {
    check(
        "a = [1 2 3\nb = [=]\nc = }\nd = {,}\ne = 1 = 2\n",
        &expect![[r#"
            a 0..1: [] 4..10 "[1 2 3"
              - Broken 5..10 "1 2 3"
            b 11..12: [] 15..18 "[=]"
            c 19..20: {} 23..24 "}"
            d 25..26: {} 29..32 "{,}"
            e 33..34: Broken 37..42 "1 = 2"
            ! Other("unclosed array, expected `]`") at 4..5 "[", of a
            ! Other("unexpected `=` in array, expected value or `]`") at 16..17 "=", of b
            ! Other("missing inline table opening, expected `{`") at 23..24 "}", of c
            ! Other("extra comma in inline table, expected key") at 30..31 ",", of d
            ! Other("unexpected key or value, expected a line break or `#`") at 39..40 "=", of e
            body ""
        "#]],
    );
}

// -------------------------------------------------------------- endurance --

#[test]
fn deep_nesting_is_a_fault_like_any_other() {
    for open in [
        "[",
        "{",
        "{ {} ",
        "{ {} a = ",
        "{ [] a = ",
        "[{a = ",
        "{a = ",
        "a.",
        "] ",
        "} ",
    ] {
        let text = format!("name = 'a'\nx = {}\n[t]\nb = 1\n", open.repeat(100_000));
        let front_matter = FrontMatter::parse(&text, Format::Toml).unwrap();
        assert_eq!(front_matter.text_of("name"), Some("a"), "{open}");
        assert!(!front_matter.faults.is_empty(), "{open}");
    }
    for key in [
        "a.".repeat(100_000) + "a = 1",
        "[".to_owned() + &"a.".repeat(100_000) + "a]",
    ] {
        let front_matter = FrontMatter::parse(&key, Format::Toml).unwrap();
        assert!(!front_matter.faults.is_empty());
    }
    // What is passed over is told as if it had been opened.
    let text = format!("x = {{ {}{}", "{} ".repeat(50_000), "[".repeat(50_000));
    assert!(FrontMatter::parse(&text, Format::Toml).is_some());
}

#[test]
fn a_huge_file_is_read() {
    // So long that nobody would wait if twice the text took four times as long.
    let headers: String = (0..40_000).map(|n| format!("[t{n}]\na = 1\n")).collect();
    let dotted: String = (0..40_000).map(|n| format!("a.b{n} = 1\n")).collect();
    for text in [
        headers,
        dotted,
        "x = [1,\n".repeat(60_000),
        "x = \"a\n".repeat(60_000),
        "x = 1 2\n".repeat(60_000),
        format!("d = \"\"\"\n{}", "x = 1\nprose\n".repeat(50_000)),
        "a = {".repeat(100_000),
        "[[t]]\n".repeat(100_000),
    ] {
        assert!(FrontMatter::parse(&text, Format::Toml).is_some());
    }
}

#[test]
fn a_table_that_came_with_one_inside_it_may_have_its_header_later() {
    check(
        "[mcp.docs]\ncommand = \"a\"\n[mcp]\nfirst = 1\n[mcp.docs.env]\nKEY = \"b\"\n",
        &expect![[r#"
            mcp 1..4: map 5..65 "docs]\ncommand = \"a\"\n[mcp]\nfirst = 1\n[mcp.docs.env]\nKEY = \"b\""
              docs 5..9: map 11..65 "command = \"a\"\n[mcp]\nfirst = 1\n[mcp.docs.env]\nKEY = \"b\""
                command 11..18: Quoted 21..24 "a" from "\"a\""
                env 51..54: map 56..65 "KEY = \"b\""
                  KEY 56..59: Quoted 62..65 "b" from "\"b\""
              first 31..36: Plain 39..40 "1"
            body ""
        "#]],
    );
}

#[test]
fn a_dotted_key_does_not_reach_into_a_table_that_has_a_header() {
    check(
        "[mcp.docs]\na = 1\n[mcp]\ndocs.b = 2\n",
        &expect![[r#"
            mcp 1..4: map 5..33 "docs]\na = 1\n[mcp]\ndocs.b = 2"
              docs 5..9: map 11..16 "a = 1"
                a 11..12: Plain 15..16 "1"
              docs 23..27: map 28..33 "b = 2"
                b 28..29: Plain 32..33 "2"
            body ""
        "#]],
    );
    check(
        "[[mcp.docs]]\na = 1\n[mcp]\ndocs.b = 2\n",
        &expect![[r#"
            mcp 2..5: map 6..35 "docs]]\na = 1\n[mcp]\ndocs.b = 2"
              docs 6..10: list 13..18 "a = 1"
                - map 13..18 "a = 1"
                  a 13..14: Plain 17..18 "1"
              docs 25..29: map 30..35 "b = 2"
                b 30..31: Plain 34..35 "2"
            body ""
        "#]],
    );
}

#[test]
fn a_field_in_parts_or_a_table_ends_an_open_list() {
    check(
        "tools = [\"a\"\nx . y = 1\n",
        &expect![[r#"
        tools 0..5: [] 8..12 "[\"a\""
          - Quoted 9..12 "a" from "\"a\""
        x 13..14: map 17..22 "y = 1"
          y 17..18: Plain 21..22 "1"
        ! Other("unclosed array, expected `]`") at 8..9 "[", of tools
        body ""
    "#]],
    );
    check(
        "tools = [\"a\"\n[_t . u]\nx = 1\n",
        &expect![[r#"
        tools 0..5: [] 8..12 "[\"a\""
          - Quoted 9..12 "a" from "\"a\""
        _t 14..16: map 19..27 "u]\nx = 1"
          u 19..20: map 22..27 "x = 1"
            x 22..23: Plain 26..27 "1"
        ! Other("unclosed array, expected `]`") at 8..9 "[", of tools
        body ""
    "#]],
    );
    check(
        "x = {a = 1\n[\"t\"]\nb = 2\n",
        &expect![[r#"
        x 0..1: {} 4..16 "{a = 1\n[\"t\"]"
          a 5..6: Plain 9..10 "1"
        b 17..18: Plain 21..22 "2"
        ! Other("unclosed inline table, expected `}`") at 4..5 "{", of x
        ! Other("missing key for inline table element, expected `,`") at 11..15 "[\"t\"", of x
        body ""
    "#]],
    );
    check(
        "a = [\n[1],\n[true],\n[\"b\"],\n[x, y],\n[Z\n]\nb = 1\n",
        &expect![[r#"
            a 0..1: [] 4..38 "[\n[1],\n[true],\n[\"b\"],\n[x, y],\n[Z\n]"
              - [] 6..9 "[1]"
                - Plain 7..8 "1"
              - [] 11..17 "[true]"
                - Plain 12..16 "true"
              - [] 19..24 "[\"b\"]"
                - Quoted 20..23 "b" from "\"b\""
              - [] 26..32 "[x, y]"
                - Broken 27..28 "x"
                - Broken 30..31 "y"
              - [] 34..38 "[Z\n]"
                - Broken 35..36 "Z"
            b 39..40: Plain 43..44 "1"
            ! Other("unclosed array, expected `]`") at 4..5 "[", of a
            ! Other("string values must be quoted, expected literal string") at 27..28 "x", of a
            ! Other("string values must be quoted, expected literal string") at 35..36 "Z", of a
            body ""
        "#]],
    );
}

#[test]
fn a_prompt_in_three_quotes_ends_with_the_last_of_them() {
    check(
        "developer_instructions = \"\"\"\nSay:\nname = \"a\" # \"\"\"",
        &expect![[r#"
            developer_instructions 0..22: MultiLine 25..50 "Say:\nname = \"a\" # " from "\"\"\"\nSay:\nname = \"a\" # \"\"\""
            body ""
        "#]],
    );
    check(
        "developer_instructions = '''\nSay it.\nname = \"a\"\n",
        &expect![[r#"
            developer_instructions 0..22: MultiLine 25..37 "Say it.\n" from "'''\nSay it.\n"
            name 37..41: Quoted 44..47 "a" from "\"a\""
            ! Other("invalid multi-line literal string, expected `'`") at 25..28 "'''", of developer_instructions
            body ""
        "#]],
    );
    let text = "developer_instructions = \"\"\"";
    let front_matter = FrontMatter::parse(text, Format::Toml).unwrap();
    let body = front_matter.body(text, Some("developer_instructions"));
    assert_eq!(body.range(), text.len()..text.len());
    check_body("developer_instructions = \"\"\"\"", "\"");
}

#[test]
fn a_table_lies_in_the_last_of_several() {
    check(
        "[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 2\n",
        &expect![[r#"
        a 2..3: list 6..29 "x = 1\n[[a]]\n[a.b]\ny = 2"
          - map 6..11 "x = 1"
            x 6..7: Plain 10..11 "1"
          - map 21..29 "b]\ny = 2"
            b 21..22: map 24..29 "y = 2"
              y 24..25: Plain 28..29 "2"
        body ""
    "#]],
    );
}

#[test]
fn words_that_no_dot_parts_are_no_key() {
    check(
        "a b = 1\nc = 2\n",
        &expect![[r#"
        c 8..9: Plain 12..13 "2"
        ! Other("key with no value, expected `=`") at 2..3 "b"
        body ""
    "#]],
    );
    check(
        "a = 1 x\n!! y\nb = 2\n",
        &expect![[r#"
        a 0..1: Broken 4..7 "1 x"
        b 13..14: Plain 17..18 "2"
        ! Other("string values must be quoted, expected literal string") at 4..7 "1 x", of a
        ! Other("invalid unquoted key, expected letters or numbers or `-` or `_`") at 8..10 "!!"
        body ""
    "#]],
    );
}
