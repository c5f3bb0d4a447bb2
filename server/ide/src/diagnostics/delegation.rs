//! Agents that hand work on without the tools for it.

use dossier_dialect::{Argument, Atom, FileKind, ToolName};
use dossier_syntax::{Cue, Entry, Form, FrontMatter, Mention, PermissionRule, Span};
use dossier_workspace::Strength;
use dossier_workspace::values::is_broken;

use super::dangling::{announces_examples, announces_skills, leads_its_item};
use super::orders::{is_forbidden, is_told};
use super::{Finding, Findings};
use crate::Fix;
use crate::agent_type::is_agent_type;
use crate::fixes::with_item;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let place = findings.source.place();
    if place.kind != FileKind::Agent || !findings.snapshot.is_complete() {
        return;
    }
    let dialect = findings.dialect();
    let Some(field) = dialect
        .fields(place.kind)
        .find(|field| field.shape.holds(Atom::Tool) && !field.takes_away)
    else {
        return;
    };
    let Some(entry) = front_matter.field(&field.name) else {
        return;
    };
    if entry.value.is_empty() || is_broken(entry) {
        return;
    }
    without_agents(findings, entry);
    without_skills(findings, front_matter, entry);
}

fn without_agents(findings: &mut Findings<'_>, entry: &Entry) {
    let Some(tool) = missing_tool(findings, entry, Argument::Agent) else {
        return;
    };
    let lexicon = findings.snapshot.dialects().lexicon();
    let mentions = findings.mentions();
    let mut mentions = mentions.iter().filter(|mention| !mention.fenced);
    let handed = mentions.find(|mention| {
        let told = match mention.form {
            Form::Key => {
                is_agent_type(findings.text(), mention.span)
                    && !is_forbidden(findings, mention.span)
            }
            Form::Call => !is_forbidden(findings, mention.span),
            Form::Plain | Form::Code | Form::Bold | Form::Quoted => {
                matches!(mention.cue, Cue::Handoff | Cue::Noun)
                    && is_told(findings, mention.span, lexicon.spawning_verbs())
            }
            _ => false,
        };
        told && !announces_examples(findings, mention.span)
            && leads_to(findings, mention, &[FileKind::Agent])
    });
    let Some(handed) = handed else {
        return;
    };
    let case = match handed.form {
        Form::Key | Form::Call => "written-out",
        _ => "told",
    };
    let message = format!(
        "This agent is told to start `{}`, but its `{}` leave out `{tool}`, so it can't.",
        handed.name, entry.name
    );
    let finding = Finding::new("cannot-delegate", entry.key, message).case(case);
    add(findings, finding, (entry, tool), handed.span);
}

fn without_skills(findings: &mut Findings<'_>, front_matter: &FrontMatter, entry: &Entry) {
    let Some(tool) = missing_tool(findings, entry, Argument::Skill) else {
        return;
    };
    let dialect = findings.dialect();
    let kind = findings.source.place().kind;
    // Skills that are loaded at the start need no tool.
    let preloads = front_matter.entries.iter().any(|entry| {
        let field = dialect.field(kind, &entry.name);
        field.is_some_and(|field| field.shape.holds(Atom::Skill)) && !entry.value.is_empty()
    });
    if preloads {
        return;
    }
    let body = findings.source.parsed.body;
    let lexicon = findings.snapshot.dialects().lexicon();
    let mentions = findings.mentions();
    let mut mentions = mentions.iter().filter(|mention| !mention.fenced);
    let called = mentions.find(|mention| {
        let called = match mention.form {
            Form::Call => !is_forbidden(findings, mention.span),
            Form::Slash | Form::SlashCode => {
                is_told(findings, mention.span, lexicon.using_verbs())
                    || leads_its_item(findings, mention.span)
                        && announces_skills(findings, mention.span)
            }
            Form::Code | Form::Bold => {
                mention.cue == Cue::Noun && is_told(findings, mention.span, lexicon.using_verbs())
            }
            _ => false,
        };
        body.contains(mention.span) && called && leads_to(findings, mention, &[FileKind::Skill])
    });
    let Some(called) = called else {
        return;
    };
    let message = format!(
        "This agent is told to use the skill `{}`, but its `{}` leave out `{tool}`, so it can't.",
        called.name, entry.name
    );
    let finding = Finding::new("cannot-use-skills", entry.key, message);
    add(findings, finding, (entry, tool), called.span);
}

/// Adds a finding about a list without a tool, with where the agent is told to use it.
fn add(findings: &mut Findings<'_>, finding: Finding, (entry, tool): (&Entry, &str), told: Span) {
    let own = findings.source.id;
    let field = findings
        .dialect()
        .field(findings.source.place().kind, &entry.name);
    let fix = field
        .and_then(|field| {
            let format = findings.source.parsed.format;
            with_item(findings.text(), format, entry, field, tool)
        })
        .map(|(span, text)| Fix::replace(format!("Add `{tool}`"), span, text, false));
    findings.add(finding.related(own, told, "where it is told so").fixes(fix));
}

/// The tool that takes `argument`, if the list goes without it.
fn missing_tool<'a>(findings: &Findings<'a>, entry: &Entry, argument: Argument) -> Option<&'a str> {
    let text = findings.text();
    let vocabulary = findings.snapshot.vocabulary(findings.source.place());
    let tools = vocabulary.tools().iter();
    let wanted = tools
        .filter(|tool| tool.argument == Some(argument))
        .map(|tool| tool.name.as_str())
        .next()?;
    let items = entry.value.items(text, false);
    let mut known = 0;
    let has = items.iter().any(|item| {
        let name = PermissionRule::parse(text, item.span).tool;
        match vocabulary.tool(name.of(text)) {
            ToolName::All => true,
            ToolName::Tool(tool) => {
                known += 1;
                tool.name == wanted
            }
            ToolName::Old(old) => old.now.as_deref() == Some(wanted),
            ToolName::Mcp | ToolName::Unknown => false,
        }
    });
    (!has && known > 0).then_some(wanted)
}

fn leads_to(findings: &Findings<'_>, mention: &Mention, kinds: &[FileKind]) -> bool {
    let index = findings.snapshot.index();
    let targets = findings.snapshot.resolve(findings.source.id, mention);
    targets.first().is_some_and(|target| {
        let is_kind = |id| {
            let facts = index.file(id).facts.as_ref();
            facts.is_some_and(|facts| kinds.contains(&facts.place.kind))
        };
        target.strength == Strength::Strong && target.indexed().is_some_and(is_kind)
    })
}
