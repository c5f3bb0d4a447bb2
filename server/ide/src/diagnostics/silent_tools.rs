//! Tools that one of the programs which read a file knows, and another gives nothing for.

use dossier_dialect::{Field, SilentTool};
use dossier_syntax::{Entry, FrontMatter, PermissionRule, Span};
use dossier_workspace::Source;

use super::fields::quoted;
use super::tools::tool_lists;
use super::{Finding, Findings};
use crate::Fix;
use crate::fixes::with_item;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let dialect = findings.dialect();
    if dialect.silent_tools().is_empty() {
        return;
    }
    let kind = findings.source.place().kind;
    let lists = tool_lists(dialect, kind, front_matter);
    for (entry, field) in lists.filter(|(_, field)| !field.takes_away) {
        let text = findings.text();
        let items = entry.value.items(text, field.splits_at_blanks());
        let tools = items
            .iter()
            .map(|item| PermissionRule::parse(text, item.span).tool);
        let tools: Vec<Span> = tools.collect();
        for row in dialect.silent_tools() {
            one(findings, row, &tools, (entry, field));
        }
    }
}

/// One finding for all tools of a list that a row is about: one list is mended once.
fn one(
    findings: &mut Findings<'_>,
    row: &SilentTool,
    tools: &[Span],
    (entry, field): (&Entry, &Field),
) {
    let text = findings.text();
    let is_among = |names: &[String], tool: &Span| names.iter().any(|it| it == tool.of(text));
    if tools.iter().any(|tool| is_among(&row.beside, tool)) {
        return;
    }
    let mut silent = tools.iter().filter(|tool| is_among(&row.tools, tool));
    let Some(first) = silent.next() else { return };
    let mut names = vec![first.of(text)];
    names.extend(silent.map(|tool| tool.of(text)));
    let verb = if names.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{} {verb} not known to all who read this file. {}",
        quoted(names.into_iter()),
        row.says
    );
    let finding = Finding::new("silent-tool", *first, message).severity(row.severity);
    findings.add(finding.fixes(beside(findings.source, entry, field, &row.beside)));
}

/// A fix that puts the names that the other program knows into the list.
fn beside(source: &Source, entry: &Entry, field: &Field, names: &[String]) -> Option<Fix> {
    let format = source.parsed.format;
    let added = names
        .iter()
        .map(|name| with_item(&source.text, format, entry, field, name))
        .collect::<Option<Vec<(Span, String)>>>()?;
    let at = added.first()?.0;
    let title = format!("Add {}", quoted(names.iter().map(String::as_str)));
    let text = added.into_iter().map(|(_, text)| text).collect();
    Some(Fix::replace(title, at, text, false))
}
