//! Names and links in a text that lead nowhere.

use dossier_workspace::fixture::Fixture;
use expect_test::expect;

use super::*;

#[test]
fn a_called_agent_that_does_not_exist() {
    check(
        &body("Task with `subagent_type: \"ml-enginer\"`."),
        &expect![[r#"
        Warning unknown-agent "ml-enginer"
    "#]],
    );
    check(
        &agent("tools: Read, Agent(ml-engineer, tester)"),
        &expect![[r#"
        Warning unknown-agent "tester"
    "#]],
    );
    check(
        &skill("context: fork\nagent: nobody"),
        &expect![[r#"
        Warning unknown-agent "nobody"
    "#]],
    );
    check_clean(&body(
        "`subagent_type: ML Engineer`, or `subagent_type: Explore`.",
    ));
    check_clean(&body(
        "`subagent_type`: the selected role. `subagent_type: agent-name`",
    ));
    check_clean(&body("`SendMessage(to=\"worker-1\", content=\"Go.\")`"));
    check_clean(&body("`subagent_type: \"elsewhere:tester\"`"));
    check_clean(&file(
        "apart/agents/x.md",
        "name: x\ndescription: Works.\ntools: Agent(tester)",
    ));
    let message = messages(&body("subagent_type: ml-enginer"));
    assert!(message.contains("Did you mean `ml-engineer`?"), "{message}");
}

#[test]
fn a_program_calls_nobody_by_the_name_of_a_file() {
    let named = |path: &str, call: &str| {
        format!(
            "{}//- /w/{path}\n---\nname: prover\ndescription: Tests.\n---\nTests.\n",
            body(call)
        )
    };
    let tester = |call: &str| named(".claude/agents/tester.md", call);
    expect![[r#"
        There is no agent `tester`: tester.md defines `prover`.
    "#]]
    .assert_eq(&messages(&tester("Task(subagent_type=\"tester\")")));
    check(
        &(agent("tools: Agent(tester)")
            + "//- /w/.claude/agents/tester.md\n---\nname: prover\ndescription: x\n---\n"),
        &expect![[r#"
            Warning unknown-agent "tester"
        "#]],
    );
    // People may write the file's name, and others may go by it.
    check_clean(&tester("Ask the `tester` agent, then @tester."));
    check_clean(&tester("```json\n{ \"subagentType\": \"tester\" }\n```"));
    check_clean(&tester("subagent_type: prover"));
    check_clean(&named(
        ".github/agents/tester.md",
        "subagent_type: \"tester\"",
    ));
    // Somebody else is called so.
    let other = file(".claude/agents/a.md", "name: tester\ndescription: x");
    check_clean(&(tester("subagent_type: \"tester\"") + &other));
    // Without a name, a plugin's agent goes by its file's.
    check_clean(
        "\
//- /w/.claude-plugin/plugin.json
{ \"name\": \"kit\" }
//- /w/agents/lead.md
---
name: lead
description: Leads.
---
<|>Start `subagent_type: \"kit:tester\"`.
//- /w/agents/tester.md
---
description: Tests.
---
Tests.
",
    );
}

#[test]
fn a_name_in_a_list_of_agents_that_does_not_exist() {
    check(
        &body(
            "- Collaborate with ux-designer on flows\n- Work with ml-engineer on models\n\
             - Support data-engineer on tables",
        ),
        &expect![[r#"
        Information unknown-agent "ux-designer"
    "#]],
    );
    check(
        &body(
            "- Support react-developer with utilities\n- Work with ml-engineer on models\n\
             - Support data-engineer on tables",
        ),
        &expect![[r#"
        Information unknown-agent "react-developer"
    "#]],
    );
    check(
        &body("- **ml-engineer**: models\n- **data-engineer**: tables\n- **qa-expert**: tests"),
        &expect![[r#"
        Information unknown-agent "qa-expert"
    "#]],
    );
    check(
        &body(
            "| Agent | For |\n|-|-|\n| `ml-engineer` | a |\n| `data-engineer` | b |\n| `qa-expert` | c |",
        ),
        &expect![[r#"
        Information unknown-agent "qa-expert"
    "#]],
    );
    check(
        &body("Start `ml-engineer`, `data-engineer` and `qa-expert`."),
        &expect![[r#"
        Information unknown-agent "qa-expert"
    "#]],
    );
}

#[test]
fn a_name_among_other_things_is_not_reported() {
    // No neighbours that are agents, or too few.
    check_clean(&body("Collaborate with ux-designer on flows."));
    check_clean(&body(
        "- Collaborate with ux-designer on flows\n- Work with ml-engineer on it",
    ));
    check_clean(&body("Use `qa-expert` or `ml-engineer`."));
    check_clean(&body(
        "- `max-turns`: a\n- `qa-expert`: b\n- `ml-engineer`: c",
    ));
    // No names, though they are in the list.
    let among = |item: &str| {
        body(&format!(
            "- {item}\n- Work with ml-engineer on models\n- Support data-engineer on tables"
        ))
    };
    check_clean(&among("Work with real-time data"));
    check_clean(&among("Coordinate with domain-experts on terms"));
    check_clean(&among("Delegate to general-purpose for the rest"));
    check_clean(&among("Coordinate with ship on releases"));
    check_clean(&among("Coordinate with unit-tests on coverage"));
    check_clean(&among("Low-risk changes only, by `dry-run`"));
}

#[test]
fn a_listed_skill_that_does_not_exist() {
    check(
        &body("## Skills\n\n- `/ship` - releases\n- `/unit-test` - tests\n- /lint: style\n"),
        &expect![[r#"
        Warning unknown-skill "unit-test"
        Warning unknown-skill "lint"
    "#]],
    );
    check(
        &body("# Available skills\n\n### Work\n\n- `/ship` or `/deploy` - releases\n"),
        &expect![[r#"
        Warning unknown-skill "deploy"
    "#]],
    );
    check_clean(&body(
        "## Skills\n\n- `/ship`\n- `/review`\n- `/other-plugin:x`\n- `/src/lib`\n",
    ));
    check_clean(&body(
        "## Skills\n\nAnswers `/healthz`.\n- Serves `/healthz`\n",
    ));
    check_clean(&body("## Skills\n\n## Routes\n\n- `/healthz` - alive\n"));
}

#[test]
fn a_link_to_a_file_that_is_not_there() {
    check(
        &body("See [the guide](docs/giude.md#start) and [it](<../a b.md>)."),
        &expect![[r#"
        Warning missing-file "docs/giude.md#start"
        Warning missing-file "../a b.md"
    "#]],
    );
    check_clean(&body(
        "[a](ml-engineer.md) [b](../skills/ship/SKILL.md) [c](plugins/alpha/agents/reviewer.md)",
    ));
    check_clean(&body(
        "[a](#x) [b](https://x.org/y.md) [c](/docs/x.md) [d](url) [e]({{path}}.md)",
    ));
    check_clean(&body(
        "[a](docs/<name>.md) [b](docs/*.md) [c](docs/...) [d](mailto:a@b.cd)",
    ));
    check_clean(&body(
        "`[a](x.md)`\n\n```\n[a](x.md)\n```\n\nWrite \"See [the guide](GUIDE.md)\".",
    ));
    // A sample goes on behind the code in it, whatever Markdown takes that for.
    check_clean(&body("```markdown\n```bash\nls\n```\n[a](x.md)\n```\n"));
    check_clean(&format!(
        "//- /w/.claude/skills/templates/SKILL.md\n{}",
        body("[a](x.md)")
    ));
    check_clean("//- /w/CLAUDE.md\n[a](apps/api/README.md)\n");
}

#[test]
fn nothing_is_missed_before_every_file_was_seen() {
    let text = body("`subagent_type: nobody`, see [a](x.md).\n\n## Skills\n\n- `/deploy`");
    let mut fixture = Fixture::parse(&with_team(&text));
    let (snapshot, id) = fixture.snapshot();
    assert_eq!(diagnostics(&snapshot, id).len(), 3);
    fixture.world.set_complete(false);
    let (snapshot, id) = fixture.snapshot();
    assert_eq!(diagnostics(&snapshot, id), []);
}

#[test]
fn a_link_of_a_memory_file_to_a_file_beside_it() {
    check(
        "//- /w/CLAUDE.md\nRead [the guide](guide.md) and [more](<|>./more.md).\n",
        &expect![[r#"
            Warning missing-file "guide.md"
            Warning missing-file "./more.md"
        "#]],
    );
    // It is copied without the project that it speaks of.
    check_clean("//- /w/CLAUDE.md\nRead [the guide](docs/guide.md).\n");
    // It was the target of a link, one folder deeper.
    check_clean("//- /w/AGENTS.md\nRead [the guide](../guides/style.md).\n");
}

#[test]
fn an_agent_of_a_collection_speaks_of_the_project_it_is_used_in() {
    let agent = |path: &str, text: &str| {
        format!("//- /w/{path}\n---\nname: x\ndescription: Works.\ntools: Read\n---\n{text}\n")
    };
    check_clean(&agent(
        "kit/agents/x.md",
        "Keep [the design](docs/design.md).",
    ));
    check(
        &agent("kit/agents/x.md", "See [x](./docs/x.md) and [y](y.md)."),
        &expect![[r#"
            Warning missing-file "./docs/x.md"
            Warning missing-file "y.md"
        "#]],
    );
    check(
        &agent(".claude/agents/x.md", "Keep [the design](docs/design.md)."),
        &expect![[r#"
            Warning missing-file "docs/design.md"
        "#]],
    );
}

#[test]
fn a_variable_in_the_place_of_an_agent() {
    check_clean(&body("```\nspawn(\n    subagent_type = role,\n)\n```"));
    check(
        &body("```\nspawn(\n    subagent_type = \"role\",\n)\n```\n\nsubagent_type=ml-enginer"),
        &expect![[r#"
            Warning unknown-agent "role"
            Warning unknown-agent "ml-enginer"
        "#]],
    );
}

#[test]
fn a_path_that_a_skill_does_not_mean_for_its_own() {
    let skill = |text: &str| {
        format!(
            "//- /w/.claude/skills/book/config/steps.yml\na: 1\n\
             //- /w/.claude/skills/book/references/all.md\nText.\n\
             //- /w/.claude/skills/book/SKILL.md\n---\nname: book\ndescription: Books.\n---\n{text}<|>\n"
        )
    };
    // The project's, as it is no file like those that the skill has there.
    check_clean(&skill("Find the routes in `config/routes.rb`."));
    // One of many, by its number.
    check_clean(&skill(
        "Read `references/Exxxx.md`, or [that decision](references/ADR-NNN.md).",
    ));
    // Each keeps one for himself, or none.
    check_clean(&skill(
        "Read `references/mine.local.md`, or [more](more.local.md).",
    ));
    check(
        &skill("Read `config/step.yml` and `references/run.py`."),
        &expect![[r#"
            Warning missing-file "config/step.yml"
            Warning missing-file "references/run.py"
        "#]],
    );
}

#[test]
fn a_link_into_a_hidden_folder_that_is_not_there() {
    let skill = |text: &str| {
        file(
            ".claude/skills/plan/SKILL.md",
            &format!("name: plan\ndescription: Plans.\n---\n{text}<|>\n"),
        )
    };
    // The project that the skill is used in has it.
    check_clean(&skill(
        "Read [how we plan](.plans/guide.md) and [more](../../../.plans/more.md).",
    ));
    let other = "//- /w/.plans/other.md\nText.\n";
    check(
        &(other.to_owned() + &skill("Read [how we plan](.plans/guide.md).")),
        &expect![[r#"
            Warning missing-file ".plans/guide.md"
        "#]],
    );
}

#[test]
fn a_file_of_another_skill_is_named_by_that_behind_it() {
    let team = "//- /w/.claude/skills/lead/agents/tester.md\nText.\n\
        //- /w/.claude/skills/review/agents/reader.md\nText.\n";
    let skill = |text: &str| {
        let skill = file(
            ".claude/skills/review/SKILL.md",
            &format!("name: review\ndescription: Reviews.\n---\n{text}<|>\n"),
        );
        team.to_owned() + &skill
    };
    check_clean(&skill("| Tests | `agents/tester.md` (from lead) |"));
    check(
        &skill("| Tests | `agents/tester.md` |\n\nSee lead."),
        &expect![[r#"
            Warning missing-file "agents/tester.md"
        "#]],
    );
}

#[test]
fn a_command_that_is_a_template_in_a_collection() {
    let team = "//- /w/kit/skills/other/SKILL.md\n---\nname: other\ndescription: Works.\n---\n\
        //- /w/kit/commands/ship.template.md\n# Ship\n//- /w/kit/commands/scan.md\n# Scan\n";
    let text = "## Other skills\n\n- `/ship`: ships\n- `/scan`: scans\n- `/stop`: stops";
    let skill = file(
        "kit/skills/x/SKILL.md",
        &format!("name: x\ndescription: Works.\n---\n{text}<|>\n"),
    );
    check(
        &(team.to_owned() + &skill),
        &expect![[r#"
            Warning unknown-skill "stop"
        "#]],
    );
}

#[test]
fn a_link_to_the_folder_above_starts_where_it_is_written() {
    let team = "//- /w/guide.md\nA guide.\n";
    check(
        &format!(
            "{team}//- /w/.claude/agents/sub/main.md\n---\nname: main\ndescription: Works.\n---\n[x](<|>../guide.md)\n"
        ),
        &expect![[r#"
            Warning missing-file "../guide.md"
        "#]],
    );
    check_clean(&format!(
        "{team}//- /w/.claude/agents/main.md\n---\nname: main\ndescription: Works.\n---\n[x](<|>../../guide.md)\n"
    ));
    // A collection is copied, maybe into a folder of its own.
    check_clean(&format!(
        "{team}//- /w/agents/sub/main.md\n---\nname: main\ndescription: Works.\ntools: Read\n---\n[x](<|>../guide.md)\n"
    ));
}

#[test]
fn a_path_to_a_file_that_a_skill_does_not_bring_along() {
    let skill = |name: &str, text: &str| {
        format!(
            "//- /w/.claude/skills/{name}/references/api.md\nText.\n\
             //- /w/.claude/skills/{name}/SKILL.md\n---\nname: {name}\ndescription: Works.\n---\n{text}<|>\n"
        )
    };
    check(
        &skill(
            "release",
            "Read `references/ap.md`, then run `./references/run.py`.",
        ),
        &expect![[r#"
            Warning missing-file "references/ap.md"
            Warning missing-file "./references/run.py"
        "#]],
    );
    check_clean(&skill(
        "release",
        "Read `references/api.md` and `src/main.rs`.",
    ));
    check_clean(&skill("release", "Create `references/new.md` for each."));
    check_clean(&skill(
        "release",
        "Read `references/phaseN.md` and `references/filename.md`.",
    ));
    check_clean(&skill("skill-writing", "Read `references/ap.md`."));
    // Something else puts them there.
    check_clean(&skill(
        "release",
        "Read `references/raw.md`, `references/full.md` and `references/short.md`.",
    ));
}

#[test]
fn a_link_in_a_teaching_text_leads_nowhere() {
    check_clean(&body(
        "Write [doc](path/to/file.md), [doc](FILE.md) or [x](foo.md).",
    ));
}

#[test]
fn a_plugin_names_its_own_agents_by_their_whole_names() {
    let command = |name: &str| {
        format!(
            "//- /w/kit/.claude-plugin/plugin.json\n{{\"name\": \"kit\"}}\n\
             //- /w/kit/agents/planner.md\n---\nname: planner\ndescription: x\n---\nBody.\n\
             //- /w/kit/commands/go.md\n---\ndescription: x\n---\nsubagent_type: {name}<|>\n"
        )
    };
    check(
        &command("planner"),
        &expect![[r#"
        Hint unqualified-agent "planner"
    "#]],
    );
    check_clean(&command("kit:planner"));
    check_clean(&command("kit-planner").replace("name: planner", "name: kit-planner"));
    check_clean(&command("ml-engineer"));
    check_clean(&command("reviewer"));
    // A field is no key that a program starts an agent by.
    check_clean(&command("planner").replace(
        "description: x\n---\nsubagent_type: planner<|>",
        "description: x\ncontext: fork\nagent: planner<|>\n---\nBody.",
    ));
    // A folder more in the name is more than the plugin's.
    check_clean(&command("planner").replace("agents/planner.md", "agents/team/planner.md"));
}

#[test]
fn a_path_beside_an_agent_may_be_the_project_s() {
    let own = |path: &str, head: &str| file(path, head).replace("Body.", "Run `scripts/gone.sh`.");
    let script = |folder: &str| format!("//- /w/{folder}/scripts/run.sh\nA.\n");
    check(
        &(own(".claude/skills/x/SKILL.md", "name: x\ndescription: Works.")
            + &script(".claude/skills/x")),
        &expect![[r#"
            Warning missing-file "scripts/gone.sh"
        "#]],
    );
    check_clean(
        &(own(".claude/agents/ops/x.md", "name: x\ndescription: Works.")
            + &script(".claude/agents/ops")),
    );
}

#[test]
fn a_name_that_the_text_explains_to_stand_for_another() {
    for text in [
        "The alias `qa` is the reviewer.\n\n`Task(subagent_type: \"qa\")`",
        "| Alias | Agent |\n|-|-|\n| `qa` | reviewer |\n\n`Task(subagent_type: \"qa\")`",
        "`Task(subagent_type: \"qa\")`, where `qa` stands for reviewer.",
    ] {
        check_clean(&format!(
            "//- /w/.claude/agents/main.md\n{}",
            agent("").replace("Body.", text)
        ));
    }
}

#[test]
fn a_file_of_the_skill_that_the_line_names() {
    let skill = "name: x\ndescription: Works.";
    let text = file(".claude/skills/x/SKILL.md", skill).replace(
        "Body.",
        "Read `references/rules.md` and, in `other`, `references/steps.md`.",
    );
    let files = "//- /w/.claude/skills/x/references/rules.md\nA.\n\
                 //- /w/.claude/skills/other/references/steps.md\nB.\n";
    check_clean(&format!("{text}{files}"));
    check(
        &format!("{}{files}", text.replace("in `other`, ", "")),
        &expect![[r#"
            Warning missing-file "references/steps.md"
        "#]],
    );
}

#[test]
fn a_link_to_a_heading_that_is_not_there() {
    let found = |line: &str| messages(&body(&format!("{line}\n\n## Build & Run\n\n## Über uns")));
    expect![[r#"
        This file has no heading `#build-run`. Did you mean `#build--run`?
        This file has no heading `#über`. Did you mean `#über-uns`?
        This file has no heading `#elsewhere`.
    "#]]
    .assert_eq(&found("[a](#build-run) [b](#über) [c](#elsewhere)"));
    assert_eq!(
        found("[a](#build--run) [b](#%C3%BCber-uns) [c](#Build--Run)"),
        ""
    );
    // The top, lines, words, routes and what stands for something else.
    assert_eq!(
        found(
            "[a](#top) [b](#L12) [c](#:~:text=x) [d](#/route) [e](#{name}) [f](#your-heading) [g](#)"
        ),
        ""
    );
    assert_eq!(
        found("```\n[a](#none)\n```\n`[a](#none)` \"[a](#none)\""),
        ""
    );
}

#[test]
fn a_link_to_a_heading_of_another_file() {
    let docs = "//- /w/docs/x.md\n# One\n\n<a name=\"two\"></a>\n//- /w/docs/plain.md\nText.\n\
        //- /w/docs/x.json\n{}\n";
    let found = |line: &str| messages(&format!("{}{docs}", body(line)));
    assert_eq!(
        found("[a](../../docs/x.md#once)"),
        "`x.md` has no heading `#once`. Did you mean `#one`?\n"
    );
    assert_eq!(
        found("[a](../../docs/x.md#one) [b](../../docs/x.md#two)"),
        ""
    );
    assert_eq!(
        found("[a](../../docs/plain.md#one) [b](../../docs/x.json#one)"),
        ""
    );
}

#[test]
fn paths_into_a_folder_that_was_renamed_are_left_over() {
    check(
        "\
//- /w/.claude/skills/release/SKILL.md
---
name: release
description: Brings a version out.
allowed-tools: Bash(.claude/skills/deploy/scripts/run.sh:*), Bash(sh ./.claude/skills/release/scripts/run.sh *), Read(.claude/skills/deploy/**)
---
<|>Run `.claude/skills/deploy/scripts/run.sh`, `.claude/skills/release/scripts/gone.sh` and
`.claude/hooks/deploy/run.sh`, `.claude/skills/deploy.md`, `.claude/skills/your-skill/run.sh`.
For example `.claude/skills/deploy/run.sh`.
//- /w/.claude/skills/release/scripts/run.sh
echo
",
        &expect![[r#"
            Warning dead-path ".claude/skills/deploy/scripts/run.sh"
            Information dead-path ".claude/skills/deploy/scripts/run.sh"
        "#]],
    );
    check(
        "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
<|>Start `.claude/skills/deploy/run.sh`.
//- /w/.claude/skills/release/run.sh
echo
",
        &expect![[r#"
            Information dead-path ".claude/skills/deploy/run.sh"
        "#]],
    );
}
