//! Names that are nobody's, where most of those that they stand among are somebody's.

use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, GroupKind, Mention, Site, Span, Wants};
use rustc_hash::FxHashSet;

use super::company::{Company, is_defined};
use super::suggestions::{fixes, probably};
use crate::diagnostics::{Finding, Findings, did_you_mean};

/// Where names stand together.
#[derive(Clone, Copy)]
enum Place {
    /// In a group, of which it is said or not what its members are.
    Group(GroupKind, Option<Wants>),
    /// Under one heading.
    Section,
}

impl Place {
    fn is_section(self) -> bool {
        matches!(self, Self::Section)
    }

    /// What it says that the names in it are, each by itself.
    fn announced(self) -> Option<Wants> {
        match self {
            Self::Group(GroupKind::List | GroupKind::Column, announced) => announced,
            _ => None,
        }
    }
}

pub(super) fn check(findings: &mut Findings<'_>) {
    let source = findings.source;
    let all = findings.mentions();
    let body = source.parsed.body;
    let in_body = |mention: &Mention| body.contains(mention.span) && !mention.fenced;
    // The places of which something was said already.
    let mut told: FxHashSet<Span> = findings.found.iter().map(|it| it.span).collect();
    for group in source.facts.in_body.groups.iter() {
        let is_known = matches!(
            group.kind,
            GroupKind::List | GroupKind::Column | GroupKind::Row
        );
        if is_known {
            let members = source.facts.members_among(group, &all).filter(in_body);
            let place = Place::Group(group.kind, group.announced);
            among(findings, &mut told, place, &members.collect::<Vec<_>>());
        }
    }
    // What is called an agent or a skill, and what items start with, is meant for a name.
    let stands_out = |mention: &Mention| {
        matches!(mention.site, Site::Lead | Site::Cell | Site::Member) || mention.cue == Cue::Noun
    };
    let mentions = all.iter().copied().filter(in_body);
    let mut marked: Vec<Mention> = mentions
        .filter(|it| matches!(it.form, Form::Code | Form::Bold) && stands_out(it))
        .collect();
    marked.sort_by_key(|mention| mention.span);
    let mut rest = marked.as_slice();
    for heading in source.facts.in_body.headings.iter() {
        let (section, later) = rest.split_at(rest.partition_point(|it| it.span < heading.span));
        among(findings, &mut told, Place::Section, section);
        rest = later;
    }
    among(findings, &mut told, Place::Section, rest);
}

/// Reports those of `mentions`, which stand at one place, that the others prove to be faults.
fn among(
    findings: &mut Findings<'_>,
    told: &mut FxHashSet<Span>,
    place: Place,
    mentions: &[Mention],
) {
    let least = findings.snapshot.dialects().lexicon().company().fault.least;
    if mentions.len() <= least {
        return;
    }
    for form in [
        Form::Plain,
        Form::Code,
        Form::Bold,
        Form::Slash,
        Form::SlashCode,
        Form::At,
    ] {
        let alike = mentions.iter().copied().filter(|it| it.form == form);
        let alike: Vec<Mention> = alike.collect();
        let is_in_question = |mention: &Mention| {
            let is_judged_elsewhere = place.is_section() && has_its_own(findings, mention);
            !is_judged_elsewhere && !is_defined(findings, mention.name)
        };
        if alike.len() <= least || !alike.iter().any(is_in_question) {
            continue;
        }
        let Some(company) = Company::of(findings, &alike) else {
            continue;
        };
        let in_question: Vec<Mention> = alike.into_iter().filter(is_in_question).collect();
        for mention in in_question {
            let is_told = told.contains(&mention.span);
            if !is_told && company.proves(findings, &mention, place.announced()) {
                report(findings, place, &company, &mention);
                told.insert(mention.span);
            }
        }
    }
}

/// True for a member of a list or column that is long enough to speak for its own: those of another
/// may be of another kind.
fn has_its_own(findings: &Findings<'_>, mention: &Mention) -> bool {
    let groups = &findings.source.facts.in_body.groups;
    let own = mention.group.and_then(|id| groups.get(id));
    own.is_some_and(|own| own.kind == GroupKind::Column || own.size > 2)
}

fn report(findings: &mut Findings<'_>, place: Place, company: &Company, mention: &Mention) {
    let kind = company.kind;
    let is_agent = kind == FileKind::Agent;
    let here = match place {
        Place::Group(GroupKind::Column, _) => "column",
        Place::Group(GroupKind::Row, _) => "row",
        Place::Group(..) => "list",
        Place::Section => "section",
    };
    let (name, somebody, size) = (mention.name, company.files.len(), company.size);
    let meant = probably(findings, name, is_agent);
    let message = format!(
        "There is no {kind} `{name}`, though {somebody} of the {size} names in this {here} are \
         {kind}s.{}",
        did_you_mean(meant)
    );
    let fixes = fixes(findings, mention, kind, meant);
    let finding = match is_agent {
        true => Finding::new("unknown-agent", mention.span, message).case("in-prose"),
        false => Finding::new("unknown-skill", mention.span, message),
    };
    findings.add(finding.fixes(fixes));
}
