//! The plugin for Claude Code and its marketplace, held against what is known of their formats.
//! An unknown key there costs the whole file, and nobody is told who doesn't look.
//!
//! Source: Claude Code documentation, plugin manifest reference and marketplaces, 2026-09.

use std::path::Path;

use regex::Regex;
use serde_json::{Map, Value};

const SERVER_KEYS: [&str; 13] = [
    "command",
    "extensionToLanguage",
    "args",
    "env",
    "workspaceFolder",
    "transport",
    "initializationOptions",
    "settings",
    "startupTimeout",
    "shutdownTimeout",
    "restartOnCrash",
    "maxRestarts",
    "diagnostics",
];

const PLUGIN_KEYS: [&str; 24] = [
    "$schema",
    "name",
    "displayName",
    "version",
    "description",
    "author",
    "homepage",
    "repository",
    "license",
    "keywords",
    "metadata",
    "defaultEnabled",
    "dependencies",
    "settings",
    "userConfig",
    "channels",
    "skills",
    "commands",
    "agents",
    "hooks",
    "mcpServers",
    "lspServers",
    "outputStyles",
    "workflows",
];

const MARKETPLACE_KEYS: [&str; 6] = [
    "name",
    "owner",
    "plugins",
    "metadata",
    "renames",
    "allowCrossMarketplaceDependenciesOn",
];

/// What a marketplace says of a plugin, beside the keys of the plugin's manifest.
const ENTRY_KEYS: [&str; 5] = ["source", "category", "tags", "strict", "relevance"];

const OWNER_KEYS: [&str; 3] = ["name", "email", "url"];

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn object(path: &str) -> Map<String, Value> {
    let text = std::fs::read_to_string(root().join(path)).expect("the file is there");
    serde_json::from_str(&text).expect("it is a JSON object")
}

fn has_only(object: &Value, known: &[&[&str]]) {
    let object = object.as_object().expect("an object");
    for key in object.keys() {
        assert!(
            known.iter().any(|keys| keys.contains(&key.as_str())),
            "{key} is unknown"
        );
    }
}

fn is_kebab_case(name: &Value) -> bool {
    let pattern = Regex::new("^[a-z0-9]+(-[a-z0-9]+)*$").expect("a pattern");
    name.as_str().is_some_and(|name| pattern.is_match(name))
}

#[test]
fn the_server_s_entry_holds_what_the_program_knows_and_nothing_else() {
    let servers = object("editors/claude-code/.lsp.json");
    assert_eq!(servers.len(), 1, "a map of servers, without a wrapper");
    let server = &servers["dossier"];
    has_only(server, &[&SERVER_KEYS]);

    let command = server["command"].as_str().expect("a command");
    assert!(!command.is_empty() && !command.contains(' '), "{command}");
    let arguments = server["args"].as_array().expect("a list");
    assert!(arguments.iter().all(Value::is_string));
    let languages = server["extensionToLanguage"].as_object().expect("a map");
    assert!(languages.contains_key(".md"));
    for (extension, language) in languages {
        assert!(extension.starts_with('.'), "{extension}");
        assert!(language.is_string(), "{extension}");
    }
    for timeout in ["startupTimeout", "shutdownTimeout"] {
        let written = server.get(timeout);
        assert!(
            written.is_none_or(|it| it.as_u64().is_some_and(|it| it > 0)),
            "{timeout}"
        );
    }
    assert!(
        server.get("settings").is_none(),
        "settings are reported never to arrive"
    );
}

#[test]
fn the_server_takes_the_options_that_the_plugin_sends() {
    let servers = object("editors/claude-code/.lsp.json");
    let options = &servers["dossier"]["initializationOptions"];
    let mut settings = dossier_workspace::Settings::default();
    assert_eq!(settings.choose(options), Vec::<String>::new());
    let known = serde_json::to_value(&settings).expect("settings are JSON");
    for key in options.as_object().expect("an object").keys() {
        assert!(known.get(key).is_some(), "there is no setting {key}");
    }
}

#[test]
fn the_plugin_s_manifest_holds_what_the_program_knows() {
    let manifest = Value::Object(object("editors/claude-code/.claude-plugin/plugin.json"));
    has_only(&manifest, &[&PLUGIN_KEYS]);
    assert!(is_kebab_case(&manifest["name"]));
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    has_only(&manifest["author"], &[&OWNER_KEYS]);
    for address in ["homepage", "repository"] {
        let written = manifest[address].as_str().expect("an address");
        assert!(written.starts_with("https://"), "{written}");
    }
    assert!(
        manifest.get("lspServers").is_none(),
        "the server is named once, in .lsp.json"
    );
}

#[test]
fn the_marketplace_leads_to_the_plugin() {
    let marketplace = Value::Object(object(".claude-plugin/marketplace.json"));
    has_only(&marketplace, &[&MARKETPLACE_KEYS]);
    assert!(is_kebab_case(&marketplace["name"]));
    has_only(&marketplace["owner"], &[&OWNER_KEYS]);
    assert!(marketplace["owner"]["name"].is_string());
    let plugins = marketplace["plugins"].as_array().expect("a list");
    for plugin in plugins {
        has_only(plugin, &[&PLUGIN_KEYS, &ENTRY_KEYS]);
        let source = plugin["source"].as_str().expect("a path");
        assert!(
            source.starts_with("./") && !source.contains(".."),
            "{source}"
        );
        let manifest = object(&format!("{source}/.claude-plugin/plugin.json"));
        assert_eq!(manifest["name"], plugin["name"]);
        assert!(root().join(source).join(".lsp.json").is_file());
    }
    assert_eq!(plugins[0]["name"], "dossier");
}
