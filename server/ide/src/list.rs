//! The agents, skills and commands of a team, each with who names it.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use dossier_dialect::FileKind;
use dossier_workspace::{Definition, FileId, Snapshot};
use rustc_hash::FxHashMap;

use crate::describe::{prose, qualified_name};
use crate::graph::{Graph, graph};

/// An agent, a skill or a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<'a> {
    /// The file that defines it.
    pub file: FileId,
    /// What it is.
    pub kind: FileKind,
    /// Its name, behind its plugin's: `plugin:name`.
    pub name: String,
    /// The plugin that it belongs to.
    pub plugin: Option<&'a str>,
    /// The program whose rules hold for it.
    pub program: &'a str,
    /// Whether a program looks for it where it lies.
    pub loaded: bool,
    /// How its description starts, as one line.
    pub description: Option<String>,
    /// The other files that name it, in the order of their paths.
    pub used_by: Vec<FileId>,
    /// The other files that it names, in the order of their paths.
    pub uses: Vec<FileId>,
}

/// Those of `files` that define an agent, a skill or a command: by kind, name and path.
pub fn list<'a>(snapshot: &'a Snapshot, files: &[FileId]) -> Vec<Listed<'a>> {
    list_in(snapshot, files, &graph(snapshot, |_| true))
}

/// The same where the graph of all files is known.
pub(crate) fn list_in<'a>(
    snapshot: &'a Snapshot,
    files: &[FileId],
    graph: &Graph,
) -> Vec<Listed<'a>> {
    let index = snapshot.index();
    let mut uses = Uses::new(snapshot, graph);
    let listed = files.iter().filter_map(|&file| {
        let found = index.file(file);
        let facts = found.facts.as_ref()?;
        let place = &facts.place;
        let definition = facts.definition.as_ref()?;
        let is_listed = matches!(
            place.kind,
            FileKind::Agent | FileKind::Skill | FileKind::Command
        );
        is_listed.then(|| Listed {
            file,
            kind: place.kind,
            name: qualified_name(place, definition),
            plugin: place.plugin.as_ref().map(|plugin| plugin.name.as_str()),
            program: snapshot.dialect(place).title(),
            loaded: place.loaded,
            description: start_of_description(definition),
            used_by: Uses::take(&mut uses.users, snapshot, file),
            uses: Uses::take(&mut uses.used, snapshot, file),
        })
    });
    let mut listed: Vec<_> = listed.collect();
    listed.sort_by_cached_key(|it| (it.kind, it.name.clone(), index.file(it.file).path.clone()));
    listed
}

/// The path that a file really lies at, and which entry of that it is: a file to which links lead is
/// one.
type Real = (Utf8PathBuf, Option<usize>);

/// For each file, others in the order of their paths.
type Others = FxHashMap<Real, BTreeMap<Real, FileId>>;

/// Who names whom.
#[derive(Default)]
struct Uses {
    /// Those who name a file.
    users: Others,
    /// Those whom it names.
    used: Others,
}

impl Uses {
    fn new(snapshot: &Snapshot, graph: &Graph) -> Self {
        let index = snapshot.index();
        let real = |file| real(snapshot, file);
        let is_users_own = |file| {
            let facts = index.file(file).facts.as_ref();
            facts.is_some_and(|facts| facts.place.user)
        };
        let mut uses = Self::default();
        for edge in &graph.edges {
            // What one user has at home is nothing that a repository's list can say.
            let Some(to) = edge
                .to
                .filter(|to| !is_users_own(edge.from) || is_users_own(*to))
            else {
                continue;
            };
            let (file, from, to_path) = (edge.from, real(edge.from), real(to));
            if from != to_path {
                let used = uses.used.entry(from.clone()).or_default();
                used.insert(to_path.clone(), to);
                uses.users.entry(to_path).or_default().insert(from, file);
            }
        }
        uses
    }

    fn take(of: &mut Others, snapshot: &Snapshot, file: FileId) -> Vec<FileId> {
        let others = of.remove(&real(snapshot, file));
        others.unwrap_or_default().into_values().collect()
    }
}

fn real(snapshot: &Snapshot, file: FileId) -> Real {
    let file = snapshot.index().file(file);
    (snapshot.places().real(&file.path), file.entry)
}

/// What a description says before its examples, as one line, with a mark where it goes on.
pub(crate) fn start_of_description(definition: &Definition) -> Option<String> {
    let known = definition.summary.as_deref()?;
    let prose = prose(known);
    let mut words: Vec<&str> = prose.split_whitespace().collect();
    // It was cut in the middle of a word.
    let is_cut =
        prose.len() == known.len() && known.chars().count() < definition.description_length;
    if is_cut && words.len() > 1 {
        words.pop();
    }
    let mut line = words.join(" ");
    if is_cut {
        line += " …";
    }
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use dossier_workspace::fixture::Fixture;
    use expect_test::{Expect, expect};

    use super::*;

    fn check(fixture: &str, expected: &Expect) {
        let fixture = Fixture::parse(fixture);
        let (snapshot, _) = fixture.snapshot();
        let files: Vec<FileId> = snapshot.index().files().map(|(id, ..)| id).collect();
        let mut shown = String::new();
        for it in list(&snapshot, &files) {
            let loaded = if it.loaded { "" } else { ", loaded by nobody" };
            let description = it.description.unwrap_or_default();
            shown += &format!(
                "{} {} of {}{loaded}: {description}\n",
                it.kind, it.name, it.program
            );
            for user in it.used_by {
                shown += &format!("  {}\n", snapshot.index().file(user).path);
            }
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn everybody_is_listed_with_those_who_name_him() {
        check(
            "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Delegate to ml-engineer, and again to `ml-engineer`. You are `lead`.
//- /w/.claude/agents/ml-engineer.md
---
name: ml-engineer
description: Trains.
---
Run `/ship`.
//- /w/.claude/commands/ship.md
---
description: Releases.
---
Ask the `ml-engineer` agent.
//- /w/agents/free.md
---
name: free
description: 写
---
//- /w/p/.claude-plugin/plugin.json
{\"name\": \"kit\"}
//- /w/p/skills/cut/SKILL.md
---
name: cut
---
//- /w/CLAUDE.md
Be kind.
",
            &expect![[r#"
                agent free of Claude Code, loaded by nobody: 写
                agent lead of Claude Code: Leads.
                agent ml-engineer of Claude Code: Trains.
                  /w/.claude/agents/lead.md
                  /w/.claude/commands/ship.md
                skill kit:cut of Claude Code: 
                command ship of Claude Code: Releases.
                  /w/.claude/agents/ml-engineer.md
            "#]],
        );
    }

    #[test]
    fn a_description_ends_before_its_examples_and_at_a_word() {
        let long = "Words of some length. ".repeat(20);
        check(
            &format!(
                "\
//- /w/.claude/agents/a.md
---
name: a
description: \"Use it.\\\\n\\\\n<example>x</example>\"
---
//- /w/.claude/agents/b.md
---
name: b
description: {long}
---
//- /w/.claude/agents/c.md
---
name: c
description: <example>
---
"
            ),
            &expect![[r#"
                agent a of Claude Code: Use it.
                agent b of Claude Code: Words of some length. Words of some length. Words of some length. Words of some length. Words of some length. Words of some length. Words of some length. Words of some length. Words of some length. Words of some length. Words of some …
                agent c of Claude Code: 
            "#]],
        );
    }
}
