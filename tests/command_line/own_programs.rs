//! Tables of programs that lie in the workspace.

use std::fs;

use super::{Team, complained, printed};

const TABLE: &str = r#"
[program]
id = "acme"
title = "Acme"
checked = "2026-11-27"
docs = ""
[sources.ACME]
title = "Acme's manual"
[[kind]]
id = "agent"
title = "helper"
paths = ["**/.acme/helpers/*.md"]
named-by = ["stem"]
source = "ACME"
[[field]]
name = "description"
kinds = ["agent"]
shape = "description"
required = true
doc = ""
source = "ACME"
[field.missing]
severity = "error"
says = "Acme does not load it."
"#;

fn team(table: &str) -> Team {
    let team = Team::new(&[]);
    let root = team.0.path();
    for folder in ["programs", ".acme/helpers", "deep"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    fs::write(root.join("dossier.toml"), "").expect("a file");
    fs::write(root.join("programs/acme.toml"), table).expect("a file");
    fs::write(root.join(".acme/helpers/scout.md"), "---\nx: y\n---\nGo.\n").expect("a file");
    team
}

#[test]
fn files_are_checked_by_a_table_of_one_s_own() {
    let output = team(TABLE).check(&["."]);
    assert!(printed(&output).contains("Acme does not load it."));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_table_that_cannot_be_used_is_shown_and_is_no_success() {
    let output = team(&TABLE.replace("stem", "steam")).check(&["."]);
    let said = complained(&output);
    assert!(
        said.contains("programs/acme.toml") && said.contains("steam"),
        "{said}"
    );
    assert_eq!(output.status.code(), Some(2));
}
