//! Tools that an agent lists and doesn't get.

use dossier_dialect::{Argument, Dialect, Field, FieldValue, FileKind, ToolName};
use dossier_syntax::{Entry, FrontMatter, PermissionRule, Span};
use rustc_hash::FxHashMap;

use super::tools::{remove, tool_lists};
use super::{Finding, Findings, Tag};
use crate::fixes::ListItems;
use crate::withheld::is_withheld;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let place = findings.source.place();
    if place.kind != FileKind::Agent {
        return;
    }
    let (text, dialect) = (findings.text(), findings.dialect());
    let taken = lists(dialect, front_matter, true);
    // The first place where each is taken away.
    let mut taken_at: FxHashMap<&str, (&Entry, Span)> = FxHashMap::default();
    for (entry, field) in taken {
        for item in ListItems::new(text, entry, field).iter() {
            if let Some(name) = taken_whole(dialect, text, item.span) {
                taken_at.entry(name).or_insert((entry, item.span));
            }
        }
    }
    for (entry, field) in lists(dialect, front_matter, false) {
        let items = ListItems::new(text, entry, field);
        let leads = is_for_main_session(dialect, text, &items);
        for item in items.iter().map(|item| item.span) {
            let name = PermissionRule::parse(text, item).tool;
            let conflict = tool_name(dialect, name.of(text))
                .and_then(|name| Some((name, *taken_at.get(name)?)));
            if let Some((name, (by, at))) = conflict {
                let message = format!("`{}` takes `{name}` away from this agent.", by.name);
                let own = findings.source.id;
                let finding = Finding::new("conflicting-tools", item, message);
                let finding = finding.related(own, at, "where it is taken away");
                findings.add(unneeded(text, finding, &items, item));
            } else if let ToolName::Tool(tool) = dialect.tool(name.of(text))
                && !leads
                && is_withheld(tool, place.kind, Some(front_matter))
            {
                let message = never(dialect, &tool.name, tool.subagents_with.as_ref());
                let finding = Finding::new("never-available-tool", item, message);
                findings.add(unneeded(text, finding, &items, item));
            }
        }
    }
}

fn never(dialect: &Dialect, name: &str, unless: Option<&FieldValue>) -> String {
    let title = dialect.title();
    match unless {
        Some(with) => format!(
            "{title} gives `{name}` to a subagent only with `{}: {}`.",
            with.field, with.value
        ),
        None => format!("{title} never gives `{name}` to a subagent, even when it is listed."),
    }
}

/// The finding about an item that might as well not be in its list.
fn unneeded(text: &str, finding: Finding, items: &ListItems<'_>, item: Span) -> Finding {
    let fix = remove(text, items, item);
    finding.tag(Tag::Unnecessary).fixes(fix)
}

/// The lists of tools that give, or those that take away.
fn lists<'a>(
    dialect: &'a Dialect,
    front_matter: &'a FrontMatter,
    take_away: bool,
) -> Vec<(&'a Entry, &'a Field)> {
    let lists = tool_lists(dialect, FileKind::Agent, front_matter);
    lists
        .filter(|(_, field)| field.takes_away == take_away)
        .collect()
}

/// True for a list that says which agents may be started, which counts in the main session only.
pub(crate) fn is_for_main_session(dialect: &Dialect, text: &str, items: &ListItems<'_>) -> bool {
    items.iter().any(|item| {
        let rule = PermissionRule::parse(text, item.span);
        let name = tool_name(dialect, rule.tool.of(text)).unwrap_or_default();
        let names_agents = matches!(
            dialect.tool(name),
            ToolName::Tool(tool) if tool.argument == Some(Argument::Agent)
        );
        names_agents && rule.argument.is_some()
    })
}

/// The tool that `item` of a list takes away. What a pattern does is for another rule to say.
fn taken_whole<'a>(dialect: &'a Dialect, text: &'a str, item: Span) -> Option<&'a str> {
    let rule = PermissionRule::parse(text, item);
    let name = tool_name(dialect, rule.tool.of(text))?;
    rule.argument.is_none().then_some(name)
}

/// What a tool is called today.
pub(crate) fn tool_name<'a>(dialect: &'a Dialect, written: &'a str) -> Option<&'a str> {
    match dialect.tool(written) {
        ToolName::Tool(tool) => Some(&tool.name),
        ToolName::Old(old) => old.now.as_deref(),
        ToolName::Mcp => Some(written),
        ToolName::All | ToolName::Unknown => None,
    }
}
