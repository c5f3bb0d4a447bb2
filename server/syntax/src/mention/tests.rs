use expect_test::{Expect, expect};

use super::*;
use crate::{Parsed, Reading};

fn lexicon() -> Lexicon {
    toml::from_str(include_str!("../../../../grammars/mentions.toml")).unwrap()
}

fn check(body: &str, expected: &Expect) {
    let parsed = Parsed::new(body, &Reading::default(), &lexicon());
    let mut shown = String::new();
    for mention in &parsed.in_body.mentions {
        if mention.wants != Wants::File {
            assert_eq!(mention.span.of(body), mention.name);
        }
        let Mention {
            name,
            form,
            cue,
            wants,
            ..
        } = mention;
        shown += &format!("{name}: {form:?} {cue:?} {wants:?}\n");
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_hyphenated_word_may_be_a_name_anywhere() {
    check(
        "Review ml-engineer work. Say nothing of engineers.",
        &expect![[r#"
        ml-engineer: Plain None Any
    "#]],
    );
}

#[test]
fn a_single_word_needs_a_cue() {
    check(
        "Delegate standard implementations to planner. The planner rests, and so does testing.",
        &expect![[r#"
            planner: Plain Handoff Any
            planner: Plain Spoken Any
        "#]],
    );
    check(
        "Dispatches builder → verifier → committer for each task.",
        &expect![[r#"
        builder: Plain Handoff Any
        verifier: Plain Arrow Any
        committer: Plain Arrow Any
    "#]],
    );
    check(
        "Pass it to builder, verifier and committer, or to nobody.",
        &expect![[r#"
        builder: Plain Handoff Any
        verifier: Plain Row Any
        committer: Plain Row Any
        nobody: Plain Handoff Any
    "#]],
    );
}

#[test]
fn code_spans() {
    check(
        "- `/model-evaluation` - Metrics\n- `ship` skill\n- `POST /login`, `tests/`, `src/a.rs`, \
         `../README.md`\n- `Use the plugin-validator agent to check`\n- `alpha:reviewer`",
        &expect![[r#"
            model-evaluation: SlashCode None Skill
            ship: Code Noun Skill
            tests: Code None Skill
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
            Code: Key None Agent
        "#]],
    );
}

#[test]
fn a_call_names_whom_it_is_about_and_not_what_it_says() {
    check(
        "Agent(team=\"x\", name=\"y\", prompt=\"flow, metrics, churn\") and Skill(\"lint\", args=\"all of it\")",
        &expect![[r#"
            Agent: Title None Any
            Skill: Title None Any
            lint: Call None Skill
        "#]],
    );
}

#[test]
fn patterns_and_kinds_of_files_are_no_files() {
    check(
        "all c4-code-*.md files, all c4-code-\\*.md files",
        &expect![[""]],
    );
    check(
        "Never load full `AGENTS.md` files. Read `AGENTS.md` first.",
        &expect![[r#"
            AGENTS.md: Path None File
        "#]],
    );
}

#[test]
fn links_name_their_file() {
    check(
        "[the rule](../rules/a.md \"x\") [site](https://x.org) [here](#top) [no](#)",
        &expect![[r#"
        ../rules/a.md: Link None File
        ../rules/a.md: Link None File
        #top: Link None File
        #top: Link None File
    "#]],
    );
}

#[test]
fn headings_name_nobody_in_passing() {
    check(
        "# The ml-engineer guide\n\n## Use planner\n\n### `ml-engineer`\n",
        &expect![[r#"
        ml-engineer: Plain None Any
        ml-engineer: Code None Any
    "#]],
    );
    check(
        "Delegate to planner\n===\n\nDelegate to planner\n",
        &expect![[r#"
        planner: Plain Handoff Any
    "#]],
    );
}

#[test]
fn html_is_read_between_its_tags() {
    check(
        "<note>\nDelegate to ml-engineer.\n</note>\n",
        &expect![[r#"
        ml-engineer: Plain Handoff Any
    "#]],
    );
    check(
        "<div class=\"data-table\">data-engineer</div>\n",
        &expect![[r#"
        data-engineer: Plain None Any
    "#]],
    );
    check(
        "Text <b data-x=\"a-b\">ml-engineer</b> text.",
        &expect![[r#"
        ml-engineer: Plain None Any
    "#]],
    );
    check(
        "<example>\nuser: \"Hi\"\nassistant: \"I use the ml-engineer agent\"\n</example>",
        &expect![[r#"
        ml-engineer: Plain Noun Agent
    "#]],
    );
}

#[test]
fn comments_name_nobody() {
    check(
        "<!-- Delegate to ml-engineer -->\n\nText <!-- ml-engineer --> text.",
        &expect![[""]],
    );
    check(
        "<!--\n\nDelegate to ml-engineer\n\n-->\n\nAsk data-engineer.",
        &expect![[r#"
        data-engineer: Plain Handoff Any
    "#]],
    );
}

#[test]
fn tables_are_read_cell_by_cell() {
    check(
        "| Agent | Task |\n|-|-|\n| ml-engineer | training |\n| `planner` | use planner |\n",
        &expect![[r#"
            ml-engineer: Plain None Any
            training: Plain None Any
            planner: Code None Any
            planner: Plain Handoff Any
        "#]],
    );
}

#[test]
fn lists_nest() {
    check(
        "- One\n  - ml-engineer: trains\n    1. ask planner\n- [ ] data-engineer\n",
        &expect![[r#"
            One: Title None Any
            ml-engineer: Plain None Any
            planner: Plain Handoff Any
            data-engineer: Plain None Any
        "#]],
    );
    check(
        "> - Ask ml-engineer\n>   for more\n",
        &expect![[r#"
        ml-engineer: Plain Handoff Any
    "#]],
    );
}

#[test]
fn code_names_nobody_but_by_keys_and_calls() {
    check(
        "```js\nml-engineer\nDelegate to planner\n```\n",
        &expect![[""]],
    );
    check(
        "    ml-engineer\n    subagent_type: \"planner\"\n",
        &expect![[r#"
        planner: Key None Agent
    "#]],
    );
    check(
        "~~~json\nsubagent_type: planner\nagent_type: 'a b c'\n~~~\n",
        &expect![[r#"
        planner: Key None Agent
    "#]],
    );
    check(
        "Set subagent_type: ml-engineer",
        &expect![[r#"
        ml-engineer: Key None Agent
    "#]],
    );
    check(
        "```\nTask(\n  subagent_type=\"ml-engineer\"\n",
        &expect![[r#"
        ml-engineer: Key None Agent
    "#]],
    );
}

#[test]
fn links_may_have_their_path_elsewhere() {
    check(
        "See [the rule][r] and [ml-engineer].\n\n[r]: ../rules/a.md\n[ml-engineer]: x.md\n",
        &expect![[r#"
            ../rules/a.md: Link None File
            rule: Plain None Any
            x.md: Link None File
            ../rules/a.md: Link None File
            x.md: Link None File
        "#]],
    );
    check(
        "[ml-engineer](ml-engineer.md) and [`a-b`](<b c.md>) ![pic](pic.png)",
        &expect![[r#"
        ml-engineer.md: Link None File
        ml-engineer.md: Link None File
        b c.md: Link None File
        b c.md: Link None File
    "#]],
    );
    check(
        "[a](mailto:x@y.z) [b](#part) [c](x.md#part) [d]({base}/x.md) <https://a-b.org/c-d>",
        &expect![[r#"
        #part: Link None File
        #part: Link None File
        x.md#part: Link None File
        x.md#part: Link None File
    "#]],
    );
    check(
        "[ml-engineer](#ml-engineer)",
        &expect![[r#"
            ml-engineer: Plain None Any
            #ml-engineer: Link None File
        "#]],
    );
}

#[test]
fn marks_around_a_name_are_no_part_of_it() {
    check(
        "The ml-engineer's work; ml-engineer’s too.",
        &expect![[r#"
        ml-engineer: Plain None Any
        ml-engineer: Plain None Any
    "#]],
    );
    check(
        "Ask ml-engineer. Ask data-engineer! Ask qa-lead? Ask a-b: yes; Ask c-d, e-f.",
        &expect![[r#"
        ml-engineer: Plain Handoff Any
        data-engineer: Plain Handoff Any
        qa-lead: Plain Handoff Any
        a-b: Plain Handoff Any
        c-d: Plain Handoff Any
        e-f: Plain Row Any
    "#]],
    );
    check(
        "(ml-engineer) [data-engineer] {team-name} <agent-name> \"qa-lead\" 'a-b' “c-d”",
        &expect![[r#"
        ml-engineer: Plain None Any
        data-engineer: Plain None Any
        qa-lead: Quoted None Any
        a-b: Quoted None Any
        c-d: Quoted None Any
    "#]],
    );
    check(
        "Ask ml-engineer—then data-engineer – or qa-lead...",
        &expect![[r#"
        ml-engineer: Plain Handoff Any
        data-engineer: Plain None Any
        qa-lead: Plain None Any
    "#]],
    );
    check(
        "ml-engineer/data-engineer, a-b / c-d, *e-f* and _g-h_ and **i-j**,",
        &expect![[r#"
        a-b: Plain None Any
        c-d: Plain None Any
        e-f: Plain None Any
        g-h: Plain None Any
        i-j: Bold None Any
    "#]],
    );
    check(
        "- ml-engineer:\n- ml-engineer: trains\n- ml-engineer - trains",
        &expect![[r#"
        ml-engineer: Plain None Any
        ml-engineer: Plain None Any
        ml-engineer: Plain None Any
    "#]],
    );
}

#[test]
fn file_names_are_no_names() {
    check(
        "Read architect-plan.md and my-script.py, then `architect-plan.md`.",
        &expect![[r#"
        architect-plan.md: Path None File
    "#]],
    );
    check(
        "See docs/ml-engineer.md, src/a-b, .claude/agents/c-d.md and ~/e-f.",
        &expect![[""]],
    );
    check(
        "Version v1-2.3 of powershell-5.1-expert.",
        &expect![[r#"
        v1-2.3: Plain None Any
        powershell-5.1-expert: Plain None Any
    "#]],
    );
}

#[test]
fn a_plugin_may_stand_before_a_name() {
    check(
        "Use alpha:reviewer, `alpha:ship-it` and /alpha:deploy. Note:this a::b c:d:e",
        &expect![[r#"
        alpha:reviewer: Plain Handoff Any
        alpha:ship-it: Code Row Any
        alpha:deploy: Slash None Skill
        c:d:e: Plain None Any
    "#]],
    );
}

#[test]
fn addresses_name_nobody() {
    check(
        "https://github.com/a-b/c-d?e-f=g-h#i-j and www.my-site.org/x-y",
        &expect![[""]],
    );
    check(
        "Write to ml-engineer@my-team.org or mailto:a-b@c-d.org.",
        &expect![""],
    );
    check(
        "`https://a-b.org/c-d.md` and `git@host:a-b/c-d.git`",
        &expect![[r#"
        git@host:a-b/c-d.git: Path None File
    "#]],
    );
}

#[test]
fn templates_and_variables_name_nobody() {
    check(
        "Use {team-name}, {{agent-name}}, $agent-name, ${agent-name}, <agent-name>.",
        &expect![[""]],
    );
    check(
        "Run $ARGUMENTS with $1, `$ARGUMENTS` and --dry-run --no-verify -x",
        &expect![[""]],
    );
    check(
        "Use [agent-name] or %agent-name%.",
        &expect![[r#"
        agent-name: Plain None Any
        agent-name: Plain None Any
    "#]],
    );
}

#[test]
fn at_signs_import_files_outside_of_code() {
    check(
        "@docs/x.md, @./y.md. @../z (@README.md)",
        &expect![[r#"
        docs/x.md: Import None File
        ./y.md: Import None File
        ../z: Import None File
        README.md: Import None File
    "#]],
    );
    check(
        "`@docs/x.md` and `@ml-engineer`\n\n```\n@docs/y.md\n```\n",
        &expect![[r#"
        ml-engineer: At None Agent
    "#]],
    );
    check(
        "@ml-engineer, @agent-planner: @\"qa lead (agent)\" @types/node @https://x.org/y",
        &expect![[r#"
        ml-engineer: At None Agent
        agent-planner: At None Agent
        types/node: Import None File
    "#]],
    );
}

#[test]
fn slashes_start_commands_where_a_path_does_not_go_on() {
    check(
        "Run /deploy, /release:notes. Not /etc/passwd, and/or, 1/2, /a/ or `/api/users`.",
        &expect![[r#"
        deploy: Slash None Skill
        release:notes: Slash None Skill
    "#]],
    );
    check(
        "`/deploy --now` and `/<name>` and (/ship) and \"/lint\"",
        &expect![[r#"
        deploy: SlashCode None Skill
        ship: Slash None Skill
        lint: Slash None Skill
    "#]],
    );
}

#[test]
fn spans_are_exact_after_wide_characters_and_any_line_break() {
    check(
        "👩‍🔬 é ml-engineer 漢字 `a-b` ü-ö.",
        &expect![[r#"
        ml-engineer: Plain None Any
        a-b: Code None Any
        ü-ö: Plain None Any
    "#]],
    );
    check(
        "Ask ml-engineer.\r\n\r\n- `a-b`\r\n- **c-d**\r\n",
        &expect![[r#"
        ml-engineer: Plain Handoff Any
        a-b: Code None Any
        c-d: Bold None Any
    "#]],
    );
    check(
        "\u{feff}Ask ml-engineer\u{a0}now.\u{2028}Ask a-b.",
        &expect![[r#"
        ml-engineer: Plain Handoff Any
        a-b: Plain Handoff Any
    "#]],
    );
    check(
        "---\r\nname: x\r\n---\r\n👍 Ask ml-engineer.\r\n",
        &expect![[r#"
        ml-engineer: Plain Handoff Any
    "#]],
    );
    for text in [
        "👩‍🔬 Ask ml-engineer.",
        "é\r\nAsk ml-engineer.\r\n",
        "---\nname: ö\n---\nml-engineer",
    ] {
        let mentions = Parsed::new(text, &Reading::default(), &lexicon())
            .in_body
            .mentions
            .clone();
        let mut all = mentions.iter();
        let (Some(mention), None) = (all.next(), all.next()) else {
            panic!("{mentions:?}")
        };
        assert_eq!(
            mention.span.range().start,
            text.find("ml-engineer").unwrap()
        );
    }
}

#[test]
fn names_may_be_in_any_script() {
    check(
        "Ask größen-prüfer, проверка-кода and コード-レビュー.",
        &expect![[r#"
        größen-prüfer: Plain Handoff Any
        проверка-кода: Plain Row Any
        コード-レビュー: Plain Row Any
    "#]],
    );
    check(
        "Delegate to prüfer. `проверка` 审查员 agent",
        &expect![[r#"
        prüfer: Plain Handoff Any
        проверка: Code None Any
        审查员: Plain Noun Agent
    "#]],
    );
}

#[test]
fn rows_end_where_the_sentence_does() {
    check(
        "Ask planner, builder, and tester. Then rest, sleep and eat.",
        &expect![[r#"
        planner: Plain Handoff Any
        builder: Plain Row Any
        tester: Plain Row Any
    "#]],
    );
    check(
        "planner -> builder --> tester => done",
        &expect![[r#"
        planner: Plain Arrow Any
        builder: Plain Arrow Any
        tester: Plain Arrow Any
        done: Plain Arrow Any
    "#]],
    );
    check(
        "Works with planner & builder + tester | writer",
        &expect![[r#"
        planner: Plain Handoff Any
        builder: Plain Row Any
        tester: Plain Row Any
        writer: Plain Row Any
    "#]],
    );
}

#[test]
fn nouns_say_what_kind_is_meant() {
    check(
        "The planner agent, the `ship` skill, the agent `qa`, skill: **lint**, /ship command",
        &expect![[r#"
        planner: Plain Noun Agent
        ship: Code Noun Skill
        qa: Code Noun Agent
        lint: Bold Noun Skill
        ship: Slash None Skill
    "#]],
    );
}

#[test]
fn tags_with_letters_beyond_ascii_are_no_obstacle() {
    let line = "<p>\n  <a href=\"#설치\">후원</a> •\n  <a href=\"#기여\">기여</a>\n</p>\n\nAsk ml-engineer.\n";
    let found = crate::mention::scan(line, Span::new(0, line.len()), &lexicon());
    assert!(found.mentions.iter().any(|it| it.name == "ml-engineer"));
}

#[test]
fn what_a_field_names_is_in_none_of_the_groups_of_the_body() {
    let text = "Use `/review security,style` now.";
    let mentions = mentions_in_field(text, Span::new(0, text.len()), &lexicon());
    let found: Vec<_> = mentions.iter().map(|it| (&*it.name, it.group)).collect();
    assert_eq!(found, [("review", None)]);
}

#[test]
fn texts_without_blanks_are_read_once() {
    // Whoever looked at all that follows for each word would not be ready within a day.
    for part in ["a漢", "あ漢", "a::", "a--", "a:b", "\"", "'", "é--"] {
        let body = format!("{}\n\nAsk ml-engineer.", part.repeat(400_000));
        let parsed = Parsed::new(&body, &Reading::default(), &lexicon());
        let names = parsed.in_body.mentions.iter().map(|mention| mention.name);
        assert_eq!(names.last(), Some("ml-engineer"), "{part}");
    }
}

#[test]
fn what_a_rule_of_marks_parts_is_no_row() {
    for (between, are_row) in [("__|", true), ("____________|", false)] {
        let body = format!("```text\nLOW VALUE {between} HIGH VALUE\n```\n");
        let parsed = Parsed::new(&body, &Reading::default(), &lexicon());
        let mut mentions = parsed.in_body.mentions.iter();
        assert_eq!(mentions.len(), 2, "{between}");
        assert!(
            mentions.all(|it| it.group.is_some() == are_row),
            "{between}"
        );
    }
}
