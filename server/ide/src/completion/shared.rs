//! What is offered in a file that several of the team's programs read: first what all of them know.

use dossier_dialect::{DialectId, ModelState, ToolName};
use dossier_workspace::{Snapshot, Source};

use super::{CompletionItem, Doc};
use crate::readers::{chosen_readers, knows_fields};

/// A rank behind whatever all of the programs know.
const AFTER_SHARED: u16 = 2000;

/// Puts what not all of the programs know behind the rest, and says in its detail which of them do.
/// Only where the user says which programs the team has, and at least two of these read the file.
pub(super) fn rank(snapshot: &Snapshot, source: &Source, items: &mut [CompletionItem]) {
    let readers = chosen_readers(snapshot, source);
    if readers.len() < 2 {
        return;
    }
    let dialects = snapshot.dialects();
    for item in items {
        let Some(doc) = &item.doc else { continue };
        let (mut known, mut unknown) = (Vec::new(), false);
        for reader in &readers {
            match knows(snapshot, source, *reader, doc) {
                Some(true) => known.push(dialects.get(*reader).title()),
                Some(false) => unknown = true,
                None => {}
            }
        }
        if unknown {
            item.rank = item.rank.saturating_add(AFTER_SHARED);
            let only = format!("only {}", known.join(", "));
            item.detail = Some(match item.detail.take() {
                Some(detail) => format!("{detail}; {only}"),
                None => only,
            });
        }
    }
}

/// Whether a program knows what an item stands for. `None` where nothing tells: it has no list of such
/// names, or reads no field that they could stand in.
fn knows(snapshot: &Snapshot, source: &Source, program: DialectId, doc: &Doc) -> Option<bool> {
    let (dialects, kind) = (snapshot.dialects(), source.place().kind);
    let dialect = dialects.get(program);
    let vocabulary = dialects.vocabulary(program);
    match doc {
        Doc::Field(name) => knows_fields(dialect, kind).then(|| dialect.knows_field(kind, name)),
        Doc::Tool(name) => (!vocabulary.tools().is_empty())
            .then(|| !matches!(vocabulary.tool(name), ToolName::Unknown)),
        Doc::Model(name) => vocabulary.models(kind).next().map(|_| {
            let state = vocabulary.model(name, snapshot.today());
            !matches!(state, ModelState::Unknown)
        }),
        Doc::File(_) | Doc::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::completions;
    use crate::testing::at_cursor;

    fn check(readers: &str, head: &str, expected: &Expect) {
        let fixture = format!(
            "//- /w/.claude/agents/main.md\n---\nname: main\ndescription: Works.\n{head}\n---\nGo.\n\
             //- /w/dossier.toml\nreaders = [{readers}]\n"
        );
        let mut items = at_cursor(&fixture, |snapshot, file, offset| {
            completions(snapshot, file, offset).items
        });
        items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
        // The first and the last of them.
        let last = items.len().saturating_sub(3).max(4);
        let few = items.iter().take(4).chain(items.iter().skip(last));
        let lines = few.map(|item| {
            let detail = item.detail.as_deref().unwrap_or_default();
            format!("{} ({detail})\n", item.label)
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn fields_that_all_of_the_programs_know_come_first() {
        check(
            "\"claude-code\", \"cursor\"",
            "<|>",
            &expect![[r#"
                model ()
                tools (list of tools (`a, b`, `[a, b]`, `- a` lines); only Claude Code)
                disallowedTools (list of tools (`a, b`, `[a, b]`, `- a` lines); only Claude Code)
                permissionMode (only Claude Code)
                color (only Claude Code)
                initialPrompt (only Claude Code)
                experimental (only Claude Code)
            "#]],
        );
    }

    #[test]
    fn tools_that_all_of_the_programs_know_come_first() {
        check(
            "\"claude-code\", \"github-copilot-cli\"",
            "tools: <|>",
            &expect![[r#"
                Read ()
                Edit ()
                Write ()
                Bash ()
                SubagentHandback (only Claude Code)
                ObserverReport (only Claude Code)
                RefreshMcpTools (only Claude Code)
            "#]],
        );
    }

    #[test]
    fn of_a_program_that_the_team_has_not_nothing_is_offered() {
        check(
            "\"cursor\"",
            "<|>",
            &expect![[r#"
            model ()
            readonly (true or false)
            is_background (true or false)
        "#]],
        );
    }
}
