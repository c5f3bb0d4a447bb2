//! Manifests of plugins and configurations of servers: files that are all fields, in JSON.

use dossier_ide::{Insert, completions, diagnostics, document_symbols, hover, rename};
use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

const PLUGIN: &str = "//- /w/p/.claude-plugin/plugin.json\n";
const SERVERS: &str = "//- /w/.mcp.json\n";

fn check_hover(marked: &str, expected: &Expect) {
    let fixture = Fixture::parse(marked);
    let (snapshot, file) = fixture.snapshot();
    let found = hover(&snapshot, file, fixture.offset);
    let first = found.map(|it| it.markdown.lines().take(3).collect::<Vec<_>>().join("\n"));
    expected.assert_eq(&(first.unwrap_or_default() + "\n"));
}

fn check_offered(marked: &str, expected: &Expect) {
    let fixture = Fixture::parse(marked);
    let (snapshot, file) = fixture.snapshot();
    let mut items = completions(&snapshot, file, fixture.offset).items;
    items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
    let shown = items.iter().take(4).map(|item| match &item.insert {
        Insert::Text(text) => format!("{} -> {text:?}\n", item.label),
        Insert::Snippet { snippet, .. } => format!("{} -> {snippet:?}\n", item.label),
    });
    expected.assert_eq(&shown.collect::<String>());
}

#[test]
fn their_keys_are_explained() {
    check_hover(
        &format!("{PLUGIN}{{\"name\": \"p\", \"agen<|>ts\": []}}"),
        &expect![[r#"
            **agents** · path or list of paths (`[a, b]`)

            Files of agents. They take the place of the folder `agents`.
        "#]],
    );
    check_hover(
        &format!("{SERVERS}{{\"mcpServers\": {{\"db\": {{\"comm<|>and\": \"x\"}}}}}}"),
        &expect![[r#"
            **command** · text

            The program that is started, for a server over standard input and output.
        "#]],
    );
    check_hover(
        &format!("{SERVERS}{{\"mcpServers\": {{\"db\": {{\"type\": \"ht<|>tp\"}}}}}}"),
        &expect![[r#"
            **http**

            A server over streamable HTTP.
        "#]],
    );
}

#[test]
fn their_keys_and_values_are_offered_also_while_one_is_typed() {
    check_offered(
        &format!("{PLUGIN}{{\n  \"name\": \"p\",\n  <|>\n}}"),
        &expect![[r#"
            agents -> "\"agents\": \"$0\""
            commands -> "\"commands\": \"$0\""
            skills -> "\"skills\": \"$0\""
            outputStyles -> "\"outputStyles\": \"$0\""
        "#]],
    );
    check_offered(
        &format!("{PLUGIN}{{\n  \"name\": \"p\",\n  \"ag<|>"),
        &expect![[r#"
            agents -> "agents"
            commands -> "commands"
            skills -> "skills"
            outputStyles -> "outputStyles"
        "#]],
    );
    check_offered(
        &format!(
            "{SERVERS}{{\n  \"mcpServers\": {{\n    \"db\": {{ \"command\": \"x\", <|> }}\n  }}\n}}"
        ),
        &expect![[r#"
            args -> "\"args\": [\"$0\"]"
            env -> "\"env\": {$0}"
            type -> "\"type\": \"${1|stdio,http,sse,ws|}\""
            url -> "\"url\": \"$0\""
        "#]],
    );
    check_offered(
        &format!("{SERVERS}{{\"mcpServers\": {{\"db\": {{\"type\": <|>}}}}}}"),
        &expect![[r#"
            stdio -> "\"stdio\""
            http -> "\"http\""
            sse -> "\"sse\""
            ws -> "\"ws\""
        "#]],
    );
    check_offered(
        &format!("{SERVERS}{{\"mcpServers\": {{\"db\": {{\"type\": \"<|>\"}}}}}}"),
        &expect![[r#"
            stdio -> "stdio"
            http -> "http"
            sse -> "sse"
            ws -> "ws"
        "#]],
    );
}

#[test]
fn they_have_an_outline_and_are_checked() {
    let marked = format!(
        "{SERVERS}{{\n  \"mcpServers\": {{\"db\": {{\"args\": 3, \"type\": \"htp\"}}}},\n  \"more\": 1\n}}<|>"
    );
    let fixture = Fixture::parse(&marked);
    let (snapshot, file) = fixture.snapshot();
    let text = snapshot.source(file).unwrap().text;
    let mut shown = String::new();
    for symbol in document_symbols(&snapshot, file) {
        shown += &format!("{} {}\n", symbol.name, symbol.children.len());
    }
    for it in diagnostics(&snapshot, file) {
        shown += &format!("{:?} {} {:?}\n", it.severity, it.rule, it.span.of(&text));
    }
    expect![[r#"
        mcpServers 1
        more 0
        Warning wrong-shape "3"
        Hint unknown-value "htp"
    "#]]
    .assert_eq(&shown);
    // In a plugin, the map may stand alone.
    let bare = "//- /w/p/.claude-plugin/plugin.json\n{\"name\": \"p\"}\n//- /w/p/.mcp.json\n{\"db\": {\"command\": \"x\"}}<|>";
    let fixture = Fixture::parse(bare);
    let (snapshot, file) = fixture.snapshot();
    assert_eq!(diagnostics(&snapshot, file), []);
}

#[test]
fn a_rename_reaches_into_a_manifest() {
    let marked = "//- /w/p/.claude-plugin/plugin.json\n{\"name\": \"p\", \"agents\": [\"./team/writer.md\"]}\n\
        //- /w/p/team/writer.md\n---\nname: wri<|>ter\ndescription: x\ntools: Read\n---\nBody.\n";
    let fixture = Fixture::parse(marked);
    let (snapshot, file) = fixture.snapshot();
    let renamed = rename(&snapshot, file, fixture.offset, "scribe", true).unwrap();
    let shown = renamed.edits.iter().map(|edit| {
        let path = &snapshot.index().file(edit.file).path;
        format!("{path} -> {}\n", edit.text)
    });
    expect![[r#"
        /w/p/.claude-plugin/plugin.json -> ./team/scribe.md
        /w/p/team/writer.md -> scribe
    "#]]
    .assert_eq(&shown.collect::<String>());
}
