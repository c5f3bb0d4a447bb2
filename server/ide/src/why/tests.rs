use expect_test::{Expect, expect};

use super::*;
use crate::testing::{at_cursor, with_team};

/// What each program makes of the file with the cursor, in short.
fn shown(snapshot: &Snapshot, file: FileId, _: usize) -> String {
    let account = why(snapshot, file).expect("an agent file");
    let path = |file: FileId| snapshot.index().file(file).path.clone();
    let mut shown = format!("{:?}\n", account.cost);
    for program in &account.programs {
        shown += &format!("{}: {}\n", program.title, program.looks_here);
        for it in &program.obstacles {
            let other = it.other.map(path);
            shown += &format!("  {} {} {other:?}\n", it.severity.as_str(), it.rule);
        }
        let Some(gets) = &program.gets else {
            shown += "  unreadable\n";
            continue;
        };
        let (counting, ignored) = gets.fields.clone().unwrap_or_default();
        let counting: Vec<&str> = counting.iter().map(|it| it.name.as_str()).collect();
        shown += &format!("  fields {}\n", counting.join(" "));
        for it in ignored {
            shown += &format!("  ignored {}: {:?}\n", it.name, it.because);
        }
        if let Some(model) = &gets.model {
            shown += &format!("  model {:?} {:?}\n", model.written, model.service);
        }
        for it in gets.tools.iter().flat_map(|it| &it.left) {
            shown += &format!("  tool {} {:?} {:?}\n", it.written, it.today, it.doubt);
        }
        for it in gets.tools.iter().flat_map(|it| &it.gone) {
            shown += &format!("  gone {}: {:?}\n", it.name, it.because);
        }
        for it in &gets.skills {
            shown += &format!("  skill {}: {:?}\n", it.name, it.state);
        }
    }
    shown
}

/// What the program whose rules hold makes of it.
fn check(fixture: &str, expected: &Expect) {
    let all = at_cursor(&with_team(fixture), shown);
    let mut ends = all.match_indices("\n").filter(|(at, _)| {
        let next = &all[at + 1..];
        next.starts_with(char::is_uppercase) && next.contains(": ")
    });
    let end = ends.nth(1).map_or(all.len(), |(at, _)| at + 1);
    expected.assert_eq(&all[..end]);
}

#[test]
fn every_tool_that_went_has_its_reason() {
    check(
        "<|>---\nname: main\ndescription: Works.\ntools: Read, Reed, Write, Task, KillShell, \
         AskUserQuestion, ExitPlanMode, Bash(git *), mcp__github__x, mcp__gone__x\n\
         disallowedTools: Write\n---\nWork on it.\n",
        &expect![[r#"
            Cost { at_start: 2, when_called: 3 }
            Claude Code: true
              fields name description tools disallowedTools
              model None InService
              tool Read None None
              tool Task Some("Agent") None
              tool KillShell Some("TaskStop") None
              tool Bash(git *) None None
              tool mcp__github__x None None
              tool mcp__gone__x None Some(NoServer("gone"))
              gone Reed: Unknown
              gone Write: TakenAway("disallowedTools")
              gone AskUserQuestion: Withheld(None)
              gone ExitPlanMode: Withheld(Some(FieldValue { field: "permissionMode", value: "plan" }))
        "#]],
    );
}

#[test]
fn without_a_list_what_is_kept_from_it_and_taken_away_is_told() {
    check(
        "<|>---\nname: main\ndescription: x\npermissionMode: plan\ndisallowedTools: [Bash, \
         mcp__github]\n---\n",
        &expect![[r#"
            Cost { at_start: 1, when_called: 0 }
            Claude Code: true
              fields name description permissionMode disallowedTools
              model None InService
              gone Bash: TakenAway("disallowedTools")
              gone AskUserQuestion: Withheld(None)
              gone EndConversation: Withheld(None)
              gone EnterPlanMode: Withheld(None)
              gone ScheduleWakeup: Withheld(None)
              gone WaitForMcpServers: Withheld(None)
              gone Workflow: Withheld(None)
              gone mcp__github: TakenAway("disallowedTools")
        "#]],
    );
}

#[test]
fn fields_of_plugins_and_of_others_are_passed_over() {
    check(
        "//- /w/plugins/alpha/agents/x.md\n<|>---\nname: x\ndescription: x\n\
         permissionMode: plan\nreadonly: true\n---\n",
        &expect![[r#"
            Cost { at_start: 1, when_called: 0 }
            Claude Code: true
              fields name description
              ignored permissionMode: Some("Claude Code ignores `permissionMode` in a plugin's files.")
              ignored readonly: None
              model None InService
              gone AskUserQuestion: Withheld(None)
              gone EndConversation: Withheld(None)
              gone EnterPlanMode: Withheld(None)
              gone ScheduleWakeup: Withheld(None)
              gone WaitForMcpServers: Withheld(None)
              gone Workflow: Withheld(None)
        "#]],
    );
}

#[test]
fn skills_are_there_left_out_or_missing() {
    check(
        "//- /w/.claude/agents/x.md\n<|>---\nname: x\ndescription: x\nskills: [ship, own, gone]\n\
         model: claude-sonnet-4-20250514\n---\n//- /w/.claude/skills/own/SKILL.md\n---\n\
         name: own\ndescription: x\ndisable-model-invocation: true\n---\n",
        &expect![[r#"
            Cost { at_start: 1, when_called: 0 }
            Claude Code: true
              fields name description skills model
              model Some("claude-sonnet-4-20250514") Retired
              gone AskUserQuestion: Withheld(None)
              gone EndConversation: Withheld(None)
              gone EnterPlanMode: Withheld(None)
              gone ExitPlanMode: Withheld(Some(FieldValue { field: "permissionMode", value: "plan" }))
              gone ScheduleWakeup: Withheld(None)
              gone WaitForMcpServers: Withheld(None)
              gone Workflow: Withheld(None)
              skill ship: Found(FileId(5))
              skill own: LeftOut(FileId(4), "disable-model-invocation")
              skill gone: Missing
        "#]],
    );
}

#[test]
fn what_stands_in_the_way_is_told_and_nothing_beyond_it() {
    check(
        "<|>---\nname: main\ndescription: \"broken\n---\n",
        &expect![[r#"
            Cost { at_start: 2, when_called: 0 }
            Claude Code: true
              error front-matter None
              unreadable
        "#]],
    );
    check(
        "//- /w/.claude/commands/ship.md\n<|>---\ndescription: Ships.\n---\nShip it.\n",
        &expect![[r#"
            Cost { at_start: 2, when_called: 2 }
            Claude Code: true
              warning shadowed-definition Some("/w/.claude/skills/ship/SKILL.md")
              fields description
              model None InService
        "#]],
    );
}

#[test]
fn where_nobody_looks_is_told_with_where_they_do() {
    let looks = at_cursor(
        "//- /w/agents/a.md\n<|>---\nname: a-b\ndescription: x\n---\n",
        |snapshot, file, _| {
            let account = why(snapshot, file)?;
            let own = account.programs.first()?;
            Some((own.looks_here, own.globs.len(), account.elsewhere.len() > 5))
        },
    );
    assert_eq!(looks, Some((false, 1, true)));
}

#[test]
fn each_rule_about_loading_is_one() {
    let dialects = dossier_dialect::Dialects::builtin().unwrap();
    let rules = loading::rules();
    assert!(
        rules
            .iter()
            .all(|rule| dialects.rules().get(rule).is_some())
    );
}

/// What an agent in the folder of a program with maps has left.
fn check_maps(fields: &str, expected: &Expect) {
    let file = format!("//- /w/.opencode/agents/x.md\n<|>---\ndescription: x\n{fields}---\n");
    let told = |snapshot: &Snapshot, file: FileId, _: usize| {
        let account = why(snapshot, file).expect("an agent file");
        let gets = account.programs[0]
            .gets
            .as_ref()
            .expect("fields that can be read");
        let Some(tools) = &gets.tools else {
            return "not known\n".to_owned();
        };
        let left: Vec<&str> = tools.left.iter().map(|it| it.written.as_str()).collect();
        let gone = tools.gone.iter().map(|it| match &it.because {
            GoneBecause::TakenAway(by) => format!("{} by {by}", it.name),
            other => format!("{} {other:?}", it.name),
        });
        let gone: Vec<String> = gone.collect();
        format!(
            "{:?}\nleft {}\ngone {}\n",
            tools.unlisted,
            left.join(" "),
            gone.join(", ")
        )
    };
    expected.assert_eq(&at_cursor(&file, told));
}

#[test]
fn a_map_takes_tools_away_by_what_it_says_of_them() {
    check_maps(
        "mode: subagent\n",
        &expect![[r#"
        Some("all tools")
        left 
        gone 
    "#]],
    );
    check_maps(
        "tools:\n  bash: false\n  write: false\n  read: true\n",
        &expect![[r#"
            Some("all tools")
            left 
            gone edit by tools, write by tools, bash by tools, shell by tools, patch by tools, apply_patch by tools
        "#]],
    );
    check_maps(
        "permission:\n  edit: deny\n  webfetch: ask\n",
        &expect![[r#"
            Some("all tools")
            left 
            gone edit by permission, write by permission, patch by permission, apply_patch by permission
        "#]],
    );
    check_maps(
        "permission: deny\n",
        &expect![[r#"
        None
        left 
        gone read by permission, edit by permission, write by permission, bash by permission, shell by permission, glob by permission, grep by permission, list by permission, task by permission, subagent by permission, skill by permission, webfetch by permission, websearch by permission, question by permission, todowrite by permission, todoread by permission, patch by permission, apply_patch by permission, execute by permission, lsp by permission
    "#]],
    );
}

#[test]
fn of_the_keys_of_a_map_the_last_that_matches_counts() {
    check_maps(
        "permission:\n  \"*\": deny\n  read: allow\n  web*: ask\n",
        &expect![[r#"
            None
            left read webfetch websearch
            gone edit by permission, write by permission, bash by permission, shell by permission, glob by permission, grep by permission, list by permission, task by permission, subagent by permission, skill by permission, question by permission, todowrite by permission, todoread by permission, patch by permission, apply_patch by permission, execute by permission, lsp by permission
        "#]],
    );
    check_maps(
        "permission:\n  read: allow\n  \"*\": deny\n",
        &expect![[r#"
            None
            left 
            gone read by permission, edit by permission, write by permission, bash by permission, shell by permission, glob by permission, grep by permission, list by permission, task by permission, subagent by permission, skill by permission, webfetch by permission, websearch by permission, question by permission, todowrite by permission, todoread by permission, patch by permission, apply_patch by permission, execute by permission, lsp by permission
        "#]],
    );
    // The newer map over the older one.
    check_maps(
        "permission:\n  bash: allow\ntools:\n  bash: false\n  grep: false\n",
        &expect![[r#"
            Some("all tools")
            left 
            gone grep by tools
        "#]],
    );
    // What only some commands are denied is there.
    check_maps(
        "permission:\n  bash:\n    \"*\": allow\n    \"rm *\": deny\n  task:\n    \"*\": deny\n",
        &expect![[r#"
            Some("all tools")
            left 
            gone task by permission, subagent by permission
        "#]],
    );
    check_maps(
        "tools:\n  \"github_*\": false\n",
        &expect![[r#"
        Some("all tools")
        left 
        gone github_* by tools
    "#]],
    );
    // Rules of the other generation, which are no map.
    check_maps(
        "permissions:\n  - action: shell\n    resource: \"*\"\n    effect: deny\n",
        &expect![[r#"
            not known
        "#]],
    );
}
