//! The workspace in which a text is opened.

use std::cell::RefCell;
use std::sync::Arc;

use camino::Utf8Path;
use dossier_dialect::Dialects;
use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot, World};

#[path = "../../server/ide/tests/programs"]
mod programs {
    pub(crate) mod nova;
    pub(crate) mod vega;
}

const TEAM: &str = r#"
//- /w/.claude/agents/ml-engineer.md
---
name: ml-engineer
description: Trains models.
tools: Read, Bash(git *), mcp__github__search
---
# First steps

Hand the data to `data-engineer`.
//- /w/.claude/agents/data-engineer.md
---
name: data-engineer
description: Moves data.
---
//- /w/.claude/skills/ship/SKILL.md
---
name: ship
description: Releases.
---
Ask @ml-engineer, and see [the steps](../../agents/ml-engineer.md#first-steps).
//- /w/.claude/commands/release/notes.md
---
description: Writes notes.
---
//- /w/plugins/alpha/.claude-plugin/plugin.json
{"name": "alpha"}
//- /w/plugins/alpha/agents/reviewer.md
---
name: reviewer
description: Reviews.
---
//- /w/.mcp.json
{"mcpServers": {"github": {"command": "gh"}, "postgres": {"command": "pg"}}}
//- /w/.vega/agents/scribe.md
---
description: Writes.
---
"#;

/// Where Markdown with YAML, or with lines, between fences is read.
pub const MARKDOWN: [&str; 10] = [
    "/w/.claude/agents/here.md",
    "/w/.claude/skills/here/SKILL.md",
    "/w/.claude/commands/here.md",
    "/w/.claude/rules/here.md",
    "/w/.claude/output-styles/here.md",
    "/w/.cursor/rules/here.mdc",
    "/w/.github/agents/here.md",
    "/w/.vega/agents/here.md",
    "/w/CLAUDE.md",
    "/w/README.md",
];

/// Where files that are nothing but fields are read.
pub const FIELDS: [&str; 5] = [
    "/w/.nova/agents/here.toml",
    "/w/.vega/agents/here.toml",
    "/w/.vega/agents/here.json",
    "/w/plugins/here/.claude-plugin/plugin.json",
    "/w/here/.mcp.json",
];

thread_local! {
    static WORLD: RefCell<World> = RefCell::new(world());
}

fn world() -> World {
    let tables = programs::nova::TABLES
        .into_iter()
        .chain(programs::vega::TABLES);
    let tables = Dialects::with_tables(tables).expect("tests load the same");
    Fixture::parse_with(Arc::new(tables), TEAM).world
}

/// The workspace, the same for all inputs. Whoever changes it puts it back.
pub fn with_world<T>(change: impl FnOnce(&mut World) -> T) -> T {
    WORLD.with_borrow_mut(change)
}

/// Opens a text at one of the paths, asks about it, and closes it again.
pub fn with_open<T>(path: &str, text: &str, ask: impl FnOnce(&Snapshot, FileId) -> T) -> T {
    let path = Utf8Path::new(path);
    with_world(|world| {
        let file = world.open(path, text, 1);
        let answer = ask(&world.snapshot(), file);
        world.close(path);
        world.set_file(path, None);
        answer
    })
}
