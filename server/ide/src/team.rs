//! Everybody on the team, for lists to choose from.

use dossier_dialect::FileKind;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot};

/// An agent, skill, command or the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamMember<'a> {
    /// The name that the program uses.
    pub name: &'a str,
    /// What it is.
    pub kind: FileKind,
    /// The first part of its description.
    pub description: Option<&'a str>,
    /// The plugin that it belongs to.
    pub plugin: Option<&'a str>,
    /// The file that defines it.
    pub file: FileId,
    /// Its name's place, or an empty span at the file's start.
    pub name_span: Span,
}

/// Whatever has a name: agents first, then the other kinds; by name, then by path.
pub fn team(snapshot: &Snapshot) -> Vec<TeamMember<'_>> {
    let index = snapshot.index();
    let members = index.files().filter_map(|(file, _, facts)| {
        let definition = facts.definition.as_ref()?;
        Some(TeamMember {
            name: definition.name(),
            kind: facts.place.kind,
            description: definition.summary.as_deref(),
            plugin: facts
                .place
                .plugin
                .as_ref()
                .map(|plugin| plugin.name.as_str()),
            file,
            name_span: definition.name_span,
        })
    });
    let mut members: Vec<_> = members.collect();
    members.sort_by_key(|it| (it.kind, it.name, &index.file(it.file).path));
    members
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::{at_cursor, with_team};

    #[test]
    fn agents_come_first_and_have_their_descriptions() {
        let fixture = with_team("---\nname: main\ndescription: x\n---\n");
        let shown = at_cursor(&fixture, |snapshot, _, _| {
            let lines = team(snapshot).into_iter().map(|it| {
                let description = it.description.unwrap_or("-");
                let plugin = it.plugin.map(|it| format!(" ({it})")).unwrap_or_default();
                format!("{} {}{plugin}: {description}\n", it.kind, it.name)
            });
            lines.collect::<String>()
        });
        expect![[r"
            agent data-engineer: Moves data.
            agent main: x
            agent ml-engineer: Trains models.
            agent reviewer (alpha): Reviews.
            skill ship: Releases.
            skill unit-tests: Tests.
            command release:notes: Writes notes.
        "]]
        .assert_eq(&shown);
    }
}
