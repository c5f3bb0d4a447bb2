//! The editors that can be set up.

use std::path::PathBuf;

use super::folders::Folders;
use super::plan::Plan;
use super::{claude_code, helix, neovim, vscode};
use crate::cli::Editor;
use crate::selection::Problem;
use crate::start;

/// How an editor stands with Dossier.
pub(crate) enum State {
    /// It uses it.
    SetUp,
    /// It doesn't.
    NotSetUp,
    /// It can't be told, for a reason.
    Unknown(String),
}

impl Editor {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::VsCode, Self::Neovim, Self::Helix, Self::ClaudeCode];

    /// The word for it on the command line.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::VsCode => "vscode",
            Self::Neovim => "neovim",
            Self::Helix => "helix",
            Self::ClaudeCode => "claude-code",
        }
    }

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::VsCode => "VS Code",
            Self::Neovim => "Neovim",
            Self::Helix => "Helix",
            Self::ClaudeCode => "Claude Code",
        }
    }

    /// Whether it starts the server that `PATH` leads to. An extension may bring its own.
    pub(super) fn needs_program_on_path(self) -> bool {
        self != Self::VsCode
    }

    /// The programs that it may be started by, the usual one first.
    fn programs(self) -> &'static [&'static str] {
        match self {
            Self::VsCode => &["code", "codium", "code-insiders", "code-server"],
            Self::Neovim => &["nvim"],
            // Some distributions have another `hx`. Source: Helix documentation, packages, 25.07.
            Self::Helix => &["hx", "helix"],
            Self::ClaudeCode => &["claude"],
        }
    }

    /// The program on `PATH` that starts it.
    pub(crate) fn program(self) -> Option<PathBuf> {
        let mut programs = self.programs().iter();
        programs.find_map(|program| start::program(program))
    }

    /// How it stands with Dossier.
    pub(crate) fn state(self, folders: &Folders) -> State {
        match self.plan(folders) {
            Ok(plan) if plan.missing.is_some() || plan.changes_anything() => State::NotSetUp,
            Ok(_) => State::SetUp,
            Err(problem) => State::Unknown(problem.to_string()),
        }
    }

    /// What is missing for it to use Dossier.
    pub(super) fn plan(self, folders: &Folders) -> Result<Plan, Problem> {
        match self {
            Self::VsCode => vscode::plan(),
            Self::Neovim => neovim::plan(folders),
            Self::Helix => helix::plan(folders),
            Self::ClaudeCode => claude_code::plan(folders),
        }
    }

    /// What takes that back.
    pub(super) fn plan_of_undoing(self, folders: &Folders) -> Result<Plan, Problem> {
        match self {
            Self::VsCode => vscode::plan_of_undoing(),
            Self::Neovim => neovim::plan_of_undoing(folders),
            Self::Helix => helix::plan_of_undoing(folders),
            Self::ClaudeCode => claude_code::plan_of_undoing(folders),
        }
    }
}
