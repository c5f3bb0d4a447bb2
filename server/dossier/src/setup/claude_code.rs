//! Claude Code: the plugin is installed from this repository's marketplace by Claude Code's own
//! program. That is the documented way, which Claude Code also keeps up to date and shows under
//! `/plugin`; a plugin folder written into `~/.claude/skills` would be neither, and starts only
//! where a folder is trusted.
//!
//! Source: Claude Code documentation, plugins and settings (`enabledPlugins`), 2026-09.

use serde_json::Value;

use super::folders::Folders;
use super::plan::Plan;
use super::programs::Command;
use super::record::read;
use crate::cli::Editor;
use crate::selection::Problem;

/// The repository with the marketplace.
const REPOSITORY: &str = "dossier-ls/dossier";

/// The marketplace.
const MARKETPLACE: &str = "dossier";

/// The plugin, as the program names it.
const PLUGIN: &str = "dossier@dossier";

/// What is missing.
pub(super) fn plan(folders: &Folders) -> Result<Plan, Problem> {
    if enabled(folders)? == Some(true) {
        return Ok(Plan::default());
    }
    let Some(program) = Editor::ClaudeCode.program() else {
        return Ok(Plan::impossible(format!(
            "Claude Code's program `claude` is not on PATH. Where it is, run:\n  \
             claude plugin marketplace add {REPOSITORY}\n  claude plugin install {PLUGIN}"
        )));
    };
    // It fails where the marketplace is known already.
    let add = Command {
        may_fail: true,
        ..Command::new(&program, &["plugin", "marketplace", "add", REPOSITORY])
    };
    Ok(Plan {
        commands: vec![add, Command::new(&program, &["plugin", "install", PLUGIN])],
        afterwards: "Claude Code is set up, from its next start on.".to_owned(),
        otherwise: format!(
            "Try it in Claude Code:\n  /plugin marketplace add {REPOSITORY}\n  \
             /plugin install {PLUGIN}"
        ),
        ..Plan::default()
    })
}

/// What takes that back.
pub(super) fn plan_of_undoing(folders: &Folders) -> Result<Plan, Problem> {
    if enabled(folders)?.is_none() {
        return Ok(Plan::default());
    }
    let Some(program) = Editor::ClaudeCode.program() else {
        return Ok(Plan::impossible(format!(
            "Claude Code's program `claude` is not on PATH. Where it is, run:\n  \
             claude plugin uninstall {PLUGIN}\n  claude plugin marketplace remove {MARKETPLACE}"
        )));
    };
    let remove = Command {
        may_fail: true,
        ..Command::new(&program, &["plugin", "marketplace", "remove", MARKETPLACE])
    };
    Ok(Plan {
        commands: vec![
            Command::new(&program, &["plugin", "uninstall", PLUGIN]),
            remove,
        ],
        afterwards: "The plugin is gone from Claude Code.".to_owned(),
        otherwise: format!("Try `/plugin uninstall {PLUGIN}` in Claude Code."),
        ..Plan::default()
    })
}

/// Whether the user's settings turn the plugin on or off; `None` if they don't name it. Settings
/// that can't be read name nothing.
fn enabled(folders: &Folders) -> Result<Option<bool>, Problem> {
    let Some(folder) = folders.claude_code() else {
        return Ok(None);
    };
    let text = read(&folder.join("settings.json"))?.unwrap_or_default();
    let settings: Value = serde_json::from_str(&text).unwrap_or_default();
    Ok(settings["enabledPlugins"][PLUGIN].as_bool())
}
