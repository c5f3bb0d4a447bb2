//! What the page says, in the words that all forms share.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_ide::{TeamPart, Tools};
use dossier_workspace::{FileId, real_path};
use serde::Serialize;

use crate::check::base::Base;
use crate::check::findings::{Rules, check_all, plural};
use crate::doctor::counted;
use crate::selection::Selection;

use super::findings::{dangling, rules};

/// A page on a team. Tokens are estimates; paths are from the current folder.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page {
    pub(super) version: u32,
    /// What it is about: the names of the folders that were asked for.
    pub(super) title: String,
    pub(super) members: Vec<Row>,
    /// Names of skills that no other file names.
    pub(super) unused_skills: Vec<String>,
    pub(super) dangling: Vec<Dangling>,
    pub(super) programs: Vec<Program>,
    pub(super) rules: Vec<Rule>,
}

/// An agent, skill or command.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    pub(super) kind: FileKind,
    pub(super) name: String,
    pub(super) program: String,
    pub(super) path: String,
    pub(super) loaded: bool,
    pub(super) description: Option<String>,
    pub(super) model: Option<String>,
    /// In a few words; `None` where they are not known, or it is no agent.
    pub(super) tools: Option<String>,
    pub(super) tokens_at_start: usize,
    pub(super) tokens_when_called: usize,
    pub(super) uses: Vec<String>,
    pub(super) used_by: Vec<String>,
}

/// A mention that names nobody.
#[derive(Serialize)]
pub(super) struct Dangling {
    pub(super) name: String,
    pub(super) path: String,
    /// From one.
    pub(super) line: u32,
}

/// What a program would load.
#[derive(Serialize)]
pub(super) struct Program {
    pub(super) title: String,
    pub(super) loads: Vec<Loads>,
}

/// The files of one kind that it would load.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Loads {
    pub(super) kind: FileKind,
    pub(super) files: usize,
    pub(super) tokens_at_start: usize,
    /// The most that the program states.
    pub(super) most: Option<usize>,
    /// What happens beyond it.
    pub(super) beyond: Option<String>,
}

impl Program {
    /// What it would load, in words: `2 agents, 1 skill`.
    pub(super) fn words(&self) -> String {
        let counted = self.loads.iter().map(|it| counted(it.files, it.kind));
        counted.collect::<Vec<_>>().join(", ")
    }

    /// What the descriptions cost at every start.
    pub(super) fn tokens_at_start(&self) -> usize {
        self.loads.iter().map(|it| it.tokens_at_start).sum()
    }

    /// The limits that it states, in words, each with whether it is passed.
    pub(super) fn limits(&self) -> Vec<(String, bool)> {
        let limited = self.loads.iter().filter_map(|it| Some((it, it.most?)));
        let words = limited.map(|(it, most)| {
            let is_over = it.tokens_at_start > most;
            let over = if is_over { ", over it" } else { "" };
            let says = format!("{} of {most} for {}s{over}", it.tokens_at_start, it.kind);
            (says, is_over)
        });
        words.collect()
    }
}

/// The findings of one rule.
#[derive(Serialize)]
pub(super) struct Rule {
    pub(super) rule: &'static str,
    /// The gravest of them.
    pub(super) severity: &'static str,
    pub(super) findings: usize,
    pub(super) files: usize,
    /// What it finds.
    pub(super) finds: String,
}

impl Page {
    /// The page on the files of a selection, which `asked` named.
    pub(super) fn of(selection: &Selection, asked: &[Utf8PathBuf]) -> Self {
        let (snapshot, here) = (&selection.snapshot, Base::current());
        let report = dossier_ide::report(snapshot, &selection.files);
        let name = |it: &TeamPart<'_>| it.listed.name.clone();
        let names: BTreeMap<FileId, String> = report
            .members
            .iter()
            .map(|it| (it.listed.file, name(it)))
            .collect();
        let path = |file: FileId| here.relative(&snapshot.index().file(file).path);
        let who = |file: &FileId| names.get(file).cloned().unwrap_or_else(|| path(*file));
        let row = |it: &TeamPart<'_>| Row {
            kind: it.listed.kind,
            name: name(it),
            program: it.listed.program.to_owned(),
            path: path(it.listed.file),
            loaded: it.listed.loaded,
            description: it.listed.description.clone(),
            model: it.model.clone(),
            tools: it.tools.as_ref().and_then(tools),
            tokens_at_start: it.cost.at_start,
            tokens_when_called: it.cost.when_called,
            uses: it.listed.uses.iter().map(who).collect(),
            used_by: it.listed.used_by.iter().map(who).collect(),
        };
        let checked = check_all(snapshot, &selection.files, &Rules::all(), || ());
        let unused: BTreeSet<String> = report.unused_skills().map(name).collect();
        let programs = report.programs.iter().map(|it| Program {
            title: it.title.to_owned(),
            loads: it
                .loaded
                .iter()
                .map(|it| Loads {
                    kind: it.kind,
                    files: it.files,
                    tokens_at_start: it.at_start,
                    most: it.limit.map(|(most, _)| most),
                    beyond: it.limit.map(|(_, beyond)| beyond.to_owned()),
                })
                .collect(),
        });
        Self {
            version: 1,
            title: title(asked),
            members: report.members.iter().map(row).collect(),
            unused_skills: unused.into_iter().collect(),
            dangling: dangling(snapshot, &checked, &here),
            programs: programs.collect(),
            rules: rules(&checked),
        }
    }

    /// The page in some sentences.
    pub(super) fn summary(&self) -> String {
        let team = KINDS.map(|(kind, _)| (self.of_kind(kind).count(), kind));
        let team = team.into_iter().filter(|(count, _)| *count > 0);
        let team: Vec<String> = team.map(|(count, kind)| counted(count, kind)).collect();
        if team.is_empty() {
            return "No agents, skills or commands.".to_owned();
        }
        let findings = self.rules.iter().map(|it| it.findings).sum();
        let described: usize = self.members.iter().map(|it| it.tokens_at_start).sum();
        let unused = plural(self.unused_skills.len(), "skill", "skills");
        let dangling = plural(self.dangling.len(), "mention", "mentions");
        let faults = [
            (
                self.unused_skills.len(),
                format!("{unused} that no file names"),
            ),
            (self.dangling.len(), format!("{dangling} of nobody")),
            (findings, plural(findings, "finding", "findings")),
        ];
        let faults = faults.into_iter().filter(|(count, _)| *count > 0);
        let faults: Vec<String> = faults.map(|(_, says)| says).collect();
        let faults = match faults.is_empty() {
            true => "Nothing was found to be wrong".to_owned(),
            false => faults.join(", "),
        };
        format!(
            "{}. Their descriptions have about {described} tokens together. {faults}.",
            team.join(", "),
        )
    }

    /// The members of a kind, in the page's order.
    pub(super) fn of_kind(&self, kind: FileKind) -> impl Iterator<Item = &Row> {
        self.members.iter().filter(move |it| it.kind == kind)
    }
}

/// The kinds that have a table, and what each is called.
pub(super) const KINDS: [(FileKind, &str); 3] = [
    (FileKind::Agent, "Agents"),
    (FileKind::Skill, "Skills"),
    (FileKind::Command, "Commands"),
];

/// An agent's tools in a few words.
fn tools(tools: &Tools<'_>) -> Option<String> {
    if let Some(unlisted) = tools.unlisted {
        return Some(unlisted.to_owned());
    }
    let written: Vec<&str> = tools.left.iter().map(|it| it.written.as_str()).collect();
    (!written.is_empty()).then(|| written.join(", "))
}

/// The names of the folders and files that were asked for.
fn title(asked: &[Utf8PathBuf]) -> String {
    let names = asked.iter().map(|path| {
        let path = real_path(path).unwrap_or_else(|_| path.clone());
        let name = Utf8Path::file_name(&path).unwrap_or(path.as_str());
        name.to_owned()
    });
    names.collect::<Vec<_>>().join(", ")
}
