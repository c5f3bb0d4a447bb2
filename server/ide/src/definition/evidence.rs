//! Names that are told by how they are written and by the word beside them.

use expect_test::expect;

use super::places::{check, found_in};

/// A team in a folder below, whose agent is not near.
const ELSEWHERE: &str = "
//- /w/shop/.claude/agents/auditor.md
---
name: auditor
description: Audits.
---
//- /w/shop/.claude/skills/count-up/SKILL.md
---
name: count-up
description: Counts.
---
";

/// An agent that calls its security agent so, and one that is called otherwise than its file.
const MORE: &str = "
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Ask the security agent, run the `ship-it` skill.
//- /w/.claude/agents/lsp.md
---
name: index-engineer
description: Indexes.
---
//- /w/.claude/commands/team/retro.md
---
description: Looks back.
---
";

#[test]
fn a_word_of_an_agent_elsewhere_needs_marks_and_a_cue() {
    check(
        &format!(
            "\
Use the auditor role. Delegate to auditor. The `auditor` looks.

Ask the `auditor` agent, or delegate to `auditor`.

Delegate to Auditor. See `auditor`.
{ELSEWHERE}"
        ),
        &expect![[r#"
            3: auditor -> /w/shop/.claude/agents/auditor.md
            3: auditor -> /w/shop/.claude/agents/auditor.md
        "#]],
    );
}

#[test]
fn a_skill_elsewhere_is_not_meant_by_its_plain_name() {
    check(
        &format!(
            "\
Run count-up. It is **count-up**, with \"count-up\".

The count-up skill, `count-up`.

```
count-up
```
{ELSEWHERE}"
        ),
        &expect![[r#"
            3: count-up -> /w/shop/.claude/skills/count-up/SKILL.md
            3: count-up -> /w/shop/.claude/skills/count-up/SKILL.md
        "#]],
    );
}

#[test]
fn a_skill_by_its_name_of_several_parts() {
    check(
        "\
Run ship-it. It is **ship-it**.

Let ship-it go. The ship-it skill.

```
ship-it
Ship-It
build
```
",
        &expect![[r#"
            1: ship-it -> skills/ship-it/SKILL.md
            1: ship-it -> skills/ship-it/SKILL.md
            3: ship-it -> skills/ship-it/SKILL.md
            3: ship-it -> skills/ship-it/SKILL.md
            6: ship-it -> skills/ship-it/SKILL.md
        "#]],
    );
}

#[test]
fn a_skill_of_one_word_needs_marks() {
    check(
        "\
The build skill. Run build. It is **build**, `build`.

The **build** skill, the `build` skill. The `Build` skill.
",
        &expect![[r#"
            3: build -> skills/build/SKILL.md
            3: build -> skills/build/SKILL.md
        "#]],
    );
}

#[test]
fn a_plain_skill_s_name_is_one_where_its_team_marks_it() {
    check(
        &format!("One may let ship-it go, or build or Ship-It.\n{MORE}"),
        &expect![[r#"
            1: ship-it -> skills/ship-it/SKILL.md
        "#]],
    );
    check("One may let ship-it go.\n", &expect![""]);
}

#[test]
fn a_word_that_only_the_file_is_called_is_none() {
    check(
        &format!("Delegate to lsp, or hand over to Lsp.\n{MORE}"),
        &expect![""],
    );
    check(
        &format!("Ask the `lsp` agent.\n{MORE}"),
        &expect![[r#"
            1: lsp -> agents/lsp.md
        "#]],
    );
}

#[test]
fn a_title_of_one_word_is_a_thing_unless_the_team_calls_it_somebody() {
    check(
        "Delegate to Security. Delegate to Tester.",
        &expect![[r#"
        1: Tester -> agents/tester.md
    "#]],
    );
    check(
        &format!("Delegate to Security. Security matters.\n{MORE}"),
        &expect![[r#"
            1: Security -> agents/roles/security.md
        "#]],
    );
}

#[test]
fn a_title_repeats_the_name_of_the_same_file() {
    check(
        "`data-modeler` begins.\n\nWhat the Data Modeler says holds.",
        &expect![[r#"
            1: data-modeler -> agents/data-modeler.md
            3: Data Modeler -> agents/data-modeler.md
        "#]],
    );
    check("What the Data Modeler says holds.", &expect![""]);
    check(
        "```\ndata-modeler\n```\n\nWhat the Data Modeler says holds.",
        &expect![[r#"
            2: data-modeler -> agents/data-modeler.md
        "#]],
    );
}

#[test]
fn titles_in_a_sketch_are_those_of_doers() {
    check(
        "```\nData Modeler\nTrend Scout\nPlanner\n```\n",
        &expect![[r#"
            2: Data Modeler -> agents/data-modeler.md
        "#]],
    );
}

#[test]
fn who_is_spoken_of_is_named_elsewhere_too() {
    check("The planner writes it down.", &expect![""]);
    check(
        "The planner writes it down, and the planner's report follows.",
        &expect![""],
    );
    check(
        "```\nTask(subagent_type=\"planner\")\n```\n\nThe planner writes it down.",
        &expect![[r#"
            2: planner -> agents/planner.md
            5: planner -> agents/planner.md
        "#]],
    );
}

#[test]
fn a_word_that_is_no_doer_is_an_agent_among_others() {
    check(
        "- security: a\n- tester: b\n- comfort: c\n",
        &expect![[r#"
            1: security -> agents/roles/security.md
            2: tester -> agents/tester.md
        "#]],
    );
    check("- build: a\n- cast: b\n- Ship It: c\n", &expect![""]);
}

#[test]
fn a_folder_qualifies_a_name_in_backticks_alone() {
    check(
        &format!("Run `/commands:retro`, /commands:retro or `/team:retro`.\n{MORE}"),
        &expect![[r#"
            1: team:retro -> commands/team/retro.md
        "#]],
    );
}

#[test]
fn an_agent_comes_before_a_skill_of_its_name() {
    let both = "\
//- /w/.claude/skills/tester/SKILL.md
---
name: tester
description: Tests.
---
";
    check(
        &format!("`tester` comes.\n{both}"),
        &expect![[r#"
        1: tester -> agents/tester.md
    "#]],
    );
    check(
        &format!("Run `/tester`.\n{both}"),
        &expect![[r#"
        1: tester -> skills/tester/SKILL.md
    "#]],
    );
    let text = "---\nname: lead\ndescription: x\n---\n`tester` comes.";
    expect![[r#"
        5: tester -> agents/tester.md
    "#]]
    .assert_eq(&found_in(
        "/w/.claude/agents/lead.md",
        &format!("{text}\n{both}"),
    ));
}

#[test]
fn a_part_of_a_name_is_no_command_and_no_name_for_programs() {
    check(
        "Ask data-modeler. Run `/modeler` and /data.\n\n`data-modeler` and @modeler.",
        &expect![[r#"
            1: data-modeler -> agents/data-modeler.md
            3: data-modeler -> agents/data-modeler.md
        "#]],
    );
}

#[test]
fn a_name_in_capitals_with_hyphens_is_one() {
    check(
        "What the Data-Modeler says, and a Data-modeler.",
        &expect![[r#"
            1: Data-Modeler -> agents/data-modeler.md
        "#]],
    );
}

#[test]
fn a_path_in_a_code_block_is_no_command() {
    check(
        "```\nls /Build\n/build it\n```\n\nRun /Build.",
        &expect![[r#"
            3: build -> skills/build/SKILL.md
            6: Build -> skills/build/SKILL.md
        "#]],
    );
}

#[test]
fn a_name_of_several_parts_needs_nobody_beside_it() {
    check(
        "\
| Step | What |
|-|-|
| ship-it | x |
| measure | y |
| think | z |
| wait | z |

- data-modeler: a
- measure: b
- think: c
- wait: d
",
        &expect![[r#"
            3: ship-it -> skills/ship-it/SKILL.md
            8: data-modeler -> agents/data-modeler.md
        "#]],
    );
}

#[test]
fn who_asks_for_an_agent_means_no_skill() {
    check(
        "`Task(subagent_type=\"ship-it\")`, the **ship-it** agent, the **data-modeler** skill, /data-modeler.",
        &expect![""],
    );
}
