//! Who uses a definition, over the definition.

use std::collections::BTreeSet;

use dossier_dialect::FileKind;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot};

use crate::references::{definition_of, mentions_of};

/// Who uses a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Users {
    /// The sentence to show.
    pub title: String,
    /// The places that name the definition, in the order of their paths.
    pub places: Vec<(FileId, Span)>,
    /// How many files these are in.
    pub files: usize,
}

/// Where the users of what the file defines are to be shown: at its name, or at the start of the
/// file. [`users`] says who they are; that takes longer.
pub fn code_lens(snapshot: &Snapshot, file: FileId) -> Option<Span> {
    let definition = definition_of(snapshot, file)?;
    snapshot
        .settings()
        .code_lens
        .then_some(definition.name_span)
}

/// Who uses what the file defines.
pub fn users(snapshot: &Snapshot, file: FileId) -> Option<Users> {
    definition_of(snapshot, file)?;
    let index = snapshot.index();
    let mut places: Vec<(FileId, Span)> = mentions_of(snapshot, file)
        .filter(|(from, ..)| *from != file)
        .map(|(from, mention, _)| (from, mention.span))
        .collect();
    places.sort_by_cached_key(|&(id, span)| (index.file(id).path.clone(), span));
    places.dedup();
    let files: BTreeSet<FileId> = places.iter().map(|&(id, _)| id).collect();
    let is_agent = |id: &&FileId| {
        let facts = index.file(**id).facts.as_ref();
        facts.is_some_and(|facts| facts.place.kind == FileKind::Agent)
    };
    let agents = files.iter().filter(is_agent).count();
    let title = match (agents, files.len() - agents) {
        (0, 0) => "not used by any agent".to_owned(),
        (0, others) => format!("used by {}", counted(others, "file")),
        (agents, 0) => format!("used by {}", counted(agents, "agent")),
        (agents, others) => format!(
            "used by {} and {}",
            counted(agents, "agent"),
            counted(others, "other file")
        ),
    };
    Some(Users {
        title,
        places,
        files: files.len(),
    })
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use dossier_workspace::Settings;
    use dossier_workspace::fixture::Fixture;
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::at_cursor;

    fn check(fixture: &str, expected: &Expect) {
        let shown = at_cursor(fixture, |snapshot, file, _| {
            let Some(span) = code_lens(snapshot, file) else {
                return String::new();
            };
            let text = snapshot.source(file).unwrap().text;
            let users = users(snapshot, file).unwrap();
            let mut shown = format!("{:?}: {}\n", span.of(&text), users.title);
            for (id, span) in users.places {
                let path = &snapshot.index().file(id).path;
                let text = snapshot.disk().read(path).unwrap_or_default();
                shown += &format!("{path} {}\n", span.of(&text));
            }
            shown
        });
        expected.assert_eq(&shown);
    }

    const WRITER: &str = "---\nname: wri<|>ter\ndescription: 👩‍🔬\n---\nYou are the `writer`.\n";

    #[test]
    fn agents_and_other_files_are_counted() {
        check(
            &format!(
                "{WRITER}//- /w/.claude/agents/a.md\n---\nname: a\ndescription: x\n---\n\
                 Ask `writer`, then @writer.\n//- /w/.claude/agents/b.md\n---\nname: b\n\
                 description: x\ntools: Agent(writer)\n---\n//- /w/.claude/commands/c.md\n\
                 Delegate to the `writer` agent.\n"
            ),
            &expect![[r#"
                "writer": used by 2 agents and 1 other file
                /w/.claude/agents/a.md writer
                /w/.claude/agents/a.md writer
                /w/.claude/agents/b.md writer
                /w/.claude/commands/c.md writer
            "#]],
        );
    }

    #[test]
    fn a_definition_may_have_no_users_and_no_name_field() {
        check(
            WRITER,
            &expect![[r#"
            "writer": not used by any agent
        "#]],
        );
        check(
            "//- /w/.claude/skills/bare/SKILL.md\nText<|>.\n//- /w/.claude/agents/a.md\n---\n\
             name: a\ndescription: x\nskills: bare\n---\n",
            &expect![[r#"
                "": used by 1 agent
                /w/.claude/agents/a.md bare
            "#]],
        );
    }

    #[test]
    fn other_files_and_other_wishes_have_none() {
        check("//- /w/README.md\n# Hel<|>lo\n", &expect![[""]]);
        let mut fixture = Fixture::parse(WRITER);
        fixture.world.set_settings(
            Settings {
                code_lens: false,
                ..Settings::default()
            },
            Vec::new(),
        );
        let (snapshot, file) = fixture.snapshot();
        assert_eq!(code_lens(&snapshot, file), None);
    }
}
