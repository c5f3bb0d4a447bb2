//! YAML between fences.

use expect_test::{Expect, expect};

use super::{Format, FrontMatter};

fn check(text: &str, expected: &Expect) {
    super::check(Format::Markdown, text, expected);
}

fn check_items(text: &str, expected: &str) {
    super::check_items(Format::Markdown, text, expected);
}

// ----------------------------------------------------------- valid fields --

#[test]
fn fields_and_values_have_exact_spans() {
    check(
        "---\nname: a-b\ndescription: \"Does: it\"\nn: 3\n---\n# Body",
        &expect![[r##"
        name 4..8: Plain 10..13 "a-b"
        description 14..25: Quoted 27..37 "Does: it" from "\"Does: it\""
        n 38..39: Plain 41..42 "3"
        body "# Body"
    "##]],
    );
    check(
        "---\n'name': 'it''s'\n\"model\": opus\n---\n",
        &expect![[r#"
        name 4..10: Quoted 12..19 "it's" from "'it''s'"
        model 20..27: Plain 29..33 "opus"
        body ""
    "#]],
    );
    check(
        "---\nname:   spaced   # why\n# a comment\n\nmodel: opus\n---",
        &expect![[r#"
        name 4..8: Plain 12..18 "spaced"
        model 40..45: Plain 47..51 "opus"
        body ""
    "#]],
    );
}

#[test]
fn a_value_may_be_missing() {
    check(
        "---\nname:\ntools: \nmodel: ~\nx:\n---\n",
        &expect![[r#"
        name 4..8: Plain 9..9 ""
        tools 10..15: Plain 17..17 ""
        model 18..23: Plain 25..26 "~"
        x 27..28: Plain 29..29 ""
        body ""
    "#]],
    );
    check(
        "---\nname: \"\"\nmodel:   # later\nnull: null\n---\n",
        &expect![[r#"
        name 4..8: Quoted 10..12 "" from "\"\""
        model 13..18: Plain 20..20 ""
        null 30..34: Plain 36..40 "null"
        body ""
    "#]],
    );
}

#[test]
fn a_value_that_is_missing_stands_in_the_list_of_its_key() {
    check(
        "---\ntools: {a: [b, ? c], d: e}\n---\n",
        &expect![[r#"
            tools 4..9: {} 11..30 "{a: [b, ? c], d: e}"
              a 12..13: [] 15..23 "[b, ? c]"
                - Plain 16..17 "b"
                - {} 19..22 "? c"
                  c 21..22: Plain 22..22 ""
              d 25..26: Plain 28..29 "e"
            body ""
        "#]],
    );
}

#[test]
fn a_list_may_be_written_in_four_ways() {
    check(
        "---\ntools: Read, Grep\n---\n",
        &expect![[r#"
        tools 4..9: Plain 11..21 "Read, Grep"
        body ""
    "#]],
    );
    check(
        "---\ntools: [Read, \"Grep\",]\n---\n",
        &expect![[r#"
        tools 4..9: [] 11..26 "[Read, \"Grep\",]"
          - Plain 12..16 "Read"
          - Quoted 18..24 "Grep" from "\"Grep\""
        body ""
    "#]],
    );
    check(
        "---\ntools:\n  - Read\n  - 'Grep' # why\nx: y\n---\n",
        &expect![[r#"
        tools 4..9: list 13..30 "- Read\n  - 'Grep'"
          - Plain 15..19 "Read"
          - Quoted 24..30 "Grep" from "'Grep'"
        x 37..38: Plain 40..41 "y"
        body ""
    "#]],
    );
    check(
        "---\ntools:\n- Read\n- Grep\n---\n",
        &expect![[r#"
        tools 4..9: list 11..24 "- Read\n- Grep"
          - Plain 13..17 "Read"
          - Plain 20..24 "Grep"
        body ""
    "#]],
    );
    check(
        "---\ntools: [\n  Read,\n  Grep\n]\nx: y\n---\n",
        &expect![[r#"
        tools 4..9: [] 11..29 "[\n  Read,\n  Grep\n]"
          - Plain 15..19 "Read"
          - Plain 23..27 "Grep"
        x 30..31: Plain 33..34 "y"
        body ""
    "#]],
    );
    check(
        "---\ntools: []\nskills:\n  -\n  - a\n---\n",
        &expect![[r#"
        tools 4..9: [] 11..13 "[]"
        skills 14..20: list 24..31 "-\n  - a"
          - Plain 25..25 ""
          - Plain 30..31 "a"
        body ""
    "#]],
    );
}

#[test]
fn items_are_the_same_however_the_list_is_written() {
    check_items("---\ntools: Read, Grep\n---\n", "Read ; Grep | Read ; Grep");
    // What YAML refuses may be a list all the same.
    check_items(
        "---\ntools: [Read, *Grep]\n---\n",
        "Read ; *Grep | Read ; *Grep",
    );
    check_items("---\ntools: Read Grep\n---\n", "Read Grep | Read ; Grep");
    check_items(
        "---\ntools: [Read, 'Grep']\n---\n",
        "Read ; Grep | Read ; Grep",
    );
    check_items(
        "---\ntools:\n  - Read\n  - \"Grep\"\n---\n",
        "Read ; Grep | Read ; Grep",
    );
    check_items(
        "---\ntools: \"Read, Grep\"\n---\n",
        "Read ; Grep | Read ; Grep",
    );
    check_items(
        "---\ntools: >\n  Read,\n  Grep\n---\n",
        "Read ; Grep | Read ; Grep",
    );
    check_items(
        "---\ntools: >-\r\n  Read,\r\n  Grep\r\n---\r\n",
        "Read ; Grep | Read ; Grep",
    );
    check_items(
        "---\ntools: |\n  - Read\n  - Grep\n---\n",
        "Read ; Grep | Read ; Grep",
    );
    check_items(
        "---\ntools: >\n  Read Grep\n  Glob\n---\n",
        "Read Grep ; Glob | Read ; Grep ; Glob",
    );
    check_items("---\ntools: Read,\n---\n", "Read | Read");
    check_items(
        "---\ntools: Read,,Grep,\n---\n",
        "Read ; Grep | Read ; Grep",
    );
    check_items(
        "---\ntools: Read,\n  Grep\n---\n",
        "Read ; Grep | Read ; Grep",
    );
    check_items("---\ntools:\n---\n", " | ");
    check_items("---\ntools: null\n---\n", " | ");
    check_items("---\ntools: []\n---\n", " | ");
    check_items("---\ntools: {a: b}\n---\n", " | ");
}

#[test]
fn separators_inside_parentheses_separate_nothing() {
    check_items(
        "---\ntools: Agent(a, b), Bash(git add:*)\n---\n",
        "Agent(a, b) ; Bash(git add:*) | Agent(a, b) ; Bash(git add:*)",
    );
    check_items(
        "---\ntools: Bash(git add *) Read\n---\n",
        "Bash(git add *) Read | Bash(git add *) ; Read",
    );
    check_items(
        "---\ntools: Bash(git *), Read\n---\n",
        "Bash(git *) ; Read | Bash(git *) ; Read",
    );
}

#[test]
fn a_list_that_is_being_typed_has_items_already() {
    check_items("---\ntools: [Read, Gr\n---\n", "Read ; Gr | Read ; Gr");
    check_items(
        "---\ntools: [Read, Gr\nmodel: opus\n---\n",
        "Read ; Gr | Read ; Gr",
    );
    check_items("---\ntools: [Read, \n---\n", "Read | Read");
    check_items("---\ntools: [\n---\n", " | ");
    check_items(
        "---\ntools: [Read, \"Gr\n---\n",
        "Read ; \"Gr | Read ; \"Gr",
    );
    check_items("---\ntools: [Read, 'Gr\n---\n", "Read ; 'Gr | Read ; 'Gr");
    check_items("---\ntools:\n  - Read\n  - \n---\n", "Read | Read");
    check_items("---\ntools:\n  - Read\n  -\n---\n", "Read | Read");
}

#[test]
fn text_may_be_quoted_folded_or_literal() {
    check(
        "---\ndescription: >\n  One\n  two.\n\nx: y\n---\n",
        &expect![[r#"
        description 4..15: Block 21..31 "One two.\n" from "One\n  two."
        x 33..34: Plain 36..37 "y"
        body ""
    "#]],
    );
    check(
        "---\ndescription: |-\n  One\n  two: three\nx: y\n---\n",
        &expect![[r#"
        description 4..15: Block 22..38 "One\ntwo: three" from "One\n  two: three"
        x 39..40: Plain 42..43 "y"
        body ""
    "#]],
    );
    check(
        "---\ndescription: One\n  two.\nx: y\n---\n",
        &expect![[r#"
        description 4..15: Plain 17..27 "One two." from "One\n  two."
        x 28..29: Plain 31..32 "y"
        body ""
    "#]],
    );
    check(
        "---\ndescription: \"One\n  \\\"two\\\" \\n\"\nx: y\n---\n",
        &expect![[r#"
        description 4..15: Quoted 17..35 "One \"two\" \n" from "\"One\n  \\\"two\\\" \\n\""
        x 36..37: Plain 39..40 "y"
        body ""
    "#]],
    );
    check(
        "---\ndescription: >\nx: y\n---\n",
        &expect![[r#"
        description 4..15: Block 19..19 ""
        x 19..20: Plain 22..23 "y"
        body ""
    "#]],
    );
}

#[test]
fn maps_nest() {
    check(
        "---\nexperimental:\n  cacheTtl: 1h\n  x:\n---\n",
        &expect![[r#"
        experimental 4..16: map 20..37 "cacheTtl: 1h\n  x:"
          cacheTtl 20..28: Plain 30..32 "1h"
          x 35..36: Plain 37..37 ""
        body ""
    "#]],
    );
    check(
        "---\nhooks:\n  Stop:\n    - hooks:\n        - type: command\n---\n",
        &expect![[r#"
            hooks 4..9: map 13..55 "Stop:\n    - hooks:\n        - type: command"
              Stop 13..17: list 23..55 "- hooks:\n        - type: command"
                - map 25..55 "hooks:\n        - type: command"
                  hooks 25..30: list 40..55 "- type: command"
                    - map 42..55 "type: command"
                      type 42..46: Plain 48..55 "command"
            body ""
        "#]],
    );
    check(
        "---\nmcpServers:\n  - db\n  - x: {command: \"a, b\"}\n---\n",
        &expect![[r#"
        mcpServers 4..14: list 18..47 "- db\n  - x: {command: \"a, b\"}"
          - Plain 20..22 "db"
          - map 27..47 "x: {command: \"a, b\"}"
            x 27..28: {} 30..47 "{command: \"a, b\"}"
              command 31..38: Quoted 40..46 "a, b" from "\"a, b\""
        body ""
    "#]],
    );
}

#[test]
fn anchors_and_aliases_are_values() {
    check(
        "---\nx: &all [Read]\ntools: *all\n---\n",
        &expect![[r#"
        x 4..5: [] 12..18 "[Read]"
          - Plain 13..17 "Read"
        tools 19..24: alias 26..30 "*all"
        body ""
    "#]],
    );
    check(
        "---\nx: &a text\ny: *a\n? z\n: w\n---\n",
        &expect![[r#"
        x 4..5: Plain 10..14 "text"
        y 15..16: alias 18..20 "*a"
        z 23..24: Plain 27..28 "w"
        body ""
    "#]],
    );
}

#[test]
fn a_name_may_occur_twice_and_the_last_counts() {
    let text = "---\nname: a\nname: b\n---\n";
    check(
        text,
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        name 12..16: Plain 18..19 "b"
        body ""
    "#]],
    );
    let front_matter = FrontMatter::parse(text, Format::Markdown).unwrap();
    assert_eq!(front_matter.text_of("name"), Some("b"));
}

#[test]
fn nothing_but_fences_is_front_matter_without_fields() {
    check(
        "---\n---\n",
        &expect![[r#"
        body ""
    "#]],
    );
    check(
        "---\n# only a comment\n\n---\nbody",
        &expect![[r#"
        body "body"
    "#]],
    );
    check(
        "---\n\n---",
        &expect![[r#"
        body ""
    "#]],
    );
    check(
        "---\nnull\n---\n",
        &expect![[r#"
        body ""
    "#]],
    );
}

// ------------------------------------------------------- bytes and breaks --

#[test]
fn line_ends_may_be_any() {
    check(
        "---\r\nname: a\r\ntools: [b,\r\n c]\r\n---\r\nBody\r\n",
        &expect![[r#"
        name 5..9: Plain 11..12 "a"
        tools 14..19: [] 21..29 "[b,\r\n c]"
          - Plain 22..23 "b"
          - Plain 27..28 "c"
        body "Body\r\n"
    "#]],
    );
    check(
        "---\rname: a\rtext: >\r  b\r---\rBody",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        text 12..16: Block 22..23 "b\n" from "b"
        body "Body"
    "#]],
    );
    check(
        "---\r\ntext: >\r\n  one\r\n  two\r\nempty:\r\n---\r\n",
        &expect![[r#"
        text 5..9: Block 16..26 "one two\n" from "one\r\n  two"
        empty 28..33: Plain 34..34 ""
        body ""
    "#]],
    );
    check(
        "---\r\nlist:\r\n  - a\r\n  - b\r\n---\r\n",
        &expect![[r#"
        list 5..9: list 14..24 "- a\r\n  - b"
          - Plain 16..17 "a"
          - Plain 23..24 "b"
        body ""
    "#]],
    );
}

#[test]
fn a_byte_order_mark_and_wide_characters_shift_nothing() {
    check(
        "\u{feff}---\nname: a\n---\n",
        &expect![[r#"
        name 7..11: Plain 13..14 "a"
        body ""
    "#]],
    );
    check(
        "---\nd: 👩‍🔬 é: no\nname: \"ü👍\" # ß\nm: o\n---\n",
        &expect![[r#"
        d 4..5: Broken 7..25 "👩\u{200d}🔬 é: no"
        name 26..30: Quoted 32..40 "ü👍" from "\"ü👍\""
        m 46..47: Plain 49..50 "o"
        ! ColonInPlainValue { one_line: true } at 21..22 ":", of d
        body ""
    "#]],
    );
    check(
        "---\nd: 👩‍🔬 \"é\"\ntools:\n  - 漢\n  - \"字\"\nm: o\n---\n",
        &expect![[r#"
        d 4..5: Plain 7..23 "👩\u{200d}🔬 \"é\""
        tools 24..29: list 33..48 "- 漢\n  - \"字\""
          - Plain 35..38 "漢"
          - Quoted 43..48 "字" from "\"字\""
        m 49..50: Plain 52..53 "o"
        body ""
    "#]],
    );
}

// ------------------------------------------------------------------ fences --

#[test]
fn a_file_that_is_being_typed_has_front_matter_up_to_the_first_blank_line() {
    check(
        "---",
        &expect![[r#"
        ! NotClosed at 0..3 "---"
        body ""
    "#]],
    );
    check(
        "---\n",
        &expect![[r#"
        ! NotClosed at 0..3 "---"
        body ""
    "#]],
    );
    check(
        "---\nname: a\ndescri",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        ! StrayText at 12..18 "descri"
        ! NotClosed at 0..3 "---"
        body ""
    "#]],
    );
    check(
        "---\nname: a\ntools:\n  - Read\n\n# Body\n\n***\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        tools 12..17: list 21..27 "- Read"
          - Plain 23..27 "Read"
        ! NotClosed at 0..3 "---"
        body "\n# Body\n\n***\n"
    "#]],
    );
    check(
        "---\nname: a\nThis is prose: really.\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        ! NotClosed at 0..3 "---"
        body "This is prose: really.\n"
    "#]],
    );
    check(
        "---\r\nname: a\r\n\r\nBody",
        &expect![[r#"
        name 5..9: Plain 11..12 "a"
        ! NotClosed at 0..3 "---"
        body "\r\nBody"
    "#]],
    );
}

#[test]
fn a_fence_may_close_with_blanks_behind_it() {
    check(
        "---  \nname: a\n--- \t\nbody",
        &expect![[r#"
        name 6..10: Plain 12..13 "a"
        body "body"
    "#]],
    );
    check(
        "---\nname: a\n ---\n---\nbody",
        &expect![[r#"
        name 4..8: Plain 10..16 "a ---" from "a\n ---"
        body "body"
    "#]],
    );
    check(
        "---\nname: a\n----\n---\nbody",
        &expect![[r#"
        name 4..8: Broken 10..16 "a\n----"
        ! Other("simple key expected ':'") at 12..16 "----", of name
        body "body"
    "#]],
    );
    check(
        "---\nname: a\n...\n---\nbody",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        body "body"
    "#]],
    );
}

#[test]
fn blank_lines_before_the_fence_make_it_late() {
    check(
        "\n---\nname: a\n---\n",
        &expect![[r#"
        late
        name 5..9: Plain 11..12 "a"
        body ""
    "#]],
    );
    check(
        "\u{feff}\r\n  \r\n---\r\nname: a\r\n---\r\nBody",
        &expect![[r#"
        late
        name 14..18: Plain 20..21 "a"
        body "Body"
    "#]],
    );
}

#[test]
fn a_thematic_break_is_no_front_matter() {
    check(
        "",
        &expect![[r#"
        no front matter
    "#]],
    );
    check(
        "\n\n",
        &expect![[r#"
        no front matter
    "#]],
    );
    check(
        "# Head\n---\nname: a\n---\n",
        &expect![[r#"
        no front matter
    "#]],
    );
    check(
        "---\nSome prose, and no field.\n\nMore.\n",
        &expect![[r#"
        no front matter
    "#]],
    );
    check(
        "---\n\nProse after a break.\n",
        &expect![[r#"
        no front matter
    "#]],
    );
    check(
        "----\nname: a\n----\n",
        &expect![[r#"
        no front matter
    "#]],
    );
    check(
        " ---\nname: a\n---\n",
        &expect![[r#"
        no front matter
    "#]],
    );
    check(
        "- - -\nname: a\n---\n",
        &expect![[r#"
        no front matter
    "#]],
    );
}

// ------------------------------------------------------------ broken YAML --

#[test]
fn a_value_that_starts_with_a_reserved_character_costs_its_field() {
    check(
        "---\ndescription: Rules\nglobs: **/*\nalwaysApply: false\n---\n",
        &expect![[r#"
        description 4..15: Plain 17..22 "Rules"
        globs 23..28: Broken 30..34 "**/*"
        alwaysApply 35..46: Plain 48..53 "false"
        ! ReservedStart('*') at 30..34 "**/*", of globs
        body ""
    "#]],
    );
    check(
        "---\nowner: @team/web\nname: a\n---\n",
        &expect![[r#"
        owner 4..9: Broken 11..20 "@team/web"
        name 21..25: Plain 27..28 "a"
        ! ReservedStart('@') at 11..20 "@team/web", of owner
        body ""
    "#]],
    );
    check(
        "---\nname: a\nhint: `code`\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        hint 12..16: Broken 18..24 "`code`"
        model 25..30: Plain 32..33 "b"
        ! ReservedStart('`') at 18..24 "`code`", of hint
        body ""
    "#]],
    );
}

#[test]
fn an_unquoted_colon_costs_its_field() {
    check(
        "---\nname: a\ndescription: Use when: it rains. Keywords: rain\nmodel: opus\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            description 12..23: Broken 25..59 "Use when: it rains. Keywords: rain"
            model 60..65: Plain 67..71 "opus"
            ! ColonInPlainValue { one_line: true } at 33..34 ":", of description
            body ""
        "#]],
    );
    check(
        "---\nname: a\ndescription: Use this.\\n\\n<example>\\nuser: \"Hi\"\\n</example>\ntools: b\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            description 12..23: Broken 25..71 "Use this.\\n\\n<example>\\nuser: \"Hi\"\\n</example>"
            tools 72..77: Plain 79..80 "b"
            ! ColonInPlainValue { one_line: true } at 53..54 ":", of description
            body ""
        "#]],
    );
    check(
        "---\ndescription: Use when:\nname: a\n---\n",
        &expect![[r#"
        description 4..15: Broken 17..26 "Use when:"
        name 27..31: Plain 33..34 "a"
        ! ColonInPlainValue { one_line: true } at 25..26 ":", of description
        body ""
    "#]],
    );
    check(
        "---\ndescription: One: two\n  three\nname: a\n---\n",
        &expect![[r#"
        description 4..15: Broken 17..33 "One: two\n  three"
        name 34..38: Plain 40..41 "a"
        ! ColonInPlainValue { one_line: false } at 20..21 ":", of description
        body ""
    "#]],
    );
}

#[test]
fn examples_at_the_left_margin_are_no_fields() {
    check(
        "---\nname: a\ndescription: Use this. Examples:\n<example>\nContext: It rains.\n\
         user: \"Hello\"\nassistant: \"Yes\"\n</example>\nmodel: opus\n---\nBody\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            description 12..23: Broken 25..115 "Use this. Examples:\n<example>\nContext: It rains.\nuser: \"Hello\"\nassistant: \"Yes\"\n</example>"
            model 116..121: Plain 123..127 "opus"
            ! ColonInPlainValue { one_line: false } at 43..44 ":", of description
            body "Body\n"
        "#]],
    );
    check(
        "---\nname: a\ndescription: Use this.\n<example>\nuser: x\n</example>\n\n<example>\n\
         user: y\n</example>\ncolor: red\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            description 12..23: Broken 25..93 "Use this.\n<example>\nuser: x\n</example>\n\n<example>\nuser: y\n</example>"
            color 94..99: Plain 101..104 "red"
            ! StrayText at 35..44 "<example>", of description
            body ""
        "#]],
    );
    check(
        "---\nname: a\ndescription: >\n  Use this.\n<example>\nuser: x\n</example>\ncolor: red\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            description 12..23: Broken 25..67 ">\n  Use this.\n<example>\nuser: x\n</example>"
            color 68..73: Plain 75..78 "red"
            ! StrayText at 39..48 "<example>", of description
            body ""
        "#]],
    );
}

#[test]
fn a_reserved_character_in_a_list_costs_the_list() {
    check(
        "---\npaths:\n  - src/**\n  - **/*.ts\nname: a\n---\n",
        &expect![[r#"
        paths 4..9: Broken 13..33 "- src/**\n  - **/*.ts"
        name 34..38: Plain 40..41 "a"
        ! ReservedStart('*') at 26..33 "**/*.ts", of paths
        body ""
    "#]],
    );
}

#[test]
fn text_at_the_left_margin_costs_the_field_above_it() {
    check(
        "---\nname: a\ndescription: One\ntwo three\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        description 12..23: Broken 25..38 "One\ntwo three"
        model 39..44: Plain 46..47 "b"
        ! StrayText at 29..38 "two three", of description
        body ""
    "#]],
    );
    check(
        "---\nstray words\nname: a\n---\n",
        &expect![[r#"
        name 16..20: Plain 22..23 "a"
        ! StrayText at 4..15 "stray words"
        body ""
    "#]],
    );
    check(
        "---\nname: a\nstray words\n---\n",
        &expect![[r#"
        name 4..8: Broken 10..23 "a\nstray words"
        ! StrayText at 12..23 "stray words", of name
        body ""
    "#]],
    );
}

#[test]
fn two_lists_in_a_row_cost_their_field() {
    check(
        "---\nargument-hint: [a] [b]\nname: c\n---\n",
        &expect![[r#"
            argument-hint 4..17: Broken 19..26 "[a] [b]"
            name 27..31: Plain 33..34 "c"
            ! AfterBracket at 19..26 "[a] [b]", of argument-hint
            body ""
        "#]],
    );
    check(
        "---\nname: c\nargument-hint: [a] b\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "c"
            argument-hint 12..25: Broken 27..32 "[a] b"
            ! AfterBracket at 27..32 "[a] b", of argument-hint
            body ""
        "#]],
    );
}

#[test]
fn a_template_costs_its_field() {
    check(
        "---\nname: {{NAME}}\nmodel: opus\n---\n",
        &expect![[r#"
        name 4..8: {} 10..18 "{{NAME}}"
           11..17: Plain 17..17 ""
        model 19..24: Plain 26..30 "opus"
        body ""
    "#]],
    );
    check(
        "---\nname: {{NAME}} agent\nmodel: opus\n---\n",
        &expect![[r#"
            name 4..8: Broken 10..24 "{{NAME}} agent"
            model 25..30: Plain 32..36 "opus"
            ! AfterBracket at 10..24 "{{NAME}} agent", of name
            body ""
        "#]],
    );
}

#[test]
fn a_tab_costs_its_field() {
    check(
        "---\nname: a\ntools:\n\t- Read\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        tools 12..17: Broken 20..26 "- Read"
        model 27..32: Plain 34..35 "b"
        ! Tab at 20..26 "- Read", of tools
        body ""
    "#]],
    );
    check(
        "---\nname:\ta\nmodel: b\t\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        model 12..17: Plain 19..20 "b"
        body ""
    "#]],
    );
}

#[test]
fn an_open_quote_costs_its_field() {
    check(
        "---\nname: a\ndescription: \"Open\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        description 12..23: Broken 25..30 "\"Open"
        model 31..36: Plain 38..39 "b"
        ! Quote at 25..30 "\"Open", of description
        body ""
    "#]],
    );
    check(
        "---\nname: a\ndescription: \"Closed\" and on\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        description 12..23: Broken 25..40 "\"Closed\" and on"
        model 41..46: Plain 48..49 "b"
        ! Quote at 25..40 "\"Closed\" and on", of description
        body ""
    "#]],
    );
    check(
        "---\nname: 'it's'\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Broken 10..16 "'it's'"
        model 17..22: Plain 24..25 "b"
        ! Quote at 10..16 "'it's'", of name
        body ""
    "#]],
    );
    check(
        "---\nname: \"a\\d\"\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Broken 10..15 "\"a\\d\""
        model 16..21: Plain 23..24 "b"
        ! Other("while parsing a quoted scalar, found unknown escape character") at 10..15 "\"a\\d\"", of name
        body ""
    "#]],
    );
}

#[test]
fn a_bracket_that_is_not_closed_yet_costs_its_field() {
    check(
        "---\nname: a\ntools: [Read, Gr\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        tools 12..17: Broken 19..28 "[Read, Gr"
        model 29..34: Plain 36..37 "b"
        ! Other("unclosed bracket '['") at 19..28 "[Read, Gr", of tools
        body ""
    "#]],
    );
    check(
        "---\nname: a\nx: {a: b\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        x 12..13: Broken 15..20 "{a: b"
        model 21..26: Plain 28..29 "b"
        ! Other("unclosed bracket '{'") at 15..20 "{a: b", of x
        body ""
    "#]],
    );
    check(
        "---\nname: a\ntools: [Read,\n  Gr\nmodel: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        tools 12..17: Broken 19..30 "[Read,\n  Gr"
        model 31..36: Plain 38..39 "b"
        ! Other("unclosed bracket '['") at 19..25 "[Read,", of tools
        body ""
    "#]],
    );
}

#[test]
fn several_faults_cost_several_fields() {
    check(
        "---\nglobs: **/*\nname: a\ndescription: a: b: c\nx: @y\n---\n",
        &expect![[r#"
        globs 4..9: Broken 11..15 "**/*"
        name 16..20: Plain 22..23 "a"
        description 24..35: Broken 37..44 "a: b: c"
        x 45..46: Broken 48..50 "@y"
        ! ReservedStart('*') at 11..15 "**/*", of globs
        ! ColonInPlainValue { one_line: true } at 38..39 ":", of description
        ! ReservedStart('@') at 48..50 "@y", of x
        body ""
    "#]],
    );
}

#[test]
fn a_word_without_a_colon_is_a_fault_of_its_own() {
    check(
        "---\nname: a\ntool\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        ! StrayText at 12..16 "tool"
        body ""
    "#]],
    );
    check(
        "---\ntool\n---\n",
        &expect![[r#"
        ! NotFields at 4..8 "tool"
        body ""
    "#]],
    );
    check(
        "---\n- a\n- b\n---\n",
        &expect![[r#"
        ! NotFields at 4..11 "- a\n- b"
        body ""
    "#]],
    );
    check(
        "---\nname: a\n  model: b\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            model 14..19: Plain 21..22 "b"
            ! Slips([Slip { kind: Indented, span: 12..14, instead: "" }]) at 12..20 "  model:", of model
            body ""
        "#]],
    );
    check(
        "---\nmodel: opus\ntoo\nname: a\n---\n",
        &expect![[r#"
        model 4..9: Plain 11..15 "opus"
        name 20..24: Plain 26..27 "a"
        ! StrayText at 16..19 "too"
        body ""
    "#]],
    );
    check(
        "---\nskills:\n  - a\nmod\n---\n",
        &expect![[r#"
        skills 4..10: list 14..17 "- a"
          - Plain 16..17 "a"
        ! StrayText at 18..21 "mod"
        body ""
    "#]],
    );
    check(
        "---\nskil\n  - a\n---\n",
        &expect![[r#"
        ! NotFields at 4..14 "skil\n  - a"
        body ""
    "#]],
    );
    check(
        "---\nname: a\n model\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..18 "a model" from "a\n model"
        body ""
    "#]],
    );
}

#[test]
fn a_bad_line_in_a_nested_map_costs_the_map() {
    check(
        "---\nname: a\nexperimental:\n  cacheTtl: 1h\n  x: @y\nmodel: b\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            experimental 12..24: Broken 28..48 "cacheTtl: 1h\n  x: @y"
            model 49..54: Plain 56..57 "b"
            ! ReservedStart('@') at 46..48 "@y", of experimental
            body ""
        "#]],
    );
}

// -------------------------------------------------------------- endurance --

#[test]
fn deep_nesting_is_a_fault_like_any_other() {
    for open in ["[", "{", "- ", "? ", "[{a: "] {
        let text = format!("---\nname: a\nx: {}\nmodel: b\n---\n", open.repeat(100_000));
        let front_matter = FrontMatter::parse(&text, Format::Markdown).unwrap();
        assert_eq!(front_matter.text_of("name"), Some("a"), "{open}");
        assert_eq!(front_matter.text_of("model"), Some("b"), "{open}");
        assert!(!front_matter.faults.is_empty(), "{open}");
    }
    assert!(
        FrontMatter::parse(&format!("---\n{}", "[".repeat(100_000)), Format::Markdown).is_none()
    );
}

#[test]
fn a_huge_front_matter_is_read() {
    // So long that nobody would wait if twice the text took four times as long.
    let mut valid = "---\nname: a\nskills:\n".to_owned();
    while valid.len() < 1024 * 1024 {
        valid += "  - some-skill\n";
    }
    let broken = format!("{valid}globs: **/*\n---\n");
    let fields: String = (0..60_000).map(|n| format!("field{n}: [a, b\n")).collect();
    valid += "---\n";
    for text in [
        valid,
        broken,
        format!("---\n{fields}---\n"),
        format!("---\nd: {}\n---\n", "a: ".repeat(350_000)),
    ] {
        assert!(FrontMatter::parse(&text, Format::Markdown).is_some());
    }
}

#[test]
fn lists_lie_in_lists() {
    check(
        "---\ntools:\n  - - - a\n    - b\n---\n",
        &expect![[r#"
        tools 4..9: list 13..28 "- - - a\n    - b"
          - list 15..28 "- - a\n    - b"
            - list 17..20 "- a"
              - Plain 19..20 "a"
            - Plain 27..28 "b"
        body ""
    "#]],
    );
}

#[test]
fn a_comment_and_a_blank_line_before_a_broken_field_are_no_stray_text() {
    check(
        "---\n# Note\n\nname: a: b\n---\n",
        &expect![[r#"
        name 12..16: Broken 18..22 "a: b"
        ! ColonInPlainValue { one_line: true } at 19..20 ":", of name
        body ""
    "#]],
    );
}

#[test]
fn a_colon_in_a_lower_line_of_a_value_is_blamed_there() {
    check(
        "---\nname: a\n  goes on: here\n---\n",
        &expect![[r#"
        name 4..8: Broken 10..27 "a\n  goes on: here"
        ! ColonInPlainValue { one_line: false } at 21..22 ":", of name
        body ""
    "#]],
    );
}

#[test]
fn a_list_that_ends_with_its_bracket_goes_on_nowhere() {
    check(
        "---\ntools: [@a, b]\n---\n",
        &expect![[r#"
        tools 4..9: Broken 11..18 "[@a, b]"
        ! Other("unexpected character: `@'") at 11..18 "[@a, b]", of tools
        body ""
    "#]],
    );
}

#[test]
fn what_starts_with_a_mark_is_no_name() {
    check(
        "---\n: a\n-b: c\nname: d: e\n---\n",
        &expect![[r#"
        name 14..18: Broken 20..24 "d: e"
        ! StrayText at 4..13 ": a\n-b: c"
        ! ColonInPlainValue { one_line: true } at 21..22 ":", of name
        body ""
    "#]],
    );
}

#[test]
fn a_text_over_lines_is_stray_though_one_of_them_looks_like_a_field() {
    check(
        "---\n\"a\nname: b\"\n---\n",
        &expect![[r#"
        name 7..11: Plain 13..15 "b\""
        ! StrayText at 4..6 "\"a"
        body ""
    "#]],
    );
    check(
        "---\n@a\n---\n",
        &expect![[r#"
        ! StrayText at 4..6 "@a"
        body ""
    "#]],
    );
}

#[test]
fn a_second_document_is_a_fault() {
    check(
        "---\nname: a\n...\nx: b\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        x 16..17: Plain 19..20 "b"
        ! Other("a second document starts here") at 16..20 "x: b"
        body ""
    "#]],
    );
}

#[test]
fn a_text_that_says_nothing_is_none() {
    for nothing in ["", "\"\"", "~", "null"] {
        let text = format!("---\nname: {nothing}\n---\n");
        let front_matter = FrontMatter::parse(&text, Format::Markdown).unwrap();
        assert_eq!(front_matter.text_of("name"), None, "{nothing}");
    }
}
