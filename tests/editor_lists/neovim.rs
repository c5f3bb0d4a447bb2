//! What the plugin for Neovim says about agent files.

use std::collections::BTreeSet;

use dossier_syntax::Format;
use expect_test::expect_file;

use crate::tables::{globs_beside_markdown, read, with_lines};

/// Lines of a list in Lua.
fn lines(items: &BTreeSet<String>) -> Vec<String> {
    items.iter().map(|item| format!("  '{item}',")).collect()
}

/// A glob as a pattern of Lua. It has nothing that means "these folders or none", so a folder may
/// have more in front of its name than the glob allows.
fn lua_pattern(glob: &str) -> String {
    let glob = match glob.strip_prefix("**/") {
        Some(rest) => format!("\0/{rest}"),
        None => glob.to_owned(),
    };
    let mut glob = glob.replace("**/*", "\0").replace("**/", "\0");
    for special in ["%", ".", "-", "+", "?", "(", ")", "^", "$"] {
        glob = glob.replace(special, &format!("%{special}"));
    }
    glob.replace('*', "[^/]*").replace('\0', ".*")
}

#[test]
fn the_server_starts_in_toml_and_json_at_places_of_the_tables() {
    let text = read("editors/neovim/lsp/dossier.lua");
    let places = globs_beside_markdown(|format| !format.is_fenced());
    let expected = with_lines(&text, "local places = {", "}", &lines(&places));
    expect_file!["../../editors/neovim/lsp/dossier.lua"].assert_eq(&expected);
}

#[test]
fn markdown_under_other_extensions_is_markdown_at_places_of_the_tables() {
    let text = read("editors/neovim/ftdetect/dossier.lua");
    let places = globs_beside_markdown(Format::is_fenced);
    let patterns = places.iter().map(|glob| lua_pattern(glob)).collect();
    let expected = with_lines(&text, "local patterns = {", "}", &lines(&patterns));
    expect_file!["../../editors/neovim/ftdetect/dossier.lua"].assert_eq(&expected);
}

#[test]
fn a_glob_becomes_a_pattern() {
    let patterns = ["**/.cursor/rules/**/*.mdc", "**/*.a-b", "**/a/*/[xy].md"].map(lua_pattern);
    assert_eq!(
        patterns,
        [
            ".*/%.cursor/rules/.*%.mdc",
            ".*/[^/]*%.a%-b",
            ".*/a/[^/]*/[xy]%.md"
        ]
    );
}
