use dossier_workspace::Unreadable;
use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use super::*;

fn check(fixture: &str, new: &str, expected: &Expect) {
    let fixture = Fixture::parse(fixture);
    let (snapshot, file) = fixture.snapshot();
    let shown = match rename(&snapshot, file, fixture.offset, new, true) {
        Err(error) => error.to_string(),
        Ok(rename) => {
            let mut shown = String::new();
            for (from, to) in &rename.moves {
                shown += &format!("{from} -> {to}\n");
            }
            for edit in &rename.edits {
                let source = snapshot.source(edit.file).unwrap();
                let path = &snapshot.index().file(edit.file).path;
                let old = edit.span.of(&source.text);
                let confirm = if edit.confirm { " ?" } else { "" };
                shown += &format!("{path}: {old} -> {}{confirm}\n", edit.text);
            }
            shown
        }
    };
    expected.assert_eq(&shown);
}

#[test]
fn a_name_is_written_anew_in_the_way_it_was_written() {
    for (written, expected) in [
        ("code-reviewer", Some("unit-test-writer")),
        ("Code-Reviewer", Some("Unit-Test-Writer")),
        ("Code Reviewer", Some("Unit Test Writer")),
        ("CodeReviewer", Some("UnitTestWriter")),
        ("code reviewer", Some("unit test writer")),
        ("code_reviewer", Some("unit_test_writer")),
        ("Code reviewer", Some("Unit test writer")),
        // From the new name, nobody could tell how the old one was written.
        ("CODE-REVIEWER", None),
        ("code Reviewer", None),
    ] {
        let new = in_the_form_of(written, "code-reviewer", "unit-test-writer");
        assert_eq!(new.as_deref(), expected, "{written}");
    }
}

const TEAM: &str = "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
tools: Agent(code-reviewer), Read
---
Delegate to code-reviewer. Use the Code Reviewer agent, see [them](code-reviewer.md#how).
```
subagent_type: \"Code Reviewer\"
```
Reviewers of code are not meant, nor is a code review.
//- /w/.claude/agents/code-reviewer.md
---
name: code-reviewer
description: Reviews.
---
# Code Reviewer
//- /w/.claude/agents/planner.md
---
name: planner
description: Plans.
---
Hand over to code-reviewer, `code-reviewer` or @agent-code-reviewer.
";

#[test]
fn every_mention_keeps_its_form() {
    check(
        &TEAM.replace("name: code-reviewer", "name: code-<|>reviewer"),
        "security-auditor",
        &expect![[r#"
            /w/.claude/agents/code-reviewer.md -> /w/.claude/agents/security-auditor.md
            /w/.claude/agents/code-reviewer.md: code-reviewer -> security-auditor
            /w/.claude/agents/lead.md: code-reviewer -> security-auditor
            /w/.claude/agents/lead.md: code-reviewer -> security-auditor
            /w/.claude/agents/lead.md: Code Reviewer -> Security Auditor ?
            /w/.claude/agents/lead.md: code-reviewer.md#how -> security-auditor.md#how
            /w/.claude/agents/lead.md: Code Reviewer -> Security Auditor
            /w/.claude/agents/planner.md: code-reviewer -> security-auditor
            /w/.claude/agents/planner.md: code-reviewer -> security-auditor
            /w/.claude/agents/planner.md: code-reviewer -> security-auditor
        "#]],
    );
}

#[test]
fn a_skill_moves_with_its_folder() {
    check(
        "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
skills: [evaluate]
---
Run `/eval<|>uate`, see [it](../skills/evaluate/SKILL.md).
//- /w/.claude/skills/evaluate/SKILL.md
---
name: evaluate
description: Judges.
---
",
        "assess",
        &expect![[r#"
            /w/.claude/skills/evaluate -> /w/.claude/skills/assess
            /w/.claude/agents/lead.md: evaluate -> assess
            /w/.claude/agents/lead.md: evaluate -> assess
            /w/.claude/agents/lead.md: ../skills/evaluate/SKILL.md -> ../skills/assess/SKILL.md
            /w/.claude/skills/evaluate/SKILL.md: evaluate -> assess
        "#]],
    );
}

#[test]
fn a_name_that_is_refused_or_taken_changes_nothing() {
    let at_name = TEAM.replace("name: code-reviewer", "name: code-<|>reviewer");
    check(
        &at_name,
        "team:reviewer",
        &expect![
            "`team:reviewer` is no valid name. A name has letters, digits, hyphens, underscores and dots, and starts and ends with a letter or digit."
        ],
    );
    check(
        &at_name,
        "-reviewer",
        &expect![
            "`-reviewer` is no valid name. A name has letters, digits, hyphens, underscores and dots, and starts and ends with a letter or digit."
        ],
    );
    check(
        &at_name,
        "planner",
        &expect!["`planner` is taken by /w/.claude/agents/planner.md."],
    );
    check(
        &TEAM.replace("nor is", "nor <|>is"),
        "x-y",
        &expect!["There is no agent, skill or command to rename here."],
    );
}

#[test]
fn a_file_that_is_moved_takes_its_name_along() {
    let fixture = Fixture::parse(TEAM);
    let (snapshot, _) = fixture.snapshot();
    let folder = Utf8Path::new("/w/.claude/agents");
    let moves = [(folder.join("code-reviewer.md"), folder.join("checker.md"))];
    let edits = rename_files(&snapshot, &moves).edits;
    let texts: Vec<&str> = edits.iter().map(|edit| edit.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "checker",
            "checker",
            "checker",
            "Checker",
            "checker.md#how",
            "Checker",
            "checker",
            "checker",
            "checker"
        ]
    );
}

#[test]
fn without_moves_names_of_files_stay() {
    let agent = Fixture::parse(&TEAM.replace("name: code-reviewer", "name: code-<|>reviewer"));
    let (snapshot, file) = agent.snapshot();
    let renamed = rename(&snapshot, file, agent.offset, "checker", false).unwrap();
    assert!(renamed.moves.is_empty());
    assert!(renamed.edits.iter().all(|edit| !edit.text.contains(".md")));

    let skill = "//- /w/.claude/skills/evaluate/SKILL.md\n---\nname: eval<|>uate\n---\n";
    let skill = Fixture::parse(skill);
    let (snapshot, file) = skill.snapshot();
    let refused = rename(&snapshot, file, skill.offset, "assess", false);
    assert_eq!(refused, Err(RenameError::CannotMove));
}

#[test]
fn nothing_is_moved_over_what_is_there() {
    check(
        "//- /w/.claude/skills/evaluate/SKILL.md\n---\nname: eval<|>uate\ndescription: x\n---\n\
         //- /w/.claude/skills/assess/notes.txt\nThese would be lost.\n",
        "assess",
        &expect!["`assess` is taken by /w/.claude/skills/assess."],
    );
}

#[test]
fn a_manifest_follows_the_file_that_it_lists() {
    check(
        "//- /w/p/agents/review.md\n---\nname: <|>review\ndescription: Reviews.\n---\n\
         //- /w/p/.claude-plugin/plugin.json\n\
         {\"name\": \"p\", \"agents\": [\"./agents/review.md\"], \"keywords\": [\"review\"]}\n",
        "audit",
        &expect![[r#"
            /w/p/agents/review.md -> /w/p/agents/audit.md
            /w/p/.claude-plugin/plugin.json: ./agents/review.md -> ./agents/audit.md
            /w/p/agents/review.md: review -> audit
        "#]],
    );
}

mod moved;
mod names;
mod repository;

#[test]
fn a_command_that_is_called_with_its_folder_keeps_the_folder() {
    check(
        "\
//- /w/.claude/agents/a.md
---
name: a
description: x
---
Run `/team-rev<|>iew`, then /team:review.
//- /w/.claude/commands/team/review.md
---
description: x
---
",
        "check",
        &expect![[r#"
            /w/.claude/commands/team/review.md -> /w/.claude/commands/team/check.md
            /w/.claude/agents/a.md: review -> check
            /w/.claude/agents/a.md: review -> check
        "#]],
    );
}

/// A disk with one file, that takes large and small letters for the same.
#[derive(Debug)]
struct OneFile(&'static str);

impl Disk for OneFile {
    fn text(&self, _path: &Utf8Path, _most: u64) -> Result<String, Unreadable> {
        Ok(String::new())
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        path.as_str().eq_ignore_ascii_case(self.0)
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        self.is_file(path)
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        match self.is_file(path) {
            true => self.0.into(),
            false => path.into(),
        }
    }

    fn list(&self, _folder: &Utf8Path) -> Vec<String> {
        Vec::new()
    }

    fn files_below(
        &self,
        _folder: &Utf8Path,
        _honours_git: bool,
        _is_wanted: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf> {
        Vec::new()
    }
}

#[test]
fn a_file_is_not_in_its_own_way_where_letters_are_the_same() {
    let disk = OneFile("/w/Writer.md");
    let is_taken = |from: &str, to: &str| is_taken(&disk, from.into(), to.into());
    assert!(!is_taken("/w/Writer.md", "/w/writer.md"));
    assert!(is_taken("/w/author.md", "/w/writer.md"));
    assert!(!is_taken("/w/Writer.md", "/w/author.md"));
}
