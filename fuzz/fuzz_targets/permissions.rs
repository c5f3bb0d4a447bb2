//! Permission rules, alone and as the tools of agents.

#![no_main]

use dossier_fuzz::input::Input;
use dossier_fuzz::{answers, fixes, team};
use dossier_syntax::{PermissionRule, Span, split_outside_parentheses};
use libfuzzer_sys::fuzz_target;

/// The fields that hold rules, and files with such a field.
const FIELDS: [(&str, &str); 5] = [
    ("/w/.claude/agents/here.md", "tools: "),
    ("/w/.claude/agents/here.md", "disallowedTools: "),
    ("/w/.claude/skills/here/SKILL.md", "allowed-tools: "),
    ("/w/.claude/commands/here.md", "allowed-tools:\n  - "),
    ("/w/.vega/agents/here.md", "with: "),
];

fuzz_target!(|bytes: &[u8]| {
    let mut input = Input::new(bytes);
    let (path, field) = input.choice(&FIELDS);
    let place = input.place();
    let written = input.text();
    let whole = Span::new(0, written.len());
    for rule in split_outside_parentheses(&written, whole, |c| c == ',') {
        let parsed = PermissionRule::parse(&written, rule);
        for part in parsed.parts(&written).into_iter().chain([parsed.tool]) {
            assert!(rule.contains(part), "{part:?} of {rule:?}");
            assert!(written.get(part.range()).is_some(), "{part:?}");
        }
    }
    let text = format!("---\nname: here\ndescription: Works.\n{field}{written}\n---\n");
    team::with_open(path, &text, |snapshot, file| {
        answers::check_all(snapshot, file, place(&text));
    });
    fixes::check_in_turn(path, &text);
});
