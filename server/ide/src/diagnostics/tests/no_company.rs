//! Names that stand among others and are something else, or of something that is no more.

use expect_test::expect;

use super::*;

/// A text of a skill, beside four skills, four agents and a rule.
fn beside(text: &str) -> String {
    let mut team = format!(
        "//- /w/.claude/skills/main/SKILL.md\n---\nname: main\ndescription: Works.\n---\n{text}\n"
    );
    for skill in ["seo-audit", "page-copy", "launch-plan", "search"] {
        team += &format!("//- /w/.claude/skills/{skill}/SKILL.md\n---\nname: {skill}\n");
        team += "description: Helps.\n---\n";
    }
    for agent in ["team-lead", "api-dev", "ui-dev", "test-dev"] {
        team += &format!("//- /w/.claude/agents/{agent}.md\n---\nname: {agent}\n");
        team += "description: Works.\n---\n";
    }
    team + "//- /w/.claude/rules/model-tiers.md\nWhich model for what.\n"
}

#[test]
fn a_row_with_a_method_of_http_holds_an_address() {
    check_clean(&beside(
        "## Skills of the API\n\n| Address | Method | For |\n|-|-|-|\n\
         | `/myself` | GET | who I am |\n| `/search` | GET/POST | look |\n| `/issue` | `POST` | new |\n\n\
         - GET `/users`\n- `DELETE /users`\n",
    ));
    // Where nothing is asked for, it is a command.
    check(
        &beside("## Skills\n\n| Command | For |\n|-|-|\n| `/issue` | GET things done |\n"),
        &expect![[r#"
            Warning unknown-skill "issue"
        "#]],
    );
}
