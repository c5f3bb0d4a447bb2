//! Go to definition.

use camino::Utf8PathBuf;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot};

/// A way from a mention to what it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The mention.
    pub origin: Span,
    /// The file it leads to.
    pub path: Utf8PathBuf,
    /// What to select there, in bytes.
    pub target: Span,
}

/// What the mention at the byte `offset` of a file names, the nearest first. Empty where there
/// is no mention.
pub fn definition(snapshot: &Snapshot, file: FileId, offset: usize) -> Vec<Link> {
    let Some(source) = snapshot.readable(file) else {
        return Vec::new();
    };
    for mention in source.facts.mentions_at(offset) {
        let targets = snapshot.resolve(file, &mention).into_iter();
        let links = targets.filter_map(|target| {
            let (path, target) = target.location(snapshot)?;
            let origin = mention.span;
            Some(Link {
                origin,
                path,
                target,
            })
        });
        let links: Vec<Link> = links.collect();
        if !links.is_empty() {
            return links;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod company;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod places;

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::{at_cursor, with_team};

    /// The mention and, for each target, its file and what is selected there.
    fn found(fixture: &str) -> String {
        at_cursor(&with_team(fixture), |snapshot, file, offset| {
            let text = snapshot.source(file).unwrap().text;
            let links = definition(snapshot, file, offset);
            let shown = links.iter().map(|link| {
                assert!(link.origin.touches(offset), "{link:?}");
                let target = snapshot.disk().read(&link.path).unwrap_or_default();
                let selected = link.target.of(&target);
                format!("{} -> {} {selected:?}\n", link.origin.of(&text), link.path)
            });
            shown.collect()
        })
    }

    fn check(fixture: &str, expected: &Expect) {
        expected.assert_eq(&found(fixture));
    }

    fn check_none(fixture: &str) {
        assert_eq!(found(fixture), "", "{fixture}");
    }

    fn head(line: &str) -> String {
        format!("---\nname: main\ndescription: Works.\n{line}\n---\nBody.\n")
    }

    fn body(line: &str) -> String {
        format!("---\nname: main\ndescription: Works.\n---\n{line}\n")
    }

    #[test]
    fn what_is_called_so_leads_to_nobody_who_could_be() {
        check(
            "\
Run `/team:re<|>tro`.
//- /w/.claude/commands/team/retro.md
---
description: Looks back.
---
//- /w/.claude/skills/team-retro/SKILL.md
---
name: team-retro
description: Looks back.
---
",
            &expect![[r#"
                team:retro -> /w/.claude/commands/team/retro.md ""
            "#]],
        );
    }

    #[test]
    fn a_name_leads_to_the_agent_however_it_is_written() {
        check(
            &body("Delegate to ml-eng<|>ineer."),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("`<|>ml-engineer` trains"),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("**ml-engineer<|>** trains"),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("Ask @ml-en<|>gineer."),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("Ask @agent-ml-en<|>gineer."),
            &expect![[r#"
            agent-ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("```\nTask(subagent_type=\"ml-eng<|>ineer\")\n```"),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("Hand over to the ML Eng<|>ineer."),
            &expect![[r#"
            ML Engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("x → ml-eng<|>ineer → y"),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("The ml-engi<|>neer's work"),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &body("| ml-engi<|>neer | x |\n|-|-|\n"),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
    }

    #[test]
    fn a_slash_leads_to_the_skill_or_command() {
        check(
            &body("Run /sh<|>ip."),
            &expect![[r#"
            ship -> /w/.claude/skills/ship/SKILL.md "ship"
        "#]],
        );
        check(
            &body("- `/unit-te<|>sts` - tests"),
            &expect![[r#"
            unit-tests -> /w/.claude/skills/unit-tests/SKILL.md ""
        "#]],
        );
        check(
            &body("Run /release:no<|>tes."),
            &expect![[r#"
            release:notes -> /w/.claude/commands/release/notes.md ""
        "#]],
        );
        check(
            &body("Use the `sh<|>ip` skill."),
            &expect![[r#"
            ship -> /w/.claude/skills/ship/SKILL.md "ship"
        "#]],
        );
        check(
            &body("Skill(sh<|>ip)"),
            &expect![[r#"
            ship -> /w/.claude/skills/ship/SKILL.md "ship"
        "#]],
        );
        check(&body("Run /comp<|>act."), &expect![[""]]);
    }

    #[test]
    fn fields_lead_where_they_point() {
        check(
            &head("skills:\n  - sh<|>ip"),
            &expect![[r#"
            ship -> /w/.claude/skills/ship/SKILL.md "ship"
        "#]],
        );
        check(
            &head("skills: [ship, unit-<|>tests]"),
            &expect![[r#"
            unit-tests -> /w/.claude/skills/unit-tests/SKILL.md ""
        "#]],
        );
        check(
            &head("tools: Read, Agent(ml-engineer, data-<|>engineer)"),
            &expect![[r#"
            data-engineer -> /w/.claude/agents/data-engineer.md "data-engineer"
        "#]],
        );
        check(
            &head("tools: Task(ml-eng<|>ineer)"),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
        check(
            &head("tools: Skill(sh<|>ip *)"),
            &expect![[r#"
            ship -> /w/.claude/skills/ship/SKILL.md "ship"
        "#]],
        );
        check(
            &head("tools: mcp__git<|>hub__create"),
            &expect![[r#"
            github -> /w/.mcp.json "\"github\""
        "#]],
        );
        check(
            &head("mcpServers: [post<|>gres]"),
            &expect![[r#"
            postgres -> /w/.mcp.json "\"postgres\""
        "#]],
        );
        check(
            "//- /w/.claude/skills/x/SKILL.md\n---\nname: x\nagent: ml-<|>engineer\n---\n",
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
    }

    #[test]
    fn paths_lead_to_files() {
        let files = "//- /w/.claude/agents/docs/x y.md\nx\n//- /w/docs/z.md\nz";
        let check = |line: &str, expected| check(&format!("{}{files}", body(line)), expected);
        check(
            "See [the text<|>](docs/x%20y.md).",
            &expect![[r#"
            the text -> /w/.claude/agents/docs/x y.md ""
        "#]],
        );
        check(
            "See [the text](<docs/x<|> y.md>).",
            &expect![[r#"
            docs/x y.md -> /w/.claude/agents/docs/x y.md ""
        "#]],
        );
        check(
            "See [the text](data-eng<|>ineer.md#part).",
            &expect![[r#"
            data-engineer.md#part -> /w/.claude/agents/data-engineer.md ""
        "#]],
        );
        check(
            "See [the te<|>xt][t].\n\n[t]: data-engineer.md\n",
            &expect![[r#"
            the text -> /w/.claude/agents/data-engineer.md ""
        "#]],
        );
        check(
            "See `docs<|>/z.md`.",
            &expect![[r#"
            docs/z.md -> /w/docs/z.md ""
        "#]],
        );
        check(
            "See @../../docs/z<|>.md.",
            &expect![[r#"
            ../../docs/z.md -> /w/docs/z.md ""
        "#]],
        );
        check("See @../../docs/missing<|>.md.", &expect![[""]]);
        check(
            "See [it<|>](https://x.org/data-engineer.md).",
            &expect![[""]],
        );
    }

    #[test]
    fn a_path_starts_where_its_variable_says() {
        let files = "//- /w/plugins/alpha/docs/x.md\nx\n//- /w/plugins/alpha/skills/go/y.md\ny\n\
            //- /home/me/notes/z.md\nz\n//- /w/docs/p.md\np";
        let from = |line: &str| {
            let skill =
                "//- /w/plugins/alpha/skills/go/SKILL.md\n---\nname: go\ndescription: x\n---";
            found(&format!("{skill}\n{line}\n{files}"))
        };
        assert_eq!(
            from("See [it<|>](${CLAUDE_PLUGIN_ROOT}/docs/x.md)."),
            "it -> /w/plugins/alpha/docs/x.md \"\"\n"
        );
        assert_eq!(
            from("See [it<|>](${CLAUDE_SKILL_DIR}/y.md)."),
            "it -> /w/plugins/alpha/skills/go/y.md \"\"\n"
        );
        assert_eq!(from("See [it<|>](${NO_SUCH_FOLDER}/docs/x.md)."), "");
        assert_eq!(from("See [it<|>](${CLAUDE_PLUGIN_ROOT/docs/x.md)."), "");
        assert_eq!(
            from("See [it<|>](~/notes/z.md)."),
            "it -> /home/me/notes/z.md \"\"\n"
        );
        // Without a plugin around it, a file has no root of one.
        check_none(&format!(
            "{}{files}",
            body("See [it<|>](${CLAUDE_PLUGIN_ROOT}/docs/p.md).")
        ));
    }

    #[test]
    fn a_link_with_a_number_sign_leads_to_the_heading() {
        let files = "//- /w/docs/x.md\n# One\n\nÜber uns 👩‍🔬\n---\n\n<a id=\"two\"></a>\n";
        for line_end in ["\n", "\r\n"] {
            let found = |line: &str| {
                let body = body(&format!("{line}\n\n# Own 日本\n\n# Own 日本\n"));
                found(&format!("{body}{files}").replace('\n', line_end))
            };
            assert_eq!(
                found("[a](#own-日<|>本-1)"),
                "#own-日本-1 -> /w/.claude/agents/main.md \"# Own 日本\"\n"
            );
            assert_eq!(
                found("[own<|> heading](main.md#own-日本)"),
                "own heading -> /w/.claude/agents/main.md \"# Own 日本\"\n"
            );
            assert!(
                found("[a](../../docs/x.md#über-u<|>ns-)").contains("\"Über uns 👩\\u{200d}🔬")
            );
            assert!(found("[a](../../docs/x.md#tw<|>o)").ends_with("\"<a id=\\\"two\\\"\"\n"));
            assert!(found("[a](../../docs/x.md#non<|>e)").ends_with("x.md \"\"\n"));
            assert_eq!(found("[a](#non<|>e)"), "");
        }
    }

    #[test]
    fn the_nearest_of_several_comes_first() {
        let files = "//- /w/plugins/beta/.claude-plugin/plugin.json\n{\"name\": \"beta\"}\n\
            //- /w/plugins/beta/agents/reviewer.md\n---\nname: reviewer\ndescription: x\n---\n\
            //- /w/plugins/alpha/agents/deep/reviewer.md\n---\nname: reviewer\ndescription: x\n---";
        let from = |path: &str, line: &str| {
            format!("//- {path}\n---\nname: lead\ndescription: x\n---\n{line}\n{files}")
        };
        check(
            &from("/w/plugins/alpha/agents/lead.md", "Ask `revie<|>wer`."),
            &expect![[r#"
            reviewer -> /w/plugins/alpha/agents/reviewer.md "reviewer"
            reviewer -> /w/plugins/alpha/agents/deep/reviewer.md "reviewer"
            reviewer -> /w/plugins/beta/agents/reviewer.md "reviewer"
        "#]],
        );
        check(
            &from("/w/plugins/beta/agents/lead.md", "Ask `revie<|>wer`."),
            &expect![[r#"
            reviewer -> /w/plugins/beta/agents/reviewer.md "reviewer"
            reviewer -> /w/plugins/alpha/agents/reviewer.md "reviewer"
            reviewer -> /w/plugins/alpha/agents/deep/reviewer.md "reviewer"
        "#]],
        );
        check(
            &from("/w/plugins/beta/agents/lead.md", "Ask `alpha:revie<|>wer`."),
            &expect![[r#"
            alpha:reviewer -> /w/plugins/alpha/agents/reviewer.md "reviewer"
            alpha:reviewer -> /w/plugins/alpha/agents/deep/reviewer.md "reviewer"
        "#]],
        );
        check(
            &from("/w/.claude/agents/lead.md", "Ask `beta:revie<|>wer`."),
            &expect![[r#"
            beta:reviewer -> /w/plugins/beta/agents/reviewer.md "reviewer"
        "#]],
        );
        check(
            &from("/w/.claude/agents/lead.md", "Ask `gamma:revie<|>wer`."),
            &expect![[""]],
        );
    }

    #[test]
    fn a_users_own_agent_comes_after_the_projects() {
        let files = "//- /home/me/.claude/agents/ml-engineer.md\n---\nname: ml-engineer\ndescription: x\n---";
        check(
            &format!("{}{files}", body("Ask ml-engi<|>neer.")),
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
            ml-engineer -> /home/me/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
    }

    #[test]
    fn a_definition_without_a_name_is_selected_at_its_start() {
        let files = "//- /w/.claude/skills/bare/SKILL.md\nText.";
        check(
            &format!("{}{files}", body("Run /ba<|>re.")),
            &expect![[r#"
            bare -> /w/.claude/skills/bare/SKILL.md ""
        "#]],
        );
    }

    #[test]
    fn words_that_merely_equal_a_name_are_no_links() {
        let files = "//- /w/.claude/agents/testing.md\n---\nname: testing\ndescription: x\n---";
        let check = |line: &str| check_none(&format!("{}{files}", body(line)));
        check("We do test<|>ing here.");
        check("Unit test<|>ing matters.");
        check("# Test<|>ing");
        check("The sh<|>ip sails.");
        check("```js\nml-engi<|>neer\n```");
        check("<!-- ml-engi<|>neer -->");
        check("See ml-engi<|>neer.md and https://x.org/ml-engineer.");
        check("https://x.org/ml-engi<|>neer");
        check("Write to ml-engi<|>neer@x.org.");
    }

    #[test]
    fn a_file_does_not_lead_to_itself() {
        check_none("---\nname: ma<|>in\ndescription: Works.\n---\n");
        check_none("---\nname: lead-agent\ndescription: x\n---\nYou are the lead-ag<|>ent.\n");
    }

    #[test]
    fn line_ends_change_nothing() {
        let text = body("👩‍🔬 Delegate to ml-eng<|>ineer.").replace('\n', "\r\n");
        check(
            &text,
            &expect![[r#"
            ml-engineer -> /w/.claude/agents/ml-engineer.md "ml-engineer"
        "#]],
        );
    }

    #[test]
    fn a_file_that_speaks_of_itself_means_no_namesake() {
        let twin = "//- /w/plugins/alpha/commands/twin.md\n---\ndescription: x\n---\n";
        let own = "//- /w/.claude/commands/twin.md\n---\ndescription: x\n---\nRun `/tw<|>in`.\n";
        check_none(&format!("{own}{twin}"));
        let agent = "//- /w/.claude/agents/twin-b.md\n---\nname: twin-b\ndescription: x\n---\n";
        let own = "//- /w/.claude/commands/twin-b.md\n---\ndescription: x\n---\nUse `twi<|>n-b`.\n";
        check(
            &format!("{own}{agent}"),
            &expect![[r#"
            twin-b -> /w/.claude/agents/twin-b.md "twin-b"
        "#]],
        );
    }

    #[test]
    fn files_of_another_repository_are_not_meant() {
        let team = "
//- /w/one/.git
x
//- /w/one/.claude/agents/lead.md
---
name: lead
description: x
---
Ask `wri<|>ter-one`, and `help`.
//- /w/two/.git
x
//- /w/two/.claude/agents/writer-one.md
---
name: writer-one
description: x
---
";
        check_none(team);
        check(
            &team.replace("/w/two/.claude", "/w/one/docs/.claude"),
            &expect![[r#"
                writer-one -> /w/one/docs/.claude/agents/writer-one.md "writer-one"
            "#]],
        );
    }

    #[test]
    fn a_slash_reaches_no_other_plugin_and_no_namesake_of_a_built_in_command() {
        let plugin = "//- /w/plugins/alpha/commands/app.md\n---\ndescription: x\n---\n";
        check_none(&(body("Look in /ap<|>p, /pages.") + plugin));
        check(
            &(body("Run `/alpha:ap<|>p`.") + plugin),
            &expect![[r#"
            alpha:app -> /w/plugins/alpha/commands/app.md ""
        "#]],
        );
        let help = "//- /w/.claude/commands/more/help.md\n---\ndescription: x\n---\n";
        check_none(&(body("Run `/he<|>lp`.") + help));
    }
}
