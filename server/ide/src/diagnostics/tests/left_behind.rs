//! Places that still name somebody who is gone.

use dossier_dialect::FileKind;
use dossier_workspace::fixture::Fixture;
use expect_test::expect;

use super::*;

/// The places of a text that still name the agent `name`, who is gone; the text is that of the file
/// at `path`.
fn named_in(name: &str, path: &str, text: &str) -> Vec<String> {
    let places = places_in(name, None, path, text).into_iter();
    places.map(|(written, _)| written).collect()
}

/// The same, each with what its fix makes of it where the agent is called `renamed` now.
fn places_in(
    name: &str,
    renamed: Option<&str>,
    path: &str,
    text: &str,
) -> Vec<(String, Option<String>)> {
    let fixture = Fixture::parse(&format!(
        "//- {path}\n<|>{text}\n//- /w/.claude/agents/gone.md\n---\nname: {name}\n\
         description: x\n---\nWorks.\n//- /w/.claude/agents/lead.md\n---\nname: lead\n\
         description: x\n---\nLeads.\n"
    ));
    let (snapshot, file) = fixture.snapshot();
    let snapshot = snapshot.with_guest(camino::Utf8Path::new(path));
    let is_his = |facts: &dossier_workspace::Facts| {
        let definition = facts.definition.as_ref();
        definition.is_some_and(|it| it.name() == name) && facts.place.kind == FileKind::Agent
    };
    let mut files = snapshot.index().files();
    let departed = Departed {
        file: files.find(|(.., facts)| is_his(facts)).unwrap().0,
        kind: FileKind::Agent,
        name,
        renamed,
        is_anybody: &|_| false,
    };
    let text = snapshot.text(file).unwrap_or_default();
    let places = left_behind(&snapshot, departed).into_iter();
    let places = places.filter(|it| it.file == file);
    let after = |fix: &crate::Fix| crate::apply_fixes(&text, [fix]).unwrap_or_default();
    let last_line = |text: String| text.lines().last().map(str::to_owned);
    let places = places.map(|it| {
        let fixed = it.fix.as_ref().map(after).and_then(last_line);
        (it.span.of(&text).to_owned(), fixed)
    });
    places.collect()
}

fn in_agent(text: &str) -> Vec<String> {
    let agent = format!("---\nname: other\ndescription: x\n---\n{text}");
    named_in("old-tester", "/w/.claude/agents/other.md", &agent)
}

fn in_page(text: &str) -> Vec<String> {
    named_in("old-tester", "/w/docs/page.md", text)
}

#[test]
fn an_order_to_somebody_who_is_gone_is_left_behind() {
    for text in [
        "Ask the `old-tester` agent.",
        "Never ship without the `old-tester` agent.",
        "Ask the `old-tester` agent whether migrations of legacy code work.",
        "The build was replaced. Ask the `old-tester` agent.",
        "The `old-tester` agent writes the changelog.",
        "- Removed the cache\n- Ask the `old-tester` agent",
        "# Removed\n\nThe cache.\n\n# Tests\n\nAsk the `old-tester` agent.",
        "# Legacy code\n\nAsk the `old-tester` agent.",
    ] {
        assert_eq!(in_agent(text), ["old-tester"], "{text}");
    }
}

#[test]
fn what_is_told_of_the_past_is_history() {
    for text in [
        "Removed the `old-tester` agent.",
        "Removed the slowest and oldest, the\n`old-tester` agent.",
        "- **Agents:** drop the `old-tester` agent",
        "- Remove the `old-tester` agent",
        "The `old-tester` agent was removed.",
        "The `old-tester` agent\nhas been deprecated.",
        "The `old-tester` agent does not exist any more.",
        "~~Ask the `old-tester` agent~~",
        "These were removed:\n\n- the `old-tester` agent",
        "| Removed | Why |\n|-|-|\n| `old-tester` agent | slow |",
        "| Agent | Now |\n|-|-|\n| `old-tester` agent | replaced by `lead` |",
        "# Changelog\n\n## 1.0.0\n\n- Added the `old-tester` agent",
        "## Retired agents\n\nThe `old-tester` agent was slow.",
    ] {
        assert_eq!(in_agent(text), [""; 0], "{text}");
        assert_eq!(in_page(text), [""; 0], "{text}");
    }
    let guide = "# Migrating to 2.0\n\nAsk `lead`, not the `old-tester` agent.";
    assert_eq!(in_page(guide), [""; 0]);
    let log = "## 1.0.0\n\n- The `old-tester` agent is new.";
    assert_eq!(in_page(log), ["old-tester"]);
    let changes = named_in("old-tester", "/w/CHANGELOG.md", log);
    assert_eq!(changes, [""; 0]);
}

#[test]
fn a_name_that_is_a_common_word_is_left_behind_where_it_is_one_for_sure() {
    for name in [
        "build", "plan", "explore", "general", "review", "debug", "default",
    ] {
        let named = |text: &str| {
            let agent = format!("---\nname: other\ndescription: x\n---\n{text}");
            named_in(name, "/w/.claude/agents/other.md", &agent)
        };
        let whole = format!("agent-{name}");
        assert_eq!(named(&format!("Then @{whole}.")), [whole]);
        assert_eq!(named(&format!("Start subagent_type: \"{name}\".")), [name]);
        assert_eq!(named(&format!("Ask the `{name}` agent.")), [name]);
        assert_eq!(named("See [it](gone.md)."), ["gone.md"]);
        for word in [
            format!("Run {name}, then {name} it again: lint → {name} → test."),
            format!("Run `{name}`, **{name}**, and use the {name}."),
            format!("{name} the whole, and pass it to {name}."),
        ] {
            assert_eq!(named(&word), [""; 0], "{word}");
        }
    }
}

#[test]
fn a_name_that_the_program_has_of_its_own_is_somebodys() {
    for name in ["Plan", "Explore"] {
        let text = format!("Ask the `{name}` agent, @agent-{name}, subagent_type: \"{name}\".");
        assert_eq!(named_in(name, "/w/docs/page.md", &text), [""; 0]);
    }
}

#[test]
fn a_new_name_takes_the_place_of_the_old_one_and_of_no_path() {
    let text = "---\nname: other\ndescription: x\n---\nAsk Old Tester, `old-tester`, see [it](old-tester.md).";
    let path = "/w/.claude/agents/other.md";
    let shown: Vec<String> = places_in("old-tester", Some("new-scout"), path, text)
        .into_iter()
        .map(|(written, fixed)| format!("{written}: {}\n", fixed.unwrap_or_default()))
        .collect();
    expect![[r#"
        Old Tester: Ask New Scout, `old-tester`, see [it](old-tester.md).
        old-tester: Ask Old Tester, `new-scout`, see [it](old-tester.md).
    "#]]
    .assert_eq(&shown.concat());
}
