//! Names that are told by their place and their company.

use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

/// A small team: agents with names of one word, of several, and with a title, and a few commands.
const TEAM: &str = "\
//- /w/.claude/agents/planner.md
---
name: planner
description: Plans.
---
//- /w/.claude/agents/tester.md
---
name: tester
description: Tests.
---
//- /w/.claude/agents/data-modeler.md
---
name: data-modeler
description: Models.
---
//- /w/.claude/agents/trend-scout.md
---
name: Trend Scout
description: Scouts.
---
//- /w/.claude/agents/roles/security.md
---
name: security
description: Secures.
---
//- /w/.claude/skills/build/SKILL.md
---
name: build
description: Builds.
---
//- /w/.claude/skills/ship-it/SKILL.md
---
name: ship-it
description: Ships.
---
//- /w/.claude/commands/cast.md
---
description: Casts a role.
---
";

/// Every name in `text` that leads somewhere, where that text is all of the file at `path`.
pub(super) fn found_in(path: &str, text: &str) -> String {
    let fixture = Fixture::parse(&format!("//- {path}\n{text}\n{TEAM}"));
    let (snapshot, id) = fixture.snapshot();
    let source = snapshot.readable(id).unwrap();
    let mut shown = String::new();
    for mention in source.facts.mentions() {
        let targets = snapshot.resolve(id, &mention);
        if let Some((path, _)) = targets.first().and_then(|it| it.location(&snapshot)) {
            let line = source.text[..mention.span.range().start]
                .matches('\n')
                .count()
                + 1;
            let to = path.strip_prefix("/w/.claude/").unwrap_or(&path);
            shown += &format!("{line}: {} -> {to}\n", mention.span.of(&source.text));
        }
    }
    shown
}

pub(super) fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&found_in("/w/CLAUDE.md", text));
}

#[test]
fn a_title_and_the_name_of_its_file_lead_to_the_agent() {
    check(
        "Ask the Trend Scout, or **Trend Scout**, or `trend-scout`.\n\n# Trend Scout",
        &expect![[r#"
            1: Trend Scout -> agents/trend-scout.md
            1: Trend Scout -> agents/trend-scout.md
            1: trend-scout -> agents/trend-scout.md
        "#]],
    );
}

#[test]
fn text_between_tags_is_read_like_any_other() {
    check(
        "\
<Team>
  <Flow>
    Run `/ship-it` after **data-modeler**.

    - `planner`: plans
    - tester: tests
  </Flow>
</Team>
",
        &expect![[r#"
            3: ship-it -> skills/ship-it/SKILL.md
            3: data-modeler -> agents/data-modeler.md
            5: planner -> agents/planner.md
            6: tester -> agents/tester.md
        "#]],
    );
}

#[test]
fn a_column_and_a_list_of_names_are_names_all() {
    check(
        "\
| Agent | For |
|-|-|
| planner | plans |
| tester | tests |

- planner: a plan
- tester: a test

Hand off to: planner (plans), tester, data-modeler.
",
        &expect![[r#"
            3: planner -> agents/planner.md
            4: tester -> agents/tester.md
            6: planner -> agents/planner.md
            7: tester -> agents/tester.md
            9: planner -> agents/planner.md
            9: tester -> agents/tester.md
            9: data-modeler -> agents/data-modeler.md
        "#]],
    );
}

#[test]
fn words_among_words_are_none() {
    check(
        "\
| Step | What |
|-|-|
| build | x |
| measure | y |
| think | z |
| wait | z |

Plan → build → measure → learn → security → stop. Speed, security and comfort matter.
",
        &expect![[r#""#]],
    );
}

#[test]
fn a_chain_of_names() {
    check(
        "It goes from planner → tester → **data-modeler** each time. (planner → tester)",
        &expect![[r#"
            1: planner -> agents/planner.md
            1: tester -> agents/tester.md
            1: data-modeler -> agents/data-modeler.md
            1: planner -> agents/planner.md
            1: tester -> agents/tester.md
        "#]],
    );
}

#[test]
fn a_sketch_in_a_code_block_names_agents() {
    check(
        "\
```
planner → tester
├─ data-modeler
AGENT: planner
/ship-it now
A build of security.
```

```rust
let tester = data_modeler(planner);
// data-modeler
```

```bash
/cast security,tester
cat /cast/security
```

```mermaid
graph TD
  A[planner] --> B[tester]
  B --> C[done]
```
",
        &expect![[r#"
            2: planner -> agents/planner.md
            2: tester -> agents/tester.md
            3: data-modeler -> agents/data-modeler.md
            4: planner -> agents/planner.md
            5: ship-it -> skills/ship-it/SKILL.md
            15: cast -> commands/cast.md
            15: security -> agents/roles/security.md
            15: tester -> agents/tester.md
            21: planner -> agents/planner.md
            21: tester -> agents/tester.md
        "#]],
    );
}

#[test]
fn a_command_is_called_with_names() {
    check(
        "Say `/cast security`, or `/cast 2:tester \"security checks\"`, not `/other security`.",
        &expect![[r#"
            1: cast -> commands/cast.md
            1: security -> agents/roles/security.md
            1: cast -> commands/cast.md
            1: tester -> agents/tester.md
        "#]],
    );
}

#[test]
fn a_folder_before_a_name() {
    check(
        "See `roles/security` and `other/security`.",
        &expect![[r#"
        1: roles/security -> agents/roles/security.md
    "#]],
    );
}

#[test]
fn a_role_and_an_agent_that_is_spoken_of() {
    check(
        "\
Use the security role. `planner` begins.

The planner writes it down, the tester's report follows, and the security of it is checked.
",
        &expect![[r#"
            1: security -> agents/roles/security.md
            1: planner -> agents/planner.md
            3: planner -> agents/planner.md
        "#]],
    );
}

#[test]
fn a_name_in_a_script_without_blanks() {
    check(
        "plannerから始める。「tester」に渡す。data-modelerエージェント。planner가 한다. buildを使う。",
        &expect![[r#"
            1: planner -> agents/planner.md
            1: tester -> agents/tester.md
            1: data-modeler -> agents/data-modeler.md
            1: planner -> agents/planner.md
        "#]],
    );
}

#[test]
fn a_thing_is_nobody() {
    check(
        "Return the build. Use the planner. Run the security.",
        &expect![[r#"
        1: planner -> agents/planner.md
    "#]],
    );
}

#[test]
fn other_markdown_names_agents_too() {
    let text = "# Us\n\nRun `/ship-it`; ask `data-modeler`.\n";
    expect![[r#"
        3: ship-it -> skills/ship-it/SKILL.md
        3: data-modeler -> agents/data-modeler.md
    "#]]
    .assert_eq(&found_in("/w/docs/guide.md", text));
}
