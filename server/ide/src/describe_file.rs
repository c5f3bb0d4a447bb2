//! What a file is and which programs read it, in a few words.

use dossier_dialect::FileKind;
use dossier_workspace::{FileId, Snapshot};

use crate::readers::readers;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDescription<'a> {
    /// What it defines.
    pub kind: FileKind,
    /// The program whose rules hold.
    pub dialect: &'a str,
    /// The other programs that read it where it lies, in the table's order.
    pub readers: Vec<&'a str>,
    /// The fields that programs which read it pass over, for each that passes over some.
    pub ignored: Vec<PassesOver<'a>>,
    /// The plugin that it belongs to.
    pub plugin: Option<&'a str>,
    /// Whether a program looks for it where it lies. A collection's files have to be copied first.
    pub loaded: bool,
}

/// What a program that reads a file makes nothing of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassesOver<'a> {
    /// What messages call the program.
    pub program: &'a str,
    /// The names of the fields, as they are written.
    pub fields: Vec<String>,
}

/// Describes an agent file; `None` for a file that is none.
pub fn describe_file(snapshot: &Snapshot, file: FileId) -> Option<FileDescription<'_>> {
    let found = snapshot.index().file(file);
    let place = &found.facts.as_ref()?.place;
    let dialect = snapshot.dialect(place);
    let all = readers(snapshot, file);
    let others = all.iter().map(|it| it.title);
    // The file's own program is the first, where it loads the file.
    let others = others.skip(usize::from(place.loaded)).collect();
    let ignored = all.into_iter().filter_map(|it| {
        let fields = it.ignores.filter(|fields| !fields.is_empty())?;
        let program = it.title;
        Some(PassesOver { program, fields })
    });
    Some(FileDescription {
        kind: place.kind,
        dialect: dialect.title(),
        readers: others,
        ignored: ignored.collect(),
        plugin: place.plugin.as_ref().map(|plugin| plugin.name.as_str()),
        loaded: place.loaded,
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::at_cursor;

    fn described(snapshot: &Snapshot, file: FileId, _: usize) -> String {
        let shown = describe_file(snapshot, file).map(|it| {
            format!(
                "{} of {}; readers: {}; plugin: {:?}; loaded: {}\n",
                it.kind,
                it.dialect,
                it.readers.join(", "),
                it.plugin,
                it.loaded
            )
        });
        shown.unwrap_or_default()
    }

    fn check(fixture: &str, expected: &Expect) {
        expected.assert_eq(&at_cursor(fixture, described));
    }

    #[test]
    fn a_file_is_described_by_its_place() {
        check(
            "---\nname: main\ndescription: x\n---\n",
            &expect![[r#"
                agent of Claude Code; readers: Visual Studio Code, GitHub Copilot CLI, Cursor, Augment; plugin: None; loaded: true
            "#]],
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
    fn what_programs_pass_over_is_told() {
        let ignored = |snapshot: &Snapshot, file, _| {
            let found = describe_file(snapshot, file).map_or_else(Vec::new, |it| it.ignored);
            let lines = found.iter();
            lines
                .map(|it| format!("{}: {}\n", it.program, it.fields.join(", ")))
                .collect::<String>()
        };
        expect![[r#"
            Claude Code: mood
            Visual Studio Code: maxTurns, mood
            GitHub Copilot CLI: maxTurns, mood
            Cursor: maxTurns, mood
            Augment: maxTurns, mood
        "#]]
        .assert_eq(&at_cursor(
            "---\nname: main\ndescription: x\nmaxTurns: 3\nmood: calm\n---\n",
            ignored,
        ));
    }

    #[test]
    fn a_skill_is_loaded_where_somebody_looks_for_it() {
        let skill = |path: &str| format!("//- {path}\n<|>---\nname: x\ndescription: y\n---\n");
        for path in [
            "/w/docs/ja-JP/skills/x/SKILL.md",
            "/w/skills/x/SKILL.md",
            "/w/assets/sample/SKILL.md",
        ] {
            check(
                &skill(path),
                &expect![[r"
                    skill of Agent Skills; readers: ; plugin: None; loaded: false
                "]],
            );
        }
        check(
            &skill("/w/.gemini/skills/x/SKILL.md"),
            &expect![[r#"
                skill of Gemini CLI; readers: ; plugin: None; loaded: true
            "#]],
        );
    }

    #[test]
    fn a_manifest_makes_loaded_what_it_lists() {
        let kit = "//- /w/kit/.claude-plugin/plugin.json\n{\"name\": \"kit\", \
            \"agents\": [\"./team/a.md\"], \"commands\": \"./cmds\", \
            \"skills\": [\"./abilities\", \"./one\"]}\n";
        for (path, expected) in [
            (
                "team/a.md",
                "agent of Claude Code; readers: ; plugin: Some(\"kit\"); loaded: true\n",
            ),
            (
                "cmds/go.md",
                "command of Claude Code; readers: ; plugin: Some(\"kit\"); loaded: true\n",
            ),
            (
                "abilities/x/SKILL.md",
                "skill of Claude Code; readers: ; plugin: Some(\"kit\"); loaded: true\n",
            ),
            (
                "one/SKILL.md",
                "skill of Claude Code; readers: ; plugin: Some(\"kit\"); loaded: true\n",
            ),
            (
                "skills/y/SKILL.md",
                "skill of Claude Code; readers: ; plugin: Some(\"kit\"); loaded: true\n",
            ),
            // Other files take the place of this folder.
            (
                "agents/b.md",
                "agent of Claude Code; readers: ; plugin: Some(\"kit\"); loaded: false\n",
            ),
            ("team/notes.md", ""),
        ] {
            let head = match path {
                "team/notes.md" => "# Notes",
                _ => "---\nname: x\ndescription: y\n---",
            };
            let shown = at_cursor(&format!("{kit}//- /w/kit/{path}\n<|>{head}\n"), described);
            assert_eq!(shown, expected, "{path}");
        }
    }

    #[test]
    fn a_marketplace_tells_where_plugins_lie() {
        let market = "//- /w/.claude-plugin/marketplace.json\n{\"name\": \"m\", \
            \"metadata\": {\"pluginRoot\": \"./all\"}, \"plugins\": [\
            {\"name\": \"tools\", \"source\": \"./t\", \"agents\": [\"./deep/a.md\"]}, \
            {\"name\": \"far\", \"source\": {\"source\": \"github\", \"repo\": \"x/y\"}}]}\n";
        for (path, expected) in [
            (
                "all/t/deep/a.md",
                "agent of Claude Code; readers: ; plugin: Some(\"tools\"); loaded: true\n",
            ),
            (
                "all/t/skills/s/SKILL.md",
                "skill of Claude Code; readers: ; plugin: Some(\"tools\"); loaded: true\n",
            ),
            (
                "all/u/agents/b.md",
                "agent of Claude Code; readers: ; plugin: None; loaded: false\n",
            ),
        ] {
            let head = "---\nname: x\ndescription: y\n---";
            let shown = at_cursor(&format!("{market}//- /w/{path}\n<|>{head}\n"), described);
            assert_eq!(shown, expected, "{path}");
        }
    }

    #[test]
    fn plugins_that_share_a_folder_have_what_each_lists() {
        let market = "//- /w/.claude-plugin/marketplace.json\n{\"name\": \"m\", \"plugins\": [\
            {\"name\": \"docs\", \"source\": \"./\", \"skills\": [\"./skills/pdf\"]}, \
            {\"name\": \"demo\", \"source\": \"./\", \"skills\": [\"./skills/art\"]}]}\n";
        for (skill, plugin) in [("pdf", "docs"), ("art", "demo")] {
            let skill = format!("//- /w/skills/{skill}/SKILL.md\n<|>---\ndescription: y\n---\n");
            let shown = at_cursor(&format!("{market}{skill}"), described);
            let expected = format!(
                "skill of Claude Code; readers: ; plugin: Some(\"{plugin}\"); loaded: true\n"
            );
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn other_markdown_is_not_described() {
        check("//- /w/docs/guide.md\n# Guide\n", &expect![""]);
    }
}
