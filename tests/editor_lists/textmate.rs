//! The colours for the time before the server answers.

use std::collections::BTreeSet;

use dossier_dialect::Atom;
use expect_test::expect_file;
use regex::Regex;

use crate::tables::{dialects, read};

/// The fields with lists of tools, where fields stand at the start of a line. In other formats
/// tools are texts in quotes, which have colours without this.
fn lists_of_tools() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for dialect in dialects().iter() {
        let kinds = dialect.kinds().iter();
        for kind in kinds.filter(|kind| kind.format.is_fenced()) {
            let fields = dialect.fields(kind.id);
            let lists = fields.filter(|field| field.shape.holds(Atom::Tool));
            names.extend(lists.map(|field| field.name.clone()));
        }
    }
    names.retain(|name| !name.contains('.'));
    names
}

#[test]
fn lists_of_tools_have_their_colours_from_the_start() {
    let text = read("grammars/textmate/agent.tmLanguage.json");
    let names = lists_of_tools().into_iter();
    let starts: Vec<String> = names
        // A hyphen means something in brackets only.
        .map(|name| format!("^{}:", regex::escape(&name).replace(r"\-", "-")))
        .collect();
    let pattern = serde_json::json!(format!(r"(?<={})\s", starts.join("|")));
    let line = Regex::new(r#"(?m)^      "begin": .*$"#).expect("a pattern");
    assert_eq!(line.find_iter(&text).count(), 1, "one line is ours");
    let (before, after) = line.find(&text).map_or(("", ""), |found| {
        (&text[..found.start()], &text[found.end()..])
    });
    let expected = format!("{before}      \"begin\": {pattern},{after}");
    expect_file!["../../grammars/textmate/agent.tmLanguage.json"].assert_eq(&expected);
}
