//! Files without a fault.

use dossier_workspace::fixture::Fixture;

use super::*;
use crate::{completions, definition, hover};

const FULL_AGENT: &str = r#"---
name: main
description: "Use this agent when: it rains."
tools: Read, Grep, Agent(ml-engineer), Skill(ship), mcp__github__create_issue, Bash
disallowedTools:
  - Write
  - WebFetch
model: claude-opus-5-5
permissionMode: plan
maxTurns: 12
skills: [ship, unit-tests]
mcpServers:
  - github
  - own: {command: "own", args: [a]}
hooks:
  PreToolUse:
    - matcher: Bash
      hooks:
        - type: command
          command: ./check.sh
memory: project
background: true
omitClaudeMd: false
effort: high
isolation: worktree
color: cyan
initialPrompt: |
  Look around.
experimental:
  cacheTtl: 1h
---
# Main

Delegate to ml-engineer. Run `/ship`.
"#;

const FULL_SKILL: &str = r"//- /w/.claude/skills/x/SKILL.md
---
name: x
description: >
  Does things.
when_to_use: When it rains
argument-hint: issue
arguments: issue branch
disable-model-invocation: true
user-invocable: true
allowed-tools: Read Bash(git add *) Bash(git commit *)
disallowed-tools: [Write]
model: sonnet
effort: low
context: fork
agent: general-purpose
background: false
paths: src/**/*.ts, docs/**
shell: bash
metadata:
  author: me
license: MIT
compatibility: Needs git.
---
Body.
";

#[test]
fn a_valid_agent_is_clean() {
    check_clean(FULL_AGENT);
    check_clean(&FULL_AGENT.replace('\n', "\r\n"));
    check_clean(&format!(
        "//- /w/.claude/agents/main.md\n\u{feff}{FULL_AGENT}"
    ));
    check_clean("---\nname: main\ndescription: Works.\n---\n");
}

#[test]
fn a_valid_skill_is_clean() {
    check_clean(FULL_SKILL);
    check_clean(&file(".claude/skills/x/SKILL.md", "description: Works."));
}

#[test]
fn other_valid_files_are_clean() {
    check_clean(&file(
        ".claude/commands/x.md",
        "description: Works.\nargument-hint: \"[a] [b]\"\nallowed-tools: Bash(git *), Read\nmodel: haiku",
    ));
    check_clean("//- /w/.claude/commands/x.md\nJust a body with $ARGUMENTS.\n");
    check_clean(&file(
        ".claude/rules/x.md",
        "paths:\n  - \"src/**/*.ts\"\n  - docs/**",
    ));
    check_clean("//- /w/.claude/rules/x.md\nJust a body.\n");
    check_clean(&file(
        ".claude/output-styles/x.md",
        "name: My style\ndescription: Terse.\nkeep-coding-instructions: true",
    ));
    check_clean("//- /w/CLAUDE.md\n# Team\n\n@docs/missing.md and Read\n");
    check_clean("//- /w/AGENTS.md\n---\nnonsense: [\n---\n");
    check_clean("//- /w/.github/agents/x.agent.md\n---\ndescription: x\ntools: ['read']\n---\n");
    check_clean("//- /w/.github/workflows/x.md\n---\nanything: goes\ntools: ['read']\n---\n");
    check_clean("//- /w/.cursor/rules/x.mdc\n---\nglobs: **/*\n---\n");
}

#[test]
fn every_prefix_of_a_file_has_an_answer_everywhere() {
    let texts = [FULL_AGENT.to_owned(), FULL_AGENT.replace('\n', "\r\n")];
    for text in texts {
        for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            let fixture = with_team(&format!(
                "//- /w/.claude/agents/main.md\n{}<|>",
                &text[..end]
            ));
            let fixture = Fixture::parse(&fixture);
            let (snapshot, id) = fixture.snapshot();
            diagnostics(&snapshot, id);
            // All offsets of all prefixes would take minutes; near the end is where things break.
            let offsets = (0..=end).filter(|&at| text.is_char_boundary(at));
            for offset in offsets.filter(|at| at + 40 > end || at % 37 == end % 37) {
                completions(&snapshot, id, offset);
                hover(&snapshot, id, offset);
                definition(&snapshot, id, offset);
            }
        }
    }
}
