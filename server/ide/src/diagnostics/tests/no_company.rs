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

#[test]
fn a_rule_among_skills() {
    let listed = |lead: &str, name: &str| {
        beside(&format!(
            "{lead}:\n\n- `{name}` - one.\n- `seo-audit` - two.\n- `page-copy` - three.\n\
             - `launch-plan` - four.\n"
        ))
    };
    check_clean(&listed("Related", "model-tiers"));
    // What a list is of may lie elsewhere.
    check_clean(&listed("Related skills and rules", "error-handling"));
    check(
        &listed("Related skills", "error-handling"),
        &expect![[r#"
            Warning unknown-skill "error-handling"
        "#]],
    );
}

#[test]
fn the_note_behind_a_name_says_what_it_is() {
    let column = |cell: &str| {
        beside(&format!(
            "| Who | What |\n|-|-|\n| {cell} | makes the stories |\n| `seo-audit` | a |\n\
             | `page-copy` | b |\n| `launch-plan` | c |\n"
        ))
    };
    check_clean(&column("`story-planner` (agent)"));
    check_clean(&column("`story-planner` (a hook of the shell)"));
    check(
        &column("`story-planner` (skill)"),
        &expect![[r#"
            Warning unknown-skill "story-planner"
        "#]],
    );
}

#[test]
fn names_that_are_no_more_or_are_left_out() {
    for lead in ["**Consolidates:**", "Replaces:", "Merged from", "EXCLUDE:"] {
        check_clean(&beside(&format!(
            "{lead} old-audit, seo-audit, page-copy, launch-plan\n"
        )));
        check_clean(&beside(&format!(
            "{lead} `old-dev`, `api-dev`, `ui-dev` and `test-dev`\n"
        )));
    }
    check_clean(&beside("## Formerly\n\n`old-dev`, `api-dev`, `ui-dev`\n"));
    check(
        &beside("Ask `old-dev`, `api-dev` and `ui-dev`. The last one replaces nobody.\n"),
        &expect![[r#"
            Information unknown-agent "old-dev"
        "#]],
    );
}

#[test]
fn the_first_cell_of_a_row_is_no_member_of_the_others() {
    check_clean(&beside(
        "| Template | Lead | Members |\n|-|-|-|\n\
         | **full-stack** | team-lead | api-dev, ui-dev, test-dev |\n\
         | **code-review** | team-lead | test-dev, api-dev, ui-dev |\n",
    ));
    check(
        &beside("| For | Members |\n|-|-|\n| all | `api-dev`, `ui-dev`, `qa-dev` |\n"),
        &expect![[r#"
            Information unknown-agent "qa-dev"
        "#]],
    );
}

#[test]
fn one_of_the_values_that_something_may_have() {
    let verdict = |values: &str| {
        beside(&format!(
            "The verdict is {values}. If it is `issues-found`, turn to `seo-audit`, `page-copy` or \
             `launch-plan`.\n"
        ))
    };
    check_clean(&verdict("`consistent` or `issues-found`"));
    check_clean(&verdict("`issues-found` | `consistent`"));
    // Somebody's name beside it makes it one.
    check(
        &verdict("up to `seo-audit` or `issues-found`"),
        &expect![[r#"
            Warning unknown-skill "issues-found"
            Warning unknown-skill "issues-found"
        "#]],
    );
}
