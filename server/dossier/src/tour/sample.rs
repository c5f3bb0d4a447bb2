//! The sample team, which travels inside the program.

use camino::{Utf8Path, Utf8PathBuf};

use super::ClientError;

macro_rules! sample {
    ($($path:literal),* $(,)?) => {
        &[$((
            $path,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/",
                env!("DOSSIER_SAMPLE"),
                "/",
                $path
            )),
        )),*]
    };
}

/// The files of `tests/teams/ml-team` that make a team.
const FILES: &[(&str, &str)] = sample![
    ".claude/agents/code-reviewer.md",
    ".claude/agents/data-engineer.md",
    ".claude/agents/ml-engineer.md",
    ".claude/agents/ops/incident-commander.md",
    ".claude/agents/release-manager.md",
    ".claude/agents/senior-data-engineer.md",
    ".claude/agents/senior-ml-engineer.md",
    ".claude/commands/release/notes.md",
    ".claude/commands/retrain.md",
    ".claude/skills/ci-cd/SKILL.md",
    ".claude/skills/data-validation/SKILL.md",
    ".claude/skills/model-evaluation/SKILL.md",
    ".claude/skills/prompt-engineering/SKILL.md",
    ".claude/skills/testing/SKILL.md",
    ".mcp.json",
    "CLAUDE.md",
];

/// The sample team on the disk, for as long as this lives.
pub(super) struct Sample {
    folder: Utf8PathBuf,
}

impl Sample {
    /// Writes the team to a new temporary folder.
    pub(super) fn write() -> Result<Self, ClientError> {
        let temporary = Utf8PathBuf::from_path_buf(std::env::temp_dir())
            .map_err(|_| ClientError::new("the temporary folder's name is not UTF-8"))?;
        let folder = temporary.join(format!("dossier-tour-{}", std::process::id()));
        let sample = Self { folder };
        for (path, text) in FILES {
            let path = sample.folder.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(path, text)?;
        }
        Ok(sample)
    }

    pub(super) fn folder(&self) -> &Utf8Path {
        &self.folder
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        // What can't be removed is left to the system, as everything in that folder is.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
