//! Descriptions that are longer than what a program shows its model, one by one or together.

use dossier_dialect::{FileKind, LimitId};
use dossier_syntax::FrontMatter;

use super::preloading::left_to_user;
use super::{Finding, Findings};
use crate::why::about_tokens;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    match findings.source.place().kind {
        FileKind::Skill | FileKind::Command => listing(findings, front_matter),
        FileKind::Agent => team(findings, front_matter),
        _ => {}
    }
}

/// One skill's part of the list that the model sees.
fn listing(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let Some(limit) = dialect.limit(LimitId::Listing, kind) else {
        return;
    };
    if left_to_user(front_matter, dialect).is_some() {
        return;
    }
    let written: Vec<_> = limit
        .fields
        .iter()
        .filter_map(|name| front_matter.field(name))
        .filter_map(|entry| Some((entry, entry.value.text()?.chars().count())))
        .collect();
    let length: usize = written.iter().map(|(_, length)| length).sum();
    let cut = length.saturating_sub(limit.value);
    let Some(&(last, _)) = written.last() else {
        return;
    };
    if cut > 0 {
        let names: Vec<String> = written
            .iter()
            .map(|(entry, _)| format!("`{}`", entry.name))
            .collect();
        let message = format!(
            "{} cuts the last {cut} of {length} characters of {} in its list of skills, which has \
             room for {}.",
            dialect.title(),
            names.join(" and "),
            limit.value
        );
        findings.add(Finding::new("description-truncated", last.key, message));
    }
}

/// All agents of a team together. Said once, where the most can be saved.
fn team(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let Some(limit) = dialect.limit(LimitId::Descriptions, kind) else {
        return;
    };
    let mut names = limit.fields.iter();
    let Some(entry) = names.find_map(|name| front_matter.field(name)) else {
        return;
    };
    let snapshot = findings.snapshot;
    let place = findings.source.place();
    if !snapshot.is_complete() || !place.loaded {
        return;
    }
    let team = snapshot.described(findings.source.id);
    let is_longest = team.longest.is_some_and(|(_, id)| id == findings.source.id);
    if !is_longest {
        return;
    }
    let agents = team.agents;
    let tokens = about_tokens(team.characters);
    if tokens > limit.value {
        let message = format!(
            "The descriptions of the {agents} agents here have about {tokens} tokens together, \
             more than {}. {} This is the longest.",
            limit.value, limit.doc
        );
        findings.add(Finding::new("too-many-descriptions", entry.key, message));
    }
}
