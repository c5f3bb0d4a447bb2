//! Manifests of plugins.

use dossier_workspace::fixture::Fixture;
use expect_test::expect;

use super::*;

fn manifest(text: &str) -> String {
    found(&format!(
        "//- /w/p/.claude-plugin/plugin.json\n{text}\n{PLUGIN_FILES}"
    ))
}

const PLUGIN_FILES: &str = "\
//- /w/p/agents/reviewer.md
---
name: reviewer
description: Reviews.
---
//- /w/p/extra/tester.md
---
name: tester
description: Tests.
---
//- /w/p/extra/ship/SKILL.md
---
name: ship
description: Ships.
---
";

#[test]
fn manifests_that_keep_a_plugin_from_loading() {
    for (text, blamed) in [
        ("{\"name\": \"p\",}", ","),
        ("{}", "{"),
        ("{\"name\": \" \"}", "\" \""),
        ("{\"name\": 1}", "1"),
        ("{\"name\": \"p\", \"skills\": [1]}", "[1]"),
        ("{\"name\": \"p\", \"agents\": {\"a\": 1}}", "{\"a\": 1}"),
    ] {
        assert_eq!(
            manifest(text),
            format!("Error invalid-manifest {blamed:?}\n"),
            "{text}"
        );
    }
    assert_eq!(
        manifest("{\"name\": \"my p\"}"),
        "Warning invalid-manifest \"my p\"\n"
    );
}

#[test]
fn a_field_that_gets_its_right_name_stays_in_quotes() {
    let manifest =
        "//- /w/p/.claude-plugin/plugin.json\n{\"name\": \"p\", \"Version\": \"1.0.0\"}\n";
    let fixed = at_cursor(manifest, |snapshot, file, _| {
        let text = snapshot.source(file).unwrap().text;
        let found = diagnostics(snapshot, file);
        crate::apply_fixes(&text, found.iter().flat_map(|finding| &finding.fixes))
    });
    let expected = "{\"name\": \"p\", \"version\": \"1.0.0\"}\n";
    assert_eq!(fixed.as_deref(), Some(expected));
}

#[test]
fn paths_of_a_manifest() {
    let shown = manifest(
        r#"{"name": "p", "agents": ["agents/reviewer.md", "./agents", "../x.md", "./agents/reviewer.md"],
            "skills": ["./extra/tester.md", "./extra", "./none"], "commands": {"a": {"source": "./a.md"}}}"#,
    );
    expect![[r#"
        Warning manifest-path "agents/reviewer.md"
        Warning manifest-path "./agents"
        Warning manifest-path "../x.md"
        Warning manifest-path "./extra/tester.md"
        Warning manifest-path "./none"
        Warning manifest-path "./a.md"
    "#]]
    .assert_eq(&shown);
    assert_eq!(
        manifest(r#"{"name": "p", "skills": ".", "agents": "./agents/reviewer.md"}"#),
        ""
    );
}

#[test]
fn a_map_of_commands_takes_the_place_of_their_folder() {
    let files = "//- /w/p/commands/old.md\nOld.\n//- /w/p/x/deploy.md\nDeploy.\n";
    let manifest = r#"{"name": "p", "commands": {"deploy": {"source": "./x/deploy.md"}}}"#;
    expect![[r#"
        Warning unread-folder "\"commands\""
    "#]]
    .assert_eq(&found(&format!(
        "//- /w/p/.claude-plugin/plugin.json\n{manifest}\n{files}"
    )));
}

#[test]
fn keys_that_no_program_reads() {
    expect![[r#"
        Hint unknown-field "\"category\""
        Warning unknown-field "\"agent\""
    "#]]
    .assert_eq(&manifest(
        r#"{"name": "p", "category": "x", "agent": "./agents/reviewer.md"}"#,
    ));
}

#[test]
fn folders_that_a_manifest_leaves_out() {
    expect![[r#"
        Warning unread-folder "\"agents\""
    "#]]
    .assert_eq(&manifest(r#"{"name": "p", "agents": "./extra/tester.md"}"#));
    check(
        "//- /w/p/.claude-plugin/plugin.json\n{\"name\": \"p\"}\n\
         //- /w/p/.claude-plugin/agents/a.md\n---\nname: a\ndescription: b\n---\n",
        &expect![[r#"
            Warning unread-folder "{"
        "#]],
    );
}

fn standard_manifest(fields: &str) -> String {
    let schema = "https://agent-plugins.org/schemas/1.0.0/plugin.schema.json";
    found(&format!(
        "//- /w/p/plugin.json\n{{\"$schema\": \"{schema}\", {fields}}}\n"
    ))
}

#[test]
fn a_root_manifest_that_names_the_standards_schema() {
    let right = r#""name": "my.plug-in", "version": "1.0", "author": {"name": "me"},
        "keywords": ["a"], "extensions": {"com.example.editor": {}}"#;
    assert_eq!(standard_manifest(right), "");
    expect![[r#"
        Error invalid-manifest "My--Plug"
        Error invalid-manifest "1.0"
        Error invalid-manifest "3"
        Error invalid-manifest "[1]"
        Warning invalid-manifest "[]"
        Hint unknown-field "\"hooks\""
    "#]]
    .assert_eq(&standard_manifest(
        r#""name": "My--Plug", "version": 1.0, "author": {"name": 3}, "keywords": [1],
            "extensions": [], "hooks": {}"#,
    ));
}

#[test]
fn other_files_of_that_name_are_nobodys() {
    let fixture = Fixture::parse("//- /w/p/plugin.json\n{\"name\": 3}\n");
    assert_eq!(fixture.world.snapshot().index().files().count(), 0);
}
