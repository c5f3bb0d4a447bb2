//! The whole graph of a team: what is defined, and who mentions what.

use dossier_dialect::FileKind;
use dossier_syntax::{Form, Mention, Span, Wants};
use dossier_workspace::{FileId, Meaning, Snapshot, Strength};

use crate::agent_type::is_agent_type;

/// The graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// The agent files, in the order of their paths.
    pub nodes: Vec<Node>,
    /// Who mentions what, in the order of the files' paths and places.
    pub edges: Vec<Edge>,
}

/// An agent file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its file.
    pub file: FileId,
    /// What it is.
    pub kind: FileKind,
    /// The name of what it defines; its file name where it defines nothing.
    pub name: String,
    /// The name's place, or an empty span at the file's start.
    pub span: Span,
}

/// A mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The file that it is in.
    pub from: FileId,
    /// The file whose definition it names; `None` for a mention written for a program that names
    /// nothing there is.
    pub to: Option<FileId>,
    /// Its place.
    pub span: Span,
    /// How it is written.
    pub form: Form,
    /// How much speaks for it.
    pub strength: Strength,
}

/// The graph of the files that `wanted` accepts. Edges may lead out of them.
pub fn graph(snapshot: &Snapshot, wanted: impl Fn(FileId) -> bool) -> Graph {
    let index = snapshot.index();
    let files = index.files();
    let files = files.filter(|(id, _, facts)| facts.place.kind.is_of_team() && wanted(*id));
    let mut files: Vec<_> = files.collect();
    files.sort_by(|(a_id, a, _), (b_id, b, _)| (&a.path, a_id).cmp(&(&b.path, b_id)));
    let mut graph = Graph::default();
    for (id, file, facts) in files {
        let definition = facts.definition.as_ref();
        let file_name = file.path.file_name().unwrap_or_default();
        graph.nodes.push(Node {
            file: id,
            kind: facts.place.kind,
            name: definition
                .map_or(file_name, |it| it.name().as_str())
                .to_owned(),
            span: definition.map_or_else(Span::default, |it| it.name_span),
        });
        graph.edges.append(&mut edges_of(snapshot, id));
    }
    graph
}

/// Whom one file mentions, in the order of the places.
pub(crate) fn edges_of(snapshot: &Snapshot, file: FileId) -> Vec<Edge> {
    let facts = snapshot.index().file(file).facts.as_ref();
    let mentions = facts.into_iter().flat_map(|facts| facts.mentions());
    let edges = mentions.filter_map(|mention| edge(snapshot, file, &mention));
    let mut edges: Vec<Edge> = edges.collect();
    edges.sort_by_key(|edge| edge.span);
    edges
}

fn edge(snapshot: &Snapshot, from: FileId, mention: &Mention) -> Option<Edge> {
    if mention.own_fragment().is_some() {
        return None;
    }
    let target = snapshot.resolve(from, mention).into_iter().next();
    let (to, strength) = match target.map(|target| (target.is, target.strength)) {
        Some((Meaning::Indexed(to, _), strength)) if to != from => (Some(to), strength),
        Some(_) => return None,
        None if is_for_programs(snapshot, from, mention) => (None, Strength::Strong),
        None => return None,
    };
    Some(Edge {
        from,
        to,
        span: mention.span,
        form: mention.form,
        strength,
    })
}

/// A mention that a program reads.
fn is_for_programs(snapshot: &Snapshot, from: FileId, mention: &Mention) -> bool {
    let is_called = match mention.form {
        Form::Field | Form::Call => true,
        Form::Key if !mention.fenced => snapshot
            .source(from)
            .is_some_and(|source| is_agent_type(&source.text, mention.span)),
        _ => false,
    };
    is_called && matches!(mention.wants, Wants::Agent | Wants::Skill)
}

#[cfg(test)]
mod tests {
    use dossier_workspace::fixture::Fixture;
    use expect_test::expect;

    use super::*;

    #[test]
    fn a_team_as_a_graph() {
        let fixture = Fixture::parse(
            "\
//- /w/.claude/agents/lead.md
---
name: lead
description: Leads.
skills: [gone]
---
Delegate to ml-engineer.
//- /w/.claude/agents/ml-engineer.md
---
name: ml-engineer
description: Trains.
---
Run `/evaluate`. subagent_type: Explore
//- /w/.claude/skills/evaluate/SKILL.md
---
name: evaluate
description: Judges.
---
",
        );
        let (snapshot, _) = fixture.snapshot();
        let graph = graph(&snapshot, |_| true);
        let name = |id: FileId| {
            snapshot
                .index()
                .file(id)
                .path
                .file_name()
                .unwrap_or_default()
        };
        let mut shown = String::new();
        for node in &graph.nodes {
            shown += &format!("{} {}\n", node.kind, node.name);
        }
        for edge in &graph.edges {
            let to = edge.to.map_or("nothing", name);
            shown += &format!(
                "{} -> {to}: {:?} {:?}\n",
                name(edge.from),
                edge.form,
                edge.strength
            );
        }
        expect![[r#"
            agent lead
            agent ml-engineer
            skill evaluate
            lead.md -> nothing: Field Strong
            lead.md -> ml-engineer.md: Plain Strong
            ml-engineer.md -> SKILL.md: SlashCode Strong
        "#]]
        .assert_eq(&shown);
    }
}
