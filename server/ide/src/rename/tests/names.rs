//! Which names are taken, refused or followed, and what of a text they are.

use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use super::super::{is_taken, prepare_rename, rename};
use super::check;
use super::moved::moved;

/// What an editor offers to rename, and the name that it starts from.
fn check_offer(fixture: &str, expected: &Expect) {
    let fixture = Fixture::parse(fixture);
    let (snapshot, file) = fixture.snapshot();
    let offered = prepare_rename(&snapshot, file, fixture.offset);
    let shown = offered.map_or_else(String::new, |(span, name)| {
        let source = snapshot.readable(file).unwrap();
        format!("{:?} -> {name}", span.of(&source.text))
    });
    expected.assert_eq(&shown);
}

const REVIEWER: &str = "
//- /w/.claude/agents/code-reviewer.md
---
name: code-reviewer
description: Reviews.
---
";

#[test]
fn a_name_is_offered_where_it_stands() {
    check_offer(
        &REVIEWER.replace("name: code-", "name: code-<|>"),
        &expect![[r#""code-reviewer" -> code-reviewer"#]],
    );
    check_offer(
        &format!("//- /w/CLAUDE.md\nAsk `code-<|>reviewer`.\n{REVIEWER}"),
        &expect![[r#""code-reviewer" -> code-reviewer"#]],
    );
    check_offer(
        &format!("//- /w/CLAUDE.md\nAsk the Code<|> Reviewer agent.\n{REVIEWER}"),
        &expect![[r#""Code Reviewer" -> code-reviewer"#]],
    );
    check_offer(
        &format!("//- /w/CLAUDE.md\nSee [them](.claude/agents/code-<|>reviewer.md).\n{REVIEWER}"),
        &expect![[r#"".claude/agents/code-reviewer.md" -> code-reviewer"#]],
    );
    check_offer(
        &format!("//- /w/CLAUDE.md\nAsk @agent-code-<|>reviewer.\n{REVIEWER}"),
        &expect![[r#""code-reviewer" -> code-reviewer"#]],
    );
    check_offer(
        &format!("//- /w/CLAUDE.md\nAsk no<|>body.\n{REVIEWER}"),
        &expect![""],
    );
}

#[test]
fn a_name_is_taken_by_its_like_in_the_same_team() {
    let team = "\
//- /w/.claude/agents/lead.md
---
name: le<|>ad
description: Leads.
---
//- /w/.claude/skills/plan/SKILL.md
---
name: plan
description: Plans.
---
//- /w/.claude/agents/tester.md
---
name: Unit-Tester
description: Tests.
---
//- /w/shop/.claude/agents/auditor.md
---
name: auditor
description: Audits.
---
";
    check(
        team,
        "plan",
        &expect![[r#"
        /w/.claude/agents/lead.md -> /w/.claude/agents/plan.md
        /w/.claude/agents/lead.md: lead -> plan
    "#]],
    );
    check(
        team,
        "auditor",
        &expect![[r#"
        /w/.claude/agents/lead.md -> /w/.claude/agents/auditor.md
        /w/.claude/agents/lead.md: lead -> auditor
    "#]],
    );
    check(
        team,
        "unit-tester",
        &expect!["`unit-tester` is taken by /w/.claude/agents/tester.md."],
    );
    // A file that bears the name is in the way too.
    check(
        team,
        "tester",
        &expect!["`tester` is taken by /w/.claude/agents/tester.md."],
    );
    check(
        team,
        "Lead",
        &expect![[r#"
        /w/.claude/agents/lead.md -> /w/.claude/agents/Lead.md
        /w/.claude/agents/lead.md: lead -> Lead
    "#]],
    );
}

#[test]
fn a_name_that_the_program_refuses_is_refused() {
    let skill = "\
//- /w/.opencode/skills/plan/SKILL.md
---
name: pl<|>an
description: Plans.
---
";
    check(
        skill,
        "Plan_It",
        &expect![
            "`Plan_It` is no valid name. OpenCode loads it all the same, but wants 1 to 64 lowercase letters, digits and single hyphens, with none at either end."
        ],
    );
    check(
        skill,
        "plan-".repeat(14).trim_end_matches('-'),
        &expect![
            "`plan-plan-plan-plan-plan-plan-plan-plan-plan-plan-plan-plan-plan-plan` is no valid name. OpenCode loads it all the same, but wants 1 to 64 lowercase letters, digits and single hyphens, with none at either end."
        ],
    );
    check(
        skill,
        "plan-it",
        &expect![[r#"
        /w/.opencode/skills/plan -> /w/.opencode/skills/plan-it
        /w/.opencode/skills/plan/SKILL.md: plan -> plan-it
    "#]],
    );
}

#[test]
fn a_file_in_lower_case_stays_so() {
    check(
        "//- /w/.claude/agents/code-reviewer.md\n---\nname: Code-Rev<|>iewer\ndescription: x\n---\n",
        "Unit-Tester",
        &expect![[r#"
            /w/.claude/agents/code-reviewer.md -> /w/.claude/agents/unit-tester.md
            /w/.claude/agents/code-reviewer.md: Code-Reviewer -> Unit-Tester
        "#]],
    );
    check(
        "//- /w/.claude/agents/other.md\n---\nname: Code-Rev<|>iewer\ndescription: x\n---\n",
        "Unit-Tester",
        &expect![[r#"
            /w/.claude/agents/other.md: Code-Reviewer -> Unit-Tester
        "#]],
    );
}

#[test]
fn what_a_program_reads_follows_however_it_is_written() {
    check(
        "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
tools: Agent(CODE-REVIEWER), Read
---
Ask the CODE-REVIEWER agent.
//- /w/.claude/agents/code-reviewer.md
---
name: code-rev<|>iewer
description: Reviews.
---
",
        "auditor",
        &expect![[r#"
            /w/.claude/agents/code-reviewer.md -> /w/.claude/agents/auditor.md
            /w/.claude/agents/code-reviewer.md: code-reviewer -> auditor
            /w/.claude/agents/lead.md: CODE-REVIEWER -> auditor
        "#]],
    );
}

#[test]
fn one_place_is_changed_once() {
    check(
        "\
//- /w/.claude/agents/code-reviewer.md
---
name: code-rev<|>iewer
description: Reviews.
---
```
Task(subagent_type=\"code-reviewer\")
name: code-reviewer
```
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Ask code-reviewer.
",
        "auditor",
        &expect![[r#"
            /w/.claude/agents/code-reviewer.md -> /w/.claude/agents/auditor.md
            /w/.claude/agents/code-reviewer.md: code-reviewer -> auditor
            /w/.claude/agents/code-reviewer.md: code-reviewer -> auditor ?
            /w/.claude/agents/code-reviewer.md: code-reviewer -> auditor ?
            /w/.claude/agents/lead.md: code-reviewer -> auditor
        "#]],
    );
}

#[test]
fn a_skill_s_folder_that_is_moved_takes_its_name_along() {
    moved(
        "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Run `/evaluate`.
//- /w/.claude/skills/evaluate/SKILL.md
---
name: evaluate
description: Judges.
---
",
        &[("/w/.claude/skills/evaluate", "/w/.claude/skills/assess")],
        &expect![[r#"
            /w/.claude/agents/lead.md
              Run `/assess`.
            /w/.claude/skills/evaluate/SKILL.md
              name: assess
        "#]],
    );
}

#[test]
fn a_file_beside_it_in_other_letters_is_in_the_way() {
    let both = "//- /w/Writer.md\nOne.\n//- /w/writer.md\nOther.\n";
    let (snapshot, _) = Fixture::parse(both).snapshot();
    let is_taken = |from: &str, to: &str| is_taken(snapshot.disk(), from.into(), to.into());
    assert!(is_taken("/w/Writer.md", "/w/writer.md"));
}

#[test]
fn a_name_that_is_a_path_too_is_changed_once() {
    check(
        "\
//- /w/.claude/skills/deploy-it/SKILL.md
---
name: dep<|>loy-it
description: Deploys.
---
//- /w/.claude/skills/other/SKILL.md
---
name: other
description: x
---
See `deploy-it/`.
",
        "release-it",
        &expect![[r#"
            /w/.claude/skills/deploy-it -> /w/.claude/skills/release-it
            /w/.claude/skills/deploy-it/SKILL.md: deploy-it -> release-it
            /w/.claude/skills/other/SKILL.md: deploy-it -> release-it
        "#]],
    );
}

const BOTH: &str = "\
//- /w/.claude/agents/code-reviewer.md
---
name: code-rev<|>iewer
description: Reviews.
---
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Use the Code Reviewer agent.
//- /w/.opencode/agents/code-reviewer.md
---
description: Reviews.
---
//- /w/.opencode/agents/chief.md
---
description: Leads.
---
Ask code-reviewer.
";

#[test]
fn a_twin_that_can_t_move_stays_what_it_is() {
    let fixture = Fixture::parse(BOTH);
    let (snapshot, file) = fixture.snapshot();
    let renamed = rename(&snapshot, file, fixture.offset, "auditor", false).unwrap();
    assert!(renamed.moves.is_empty());
    assert!(renamed.edits.iter().all(|edit| !edit.of_twin));
}

#[test]
fn doubtful_places_and_those_of_another_program_are_asked_about() {
    let fixture = Fixture::parse(BOTH);
    let (snapshot, file) = fixture.snapshot();
    let renamed = rename(&snapshot, file, fixture.offset, "auditor", true).unwrap();
    let asked = renamed.edits.iter().map(|edit| {
        let path = &snapshot.index().file(edit.file).path;
        let question = edit.question().map_or("", |question| question.id);
        format!("{path} {:?}: {question}\n", edit.span)
    });
    expect![[r#"
        /w/.claude/agents/code-reviewer.md 10..23: 
        /w/.claude/agents/lead.md 47..60: doubtful
        /w/.opencode/agents/chief.md 32..45: twin
    "#]]
    .assert_eq(&asked.collect::<String>());
}
