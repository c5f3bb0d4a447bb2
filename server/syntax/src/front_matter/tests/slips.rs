//! Fields that start with a slip have the spans that they have in the text.

use expect_test::{Expect, expect};

use super::Format;

fn check(text: &str, expected: &Expect) {
    super::check(Format::Markdown, text, expected);
}

#[test]
fn a_field_is_read_as_if_its_slip_were_mended() {
    check(
        "---\nname: a\n tools:\n  - Read\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            tools 13..18: list 22..28 "- Read"
              - Plain 24..28 "Read"
            ! Slips([Slip { kind: Indented, span: 12..13, instead: "" }]) at 12..19 " tools:", of tools
            body ""
        "#]],
    );
    check(
        "---\nname：甲\ndescription:\u{a0}\u{a0}Does\n  it.\n---\n",
        &expect![[r#"
            name 4..8: Plain 11..14 "甲"
            description 15..26: Plain 31..41 "Does it." from "Does\n  it."
            ! Slips([Slip { kind: OddColon('：'), span: 8..11, instead: ": " }]) at 4..11 "name：", of name
            ! Slips([Slip { kind: OddBlank('\u{a0}'), span: 27..31, instead: " " }]) at 15..27 "description:", of description
            body ""
        "#]],
    );
    check(
        "---\nname: a\n\u{a0}\u{3000}model:opus\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            model 17..22: Plain 23..27 "opus"
            ! Slips([Slip { kind: OddBlank('\u{a0}'), span: 12..17, instead: "" }, Slip { kind: NoBlank, span: 23..23, instead: " " }]) at 12..23 "\u{a0}\u{3000}model:", of model
            body ""
        "#]],
    );
    check(
        "---\r\ntools:[Read, Grep]\r\nname: a\r\n---\r\n",
        &expect![[r#"
        tools 5..10: [] 11..23 "[Read, Grep]"
          - Plain 12..16 "Read"
          - Plain 18..22 "Grep"
        name 25..29: Plain 31..32 "a"
        ! Slips([Slip { kind: NoBlank, span: 11..11, instead: " " }]) at 5..11 "tools:", of tools
        body ""
    "#]],
    );
}

#[test]
fn lists_and_blocks_of_text_hold_no_slips() {
    check(
        "---\nhooks:\n- name: a\ndescription: |\n  a:b\n c: d\nx: @\n---\n",
        &expect![[r#"
            hooks 4..9: list 11..20 "- name: a"
              - map 13..20 "name: a"
                name 13..17: Plain 19..20 "a"
            description 21..32: Broken 34..47 "|\n  a:b\n c: d"
            x 48..49: Broken 51..52 "@"
            ! Other("while parsing a block mapping, did not find expected key") at 43..47 "c: d", of description
            ! ReservedStart('@') at 51..52 "@", of x
            body ""
        "#]],
    );
    check(
        "---\ndescription: |\n  one:b\n two:d\n---\n",
        &expect![[r#"
            description 4..15: Broken 17..33 "|\n  one:b\n two:d"
            ! Other("while parsing a block mapping, did not find expected key") at 28..33 "two:d", of description
            body ""
        "#]],
    );
    check(
        "---\nname: a\nhttp://x.example\n---\n",
        &expect![[r#"
        name 4..8: Broken 10..28 "a\nhttp://x.example"
        ! StrayText at 12..28 "http://x.example", of name
        body ""
    "#]],
    );
    check(
        "---\ndescription: <example>\nuser:hello\n</example>\nx: y\n---\n",
        &expect![[r#"
            description 4..15: Broken 17..48 "<example>\nuser:hello\n</example>"
            x 49..50: Plain 52..53 "y"
            ! StrayText at 27..37 "user:hello", of description
            body ""
        "#]],
    );
}

#[test]
fn below_a_field_without_a_value_only_the_margin_is_a_field_s() {
    check(
        "---\nname: a\ntools:\nmodel：opus\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        tools 12..17: Plain 18..18 ""
        model 19..24: Plain 27..31 "opus"
        ! Slips([Slip { kind: OddColon('：'), span: 24..27, instead: ": " }]) at 19..27 "model：", of model
        body ""
    "#]],
    );
    check(
        "---\nname: a\ntools:\n- model：opus\n- @\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        tools 12..17: Broken 19..37 "- model：opus\n- @"
        ! ReservedStart('@') at 36..37 "@", of tools
        body ""
    "#]],
    );
    check(
        "---\ntools:\n- model：opus\nname：a\n---\n",
        &expect![[r#"
            tools 4..9: list 11..25 "- model：opus"
              - Plain 13..25 "model：opus"
            name 26..30: Plain 33..34 "a"
            ! Slips([Slip { kind: OddColon('：'), span: 30..33, instead: ": " }]) at 26..33 "name：", of name
            body ""
        "#]],
    );
    check(
        "---\nname: a\ntools: [Read,\n  model：opus\n---\n",
        &expect![[r#"
        name 4..8: Plain 10..11 "a"
        tools 12..17: Broken 19..40 "[Read,\n  model：opus"
        ! Other("unclosed bracket '['") at 19..25 "[Read,", of tools
        body ""
    "#]],
    );
}

#[test]
fn one_letter_is_no_name() {
    check(
        "---\nname: a\nC：\\x\n---\n",
        &expect![[r#"
        name 4..8: Broken 10..18 "a\nC：\\x"
        ! StrayText at 12..18 "C：\\x", of name
        body ""
    "#]],
    );
}

#[test]
fn a_wide_colon_becomes_a_colon_and_the_blank_it_needs() {
    check(
        "---\nname： a\nmodel：\ntools：b\n---\n",
        &expect![[r#"
        name 4..8: Plain 12..13 "a"
        model 14..19: Plain 22..22 ""
        tools 23..28: Plain 31..32 "b"
        ! Slips([Slip { kind: OddColon('：'), span: 8..11, instead: ":" }]) at 4..11 "name：", of name
        ! Slips([Slip { kind: OddColon('：'), span: 19..22, instead: ":" }]) at 14..22 "model：", of model
        ! Slips([Slip { kind: OddColon('：'), span: 28..31, instead: ": " }]) at 23..31 "tools：", of tools
        body ""
    "#]],
    );
}

#[test]
fn blanks_are_too_many_beside_those_of_the_other_fields() {
    check(
        "---\n  name: a\n    model: opus\n  tools: b\n---\n",
        &expect![[r#"
        name 6..10: Plain 12..13 "a"
        model 18..23: Plain 25..29 "opus"
        tools 32..37: Plain 39..40 "b"
        ! Slips([Slip { kind: Indented, span: 16..18, instead: "" }]) at 14..24 "    model:", of model
        body ""
    "#]],
    );
    check(
        "---\n  name: a\n  model: @\n---\n",
        &expect![[r#"
        name 6..10: Plain 12..13 "a"
        model 16..21: Broken 23..24 "@"
        ! ReservedStart('@') at 23..24 "@", of model
        body ""
    "#]],
    );
}

#[test]
fn a_dash_behind_blanks_is_a_slip_of_its_own() {
    check(
        "---\nname: a\n  - model: opus\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            model 16..21: Plain 23..27 "opus"
            ! Slips([Slip { kind: Indented, span: 12..14, instead: "" }, Slip { kind: Dash, span: 14..16, instead: "" }]) at 12..22 "  - model:", of model
            body ""
        "#]],
    );
}

#[test]
fn a_number_is_no_name_and_a_comment_is_none() {
    check(
        "---\nname: a\n12：30\n---\n",
        &expect![[r#"
        name 4..8: Broken 10..19 "a\n12：30"
        ! StrayText at 12..19 "12：30", of name
        body ""
    "#]],
    );
    check(
        "---\nname: a\n\n# It.\nmodel：opus\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            model 19..24: Plain 27..31 "opus"
            ! Slips([Slip { kind: OddColon('：'), span: 24..27, instead: ": " }]) at 19..27 "model：", of model
            body ""
        "#]],
    );
    check(
        "---\n- text\nmodel：opus\nname: a\n---\n",
        &expect![[r#"
            name 24..28: Plain 30..31 "a"
            ! StrayText at 4..23 "- text\nmodel：opus"
            body ""
        "#]],
    );
}

#[test]
fn below_a_value_in_quotes_a_field_may_be_indented_once_they_are_closed() {
    check(
        "---\nname: \"a\"\n model：opus\n---\n",
        &expect![[r#"
        name 4..8: Quoted 10..13 "a" from "\"a\""
        model 15..20: Plain 23..27 "opus"
        ! Slips([Slip { kind: Indented, span: 14..15, instead: "" }, Slip { kind: OddColon('：'), span: 20..23, instead: ": " }]) at 14..23 " model：", of model
        body ""
    "#]],
    );
    check(
        "---\nname: 'a'\n model：opus\n---\n",
        &expect![[r#"
        name 4..8: Quoted 10..13 "a" from "'a'"
        model 15..20: Plain 23..27 "opus"
        ! Slips([Slip { kind: Indented, span: 14..15, instead: "" }, Slip { kind: OddColon('：'), span: 20..23, instead: ": " }]) at 14..23 " model：", of model
        body ""
    "#]],
    );
    check(
        "---\nname: \"a\n model：opus\n---\n",
        &expect![[r#"
        name 4..8: Broken 10..26 "\"a\n model：opus"
        ! Quote at 10..12 "\"a", of name
        body ""
    "#]],
    );
    check(
        "---\nname: \"a\" \"b\"\n model：opus\n---\n",
        &expect![[r#"
            name 4..8: Broken 10..31 "\"a\" \"b\"\n model：opus"
            ! Quote at 10..17 "\"a\" \"b\"", of name
            body ""
        "#]],
    );
}

#[test]
fn below_a_list_in_brackets_a_field_may_be_indented_once_it_is_closed() {
    check(
        "---\ntools: [Read,\n  Grep] # Both.\n  model：opus\n---\n",
        &expect![[r#"
            tools 4..9: [] 11..25 "[Read,\n  Grep]"
              - Plain 12..16 "Read"
              - Plain 20..24 "Grep"
            model 36..41: Plain 44..48 "opus"
            ! Slips([Slip { kind: Indented, span: 34..36, instead: "" }, Slip { kind: OddColon('：'), span: 41..44, instead: ": " }]) at 34..44 "  model：", of model
            body ""
        "#]],
    );
}

#[test]
fn a_field_is_cut_off_only_where_it_reads_as_one() {
    check(
        "---\nname: a\nmodel：opus\ntools：@\n---\n",
        &expect![[r#"
            name 4..8: Broken 10..34 "a\nmodel：opus\ntools：@"
            ! StrayText at 12..24 "model：opus", of name
            body ""
        "#]],
    );
}

#[test]
fn a_comment_before_the_fields_is_no_stray_text() {
    check(
        "---\n  # It.\nname: a\nx: @\n---\n",
        &expect![[r#"
        name 12..16: Plain 18..19 "a"
        x 20..21: Broken 23..24 "@"
        ! ReservedStart('@') at 23..24 "@", of x
        body ""
    "#]],
    );
}
