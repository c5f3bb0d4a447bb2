//! Hooks that never run, or not as they are written.

use dossier_dialect::{
    Atom, Dialect, Field, FileKind, HookEvent, HookHandler, HookMatch, HookShape, McpNames,
    ToolName, closest, is_same_word,
};
use dossier_syntax::{Entry, FrontMatter, Node, Span, Value, split_outside_parentheses};
use dossier_workspace::values::is_broken;

use super::fields::{first_line, quoted};
use super::{Finding, Findings, Tag, did_you_mean};
use crate::Fix;
use crate::fixes::line_end;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (dialect, place) = (findings.dialect(), findings.source.place());
    let Some(shape) = dialect.hook_shape() else {
        return;
    };
    let is_read = |field: &Field| field.shape.is(Atom::Hooks) && field.is_read_in(place.origin());
    for entry in &front_matter.entries {
        outside(findings, entry);
        if dialect.field(place.kind, &entry.name).is_some_and(is_read)
            && !is_broken(entry)
            && let Value::Map { entries, .. } = &entry.value.value
        {
            for event in entries {
                check_event(findings, shape, event);
            }
        }
    }
}

/// An event that stands among the fields, where that costs the whole file.
fn outside(findings: &mut Findings<'_>, entry: &Entry) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let is_hooks = |field: &&Field| field.shape.is(Atom::Hooks);
    let mut events = dialect.hook_events().iter();
    if let Some(event) = events.find(|row| entry.name == row.name)
        && let Some(lost) = lost_with(findings, event)
        && let Some(field) = dialect.fields(kind).find(is_hooks)
    {
        let message = format!("`{}` belongs below `{}`. {lost}", event.name, field.name);
        findings.add(Finding::new("invalid-hook", entry.key, message).case("not-loaded"));
    }
}

fn check_event(findings: &mut Findings<'_>, shape: &HookShape, entry: &Entry) {
    let dialect = findings.dialect();
    let mut rows = dialect.hook_events().iter();
    let Some(event) = rows.find(|row| entry.name == row.name) else {
        unknown_event(findings, entry);
        return;
    };
    let Some(cases) = list(&entry.value) else {
        let message = format!(
            "{} expects a list under `{}`: maps with `{}`.",
            dialect.title(),
            entry.name,
            shape.handlers
        );
        invalid(findings, event, entry.key, message);
        return;
    };
    for case in cases {
        check_case(findings, shape, event, case);
    }
}

fn unknown_event(findings: &mut Findings<'_>, entry: &Entry) {
    let dialect = findings.dialect();
    let names = dialect.hook_events().iter().map(|row| row.name.as_str());
    let meant = closest(&entry.name, names);
    let message = format!(
        "{} has no event `{}`, so these hooks never run.{}",
        dialect.title(),
        entry.name,
        did_you_mean(meant)
    );
    let name = entry.name_span(findings.text());
    let fix = meant.map(|meant| Fix::change_to(meant, name, is_same_word(&entry.name, meant)));
    findings.add(Finding::new("unknown-hook-event", entry.key, message).fixes(fix));
}

/// One item under an event: which cases are meant, and what runs then.
fn check_case(findings: &mut Findings<'_>, shape: &HookShape, event: &HookEvent, case: &Node) {
    let Value::Map { entries, .. } = &case.value else {
        // Nothing is written there yet, or an anchor holds it.
        if case.text().is_some() && !case.is_empty() {
            let message = format!(
                "{} expects a map with `{}` here.",
                findings.dialect().title(),
                shape.handlers
            );
            invalid(findings, event, case.span, message);
        }
        return;
    };
    if let Some(matcher) = find(entries, &shape.matcher) {
        check_matcher(findings, shape, event, matcher);
    }
    let Some(handlers) = find(entries, &shape.handlers) else {
        let stray = find(entries, &shape.kind);
        let (span, message) = match stray {
            Some(kind) => (
                kind.key,
                format!(
                    "A hook stands in a list `{}` below `{}`. Here {} doesn't see it.",
                    shape.handlers,
                    event.name,
                    findings.dialect().title()
                ),
            ),
            None => (
                case.span,
                format!(
                    "An item below `{}` has no `{}`.",
                    event.name, shape.handlers
                ),
            ),
        };
        invalid(findings, event, span, message);
        return;
    };
    match list(&handlers.value) {
        Some(handlers) => {
            for handler in handlers {
                check_handler(findings, shape, event, handler);
            }
        }
        None => {
            let title = findings.dialect().title();
            let message = format!("{title} expects a list for `{}`.", shape.handlers);
            invalid(findings, event, handlers.key, message);
        }
    }
}

fn check_matcher(
    findings: &mut Findings<'_>,
    shape: &HookShape,
    event: &HookEvent,
    matcher: &Entry,
) {
    let Some(written) = matcher.value.text() else {
        let message = format!(
            "`{}` is text: a name, or a pattern over names.",
            matcher.name
        );
        invalid(findings, event, matcher.key, message);
        return;
    };
    match event.matches {
        HookMatch::None if !written.is_empty() => {
            let message = format!(
                "`{}` has no effect on `{}`: these hooks run each time.",
                matcher.name, event.name
            );
            findings.add(without_effect(matcher.key, message));
        }
        HookMatch::Tool if is_list_of_names(shape, written) => tools(findings, matcher),
        _ => {}
    }
}

/// A matcher of plain characters alone lists names; any other is a pattern.
fn is_list_of_names(shape: &HookShape, matcher: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || shape.list_characters.contains(c);
    !matcher.is_empty() && matcher.chars().all(plain)
}

/// Names of tools that are slips of the hand, or that no tool can have. Others may be of a version
/// to come.
fn tools(findings: &mut Findings<'_>, matcher: &Entry) {
    let (text, dialect) = (findings.text(), findings.dialect());
    let written = matcher.value.inner_span(text);
    for span in split_outside_parentheses(text, written, |c| c == '|' || c == ',') {
        let name = span.of(text);
        let server_alone = |mcp: &&McpNames| {
            let rest = name.strip_prefix(mcp.prefix.as_str());
            rest.is_some_and(|rest| mcp.bare_server && !rest.contains(&mcp.separator))
        };
        if let Some(mcp) = dialect.mcp().filter(server_alone) {
            let meant = format!("{name}{}.*", mcp.separator);
            let message = format!(
                "`{name}` is compared with whole names of tools, so it matches none of this \
                 server's. Write `{meant}`."
            );
            let fix = Fix::change_to(&meant, span, false);
            let finding = Finding::new("invalid-hook", span, message);
            findings.add(finding.case("not-run").fix(fix));
            continue;
        }
        if !matches!(dialect.tool(name), ToolName::Unknown) {
            continue;
        }
        let Some(meant) = dialect.tool_meant(name) else {
            continue;
        };
        let message = format!(
            "Unknown tool: {} has no `{name}`, so nothing matches it. Did you mean `{meant}`?",
            dialect.title()
        );
        let fix = Fix::change_to(meant, span, is_same_word(name, meant));
        let finding = Finding::new("unknown-tool", span, message);
        findings.add(finding.case("other").fix(fix));
    }
}

fn check_handler(
    findings: &mut Findings<'_>,
    shape: &HookShape,
    event: &HookEvent,
    handler: &Node,
) {
    let Value::Map { entries, flow } = &handler.value else {
        if handler.text().is_some() && !handler.is_empty() {
            let title = findings.dialect().title();
            let message = format!("{title} expects a map with `{}` here.", shape.kind);
            invalid(findings, event, handler.span, message);
        }
        return;
    };
    let dialect = findings.dialect();
    let Some(kind) = find(entries, &shape.kind) else {
        // What it is to be may be seen from what it has.
        let first = entries.first().map_or(handler.span, |entry| entry.key);
        let message = format!("This hook has no `{}`, so it never runs.", shape.kind);
        let fix = only_kind(dialect, entries).map(|row| {
            let field = format!("{}: {}", shape.kind, row.kind);
            let title = format!("Add `{field}`");
            let text = field + &separator(findings, first, *flow);
            Fix::replace(title, Span::empty(first.range().start), text, false)
        });
        let finding = not_run(findings, event, first, message);
        findings.add(finding.fixes(fix));
        return;
    };
    let written = kind.value.text().unwrap_or_default();
    let mut rows = dialect.hook_handlers().iter();
    let Some(row) = rows.find(|row| row.kind == written) else {
        if !kind.value.is_empty() {
            unknown_kind(findings, event, kind, written);
        }
        return;
    };
    for required in &row.required {
        if find(entries, required).is_none_or(|entry| entry.value.is_empty()) {
            let message = format!(
                "A hook of the type `{}` needs `{required}`; without it, it never runs.",
                row.kind
            );
            invalid(findings, event, kind.value.span, message);
        }
    }
    for entry in entries.iter().filter(|entry| entry.name != shape.kind) {
        check_handler_field(findings, shape, event, row, entry);
    }
}

fn unknown_kind(findings: &mut Findings<'_>, event: &HookEvent, kind: &Entry, written: &str) {
    let dialect = findings.dialect();
    let kinds = || dialect.hook_handlers().iter().map(|row| row.kind.as_str());
    let meant = closest(written, kinds());
    let hint = match meant {
        Some(meant) => format!(" Did you mean `{meant}`?"),
        None => format!(" It is one of {}.", quoted(kinds())),
    };
    let span = kind.value.inner_span(findings.text());
    let message = format!("There is no type of hook `{written}`, so it never runs.{hint}");
    let fix = meant.map(|meant| Fix::change_to(meant, span, false));
    let finding = not_run(findings, event, span, message);
    findings.add(finding.fixes(fix));
}

fn check_handler_field(
    findings: &mut Findings<'_>,
    shape: &HookShape,
    event: &HookEvent,
    row: &HookHandler,
    entry: &Entry,
) {
    let names = || row.required.iter().chain(&row.optional);
    let name = entry.name.as_str();
    let is = |fields: &[String]| fields.iter().any(|field| field == name);
    if !names().any(|known| known == name) {
        let meant = closest(name, names().map(String::as_str));
        let message = format!(
            "A hook of the type `{}` reads no `{name}`.{}",
            row.kind,
            did_you_mean(meant)
        );
        let span = entry.name_span(findings.text());
        let fix = meant.map(|meant| Fix::change_to(meant, span, false));
        findings.add(without_effect(entry.key, message).fixes(fix));
    } else if is(&shape.numbers) {
        let number = entry.value.text().map(str::parse::<f64>);
        if !entry.value.is_empty() && !matches!(number, Some(Ok(_))) {
            invalid(
                findings,
                event,
                entry.value.span,
                format!("`{name}` is a number."),
            );
        }
    } else if is(&shape.for_tools) && event.matches != HookMatch::Tool {
        let message = format!(
            "`{name}` has no effect on `{}`: it is about tools.",
            event.name
        );
        findings.add(without_effect(entry.key, message));
    } else if is(&shape.for_skills) && findings.source.place().kind == FileKind::Agent {
        let message = format!("`{name}` counts in skills only.");
        findings.add(without_effect(entry.key, message));
    }
}

/// The only kind of hook whose required fields are all written.
fn only_kind<'a>(dialect: &'a Dialect, entries: &[Entry]) -> Option<&'a HookHandler> {
    let mut rows = dialect.hook_handlers().iter().filter(|row| {
        let all = |field: &String| find(entries, field).is_some();
        row.required.iter().all(all)
    });
    let first = rows.next()?;
    rows.next().is_none().then_some(first)
}

/// What stands between a field and the one whose name is at `next`.
fn separator(findings: &Findings<'_>, next: Span, flow: bool) -> String {
    if flow {
        return ", ".to_owned();
    }
    let at = next.range().start;
    let indent = " ".repeat(at - findings.around.line_start(at));
    format!("{}{indent}", line_end(findings.text()))
}

fn find<'a>(entries: &'a [Entry], name: &str) -> Option<&'a Entry> {
    entries.iter().rev().find(|entry| entry.name == name)
}

fn list(value: &Node) -> Option<&[Node]> {
    match &value.value {
        Value::List { items, .. } => Some(items),
        // Nothing is written yet, or an anchor holds it.
        Value::Alias => Some(&[]),
        Value::Scalar(_) if value.is_empty() => Some(&[]),
        _ => None,
    }
}

fn invalid(findings: &mut Findings<'_>, event: &HookEvent, span: Span, message: String) {
    let span = first_line(findings.text(), span);
    let finding = not_run(findings, event, span, message);
    findings.add(finding);
}

/// A hook that can't be read, and so never runs; or because of which the whole file is not loaded.
fn not_run(findings: &Findings<'_>, event: &HookEvent, span: Span, message: String) -> Finding {
    match lost_with(findings, event) {
        Some(lost) => {
            Finding::new("invalid-hook", span, format!("{message} {lost}")).case("not-loaded")
        }
        None => Finding::new("invalid-hook", span, message).case("not-run"),
    }
}

/// What the program says of a file with a hook for `event` that it can't read, where it doesn't load
/// that.
fn lost_with<'a>(findings: &Findings<'_>, event: &'a HookEvent) -> Option<&'a str> {
    let kind = findings.source.place().kind;
    let lost = event.unreadable.as_ref()?;
    lost.kinds.contains(&kind).then_some(lost.says.as_str())
}

/// A part of a hook that might as well not be there.
fn without_effect(span: Span, message: String) -> Finding {
    let finding = Finding::new("invalid-hook", span, message);
    finding.case("no-effect").tag(Tag::Unnecessary)
}
