//! The explanation as data.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_ide::{Explained, Explanation, Follows};
use dossier_syntax::Span;
use dossier_workspace::{Contender, Meaning, Snapshot, Source, Strength, Target, slashed};
use serde::Serialize;

use super::words;
use crate::selection::Range;

/// What a place means, and why. What is told in words is `null` where there is nothing to tell.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    version: u32,
    /// The place as it was asked for.
    pub(super) place: String,
    /// The word there.
    pub(super) text: Option<String>,
    range: Option<Range>,
    /// What it means first, or what is missing.
    pub(super) verdict: String,
    pub(super) strength: &'static str,
    /// What that is enough for.
    pub(super) enough_for: Vec<&'static str>,
    /// How it is written, what stands beside it, where it stands and with whom.
    pub(super) evidence: Vec<Line>,
    /// Who bears the name.
    pub(super) candidates: Vec<Candidate>,
    /// Where a path was looked for.
    pub(super) looked_for: Vec<Utf8PathBuf>,
}

/// A fact with its name.
#[derive(Serialize)]
pub(super) struct Line {
    pub(super) what: &'static str,
    pub(super) is: String,
}

/// Somebody who bears the name.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Candidate {
    pub(super) kind: FileKind,
    pub(super) path: Utf8PathBuf,
    pub(super) nearness: &'static str,
    pub(super) strength: &'static str,
    pub(super) because: Option<&'static str>,
    /// What would be enough.
    pub(super) would_do: Vec<String>,
}

impl Report {
    /// The explanation of a place in `source`.
    pub(super) fn new(
        snapshot: &Snapshot,
        source: &Source,
        place: &str,
        found: &Explanation<'_>,
    ) -> Self {
        let mut report = Self {
            version: 1,
            place: place.to_owned(),
            text: None,
            range: None,
            verdict: String::new(),
            strength: words::strength(Strength::None),
            enough_for: Vec::new(),
            evidence: Vec::new(),
            candidates: Vec::new(),
            looked_for: Vec::new(),
        };
        match found {
            Explanation::Blank => report.verdict = "No word stands there.".to_owned(),
            Explanation::OwnName(span) => {
                report.at(source, *span);
                report.verdict = "It is the name of what this file defines.".to_owned();
            }
            Explanation::Word {
                span,
                why,
                contenders,
            } => {
                report.at(source, *span);
                report.verdict = words::unnamed(why, contenders);
                let candidate = |it| candidate(snapshot, it, false);
                report.candidates = contenders.iter().map(candidate).collect();
            }
            Explanation::Mention(found) => {
                report.at(source, found.mention.span);
                report.mention(snapshot, found);
            }
        }
        report
    }

    fn at(&mut self, source: &Source, span: Span) {
        self.text = Some(span.of(&source.text).to_owned());
        self.range = Some(Range::new(&source.parsed.lines, span));
    }

    fn mention(&mut self, snapshot: &Snapshot, found: &Explained<'_>) {
        self.verdict = match found.targets.first() {
            Some(target) => format!("It means {}.", meaning(snapshot, target)),
            None => words::missing(found),
        };
        self.strength = words::strength(found.strength());
        if !found.targets.is_empty() {
            self.enough_for.push("navigation");
            match found.rename {
                Some(Follows::Changed) => self.enough_for.push("rename"),
                Some(Follows::Confirmed) => self.enough_for.push("rename with confirmation"),
                Some(Follows::Left) | None => {}
            }
            if found.strength() == Strength::Strong {
                self.enough_for.push("diagnostics");
            }
        }
        self.evidence = words::evidence(found);
        let candidate = |it| candidate(snapshot, it, true);
        self.candidates = found.contenders.iter().map(candidate).collect();
        self.looked_for.clone_from(&found.paths);
    }
}

fn candidate(snapshot: &Snapshot, contender: &Contender, weighed: bool) -> Candidate {
    let strength = match contender.kept_out {
        None if weighed => contender.verdict.strength,
        _ => Strength::None,
    };
    let because = match contender.kept_out {
        Some(kept_out) => Some(words::kept_out(kept_out)),
        None => weighed.then(|| contender.verdict.row.words()),
    };
    let would_do = contender.would_do.iter();
    Candidate {
        kind: contender.kind,
        path: below_here(&snapshot.index().file(contender.file).path),
        nearness: words::nearness(contender.nearness),
        strength: words::strength(strength),
        because,
        would_do: would_do
            .map(|it| words::changes(it, contender.kind))
            .collect(),
    }
}

fn meaning(snapshot: &Snapshot, target: &Target<'_>) -> String {
    match &target.is {
        Meaning::Indexed(file, _) => {
            let file = snapshot.index().file(*file);
            let kind = file.facts.as_ref().map(|facts| facts.place.kind.as_str());
            let path = below_here(&file.path);
            format!("the {} in {path}", kind.unwrap_or("text"))
        }
        Meaning::File(path) => format!("the file {}", below_here(path)),
        Meaning::Server(file, server) => {
            format!("the server `{}` in {}", server.name, below_here(&file.path))
        }
        Meaning::BuiltinAgent(agent) => {
            format!("the agent `{}`, which comes with the program", agent.name)
        }
        Meaning::BuiltinCommand(command) => {
            let name = &command.name;
            format!("the command `{name}`, which comes with the program")
        }
    }
}

/// A path from the current folder, if it lies below that.
fn below_here(path: &Utf8Path) -> Utf8PathBuf {
    let here = std::env::current_dir().ok();
    let here = here.as_deref().and_then(Utf8Path::from_path);
    let below = here.and_then(|here| path.strip_prefix(here).ok());
    slashed(below.unwrap_or(path)).into()
}
