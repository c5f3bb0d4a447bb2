//! Hover.

use dossier_dialect::{Atom, FileKind, ToolName};
use dossier_syntax::{PermissionRule, Span, shell_commands};
use dossier_workspace::values::{self, Part, Written};
use dossier_workspace::{FileId, Meaning, Snapshot, Source};

use crate::cursor::line_around;
use crate::describe;
use crate::file_links::{Address, FileLinks};
use crate::readers;
use crate::safe_markdown::{block_of_code, code, name, safe_with};

/// What to show, and for which text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The text it is about.
    pub span: Span,
    /// What to show, in Markdown.
    pub markdown: String,
}

/// What is known of the text at the byte `offset` of a file.
pub fn hover(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<Hover> {
    hover_with_links(snapshot, file, offset, &|_| None)
}

/// The same with links to the files that it is about.
pub fn hover_with_links(
    snapshot: &Snapshot,
    file: FileId,
    offset: usize,
    address: Address<'_>,
) -> Option<Hover> {
    let links = FileLinks::new(address);
    let found = found(snapshot, file, offset, &links)?;
    Some(Hover {
        markdown: safe_with(&found.markdown, &links.made()),
        ..found
    })
}

fn found(snapshot: &Snapshot, file: FileId, offset: usize, links: &FileLinks<'_>) -> Option<Hover> {
    let Some(source) = snapshot.source(file) else {
        let guest = snapshot.readable(file)?;
        return mention(snapshot, &guest, offset, links);
    };
    key(snapshot, &source, offset)
        .or_else(|| mention(snapshot, &source, offset, links))
        .or_else(|| own_name(snapshot, &source, offset, links))
        .or_else(|| value(snapshot, &source, offset))
        .or_else(|| shell_command(snapshot, &source, offset))
        .or_else(|| placeholder(snapshot, &source, offset))
        .or_else(|| readers::at_fence(snapshot, &source, offset))
}

/// The name of a field, or of an event of hooks.
fn key(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Hover> {
    let (dialect, kind) = (snapshot.dialect(source.place()), source.place().kind);
    let front_matter = source.parsed.front_matter.as_ref()?;
    let fields = values::fields(dialect, kind, front_matter).into_iter();
    let Written {
        field,
        entry,
        outer,
    } = fields.rev().find(|it| it.entry.key.touches(offset))?;
    let markdown = match (field, outer) {
        (Some(field), _) => describe::field(dialect, field),
        (None, Some(outer)) if outer.shape.is(Atom::Hooks) => {
            let vocabulary = snapshot.vocabulary(source.place());
            let mut events = vocabulary.hook_events().iter();
            describe::hook_event(vocabulary, events.find(|row| row.name == entry.name)?)
        }
        (None, Some(_)) => return None,
        (None, None) => {
            let misnomer = dialect.misnomer(kind, &entry.name)?;
            format!(
                "**{}** · write `{}`\n\n{}",
                name(&entry.name),
                misnomer.means,
                misnomer.doc
            )
        }
    };
    Some(Hover {
        span: entry.key,
        markdown,
    })
}

/// A value of a field, or an item of one.
fn value(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Hover> {
    let (dialect, kind) = (snapshot.dialect(source.place()), source.place().kind);
    let front_matter = source.parsed.front_matter.as_ref()?;
    let text = &source.text;
    let mut parts = values::parts(dialect, kind, front_matter, text).into_iter();
    let part = parts.find(|part| part.span.touches(offset))?;
    let vocabulary = snapshot.vocabulary(source.place());
    let written = part.span.of(text);
    let markdown = match part.atom {
        Atom::Tool => tool(snapshot, source, part)?,
        Atom::Model => {
            let state = vocabulary.model(written, snapshot.today());
            describe::model(vocabulary, state)?
        }
        _ => {
            let mut values = part.field.values.iter();
            let row = values.find(|row| row.value == written)?;
            format!("**{}**\n\n{}", row.value, row.doc)
        }
    };
    Some(Hover {
        span: part.span,
        markdown,
    })
}

/// A tool, or a permission rule.
fn tool(snapshot: &Snapshot, source: &Source, part: Part<'_>) -> Option<String> {
    let vocabulary = snapshot.vocabulary(source.place());
    let text = &source.text;
    let rule = PermissionRule::parse(text, part.span);
    let name = rule.tool.of(text);
    let about = match vocabulary.tool(name) {
        ToolName::Tool(tool) => describe::tool(vocabulary, tool),
        ToolName::Old(tool) => describe::old_tool(vocabulary, tool),
        ToolName::Mcp => describe::mcp_tool(vocabulary, name)?,
        ToolName::All => format!("{} · every tool", code(name)),
        ToolName::Unknown => return None,
    };
    Some(match rule.argument {
        Some(argument) if part.field.whole_tools => format!(
            "{}, the whole tool: {} was seen to leave {} out of account here\n\n{about}",
            code(name),
            vocabulary.title(),
            code(argument.of(text).trim()),
        ),
        Some(argument) => format!(
            "Permission rule: {}, limited to {}\n\n{about}",
            code(name),
            code(argument.of(text).trim()),
        ),
        None => about,
    })
}

/// The file's own name, where it is written.
fn own_name(
    snapshot: &Snapshot,
    source: &Source,
    offset: usize,
    links: &FileLinks<'_>,
) -> Option<Hover> {
    let span = source.facts.definition.as_ref()?.name_span;
    let is_here = !span.is_empty() && span.touches(offset);
    let markdown = is_here.then(|| describe::account(snapshot, source, links))??;
    Some(Hover { span, markdown })
}

fn mention(
    snapshot: &Snapshot,
    source: &Source,
    offset: usize,
    links: &FileLinks<'_>,
) -> Option<Hover> {
    let mut named = source.facts.mentions_at(offset);
    named.find_map(|mention| {
        let target = snapshot.resolve(source.id, &mention).into_iter().next()?;
        let vocabulary = snapshot.vocabulary(source.place());
        let section = target.fragment.as_ref().and_then(|_| {
            let (path, place) = target.location(snapshot)?;
            describe::section(snapshot, source, &path, place, links)
        });
        let markdown = match target.is {
            _ if section.is_some() => section?,
            Meaning::Indexed(id, _) => {
                let path = &snapshot.index().file(id).path;
                describe::definition(snapshot, id, links)
                    .unwrap_or_else(|| describe::file(snapshot, source, path, links))
            }
            Meaning::File(path) => describe::file(snapshot, source, &path, links),
            Meaning::Server(file, server) => describe::server(snapshot, file, server, links),
            Meaning::BuiltinAgent(row) => describe::builtin_agent(vocabulary, row),
            Meaning::BuiltinCommand(row) => describe::builtin_command(vocabulary, row),
        };
        Some(Hover {
            span: mention.span,
            markdown,
        })
    })
}

/// A command that the program runs before the model reads the text.
fn shell_command(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Hover> {
    let vocabulary = snapshot.vocabulary(source.place());
    let row = vocabulary.inline_shell(source.place().kind)?;
    let found = shell_commands(&source.text, source.parsed.body);
    let command = found
        .into_iter()
        .find(|it| it.runs && it.span.touches(offset))?;
    Some(Hover {
        span: command.span,
        markdown: format!(
            "{}\n\n{}",
            block_of_code(command.command.of(&source.text), "sh"),
            row.doc
        ),
    })
}

/// A text of the body that the program replaces.
fn placeholder(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Hover> {
    let kind = source.place().kind;
    let is_prompt = matches!(kind, FileKind::Skill | FileKind::Command | FileKind::Agent);
    if !is_prompt || !source.parsed.body.touches(offset) {
        return None;
    }
    let vocabulary = snapshot.vocabulary(source.place());
    let line = line_around(&source.text, offset);
    vocabulary.placeholders(kind).find_map(|row| {
        let mut found = line
            .of(&source.text)
            .match_indices(&row.text)
            .map(|(at, found)| Span::new(at, at + found.len()).shifted(line.range().start));
        let span = found.find(|span| span.touches(offset))?;
        Some(Hover {
            span,
            markdown: format!("**{}**\n\n{}", row.text, row.doc),
        })
    })
}

#[cfg(test)]
mod tests {
    use dossier_workspace::Settings;
    use dossier_workspace::fixture::Fixture;
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::{at_cursor, with_team};

    /// Shows which text the hover is about, and the first lines of what it says.
    fn check(fixture: &str, expected: &Expect) {
        const LINES: usize = 9;
        let shown = at_cursor(&with_team(fixture), |snapshot, file, offset| {
            let text = snapshot.source(file).unwrap().text;
            let hover = hover(snapshot, file, offset)?;
            assert!(hover.span.touches(offset), "{hover:?}");
            let lines: Vec<&str> = hover.markdown.lines().take(LINES).collect();
            Some(format!("{}: {}\n", hover.span.of(&text), lines.join("\n")))
        });
        expected.assert_eq(&shown.unwrap_or_else(|| "nothing\n".to_owned()));
    }

    fn head(line: &str) -> String {
        format!("---\nname: main\ndescription: Works.\n{line}\n---\nBody.\n")
    }

    fn body(line: &str) -> String {
        format!("---\nname: main\ndescription: Works.\n---\n{line}\n")
    }

    #[test]
    fn fields_say_what_they_do() {
        check(
            &head("permission<|>Mode: plan"),
            &expect![[r#"
            permissionMode: **permissionMode** · one of its values

            Which actions this agent may take without asking. The field has no effect where the parent runs in `bypassPermissions`, `acceptEdits` or `auto` mode, and `bypassPermissions` counts only if the parent has it too (since 2.1.267). Ignored in plugin agents.

            Default: the parent's mode

            - `default`: Asks before edits, shell commands and network access; only reads run unasked. Shown as *Manual*.
            - `manual`: Another name for `default` (since 2.1.200).
            - `acceptEdits`: File edits and common file commands such as `mkdir` and `mv` run without asking; the rest asks.
        "#]],
        );
        check(
            &head("experimental:\n  cache<|>Ttl: 1h"),
            &expect![[r#"
                cacheTtl: **experimental.cacheTtl** · one of its values

                How long the prompt cache of this agent is kept: `5m` or `1h`. It must stand under `experimental`; at the top level it has no effect.

                Default: not set

                - `5m`: Five minutes.
                - `1h`: One hour.

            "#]],
        );
        check(
            &head("allowed-t<|>ools: Read"),
            &expect![[r#"
            allowed-tools: **allowed-tools** · write `tools`

            `allowed-tools` is the key of skills and commands. In an agent it has no effect, so the agent keeps every tool.
        "#]],
        );
        check(
            &head("nonsen<|>se: 1"),
            &expect![[r#"
            nothing
        "#]],
        );
        check(
            &head("model<|>:"),
            &expect![[r#"
            model: **model** · model

            The model this agent runs on: an alias (`sonnet`, `opus`, `haiku`, `fable`), a full id such as `claude-opus-5-5`, or `inherit` for the main conversation's model; the same values as `--model`. A `model` given with the call wins over this field; without either, `CLAUDE_CODE_SUBAGENT_MODEL` decides, then the main model (since 2.1.251; before, the variable came first). `CLAUDE_CODE_SUBAGENT_MODEL_FORCE=1` ignores this field (since 2.1.257). A deprecated or remapped model causes a warning.

            Default: CLAUDE_CODE_SUBAGENT_MODEL, else the main conversation's model

            [Claude Code documentation](https://code.claude.com/docs/en/model-config)
        "#]],
        );
        check(
            &head("hooks:\n  Pre<|>ToolUse: []"),
            &expect![[r#"
                PreToolUse: **PreToolUse** · hook event

                Before a tool call runs. The hook can allow it, deny it or have it ask. The matcher is the tool's name; `EndConversation` runs no hook.

                [Claude Code documentation](https://code.claude.com/docs/en/hooks)
            "#]],
        );
    }

    #[test]
    fn a_name_says_who_loads_its_file_and_what_it_gets() {
        check(
            "---\nname: ma<|>in\ndescription: Works.\nmodel: opus\n\
             tools: Read, Reed, Task, Write\ndisallowedTools: Write\n---\nUse `ship`.\n",
            &expect![[r#"
                main: **main** · agent

                Works.

                - Loaded by Claude Code, from `**/.claude/agents/**/*.md`
                - Also by Visual Studio Code, GitHub Copilot CLI, Cursor, Augment
                - Model: `opus`, today `claude-opus-5-5`
                - Tools: `Read`, `Task`
                - Not given: `Reed` (unknown), `Write` (taken away by `disallowedTools`)
            "#]],
        );
        check(
            "//- /w/agents/free.md\n---\nname: fr<|>ee\ndescription: Works.\n---\nWork.\n",
            &expect![[r#"
                free: **free** · agent

                Works.

                - No program looks for it here
                - Model: CLAUDE_CODE_SUBAGENT_MODEL, else the main conversation's model
                - Tools: all tools available to subagents
                - File: `agents/free.md`
            "#]],
        );
        check(
            "//- /w/.claude/agents/free.md\n---\nname: fr<|>ee\n---\nWork.\n",
            &expect![[r#"
                free: **free** · agent

                *No description.*

                - **Not loaded** by Claude Code: `description` is missing. Claude Code skips an agent without `description`; only the debug log says so.
                - **Not loaded** by GitHub Copilot CLI: `description` is missing. GitHub Copilot CLI and the cloud agent load no agent without it.
                - Loaded by Visual Studio Code, from `**/.claude/agents/*.md`
                - Also by Cursor, Augment
                - File: `.claude/agents/free.md`
            "#]],
        );
    }

    #[test]
    fn a_file_is_linked_by_its_path_from_the_folder_that_is_open() {
        let mut fixture = Fixture::parse(&with_team(
            "//- /w/.claude/agents/main.md\n---\nname: main\n---\nAsk `rev<|>iewer`.\n",
        ));
        let settings = Settings::default();
        fixture.world.set_settings(settings, vec!["/w".into()]);
        let (snapshot, file) = fixture.snapshot();
        let address: Address<'_> = &|path| Some(format!("file://{path}"));
        let found = hover_with_links(&snapshot, file, fixture.offset, address).unwrap();
        expect![[r#"
            **alpha:reviewer** · agent

            Reviews.

            - File: [plugins/alpha/agents/reviewer.md](file:///w/plugins/alpha/agents/reviewer.md)
            - Used by 1 agent"#]]
        .assert_eq(&found.markdown);
    }

    #[test]
    fn enum_values_say_what_they_do() {
        check(
            &head("permissionMode: pl<|>an"),
            &expect![[r#"
            plan: **plan**

            Explores and proposes a plan without editing. An agent in this mode gets the tool `ExitPlanMode`.
        "#]],
        );
        check(
            &head("memory: \"us<|>er\""),
            &expect![[r#"
            user: **user**

            Kept in `~/.claude/agent-memory/<name>/`, for all your projects.
        "#]],
        );
        check(
            &head("experimental:\n  cacheTtl: 1<|>h"),
            &expect![[r#"
                1h: **1h**

                One hour.
            "#]],
        );
        check(
            &head("color: mau<|>ve"),
            &expect![[r#"
            nothing
        "#]],
        );
    }

    #[test]
    fn tools_and_rules_are_explained() {
        check(
            &head("tools: Re<|>ad, Grep"),
            &expect![[r#"
            Read: **Read** · tool · needs no permission

            Reads a file: text with line numbers, images, PDFs, Jupyter notebooks. It does not read directories. `Read(path)` limits a rule to paths, in the patterns of `.gitignore` (`//` for absolute, `~/` for home), and also covers `Grep`, `Glob` and `LSP`.

            [Claude Code documentation](https://code.claude.com/docs/en/tools-reference)
        "#]],
        );
        check(
            &head("tools: [Read, \"Gr<|>ep\"]"),
            &expect![[r#"
            Grep: **Grep** · tool · needs no permission

            Searches the contents of files with ripgrep's regular expressions. On macOS, Linux and WSL it is no longer in the default tool set, where Claude uses `grep` through Bash; an agent that lists it and leaves out `Bash` gets it back. Path rules written as `Read(...)` apply to it.

            [Claude Code documentation](https://code.claude.com/docs/en/tools-reference)
        "#]],
        );
        check(
            &head("tools:\n  - Web<|>Fetch(domain:x.org)"),
            &expect![[r#"
                WebFetch(domain:x.org): `WebFetch`, the whole tool: Claude Code was seen to leave `domain:x.org` out of account here

                **WebFetch** · tool · asks for permission

                Fetches a web page and extracts from it, with a small model, what Claude asked for. `WebFetch(domain:example.com)` limits a rule to a host; `*.example.com` and `*` are allowed.

                [Claude Code documentation](https://code.claude.com/docs/en/tools-reference)
            "#]],
        );
        check(
            &head("tools: KillSh<|>ell"),
            &expect![[r#"
            KillShell: **KillShell** · a former name · write `TaskStop`

            An old name of `TaskStop`, still understood.

            `TaskStop`: Stops a background command, agent or teammate, by its id or name. Formerly `KillShell` and `KillBash`.

            [Claude Code documentation](https://www.npmjs.com/package/@anthropic-ai/claude-agent-sdk)
        "#]],
        );
        check(
            &head("tools: Nonse<|>nse"),
            &expect![[r#"
            nothing
        "#]],
        );
        check(
            &head("tools: mcp__other__too<|>l"),
            &expect![[r#"
            mcp__other__tool: The tool `tool` of the MCP server `other`.
        "#]],
        );
        check(
            &head("tools: \"*<|>\""),
            &expect![[r#"
            *: `*` · every tool
        "#]],
        );
        check(
            &head("tools: [Read, Gre<|>p"),
            &expect![[r#"
            Grep: **Grep** · tool · needs no permission

            Searches the contents of files with ripgrep's regular expressions. On macOS, Linux and WSL it is no longer in the default tool set, where Claude uses `grep` through Bash; an agent that lists it and leaves out `Bash` gets it back. Path rules written as `Read(...)` apply to it.

            [Claude Code documentation](https://code.claude.com/docs/en/tools-reference)
        "#]],
        );
    }

    #[test]
    fn names_in_rules_are_mentions() {
        check(
            &head("tools: Agent(ml-eng<|>ineer)"),
            &expect![[r#"
            ml-engineer: **ml-engineer** · agent

            Trains models.

            - File: `.claude/agents/ml-engineer.md`
            - Used by 1 agent
        "#]],
        );
        check(
            &head("tools: Skill(sh<|>ip)"),
            &expect![[r#"
            ship: **ship** · skill

            Releases.

            - File: `.claude/skills/ship/SKILL.md`
            - Used by 1 agent
        "#]],
        );
        check(
            &head("tools: mcp__git<|>hub__create_issue"),
            &expect![[r#"
            github: **github** · MCP server

            Reached by `gh`.

            - File: `.mcp.json`
        "#]],
        );
        check(
            &head("mcpServers:\n  - git<|>hub"),
            &expect![[r#"
            github: **github** · MCP server

            Reached by `gh`.

            - File: `.mcp.json`
        "#]],
        );
        check(
            &head("skills:\n  - sh<|>ip"),
            &expect![[r#"
            ship: **ship** · skill

            Releases.

            - File: `.claude/skills/ship/SKILL.md`
            - Used by 1 agent
        "#]],
        );
    }

    #[test]
    fn models_say_what_they_are_today() {
        check(
            &head("model: son<|>net"),
            &expect![[r#"
            sonnet: **sonnet** · model alias

            The current Sonnet. On the Anthropic API this is Sonnet 5.5 (since 2.1.284); on Claude Platform on AWS 4.6, on Bedrock, Google Cloud and Foundry 4.5.

            Stands for `claude-sonnet-5-5` today.

            [Claude Code documentation](https://code.claude.com/docs/en/overview)
        "#]],
        );
        check(
            &head("model: claude-sonnet-4-2025<|>0514"),
            &expect![[r#"
            claude-sonnet-4-20250514: **claude-sonnet-4-20250514** · model · retired

            Claude Sonnet 4, retired on 2026-06-15: the Anthropic API no longer offers it.

            Retirement: 2026-06-15. Write `claude-sonnet-5-5` instead.

            [Claude Code documentation](https://platform.claude.com/docs/en/about-claude/model-deprecations)
        "#]],
        );
        check(
            &head("model: claude-sonnet-4-<|>5"),
            &expect![[r#"
            claude-sonnet-4-5: **claude-sonnet-4-5** · model · deprecated

            Claude Sonnet 4.5. Deprecated since 2026-09-30, it retires on 2026-11-30; Anthropic names Sonnet 5.5 as its replacement.

            Retirement: 2026-11-30. Write `claude-sonnet-5-5` instead.

            [Claude Code documentation](https://platform.claude.com/docs/en/about-claude/model-deprecations)
        "#]],
        );
        check(
            &head("model: claude-other<|>-9"),
            &expect![[r#"
            nothing
        "#]],
        );
    }

    #[test]
    fn agents_skills_and_commands_show_their_description() {
        check(
            &body("Delegate to ml-eng<|>ineer."),
            &expect![[r#"
            ml-engineer: **ml-engineer** · agent

            Trains models.

            - File: `.claude/agents/ml-engineer.md`
            - Used by 1 agent
        "#]],
        );
        check(
            &body("Run `/sh<|>ip` then"),
            &expect![[r#"
            ship: **ship** · skill

            Releases.

            - File: `.claude/skills/ship/SKILL.md`
            - Used by 1 agent
        "#]],
        );
        check(
            &body("Run /release:no<|>tes then"),
            &expect![[r#"
            release:notes: **release:notes** · command

            Writes notes.

            - File: `.claude/commands/release/notes.md`
            - Used by 1 agent
        "#]],
        );
        check(
            &body("Ask @alpha:revie<|>wer."),
            &expect![[r#"
            alpha:reviewer: **alpha:reviewer** · agent

            Reviews.

            - File: `alpha/agents/reviewer.md`
            - Used by 1 agent
        "#]],
        );
        check(
            &body("Run /com<|>pact now."),
            &expect![[r#"
            compact: **/compact** · comes with Claude Code

            Summarizes the conversation so far, to free context.

            [Claude Code documentation](https://code.claude.com/docs/en/commands)
        "#]],
        );
        check(
            &body("subagent_type: general-pur<|>pose\n"),
            &expect![[r#"
                general-purpose: **general-purpose** · comes with Claude Code

                Built in: takes on tasks of many steps, exploring as well as editing. It runs a skill with `context: fork` that names no agent.

                [Claude Code documentation](https://code.claude.com/docs/en/sub-agents)
            "#]],
        );
    }

    #[test]
    fn placeholders_say_what_replaces_them() {
        let skill =
            |line: &str| format!("//- /w/.claude/skills/x/SKILL.md\n---\nname: x\n---\n{line}\n");
        check(
            &skill("Fix $ARGU<|>MENTS now."),
            &expect![[r#"
            $ARGUMENTS: **$ARGUMENTS**

            Everything typed after the command. If no placeholder of the body takes the arguments, Claude Code appends `ARGUMENTS: ...` at the end. `\$` writes a dollar sign.
        "#]],
        );
        check(
            &skill("Read ${CLAUDE_SKILL<|>_DIR}/x.md."),
            &expect![[r#"
            ${CLAUDE_SKILL_DIR}: **${CLAUDE_SKILL_DIR}**

            The folder of this skill; use it to reach the files beside `SKILL.md`.
        "#]],
        );
        check(
            &body("Fix $ARGU<|>MENTS now."),
            &expect![[r#"
            nothing
        "#]],
        );
    }

    #[test]
    fn plain_words_say_nothing() {
        check(
            &body("model<|>: the thing to build"),
            &expect![[r#"
            nothing
        "#]],
        );
        check(
            &body("tools: Re<|>ad"),
            &expect![[r#"
            nothing
        "#]],
        );
        check(
            &body("Re<|>ad the file."),
            &expect![[r#"
            nothing
        "#]],
        );
        check(
            &body("The sh<|>ip sails."),
            &expect![[r#"
            nothing
        "#]],
        );
        check(
            &body("<|>"),
            &expect![[r#"
            nothing
        "#]],
        );
        check(
            &body("Talk to oth<|>er-engineer."),
            &expect![[r#"
            nothing
        "#]],
        );
        check(
            "---\nname: ma<|>in\ndescription: Works.\n---\n",
            &expect![[r#"
                main: **main** · agent

                Works.

                - Loaded by Claude Code, from `**/.claude/agents/**/*.md`
                - Also by Visual Studio Code, GitHub Copilot CLI, Cursor, Augment
                - Model: CLAUDE_CODE_SUBAGENT_MODEL, else the main conversation's model
                - Tools: all tools available to subagents
                - File: `.claude/agents/main.md`
            "#]],
        );
        check(
            "---\nname: main\ndescription: Works wi<|>th sonnet.\n---\n",
            &expect![[r#"
            nothing
        "#]],
        );
    }

    #[test]
    fn what_files_say_fetches_nothing_runs_nothing_and_hides_nothing() {
        check(
            "//- /w/.claude/agents/main.md\n---\nname: main\ndescription: x\n---\nAsk @od<|>d now.\n\
             //- /w/.claude/agents/odd.md\n---\nname: odd\ndescription: \"![see](http://x.org/?who) \
             [go](command:quit) [docs](https://x.org) <img src=http://x.org>\"\nmodel: \"`<b>`\"\n---\n",
            &expect![[r#"
                odd: **odd** · agent

                see go [docs](https://x.org) &lt;img src=http://x.org>

                - model: `` `<b>` ``
                - File: `.claude/agents/odd.md`
                - Used by 1 agent
            "#]],
        );
        let body = at_cursor(
            "//- /w/.claude/agents/main.md\n---\nname: main\ndescription: x\n---\nRun /od<|>d now.\n\
             //- /w/.claude/commands/odd.md\n---\n---\n![see][1] <a href=\"command:x\">\n\n\
             [1]: command:x\n",
            |snapshot, file, offset| hover(snapshot, file, offset).map(|it| it.markdown),
        );
        let body = body.unwrap_or_default();
        let (_, body) = body.split_once("---\n\n").unwrap_or_default();
        assert_eq!(body.trim_end(), "see &lt;a href=\"command:x\">");
    }

    #[test]
    fn a_server_is_shown_without_its_passwords() {
        let shown = at_cursor(
            "//- /w/.claude/agents/main.md\n---\nname: main\ndescription: x\n\
             tools: mcp__d<|>b__query\n---\n\
             //- /w/.mcp.json\n{\"mcpServers\": {\"db\": {\"url\": \
             \"https://me:hunter2@x.org/mcp?token=hunter2\", \"headers\": {\"X\": \"hunter2\"}}}}\n",
            |snapshot, file, offset| hover(snapshot, file, offset).map(|it| it.markdown),
        );
        expect![[r#"
            **db** · MCP server

            Reached by `https://me:…@x.org/mcp?token=…`.

            - File: `.mcp.json`"#]]
        .assert_eq(&shown.unwrap_or_default());
    }

    #[test]
    fn line_ends_change_nothing() {
        let crlf = |text: String| text.replace('\n', "\r\n");
        check(
            &crlf(head("model: son<|>net")),
            &expect![[r#"
            sonnet: **sonnet** · model alias

            The current Sonnet. On the Anthropic API this is Sonnet 5.5 (since 2.1.284); on Claude Platform on AWS 4.6, on Bedrock, Google Cloud and Foundry 4.5.

            Stands for `claude-sonnet-5-5` today.

            [Claude Code documentation](https://code.claude.com/docs/en/overview)
        "#]],
        );
        check(
            &crlf(body("👩‍🔬 Delegate to ml-eng<|>ineer.")),
            &expect![[r#"
            ml-engineer: **ml-engineer** · agent

            Trains models.

            - File: `.claude/agents/ml-engineer.md`
            - Used by 1 agent
        "#]],
        );
    }

    #[test]
    fn a_link_to_a_heading_shows_its_section() {
        check(
            "---\nname: main\ndescription: x\n---\nSee [a](#pa<|>rt).\n\n# Part\n\nOne.\n\n# Next\n",
            &expect![[r#"
                #part: **Part** · `.claude/agents/main.md`

                ---

                One.
            "#]],
        );
    }
}
