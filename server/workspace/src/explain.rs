//! What speaks for each that a mention may mean, for somebody who asks why.
//!
//! Nothing is weighed here: [`weigh`] is asked about the mention as it is, and about the same
//! mention written or placed a little otherwise.

use camino::Utf8PathBuf;
use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, GroupKind, Mention, Wants};

use crate::evidence::{Candidate, Strength, Verdict, weigh};
use crate::resolve::nearness;
use crate::{FileId, Nearness, Snapshot};

/// A definition that bears the name of a mention.
#[derive(Clone, Debug)]
pub struct Contender {
    /// The file that defines it.
    pub file: FileId,
    /// What it is.
    pub kind: FileKind,
    /// How near it is.
    pub nearness: Nearness,
    /// How much speaks for its being meant, if it can be meant at all.
    pub verdict: Verdict,
    /// What keeps it from being meant, whatever speaks for it.
    pub kept_out: Option<KeptOut>,
    /// The fewest changes of which each set would be enough; empty where the evidence is enough,
    /// or where two changes aren't.
    pub would_do: Vec<Vec<Change>>,
}

/// Why a definition isn't meant by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeptOut {
    /// What stands before the name is none of its folders and not its plugin.
    OtherQualifier,
    /// It is in another repository, or of a program that doesn't load it with the file.
    Unseen,
    /// It is the file itself.
    Itself,
    /// The file has the same name and speaks of itself.
    Namesake,
    /// The program's own command has the very name.
    BuiltIn,
}

/// What could be otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It is written in backticks.
    Backticks,
    /// The word for its kind is beside it: `x agent`.
    Noun,
    /// Work is handed to it: `delegate to x`.
    Handoff,
    /// It is written as the definition writes its name.
    Exact,
    /// Its team writes it as a name elsewhere.
    Named,
    /// It stands in no code block.
    Unfenced,
    /// The definition is near.
    Near,
}

impl Change {
    const ALL: [Self; 7] = [
        Self::Backticks,
        Self::Noun,
        Self::Handoff,
        Self::Exact,
        Self::Named,
        Self::Unfenced,
        Self::Near,
    ];

    fn apply(self, mention: &mut Mention, candidate: &mut Candidate) {
        match self {
            Self::Backticks => mention.form = Form::Code,
            Self::Noun => mention.cue = Cue::Noun,
            Self::Handoff => mention.cue = Cue::Handoff,
            Self::Exact => candidate.exact = true,
            Self::Named => candidate.named_elsewhere = true,
            Self::Unfenced => mention.fenced = false,
            Self::Near => (candidate.near, candidate.other_plugin) = (true, false),
        }
    }
}

/// What the others are that a mention stands with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Companions {
    /// What they form.
    pub kind: GroupKind,
    /// How many there are, with the mention.
    pub size: usize,
    /// How many of them are called like somebody near.
    pub naming: usize,
    /// What the words before them say they are.
    pub announced: Option<Wants>,
    /// Whether they speak for a member being an agent, and for its being a skill or command.
    pub speak_for: (bool, bool),
}

impl Snapshot {
    /// Everybody who bears the name that `mention` in the file `from` has: those that are meant
    /// first, in the order of [`Self::resolve`], then by nearness. Empty for paths and servers.
    pub fn contenders(&self, from: FileId, mention: &Mention) -> Vec<Contender> {
        if matches!(mention.wants, Wants::File | Wants::McpServer) {
            return Vec::new();
        }
        let index = self.index();
        let targets = self.resolve(from, mention);
        let place = |id| targets.iter().position(|it| it.indexed() == Some(id));
        let mut found = Vec::new();
        for name in self.ways_to_read(from, mention) {
            let short = || Some(self.short_for(from, mention)?.0);
            let known = index.defining(&name).iter().copied();
            for id in known.chain(short().filter(|_| index.defining(&name).is_empty())) {
                found.extend(self.contender(from, mention, &name, id, place(id).is_some()));
            }
            if !found.is_empty() {
                break;
            }
        }
        let rank = |it: &Contender| (place(it.file).unwrap_or(usize::MAX), it.nearness);
        found.sort_by_cached_key(|it| (rank(it), index.file(it.file).path.clone()));
        found
    }

    fn contender(
        &self,
        from: FileId,
        mention: &Mention,
        name: &str,
        id: FileId,
        meant: bool,
    ) -> Option<Contender> {
        let index = self.index();
        let (file, to) = (index.file(from), index.file(id));
        let facts = to.facts.as_ref()?;
        let definition = facts.definition.as_ref()?;
        let own = file.said().map(AsRef::as_ref);
        let mut contender = Contender {
            file: id,
            kind: facts.place.kind,
            nearness: nearness(&file.path, own, &to.path, facts),
            verdict: Verdict::NOTHING,
            kept_out: None,
            would_do: Vec::new(),
        };
        let mut candidates = self.candidates(from, mention, name);
        let Some((.., candidate)) = candidates.find(|(found, ..)| *found == id) else {
            contender.kept_out = Some(match name.contains(':') {
                true => KeptOut::OtherQualifier,
                false => KeptOut::Unseen,
            });
            return Some(contender);
        };
        let candidate = self.looked_into(from, mention, id, definition, candidate);
        contender.verdict = weigh(mention, candidate);
        contender.kept_out = match contender.verdict.strength {
            _ if id == from => Some(KeptOut::Itself),
            _ if self.means_built_in(from, mention, (id, definition)) => Some(KeptOut::BuiltIn),
            Strength::None => None,
            _ => (!meant).then_some(KeptOut::Namesake),
        };
        if contender.kept_out.is_none() {
            contender.would_do = would_do(mention, candidate);
        }
        Some(contender)
    }

    /// What the others are that `mention` in the file `from` stands with.
    pub fn companions(&self, from: FileId, mention: &Mention) -> Option<Companions> {
        let facts = self.index().file(from).said()?;
        let company = self.company(from, facts, mention.group?)?;
        let speak_for = |kind| company.speaks_for(kind);
        Some(Companions {
            kind: company.kind,
            size: company.size,
            naming: company.naming,
            announced: company.announced,
            speak_for: (speak_for(FileKind::Agent), speak_for(FileKind::Skill)),
        })
    }

    /// The files that a mention of a path may lead to, in the order in which they are looked for.
    pub fn paths_tried(&self, from: FileId, mention: &Mention) -> Vec<Utf8PathBuf> {
        match mention.wants {
            Wants::File if mention.own_fragment().is_none() => self.possible_paths(from, mention),
            _ => Vec::new(),
        }
    }
}

/// The sets of changes that would make `candidate` meant: single ones or, where none is enough,
/// pairs.
fn would_do(mention: &Mention, candidate: Candidate) -> Vec<Vec<Change>> {
    let is_enough = |changes: &[Change]| {
        let (mut mention, mut candidate) = (*mention, candidate);
        for change in changes {
            change.apply(&mut mention, &mut candidate);
        }
        weigh(&mention, candidate).strength > Strength::None
    };
    if is_enough(&[]) {
        return Vec::new();
    }
    let single = Change::ALL.map(|change| vec![change]).into_iter();
    let enough: Vec<_> = single.filter(|it| is_enough(it)).collect();
    if !enough.is_empty() {
        return enough;
    }
    let pairs = Change::ALL.iter().enumerate().flat_map(|(at, &a)| {
        let behind = Change::ALL[at + 1..].iter();
        behind.map(move |&b| vec![a, b])
    });
    pairs.filter(|it| is_enough(it)).collect()
}
