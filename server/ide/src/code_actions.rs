//! What can be done at a place.

use dossier_syntax::Span;
use dossier_workspace::{CONFIG_FILE, FileId, Snapshot, Source};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostics::{Diagnostic, diagnostics};
use crate::fixes::{Change, Fix, merge_fixes};
use crate::{convert, disable};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeAction {
    /// What it does, as a menu says it.
    pub title: String,
    /// What kind of doing it is.
    pub kind: ActionKind,
    /// What is changed.
    pub change: Change,
    /// The findings it takes away.
    pub findings: Vec<Diagnostic>,
    /// The one to take where only one is asked for.
    pub preferred: bool,
}

/// What kind of doing an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// It takes one finding away.
    QuickFix,
    /// It turns a rule off.
    Disable,
    /// It takes away all that can be taken away without looking.
    FixAll,
    /// It writes the file for another program.
    Convert,
}

/// The most findings at a place for which a menu has something, and that are named with a change of
/// all. Nobody reads more.
const MOST_FINDINGS: usize = 100;

/// How much text is read again at most to see that comments which turn rules off change nothing
/// else, in bytes.
const MOST_READ: usize = 1_000_000;

/// What can be done in the span of a file: a fix for each finding that it touches, the ways to turn
/// its rule off, and all safe fixes of the file at once. Where it touches very many findings, the
/// first of them count.
pub fn code_actions(snapshot: &Snapshot, file: FileId, span: Span) -> Vec<CodeAction> {
    let found = diagnostics(snapshot, file);
    let touches =
        |finding: &&Diagnostic| finding.span.start <= span.end && span.start <= finding.span.end;
    let touched = found.iter().filter(touches).take(MOST_FINDINGS);
    let touched: Vec<&Diagnostic> = touched.collect();
    let mut actions: Vec<CodeAction> = Vec::new();
    for finding in &touched {
        for (at, fix) in finding.fixes.iter().enumerate() {
            actions.push(CodeAction {
                title: fix.title.clone(),
                kind: ActionKind::QuickFix,
                change: fix.change.clone(),
                findings: vec![without_fixes(finding)],
                preferred: at == 0,
            });
        }
    }
    let Some(source) = snapshot.source(file) else {
        actions.extend(fix_all(&found));
        return actions;
    };
    let tries = MOST_READ / source.text.len().max(1) + 1;
    let mut elsewhere: FxHashMap<&str, Elsewhere> = FxHashMap::default();
    for finding in touched.into_iter().take(tries) {
        let elsewhere = elsewhere
            .entry(finding.rule)
            .or_insert_with(|| Elsewhere::new(snapshot, &source, finding.rule));
        actions.extend(disable(&source, finding, elsewhere));
    }
    actions.extend(fix_all(&found));
    let front_matter = source.parsed.front_matter.as_ref();
    if front_matter.is_some_and(|it| it.open.touches(span.range().start)) {
        actions.extend(conversions(snapshot, &source));
    }
    actions
}

/// The file for each program that has others here, or that the team has chosen.
fn conversions(snapshot: &Snapshot, source: &Source) -> Vec<CodeAction> {
    let files = snapshot.index().files();
    let own = files.filter(|(_, _, facts)| facts.place.loaded);
    let own = own.map(|(_, _, facts)| snapshot.dialect(&facts.place).id());
    let mut used: FxHashSet<&str> = own.collect();
    let dialects = snapshot.dialects();
    let readers = snapshot.chosen(source.id).readers().unwrap_or_default();
    let readers = dialects.called(readers).into_iter();
    used.extend(readers.map(|id| dialects.get(id).id()));
    let programs = convert::targets(snapshot, source.place());
    let actions = programs
        .into_iter()
        .filter(|(id, _)| used.contains(id.as_str()));
    let actions = actions.filter_map(|(id, title)| {
        let converted = convert::convert(snapshot, source.id, &id).ok()?;
        let is_free = !snapshot.disk().exists(&converted.path);
        is_free.then_some(CodeAction {
            title: format!("Write this {} for {title}", source.place().kind),
            kind: ActionKind::Convert,
            change: Change::Create {
                path: converted.path,
                text: converted.text,
            },
            findings: Vec::new(),
            preferred: false,
        })
    });
    actions.collect()
}

/// A rule turned off for more than one line, which is the same for all of its findings.
struct Elsewhere {
    in_file: Option<Change>,
    in_workspace: Option<Change>,
}

impl Elsewhere {
    fn new(snapshot: &Snapshot, source: &Source, rule: &str) -> Self {
        let takes_comments = source.parsed.format.is_fenced();
        Self {
            in_file: takes_comments.then(|| disable::in_this_file(source, rule)),
            in_workspace: disable::in_the_workspace(snapshot, source, rule),
        }
    }
}

/// The ways to turn the rule of a finding off.
fn disable(source: &Source, finding: &Diagnostic, elsewhere: &Elsewhere) -> Vec<CodeAction> {
    let rule = finding.rule;
    let takes_comments = source.parsed.format.is_fenced();
    let on_this_line = || disable::on_this_line(source, finding.span, rule);
    let ways = [
        (
            format!("Ignore `{rule}` on this line"),
            takes_comments.then(on_this_line).flatten(),
        ),
        (
            format!("Ignore `{rule}` in this file"),
            elsewhere.in_file.clone(),
        ),
        (
            format!("Turn `{rule}` off in {CONFIG_FILE}"),
            elsewhere.in_workspace.clone(),
        ),
    ];
    let action = |(title, change): (String, Option<Change>)| {
        Some(CodeAction {
            title,
            kind: ActionKind::Disable,
            change: change?,
            findings: vec![without_fixes(finding)],
            preferred: false,
        })
    };
    ways.into_iter().filter_map(action).collect()
}

/// All safe fixes at once.
fn fix_all(found: &[Diagnostic]) -> Option<CodeAction> {
    let safe = || {
        found
            .iter()
            .filter_map(|finding| Some((finding, safe_fix(finding)?)))
    };
    let edits = merge_fixes(safe().map(|(_, fix)| fix));
    (!edits.is_empty()).then(|| CodeAction {
        title: "Apply all safe fixes".to_owned(),
        kind: ActionKind::FixAll,
        change: Change::Edit(edits),
        findings: safe()
            .take(MOST_FINDINGS)
            .map(|(finding, _)| without_fixes(finding))
            .collect(),
        preferred: false,
    })
}

/// The fix that a finding has, if nobody needs to look at it.
fn safe_fix(finding: &Diagnostic) -> Option<&Fix> {
    finding.fixes.first().filter(|fix| fix.safe)
}

fn without_fixes(finding: &Diagnostic) -> Diagnostic {
    Diagnostic {
        fixes: Vec::new(),
        ..finding.clone()
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::apply_fixes;
    use crate::testing::{at_cursor, with_team};

    /// What is offered at the cursor, and the first line that each changes, afterwards.
    fn offered(fixture: &str) -> String {
        at_cursor(&with_team(fixture), |snapshot, file, offset| {
            let text = snapshot.source(file).unwrap().text;
            let actions = code_actions(snapshot, file, Span::empty(offset));
            let fixes = actions.iter().filter(|it| it.kind != ActionKind::Disable);
            let shown = fixes.map(|action| {
                let marks = match (action.kind, action.preferred) {
                    (ActionKind::FixAll, _) => "all ",
                    (ActionKind::QuickFix, true) => "* ",
                    _ => "",
                };
                let outcome = match &action.change {
                    Change::Create { path, text } => format!("{path}:\n{text}"),
                    Change::Write { path, text, .. } => format!("{path}:\n{text}"),
                    edit @ Change::Edit(_) => first_difference(&text, edit),
                };
                format!("{marks}{}: {outcome}\n", action.title)
            });
            shown.collect::<String>()
        })
    }

    fn first_difference(text: &str, change: &Change) -> String {
        let fix = Fix {
            title: String::new(),
            change: change.clone(),
            safe: true,
        };
        let fixed = apply_fixes(text, [&fix]).expect("an action changes something");
        let before: Vec<&str> = text.lines().collect();
        let changed = fixed.lines().enumerate();
        let mut changed = changed.filter(|(at, line)| before.get(*at) != Some(line));
        changed
            .next()
            .map_or("fewer lines", |(_, line)| line)
            .to_owned()
    }

    fn check(fixture: &str, expected: &Expect) {
        expected.assert_eq(&offered(fixture));
    }

    fn agent(lines: &str) -> String {
        format!("---\nname: main\ndescription: Works.\n{lines}\n---\nBody.\n")
    }

    #[test]
    fn a_misspelt_tool_is_corrected_or_taken_out() {
        check(
            &agent("tools: Read, Gr<|>epp"),
            &expect![[r#"
            * Change to `Grep`: tools: Read, Grep
            Remove `Grepp`: tools: Read
        "#]],
        );
        check(
            &agent("tools: Read, re<|>ad"),
            &expect![[r#"
            * Change to `Read`: tools: Read, Read
            Remove `read`: tools: Read
            all Apply all safe fixes: tools: Read, Read
        "#]],
        );
        check(
            &agent("tools: Read, Edit, Re<|>ad"),
            &expect![[r#"
            * Remove it here: tools: Read, Edit
            all Apply all safe fixes: tools: Read, Edit
        "#]],
        );
        check(
            &agent("tools: [Read, \"Ki<|>llShell\"]"),
            &expect![[r#"
                * Change to `TaskStop`: tools: [Read, "TaskStop"]
            "#]],
        );
    }

    #[test]
    fn fields_and_values_are_corrected() {
        check(
            &agent("mod<|>le: opus"),
            &expect![[r#"
            * Change to `model`: model: opus
        "#]],
        );
        check(
            &agent("allowed-<|>tools: Read"),
            &expect![[r#"
            * Change to `tools`: tools: Read
        "#]],
        );
        check(
            &agent("permissionMode: accept-<|>edits"),
            &expect![[r#"
            * Change to `acceptEdits`: permissionMode: acceptEdits
            all Apply all safe fixes: permissionMode: acceptEdits
        "#]],
        );
        check(
            &agent("model: claude-3-<|>7-sonnet-20250219"),
            &expect![[r#"
                * Change to `claude-sonnet-5-5`: model: claude-sonnet-5-5
            "#]],
        );
        check(
            &agent("color: red\nco<|>lor: red"),
            &expect![[r#"
            all Apply all safe fixes: ---
        "#]],
        );
        check(
            &agent("co<|>lor: red\ncolor: red"),
            &expect![[r#"
            * Remove the first `color`: ---
            all Apply all safe fixes: ---
        "#]],
        );
    }

    #[test]
    fn broken_front_matter_is_mended() {
        check(
            &agent("initialPrompt: Start<|>: now"),
            &expect![[r#"
            * Put the value of `initialPrompt` in quotes: initialPrompt: "Start: now"
            all Apply all safe fixes: initialPrompt: "Start: now"
        "#]],
        );
        check(
            "\r\n<|>---\r\nname: main\r\ndescription: Works.\r\n---\r\n",
            &expect![[r#"
                * Remove the blank lines above: ---
                all Apply all safe fixes: ---
            "#]],
        );
        check(
            "<|>---\nname: main\ndescription: Works.\n",
            &expect![[r#"
            * Close the front matter: ---
        "#]],
        );
        check(
            "<|>---\ndescription: Works.\n---\n",
            &expect![[r#"
            * Add `name: main`: name: main
        "#]],
        );
        // Above a tag or an anchor it would be no field.
        for head in ["!team", "&team\ndescription: Works."] {
            check(&format!("<|>---\n{head}\n---\n"), &expect![[""]]);
        }
    }

    #[test]
    fn a_name_that_is_nobody_s_is_corrected_or_defined() {
        check(
            &agent("skills: unit-te<|>ts"),
            &expect![[r#"
            * Change to `unit-tests`: skills: unit-tests
            Create the skill `unit-tets`: /w/.claude/skills/unit-tets/SKILL.md:
            ---
            name: unit-tets
            description: What it does. Use it when ...
            ---

        "#]],
        );
        check(
            &(agent("") + "subagent_type: \"quality-che<|>cker\""),
            &expect![[r#"
                * Create the agent `quality-checker`: /w/.claude/agents/quality-checker.md:
                ---
                name: quality-checker
                description: Use this agent when ...
                tools: Read, Grep, Glob
                model: inherit
                ---

            "#]],
        );
        check(
            &(agent("") + "[guide](docs/set<|>up-guide.md)"),
            &expect![[r#"
                * Create `docs/setup-guide.md`: /w/.claude/agents/docs/setup-guide.md:
                # Setup guide

            "#]],
        );
    }

    #[test]
    fn a_link_is_led_to_the_only_file_of_its_name() {
        let link = agent("") + "[guide](docs/set%20<|>up.md#how)\n";
        let one = "//- /w/.claude/commands/our own/set up.md\n# Set up\n";
        check(
            &(link.clone() + one),
            &expect![[r#"
            * Change to `../commands/our%20own/set%20up.md#how`: [guide](../commands/our%20own/set%20up.md#how)
            Create `docs/set up.md`: /w/.claude/agents/docs/set up.md:
            # Set up

        "#]],
        );
        // Of two, either may be meant.
        let other = "//- /w/.claude/commands/old/set up.md\n# Set up\n";
        check(
            &(link + one + other),
            &expect![[r#"
            * Create `docs/set up.md`: /w/.claude/agents/docs/set up.md:
            # Set up

        "#]],
        );
    }

    #[test]
    fn a_missing_tool_is_added() {
        check(
            &(agent("too<|>ls:\n  - Read\n  - Edit") + "\nTask(subagent_type=\"ml-engineer\")"),
            &expect![[r#"
                * Add `Agent`:   - Agent
            "#]],
        );
    }

    /// The text after each way to turn the rule at the cursor off.
    fn disabled(fixture: &str) -> String {
        at_cursor(fixture, |snapshot, file, offset| {
            let text = snapshot.source(file).unwrap().text;
            let actions = code_actions(snapshot, file, Span::empty(offset));
            let ways = actions.iter().filter(|it| it.kind == ActionKind::Disable);
            let shown = ways.map(|action| match &action.change {
                Change::Create { path, text } => format!("{path}:\n{text}"),
                Change::Write { path, text, .. } => format!("{path} =\n{text}"),
                edit @ Change::Edit(_) => format!("{}\n", first_difference(&text, edit)),
            });
            shown.collect::<String>()
        })
    }

    #[test]
    fn a_rule_is_turned_off_on_its_line_in_its_file_or_for_all() {
        expect![[r#"
              # dossier: ignore unknown-tool
            # dossier: ignore-file unknown-tool
            /w/dossier.toml:
            [rules]
            unknown-tool = "off"
        "#]]
        .assert_eq(&disabled(&agent("tools:\n  - Read\n  - Re<|>ed")));
        let config = "//- /w/dossier.toml\n# Ours.\n[rules]\nold-tool = \"off\" # still used\n";
        expect![[r#"
            [x](none.md) <!-- dossier: ignore missing-file -->
            # dossier: ignore-file missing-file
            /w/dossier.toml =
            # Ours.
            [rules]
            old-tool = "off" # still used
            missing-file = "off"
        "#]]
        .assert_eq(&disabled(&(agent("") + "[x](no<|>ne.md)\n" + config)));
    }

    #[test]
    fn a_comment_never_becomes_part_of_a_text() {
        expect![[r##"
            # dossier: ignore-file missing-field
            /w/dossier.toml:
            [rules]
            missing-field = "off"
        "##]]
        .assert_eq(&disabled("<|>---\ndescription: Works.\n---\n"));
    }

    #[test]
    fn an_agent_can_be_written_for_the_programs_that_have_others_here() {
        check(
            "\
//- /w/.claude/agents/main.md
<|>---
name: main
description: Works.
---
//- /w/.opencode/agents/other.md
---
description: Works.
---
",
            &expect![[r#"
                Write this agent for OpenCode: /w/.opencode/agents/main.md:
                ---
                description: Works.
                name: main
                ---

            "#]],
        );
    }

    #[test]
    fn what_an_action_is_for_is_told_without_its_fixes() {
        at_cursor(&agent("tools: Read, Gr<|>epp"), |snapshot, file, offset| {
            let actions = code_actions(snapshot, file, Span::empty(offset));
            let mut findings = actions.iter().flat_map(|it| &it.findings).peekable();
            assert!(findings.peek().is_some());
            assert!(findings.all(|it| it.fixes.is_empty()));
        });
    }
}
