//! Find all references.

use std::collections::BTreeSet;

use dossier_syntax::{Mention, Span};
use dossier_workspace::{Definition, FileId, Snapshot, Strength, ways_to_call};

use crate::headings::HeadingOf;

/// A place that names a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The file it is in.
    pub file: FileId,
    /// Where in it, in bytes.
    pub span: Span,
    /// True for the definition's own name, and for the heading itself.
    pub definition: bool,
}

/// The places that name what is named at the byte `offset` of a file, the nearest meaning of it
/// where it has several, or that lead to the heading there; in the order of their paths. Empty
/// where nothing is named.
pub fn references(
    snapshot: &Snapshot,
    file: FileId,
    offset: usize,
    with_definition: bool,
) -> Vec<Reference> {
    if let Some(heading) = HeadingOf::at(snapshot, file, offset) {
        return heading.references(snapshot, with_definition);
    }
    let Some(subject) = subject(snapshot, file, offset) else {
        return Vec::new();
    };
    let index = snapshot.index();
    let mut found: Vec<Reference> = mentions_of(snapshot, subject)
        .map(|(file, mention, _)| Reference {
            file,
            span: mention.span,
            definition: false,
        })
        .collect();
    if with_definition && let Some(definition) = definition_of(snapshot, subject) {
        found.push(Reference {
            file: subject,
            span: definition.name_span,
            definition: true,
        });
    }
    found.sort_by_cached_key(|it| (index.file(it.file).path.clone(), it.span));
    found.dedup();
    found
}

/// The file whose definition is named at `offset`: by a mention, or by its own `name:`.
pub(crate) fn subject(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<FileId> {
    let facts = snapshot.index().file(file).said()?;
    let own = facts
        .definition
        .as_ref()
        .map(|definition| definition.name_span);
    if own.is_some_and(|span| !span.is_empty() && span.touches(offset)) {
        return Some(file);
    }
    facts
        .mentions_at(offset)
        .find_map(|mention| snapshot.resolve(file, &mention).first()?.indexed())
}

/// What a file defines.
pub(crate) fn definition_of(snapshot: &Snapshot, file: FileId) -> Option<&Definition> {
    snapshot
        .index()
        .file(file)
        .facts
        .as_ref()?
        .definition
        .as_ref()
}

/// Every mention that leads to `subject` first, with the strength of its evidence. Only files
/// that have its name in them are looked at.
pub(crate) fn mentions_of(
    snapshot: &Snapshot,
    subject: FileId,
) -> impl Iterator<Item = (FileId, Mention<'_>, Strength)> {
    let index = snapshot.index();
    let ways = definition_of(snapshot, subject).map(ways_to_call);
    let by_name = ways
        .iter()
        .flatten()
        .flat_map(|name| index.mentioning(name));
    let by_path = index.mentioning_path(&index.file(subject).path);
    let files: BTreeSet<FileId> = by_name.chain(by_path).copied().collect();
    files.into_iter().flat_map(move |file| {
        let mentions = index.file(file).mentions();
        mentions.filter_map(move |mention| {
            let may_be = index.may_name(&mention, subject);
            let target = may_be
                .then(|| snapshot.resolve(file, &mention))
                .into_iter()
                .flatten()
                .next()?;
            (target.indexed() == Some(subject)).then_some((file, mention, target.strength))
        })
    })
}

#[cfg(test)]
mod tests {
    use dossier_workspace::fixture::Fixture;
    use expect_test::{Expect, expect};

    use super::*;

    fn check(fixture: &str, expected: &Expect) {
        let fixture = Fixture::parse(fixture);
        let (snapshot, file) = fixture.snapshot();
        let mut shown = String::new();
        for reference in references(&snapshot, file, fixture.offset, true) {
            let source = snapshot.source(reference.file).unwrap();
            let path = &snapshot.index().file(reference.file).path;
            let line = source.parsed.lines.line_of(reference.span.range().start) + 1;
            let what = if reference.definition {
                "defines"
            } else {
                "names"
            };
            shown += &format!("{path}:{line} {what} {}\n", reference.span.of(&source.text));
        }
        expected.assert_eq(&shown);
    }

    const TEAM: &str = "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
tools: Agent(ml-engineer), Read
---
Delegate training to ml-engineer, and see [them](ml-engineer.md).
The machine learning engineer is nobody in particular.
//- /w/.claude/agents/ml-engineer.md
---
name: ml-engineer
description: Trains.
---
# ML Engineer
//- /w/.claude/commands/train.md
---
description: Trains.
---
Launch the **ml-engineer** agent.
";

    #[test]
    fn every_way_of_naming_an_agent_is_a_reference() {
        let expected = expect![[r#"
            /w/.claude/agents/lead.md:4 names ml-engineer
            /w/.claude/agents/lead.md:6 names ml-engineer
            /w/.claude/agents/lead.md:6 names them
            /w/.claude/agents/lead.md:6 names ml-engineer.md
            /w/.claude/agents/ml-engineer.md:2 defines ml-engineer
            /w/.claude/commands/train.md:4 names ml-engineer
        "#]];
        check(
            &TEAM.replace("to ml-engineer,", "to ml-<|>engineer,"),
            &expected,
        );
    }

    #[test]
    fn the_definition_leads_to_them_too() {
        check(
            &TEAM.replace("name: ml-engineer", "name: ml-eng<|>ineer"),
            &expect![[r#"
                /w/.claude/agents/lead.md:4 names ml-engineer
                /w/.claude/agents/lead.md:6 names ml-engineer
                /w/.claude/agents/lead.md:6 names them
                /w/.claude/agents/lead.md:6 names ml-engineer.md
                /w/.claude/agents/ml-engineer.md:2 defines ml-engineer
                /w/.claude/commands/train.md:4 names ml-engineer
            "#]],
        );
    }

    #[test]
    fn a_word_of_prose_has_none() {
        check(&TEAM.replace("nobody", "no<|>body"), &expect![[r#""#]]);
    }

    #[test]
    fn a_part_of_the_name_is_one_where_the_text_has_all_of_it() {
        check(
            "\
//- /w/.claude/agents/lead.md
---
name: tech-lead-<|>orchestrator
description: Leads.
---
//- /w/CLAUDE.md
Ask tech-lead-orchestrator first. Then tech-lead decides, and no lead.
",
            &expect![[r#"
                /w/.claude/agents/lead.md:2 defines tech-lead-orchestrator
                /w/CLAUDE.md:1 names tech-lead-orchestrator
                /w/CLAUDE.md:1 names tech-lead
            "#]],
        );
    }

    #[test]
    fn a_part_of_a_name_that_stands_for_it_is_one() {
        check(
            "\
//- /w/.claude/agents/some.md
---
name: rapid-code-<|>reviewer
description: Reviews.
---
//- /w/CLAUDE.md
Ask rapid-code-reviewer. The `rapid` agent, the `code` agent, the `reviewer` agent, the
`rapid-code` agent and the `code-reviewer` agent are one.
",
            &expect![[r#"
                /w/.claude/agents/some.md:2 defines rapid-code-reviewer
                /w/CLAUDE.md:1 names rapid-code-reviewer
                /w/CLAUDE.md:1 names rapid
                /w/CLAUDE.md:1 names code
                /w/CLAUDE.md:1 names reviewer
                /w/CLAUDE.md:2 names rapid-code
                /w/CLAUDE.md:2 names code-reviewer
            "#]],
        );
    }

    #[test]
    fn a_name_is_also_found_behind_what_a_program_puts_before_it() {
        check(
            "\
//- /w/.claude/agents/some.md
---
name: code-<|>reviewer
description: Reviews.
---
//- /w/CLAUDE.md
Ask @agent-code-reviewer.
",
            &expect![[r#"
                /w/.claude/agents/some.md:2 defines code-reviewer
                /w/CLAUDE.md:1 names agent-code-reviewer
            "#]],
        );
    }
}
