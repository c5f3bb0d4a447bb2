//! What the features' tests share.

use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot};

/// Asks about the cursor of a fixture.
pub(crate) fn at_cursor<T>(fixture: &str, ask: impl Fn(&Snapshot, FileId, usize) -> T) -> T {
    let fixture = Fixture::parse(fixture);
    let (snapshot, file) = fixture.snapshot();
    ask(&snapshot, file, fixture.offset)
}

/// Other files of a workspace, for those tests that need some.
const TEAM: &str = r#"
//- /w/.claude/agents/ml-engineer.md
---
name: ml-engineer
description: Trains models.
---
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
//- /w/.claude/skills/unit-tests/SKILL.md
---
description: Tests.
---
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
"#;

/// A fixture with [`TEAM`] below its own files.
pub(crate) fn with_team(fixture: &str) -> String {
    format!("{}\n{TEAM}", fixture.trim_start_matches('\n').trim_end())
}
