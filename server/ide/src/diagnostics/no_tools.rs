//! Agents that are left without any tool.

use dossier_dialect::{OldToolState, ToolName};
use dossier_syntax::{FrontMatter, PermissionRule};

use super::tools::tool_lists;
use super::{Finding, Findings};

/// An empty list is a choice; one of which nothing is left is a mistake, where the program needs
/// something in it.
pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (text, dialect) = (findings.text(), findings.dialect());
    let kind = findings.source.place().kind;
    let lists = tool_lists(dialect, kind, front_matter);
    for (entry, field) in lists.filter(|(_, field)| field.needs_one) {
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
                "None of the tools in `{}` exists, so {} refuses to start this {}.",
                entry.name,
                dialect.title(),
                kind.as_str()
            );
            findings.add(Finding::new("tools-leave-nothing", entry.key, message));
        }
    }
}
