//! Names that are told by how many others they stand with, and by what these are.

use expect_test::expect;

use super::places::check;

/// Words that name nobody, as rows of a table.
const NOBODY: &str = "\
| speed | counts |
| comfort | counts |
| colour | counts |
| weight | counts |
| price | counts |
| taste | counts |
";

#[test]
fn few_names_are_enough_in_a_column_that_says_of_agents_it_is() {
    check(
        &format!("| Agent | Task |\n|-|-|\n| planner | plans |\n| tester | tests |\n{NOBODY}"),
        &expect![[r#"
            3: planner -> agents/planner.md
            4: tester -> agents/tester.md
        "#]],
    );
    check(
        &format!("| Topic | Task |\n|-|-|\n| planner | plans |\n| tester | tests |\n{NOBODY}"),
        &expect![""],
    );
}

#[test]
fn one_agent_is_all_of_its_column() {
    check(
        "| Agent | Task |\n|-|-|\n| security | secures |\n",
        &expect![[r#"
            3: security -> agents/roles/security.md
        "#]],
    );
}

#[test]
fn a_name_that_is_listed_twice_counts_once() {
    check("- security: a\n- security: b\n- comfort: c\n", &expect![""]);
}

#[test]
fn a_word_in_capitals_is_nobody_among_others() {
    check("- Security: a\n- Planner: b\n- Comfort: c\n", &expect![""]);
    check(
        "- Planner: a\n- Tester: b\n- Comfort: c\n",
        &expect![[r#"
            1: Planner -> agents/planner.md
            2: Tester -> agents/tester.md
        "#]],
    );
}

#[test]
fn a_chain_of_which_half_are_commands_names_words_too() {
    check(
        "It goes build → cast → ship-it → measure → learn.",
        &expect![[r#"
            1: build -> skills/build/SKILL.md
            1: cast -> commands/cast.md
            1: ship-it -> skills/ship-it/SKILL.md
        "#]],
    );
    check(
        "- build: a\n- cast: b\n- ship-it: c\n- measure: d\n- learn: e\n",
        &expect![[r#"
            3: ship-it -> skills/ship-it/SKILL.md
        "#]],
    );
}

#[test]
fn a_part_of_a_name_stands_among_names() {
    check(
        "- `planner`\n- `tester`\n- `data-modeler`\n- `modeler`\n",
        &expect![[r#"
            1: planner -> agents/planner.md
            2: tester -> agents/tester.md
            3: data-modeler -> agents/data-modeler.md
            4: modeler -> agents/data-modeler.md
        "#]],
    );
}

#[test]
fn a_part_of_a_skill_s_name_is_a_topic_unless_the_list_is_of_skills() {
    check(
        "- `build`\n- `cast`\n- `ship-it`\n- `ship`\n",
        &expect![[r#"
            1: build -> skills/build/SKILL.md
            2: cast -> commands/cast.md
            3: ship-it -> skills/ship-it/SKILL.md
        "#]],
    );
    check(
        "| Skill | Task |\n|-|-|\n| `build` | a |\n| `cast` | b |\n| `ship-it` | c |\n| `ship` | d |\n",
        &expect![[r#"
            3: build -> skills/build/SKILL.md
            4: cast -> commands/cast.md
            5: ship-it -> skills/ship-it/SKILL.md
            6: ship -> skills/ship-it/SKILL.md
        "#]],
    );
}

#[test]
fn a_title_in_a_chain_of_names_is_one_if_the_team_calls_somebody_so() {
    let lead = "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Ask the security agent.
";
    check(
        &format!("Security → Planner → Tester\n{lead}"),
        &expect![[r#"
            1: Security -> agents/roles/security.md
            1: Planner -> agents/planner.md
            1: Tester -> agents/tester.md
        "#]],
    );
    check(&format!("Security → Speed → Comfort\n{lead}"), &expect![""]);
}
