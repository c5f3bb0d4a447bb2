//! Lines between fences, as Cursor reads them.

use expect_test::{Expect, expect};

use super::Format;

fn check(text: &str, expected: &Expect) {
    super::check(Format::MarkdownLines, text, expected);
}

fn check_items(text: &str, expected: &str) {
    super::check_items(Format::MarkdownLines, text, expected);
}

#[test]
fn a_value_is_the_rest_of_its_line() {
    check(
        "---\ndescription: Rules: for `*.ts` # all\nglobs: **/*, *.ts  \nalwaysApply: false\n---\n# Body\n",
        &expect![[r##"
            description 4..15: Plain 17..40 "Rules: for `*.ts` # all"
            globs 41..46: Plain 48..58 "**/*, *.ts"
            alwaysApply 61..72: Plain 74..79 "false"
            body "# Body\n"
        "##]],
    );
}

#[test]
fn a_value_may_be_missing() {
    check(
        "---\ndescription:\nglobs: \nalwaysApply: true\n---\n",
        &expect![[r#"
            description 4..15: Plain 16..16 ""
            globs 17..22: Plain 24..24 ""
            alwaysApply 25..36: Plain 38..42 "true"
            body ""
        "#]],
    );
}

#[test]
fn quotes_around_all_of_a_value_are_no_part_of_it() {
    check(
        "---\na: \"b: c\"\nd: 'e'\nf: \"g\", \"h\"\ni: \"\nj: \"\"\n---\n",
        &expect![[r#"
            a 4..5: Quoted 7..13 "b: c" from "\"b: c\""
            d 14..15: Quoted 17..20 "e" from "'e'"
            f 21..22: Plain 24..32 "\"g\", \"h\""
            i 33..34: Plain 36..37 "\""
            j 38..39: Quoted 41..43 "" from "\"\""
            body ""
        "#]],
    );
}

#[test]
fn lines_without_a_key_are_ignored() {
    check(
        "---\nname: a\n  - b\nsome words: c\n# d: e\n\nf: g\n---\n",
        &expect![[r#"
            name 4..8: Plain 10..11 "a"
            f 40..41: Plain 43..44 "g"
            body ""
        "#]],
    );
}

#[test]
fn line_ends_marks_and_wide_characters_shift_nothing() {
    check(
        "\u{feff}---\r\nglobs: 漢/*\r\nd: 👩‍🔬\r\n---\r\nBody",
        &expect![[r#"
            globs 8..13: Plain 15..20 "漢/*"
            d 22..23: Plain 25..36 "👩\u{200d}🔬"
            body "Body"
        "#]],
    );
}

#[test]
fn fences_are_those_of_markdown() {
    check(
        "---\nglobs: *.ts\n",
        &expect![[r#"
        globs 4..9: Plain 11..15 "*.ts"
        ! NotClosed at 0..3 "---"
        body ""
    "#]],
    );
    check(
        "\n---\nglobs: *.ts\n---\n",
        &expect![[r#"
        late
        globs 5..10: Plain 12..16 "*.ts"
        body ""
    "#]],
    );
    check(
        "# Body",
        &expect![[r#"
        no front matter
    "#]],
    );
}

#[test]
fn items_are_those_of_the_line() {
    check_items(
        "---\ntools: **/*.ts, src/*\n---\n",
        "**/*.ts ; src/* | **/*.ts ; src/*",
    );
    check_items("---\ntools: [\"a\", b]\n---\n", "a ; b | a ; b");
    check_items("---\ntools: \"a\", \"b\"\n---\n", "a ; b | a ; b");
}

#[test]
fn a_file_that_is_being_typed_ends_with_its_last_line() {
    check(
        "---\nglobs: a",
        &expect![[r#"
        globs 4..9: Plain 11..12 "a"
        ! NotClosed at 0..3 "---"
        body ""
    "#]],
    );
}
