//! Agents that are left without any tool.

use dossier_dialect::{FileKind, OldToolState, ToolName};
use dossier_syntax::{FrontMatter, PermissionRule};

use super::tools::tool_lists;
use super::{Finding, Findings};

/// An empty list is a choice; one of which nothing is left is a mistake, and the program refuses
/// to start the agent. Source: Claude Code documentation, sub-agents, 2026-10-08.
pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (text, dialect) = (findings.text(), findings.dialect());
    let kind = findings.source.place().kind;
    if kind != FileKind::Agent || dialect.tools().is_empty() {
        return;
    }
    let lists = tool_lists(dialect, kind, front_matter);
    for (entry, field) in lists.filter(|(_, field)| !field.takes_away) {
        let items = entry.value.items(text, field.splits_at_blanks());
        let is_nothing = |name: &str| match dialect.tool(name) {
            // A slip of the hand has been reported, and mending it mends this too.
            ToolName::Unknown => dialect.tool_meant(name).is_none(),
            ToolName::Old(old) => old.state == OldToolState::Removed,
            ToolName::Tool(tool) => tool.rule_only,
            ToolName::Mcp | ToolName::All => false,
        };
        let mut names = items
            .iter()
            .map(|item| PermissionRule::parse(text, item.span).tool.of(text));
        if !items.is_empty() && names.all(is_nothing) {
            let message = format!(
                "None of the tools in `{}` exists, so {} refuses to start this agent.",
                entry.name,
                dialect.title()
            );
            findings.add(Finding::new("tools-leave-nothing", entry.key, message));
        }
    }
}
