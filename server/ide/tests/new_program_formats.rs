//! One program's agents in three formats: what is offered and checked is the same in each, and
//! what is accepted keeps every word that was there.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use dossier_dialect::Dialects;
use dossier_ide::{Insert, completions, definition, diagnostics, hover};
use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot};
use expect_test::{Expect, expect};
use programs::{nova, vega};

mod programs {
    pub(crate) mod nova;
    pub(crate) mod vega;
}

static PROGRAMS: LazyLock<Arc<Dialects>> = LazyLock::new(|| {
    let tables = nova::TABLES.into_iter().chain(vega::TABLES);
    Arc::new(Dialects::with_tables(tables).expect("the tables load"))
});

/// The rest of the team, and what the user has of his own.
const TEAM: &str = r#"
//- /w/.vega/agents/scribe.md
---
description: Writes.
---
//- /home/me/.vega/agents/mine.md
---
description: My own.
---
//- /home/me/.vega/.vega/servers.json
{"servers": {"local": {"run": "x"}}}
//- /home/me/.config/nova/agents/theirs.md
---
name: theirs
description: Of another program.
---
//- /home/me/.config/nova/.nova/servers.json
{"servers": {"elsewhere": {"url": "x"}}}
"#;

fn ask<T>(marked: &str, what: impl Fn(&Snapshot, FileId, usize) -> T) -> T {
    let fixture = Fixture::parse_with(Arc::clone(&PROGRAMS), &format!("{marked}{TEAM}"));
    let (snapshot, file) = fixture.snapshot();
    what(&snapshot, file, fixture.offset)
}

fn yaml(lines: &str) -> String {
    format!("//- /w/.vega/agents/lead.md\n---\ndescription: Leads.\n{lines}\n---\nBody.\n")
}

fn toml(lines: &str) -> String {
    format!("//- /w/.vega/agents/lead.toml\ndescription = \"Leads.\"\n{lines}\n")
}

fn json(lines: &str) -> String {
    format!("//- /w/.vega/agents/lead.json\n{{\n  \"description\": \"Leads.\",\n  {lines}\n}}\n")
}

/// What is offered, as a line.
fn offered(marked: &str) -> String {
    ask(marked, |snapshot, file, offset| {
        let mut items = completions(snapshot, file, offset).items;
        items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
        let labels: Vec<String> = items.into_iter().map(|item| item.label).collect();
        labels.join(" ")
    })
}

/// What is inserted for the item of that label, as a snippet.
fn inserted(marked: &str, label: &str) -> String {
    ask(marked, |snapshot, file, offset| {
        let items = completions(snapshot, file, offset).items;
        let item = items.into_iter().find(|item| item.label == label);
        match item.map(|item| item.insert) {
            Some(Insert::Text(text)) => text,
            Some(Insert::Snippet { snippet, .. }) => snippet,
            None => panic!("no {label} in {marked}"),
        }
    })
}

/// The lines after the item of that label is accepted.
fn accepted(marked: &str, label: &str) -> String {
    let after = ask(marked, |snapshot, file, offset| {
        let mut text = snapshot.source(file).expect("an agent").text.to_string();
        let items = completions(snapshot, file, offset).items;
        let item = items.into_iter().find(|item| item.label == label);
        let item = item.unwrap_or_else(|| panic!("no {label} in {marked}"));
        let inserted = match item.insert {
            Insert::Text(text) => text,
            Insert::Snippet { plain, .. } => plain,
        };
        text.replace_range(item.replace.range(), &inserted);
        text
    });
    let lines = after.lines().filter(|line| {
        let is_frame = ["---", "Body.", "{", "}"].contains(line);
        !is_frame && !line.contains("Leads.") && !line.is_empty()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn found(marked: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, _| {
        let text = snapshot.source(file).expect("an agent").text;
        let mut shown = String::new();
        for it in diagnostics(snapshot, file) {
            let blamed = it.span.of(&text);
            let _ = writeln!(shown, "{} {blamed:?}: {}", it.rule, it.message);
        }
        shown
    });
    expected.assert_eq(&shown);
}

#[test]
fn an_item_that_is_accepted_leaves_the_others_of_its_list() {
    for (marked, after) in [
        (
            toml("with = [\"peek\", \"<|>\"]"),
            "with = [\"peek\", \"poke\"]",
        ),
        (
            toml("with = [\"peek\", <|>]"),
            "with = [\"peek\", \"poke\"]",
        ),
        (
            json("\"with\": [\"peek\", \"<|>\"]"),
            "  \"with\": [\"peek\", \"poke\"]",
        ),
        (yaml("with: [peek, <|>]"), "with: [peek, poke]"),
        (
            yaml("with:\n  - peek\n  - <|>"),
            "with:\n  - peek\n  - poke",
        ),
        (
            yaml("steps:\n  - with: [peek, <|>]"),
            "steps:\n  - with: [peek, poke]",
        ),
    ] {
        assert_eq!(offered(&marked), "poke local/*", "{marked}");
        assert_eq!(accepted(&marked, "poke"), after);
    }
}

#[test]
fn nothing_is_offered_behind_a_text_that_has_ended() {
    for marked in [
        toml("engine = \"v1\"<|>"),
        toml("engine = \"v1\" <|>"),
        json("\"engine\": \"v1\"<|>"),
        yaml("engine: \"v1\"<|>"),
        yaml("with: [peek] <|>"),
    ] {
        assert_eq!(offered(&marked), "", "{marked}");
    }
}

#[test]
fn yes_and_no_are_the_programs_words_where_the_format_has_none() {
    for (marked, words) in [
        (yaml("active: <|>"), "off on"),
        (yaml("steps:\n  - quiet: <|>"), "off on"),
        (toml("active = <|>"), "false true"),
        (json("\"active\": <|>"), "false true"),
        // In quotes these would be texts.
        (toml("active = \"<|>\""), ""),
        (json("\"active\": \"<|>\""), ""),
    ] {
        assert_eq!(offered(&marked), words, "{marked}");
    }
    assert_eq!(inserted(&yaml("acti<|>"), "active"), "active: ${1|on,off|}");
    assert_eq!(
        inserted(&toml("acti<|>"), "active"),
        "active = ${1|true,false|}"
    );
    found(
        &yaml("active: true"),
        &expect![[r#"
            wrong-shape "true": Vega expects `on` or `off` for `active`.
        "#]],
    );
    found(
        &toml("active = \"on\""),
        &expect![[r#"
            wrong-shape "\"on\"": Vega expects `true` or `false` for `active`.
        "#]],
    );
    found(&toml("active = true"), &expect![[""]]);
}

#[test]
fn fields_are_offered_wherever_a_map_is_written() {
    let of_a_step = "to quiet with retries";
    for marked in [
        yaml("steps:\n  <|>"),
        yaml("steps:\n  - <|>"),
        yaml("steps: [<|>]"),
        yaml("steps: [{<|>}]"),
        yaml("steps:\n  - {<|>}"),
        toml("steps = [<|>]"),
        toml("steps = [{ <|> }]"),
        toml("[[steps]]\n<|>"),
        json("\"steps\": [<|>]"),
        json("\"steps\": [{ <|> }]"),
    ] {
        assert_eq!(offered(&marked), of_a_step, "{marked}");
    }
    for marked in [
        yaml("steps:\n  - to: scribe\n    <|>"),
        yaml("steps:\n  - {to: scribe, <|>}"),
        toml("steps = [{ to = \"scribe\", <|> }]"),
        json("\"steps\": [{ \"to\": \"scribe\", <|> }]"),
    ] {
        assert_eq!(offered(&marked), "quiet with retries", "{marked}");
    }
    for marked in [
        yaml("steps:\n  - to: scribe\n    retries:\n      - <|>"),
        yaml("steps: [{retries: [{<|>}]}]"),
        toml("[[steps.retries]]\n<|>"),
        json("\"steps\": [{ \"retries\": [{ <|> }] }]"),
    ] {
        assert_eq!(offered(&marked), "engine", "{marked}");
    }
    for marked in [
        yaml("servers:\n  db:\n    <|>"),
        yaml("servers: {db: {<|>}}"),
        toml("[servers.db]\n<|>"),
        toml("servers.db = { <|> }"),
        json("\"servers\": { \"db\": { <|> } }"),
    ] {
        assert_eq!(offered(&marked), "run mode", "{marked}");
    }
    // Of these maps nobody knows the fields.
    for marked in [
        yaml("servers:\n  <|>"),
        yaml("extra:\n  <|>"),
        toml("[extra]\n<|>"),
    ] {
        assert_eq!(offered(&marked), "", "{marked}");
    }
}

#[test]
fn headers_and_dotted_keys_are_keys() {
    assert_eq!(offered(&toml("[<|>]")), "servers limits hooks");
    assert_eq!(offered(&toml("[[<|>]]")), "steps");
    assert_eq!(offered(&toml("[[steps.<|>]]")), "retries");
    assert_eq!(accepted(&toml("[lim<|>]"), "limits"), "[limits]");
    assert_eq!(offered(&toml("limits.<|>")), "turns");
    assert_eq!(
        accepted(&toml("limits.tu<|> = 3"), "turns"),
        "limits.turns = 3"
    );
}

#[test]
fn what_is_inserted_is_valid_where_it_stands() {
    for (marked, label, snippet) in [
        (yaml("steps:\n  <|>"), "to", "- to: $0"),
        (yaml("steps:\n  - <|>"), "to", "to: $0"),
        (yaml("steps: [<|>]"), "to", "{ to: $0 }"),
        (yaml("steps: [{<|>}]"), "with", "with: [$0]"),
        // The list is inside the item, further in than its dash.
        (yaml("steps:\n  - <|>"), "with", "with:\n    - $0"),
        (
            yaml("steps:\n  - to: scribe\n    <|>"),
            "with",
            "with:\n  - $0",
        ),
        (toml("steps = [<|>]"), "to", "{ to = \"$0\" }"),
        (json("\"steps\": [<|>]"), "to", "{ \"to\": \"$0\" }"),
        (yaml("hooks:\n  <|>"), "Started", "Started:\n  - $0"),
        (toml("[hooks]\n<|>"), "Started", "Started = [$0]"),
        (json("\"hooks\": { <|> }"), "Started", "\"Started\": [$0]"),
        (json("\"hooks\": { \"<|>\" }"), "Started", "Started"),
        (toml("[[hooks.<|>]]"), "Started", "Started"),
    ] {
        assert_eq!(inserted(&marked, label), snippet, "{marked}");
    }
}

#[test]
fn values_are_offered_at_every_depth() {
    for marked in [
        yaml("steps:\n  - to: <|>"),
        yaml("steps:\n  - {to: <|>}"),
        toml("steps = [{ to = \"<|>\" }]"),
        toml("[[steps]]\nto = \"<|>\""),
        json("\"steps\": [{ \"to\": \"<|>\" }]"),
    ] {
        assert_eq!(offered(&marked), "scribe mine", "{marked}");
    }
    for marked in [
        yaml("servers:\n  db:\n    mode: <|>"),
        toml("[servers.db]\nmode = \"<|>\""),
        json("\"servers\": { \"db\": { \"mode\": \"<|>\" } }"),
    ] {
        assert_eq!(offered(&marked), "early late", "{marked}");
    }
}

#[test]
fn a_text_of_several_is_several() {
    assert_eq!(accepted(&yaml("engine: v1, <|>"), "v2"), "engine: v1, v2");
    found(&yaml("engine: v1, v2"), &expect![[""]]);
    found(
        &yaml("engine: v1, v3"),
        &expect![[r#"
            unknown-model "v3": Vega knows no model `v3`. Did you mean `v1`?
        "#]],
    );
}

#[test]
fn what_is_required_is_required_at_every_depth() {
    for marked in [
        yaml(
            "steps:\n  - to: scribe\n    retries:\n      - extra: 1\nservers:\n  db:\n    mode: late",
        ),
        toml(
            "steps = [{ to = \"scribe\", retries = [{ extra = 1 }] }]\nservers.db = { mode = \"late\" }",
        ),
        json(
            "\"steps\": [{ \"to\": \"scribe\", \"retries\": [{ \"extra\": 1 }] }],\n\"servers\": { \"db\": { \"mode\": \"late\" } }",
        ),
    ] {
        let rules = ask(&marked, |snapshot, file, _| {
            let found = diagnostics(snapshot, file).into_iter();
            let missing = found.filter(|it| it.rule == "missing-field");
            missing.map(|it| it.message).collect::<Vec<_>>()
        });
        assert_eq!(
            rules,
            [
                "`engine` is missing in this part of `steps.retries`. Vega expects it.",
                "`run` is missing in this part of `servers`. Vega expects it.",
            ],
            "{marked}"
        );
    }
}

#[test]
fn the_users_files_of_another_program_are_not_there() {
    let leads = |marked: &str| {
        ask(marked, |snapshot, file, offset| {
            let links = definition(snapshot, file, offset);
            let paths = links.iter().map(|it| it.path.to_string());
            paths.collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(
        leads(&yaml("steps:\n  - to: mi<|>ne")),
        "/home/me/.vega/agents/mine.md"
    );
    assert_eq!(leads(&yaml("steps:\n  - to: the<|>irs")), "");
    assert_eq!(offered(&yaml("with: [<|>]")), "peek poke local/*");
    let shown = ask(
        &yaml("steps:\n  - to: mi<|>ne"),
        |snapshot, file, offset| hover(snapshot, file, offset).map(|it| it.markdown),
    );
    assert!(
        shown.is_some_and(|it| it.contains("~/.vega/agents/mine.md")),
        "where it is from the user's home"
    );
}

#[test]
fn no_item_replaces_more_than_the_word_at_the_cursor() {
    let files = [
        yaml(
            "name: lead # a comment, with [marks]\nactive: on\nwith: [peek, \"poke\", 'x y']\n\
             engine: v1, v2\nsteps:\n  - to: scribe\n    with: [peek,\n      poke]\n    retries:\n\
             \x20     - engine: v1\n      - {engine: v2}\n  - {to: mine, quiet: off, with: [peek]}\n\
             servers:\n  db:\n    run: \"x: y, z\"\n    mode: late\n  \"q 1\": {run: a, mode: early}\n\
             limits: {turns: 3}\nhooks:\n  Started:\n    - do:\n        - type: shell\n\
             notes: |\n  to: a, b\n  - x\nlong: one\n  two, three\n\u{65e5}\u{672c}: \u{1f600}",
        ),
        toml(
            "name = \"lead\" # a comment, with [marks]\nactive = true\nwith = [\"peek\", 'poke', # why\n  \"x\"]\n\
             engine = \"v1\"\nlimits.turns = 3\nsteps = [{ to = \"scribe\", with = [\"peek\", \"poke\"] }, {}]\n\
             text = \"\"\"\nto = [\"a\", \"b\"]\n\"\"\"\n[servers.db]\nrun = \"x, y\"\nmode = \"late\"\n\
             [servers.\"q 1\"]\nrun = \"\"\n[[more]]\nto = 1\n[hooks]\nStarted = [{ do = [{ type = \"shell\" }] }]",
        ),
        json(
            "\"name\": \"lead\",\n  \"active\": true, \"with\": [\"peek\", \"poke x\"],\n  \"engine\": [\"v1\"],\n\
             \"steps\": [{ \"to\": \"scribe\", \"retries\": [{\"engine\": \"v1\"}] }, {}],\n\
             \"servers\": { \"db\": { \"run\": \"a \\\" b\", \"mode\": \"late\" } }, \"limits\": { \"turns\": 3 }",
        ),
    ];
    let mut accepted = 0;
    for file in files {
        let (path, text) = file.split_once('\n').expect("a path and a text");
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            // Also cut off: nobody has typed yet what is behind the cursor.
            for (at, _) in text.char_indices() {
                let whole = format!("{path}\n{}<|>{}", &text[..at], &text[at..]);
                let cut = format!("{path}\n{}<|>\n", &text[..at]);
                for marked in [whole, cut] {
                    accepted += replaced_alone(&marked);
                }
            }
        }
    }
    assert!(accepted > 1_000, "only {accepted} items were looked at");
}

/// Fails if what an item replaces is more than a word, or a value in quotes.
fn replaced_alone(marked: &str) -> usize {
    ask(marked, |snapshot, file, offset| {
        let Some(source) = snapshot.source(file) else {
            return 0;
        };
        let items = completions(snapshot, file, offset).items;
        for item in &items {
            let replaced = item.replace.of(&source.text);
            let marks = [
                '\n', '\r', ',', '[', ']', '{', '}', '"', '\'', '#', '=', ':',
            ];
            assert!(
                !replaced.contains(marks),
                "{} replaces {replaced:?} in\n{marked}",
                item.label
            );
        }
        items.len()
    })
}

#[test]
fn a_field_before_another_gets_its_comma() {
    for (marked, label, after) in [
        (
            yaml("steps: [{to: scribe,<|> quiet: on}]"),
            "with",
            "steps: [{to: scribe,with: , quiet: on}]",
        ),
        (
            json("\"active\": true,\n  <|>\n  \"limits\": {}"),
            "engine",
            "  \"active\": true,\n  \"engine\": ,\n  \"limits\": {}",
        ),
        (toml("limits.tu<|>rns = 1"), "turns", "limits.turns = 1"),
        (toml("lim<|>.turns = 1"), "limits", "limits.turns = 1"),
    ] {
        assert_eq!(accepted(&marked, label), after, "{marked}");
    }
}

#[test]
fn nothing_is_offered_where_it_would_break_what_stands_there() {
    for marked in [
        yaml("with:<|>\n  - peek"),
        yaml("steps:\n- to: scribe\n<|>- to: mine"),
        yaml("with:\n  - peek\n<|>\n  - poke"),
        yaml("engine: >-\n  some words\n<|>  more words"),
        toml("engine = '<|>''some words'''"),
        toml("with <|>= [\"peek\"]"),
        toml("with =<|> [\"peek\"]"),
        json("\"with\"<|>: [\"peek\"]"),
        json("\"with\": [\"peek\"]<|>"),
        json("\"with\": [<|>\"peek\"]"),
        json("\"steps\": [<|>{\"to\": \"scribe\"}]"),
    ] {
        assert_eq!(offered(&marked), "", "{marked}");
    }
}
