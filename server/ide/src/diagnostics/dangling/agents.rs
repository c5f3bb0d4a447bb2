//! Names of agents that nobody answers to.

use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, Mention, Span, Wants, is_name};
use dossier_workspace::{FileId, Target};

use super::examples::is_example;
use super::explained::{is_alias, is_gone};
use super::neighbours::{Lists, leads_its_item};
use super::other_kinds::is_of_other_kind;
use super::suggestions::{fixes, probably};
use super::{is_nobody, is_placeholder};
use crate::Fix;
use crate::diagnostics::{Finding, Findings, did_you_mean};

/// A value that the program takes for an agent.
pub(super) fn called(findings: &mut Findings<'_>, mention: &Mention) {
    let name = mention.name;
    let sayable = is_name(name) || name.split(' ').all(is_name);
    let targets = findings.snapshot.resolve(findings.source.id, mention);
    if let Some(id) = targets.first().and_then(Target::indexed) {
        unqualified(findings, mention, id);
    }
    // People know whose file is meant, and the program doesn't.
    let by_file = findings
        .called_by_file(mention)
        .filter(|_| is_exact(findings, mention));
    let is_known = || !targets.is_empty() || !is_nobody(findings, name, &[FileKind::Agent]);
    if !sayable
        || is_placeholder(findings, name)
        || by_file.is_none() && is_known()
        || is_alias(findings, name)
        || !findings.has_team(FileKind::Agent)
    {
        return;
    }
    // The field may take words beside names, such as one for all agents.
    let field = findings.agent_field_at(mention.span);
    if field.is_some_and(|field| field.values.iter().any(|row| row.value == name)) {
        return;
    }
    let meant = by_file.map(|(called, _)| called);
    let meant = meant.or_else(|| probably(findings, name, true));
    let message = match by_file {
        Some((called, file)) => format!("There is no agent `{name}`: {file} defines `{called}`."),
        None => format!("There is no agent `{name}`.{}", did_you_mean(meant)),
    };
    let finding = Finding::new("unknown-agent", mention.span, message);
    if is_example(findings, mention.span) {
        // Nobody needs an agent of that name.
        findings.add(finding.case("shown"));
        return;
    }
    let fixes = fixes(findings, mention, FileKind::Agent, meant);
    let severity = field.and_then(|field| field.unknown_value);
    findings.add(finding.case("called").severity(severity).fixes(fixes));
}

impl<'a> Findings<'a> {
    /// The name of the agent whose file alone is called as `mention` says, and that file's.
    fn called_by_file(&self, mention: &Mention) -> Option<(&'a str, &'a str)> {
        let id = self.snapshot.called_by_file(self.source.id, mention)?;
        let name = mention.name;
        let file = self.snapshot.index().file(id);
        let definition = file.facts.as_ref()?.definition.as_ref()?;
        let is_hidden = self.snapshot.may_be_hidden(name, &[FileKind::Agent]);
        (!is_hidden).then_some((definition.name(), file.path.file_name()?))
    }
}

/// The bare name of an agent of the plugin's own: whoever has an agent of that name gets theirs.
fn unqualified(findings: &mut Findings<'_>, mention: &Mention, agent: FileId) {
    let place = findings.source.place();
    let plugin = place.plugin.as_ref().filter(|plugin| {
        // With its plugin's name in it, it is hardly anybody else's.
        let is_prefixed = mention.name.starts_with(plugin.name.as_str());
        place.loaded && starts_agent(findings, mention) && !is_prefixed
    });
    let Some(plugin) = plugin else {
        return;
    };
    let index = findings.snapshot.index();
    let definition = index.file(agent).facts.as_ref().filter(|facts| {
        let same = facts
            .place
            .plugin
            .as_ref()
            .is_some_and(|it| it.root == plugin.root);
        same && facts.place.kind == FileKind::Agent
    });
    let Some(definition) = definition.and_then(|facts| facts.definition.as_ref()) else {
        return;
    };
    let name = mention.name;
    if name != definition.name() || definition.qualifiers.len() != 1 {
        return;
    }
    let meant = format!("{}:{name}", plugin.name);
    let message =
        format!("Write `{meant}`: an agent `{name}` of the user's or the project's comes first.");
    let fix = Fix::change_to(&meant, mention.span, false);
    findings.add(Finding::new("unqualified-agent", mention.span, message).fix(fix));
}

/// True for the value of a key by which a program starts an agent.
fn starts_agent(findings: &Findings<'_>, mention: &Mention) -> bool {
    let keys = findings.snapshot.dialects().lexicon().starting_keys();
    mention.form == Form::Key && keys.iter().any(|it| is_behind(findings, it, mention))
}

/// True for the value of a field, and of the key that programs themselves start an agent by: in
/// other spellings it may be a field of something else, which knows agents by their files.
fn is_exact(findings: &Findings<'_>, mention: &Mention) -> bool {
    let key = findings
        .snapshot
        .dialects()
        .lexicon()
        .starting_keys()
        .first();
    mention.form == Form::Field || key.is_some_and(|key| is_behind(findings, key, mention))
}

fn is_behind(findings: &Findings<'_>, key: &str, mention: &Mention) -> bool {
    let before = &findings.text()[..mention.span.range().start];
    before
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .ends_with(key)
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
        list.filter(|list| list.names_agents() && leads_its_item(findings, mention.span))
            .map(|_| "others in this list")
    };
    // A part of a name that the text has as a whole is somebody's.
    let is_part = || {
        let snapshot = findings.snapshot;
        !snapshot.resolve(findings.source.id, mention).is_empty()
    };
    let name = mention.name;
    let is_explained = || {
        is_alias(findings, name)
            || is_gone(findings, mention.span)
            || is_of_other_kind(findings, mention.span, Wants::Agent)
            || findings.is_nameless_file(name)
    };
    let Some(why) = why.filter(|_| !is_explained() && !is_part()) else {
        return;
    };
    let meant = probably(findings, name, true);
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
    let rest = rest.trim_start_matches(['*', '`', '"']);
    if !rest.starts_with(' ') {
        return rest.is_empty() || rest.starts_with(['\n', '\r', ',', '.', ';', ')', ':', '/']);
    }
    let breaks = |c: char| matches!(c, '\n' | '\r');
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() && !breaks(c));
    let word = rest.split(|c| c == ' ' || breaks(c)).next();
    let word = word.unwrap_or_default();
    word.is_empty() || findings.snapshot.dialects().lexicon().ends_phrase(word)
}
