//! Names that are written as a part of themselves, in other words, or with another mark between
//! their parts.

use expect_test::expect;

use super::places::{check, found_in};

/// More of the team, for the names that only some texts need.
const MORE: &str = "
//- /w/.claude/agents/lead-orchestrator.md
---
name: tech-lead-orchestrator
description: Leads.
---
//- /w/.claude/agents/verifier.md
---
name: patch-verifier
description: Verifies.
---
//- /w/.claude/agents/lsp.md
---
name: LSP/Index Engineer
description: Indexes.
---
//- /w/.claude/agents/data.md
---
name: Data Consolidation Agent
description: Consolidates.
---
//- /w/.claude/commands/team/retro.md
---
description: Looks back.
---
//- /w/.claude/skills/ops-go/SKILL.md
---
name: ops-go
description: Goes.
---
";

fn check_more(text: &str, expected: &expect_test::Expect) {
    check(&format!("{text}\n{MORE}"), expected);
}

#[test]
fn a_text_goes_on_with_a_part_of_a_name() {
    check_more(
        "\
Ask tech-lead-orchestrator first. Then tech-lead decides.
The `patch-verifier` runs. The verifier's word counts.
",
        &expect![[r#"
            1: tech-lead-orchestrator -> agents/lead-orchestrator.md
            1: tech-lead -> agents/lead-orchestrator.md
            2: patch-verifier -> agents/verifier.md
            2: verifier -> agents/verifier.md
        "#]],
    );
}

#[test]
fn a_part_of_a_name_is_none_where_the_whole_is_not_said() {
    check_more(
        "\
Then tech-lead decides, and the verifier's word counts.
",
        &expect![[""]],
    );
}

#[test]
fn a_column_of_parts() {
    check_more(
        "\
| Agent | Task |
|-|-|
| Planner | plans |
| Trend Scout | scouts |
| Modeler | models |
| Tester | tests |

| Topic | Task |
|-|-|
| Data | matters |
| Trend | counts |
",
        &expect![[r#"
            3: Planner -> agents/planner.md
            4: Trend Scout -> agents/trend-scout.md
            5: Modeler -> agents/data-modeler.md
            6: Tester -> agents/tester.md
        "#]],
    );
}

#[test]
fn titles_with_marks_and_with_their_noun() {
    check_more(
        "\
- **LSP/Index Engineer**: indexes
- via Data Consolidation Agent

| Agent |
|-|
| LSP/Index Engineer |
",
        &expect![[r#"
            1: LSP/Index Engineer -> agents/lsp.md
            2: Data Consolidation Agent -> agents/data.md
            6: LSP/Index Engineer -> agents/lsp.md
        "#]],
    );
}

#[test]
fn a_colon_and_a_hyphen_say_the_same_in_commands() {
    check_more(
        "\
Run `/team-retro`, `/team:retro`, `/ops:go` and /ops-go, not `/team-nothing`.
",
        &expect![[r#"
            1: team-retro -> commands/team/retro.md
            1: team:retro -> commands/team/retro.md
            1: ops:go -> skills/ops-go/SKILL.md
            1: ops-go -> skills/ops-go/SKILL.md
        "#]],
    );
}

#[test]
fn commands_behind_a_name_that_an_installer_gives_them() {
    check_more(
        "\
- `/kit:ship-it` ships
- `/kit:build` builds
- `/kit:cast` casts
- `/other:build` is somebody else's
",
        &expect![[r#"
            1: kit:ship-it -> skills/ship-it/SKILL.md
            2: kit:build -> skills/build/SKILL.md
            3: kit:cast -> commands/cast.md
        "#]],
    );
}

#[test]
fn headings_that_are_names() {
    check_more(
        "\
## Agents

### planner
### 2. data-modeler
### Trend Scout
### Security

## Design agents

## How to plan
",
        &expect![[r#"
            3: planner -> agents/planner.md
            4: data-modeler -> agents/data-modeler.md
            5: Trend Scout -> agents/trend-scout.md
        "#]],
    );
}

#[test]
fn words_of_sentences_beside_commands() {
    check_more(
        "\
```bash
# Spawn data-modeler to model
\"Please ask the data-modeler agent for a model of all of it\"
run data-modeler --fast
git checkout data-modeler
```

- `\"go\"→planner`
- `\"test\"→tester`
- `/cast N:security \"task\"`
",
        &expect![[r#"
            2: data-modeler -> agents/data-modeler.md
            3: data-modeler -> agents/data-modeler.md
            8: planner -> agents/planner.md
            9: tester -> agents/tester.md
            10: cast -> commands/cast.md
            10: security -> agents/roles/security.md
        "#]],
    );
}

#[test]
fn notes_in_brackets() {
    check_more(
        "\
You don't write code (planner), nor test it (tester), nor secure it (security).

Some (all) of it (most) is it (security).
",
        &expect![[r#"
            1: planner -> agents/planner.md
            1: tester -> agents/tester.md
            1: security -> agents/roles/security.md
        "#]],
    );
}

#[test]
fn files_by_their_bare_names() {
    check_more(
        "\
Read `data-modeler.md`, not `nobody.md`.

- `build/` - builds
- `ship-it/` - ships
- `src/` - is no skill

In `ship-it/` and `build/`.

```
agents/
├── planner.md
└── README.md
```
",
        &expect![[r#"
            1: data-modeler.md -> agents/data-modeler.md
            4: ship-it -> skills/ship-it/SKILL.md
            7: ship-it -> skills/ship-it/SKILL.md
            11: planner.md -> agents/planner.md
        "#]],
    );
}

#[test]
fn names_in_tags_that_html_does_not_know() {
    check_more(
        "\
<Agent_Prompt>
  <How_To>
    One.

    Delegate to planner.

    - tester: tests
  </How_To>
</Agent_Prompt>

    Delegate to security: this is code.
",
        &expect![[r#"
            5: planner -> agents/planner.md
        "#]],
    );
}

#[test]
fn an_image_is_no_tag_that_stays_open() {
    check_more(
        "\
<img src=\"a.png\" width=\"80\">

Text.
<br>
More.

    10:03 data-modeler started
",
        &expect![[""]],
    );
}

#[test]
fn a_blank_may_part_a_name_and_its_particle_in_a_sketch() {
    expect![[r#"
        6: security -> agents/roles/security.md
    "#]].assert_eq(&found_in(
        "/w/.claude/agents/lead.md",
        "---\nname: lead\ndescription: Leads.\n---\n```\n1. security で確認\n```\n本文で security で確認\n",
    ));
}

#[test]
fn a_word_of_a_name_needs_its_noun_or_a_doer_s_deed() {
    check_more(
        "\
Ask data-modeler, patch-verifier, ops-go.

Then the `modeler` agent models. The `modeler`, the `ops` skill and the **Data** are words.
",
        &expect![[r#"
            1: data-modeler -> agents/data-modeler.md
            1: patch-verifier -> agents/verifier.md
            1: ops-go -> skills/ops-go/SKILL.md
            3: modeler -> agents/data-modeler.md
        "#]],
    );
}

#[test]
fn a_heading_is_a_part_of_a_name_only_where_the_whole_is_said() {
    check_more(
        "\
## Agents

### Planner
### Tester
### Trend Scout
### Modeler
### The Orchestrator agent
",
        &expect![[r#"
            3: Planner -> agents/planner.md
            4: Tester -> agents/tester.md
            5: Trend Scout -> agents/trend-scout.md
        "#]],
    );
    check_more(
        "\
Ask data-modeler, tech-lead-orchestrator and ops-go.

## Agents

### Planner
### Tester
### Trend Scout
### Modeler
### The Orchestrator agent
### The Go skill
",
        &expect![[r#"
            1: data-modeler -> agents/data-modeler.md
            1: tech-lead-orchestrator -> agents/lead-orchestrator.md
            1: ops-go -> skills/ops-go/SKILL.md
            5: Planner -> agents/planner.md
            6: Tester -> agents/tester.md
            7: Trend Scout -> agents/trend-scout.md
            8: Modeler -> agents/data-modeler.md
            9: Orchestrator -> agents/lead-orchestrator.md
        "#]],
    );
}

#[test]
fn parts_of_names_keep_each_other_company() {
    check_more(
        "\
| Agent | Task |
|-|-|
| `modeler` | models |
| `scout` | scouts |
| `orchestrator` | leads |
| `r` | waits |

//- /w/.claude/agents/r-expert.md
---
name: r-expert
description: Counts.
---
",
        &expect![[r#"
            3: modeler -> agents/data-modeler.md
            4: scout -> agents/trend-scout.md
            5: orchestrator -> agents/lead-orchestrator.md
        "#]],
    );
    check_more(
        "\
| Topic | Task |
|-|-|
| `modeler` | models |
| `scout` | scouts |
| `orchestrator` | leads |
",
        &expect![""],
    );
}

#[test]
fn a_part_of_two_names_is_neither_s() {
    check_more(
        "\
Ask data-modeler and form-modeler. The `modeler` agent models.

//- /w/.claude/agents/form-modeler.md
---
name: form-modeler
description: Models.
---
",
        &expect![[r#"
            1: data-modeler -> agents/data-modeler.md
            1: form-modeler -> agents/form-modeler.md
        "#]],
    );
}

#[test]
fn a_program_is_told_whole_names() {
    check_more(
        "Ask tech-lead-orchestrator: `Task(subagent_type=\"tech-lead\")`, `kit:tech-lead`, tech-lead.\n",
        &expect![[r#"
            1: tech-lead-orchestrator -> agents/lead-orchestrator.md
            1: tech-lead -> agents/lead-orchestrator.md
        "#]],
    );
}

#[test]
fn a_file_of_the_team_is_meant_in_backticks_alone_and_by_its_own_name() {
    check_more(
        "Read `data-modeler.md`, [it](data-modeler.md), `patch-verifier.md`.\n",
        &expect![[r#"
            1: data-modeler.md -> agents/data-modeler.md
        "#]],
    );
}
