//! What a file is and which programs read it, in a few words.

use dossier_dialect::FileKind;
use dossier_workspace::{FileId, Snapshot, slashed};

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDescription<'a> {
    /// What it defines.
    pub kind: FileKind,
    /// The program whose rules hold.
    pub dialect: &'a str,
    /// The other programs that read it where it lies, in the table's order.
    pub readers: Vec<&'a str>,
    /// The plugin that it belongs to.
    pub plugin: Option<&'a str>,
    /// Whether a program looks for it where it lies. A collection's files have to be copied first.
    pub loaded: bool,
}

/// Describes an agent file; `None` for a file that is none.
pub fn describe_file(snapshot: &Snapshot, file: FileId) -> Option<FileDescription<'_>> {
    let found = snapshot.index().file(file);
    let place = &found.facts.as_ref()?.place;
    let dialect = snapshot.dialect(place);
    let path = slashed(&found.path);
    let dialects = snapshot.dialects();
    let readers = dialects.readers_of(place.kind, &path).into_iter();
    let others = readers.filter(|(id, _)| !dialects.is_same_program(*id, place.dialect));
    let readers = others.map(|(id, _)| dialects.get(id).title()).collect();
    Some(FileDescription {
        kind: place.kind,
        dialect: dialect.title(),
        readers,
        plugin: place.plugin.as_ref().map(|plugin| plugin.name.as_str()),
        loaded: place.loaded,
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::at_cursor;

    fn check(fixture: &str, expected: &Expect) {
        let shown = at_cursor(fixture, |snapshot, file, _| {
            describe_file(snapshot, file).map(|it| {
                format!(
                    "{} of {}; readers: {}; plugin: {:?}; loaded: {}\n",
                    it.kind,
                    it.dialect,
                    it.readers.join(", "),
                    it.plugin,
                    it.loaded
                )
            })
        });
        expected.assert_eq(&shown.unwrap_or_default());
    }

    #[test]
    fn a_file_is_described_by_its_place() {
        check(
            "---\nname: main\ndescription: x\n---\n",
            &expect![[r"
                agent of Claude Code; readers: Visual Studio Code, GitHub Copilot CLI, Cursor; plugin: None; loaded: true
            "]],
        );
        check(
            "//- /w/p/.claude-plugin/plugin.json\n{\"name\": \"alpha\"}\n\
             //- /w/p/agents/a.md\n<|>---\nname: a-b\ndescription: x\n---\n",
            &expect![[r#"
                agent of Claude Code; readers: ; plugin: Some("alpha"); loaded: true
            "#]],
        );
        check(
            "//- /w/agents/a.md\n<|>---\nname: a-b\ndescription: x\n---\n",
            &expect![[r"
                agent of Claude Code; readers: ; plugin: None; loaded: false
            "]],
        );
    }

    #[test]
    fn other_markdown_is_not_described() {
        check("//- /w/docs/guide.md\n# Guide\n", &expect![""]);
    }
}
