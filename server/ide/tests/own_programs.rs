//! Programs that Dossier doesn't come with: a table laid into a workspace is all that it needs.

use dossier_ide::{apply_fixes, completions, definition, diagnostics, hover, program_table};
use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

/// All that is said of a program.
const ACME: &str = r#"
//- /w/dossier.toml
exclude = []
//- /w/programs/acme.toml
[program]
id = "acme"
title = "Acme"
checked = "2026-11-27"
docs = "https://acme.example/docs"

[sources.ACME]
title = "Acme's manual"

[[kind]]
id = "agent"
title = "helper"
doc = "A **helper** of Acme."
paths = ["**/.acme/helpers/*.md"]
named-by = ["field", "stem"]
source = "ACME"

[[field]]
name = "name"
kinds = ["agent"]
shape = "name"
doc = "What the helper is called."
source = "ACME"

[[field]]
name = "powers"
kinds = ["agent"]
shape = "list of tool"
lists = ["flow"]
drops-unknown = true
doc = "What the helper may use."
source = "ACME"

[[tool]]
name = "look"
doc = "Looks at a file."
source = "ACME"

[[tool]]
name = "strike"
doc = "Strikes."
source = "ACME"
//- /w/.acme/helpers/scout.md
---
name: scout
---
Hand the rest to `smith`.
//- /w/.acme/helpers/smith.md
---
name: smith
---
"#;

fn fixture(marked: &str) -> Fixture {
    Fixture::parse(&format!("//- /w/.acme/helpers/lead.md\n{marked}{ACME}"))
}

#[test]
fn its_tools_are_completed() {
    let fixture = fixture("---\nname: lead\npowers: [look, <|>]\n---\n");
    let (snapshot, file) = fixture.snapshot();
    let offered = completions(&snapshot, file, fixture.offset);
    let offered: Vec<_> = offered.items.iter().map(|item| &*item.label).collect();
    assert_eq!(offered, ["strike"]);
}

#[test]
fn its_fields_are_explained() {
    let fixture = fixture("---\nname: lead\npo<|>wers: [look]\n---\n");
    let (snapshot, file) = fixture.snapshot();
    let shown = hover(&snapshot, file, fixture.offset).map(|hover| hover.markdown);
    expect![[r#"
        **powers** · list of tools (`[a, b]`)

        What the helper may use."#]]
    .assert_eq(&shown.unwrap_or_default());
}

#[test]
fn its_agents_are_found_by_their_names() {
    let fixture = fixture("---\nname: lead\n---\nAsk `sco<|>ut` first.\n");
    let (snapshot, file) = fixture.snapshot();
    let targets = definition(&snapshot, file, fixture.offset);
    let paths: Vec<_> = targets.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["/w/.acme/helpers/scout.md"]);
}

#[test]
fn what_it_drops_is_told_and_mended() {
    let fixture = fixture("---\nname: lead\npowers: [look, strik]\n---\n");
    let (snapshot, file) = fixture.snapshot();
    let found = diagnostics(&snapshot, file);
    let said: String = found.iter().map(|it| format!("{}\n", it.message)).collect();
    expect![[r#"
        Unknown tool: Acme has no `strik` and drops it. Did you mean `strike`?
    "#]]
    .assert_eq(&said);
    let text = snapshot.source(file).expect("an agent").text;
    let fixes = found.iter().flat_map(|it| it.fixes.iter().take(1));
    expect![[r#"
        ---
        name: lead
        powers: [look, strike]
        ---

    "#]]
    .assert_eq(&apply_fixes(&text, fixes).unwrap_or_default());
}

fn faults(table: &str, expected: &Expect) {
    let fixture = Fixture::parse(&format!("x\n//- /w/programs/acme.toml\n{table}"));
    let (snapshot, _) = fixture.snapshot();
    let faults = snapshot.places().own_programs().faults();
    let shown = faults.iter().map(|fault| {
        let finding = program_table(fault);
        format!("{:?}: {}\n", finding.span.of(&fault.text), finding.message)
    });
    expected.assert_eq(&shown.collect::<String>());
}

const PROGRAM: &str =
    "[program]\nid = \"acme\"\ntitle = \"Acme\"\nchecked = \"2026-11-27\"\ndocs = \"\"\n";

#[test]
fn a_table_that_cannot_be_used_says_why() {
    faults(
        &format!("{PROGRAM}[[tool]]\nnam = \"x\"\n"),
        &expect![[r#"
            "nam": This program is not known: unknown field `nam`, expected one of `name`, `also`, `any-case`, `doc`, `asks`, `argument`, `ruled-by`, `rule-only`, `kept-from-subagents`, `subagents-with`, `since`, `source`.
        "#]],
    );
    faults(
        &format!("{PROGRAM}[[tool]\n"),
        &expect![[r#"
        "": This program is not known: unclosed array table, expected `]`.
    "#]],
    );
    faults(
        &PROGRAM.replace("acme", "claude-code"),
        &expect![[r#"
        "": This program is not known: another table of `claude-code` has the section [program].
    "#]],
    );
    let unsourced = "[[tool]]\nname = \"x\"\ndoc = \"x\"\nsource = \"NOWHERE\"\n";
    faults(
        &format!("{PROGRAM}{unsourced}"),
        &expect![[r#"
        "": This program is not known: there is no source `NOWHERE`: add [sources.NOWHERE].
    "#]],
    );
}

#[test]
fn a_table_has_nothing_read_outside_of_the_workspace() {
    let config = "[sources.X]\ntitle = \"x\"\n[config]\nfolder = \".ssh\"\nsource = \"X\"\n";
    faults(
        &format!("{PROGRAM}{config}"),
        &expect![[r#"
        "[config]": This program is not known: [config] is about a folder outside of the workspace, of which no file in it has anything read.
    "#]],
    );
}

#[test]
fn toml_of_other_sorts_is_no_table() {
    faults("[package]\nname = \"x\"\n", &expect![[""]]);
}

#[test]
fn the_example_of_the_page_on_configuration_holds() {
    let page = include_str!("../../../docs/configuration.md");
    let mut examples = page
        .split("```toml\n")
        .filter_map(|it| Some(it.split_once("```")?.0));
    let table = examples
        .find(|it| it.contains("[program]"))
        .expect("an example");
    let helper = "---\npowers: [look, strike]\n---\nGo.\n";
    let fixture = Fixture::parse(&format!(
        "//- /w/.acme/helpers/scout.md\n{helper}//- /w/programs/acme.toml\n{table}"
    ));
    let (snapshot, file) = fixture.snapshot();
    let said: Vec<_> = diagnostics(&snapshot, file)
        .iter()
        .map(|it| it.rule)
        .collect();
    assert_eq!(said, ["unknown-tool"]);
}
