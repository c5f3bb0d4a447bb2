//! What an agent asks for: its model, and tools that let it do things.

use dossier_dialect::{Atom, FileKind, ModelState};
use dossier_syntax::PermissionRule;
use dossier_workspace::{FileId, Snapshot, values};

use crate::withheld::is_withheld;

/// What tools let an agent do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ability {
    /// It reads files, or looks for them.
    Reads,
    /// It makes files or changes them.
    Writes,
    /// It runs commands.
    Runs,
    /// It hands work to other agents.
    Delegates,
}

impl Ability {
    /// Every ability, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Reads, Self::Writes, Self::Runs, Self::Delegates];

    /// What somebody does who has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Writes => "writes",
            Self::Runs => "runs",
            Self::Delegates => "delegates",
        }
    }

    /// What a tool lets its agent do that does `what`, in the words that the tables of all
    /// programs share.
    fn of_tool_that(what: &str) -> Option<Self> {
        Some(match what {
            "read a file" | "find files" | "search in files" => Self::Reads,
            "write a file" | "edit a file" => Self::Writes,
            "run a command" => Self::Runs,
            "hand work to an agent" => Self::Delegates,
            _ => return None,
        })
    }
}

/// What a file asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    /// The model, as it is written; its short name where the tables know one.
    pub(super) model: Option<String>,
    /// What its list of tools lets it do; `None` for a file without one.
    pub(super) may: Option<Vec<Ability>>,
}

/// What `file` asks for.
pub(super) fn said(snapshot: &Snapshot, file: FileId) -> Said {
    let Some(source) = snapshot.source(file) else {
        return Said::default();
    };
    let (place, text) = (source.place(), &source.text);
    let Some(front_matter) = &source.parsed.front_matter else {
        return Said::default();
    };
    let (dialect, vocabulary) = (snapshot.dialect(place), snapshot.vocabulary(place));
    let parts = values::parts(dialect, place.kind, front_matter, text);
    let model = parts.iter().find(|part| part.atom == Atom::Model);
    let model = model.map(|part| part.span.of(text).trim());
    let model = model.filter(|it| !it.is_empty());
    let mut said = Said {
        model: model.map(
            |written| match vocabulary.model(written, snapshot.today()) {
                ModelState::Current(row) | ModelState::Deprecated(row) => row.name.clone(),
                _ => written.to_owned(),
            },
        ),
        may: None,
    };
    // Only an agent gets what it lists and nothing else.
    if place.kind != FileKind::Agent {
        return said;
    }
    let (mut given, mut taken) = (None, Vec::new());
    for part in parts.iter().filter(|part| part.atom == Atom::Tool) {
        let written = PermissionRule::parse(text, part.span).tool.of(text);
        let tool = vocabulary.tool_today(written);
        let name = tool.map_or(written, |tool| &tool.name);
        let list = match part.field.takes_away {
            true => &mut taken,
            false => given.get_or_insert_default(),
        };
        let kept = tool.is_some_and(|it| is_withheld(it, place.kind, Some(front_matter)));
        if let Some(means) = vocabulary.meanings().filter(|_| !kept) {
            list.extend(means.of_tool(name).unwrap_or_default());
        }
    }
    said.may = given.map(|given: Vec<&String>| {
        let left = given.iter().filter(|it| !taken.contains(it));
        let mut may: Vec<_> = left.filter_map(|it| Ability::of_tool_that(it)).collect();
        may.sort();
        may.dedup();
        may
    });
    said
}

#[cfg(test)]
mod tests {
    use dossier_dialect::Dialects;
    use dossier_workspace::fixture::Fixture;

    use super::*;

    fn check(fields: &str, expected: &str) {
        let text = format!("---\nname: a-b\ndescription: x\n{fields}---\n");
        let fixture = Fixture::parse(&text);
        let (snapshot, file) = fixture.snapshot();
        let said = said(&snapshot, file);
        let may = said.may.map_or("not said".to_owned(), |may| {
            let words = may.iter().map(|it| it.as_str());
            words.collect::<Vec<_>>().join(", ")
        });
        assert_eq!(
            format!("{} | {may}", said.model.as_deref().unwrap_or("-")),
            expected
        );
    }

    #[test]
    fn tools_let_an_agent_do_what_the_tables_say() {
        check(
            "model: opus\ntools: Read, Bash(git *)\n",
            "opus | reads, runs",
        );
        check("tools: [Task, NotebookEdit, mcp__a__b]\n", "- | delegates");
        check(
            "tools: Read, Write, Edit\ndisallowedTools: Write, Edit\n",
            "- | reads",
        );
        check("model: sonnet\n", "sonnet | not said");
        check("tools: [\n", "- | not said");
    }

    #[test]
    fn the_shared_words_stand_in_the_tables() {
        let dialects = Dialects::builtin().unwrap();
        let meanings = dialects.iter().filter_map(|it| it.meanings());
        let words = meanings.flat_map(|it| it.tools.values().flatten());
        let mut known: Vec<_> = words.filter_map(|it| Ability::of_tool_that(it)).collect();
        known.sort();
        known.dedup();
        assert_eq!(known, Ability::ALL);
    }
}
