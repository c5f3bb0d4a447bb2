//! Names that are nobody's among names of which most are somebody's.

use expect_test::expect;

use super::*;

/// A text of an agent, in a workspace with four skills, three commands and four agents.
fn among(text: &str) -> String {
    let mut team = body(text);
    for skill in ["seo-audit", "page-copy", "launch-plan", "pricing"] {
        team += &format!("//- /w/.claude/skills/{skill}/SKILL.md\n---\nname: {skill}\n");
        team += "description: Helps.\n---\n";
    }
    for command in ["merge", "status", "clean-up"] {
        team += &format!("//- /w/.claude/commands/{command}.md\n---\n");
        team += "description: Does it.\n---\n";
    }
    for agent in ["page-writer", "seo-analyst", "planner"] {
        team += &format!("//- /w/.claude/agents/{agent}.md\n---\nname: {agent}\n");
        team += "description: Works.\n---\n";
    }
    team
}

#[test]
fn a_list_of_skills_with_one_that_is_none() {
    let text = among(
        "## Related skills\n\n- **seo-audit**: first.\n- **page-copy**: words.\n\
         - **pricing** — plans.\n- **launch-plans** — dates.\n- **brand-voice**: tone.\n",
    );
    check(
        &text,
        &expect![[r#"
            Warning unknown-skill "launch-plans"
            Warning unknown-skill "brand-voice"
        "#]],
    );
    expect![[r#"
        There is no skill `launch-plans`, though 3 of the 5 names in this list are skills. Did you mean `launch-plan`?
        There is no skill `brand-voice`, though 3 of the 5 names in this list are skills.
    "#]]
    .assert_eq(&messages(&text));
}

#[test]
fn what_is_called_an_agent_is_no_skill_that_lacks() {
    check_clean(&among(
        "## Related skills\n\n- `seo-audit`: first.\n- `page-copy`: words.\n\
         - `launch-plan` - plans.\n- `brand-voice` agent: tone.\n",
    ));
}

#[test]
fn a_stage_with_a_number_among_names_without_is_nobody_that_lacks() {
    check_clean(&among(
        "Steps: `seo-audit`, `page-copy`, `gate-1`, `launch-plan`.\n",
    ));
}

#[test]
fn a_column_and_a_row_with_one_that_is_nobody() {
    check(
        &among(
            "| Skill | For |\n|-|-|\n| seo-audit | a |\n| page-copy | b |\n| launch-plan | c |\n\
             | brand-voice | d |\n",
        ),
        &expect![[r#"
            Warning unknown-skill "brand-voice"
        "#]],
    );
    // A word is a name where the column says so.
    check(
        &among(
            "| Agent | For |\n|-|-|\n| `page-writer` | a |\n| `seo-analyst` | b |\n\
             | `planner` | c |\n| `tester` | d |\n",
        ),
        &expect![[r#"
            Information unknown-agent "tester"
        "#]],
    );
    check(
        &among("Helpers: `seo-audit`, `page-copy`, `launch-plan`, `brand-voice`.\n"),
        &expect![[r#"
            Warning unknown-skill "brand-voice"
        "#]],
    );
    check(
        &among(
            "Works with:\n\n- `/merge` - a\n- `/status` - b\n- `/clean-up` - c\n- `/undo` - d\n",
        ),
        &expect![[r#"
            Warning unknown-skill "undo"
        "#]],
    );
}

#[test]
fn an_agent_to_use_among_others_under_the_same_heading() {
    check(
        &among(
            "## Research\n\n- Use the **page-writer** agent to write\n\
             - Use the **seo-analyst** agent to look\n\nThen use the **ml-engineer** agent.\n\n\
             If there is a ticket:\n- **ticket-reader** - reads it\n",
        ),
        &expect![[r#"
            Information unknown-agent "ticket-reader"
        "#]],
    );
    // Under another heading there are other things.
    check_clean(&among(
        "## Research\n\nUse the **page-writer** agent, the **seo-analyst** agent and the \
         **ml-engineer** agent.\n\n## Tickets\n\n- **ticket-reader** - reads it\n",
    ));
}

#[test]
fn too_little_company_proves_nothing() {
    // Two are too few, and half of all is too little.
    check_clean(&among(
        "## Skills\n\n- **seo-audit**: a\n- **page-copy**: b\n- **brand-voice**: c\n",
    ));
    check_clean(&among(
        "- **seo-audit**\n- **page-copy**\n- **launch-plan**\n- **a-one**\n- **b-two**\n- **c-three**\n",
    ));
    // The same name over and over is one.
    check_clean(&among(
        "- **seo-audit**: a\n- **seo-audit**: b\n- **page-copy**: c\n- **brand-voice**: d\n",
    ));
    // It is written in another way than they are.
    check_clean(&among(
        "## Skills\n\n- **seo-audit**\n- **page-copy**\n- **launch-plan**\n- `dry-run`: no changes\n",
    ));
    // A word in a list that announces nothing.
    check_clean(&among(
        "- `seo-audit`: a\n- `page-copy`: b\n- `launch-plan`: c\n- `topic`: what it is about\n",
    ));
    check_clean(&among(
        "Roles: `page-writer`, `seo-analyst`, `planner`, `generic`.\n",
    ));
    // Addresses of a web application, three of which are called like skills.
    check_clean(&among(
        "Routes: `/seo-audit`, `/page-copy`, `/launch-plan`, `/users`, `/orders`.\n",
    ));
}

#[test]
fn what_is_no_skill_here_and_need_not_be() {
    let list = |last: &str| {
        among(&format!(
            "## Skills\n\n- **seo-audit**: a\n- **page-copy**: b\n- **launch-plan**: c\n- {last}\n"
        ))
    };
    check(
        &list("**brand-voice**: d"),
        &expect![[r#"
            Warning unknown-skill "brand-voice"
        "#]],
    );
    // The text says that it is gone, is to come or comes from elsewhere.
    for says in [
        "**brand-voice** (coming soon)",
        "**brand-voice**: deprecated, use page-copy",
        "**brand-voice**: install it from the marketplace first",
        "**brand-voice**: alias of page-copy",
    ] {
        check_clean(&list(says));
    }
    for above in ["## Planned skills", "## Skills\n\nFrom other plugins:"] {
        check_clean(&among(&format!(
            "{above}\n\n- **seo-audit**\n- **page-copy**\n- **launch-plan**\n- **brand-voice**\n"
        )));
    }
    // Somebody or something else has the name.
    check_clean(&list("**github**: an MCP server"));
    check_clean(&list("**alpha**: a bundle"));
    check_clean(&list("**reviewer**: an agent of a bundle"));
    check_clean(&list("**your-skill**: what you add"));
    check_clean(&format!(
        "{}//- /w/.claude/skills/brand-voice/README.md\nA folder with more.\n",
        list("**brand-voice**: a folder of several")
    ));
    // Others' programs have skills too, and code is code.
    check_clean(&list("`elsewhere:brand-voice`"));
    check_clean(&among(
        "```\n- seo-audit\n- page-copy\n- launch-plan\n- brand-voice\n```\n",
    ));
}

#[test]
fn a_skill_of_another_plugin_is_company_too() {
    let plugin = |name: &str, skill: &str| {
        format!(
            "//- /w/plugins/{name}/.claude-plugin/plugin.json\n{{\"name\": \"{name}\"}}\n\
             //- /w/plugins/{name}/skills/{skill}/SKILL.md\n---\nname: {skill}\n\
             description: Helps.\n---\n"
        )
    };
    check(
        &format!(
            "{}{}{}",
            among(
                "## See also\n\n- **seo-audit**: a\n- **senior-architect**: b\n\
                 - **landing-pages**: c\n- **accessibility-auditor**: d\n"
            ),
            plugin("beta", "senior-architect"),
            plugin("gamma", "landing-pages"),
        ),
        &expect![[r#"
            Warning unknown-skill "accessibility-auditor"
        "#]],
    );
}

#[test]
fn a_name_before_other_line_ends_and_letters() {
    check(
        &among(
            "## 関連 skills 🚀\r\n\r\n- **seo-audit** — 監査\r\n- **page-copy** — 文章\r\n\
             - **launch-plan** — 🚀\r\n- **brand-voice** — 声\r\n",
        ),
        &expect![[r#"
            Warning unknown-skill "brand-voice"
        "#]],
    );
}
