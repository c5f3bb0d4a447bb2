//! What there is to say of a team as a whole.

mod load;

use dossier_dialect::FileKind;
use dossier_workspace::{FileId, Snapshot, Source};

pub use load::{Load, Loaded};

use crate::Listed;
use crate::graph;
use crate::list::list_in;
use crate::why::{Cost, Tools, cost_of, model_of, tools_of};

/// A team as a whole.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// Its agents, skills and commands: by kind, name and path.
    pub members: Vec<Member<'a>>,
    /// What each program would load of it, in the tables' order.
    pub programs: Vec<Load<'a>>,
}

/// An agent, skill or command, and what it costs.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// Who it is, and who uses it.
    pub listed: Listed<'a>,
    /// The model that is written in it.
    pub model: Option<String>,
    /// An agent's tools, where they are known.
    pub tools: Option<Tools<'a>>,
    /// What it costs, in tokens, by estimate.
    pub cost: Cost,
}

impl Report<'_> {
    /// The skills that no other file names.
    pub fn unused_skills(&self) -> impl Iterator<Item = &Member<'_>> {
        let skills = self.members.iter();
        skills.filter(|it| it.listed.kind == FileKind::Skill && it.listed.used_by.is_empty())
    }
}

/// Reports on the team of `files`.
pub fn report<'a>(snapshot: &'a Snapshot, files: &[FileId]) -> Report<'a> {
    let graph = graph(snapshot, |_| true);
    let listed = list_in(snapshot, files, &graph);
    let members = listed.into_iter().map(|it| {
        let source = snapshot.source(it.file);
        member(snapshot, it, source.as_ref())
    });
    Report {
        members: members.collect(),
        programs: load::of(snapshot, files),
    }
}

fn member<'a>(snapshot: &'a Snapshot, listed: Listed<'a>, source: Option<&Source>) -> Member<'a> {
    // The same as in the source, for longer.
    let place = snapshot.index().file(listed.file).facts.as_ref();
    let dialect = place.map(|facts| snapshot.dialect(&facts.place));
    let known = source.zip(dialect);
    let model = known.and_then(|(source, dialect)| model_of(snapshot, source, dialect));
    Member {
        model: model.and_then(|it| it.written),
        tools: known.and_then(|(source, dialect)| tools_of(snapshot, source, dialect)),
        cost: source.map_or_else(Cost::default, |source| cost_of(snapshot, source)),
        listed,
    }
}

#[cfg(test)]
mod tests {
    use dossier_workspace::fixture::Fixture;
    use expect_test::expect;

    use super::*;

    const TEAM: &str = "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads the others through a whole day.
tools: Read, Agent
model: opus
skills: [gone]
---
Ask the `tester` agent.
//- /w/.claude/agents/tester.md
---
name: tester
description: Tests.
---
Run `/ship`.
//- /w/.claude/skills/ship/SKILL.md
---
name: ship
description: Ships it.
---
How to ship.
//- /w/.claude/skills/idle/SKILL.md
---
name: idle
description: Rests.
disable-model-invocation: true
---
//- /w/CLAUDE.md
Be kind.
";

    #[test]
    fn a_team_as_a_whole() {
        let fixture = Fixture::parse(TEAM);
        let (snapshot, _) = fixture.snapshot();
        let files: Vec<FileId> = snapshot.index().files().map(|(id, ..)| id).collect();
        let report = report(&snapshot, &files);
        let mut shown = String::new();
        for it in &report.members {
            let tools = it.tools.as_ref().map(|it| it.left.len());
            shown += &format!(
                "{}: model {:?}, tools {tools:?}, {:?}, used by {}\n",
                it.listed.name,
                it.model,
                it.cost,
                it.listed.used_by.len()
            );
        }
        for it in report.unused_skills() {
            shown += &format!("unused {}\n", it.listed.name);
        }
        for it in report.programs.iter().take(2) {
            shown += &format!("{}\n", it.title);
            for it in &it.loaded {
                shown += &format!("  {it:?}\n");
            }
        }
        expect![[r#"
            lead: model Some("opus"), tools Some(2), Cost { at_start: 10, when_called: 6 }, used by 0
            tester: model None, tools Some(0), Cost { at_start: 2, when_called: 3 }, used by 1
            idle: model None, tools None, Cost { at_start: 0, when_called: 0 }, used by 0
            ship: model None, tools None, Cost { at_start: 3, when_called: 3 }, used by 1
            unused idle
            Claude Code
              Loaded { kind: Agent, files: 2, at_start: 11, limit: Some((15000, "The descriptions of all agents that are not built in, together. Beyond it Claude Code warns at the start.")) }
              Loaded { kind: Skill, files: 2, at_start: 3, limit: None }
              Loaded { kind: Memory, files: 1, at_start: 3, limit: None }
            Visual Studio Code
              Loaded { kind: Agent, files: 2, at_start: 11, limit: None }
              Loaded { kind: Skill, files: 2, at_start: 3, limit: None }
              Loaded { kind: Memory, files: 1, at_start: 3, limit: None }
        "#]].assert_eq(&shown);
    }
}
