use super::*;

/// The keys, and what stands there.
fn place(format: Format, marked: &str) -> String {
    let offset = marked.find("<|>").unwrap();
    let text = marked.replace("<|>", "");
    let inner = Span::new(0, text.len());
    match key_place(format, &text, inner, offset) {
        None => "nothing".to_owned(),
        Some(KeyPlace { keys, at }) => {
            let at = match at {
                At::Key => "key".to_owned(),
                At::FlowKey => "key in braces".to_owned(),
                At::Header { array: false } => "header".to_owned(),
                At::Header { array: true } => "array header".to_owned(),
                At::Value(span) => format!("{:?}", span.of(&text)),
                At::Item(span) => format!("item of {:?}", span.of(&text)),
                At::Line { line, dash } => {
                    let dash = if dash { "dash" } else { "line" };
                    format!("{dash} {:?}", line.of(&text))
                }
            };
            format!("{} {at}", keys.join("/"))
        }
    }
}

fn check(format: Format, cases: &[(&str, &str)]) {
    for (marked, expected) in cases {
        assert_eq!(place(format, marked), *expected, "{marked}");
        if format != Format::Json {
            // The cursor is where it was on every kind of line end.
            let crlf = marked.replace('\n', "\r\n");
            let shown = place(format, &crlf).replace("\\r\\n", "\\n");
            assert_eq!(shown, *expected, "{crlf:?}");
        }
    }
}

#[test]
fn json_is_told_by_what_stands_before_the_cursor() {
    check(
        Format::Json,
        &[
            ("{<|>", " key"),
            ("{\"na<|>", " key"),
            ("{\"a\": <|>", "a \" \""),
            ("{\"a\": \"x<|>y\", \"b\": 1}", "a \" \\\"xy\\\"\""),
            ("{\"a\": {\"b\": 1, <|>", "a key"),
            (
                "{\"a\": {\"b\": [\"x\", <|>]}}",
                "a/b item of \"[\\\"x\\\", ]\"",
            ),
            (
                "{\"a\": [\"x]\", \"<|>y, z\"], \"b\": 1}",
                "a item of \"[\\\"x]\\\", \\\"y, z\\\"]\"",
            ),
            ("{\"a\": [{\"to\": \"<|>\"}]}", "a/to \" \\\"\\\"\""),
            ("{\"a\": [<|>]}", "a item of \"[]\""),
            ("{\"a\": \"}\", <|>", " key"),
            ("{\"half\n  <|>", " key"),
            ("{\"a\"<|>: 1}", "nothing"),
            ("{\"a\": [1,\n  <|>\"b\": 2}", "nothing"),
            ("<|>{}", "nothing"),
            ("{} <|>", "nothing"),
        ],
    );
}

#[test]
fn toml_is_told_by_its_lines() {
    check(
        Format::Toml,
        &[
            ("<|>", " key"),
            ("na<|>", " key"),
            ("name = <|>\n", "name \" \""),
            ("[a.b]\nc = \"x<|>\"\n", "a/b/c \" \\\"x\\\"\""),
            ("[[a]]\n<|>", "a key"),
            (
                "a = [\n  \"x\",\n  <|>\n]\nb = 1",
                "a item of \"[\\n  \\\"x\\\",\\n  \\n]\"",
            ),
            ("a = \"\"\"\nb = <|>\n\"\"\"\n", "nothing"),
            ("a <|>= 1", "nothing"),
            ("a = [1\n<|>b = 2", " key"),
            ("a = \"\"\"\nx = 1\n\"\"\"\nc<|>", " key"),
            ("# a<|>", "nothing"),
            ("[a<|>]", " header"),
            ("[a.b.<|>]", "a/b header"),
            ("[[a<|>", " array header"),
            ("[a] <|>", "nothing"),
            ("a.b<|> = 1", "a key"),
            ("[t]\na.\"b.c\".d = <|>", "t/a/b.c/d \" \""),
            ("a = { <|> }", "a key in braces"),
            ("a = { b = \"<|>\" }", "a/b \" \\\"\\\" \""),
            ("a = [{ to = \"<|>\" }]", "a/to \" \\\"\\\" \""),
            ("a = [\n  { to = \"x\" },\n  { <|> },\n]", "a key in braces"),
            ("a = [\n  { to = \"x\" },\n]\nb = <|>", "b \" \""),
            ("a = [\n  \"x\",\nb = <|>", "b \" \""),
            (
                "a = [ # don't [\n  <|>\n]",
                "a item of \"[ # don't [\\n  \\n]\"",
            ),
            ("a = [1] <|>", "nothing"),
            ("a = { b.c<|> = 1 }", "a/b key in braces"),
        ],
    );
}

#[test]
fn yaml_is_told_by_its_columns() {
    check(
        Format::Markdown,
        &[
            ("<|>", " key"),
            ("a: 1\nna<|>\nb: 2", " key"),
            ("a: <|>", "a \" \""),
            ("a:<|>", "a \"\""),
            ("a: x<|> # why", "a \" x # why\""),
            ("a:\n  <|>", "a line \"\""),
            ("a:\n  b: 1\n  <|>", "a line \"\""),
            ("a:\n  b: 1\n<|>", " key"),
            ("a:\n  b:\n    c: <|>", "a/b/c \" \""),
            ("a:\n  - <|>", "a dash \" \""),
            ("a:\n  -<|>", "a dash \"\""),
            ("a:\n- x\n- y<|>", "a dash \" y\""),
            ("a:\n- x\n<|>", " key"),
            ("a:\n  - x\n  <|>", "a line \"\""),
            ("a:\n  - b: 1\n    <|>", "a key"),
            ("a:\n  - b: 1\n    c: <|>", "a/c \" \""),
            ("a:\n  - b: <|>", "a/b \" \""),
            ("a:\n  - b:\n      - <|>", "a/b dash \" \""),
            ("a:\n  - b:\n      - x\n    c<|>", "a key"),
            ("a:\n  - b: 1\n  - <|>", "a dash \" \""),
            ("a: [x, <|>]", "a item of \"[x, ]\""),
            (
                "a: [\n  x,\n  <|>\n]\nb: 1",
                "a item of \"[\\n  x,\\n  \\n]\"",
            ),
            ("a: [x, <|>\nb: 1", "a item of \"[x, \""),
            ("a: [x,\nb: <|>", "b \" \""),
            ("a: [x]\nb<|>", " key"),
            ("a: [x] <|>", "nothing"),
            ("a: [{<|>}]", "a key in braces"),
            ("a: [{b: <|>}]", "a/b \" \""),
            ("a: {b: [x, <|>]}", "a/b item of \"[x, ]\""),
            ("a:\n  - {b: <|>}", "a/b \" \""),
            ("a:\n  - {b: 1, <|>}", "a key in braces"),
            ("\"a\":\n  'b': <|>", "a/b \" \""),
            ("a: |\n  b: <|>", "a \"  b: \""),
            ("a: >\n  text\n<|>", " key"),
            ("a: \"one\n  <|>two\"\nb: 1", "a \"\\\"one\\n  two\\\"\""),
            ("a: one\n  tw<|>o", "a \"two\""),
            ("a: don't [x\nb: <|>", "b \" \""),
            ("a: http://x:1\nb: <|>", "b \" \""),
            ("# a<|>", "nothing"),
            ("a: >\n  x\n<|>  y", "nothing"),
            ("a: [x\n<|>b: 1", " key"),
            ("a:\n- b: 1\n<|>- b: 2", "nothing"),
            ("a:\n  - b: 1\n<|>\n  - b: 2", "nothing"),
        ],
    );
}
