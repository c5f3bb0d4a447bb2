//! The template for LSP4IJ, which is sent to JetBrains' IDEs: what it says about agent files.

use std::collections::BTreeSet;

use dossier_syntax::Format;
use expect_test::expect_file;

use crate::tables::{globs_beside_markdown, read, with_lines};

/// Names that say nothing by themselves. LSP4IJ looks at no folders.
const COMMON: [&str; 3] = ["*.txt", "*.yaml", "*.yml"];

#[test]
fn markdown_under_other_names_is_markdown_by_names_of_the_tables() {
    let path = "packaging/upstream/lsp4ij/src/main/resources/templates/lsp/dossier/template.json";
    let text = read(path);
    let globs = globs_beside_markdown(Format::is_fenced);
    let names = globs.iter().filter_map(|glob| glob.rsplit('/').next());
    let names = names.filter(|name| !COMMON.contains(name)).chain(["*.md"]);
    let names: BTreeSet<String> = names.map(|name| format!("          \"{name}\"")).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(",\n");
    let expected = with_lines(&text, "        \"patterns\": [", "        ]", &[names]);
    expect_file![
        "../../packaging/upstream/lsp4ij/src/main/resources/templates/lsp/dossier/template.json"
    ]
    .assert_eq(&expected);
}
