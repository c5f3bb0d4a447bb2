//! A table of a program that is laid into a workspace while the server runs.

use std::fs;

use crate::client::{Editor, Session};
use crate::profiles;
use crate::team::Team;

const TEAM: &str = r#"
//- /.claude/agents/lead.md
---
name: lead
description: Leads.
---
//- /.acme/helpers/scout.md
---
name: scout
powers: [look, strik]
---
"#;

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
named-by = ["field", "stem"]
source = "ACME"
[[field]]
name = "name"
kinds = ["agent"]
shape = "name"
doc = ""
source = "ACME"
[[field]]
name = "powers"
kinds = ["agent"]
shape = "list of tool"
lists = ["flow"]
drops-unknown = true
doc = ""
source = "ACME"
[[tool]]
name = "look"
doc = ""
source = "ACME"
"#;

fn comes_to_know(session: &mut Session, names: &[&str]) {
    session.eventually("the team", |session| {
        let team = session.ask("dossier/team", serde_json::Value::Null);
        let team = team.as_array()?.iter().filter_map(|it| it["name"].as_str());
        (team.collect::<Vec<_>>() == names).then_some(())
    });
}

#[test]
fn a_program_holds_as_long_as_its_table_lies_there() {
    let team = Team::new(TEAM);
    let editor = Editor::like(profiles::kakoune()).folder(&team.root());
    let mut session = editor.start();
    let scout = team.uri(".acme/helpers/scout.md");
    session.open_file(&team.path(".acme/helpers/scout.md"));
    comes_to_know(&mut session, &["lead"]);
    let table = team.write("programs/acme.toml", TABLE);
    comes_to_know(&mut session, &["lead", "scout"]);
    session.published_until(&scout, &["unknown-tool"]);
    team.write("programs/acme.toml", "[program]\nid = 3\n");
    comes_to_know(&mut session, &["lead"]);
    session.published_until(&team.uri("programs/acme.toml"), &["configuration"]);
    fs::remove_file(table).expect("it is there");
    session.published_until(&team.uri("programs/acme.toml"), &[]);
    session.finish();
}
