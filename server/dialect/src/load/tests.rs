use super::*;
use crate::tables::DIALECTS;

const PROGRAM: &str =
    "[program]\nid = \"acme\"\ntitle = \"Acme\"\nchecked = \"2026-01-01\"\ndocs = \"\"\n";

#[test]
fn the_tables_are_built_in_as_they_are_written() {
    let built_in = built_in().unwrap();
    assert_eq!(built_in.len(), DIALECTS.len());
    for ((path, table), (written, text)) in built_in.iter().zip(DIALECTS) {
        assert_eq!(path, written);
        let as_written: Table = toml::from_str(text).unwrap();
        assert_eq!(format!("{table:?}"), format!("{as_written:?}"), "{path}");
    }
}

fn error(more: &str) -> String {
    let files = [("acme/program.toml", PROGRAM), ("acme/more.toml", more)];
    tables(Vec::new(), files)
        .map(|_| ())
        .unwrap_err()
        .to_string()
}

#[test]
fn a_program_is_one_folder_of_tables() {
    let other = PROGRAM.replace("acme", "other") + "precedence = 1\n";
    let files = [
        ("acme/program.toml", PROGRAM),
        ("acme/more.toml", "[sources.X]\ntitle = \"x\"\n"),
        ("other/program.toml", &other),
        ("sources.toml", "[sources.Y]\ntitle = \"y\"\n"),
    ];
    let tables = tables(Vec::new(), files).unwrap();
    let ids: Vec<_> = tables
        .iter()
        .map(|table| table.program.as_ref().unwrap().id.as_str())
        .collect();
    assert_eq!(ids, ["other", "acme"]);
    assert!(tables[1].sources.contains_key("X") && tables[1].sources.contains_key("Y"));
}

#[test]
fn a_kind_in_two_formats_makes_two_dialects() {
    let kinds = r#"
        [sources.X]
        title = "x"
        [[kind]]
        id = "agent"
        title = "agent"
        source = "X"
        [[kind]]
        id = "agent"
        title = "agent"
        format = "toml"
        body = "prompt"
        source = "X"
        [[field]]
        name = "name"
        kinds = ["agent"]
        shape = "name"
        doc = ""
        source = "X"
        [[field]]
        name = "prompt"
        kinds = ["agent"]
        formats = ["toml"]
        shape = "text"
        doc = ""
        source = "X"
    "#;
    let files = [("acme/program.toml", PROGRAM), ("acme/agents.toml", kinds)];
    let fields = |table: &Table| {
        let fields = table.field.iter().filter(|field| !field.kinds.is_empty());
        fields.map(|field| field.name.clone()).collect::<Vec<_>>()
    };
    let tables = tables(Vec::new(), files).unwrap();
    assert_eq!(tables.len(), 2);
    assert_eq!(fields(&tables[0]), ["name"]);
    assert_eq!(fields(&tables[1]), ["name", "prompt"]);
}

#[test]
fn a_misspelt_row_fails_to_load() {
    for (wrong, expected) in [
        ("[[tool]]\nnmae = \"x\"", "unknown field `nmae`"),
        (
            "[[kind]]\nid = \"agent\"\ntitle = \"x\"\nsource = \"X\"\n[kind.faults.no-boddy]\nseverity = \"hint\"\nsays = \"\"",
            "unknown variant `no-boddy`",
        ),
        (
            "[[limit]]\nwhat = \"line\"\nkinds = []\nvalue = 1\ndoc = \"\"\nsource = \"X\"",
            "unknown variant `line`",
        ),
        (
            "[program]\nid = \"acme\"\ntitle = \"\"\nchecked = \"2026-01-01\"\ndocs = \"\"",
            "[program]",
        ),
        (
            "[[builtin-agent]]\nname = \"x\"\ndoc = \"\"\nsource = \"Z\"",
            "no source `Z`",
        ),
        (
            "[[field]]\nname = \"x\"\nkinds = [\"agent\"]\nshape = \"text\"\ndoc = \"\"\nsource = \"X\"\n[sources.X]\ntitle = \"x\"",
            "field of the kind `agent`, which has no row",
        ),
    ] {
        let error = error(wrong);
        assert!(error.contains(expected), "{error}");
    }
}
