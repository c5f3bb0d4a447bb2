//! The delegation graph: who hands work to whom.

use std::collections::BTreeMap;

use dossier_dialect::FileKind;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot};

use crate::references::{definition_of, mentions_of, subject};

/// A member of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its file.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its name's place, or an empty span at the file's start.
    pub name_span: Span,
}

/// Work that is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The other side: who hands it over, or who gets it.
    pub member: Member,
    /// The mentions that say so, in the file of the one who hands it over.
    pub spans: Vec<Span>,
}

/// Who is named at the byte `offset` of a file: by a mention, or by the file's own name.
pub fn member(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<Member> {
    member_of(snapshot, subject(snapshot, file, offset)?)
}

/// Who hands work to what `file` defines, in the order of their paths.
pub fn incoming_calls(snapshot: &Snapshot, file: FileId) -> Vec<Call> {
    let mut spans: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    for (from, mention, _) in mentions_of(snapshot, file).filter(|(from, ..)| *from != file) {
        spans.entry(from).or_default().push(mention.span);
    }
    calls(snapshot, spans)
}

/// To whom `file` hands work, in the order of their paths.
pub fn outgoing_calls(snapshot: &Snapshot, file: FileId) -> Vec<Call> {
    let mut spans: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    let facts = snapshot.index().file(file).facts.as_ref();
    for mention in facts.into_iter().flat_map(|facts| facts.mentions()) {
        let targets = snapshot.resolve(file, &mention);
        if let Some(to) = targets.first().and_then(dossier_workspace::Target::indexed)
            && to != file
        {
            spans.entry(to).or_default().push(mention.span);
        }
    }
    calls(snapshot, spans)
}

fn calls(snapshot: &Snapshot, spans: BTreeMap<FileId, Vec<Span>>) -> Vec<Call> {
    let found = spans.into_iter().filter_map(|(file, spans)| {
        let member = member_of(snapshot, file)?;
        Some(Call { member, spans })
    });
    let mut found: Vec<Call> = found.collect();
    found.sort_by_cached_key(|call| snapshot.index().file(call.member.file).path.clone());
    found
}

fn member_of(snapshot: &Snapshot, file: FileId) -> Option<Member> {
    let facts = snapshot.index().file(file).facts.as_ref()?;
    let definition = definition_of(snapshot, file)?;
    Some(Member {
        file,
        name: definition.name().to_string(),
        kind: facts.place.kind,
        name_span: definition.name_span,
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
        let member = member(&snapshot, file, fixture.offset).unwrap();
        let mut shown = format!("{} {}\n", member.kind, member.name);
        for (title, calls) in [
            ("from", incoming_calls(&snapshot, member.file)),
            ("to", outgoing_calls(&snapshot, member.file)),
        ] {
            for call in calls {
                shown += &format!("{title} {} x{}\n", call.member.name, call.spans.len());
            }
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn work_goes_from_lead_to_engineer_to_skill() {
        check(
            "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
---
Delegate to ml-engineer. Then ask ml-engineer again.
//- /w/.claude/agents/ml-engineer.md
---
name: ml-eng<|>ineer
description: Trains.
---
Use `/evaluate`, and escalate to lead.
//- /w/.claude/skills/evaluate/SKILL.md
---
name: evaluate
description: Judges.
---
",
            &expect![[r#"
                agent ml-engineer
                from lead x2
                to lead x1
                to evaluate x1
            "#]],
        );
    }
}
