//! Names and links in a text that lead nowhere.
//!
//! A name in prose may be anything, so most of what leads nowhere is no fault. Reported is what is
//! written for a program, and what stands in a list or a row in which its neighbours lead somewhere.

mod agents;
mod among;
mod anchors;
mod company;
mod examples;
mod explained;
mod files;
mod folders;
mod neighbours;
mod other_kinds;
mod skills;
mod suggestions;
mod values;

use dossier_dialect::FileKind;
use dossier_syntax::{Form, Wants, name_key};
use rustc_hash::FxHashMap;

use self::neighbours::Lists;
use super::Findings;
use super::orders::is_forbidden;
use crate::agent_type::{is_agent_type, is_variable};

pub(super) use examples::announces_examples;
pub(super) use explained::is_history;
pub(super) use files::{is_about_files, is_plain_path};
pub(super) use folders::in_rules;
pub(super) use neighbours::leads_its_item;
pub(super) use skills::announces_skills;
pub(super) use suggestions::Guesses;

pub(super) fn check(findings: &mut Findings<'_>) {
    if !findings.snapshot.is_complete() {
        return;
    }
    let body = findings.source.parsed.body;
    let mut lists: Option<Lists<'_>> = None;
    // A text names the same few others again and again.
    let mut nobodies: FxHashMap<&str, bool> = FxHashMap::default();
    // What stands in code may be an example.
    for mention in findings.mentions().iter().filter(|it| !it.fenced) {
        let in_body = mention.span.start >= body.start;
        match (mention.form, mention.wants) {
            (Form::Link, Wants::File) => {
                files::missing(findings, mention);
                anchors::dead(findings, mention);
            }
            (Form::Path, Wants::File) if in_body => {
                files::missing_beside(findings, mention);
                folders::in_code(findings, mention);
            }
            (Form::Field, Wants::Agent) => agents::called(findings, mention),
            // Who must not be started need not be there.
            (Form::Key, Wants::Agent)
                if is_agent_type(findings.text(), mention.span)
                    && !is_variable(findings.text(), mention.span)
                    && !is_forbidden(findings, mention.span) =>
            {
                agents::called(findings, mention);
            }
            (Form::Slash | Form::SlashCode, _) if in_body => skills::listed(findings, mention),
            (Form::Code | Form::Bold, Wants::Any | Wants::Agent)
            | (Form::Plain, Wants::Any | Wants::Agent)
                if in_body
                    && is_compound(mention.name)
                    && *nobodies.entry(mention.name).or_insert_with(|| {
                        is_nobody(findings, mention.name, &[FileKind::Agent])
                    }) =>
            {
                let lists = lists.get_or_insert_with(|| Lists::new(findings));
                agents::named(findings, mention, lists);
            }
            _ => {}
        }
    }
    among::check(findings);
}

/// True if nothing that this workspace or the program has answers to the name, and nothing of one
/// of these kinds can that isn't read.
fn is_nobody(findings: &Findings<'_>, name: &str, kinds: &[FileKind]) -> bool {
    let place = findings.source.place();
    if let Some((plugin, _)) = name.split_once(':') {
        // Another plugin's names can be known only where it is part of the workspace.
        if place.plugin.as_ref().is_none_or(|own| own.name != plugin) {
            return false;
        }
    }
    let snapshot = findings.snapshot;
    !snapshot.is_anybody(findings.source.id, name)
        && !snapshot.may_be_hidden(name, kinds)
        && !kinds
            .iter()
            .any(|kind| findings.is_in_collection(name, *kind))
}

/// `code-reviewer`: lower-case words joined by hyphens.
fn is_compound(name: &str) -> bool {
    name.contains('-')
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A name that stands for one that the reader puts in.
fn is_placeholder(findings: &Findings<'_>, name: &str) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let words = lexicon.placeholder_words();
    name_key(name)
        .split(['-', ':', '.'])
        .any(|word| words.iter().any(|it| it == word))
        && !name_key(name).split('-').any(|word| word.ends_with("er"))
}
