//! Texts in which one thing stands over and over: what is said of them grows as they do, and no
//! faster.
//!
//! What is counted is how much each feature answers, for a text and for one of four times its
//! length. The texts of [`at_a_length`] are so long that nobody would wait for the answer if it took
//! four times as long for twice the text.

use dossier_ide::{
    Change, CodeAction, Diagnostic, code_actions, completions, diagnostics, document_highlight,
    document_links, document_symbols, folding, formatting, inlay_hints, references,
    selection_ranges, semantic_tokens, workspace_symbols,
};
use dossier_syntax::Span;
use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot};

/// Something that stands over and over: what is before the first, each by its number, and what is
/// behind the last.
struct Case {
    name: &'static str,
    path: &'static str,
    before: &'static str,
    each: fn(usize) -> String,
    behind: &'static str,
}

const AGENT: &str = "/w/.claude/agents/main.md";
const SKILL: &str = "/w/.claude/skills/main/SKILL.md";
const COMMAND: &str = "/w/.claude/commands/main.md";
const MEMORY: &str = "/w/CLAUDE.md";
const MANIFEST: &str = "/w/p/.claude-plugin/plugin.json";

const OPEN: &str = "---\nname: main\ndescription: Works.\n";
const TEXT: &str = "---\nname: main\ndescription: Works.\n---\n";
const CLOSE: &str = "---\nBody.\n";
/// The same with a field that somebody types.
const TYPED: &str = "\nmodel: \n---\nBody.\n";

/// Others that the texts name.
const TEAM: &str = "//- /w/.claude/agents/code-reviewer.md\n---\nname: code-reviewer\n---\n\
    //- /w/.claude/agents/tech-lead.md\n---\nname: tech-lead\n---\n\
    //- /w/.claude/agents/planner.md\n---\nname: planner\n---\n\
    //- /w/.claude/skills/ship/SKILL.md\n---\nname: ship\ndescription: Ships.\n---\n";

const fn agent(name: &'static str, before: &'static str, each: fn(usize) -> String) -> Case {
    Case {
        name,
        path: AGENT,
        before,
        each,
        behind: "\n",
    }
}

const fn field(name: &'static str, before: &'static str, each: fn(usize) -> String) -> Case {
    Case {
        behind: CLOSE,
        ..agent(name, before, each)
    }
}

const CASES: [Case; 54] = [
    field(
        "unknown tools in lines",
        "---\nname: main\ndescription: x\ntools:\n",
        |i| format!("  - Raed{i}\n"),
    ),
    field(
        "equal tools",
        "---\nname: main\ndescription: x\ntools:\n",
        |_| "  - Read\n".into(),
    ),
    field(
        "old tools",
        "---\nname: main\ndescription: x\ntools:\n",
        |_| "  - MultiEdit\n".into(),
    ),
    field(
        "glued items",
        "---\nname: main\ndescription: x\ntools:\n",
        |i| format!("  -Read{i}\n"),
    ),
    field("rules", "---\nname: main\ndescription: x\ntools:\n", |i| {
        format!("  - Bash(git{i}:*)\n")
    }),
    field(
        "agents in rules",
        "---\nname: main\ndescription: x\ntools:\n",
        |i| format!("  - Agent(helper{i})\n"),
    ),
    field(
        "unknown skills",
        "---\nname: main\ndescription: x\nskills:\n",
        |i| format!("  - shipp{i}\n"),
    ),
    field(
        "servers",
        "---\nname: main\ndescription: x\nmcpServers:\n",
        |i| format!("  - server{i}\n"),
    ),
    field("events", "---\nname: main\ndescription: x\nhooks:\n", |i| {
        format!("  Event{i}:\n    - matcher: Bash\n      hooks:\n        - type: command\n")
    }),
    field("unknown fields", OPEN, |i| format!("field{i}: x\n")),
    field("slips in fields", OPEN, |i| format!("tools{i}: x\n")),
    field("equal fields", OPEN, |_| "model: opus\n".into()),
    field("broken fields", OPEN, |i| format!("field{i}: a: b\n")),
    field("equal broken fields", OPEN, |_| "model: a: b\n".into()),
    field("indented fields", OPEN, |_| " model: opus\n".into()),
    field("fields without a blank", OPEN, |_| "model:opus\n".into()),
    field("open quotes", OPEN, |i| format!("field{i}: 'x\n")),
    field("stray lines", OPEN, |_| "stray words here\n".into()),
    field("comments that ignore", OPEN, |i| {
        format!("# dossier: ignore unknown-field\nfield{i}: x\n")
    }),
    field("comments that ignore nothing", OPEN, |i| {
        format!("# dossier: ignore no-rule{i}\nfield{i}: x\n")
    }),
    Case {
        path: SKILL,
        ..field(
            "nested keys",
            "---\nname: main\ndescription: x\nmetadata:\n",
            |i| format!("  key{i}: x\n"),
        )
    },
    Case {
        path: SKILL,
        ..field(
            "maps in maps",
            "---\nname: main\ndescription: x\nmetadata: ",
            |_| "{a: ".into(),
        )
    },
    Case {
        behind: TYPED,
        ..agent("open brackets", "---\nname: main\ntools:\n", |_| {
            "- [a\n".into()
        })
    },
    Case {
        behind: TYPED,
        ..agent("dashes in a line", "---\nname: main\ntools:\n", |_| {
            "- ".into()
        })
    },
    Case {
        path: COMMAND,
        ..agent("placeholders", TEXT, |i| format!("$ARGUMENTS ${i} "))
    },
    Case {
        path: SKILL,
        ..agent("slips in placeholders", TEXT, |i| {
            format!("${{CLAUDE_SKILL_DR}} $ARGUMNTS{i}\n")
        })
    },
    Case {
        path: COMMAND,
        ..agent("commands that run", TEXT, |i| format!("x!`ls{i}` !`pwd` "))
    },
    agent("headings", TEXT, |i| format!("## Heading {i}\n")),
    agent("equal headings", TEXT, |_| "## Heading\n".into()),
    agent("headings and links", TEXT, |i| {
        format!("## Heading {i}\n\n[x](#heading-{i})\n\n")
    }),
    agent("links to no heading", TEXT, |i| {
        format!("## Heading {i}\n\n[x](#haeding-{i})\n\n")
    }),
    agent("links that lead nowhere", TEXT, |i| {
        format!("[x](none{i}.md) ")
    }),
    agent("links by reference", TEXT, |i| {
        format!("[x][r{i}]\n\n[r{i}]: none{i}.md\n\n")
    }),
    agent("paths in code", TEXT, |i| format!("`a/b/c{i}.md` ")),
    agent("items with paths in code", TEXT, |i| {
        format!("- `a/b/c{i}.md`\n")
    }),
    Case {
        path: SKILL,
        ..agent("files beside a skill", TEXT, |i| {
            format!("Run `scripts/a{i}.py` \n")
        })
    },
    agent(
        "rows of a table",
        "---\nname: main\ndescription: x\n---\n| Agent | x |\n|-|-|\n",
        |_| "| **Reviewer** | `tech-lead` |\n".into(),
    ),
    agent("items", TEXT, |_| {
        "- **planner**: plans\n- `code-reviewer`\n".into()
    }),
    agent(
        "items that are nobody",
        "---\nname: main\ndescription: x\n---\nAgents:\n\n- `tech-lead`\n- `code-reviewer`\n",
        |i| format!("- `code-writer{i}`\n"),
    ),
    agent("quotes in quotes", TEXT, |_| ">".into()),
    agent("items in items", TEXT, |_| "- ".into()),
    agent("code blocks", TEXT, |_| {
        "```yaml\nagent: planner\nsubagent_type: nobody-x\n```\n\n".into()
    }),
    agent("tags", TEXT, |i| {
        format!("<part_{i}>\n\nAsk the planner.\n\n")
    }),
    agent("open comments", TEXT, |_| "<!-- ".into()),
    Case {
        path: MEMORY,
        ..agent("imports", "", |i| format!("@docs/a{i}.md "))
    },
    agent("commands", TEXT, |i| format!("/team:review{i} `/ship` ")),
    agent("names in prose", TEXT, |_| {
        "Delegate to the code-reviewer agent, then ask planner. ".into()
    }),
    agent("nobody's names in prose", TEXT, |i| {
        format!("Use the `code-writer{i}` agent. ")
    }),
    agent("a chain", TEXT, |i| {
        format!(
            "{} → ",
            ["`planner`", "`tech-lead`", "`code-reviewer`"][i % 3]
        )
    }),
    agent("a chain of nobody", TEXT, |i| {
        format!("`code-writer{i}` → ")
    }),
    agent("calls", TEXT, |i| {
        format!("Agent(planner) Task(code-writer{i}) Agent(")
    }),
    agent("types of agents", TEXT, |i| {
        format!("subagent_type: \"code-writer{i}\"\n")
    }),
    agent("wide letters", TEXT, |_| "「`planner`」から👩‍💻 ".into()),
    Case {
        path: MANIFEST,
        ..agent("entries of a manifest", "{\"name\": \"p\"", |i| {
            format!(",\n\"key{i}\": 1, \"version\": \"1\"")
        })
    },
];

impl Case {
    fn text(&self, count: usize) -> String {
        let each: String = (0..count).map(self.each).collect();
        [self.before, &each, self.behind].concat()
    }

    fn ask<T>(&self, count: usize, ask: impl Fn(&Snapshot, FileId, &str) -> T) -> T {
        let text = self.text(count);
        let fixture = Fixture::parse(&format!("//- {}\n{text}\n{TEAM}", self.path));
        let (snapshot, file) = fixture.snapshot();
        assert_eq!(fixture.path, self.path);
        ask(&snapshot, file, &text)
    }
}

/// How much each feature answers.
fn answers(snapshot: &Snapshot, file: FileId, text: &str) -> Vec<(&'static str, usize)> {
    let whole = Span::new(0, text.len());
    let middle = text.len() / 2;
    let middle = (0..=middle).rev().find(|at| text.is_char_boundary(*at));
    let middle = middle.unwrap_or_default();
    let findings: usize = diagnostics(snapshot, file)
        .iter()
        .map(size_of_finding)
        .sum();
    let actions = code_actions(snapshot, file, whole);
    let actions: usize = actions.iter().map(size_of_action).sum();
    let selection = selection_ranges(snapshot, file, &[0, middle, text.len()]);
    let selection = selection.unwrap_or_default().iter().map(Vec::len).sum();
    vec![
        ("diagnostics", findings),
        ("code_actions", actions),
        ("semantic_tokens", semantic_tokens(snapshot, file).len()),
        ("document_symbols", document_symbols(snapshot, file).len()),
        ("folding", folding(snapshot, file).len()),
        ("document_links", document_links(snapshot, file).len()),
        ("inlay_hints", inlay_hints(snapshot, file, whole).len()),
        ("formatting", formatting(snapshot, file).len()),
        ("selection_ranges", selection),
        ("references", references(snapshot, file, middle, true).len()),
        (
            "document_highlight",
            document_highlight(snapshot, file, middle).len(),
        ),
    ]
}

fn size_of_finding(finding: &Diagnostic) -> usize {
    let fixes = finding.fixes.iter();
    let fixes = fixes.map(|fix| fix.title.len() + size_of(&fix.change));
    finding.message.len() + finding.related.len() + fixes.sum::<usize>()
}

fn size_of_action(action: &CodeAction) -> usize {
    let findings = action.findings.iter().map(size_of_finding);
    action.title.len() + size_of(&action.change) + findings.sum::<usize>()
}

fn size_of(change: &Change) -> usize {
    match change {
        Change::Edit(edits) => edits.iter().map(|(_, text)| text.len() + 1).sum(),
        Change::Write { text, .. } | Change::Create { text, .. } => text.len(),
    }
}

fn check(cases: &[Case]) {
    const FEW: usize = 20;
    for case in cases {
        let few = case.ask(FEW, answers);
        let many = case.ask(4 * FEW, answers);
        for ((feature, few), (_, many)) in few.into_iter().zip(many) {
            // What is said once for the whole file is a part of both.
            let most = 5 * few + 500;
            assert!(
                many <= most,
                "{feature} of {}: {few} for {FEW}, {many} for four times as many",
                case.name
            );
        }
    }
}

#[test]
fn values_are_answered_in_proportion() {
    check(&CASES[..9]);
}

#[test]
fn fields_are_answered_in_proportion() {
    check(&CASES[9..24]);
}

#[test]
fn bodies_are_answered_in_proportion() {
    check(&CASES[24..40]);
}

#[test]
fn names_are_answered_in_proportion() {
    check(&CASES[40..]);
}

/// Asks all that is asked of a file again after each edit.
fn at_a_length(name: &str, count: usize) {
    let case = CASES.iter().find(|case| case.name == name);
    let case = case.unwrap_or_else(|| panic!("{name} is no case"));
    case.ask(count, |snapshot, file, _| {
        diagnostics(snapshot, file).len() + semantic_tokens(snapshot, file).len()
    });
}

#[test]
fn thousands_of_fields_are_answered() {
    at_a_length("unknown tools in lines", 4_000);
    at_a_length("equal tools", 4_000);
    at_a_length("unknown fields", 4_000);
    at_a_length("equal broken fields", 1_000);
    at_a_length("indented fields", 1_000);
    at_a_length("comments that ignore", 2_000);
}

#[test]
fn behind_thousands_of_fields_something_is_typed() {
    let typed = |name: &str, count| {
        let case = CASES.iter().find(|case| case.name == name);
        case.unwrap_or_else(|| panic!("{name} is no case"))
            .ask(count, |snapshot, file, text| {
                let offset = text.rfind("\n---").unwrap_or_default();
                completions(snapshot, file, offset).items.len()
            })
    };
    for name in ["open brackets", "dashes in a line"] {
        assert_ne!(typed(name, 20), 0, "{name}");
        typed(name, 50_000);
    }
}

#[test]
fn thousands_of_links_are_answered() {
    at_a_length("links to no heading", 3_000);
    at_a_length("links that lead nowhere", 3_000);
    at_a_length("items with paths in code", 3_000);
    at_a_length("files beside a skill", 3_000);
}

#[test]
fn thousands_of_headings_are_found() {
    let case = CASES.iter().find(|case| case.name == "headings");
    let found = case.map(|case| {
        case.ask(100_000, |snapshot, _, _| {
            workspace_symbols(snapshot, "heading").len()
        })
    });
    assert!(found.is_some_and(|found| found > 0));
}

#[test]
fn thousands_of_names_are_answered() {
    at_a_length("a chain of nobody", 3_000);
    at_a_length("nobody's names in prose", 3_000);
    at_a_length("types of agents", 3_000);
    at_a_length("wide letters", 3_000);
}

#[test]
fn a_name_that_thousands_share_is_told_with_some_of_them() {
    let files = (0..2_000).map(|i| {
        format!("//- /w/.claude/agents/a{i}/x.md\n---\nname: same\ndescription: x\n---\nx\n")
    });
    let fixture = Fixture::parse(&files.collect::<String>());
    let (snapshot, file) = fixture.snapshot();
    let found = diagnostics(&snapshot, file);
    let related = found.iter().map(|finding| finding.related.len());
    let related: Vec<usize> = related.filter(|count| *count > 0).collect();
    assert_eq!(related, [20]);
}
