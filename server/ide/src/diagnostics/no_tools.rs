//! Agents that are left without any tool.

use dossier_dialect::{
    Dialect, FileKind, ListStyle, OldToolState, Severity, Shape, ToolName, closest, is_likely_typo,
};
use dossier_syntax::{FrontMatter, PermissionRule};

use super::Findings;
use super::fields::is_broken;

/// An empty list is a choice; one of which nothing is left is a mistake, and the program refuses
/// to start the agent. Source: Claude Code documentation, sub-agents, 2026-10-08.
pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (text, dialect) = (findings.text(), findings.dialect());
    let kind = findings.source.place().kind;
    if kind != FileKind::Agent || dialect.tools().is_empty() {
        return;
    }
    for entry in &front_matter.entries {
        let field = dialect.field(kind, &entry.name);
        let gives = field.filter(|it| it.shape == Shape::Tools && !it.takes_away);
        let Some(field) = gives.filter(|_| !is_broken(entry)) else {
            continue;
        };
        let items = entry
            .value
            .items(text, field.lists.contains(&ListStyle::Space));
        let is_nothing = |name: &str| match dialect.tool(name) {
            ToolName::Unknown => !is_slip(dialect, name),
            ToolName::Old(old) => old.state == OldToolState::Removed,
            ToolName::Tool(tool) => tool.rule_only,
            ToolName::Mcp | ToolName::All => false,
        };
        let names = items
            .iter()
            .map(|item| PermissionRule::parse(text, item.span).tool.of(text));
        if !items.is_empty() && names.into_iter().all(is_nothing) {
            let message = format!(
                "None of the tools in `{}` exists, so {} refuses to start this agent.",
                entry.name,
                dialect.title()
            );
            findings.add("tools-leave-nothing", Severity::Error, entry.key, message);
        }
    }
}

/// A slip of the hand has been reported, and mending it mends this too.
fn is_slip(dialect: &Dialect, name: &str) -> bool {
    let names = dialect.tools().iter().map(|tool| tool.name.as_str());
    closest(name, names).is_some_and(|meant| is_likely_typo(name, meant))
}
