use expect_test::{Expect, expect};

use super::*;
use crate::Parsed;

fn lexicon() -> Lexicon {
    toml::from_str(include_str!("../../../../grammars/mentions.toml")).unwrap()
}

fn check(body: &str, expected: &Expect) {
    let parsed = Parsed::new(body, &lexicon());
    let mut shown = String::new();
    for mention in &parsed.mentions {
        if mention.wants != Wants::File {
            assert_eq!(mention.span.of(body), mention.name);
        }
        let Mention { name, form, cue, wants, .. } = mention;
        shown += &format!("{name}: {form:?} {cue:?} {wants:?}\n");
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_hyphenated_word_may_be_a_name_anywhere() {
    check("Review ml-engineer work. Say nothing of engineers.", &expect![[r#"
        ml-engineer: Plain None Any
    "#]]);
}

#[test]
fn a_single_word_needs_a_cue() {
    check(
        "Delegate standard implementations to planner. The planner rests, and so does testing.",
        &expect![[r#"
            standard: Plain Handoff Any
            planner: Plain Handoff Any
        "#]],
    );
    check("Dispatches builder → verifier → committer for each task.", &expect![[r#"
        builder: Plain Handoff Any
        verifier: Plain Arrow Any
        committer: Plain Arrow Any
    "#]]);
    check("Pass it to builder, verifier and committer, or to nobody.", &expect![[r#"
        builder: Plain Handoff Any
        verifier: Plain Row Any
        committer: Plain Row Any
        nobody: Plain Handoff Any
    "#]]);
}

#[test]
fn code_spans() {
    check(
        "- `/model-evaluation` - Metrics\n- `ship` skill\n- `POST /login`, `tests/`, `src/a.rs`, \
         `../README.md`\n- `Use the plugin-validator agent to check`\n- `alpha:reviewer`",
        &expect![[r#"
            model-evaluation: SlashCode None Skill
            ship: Code Noun Skill
            src/a.rs: Path None File
            ../README.md: Path None File
            plugin-validator: Plain Noun Agent
            alpha:reviewer: Code None Any
        "#]],
    );
}

#[test]
fn bold_quotes_and_titles() {
    check(
        "- **windows-admin** – for repair\n- **Call ContextScout** first\n- **a-b / c-d**\n\
         - Work with Senior Developer on it\n- Rapid-Prototyper: praise\n- \"code-reviewer\"",
        &expect![[r#"
            windows-admin: Bold None Any
            ContextScout: Title Handoff Any
            a-b: Plain None Any
            c-d: Plain None Any
            Senior Developer: Title Handoff Any
            Rapid-Prototyper: Title None Any
            code-reviewer: Quoted None Any
        "#]],
    );
}

#[test]
fn slashes_and_at_signs() {
    check(
        "Run /deploy now, and/or /a/b, not https://x.org/y-z.\nAsk @agent-reviewer, \
         @\"code-reviewer (agent)\", x@example.com; see @docs/glossary.md.",
        &expect![[r#"
            deploy: Slash None Skill
            agent-reviewer: At None Agent
            code-reviewer: At None Agent
            docs/glossary.md: Import None File
        "#]],
    );
}

#[test]
fn keys_and_calls_are_found_in_code_blocks_too() {
    check(
        "```python\nTask(subagent_type=\"ml-engineer\", prompt=\"x\")\n```\n\
         Agent(planner, alpha:reviewer) and Skill(lint), to=\"builder\", subagent_type: Code",
        &expect![[r#"
            ml-engineer: Key None Agent
            planner: Call None Agent
            alpha:reviewer: Call None Agent
            lint: Call None Skill
            builder: Key None Agent
        "#]],
    );
}

#[test]
fn links_name_their_file() {
    check("[the rule](../rules/a.md \"x\") [site](https://x.org) [here](#top)", &expect![[r#"
        ../rules/a.md: Link None File
        ../rules/a.md: Link None File
    "#]]);
}
