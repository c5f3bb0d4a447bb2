//! Nothing is read that lies out of the workspace because a text or a link leads there.

use dossier_ide::{completions, diagnostics, hover};
use dossier_workspace::fixture::Fixture;

const SECRETS: &str = "\
//- /outside/secret.md
# Keys

hunter2
//- /outside/agents/far.md
---
name: far
description: hunter2
---
hunter2
";

/// All that is shown at the cursor, of a memory file with this line.
fn shown(line: &str) -> String {
    let text = format!("//- /w/CLAUDE.md\n# Us\n\n{line}\n{SECRETS}");
    let fixture = Fixture::parse(&text);
    let (snapshot, file) = fixture.snapshot();
    let hover = hover(&snapshot, file, fixture.offset).map(|it| it.markdown);
    let items = completions(&snapshot, file, fixture.offset);
    format!("{hover:?} {items:?} {:?}", diagnostics(&snapshot, file))
}

#[test]
fn paths_that_lead_out_show_nothing_of_what_lies_there() {
    for line in [
        "See [keys](../outside/sec<|>ret.md).",
        "See [keys](../outside/secret.md#ke<|>ys).",
        "See [keys](../outside/secret.md#<|>).",
        "See [keys](/outside/sec<|>ret.md).",
        "@../outside/sec<|>ret.md",
        "@../outside/<|>",
        "@/outside/sec<|>ret.md",
        "`../outside/sec<|>ret.md`",
    ] {
        let shown = shown(line);
        assert!(!shown.contains("hunter2"), "{line}: {shown}");
        assert!(!shown.contains("Keys"), "{line}: {shown}");
        assert!(!shown.contains("agents/\""), "{line}: {shown}");
    }
}

#[test]
fn what_lies_inside_is_shown() {
    let text =
        "//- /w/CLAUDE.md\nSee [keys](docs/k<|>eys.md).\n//- /w/docs/keys.md\n# Keys\n\nhunter2\n";
    let fixture = Fixture::parse(text);
    let (snapshot, file) = fixture.snapshot();
    let hover = hover(&snapshot, file, fixture.offset).expect("a hover");
    assert!(hover.markdown.contains("hunter2"), "{}", hover.markdown);
}

#[test]
fn links_that_lead_out_show_nothing_of_what_lies_there() {
    let text = format!(
        "//- /w/CLAUDE.md\nSee [keys](docs/k<|>eys.md).\n//- /w/docs/keys.md -> \
         ../../outside/secret.md\n//- /w/docs/x.md\n.\n{SECRETS}"
    );
    let fixture = Fixture::parse(&text);
    let (snapshot, file) = fixture.snapshot();
    let hover = hover(&snapshot, file, fixture.offset).map(|it| it.markdown);
    assert!(!format!("{hover:?}").contains("hunter2"), "{hover:?}");
}

#[test]
fn a_name_that_may_lie_behind_a_link_is_not_unknown() {
    let unknown = |link: &str, kind: &str| {
        let text = format!(
            "//- /w/.claude/agents/main.md\n---\nname: main\ndescription: x\nskills: [far]\n\
             tools: Agent(far)\n---\nText.\n//- /w/.claude/agents/b.md\n---\nname: b\n\
             description: x\n---\nText.\n//- /w/.claude/skills/near/SKILL.md\n---\nname: near\n\
             description: x\n---\nText.\n{link}{SECRETS}"
        );
        let (snapshot, file) = Fixture::parse(&text).snapshot();
        let found = diagnostics(&snapshot, file);
        found.iter().any(|finding| finding.rule == kind)
    };
    let agent = "//- /w/.claude/agents/far.md -> ../../../outside/agents/far.md\n";
    let agents = "//- /w/.claude/agents/all -> ../../../outside/agents\n";
    let skill = "//- /w/.claude/skills/far -> ../../../outside/agents\n";
    for (link, agent_is_unknown, skill_is_unknown) in [
        ("", true, true),
        (agent, false, true),
        (agents, false, true),
        (skill, true, false),
    ] {
        assert_eq!(unknown(link, "unknown-agent"), agent_is_unknown, "{link}");
        assert_eq!(unknown(link, "unknown-skill"), skill_is_unknown, "{link}");
    }
}
