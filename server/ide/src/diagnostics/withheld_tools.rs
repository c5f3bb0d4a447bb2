//! Tools that an agent lists and doesn't get.

use dossier_dialect::{Argument, Dialect, Field, FieldValue, FileKind, ToolName};
use dossier_syntax::{Entry, FrontMatter, PermissionRule, Span};

use super::tools::{remove, tool_lists};
use super::{Finding, Findings, Tag};
use crate::withheld::is_withheld;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let place = findings.source.place();
    if place.kind != FileKind::Agent {
        return;
    }
    let (text, dialect) = (findings.text(), findings.dialect());
    let taken = lists(dialect, front_matter, true);
    let taken: Vec<(&Entry, Span, &str)> = taken
        .iter()
        .flat_map(|entry| {
            let items = items(dialect, text, entry).into_iter();
            items.filter_map(|item| Some((*entry, item, taken_whole(dialect, text, item)?)))
        })
        .collect();
    for entry in lists(dialect, front_matter, false) {
        let leads = is_for_main_session(dialect, text, entry);
        for item in items(dialect, text, entry) {
            let name = PermissionRule::parse(text, item).tool;
            let conflict = tool_name(dialect, name.of(text)).and_then(|name| {
                let mut taken = taken.iter();
                taken.find(|(_, _, other)| *other == name)
            });
            if let Some(conflict) = conflict {
                conflicting(findings, entry, item, conflict);
            } else if let ToolName::Tool(tool) = dialect.tool(name.of(text))
                && !leads
                && is_withheld(tool, place.kind, Some(front_matter))
            {
                let message = never(dialect, &tool.name, tool.subagents_with.as_ref());
                let finding = Finding::new("never-available-tool", item, message);
                findings.add(unneeded(findings, finding, entry, item));
            }
        }
    }
}

fn conflicting(
    findings: &mut Findings<'_>,
    entry: &Entry,
    item: Span,
    (by, at, name): &(&Entry, Span, &str),
) {
    let message = format!("`{}` takes `{name}` away from this agent.", by.name);
    let own = findings.source.id;
    let finding = Finding::new("conflicting-tools", item, message);
    let finding = finding.related(own, *at, "where it is taken away");
    findings.add(unneeded(findings, finding, entry, item));
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
fn unneeded(findings: &Findings<'_>, finding: Finding, entry: &Entry, item: Span) -> Finding {
    let (text, dialect) = (findings.text(), findings.dialect());
    let field = dialect.field(FileKind::Agent, &entry.name);
    let fix = field.and_then(|field| remove(text, entry, field, item));
    finding.tag(Tag::Unnecessary).fixes(fix)
}

/// The lists of tools that give, or those that take away.
fn lists<'a>(
    dialect: &'a Dialect,
    front_matter: &'a FrontMatter,
    take_away: bool,
) -> Vec<&'a Entry> {
    let lists = tool_lists(dialect, FileKind::Agent, front_matter);
    let lists = lists.filter(|(_, field)| field.takes_away == take_away);
    lists.map(|(entry, _)| entry).collect()
}

fn items(dialect: &Dialect, text: &str, entry: &Entry) -> Vec<Span> {
    let field = dialect.field(FileKind::Agent, &entry.name);
    let spaces = field.is_some_and(Field::splits_at_blanks);
    let items = entry.value.items(text, spaces).into_iter();
    items.map(|item| item.span).collect()
}

/// True for a list that says which agents may be started, which counts in the main session only.
fn is_for_main_session(dialect: &Dialect, text: &str, entry: &Entry) -> bool {
    items(dialect, text, entry).into_iter().any(|item| {
        let rule = PermissionRule::parse(text, item);
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
fn tool_name<'a>(dialect: &'a Dialect, written: &'a str) -> Option<&'a str> {
    match dialect.tool(written) {
        ToolName::Tool(tool) => Some(&tool.name),
        ToolName::Old(old) => old.now.as_deref(),
        ToolName::Mcp => Some(written),
        ToolName::All | ToolName::Unknown => None,
    }
}
