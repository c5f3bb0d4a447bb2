//! Names of agents that nobody answers to.

use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, Mention, Span, is_name};

use super::neighbours::{Lists, leads_its_item};
use super::suggestions::{fixes, probably};
use super::{has_team, is_nobody, is_placeholder};
use crate::diagnostics::{Finding, Findings, did_you_mean};

/// A value that the program takes for an agent.
pub(super) fn called(findings: &mut Findings<'_>, mention: &Mention) {
    let name = mention.name.as_str();
    let sayable = is_name(name) || name.split(' ').all(is_name);
    if !sayable
        || is_placeholder(findings, name)
        || !findings
            .snapshot
            .resolve(findings.source.id, mention)
            .is_empty()
        || !is_nobody(findings, name)
        || !has_team(findings, FileKind::Agent)
    {
        return;
    }
    let meant = probably(findings, name, &[FileKind::Agent]);
    let message = format!("There is no agent `{name}`.{}", did_you_mean(meant));
    let fixes = fixes(findings, mention, FileKind::Agent, meant);
    let finding = Finding::new("unknown-agent", mention.span, message);
    findings.add(finding.case("called").fixes(fixes));
}

/// A name in prose, if its neighbours are agents.
pub(super) fn named(findings: &mut Findings<'_>, mention: &Mention, lists: &mut Lists<'_>) {
    let why = if mention.form == Form::Plain {
        let handed_over = matches!(mention.cue, Cue::Handoff | Cue::Row | Cue::Arrow);
        // More than one of a kind are people: `coordinate with domain-experts`.
        let many = mention.name.ends_with("rs") || mention.name.ends_with("ts");
        if !handed_over || many || !ends_its_phrase(findings, mention.span) {
            return;
        }
        lists
            .around(findings, mention.span)
            .filter(|list| list.is_about_agents())
            .map(|_| "others in this list")
    } else if lists.beside_agents(findings, mention.span) {
        Some("others beside it")
    } else {
        let list = lists.around(findings, mention.span);
        list.filter(|list| list.names_agents() && leads_its_item(findings.text(), mention.span))
            .map(|_| "others in this list")
    };
    let Some(why) = why else {
        return;
    };
    let name = &mention.name;
    let meant = probably(findings, name, &[FileKind::Agent]);
    let message = format!(
        "There is no agent `{name}`, though {why} exist.{}",
        did_you_mean(meant)
    );
    let fixes = fixes(findings, mention, FileKind::Agent, meant);
    let finding = Finding::new("unknown-agent", mention.span, message);
    findings.add(finding.case("in-prose").fixes(fixes));
}

/// True if the phrase ends with the name, so that it is no part of a longer term:
/// `work with real-time data`.
fn ends_its_phrase(findings: &Findings<'_>, span: Span) -> bool {
    let rest = &findings.text()[span.range().end..];
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let line = line.trim_start_matches(['*', '`', '"']);
    if !line.starts_with(' ') {
        return line.is_empty() || line.starts_with([',', '.', ';', ')', ':', '/']);
    }
    let word = line.trim_start().split(' ').next().unwrap_or_default();
    let mut known = findings.snapshot.dialects().lexicon().phrase_ends().iter();
    word.is_empty() || known.any(|it| it == word)
}
