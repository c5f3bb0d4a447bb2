//! Permission rules that do something else than what is written.

use dossier_dialect::{Argument, EVERY_TOOL, Field, FileKind, McpNames, Tool};
use dossier_syntax::{FrontMatter, PermissionRule, Span};

use super::tools::tool_lists;
use super::{Finding, Findings};
use crate::Fix;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    for (entry, field) in tool_lists(dialect, kind, front_matter) {
        let items = entry.value.items(findings.text(), field.splits_at_blanks());
        for item in items {
            let rule = PermissionRule::parse(findings.text(), item.span);
            let is_told = !field.takes_away && never_matches(findings, item.span, rule);
            if field.whole_tools && !is_told {
                whole_tool(findings, item.span, rule, field);
            }
        }
    }
}

/// A list that takes whole tools leaves patterns out of account.
fn whole_tool(findings: &mut Findings<'_>, item: Span, rule: PermissionRule, field: &Field) {
    let (text, dialect) = (findings.text(), findings.dialect());
    let Some(pattern) = rule.argument.map(|argument| argument.of(text)) else {
        return;
    };
    // What such a pattern does where it names agents, skills or the like is not documented.
    let by_name = |tool: &Tool| match tool.argument {
        Some(Argument::Agent | Argument::Skill) => true,
        Some(Argument::Name) => !field.takes_away,
        _ => false,
    };
    let Some(tool) = dialect
        .tool_today(rule.tool.of(text))
        .filter(|tool| !by_name(tool) && !tool.is_own())
    else {
        return;
    };
    if is_everything(pattern) {
        return;
    }
    let (name, title) = (&tool.name, dialect.title());
    findings.add(if field.takes_away {
        let message = format!(
            "`{}` takes `{name}` away altogether: {title} leaves the pattern out of account.",
            field.name
        );
        Finding::new("whole-tool-removed", item, message)
    } else {
        let message = format!(
            "`{}` gives all of `{name}`: {title} was seen to leave the pattern out of account. To \
             allow some calls only, write a permission rule in the settings, or a hook.",
            field.name
        );
        Finding::new("whole-tool-granted", item, message)
    });
}

/// Reports a rule that never matches anything. False where there is nothing to report.
fn never_matches(findings: &mut Findings<'_>, item: Span, rule: PermissionRule) -> bool {
    let (text, dialect) = (findings.text(), findings.dialect());
    let written = rule.tool.of(text);
    let Some(argument) = rule.argument else {
        let is_refused =
            |mcp: &&McpNames| mcp.is_tool(written) && !is_allowed_pattern(mcp, written);
        if let Some(mcp) = dialect.mcp().filter(is_refused) {
            let message = format!(
                "{} takes a `*` here only after the whole name of a server: \
                 `{}server{}{EVERY_TOOL}`.",
                dialect.title(),
                mcp.prefix,
                mcp.separator
            );
            findings.add(Finding::new("rule-never-matches", item, message));
            return true;
        }
        return false;
    };
    let pattern = argument.of(text);
    let tool = dialect.tool_today(written).filter(|tool| !tool.is_own());
    let fault = tool
        .filter(|_| !is_everything(pattern))
        .and_then(|tool| fault(findings, tool, rule, pattern));
    let Some((message, fix)) = fault else {
        return false;
    };
    findings.add(Finding::new("rule-never-matches", item, message).fixes(fix));
    true
}

/// Why a rule about `tool` with that pattern never matches, and what would mend it.
fn fault(
    findings: &Findings<'_>,
    tool: &Tool,
    rule: PermissionRule,
    pattern: &str,
) -> Option<(String, Option<Fix>)> {
    let name = &tool.name;
    let title = findings.dialect().title();
    if !rule.closed {
        return Some((
            "The parenthesis of this rule is never closed.".to_owned(),
            None,
        ));
    }
    if let Some(by) = &tool.ruled_by {
        let message = format!(
            "{title} never consults a rule for `{name}` with a pattern. Rules for `{by}` hold for \
             it: `{by}({pattern})`."
        );
        // In an agent's list, the rule also gives the tool of that name.
        let is_grant = findings.source.place().kind != FileKind::Agent;
        let fix = is_grant.then(|| Fix::change_to(by, rule.tool, false));
        return Some((message, fix));
    }
    let rules = findings.dialect().permission_rules();
    match tool.argument {
        None => Some((
            format!(
                "{title} knows no patterns for `{name}`, so this rule never matches. Write `{name}` alone."
            ),
            None,
        )),
        Some(Argument::Domain) if !pattern.contains(':') || pattern.contains("://") => {
            let domain = &rules?.domain;
            let host = host_of(pattern);
            let message = format!(
                "A rule for `{name}` names a host, and starts with `{domain}`. This one never matches."
            );
            let fix = host.and_then(|host| {
                let meant = format!("{domain}{host}");
                Some(Fix::change_to(&meant, rule.argument?, false))
            });
            Some((message, fix))
        }
        Some(Argument::Command) if stands_inside(pattern, &rules?.rest) => Some((
            format!(
                "`{}` stands for any arguments only at the end of a rule for `{name}`. Here it is read as it stands.",
                rules?.rest
            ),
            None,
        )),
        _ => None,
    }
}

/// `Tool(*)` means the same as `Tool`, and nothing is written yet in `Tool()`.
fn is_everything(pattern: &str) -> bool {
    matches!(pattern.trim(), "" | "*")
}

/// True for all tools of a server, and names without a `*`.
fn is_allowed_pattern(mcp: &McpNames, name: &str) -> bool {
    let rest = name.strip_prefix(mcp.prefix.as_str()).unwrap_or(name);
    let tool = rest.split_once(mcp.separator.as_str());
    !name.contains(EVERY_TOOL) || tool.is_some_and(|(server, _)| !server.contains(EVERY_TOOL))
}

/// True where what stands for the rest of a command stands elsewhere than at its end.
fn stands_inside(pattern: &str, rest: &str) -> bool {
    let pattern = pattern.trim_end();
    pattern.strip_suffix(rest).unwrap_or(pattern).contains(rest)
}

/// The host in `https://host/path`, or a host alone.
fn host_of(pattern: &str) -> Option<&str> {
    let rest = pattern.split_once("://").map_or(pattern, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-*".contains(c);
    (host.contains('.') && host.chars().all(plain)).then_some(host)
}
