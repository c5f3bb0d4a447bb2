//! Names of skills, in lists that announce them, that no skill answers to.

use dossier_dialect::FileKind;
use dossier_syntax::{Mention, Span};

use super::neighbours::leads_its_item;
use super::suggestions::{fixes, probably};
use super::{is_nobody, is_placeholder};
use crate::diagnostics::{Finding, Findings, did_you_mean};

/// `/name` at the start of an item in a list that announces skills.
pub(super) fn listed(findings: &mut Findings<'_>, mention: &Mention) {
    let text = findings.text();
    let name = mention.name;
    let kinds = [FileKind::Skill, FileKind::Command];
    let leads = || {
        !findings
            .snapshot
            .resolve(findings.source.id, mention)
            .is_empty()
    };
    if !leads_its_item(findings, mention.span)
        || !announces_skills(findings, mention.span)
        || text[mention.span.range().end..].starts_with(['/', '.'])
        || is_placeholder(findings, name)
        // What only leads somewhere because `a:b` is read as `a-b` is no name to any program.
        || !name.contains(':') && leads()
        || !is_nobody(findings, name, &kinds)
        || !findings.has_team(FileKind::Skill)
    {
        return;
    }
    let meant = probably(findings, name, false);
    let message = format!("There is no skill `{name}`.{}", did_you_mean(meant));
    let fixes = fixes(findings, mention, FileKind::Skill, meant);
    findings.add(Finding::new("unknown-skill", mention.span, message).fixes(fixes));
}

/// True under a heading with the word "skills", or under one below such a heading.
pub(in crate::diagnostics) fn announces_skills(findings: &Findings<'_>, span: Span) -> bool {
    findings.headings_around(span).any(|heading| {
        let mut words = heading.title.split(|c: char| !c.is_alphanumeric());
        words.any(|word| {
            ["skill", "skills"]
                .iter()
                .any(|it| word.eq_ignore_ascii_case(it))
        })
    })
}
