//! What a rename changes beyond agent files, and in samples.

use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use super::super::{reach_of_rename, rename};

fn check(fixture: &str, new: &str, expected: &Expect) {
    let fixture = Fixture::parse(fixture);
    let (snapshot, file) = fixture.snapshot();
    let reach = reach_of_rename(&snapshot, file, fixture.offset).unwrap();
    let renamed = rename(&reach, file, fixture.offset, new, true).unwrap();
    let shown = renamed.edits.iter().map(|edit| {
        let source = reach.readable(edit.file).unwrap();
        let path = &reach.index().file(edit.file).path;
        let line = source.parsed.lines.line_of(edit.span.range().start) + 1;
        let old = edit.span.of(&source.text);
        let confirm = if edit.confirm { " ?" } else { "" };
        format!("{path}:{line}: {old} -> {}{confirm}\n", edit.text)
    });
    expected.assert_eq(&shown.collect::<String>());
}

#[test]
fn readmes_follow_where_they_mean_the_agent() {
    check(
        "\
//- /w/.claude/agents/code-reviewer.md
---
name: code-<|>reviewer
description: Reviews.
---
//- /w/README.md
# A code-reviewer for you

Our code-reviewer reviews; Code Reviewer is what we call it. It does code review.
Start **code-reviewer** or `code-reviewer`, see [code-reviewer](.claude/agents/code-reviewer.md).

| agent | what |
|-|-|
| code-reviewer | reviews |
| [it](./.claude/agents/code-reviewer.md#how) | `code-reviewer.md` |

https://github.com/x/y/blob/main/.claude/agents/code-reviewer.md
//- /w/node_modules/x/README.md
`code-reviewer` at .claude/agents/code-reviewer.md
//- /w/docs/other.md
Nothing of interest.
",
        "auditor-bot",
        &expect![[r#"
            /w/.claude/agents/code-reviewer.md:2: code-reviewer -> auditor-bot
            /w/README.md:4: code-reviewer -> auditor-bot
            /w/README.md:4: code-reviewer -> auditor-bot
            /w/README.md:4: code-reviewer -> auditor-bot ?
            /w/README.md:4: .claude/agents/code-reviewer.md -> .claude/agents/auditor-bot.md
            /w/README.md:8: code-reviewer -> auditor-bot ?
            /w/README.md:9: ./.claude/agents/code-reviewer.md#how -> ./.claude/agents/auditor-bot.md#how
        "#]],
    );
}

#[test]
fn samples_of_its_own_file_follow_with_a_nod() {
    check(
        "\
//- /w/.claude/agents/code-reviewer.md
---
name: code-<|>reviewer
description: Reviews.
---
The code-reviewer answers:
```json
{\"name\": \"code-reviewer\", \"subagent_type\": \"code-reviewer\", \"filename\": \"code-reviewer\", \"title\": \"code-reviewer\"}
```
~~~yaml
name: code-reviewer
name: code-reviewer-2
~~~
name: code-reviewer
",
        "auditor-bot",
        &expect![[r#"
            /w/.claude/agents/code-reviewer.md:2: code-reviewer -> auditor-bot
            /w/.claude/agents/code-reviewer.md:7: code-reviewer -> auditor-bot ?
            /w/.claude/agents/code-reviewer.md:7: code-reviewer -> auditor-bot ?
            /w/.claude/agents/code-reviewer.md:10: code-reviewer -> auditor-bot ?
        "#]],
    );
}

#[test]
fn a_readme_with_the_name_alone_follows_too() {
    check(
        "\
//- /w/.claude/agents/code-reviewer.md
---
name: code-<|>reviewer
description: Reviews.
---
//- /w/README.md
Start `code-reviewer`.
",
        "auditor",
        &expect![[r#"
            /w/.claude/agents/code-reviewer.md:2: code-reviewer -> auditor
            /w/README.md:1: code-reviewer -> auditor
        "#]],
    );
}

#[test]
fn a_sample_ends_with_the_fence_that_it_started_with() {
    check(
        "\
//- /w/.claude/agents/code-reviewer.md
---
name: code-<|>reviewer
description: Reviews.
---
~~~
```
name: code-reviewer
~~~
name: code-reviewer
```yaml
```sh
name: code-reviewer
```
",
        "auditor",
        &expect![[r#"
            /w/.claude/agents/code-reviewer.md:2: code-reviewer -> auditor
            /w/.claude/agents/code-reviewer.md:7: code-reviewer -> auditor ?
            /w/.claude/agents/code-reviewer.md:12: code-reviewer -> auditor ?
        "#]],
    );
}
