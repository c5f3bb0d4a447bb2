//! Agents that hand work on without the tools for it.

use expect_test::expect;

use super::*;

#[test]
fn an_agent_that_cannot_do_what_it_is_told() {
    let told = |tools: &str, text: &str| {
        format!("---\nname: main\ndescription: Works.\ntools: {tools}\n---\n{text}\n")
    };
    check(
        &told("Read, Edit", "- Delegate the training to ml-engineer."),
        &expect![[r#"
        Hint cannot-delegate "tools"
    "#]],
    );
    check(
        &told(
            "[Read]",
            "1. Use the **ml-engineer** agent.\n2. Spawn `data-engineer`.",
        ),
        &expect![[r#"
        Hint cannot-delegate "tools"
    "#]],
    );
    check(
        &told("Read", "```\nsubagent_type: ml-engineer\n```"),
        &expect![[r#"
        Information cannot-delegate "tools"
    "#]],
    );
    check(
        &told("Read", "Then run `/ship`."),
        &expect![[r#"
        Hint cannot-use-skills "tools"
    "#]],
    );
    check(
        &told("Read", "## Skills\n\n- `/ship` - releases"),
        &expect![[r#"
        Hint cannot-use-skills "tools"
    "#]],
    );
    for tools in ["Read, Agent, Skill", "Read, Task, Skill(ship)", "\"*\""] {
        check_clean(
            &told(tools, "Delegate it to ml-engineer. Run `/ship`.").replace("Task", "Agent"),
        );
    }
    check_clean(&body("Delegate it to ml-engineer. Run `/ship`."));
    for text in [
        "Collaborate with ml-engineer on models.",
        "Never delegate to ml-engineer.",
        "Spawned by ml-engineer. Called from `/ship`.",
        "Tell the user: \"Use the ml-engineer agent\".",
        "Suggest: run `/ship`.",
        "Use the results of ml-engineer.",
        "Run `/clear`.",
    ] {
        check_clean(&told("Read", text));
    }
    check_clean(&told("Read\nskills: [ship]", "Run `/ship`."));
}

#[test]
fn who_must_not_be_started_needs_no_tool_and_need_not_exist() {
    let told =
        |text: &str| format!("---\nname: main\ndescription: Works.\ntools: Read\n---\n{text}\n");
    check_clean(&told("Do NOT call Skill(ship)."));
    check_clean(&told("Never set `subagent_type: ml-engineer` yourself."));
    check_clean(&told("Avoid:\n\n- Skill(ship)\n- `subagent_type: nobody`"));
    check(
        &told("Never guess. Call Skill(ship)."),
        &expect![[r#"
            Hint cannot-use-skills "tools"
        "#]],
    );
}

#[test]
fn an_example_is_no_order() {
    let text = agent("tools: Read").replace(
        "Body.",
        "## Example\n\nDelegate the training to ml-engineer.\n",
    );
    let text = format!("//- /w/.claude/agents/main.md\n{text}");
    check_clean(&text);
    check(
        &text.replace("Example", "Steps"),
        &expect![[r#"
            Hint cannot-delegate "tools"
        "#]],
    );
}
