//! Keys that name an agent, in code and in what only looks like it.

use expect_test::expect;

use super::*;

#[test]
fn the_field_of_a_type_or_of_a_librarys_object_names_no_agent() {
    check_clean(&body(
        "```typescript\ninterface Vote {\n  agentType: string;\n  agent_type: 'a' | 'b';\n}\n\
         const votes = [{ agentType: \"auth-expert\", weight: 1 }];\n\
         report({ agentType: this.agentType });\n```\n",
    ));
    // Nor in a block that doesn't say which language it is in.
    check_clean(&body(
        "```\nconst vote = { agentType: 'auth-expert' };\n```\n",
    ));
    // By this key a program starts one, in code too.
    check(
        &body("```typescript\nTask({ subagent_type: \"auth-expert\" });\n```\n"),
        &expect![[r#"
            Warning unknown-agent "auth-expert"
        "#]],
    );
    check(
        &body("Set agent_type: auth-expert"),
        &expect![[r#"
            Warning unknown-agent "auth-expert"
        "#]],
    );
}

#[test]
fn types_and_expressions_are_no_names() {
    for text in [
        "```python\nTask(subagent_type=chosen)\n```\n",
        "```js\nTask({ subagent_type: task.assignedAgent, prompt })\n```\n",
        "```\nsubagent_type: task.agent\nsubagent_type: pick_agent()\n```\n",
        "```\ntype Call = {\n  subagent_type: AgentName;\n}\n```\n",
        "`Task(subagent_type: string, prompt: string)`",
        // Another key, which ends like one.
        "sub_agent_type: customer-experience",
    ] {
        check_clean(&body(text));
    }
    // What ends a clause of prose ends no statement.
    check(
        &body("Set `subagent_type: tester-one`; then subagent_type: tester-two; and go on."),
        &expect![[r#"
            Warning unknown-agent "tester-one"
            Warning unknown-agent "tester-two"
        "#]],
    );
}

#[test]
fn an_example_of_a_call_is_worth_a_hint() {
    let call = "```\n- subagent_type: \"security-reviewer\"\n```\n";
    let hint = expect![[r#"
        Hint unknown-agent "security-reviewer"
    "#]];
    check(&body(&format!("## Example\n\n{call}")), &hint);
    check(&body(&format!("A template for the call:\n\n{call}")), &hint);
    let teaches = "//- /w/.claude/skills/subagent-creator/SKILL.md\n---\n\
                   name: subagent-creator\ndescription: Teaches.\n---\n";
    check(&format!("{teaches}Start it:\n\n{call}"), &hint);
    // Outside of code it is an order all the same, and so is code that nothing calls an example.
    check(
        &body("## Example\n\nStart it with `subagent_type: \"security-reviewer\"`."),
        &expect![[r#"
            Warning unknown-agent "security-reviewer"
        "#]],
    );
    check(
        &body(&format!(
            "An example:\n\n```\nx\n```\n\nStart the review:\n\n{call}"
        )),
        &expect![[r#"
            Warning unknown-agent "security-reviewer"
        "#]],
    );
}
