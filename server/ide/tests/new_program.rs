//! A program that nobody has met: tables in a folder of their own, and no line of code.

use std::fmt::Write as _;
use std::sync::Arc;

use dossier_dialect::Dialects;
use dossier_ide::{
    Insert, apply_fixes, completions, definition, diagnostics, document_symbols, folding, graph,
    hover, references, rename, semantic_tokens,
};
use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot};
use expect_test::{Expect, expect};
use programs::nova::TABLES;

mod programs {
    pub(crate) mod nova;
}

/// The rest of the team.
const TEAM: &str = r#"
//- /w/.nova/agents/writer.toml
name = "writer"
description = "Writes things down."
abilities = ["look", "github/*"]
engine = ["nova-small"]
instructions = """
You write. What you don't know, ask the `lead-agent`.

## How

Hand reviews to critic-two.
"""
//- /w/.nova/agents/critic-two.md
---
description: Judges.
---
//- /w/.nova/servers.json
{"servers": {"github": {"url": "https://x.example"}}}
//- /home/me/.config/nova/agents/helper-one.md
---
name: helper-one
description: Helps.
---
"#;

fn asked<T>(
    tables: &[(&'static str, &str)],
    marked: &str,
    ask: impl Fn(&Snapshot, FileId, usize) -> T,
) -> T {
    let dialects = Dialects::with_tables(tables.iter().copied()).expect("the tables load");
    let fixture = Fixture::parse_with(Arc::new(dialects), &format!("{marked}{TEAM}"));
    let (snapshot, file) = fixture.snapshot();
    ask(&snapshot, file, fixture.offset)
}

fn ask<T>(marked: &str, what: impl Fn(&Snapshot, FileId, usize) -> T) -> T {
    asked(&TABLES, marked, what)
}

fn lead(lines: &str) -> String {
    format!("//- /w/.nova/agents/lead-agent.md\n---\ndescription: Leads.\n{lines}\n---\nBody.\n")
}

fn toml(lines: &str) -> String {
    format!("//- /w/.nova/agents/scribe.toml\ndescription = \"Notes.\"\n{lines}\n")
}

fn check_found(marked: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, _| {
        let text = snapshot.source(file).expect("an agent").text;
        let mut shown = String::new();
        for it in diagnostics(snapshot, file) {
            let blamed = it.span.of(&text);
            let _ = writeln!(
                shown,
                "{:?} {} {blamed:?}: {}",
                it.severity, it.rule, it.message
            );
        }
        shown
    });
    expected.assert_eq(&shown);
}

fn check_offered(marked: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, offset| {
        let mut items = completions(snapshot, file, offset).items;
        items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
        let shown = items.iter().map(|item| match &item.insert {
            Insert::Text(text) => format!("{} -> {text:?}\n", item.label),
            Insert::Snippet { snippet, .. } => format!("{} -> {snippet:?}\n", item.label),
        });
        shown.collect::<String>()
    });
    expected.assert_eq(&shown);
}

fn check_hover(marked: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, offset| {
        let markdown = hover(snapshot, file, offset).map(|it| it.markdown);
        let first: Vec<String> = markdown
            .iter()
            .flat_map(|it| it.lines().take(3))
            .map(str::to_owned)
            .collect();
        first.join("\n") + "\n"
    });
    expected.assert_eq(&shown);
}

fn check_leads(marked: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, offset| {
        let links = definition(snapshot, file, offset);
        let shown = links.iter().map(|it| format!("{}\n", it.path));
        shown.collect::<String>()
    });
    expected.assert_eq(&shown);
}

#[test]
fn its_fields_tools_and_models_are_checked_in_both_formats() {
    let good = "name: lead-agent\nengine: anything\nabilities: [look, shell/run, github/create, github/*]\n\
        next-steps:\n  - label: Write\n    agent: writer\n    auto: true";
    check_found(&lead(good), &expect![[""]]);
    check_found(
        &lead(
            "engine: [nova-large, nova-smal]\nabilities: [lok, edit, look, look]\nnext-steps:\n  - agent: writter\n    auto: perhaps\nabilitys: x",
        ),
        &expect![[r#"
            Warning unknown-model "nova-smal": Nova knows no model `nova-smal`. Did you mean `nova-small`?
            Warning unknown-tool "lok": Unknown tool: Nova has no `lok` and drops it. Did you mean `look`?
            Hint old-tool "edit": `edit` is called `change` today; the old name still works.
            Hint duplicate-tool "look": `look` is listed twice.
            Warning missing-field "agent": `label` is missing in this part of `next-steps`. Nova expects it.
            Warning unknown-agent "writter": There is no agent `writter`. Did you mean `writer`?
            Warning wrong-shape "perhaps": Nova expects `true` or `false` for `next-steps.auto`.
            Hint unknown-field "abilitys": Nova reads no field `abilitys` in an agent and ignores it.
        "#]],
    );
    check_found(
        &toml("engine = [\"nova-smal\"]\nabilities = [\"lok\", \"edit\", 3]"),
        &expect![[r#"
            Warning missing-field "": `instructions` is missing. Nova expects it.
            Warning unknown-model "nova-smal": Nova knows no model `nova-smal`. Did you mean `nova-small`?
            Warning unknown-tool "lok": Unknown tool: Nova has no `lok` and drops it. Did you mean `look`?
            Hint old-tool "edit": `edit` is called `change` today; the old name still works.
            Warning unknown-tool "3": Unknown tool: Nova has no `3` and drops it.
            Warning wrong-shape "3": Nova expects text for each item of `abilities`.
        "#]],
    );
    check_found(
        &toml("instructions = \"\"\"\nx\n\"\"\"\nengine = "),
        &expect![[r#"
            Error front-matter "engine =": This is no valid TOML: missing value. Nova does not load this agent.
        "#]],
    );
}

#[test]
fn its_fields_and_values_are_offered() {
    check_offered(
        &lead("eng<|>"),
        &expect![[r#"
        name -> "name: $0"
        engine -> "engine: $0"
        abilities -> "abilities:\n  - $0"
        next-steps -> "next-steps:\n  - $0"
    "#]],
    );
    check_offered(
        &lead("engine: [<|>]"),
        &expect![[r#"
        nova-large -> "nova-large"
        nova-small -> "nova-small"
    "#]],
    );
    check_offered(
        &lead("abilities: [<|>]"),
        &expect![[r#"
        look -> "look"
        change -> "change"
        shell/* -> "shell/*"
        github/* -> "github/*"
    "#]],
    );
    check_offered(
        &lead("next-steps:\n  - label: x\n    <|>"),
        &expect![[r#"
        agent -> "agent: $0"
        auto -> "auto: ${1|true,false|}"
    "#]],
    );
    check_offered(
        &lead("next-steps:\n  - agent: <|>"),
        &expect![[r#"
        critic-two -> "critic-two"
        writer -> "writer"
        helper-one -> "helper-one"
    "#]],
    );
    check_offered(
        &toml("<|>"),
        &expect![[r#"
        name -> "name = \"$0\""
        instructions -> "instructions = \"\"\"\n$0\n\"\"\""
        engine -> "engine = \"$0\""
        abilities -> "abilities = [\"$0\"]"
        next-steps -> "next-steps = [$0]"
    "#]],
    );
    check_offered(
        &toml("abilities = <|>"),
        &expect![[r#"
        look -> "[\"look\"]"
        change -> "[\"change\"]"
        shell/* -> "[\"shell/*\"]"
        github/* -> "[\"github/*\"]"
    "#]],
    );
    check_offered(
        &toml("abilities = [\"look\", \"<|>\"]"),
        &expect![[r#"
        change -> "change"
        shell/* -> "shell/*"
        github/* -> "github/*"
    "#]],
    );
    check_offered(
        &toml("[[next-steps]]\n<|>"),
        &expect![[r#"
        label -> "label = \"$0\""
        agent -> "agent = \"$0\""
        auto -> "auto = ${1|true,false|}"
    "#]],
    );
    check_offered(
        &toml("[[next-steps]]\nagent = <|>"),
        &expect![[r#"
        critic-two -> "\"critic-two\""
        writer -> "\"writer\""
        helper-one -> "\"helper-one\""
    "#]],
    );
    check_offered(
        &toml("instructions = \"\"\"\nAsk wri<|>\n\"\"\""),
        &expect![[r#"
            writer -> "writer"
        "#]],
    );
    // Nothing that comes with another program.
    check_offered(&(lead("") + "Run /<|>"), &expect![[""]]);
}

#[test]
fn hover_and_definition_know_it() {
    check_hover(
        &lead("eng<|>ine: x"),
        &expect![[r#"
        **engine** · text or list of models (`[a, b]`, `- a` lines)

        A model, or several to try in turn.
    "#]],
    );
    check_hover(
        &lead("abilities: [look, shell/<|>run]"),
        &expect![[r#"
        **shell/*** · tool

        Runs commands.
    "#]],
    );
    check_hover(
        &toml("engine = [\"nova-<|>large\"]"),
        &expect![[r#"
        **nova-large** · model

        The larger one.
    "#]],
    );
    check_hover(
        &toml("[[next-steps]]\nau<|>to = true"),
        &expect![[r#"
        **next-steps.auto** · true or false

        Whether it goes on by itself.
    "#]],
    );
    check_leads(
        &lead("next-steps:\n  - agent: wri<|>ter"),
        &expect![[r#"
        /w/.nova/agents/writer.toml
    "#]],
    );
    check_leads(
        &toml("[[next-steps]]\nagent = \"criti<|>c-two\""),
        &expect![[r#"
            /w/.nova/agents/critic-two.md
        "#]],
    );
    check_leads(
        &toml("abilities = [\"git<|>hub/*\"]"),
        &expect![[r#"
        /w/.nova/servers.json
    "#]],
    );
    check_leads(
        &toml("instructions = \"\"\"\nDelegate to helper-<|>one.\n\"\"\""),
        &expect![[r#"
            /home/me/.config/nova/agents/helper-one.md
        "#]],
    );
}

#[test]
fn references_and_rename_reach_into_values() {
    let marked = "//- /w/.nova/agents/lead-agent.md\n---\nname: lead-<|>agent\ndescription: Leads.\n---\nBody.\n";
    let shown = ask(marked, |snapshot, file, offset| {
        let path = |file| snapshot.index().file(file).path.clone();
        let found = references(snapshot, file, offset, false);
        let named = found
            .iter()
            .map(|it| format!("{} {:?}\n", path(it.file), it.span));
        let mut shown: String = named.collect();
        let renamed =
            rename(snapshot, file, offset, "chief-agent", true).expect("it can be renamed");
        for edit in renamed.edits {
            let _ = writeln!(shown, "{} -> {}", path(edit.file), edit.text);
        }
        for (from, to) in renamed.moves {
            let _ = writeln!(shown, "{from} -> {to}");
        }
        shown
    });
    expect![[r#"
        /w/.nova/agents/writer.toml 169..179
        /w/.nova/agents/lead-agent.md -> chief-agent
        /w/.nova/agents/writer.toml -> chief-agent
        /w/.nova/agents/lead-agent.md -> /w/.nova/agents/chief-agent.md
    "#]]
    .assert_eq(&shown);
}

#[test]
fn fixes_write_its_names() {
    let marked = toml("abilities = [\"lok\", \"edit\"]\ninstructions = \"x\"");
    let fixed = ask(&marked, |snapshot, file, _| {
        let text = snapshot.source(file).expect("an agent").text;
        let found = diagnostics(snapshot, file);
        apply_fixes(&text, found.iter().filter_map(|it| it.fixes.first()))
    });
    expect![[r#"
        description = "Notes."
        abilities = ["look", "change"]
        instructions = "x"

    "#]]
    .assert_eq(&fixed.unwrap_or_default());
}

#[test]
fn the_outline_the_folds_and_the_colours_see_the_prompt_in_its_value() {
    let marked = toml(
        "abilities = [\"look\"]\ninstructions = \"\"\"\n# Plan\n\nAsk `writer`.\n\n## Then\n\n- a\n- b\n\"\"\"",
    );
    let shown = ask(&marked, |snapshot, file, _| {
        let text = snapshot.source(file).expect("an agent").text;
        let mut shown = String::new();
        for symbol in document_symbols(snapshot, file) {
            let _ = writeln!(shown, "symbol {} {}", symbol.name, symbol.children.len());
        }
        for fold in folding(snapshot, file) {
            let _ = writeln!(
                shown,
                "fold {:?} {:?}",
                fold.kind,
                fold.span.of(&text).lines().last()
            );
        }
        for token in semantic_tokens(snapshot, file) {
            let _ = writeln!(shown, "token {:?} {}", token.kind, token.span.of(&text));
        }
        for edge in graph(snapshot, |id| id == file).edges {
            let _ = writeln!(shown, "edge {:?} {}", edge.form, edge.span.of(&text));
        }
        shown
    });
    expect![[r#"
        symbol description 0
        symbol abilities 0
        symbol instructions 0
        symbol Plan 1
        fold FrontMatter Some("\"\"\"")
        fold Section Some("- b")
        fold Section Some("- b")
        fold List Some("- b")
        token Field description
        token Field abilities
        token Tool look
        token Field instructions
        token Agent writer
        edge Code writer
    "#]]
    .assert_eq(&shown);
}

/// The example of `grammars/dialects/README.md` is held to what the page says of it.
#[test]
fn the_example_of_the_page_works_as_it_says() {
    let page = include_str!("../../../grammars/dialects/README.md");
    let block = |before: &str, language: &str| {
        let from = page.find(before).expect(before);
        let fence = format!("```{language}\n");
        let start = from + page[from..].find(&fence).expect("a block") + fence.len();
        &page[start..start + page[start..].find("```\n").expect("its end")]
    };
    let tables = [(
        "acme/program.toml",
        block("This is all of `acme/program.toml`", "toml"),
    )];
    let markdown = block("`.acme/agents/lead.md`", "markdown");
    let toml = block("`.acme/agents/writer.toml`", "toml");
    let marked = format!(
        "//- /w/.acme/agents/lead.md\n<|>{markdown}//- /w/.acme/agents/writer.toml\n{toml}"
    );
    let dialects = Dialects::with_tables(tables).expect("the tables load");
    let fixture = Fixture::parse_with(Arc::new(dialects), &marked);
    let (snapshot, lead) = fixture.snapshot();
    let writer = snapshot
        .index()
        .find("/w/.acme/agents/writer.toml".into())
        .expect("it is read");
    for file in [lead, writer] {
        let found = diagnostics(&snapshot, file);
        let rules: Vec<&str> = found.iter().map(|it| it.rule).collect();
        assert_eq!(rules, ["old-tool"], "{found:?}");
    }
    let edges = graph(&snapshot, |_| true).edges;
    let leads = |from, to| {
        edges
            .iter()
            .filter(|it| (it.from, it.to) == (from, Some(to)))
            .count()
    };
    assert_eq!((leads(lead, writer), leads(writer, lead)), (2, 1));
}
