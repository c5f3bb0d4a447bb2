//! Paths into folders of agents, skills or commands that are not there: what is left of a name
//! where a folder was renamed by hand.

use camino::Utf8Path;
use dossier_dialect::{Argument, FileKind};
use dossier_syntax::{FrontMatter, Mention, PermissionRule, Span, is_name};
use dossier_workspace::normalize;

use super::files::{has_placeholder, is_about_files, is_made_up, is_plain_path, is_quoted};
use crate::diagnostics::tools::tool_lists;
use crate::diagnostics::{Finding, Findings};

/// A path in code.
pub(super) fn in_code(findings: &mut Findings<'_>, mention: &Mention) {
    let own = &findings.snapshot.index().file(findings.source.id).path;
    let is_skill = findings.source.place().kind == FileKind::Skill;
    if is_skill && is_about_files(findings, own)
        || is_made_up(findings, mention.span)
        || is_quoted(findings, mention.span)
    {
        return;
    }
    lost(findings, mention.span, "in-text");
}

/// The commands that rules are about: one that names a path matches nothing else.
pub(in crate::diagnostics) fn in_rules(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    if !findings.snapshot.is_complete() {
        return;
    }
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let text = findings.text();
    for (entry, field) in tool_lists(dialect, kind, front_matter) {
        for item in entry.value.items(text, field.splits_at_blanks()) {
            let rule = PermissionRule::parse(text, item.span);
            let tool = dialect.tool_today(rule.tool.of(text));
            let is_command = tool.is_some_and(|it| it.argument == Some(Argument::Command));
            let Some(command) = rule.argument.filter(|_| is_command) else {
                continue;
            };
            let ends = |c: char| c.is_whitespace() || matches!(c, ':' | '*' | '"' | '\'');
            let mut start = command.range().start;
            for word in command.of(text).split(ends) {
                let span = Span::new(start, start + word.len());
                let behind = text[span.range().end..].chars().next();
                start += word.len() + behind.map_or(0, char::len_utf8);
                lost(findings, span, "in-rule");
            }
        }
    }
}

/// Reports a path that starts in a program's folder and goes on into a folder for agents, skills
/// or the like, and from there into one that is not there.
fn lost(findings: &mut Findings<'_>, span: Span, case: &'static str) {
    let path = span.of(findings.text());
    let path = path.strip_prefix("./").unwrap_or(path);
    let dialects = findings.snapshot.dialects();
    let parts: Vec<&str> = path.split('/').collect();
    let [top, of_kind, folder, rest @ ..] = &parts[..] else {
        return;
    };
    let goes_there = dialects.dot_folders().any(|it| it == *top)
        && dialects.kind_of_folder(of_kind).is_some()
        && is_name(folder)
        && !rest.is_empty();
    if !goes_there
        || !is_plain_path(path)
        || has_placeholder(findings, path)
        || findings.is_pattern()
    {
        return;
    }
    let own = &findings.snapshot.index().file(findings.source.id).path;
    let disk = findings.snapshot.disk();
    let around = |below: &str| {
        let mut folders = own.ancestors().skip(1);
        folders.any(|from| disk.exists(&normalize(&from.join(below))))
    };
    // The user's own folders lie elsewhere, and others' are not in sight.
    let home = findings.snapshot.places().home().folder();
    let is_users = home.is_some_and(|home| disk.exists(&home.join(top).join(of_kind).join(folder)));
    let beside = Utf8Path::new(top).join(of_kind);
    let lost = beside.join(folder);
    if is_users || around(lost.as_str()) || !around(beside.as_str()) {
        return;
    }
    // What is copied speaks of the folder beside which it is going to lie.
    let is_collected = || {
        let defined = findings.snapshot.index().defining(folder);
        !findings.source.place().loaded && !defined.is_empty()
    };
    if is_collected() {
        return;
    }
    let message = format!("There is no folder `{lost}`, and this path leads into it.");
    findings.add(Finding::new("dead-path", span, message).case(case));
}
