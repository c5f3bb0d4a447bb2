use expect_test::{Expect, expect};

use crate::testing::at_cursor;
use crate::{prepare_rename, references, rename};

/// Two files that lead to one another's headings.
const TEAM: &str = "\
//- /w/CLAUDE.md
# Us

- [one](#the-way)
- [two](#the-way-1)
- [guide](.claude/guide.md#über-uns), [coded](.claude/guide.md#%C3%BCber-uns)

## The way

## The way
//- /w/.claude/guide.md
# Guide

## Über uns
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
See [the way](../../CLAUDE.md#the-way-1).

```
[the way](../../CLAUDE.md#the-way-1)
```
";

fn referred(fixture: &str, expected: &Expect) {
    let shown = at_cursor(fixture, |snapshot, file, offset| {
        let found = references(snapshot, file, offset, true).into_iter();
        let shown = found.map(|it| {
            let path = &snapshot.index().file(it.file).path;
            let text = snapshot.disk().read(path).unwrap();
            let what = if it.definition { "is" } else { "leads to" };
            format!("{path} {what} {}\n", it.span.of(&text))
        });
        shown.collect::<String>()
    });
    expected.assert_eq(&shown);
}

/// What stands where the rename begins, and the files after it.
fn renamed(fixture: &str, new: &str, expected: &Expect) {
    let shown = at_cursor(fixture, |snapshot, file, offset| {
        let Some((_, start)) = prepare_rename(snapshot, file, offset) else {
            return "nothing\n".to_owned();
        };
        let rename = match rename(snapshot, file, offset, new, true) {
            Ok(rename) => rename,
            Err(error) => return format!("{start}: {error}\n"),
        };
        let mut shown = format!("{start}\n");
        for edit in rename.edits {
            let path = &snapshot.index().file(edit.file).path;
            let text = snapshot.disk().read(path).unwrap();
            shown += &format!("{path} {:?} -> {:?}\n", edit.span.of(&text), edit.text);
        }
        shown
    });
    expected.assert_eq(&shown);
}

#[test]
fn links_in_all_files_are_references_of_a_heading() {
    let expected = expect![[r#"
        /w/.claude/agents/lead.md leads to ../../CLAUDE.md#the-way-1
        /w/CLAUDE.md leads to #the-way-1
        /w/CLAUDE.md is ## The way
    "#]];
    referred(
        &TEAM.replace("\n## The way\n//-", "\n## The <|>way\n//-"),
        &expected,
    );
    referred(&TEAM.replace("(#the-way-1", "(#the-<|>way-1"), &expected);
    referred(
        &TEAM.replace("md#über", "md#ü<|>ber"),
        &expect![[r#"
            /w/CLAUDE.md leads to .claude/guide.md#über-uns
            /w/CLAUDE.md leads to .claude/guide.md#%C3%BCber-uns
        "#]],
    );
}

#[test]
fn a_renamed_heading_takes_its_links_along_and_those_of_its_namesakes() {
    let expected = expect![[r#"
        The way
        /w/.claude/agents/lead.md "the-way-1" -> "the-way"
        /w/CLAUDE.md "the-way" -> "der-gruß"
        /w/CLAUDE.md "the-way-1" -> "the-way"
        /w/CLAUDE.md "The way" -> "Der Gruß!"
    "#]];
    let fixture = TEAM.replace("\n\n## The way\n\n", "\n\n## The w<|>ay\n\n");
    renamed(&fixture, "Der Gruß!", &expected);
    renamed(
        &TEAM.replace("[one](#the", "[one](#t<|>he"),
        "Der Gruß!",
        &expected,
    );
}

#[test]
fn line_ends_and_codes_of_letters_stay_as_they_are() {
    let fixture = TEAM.replace("//- /w/CLAUDE.md", "//- /w/x.md\nx\n//- /w/CLAUDE.md");
    let fixture = fixture.replace("## Über uns", "## Über u<|>ns 👩‍🔬 ##");
    let fixture = fixture.replace("ber-uns", "ber-uns-").replace('\n', "\r\n");
    renamed(
        &fixture,
        "Über `dich`",
        &expect![[r#"
            Über uns 👩‍🔬
            /w/.claude/guide.md "Über uns 👩\u{200d}🔬" -> "Über `dich`"
            /w/CLAUDE.md "über-uns-" -> "über-dich"
            /w/CLAUDE.md "%C3%BCber-uns-" -> "%C3%BCber-dich"
        "#]],
    );
}

#[test]
fn what_is_no_heading_then_is_refused() {
    let fixture = TEAM.replace("\n\n## The way\n\n", "\n\n## The w<|>ay\n\n");
    for new in ["", "a\nb", " a", "a ##"] {
        let shown = at_cursor(&fixture, |snapshot, file, offset| {
            rename(snapshot, file, offset, new, true)
                .unwrap_err()
                .to_string()
        });
        let refused = format!("`{new}` is no valid name. A heading has a text, on one line.");
        assert_eq!(shown, refused);
    }
}

#[test]
fn an_underlined_heading_and_one_with_a_name_of_its_own_can_be_renamed() {
    renamed(
        "//- /w/CLAUDE.md\nThe w<|>ay\n=======\n\n[a](#the-way) [b](#the)\n",
        "A path",
        &expect![[r#"
            The way
            /w/CLAUDE.md "The way" -> "A path"
            /w/CLAUDE.md "the-way" -> "a-path"
        "#]],
    );
    renamed(
        "//- /w/CLAUDE.md\n# The w<|>ay {#way}\n\n[a](#the-way) [b](#way)\n",
        "A path",
        &expect![[r#"
            The way
            /w/CLAUDE.md "The way" -> "A path"
            /w/CLAUDE.md "the-way" -> "a-path"
        "#]],
    );
}

#[test]
fn a_heading_that_names_an_agent_is_that_agents() {
    let team =
        "//- /w/.claude/agents/ml-engineer.md\n---\nname: ml-engineer\ndescription: x\n---\n";
    renamed(
        &format!("//- /w/CLAUDE.md\n# The ml-<|>engineer\n{team}"),
        "ml-expert",
        &expect![[r#"
            ml-engineer
            /w/.claude/agents/ml-engineer.md "ml-engineer" -> "ml-expert"
            /w/CLAUDE.md "ml-engineer" -> "ml-expert"
        "#]],
    );
}
