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
    check(
        "```\nDelegate to planner.\n```\n\nThe planner writes it down.",
        &expect![[r#"
            2: planner -> agents/planner.md
        "#]],
    );
    check(
        "Planner: a thing. The planner writes it down. We saw \"planner\" once.",
        &expect![[r#""#]],
    );
    check(
        "We like Planner best. The planner writes it down.",
        &expect![[r#""#]],
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

/// An agent that marks words and calls others by their names.
fn lead(says: &str) -> String {
    format!("\n//- /w/.claude/agents/lead.md\n---\nname: lead\ndescription: x\n---\n{says}\n")
}

#[test]
fn a_word_is_somebody_where_the_team_calls_one_so_and_not_where_it_marks_it() {
    let text = "Delegate to Security. The `security` counts.";
    check(
        &format!("{text}{}", lead("Mind the `security`.")),
        &expect![[r#""#]],
    );
    check(
        &format!("{text}{}", lead("Call `Task(subagent_type=\"security\")`.")),
        &expect![[r#"
            1: Security -> agents/roles/security.md
            1: security -> agents/roles/security.md
        "#]],
    );
}

#[test]
fn a_file_s_name_is_enough_in_backticks() {
    check(
        &format!("Delegate to `lsp`. Delegate to security.\n{MORE}"),
        &expect![[r#"
            1: lsp -> agents/lsp.md
            1: security -> agents/roles/security.md
        "#]],
    );
}

#[test]
fn somebody_in_a_role_is_near_and_written_as_named() {
    check(
        &format!(
            "Act as auditor. In the auditor role. As the planner. In the planner role.\n{ELSEWHERE}"
        ),
        &expect![[r#"
            1: planner -> agents/planner.md
            1: planner -> agents/planner.md
        "#]],
    );
}

#[test]
fn who_is_spoken_of_is_written_as_named() {
    check(
        "Ask the `Recorder` agent. The recorder writes it down.\n
//- /w/.claude/agents/r.md
---
name: Recorder
description: Records.
---
",
        &expect![[r#"
            1: Recorder -> agents/r.md
        "#]],
    );
}

#[test]
fn a_skill_of_several_parts_stands_out_in_a_sketch_and_not_at_the_head_of_an_item() {
    check(
        "\
```
then ship-it, and rest
```

- ship-it: a
- measure: b
- think: c
- wait: d
",
        &expect![[r#"
            2: ship-it -> skills/ship-it/SKILL.md
        "#]],
    );
}

#[test]
fn a_skill_of_one_word_is_none_though_its_team_marks_it() {
    check(
        &format!(
            "One may build it, or let ship-it go.{}",
            lead("Run the `build` skill and the `ship-it` skill.")
        ),
        &expect![[r#"
            1: ship-it -> skills/ship-it/SKILL.md
        "#]],
    );
}

#[test]
fn titles_lead_items_and_stand_in_chains_of_a_sketch() {
    check(
        "```\n- Trend Scout: scouts\n\nTrend Scout → Measure → Think\n\nthen Trend Scout comes\n```\n",
        &expect![[r#"
            2: Trend Scout -> agents/trend-scout.md
            4: Trend Scout -> agents/trend-scout.md
        "#]],
    );
}

#[test]
fn an_argument_may_stand_in_quotes_and_a_member_of_a_list_may_not() {
    check(
        "Run `/cast \"planner\"`.\n\n- \"planner\": a\n- \"tester\": b\n- \"data\": c\n",
        &expect![[r#"
            1: cast -> commands/cast.md
            1: planner -> agents/planner.md
        "#]],
    );
}

#[test]
fn of_two_that_bear_a_name_the_one_that_is_called_so_is_meant() {
    // Who is an agent, whichever lies nearer.
    check(
        "`unit-tester` comes.

//- /w/.claude/agents/a/b/unit-tester.md
---
name: unit-tester
description: Tests.
---
//- /w/.claude/skills/unit-tester/SKILL.md
---
name: unit-tester
description: Tests.
---
",
        &expect![[r#"
            1: unit-tester -> agents/a/b/unit-tester.md
        "#]],
    );
    // A skill comes before a command, as the program has it.
    check(
        "Run `/go-live`.

//- /w/.claude/commands/go-live.md
---
description: Goes.
---
//- /w/.claude/skills/go-live/SKILL.md
---
name: go-live
description: Goes.
---
",
        &expect![[r#"
            1: go-live -> skills/go-live/SKILL.md
        "#]],
    );
    // Whose name it is, and not whose file's.
    check(
        "`lint-all` comes.

//- /w/.claude/agents/lint-all.md
---
name: check-all
description: Checks.
---
//- /w/.claude/agents/some.md
---
name: lint-all
description: Lints.
---
",
        &expect![[r#"
            1: lint-all -> agents/some.md
        "#]],
    );
    // Who is written so.
    check(
        "Ask @lint-all.

//- /w/.claude/agents/a.md
---
name: Lint-All
description: Lints.
---
//- /w/.claude/agents/b.md
---
name: lint-all
description: Lints.
---
",
        &expect![[r#"
            1: lint-all -> agents/b.md
        "#]],
    );
}

#[test]
fn an_agent_s_file_may_be_called_as_a_command_of_the_program_is() {
    check(
        "Ask the `review` agent.

//- /w/.claude/agents/review.md
---
name: code-check
description: Checks.
---
",
        &expect![[r#"
            1: review -> agents/review.md
        "#]],
    );
}

#[test]
fn teams_of_a_collection_that_sorts_agents_into_folders_lie_side_by_side() {
    let prober = "---\nname: prober\ndescription: Probes.\ntools: Read\nmodel: opus\n---\n";
    let lead =
        "---\nname: chief\ndescription: x\ntools: Read\nmodel: opus\n---\nDelegate to prober.\n";
    expect![[r#"
        7: prober -> /w/kit/testing/prober.md
    "#]]
    .assert_eq(&found_in(
        "/w/kit/design/chief.md",
        &format!("{lead}//- /w/kit/testing/prober.md\n{prober}"),
    ));
    expect![[r#""#]].assert_eq(&found_in(
        "/w/other/chief.md",
        &format!("{lead}//- /w/kit/agents/testing/prober.md\n{prober}"),
    ));
}

#[test]
fn who_is_at_home_in_the_same_team_comes_first() {
    expect![[r#"
        5: deep-prober -> agents/deep-prober.md
    "#]]
    .assert_eq(&found_in(
        "/w/.claude/agents/some/chief.md",
        "---
name: chief
description: x
---
`deep-prober` comes.
//- /w/.claude/agents/deep-prober.md
---
name: well-digger
description: Digs.
---
//- /w/shop/.claude/agents/p.md
---
name: deep-prober
description: Probes.
---
",
    ));
}
