//! Paths that follow what is moved.

use camino::Utf8PathBuf;
use dossier_workspace::fixture::Fixture;
use expect_test::{Expect, expect};

use super::super::{Rename, reach_of_moves, reach_of_rename, rename, rename_files};

/// What the files of a workspace say after a skill or agent has got another name.
fn renamed(fixture: &str, new: &str, expected: &Expect) {
    let fixture = Fixture::parse(fixture);
    let (snapshot, file) = fixture.snapshot();
    let reach = reach_of_rename(&snapshot, file, fixture.offset).unwrap();
    let renamed = rename(&reach, file, fixture.offset, new, true).unwrap();
    expected.assert_eq(&changed_lines(&reach, &renamed));
}

/// The same after files or folders have been moved.
pub(super) fn moved(fixture: &str, moves: &[(&str, &str)], expected: &Expect) {
    let fixture = Fixture::parse(fixture);
    let snapshot = fixture.world.snapshot();
    let path = Utf8PathBuf::from;
    let moves: Vec<_> = moves.iter().map(|(a, b)| (path(a), path(b))).collect();
    let reach = reach_of_moves(&snapshot, &moves);
    let renamed = rename_files(&reach, &moves);
    expected.assert_eq(&changed_lines(&reach, &renamed));
}

/// The lines that are others afterwards, by their files. `?` is before those that wait for a nod.
fn changed_lines(snapshot: &dossier_workspace::Snapshot, renamed: &Rename) -> String {
    let mut shown = String::new();
    let mut files: Vec<_> = renamed.edits.iter().map(|edit| edit.file).collect();
    files.dedup();
    for file in files {
        shown += &format!("{}\n", snapshot.index().file(file).path);
        let edits: Vec<_> = renamed.edits.iter().filter(|it| it.file == file).collect();
        let before = snapshot.readable(file).unwrap().text;
        let mut after = before.to_string();
        for edit in edits.iter().rev() {
            let mark = if edit.confirm { "?" } else { "" };
            after.replace_range(edit.span.range(), &format!("{mark}{}", edit.text));
        }
        let lines = before.lines().zip(after.lines());
        for (_, line) in lines.filter(|(old, new)| old != new) {
            shown += &format!("  {line}\n");
        }
    }
    shown
}

const DEPLOY: &str = "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
skills: [deploy]
---
Follow [it](<../skills/deploy/SKILL.md#steps>), its [notes](../skills/deploy/reference.md#part \"Notes\"), [a b](../skills/deploy/a%20b.md).
Look at [the rest][rest] and ![a picture](./../skills/deploy/p.png).
Start `.claude/skills/deploy/scripts/run.sh`, or `bash ./.claude/skills/deploy/scripts/run.sh --fast`.
詳しくは.claude/skills/deploy/reference.mdを読む。

```sh
sh .claude/skills/deploy/scripts/run.sh
```

Not meant: deploy, ./deploy, skills/deployment/run.sh, https://x.org/.claude/skills/deploy/run.sh, `other/.claude/skills/deploy`.

[rest]: ../skills/deploy/rest.md
//- /w/.claude/skills/deploy/SKILL.md
---
name: dep<|>loy
description: Deploys.
allowed-tools: Bash(.claude/skills/deploy/scripts/run.sh:*), Read(.claude/skills/deploy/**)
---
Run `.claude/skills/deploy/scripts/run.sh` or `\"$CLAUDE_PROJECT_DIR\"/.claude/skills/deploy/scripts/run.sh`, see [notes](<reference.md#part>), [the rest](./rest.md).
//- /w/.claude/skills/deploy/reference.md
[back](../deploy/SKILL.md), [lead](../../agents/lead.md)
//- /w/.claude/skills/deploy/rest.md
The rest.
//- /w/.claude/skills/deploy/scripts/run.sh
echo
//- /w/CLAUDE.md
# Project
@.claude/skills/deploy/reference.md
";

#[test]
fn every_path_into_the_folder_of_a_skill_follows_and_keeps_its_spelling() {
    renamed(
        DEPLOY,
        "release",
        &expect![[r#"
            /w/.claude/agents/lead.md
              skills: [release]
              Follow [it](<../skills/release/SKILL.md#steps>), its [notes](../skills/release/reference.md#part "Notes"), [a b](../skills/release/a%20b.md).
              Look at [the rest][rest] and ![a picture](./../skills/release/p.png).
              Start `.claude/skills/release/scripts/run.sh`, or `bash ./.claude/skills/release/scripts/run.sh --fast`.
              詳しくは.claude/skills/release/reference.mdを読む。
              sh .claude/skills/release/scripts/run.sh
              [rest]: ../skills/release/rest.md
            /w/.claude/skills/deploy/SKILL.md
              name: release
              allowed-tools: Bash(.claude/skills/release/scripts/run.sh:*), Read(.claude/skills/release/**)
              Run `.claude/skills/release/scripts/run.sh` or `"$CLAUDE_PROJECT_DIR"/.claude/skills/release/scripts/run.sh`, see [notes](<reference.md#part>), [the rest](./rest.md).
            /w/.claude/skills/deploy/reference.md
              [back](../release/SKILL.md), [lead](../../agents/lead.md)
            /w/CLAUDE.md
              @.claude/skills/release/reference.md
        "#]],
    );
}

#[test]
fn a_folder_that_is_moved_elsewhere_is_led_to_and_leads_out_as_before() {
    moved(
        &DEPLOY.replace("<|>", ""),
        &[("/w/.claude/skills/deploy", "/w/plugin/skills/deploy")],
        &expect![[r#"
            /w/.claude/agents/lead.md
              Follow [it](<../../plugin/skills/deploy/SKILL.md#steps>), its [notes](../../plugin/skills/deploy/reference.md#part "Notes"), [a b](../../plugin/skills/deploy/a%20b.md).
              Look at [the rest][rest] and ![a picture](../../plugin/skills/deploy/p.png).
              Start `plugin/skills/deploy/scripts/run.sh`, or `bash ./plugin/skills/deploy/scripts/run.sh --fast`.
              詳しくはplugin/skills/deploy/reference.mdを読む。
              sh plugin/skills/deploy/scripts/run.sh
              [rest]: ../../plugin/skills/deploy/rest.md
            /w/.claude/skills/deploy/SKILL.md
              allowed-tools: Bash(plugin/skills/deploy/scripts/run.sh:*), Read(plugin/skills/deploy/**)
              Run `plugin/skills/deploy/scripts/run.sh` or `"$CLAUDE_PROJECT_DIR"/plugin/skills/deploy/scripts/run.sh`, see [notes](<reference.md#part>), [the rest](./rest.md).
            /w/.claude/skills/deploy/reference.md
              [back](../deploy/SKILL.md), [lead](../../../.claude/agents/lead.md)
            /w/CLAUDE.md
              @plugin/skills/deploy/reference.md
        "#]],
    );
}

#[test]
fn a_text_that_agents_link_to_is_followed_to_where_it_goes() {
    moved(
        "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Write as in [the style](../../docs/style.md#tone) and `docs/style.md`; `./docs/style.md`, too.
//- /w/CLAUDE.md
@docs/style.md and @./docs/style.md, [it](/docs/style.md), not style.md.
//- /w/docs/style.md
See [more](more.md), [the agent](../.claude/agents/lead.md), ![](img/a.png) and [here](#tone).
//- /w/docs/more.md
Back to [style](style.md).
//- /w/docs/img/a.png
x
",
        &[("/w/docs/style.md", "/w/docs/guides/the style.md")],
        &expect![[r#"
            /w/.claude/agents/lead.md
              Write as in [the style](../../docs/guides/the%20style.md#tone) and `docs/guides/the style.md`; `./docs/guides/the style.md`, too.
            /w/CLAUDE.md
              @docs/guides/the\ style.md and @./docs/guides/the\ style.md, [it](/docs/guides/the%20style.md), not style.md.
            /w/docs/more.md
              Back to [style](guides/the%20style.md).
            /w/docs/style.md
              See [more](../more.md), [the agent](../../.claude/agents/lead.md), ![](../img/a.png) and [here](#tone).
        "#]],
    );
}

#[test]
fn an_agent_that_goes_to_a_folder_below_keeps_its_links() {
    moved(
        "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
See [one](one.md), `../../README.md`, .claude/agents/one.md.
//- /w/.claude/agents/one.md
---
name: one
description: Does one thing.
---
Back to [lead](./lead.md#x).
//- /w/README.md
[lead](.claude/agents/lead.md)
",
        &[("/w/.claude/agents/lead.md", "/w/.claude/agents/sub/lead.md")],
        &expect![[r#"
            /w/.claude/agents/lead.md
              See [one](../one.md), `../../../README.md`, .claude/agents/one.md.
            /w/.claude/agents/one.md
              Back to [lead](./sub/lead.md#x).
            /w/README.md
              [lead](.claude/agents/sub/lead.md)
        "#]],
    );
}

#[test]
fn two_that_go_together_still_lead_to_each_other() {
    moved(
        "\
//- /w/.claude/agents/a-one.md
---
name: a-one
description: x
---
See [two](b-two.md).
//- /w/.claude/agents/b-two.md
---
name: b-two
description: x
---
See [one](a-one.md) and [three](c-three.md).
//- /w/.claude/agents/c-three.md
---
name: c-three
description: x
---
",
        &[
            ("/w/.claude/agents/a-one.md", "/w/.claude/agents/x/a-one.md"),
            ("/w/.claude/agents/b-two.md", "/w/.claude/agents/x/b-two.md"),
        ],
        &expect![[r#"
            /w/.claude/agents/b-two.md
              See [one](a-one.md) and [three](../c-three.md).
        "#]],
    );
}

#[test]
fn a_script_is_followed_in_rules_and_manifests() {
    moved(
        "\
//- /w/p/.claude-plugin/plugin.json
{\"name\": \"p\", \"commands\": [\"./extra/go.md\"], \"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"${CLAUDE_PLUGIN_ROOT}/extra/x.sh\"}]}]}}
//- /w/p/extra/go.md
---
description: Goes.
allowed-tools: Bash(${CLAUDE_PLUGIN_ROOT}/extra/x.sh:*)
---
Go.
//- /w/p/extra/x.sh
echo
",
        &[("/w/p/extra", "/w/p/more/parts")],
        &expect![[r#"
            /w/p/.claude-plugin/plugin.json
              {"name": "p", "commands": ["./more/parts/go.md"], "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "${CLAUDE_PLUGIN_ROOT}/more/parts/x.sh"}]}]}}
            /w/p/extra/go.md
              allowed-tools: Bash(${CLAUDE_PLUGIN_ROOT}/more/parts/x.sh:*)
        "#]],
    );
}

#[test]
fn line_ends_and_wide_letters_stay() {
    moved(
        "//- /w/.claude/agents/lead.md\n---\r\nname: lead\r\ndescription: 🦀\r\n---\r\n🦀 [日本](../../docs/日本.md)\r\n\
         //- /w/docs/日本.md\nx\n",
        &[("/w/docs/日本.md", "/w/docs/京都.md")],
        &expect![[r#"
            /w/.claude/agents/lead.md
              🦀 [日本](../../docs/京都.md)
        "#]],
    );
}

#[test]
fn a_path_ends_before_the_full_stop_of_its_sentence() {
    moved(
        "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Read docs/guide.md. Its other half is docs/guide.md... But docs/guide.md%2E is another file.
//- /w/docs/guide.md
x
",
        &[("/w/docs/guide.md", "/w/docs/manual.md")],
        &expect![[r#"
            /w/.claude/agents/lead.md
              Read docs/manual.md. Its other half is docs/manual.md... But docs/guide.md%2E is another file.
        "#]],
    );
}

#[test]
fn a_blank_is_written_as_links_imports_and_other_text_have_it() {
    moved(
        "\
//- /w/CLAUDE.md
[x](docs/a.md), [y](<docs/a.md>), `docs/a.md`, C:/docs/a.md and //docs/a.md, but /docs/a.md.
@docs/a.md
//- /w/README.md
See @docs/a.md and
[z]: docs/a.md
//- /w/docs/a.md
It.
",
        &[("/w/docs/a.md", "/w/docs/c d.md")],
        &expect![[r#"
            /w/CLAUDE.md
              [x](docs/c%20d.md), [y](<docs/c d.md>), `docs/c d.md`, C:/docs/a.md and //docs/a.md, but /docs/c d.md.
              @docs/c\ d.md
            /w/README.md
              See @docs/c\ d.md and
              [z]: docs/c%20d.md
        "#]],
    );
    moved(
        "\
//- /w/CLAUDE.md
[x](docs/a%20b.md), [y](<docs/a%20b.md>), `docs/a%20b.md`.
//- /w/docs/a b.md
It.
",
        &[("/w/docs/a b.md", "/w/docs/c d.md")],
        &expect![[r#"
            /w/CLAUDE.md
              [x](docs/c%20d.md), [y](<docs/c%20d.md>), `docs/c%20d.md`.
        "#]],
    );
}

#[test]
fn what_is_not_there_yet_follows_where_it_says_its_folder() {
    renamed(
        "\
//- /w/.claude/skills/deploy/SKILL.md
---
name: dep<|>loy
description: Deploys.
---
//- /w/.claude/skills/README.md
Later: deploy/new.sh, ./deploy/new.sh, .claude/skills/deploy/new.sh.
//- /home/me/.claude/agents/a.md
---
name: a
description: x
---
Run .claude/skills/deploy/new.sh.
",
        "release",
        &expect![[r#"
            /w/.claude/skills/README.md
              Later: deploy/new.sh, ./release/new.sh, .claude/skills/release/new.sh.
            /w/.claude/skills/deploy/SKILL.md
              name: release
        "#]],
    );
}

#[test]
fn a_text_that_goes_elsewhere_takes_those_paths_along_that_start_at_its_folder() {
    moved(
        "\
//- /w/docs/a.md
See `docs/rest.md`, [up](..), [rest](rest.md) and [them](<rest.md>).

```
[x](rest.md), [y](<rest.md>)
```

[z]: <rest.md>
//- /w/docs/rest.md
Rest.
//- /w/CLAUDE.md
[a](docs/a.md)
",
        &[("/w/docs/a.md", "/w/more/deep/a.md")],
        &expect![[r#"
            /w/CLAUDE.md
              [a](more/deep/a.md)
            /w/docs/a.md
              See `docs/rest.md`, [up](../..), [rest](../../docs/rest.md) and [them](<../../docs/rest.md>).
              [x](../../docs/rest.md), [y](<../../docs/rest.md>)
              [z]: <../../docs/rest.md>
        "#]],
    );
}
