//! What names that are written alike are, and what that proves about one which is nobody's.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, ToolName};
use dossier_syntax::{Cue, Form, Lexicon, Mention, Wants};
use dossier_workspace::{FileId, Strength, Target};

use super::explained::{is_absent, is_alias};
use super::other_kinds::is_of_other_kind;
use super::values::is_value;
use super::{is_compound, is_nobody, is_placeholder};
use crate::diagnostics::Findings;
use crate::diagnostics::orders::is_forbidden;

/// What names that are written alike are.
pub(super) struct Company {
    /// Different names.
    pub(super) size: usize,
    /// What those are that are somebody.
    pub(super) kind: FileKind,
    /// Who they are.
    pub(super) files: Vec<FileId>,
    /// The folders that they lie in, and those around these.
    folders: BTreeSet<Utf8PathBuf>,
    /// Some of the names that somebody has end in a number.
    has_numbered: bool,
}

impl Company {
    /// `None` if too few of them are somebody, or somebody of one kind.
    pub(super) fn of(findings: &Findings<'_>, mentions: &[Mention]) -> Option<Self> {
        let names: BTreeSet<&str> = mentions.iter().map(|it| it.name).collect();
        let size = names.len();
        let share = findings.snapshot.dialects().lexicon().company().fault;
        let is_enough = |some: usize| some >= share.least && share.has(some, size);
        // Who they are takes longer to find out than whether the names are known at all.
        let known = names.iter().filter(|name| is_defined(findings, name));
        let known: Vec<&&str> = known.collect();
        if !is_enough(known.len()) {
            return None;
        }
        let has_numbered = known.iter().any(|name| ends_in_number(name));
        let mut agents: BTreeMap<&str, FileId> = BTreeMap::new();
        let mut others: BTreeMap<&str, (FileId, FileKind)> = BTreeMap::new();
        for mention in mentions {
            match somebody(findings, mention) {
                Some((file, FileKind::Agent)) => _ = agents.insert(mention.name, file),
                Some(other) => _ = others.insert(mention.name, other),
                None => {}
            }
        }
        let (kind, files) = if agents.len() > others.len() {
            (FileKind::Agent, agents.into_values().collect())
        } else {
            let mut kinds = others.values().map(|(_, kind)| *kind);
            let kind = match kinds.all(|kind| kind == FileKind::Command) {
                true => FileKind::Command,
                false => FileKind::Skill,
            };
            let files: Vec<FileId> = others.into_values().map(|(file, _)| file).collect();
            (kind, files)
        };
        is_enough(files.len()).then(|| {
            let index = findings.snapshot.index();
            let paths = files.iter().map(|&id| &index.file(id).path);
            let folders = paths.flat_map(|path| path.ancestors().skip(1).take(2));
            let folders = folders.map(Utf8Path::to_owned).collect();
            Self {
                size,
                kind,
                files,
                folders,
                has_numbered,
            }
        })
    }

    /// True if it proves that `mention`, which is nobody's, is meant for one of its kind.
    /// `announced` is what the place says that the names in it are.
    pub(super) fn proves(
        &self,
        findings: &Findings<'_>,
        mention: &Mention,
        announced: Option<Wants>,
    ) -> bool {
        let name = mention.name;
        let lexicon = findings.snapshot.dialects().lexicon();
        let kinds: &[FileKind] = match self.kind {
            FileKind::Agent => &[FileKind::Agent],
            _ => &[FileKind::Skill, FileKind::Command],
        };
        self.includes(lexicon, mention, announced)
            && !self.is_called_otherwise(mention)
            // A stage of the work, `gate-1`, where nobody else has a number.
            && (self.has_numbered || !ends_in_number(name))
            && is_nobody(findings, name, kinds)
            && !is_placeholder(findings, name)
            && !is_forbidden(findings, mention.span)
            && !is_alias(findings, name)
            && !is_absent(findings, name, mention.span)
            && !is_something_else(findings, name)
            && !is_value(findings, name)
            && !is_of_other_kind(findings, mention.span, self.wanted())
            && !findings.is_nameless_file(name)
            && !self.is_beside(findings, name)
            && findings
                .snapshot
                .resolve(findings.source.id, mention)
                .is_empty()
    }

    /// What names of its kind ask for.
    fn wanted(&self) -> Wants {
        match self.kind {
            FileKind::Agent => Wants::Agent,
            _ => Wants::Skill,
        }
    }

    /// True where the word beside a name says that it is something else than they are: "the
    /// `planner` agent" among skills.
    fn is_called_otherwise(&self, mention: &Mention) -> bool {
        let says = matches!(mention.wants, Wants::Agent | Wants::Skill);
        says && mention.cue == Cue::Noun && mention.wants != self.wanted()
    }

    /// True for what is written as a name and not merely as a word among them, unless the place
    /// announces names.
    fn includes(&self, lexicon: &Lexicon, mention: &Mention, announced: Option<Wants>) -> bool {
        let name = mention.name;
        let is_announced = announced == Some(self.wanted());
        let is_word = name.bytes().all(|b| b.is_ascii_lowercase());
        let share = lexicon.company().word_fault;
        if is_word && !share.has(self.files.len(), self.size) {
            return false;
        }
        // More than one of a kind are people: `domain-experts`.
        let are_many = name.ends_with("rs") || name.ends_with("ts");
        match mention.form {
            Form::Plain => is_compound(name) && !are_many,
            Form::Slash | Form::SlashCode if is_word => true,
            _ => is_compound(name.rsplit(':').next().unwrap_or(name)) || is_announced && is_word,
        }
    }

    /// True if a file or folder of that name lies beside one of them: something that is part of
    /// the team and is told in another way than they are.
    fn is_beside(&self, findings: &Findings<'_>, name: &str) -> bool {
        let disk = findings.snapshot.disk();
        let mut folders = self.folders.iter();
        folders.any(|folder| disk.exists(&folder.join(name)))
    }
}

/// True for a name that ends with a number: `gate-1`.
fn ends_in_number(name: &str) -> bool {
    let last = name.rsplit_once('-').map(|(_, last)| last);
    last.is_some_and(|last| !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()))
}

/// True for a name that somebody has, whoever that is.
pub(super) fn is_defined(findings: &Findings<'_>, name: &str) -> bool {
    !findings.snapshot.index().defining(name).is_empty()
}

/// Who is meant by a mention, or has the very name where too little speaks for that one's being
/// meant: it stands with another plugin.
fn somebody(findings: &Findings<'_>, mention: &Mention) -> Option<(FileId, FileKind)> {
    let index = findings.snapshot.index();
    let kind_of = |id: FileId| Some((id, index.file(id).facts.as_ref()?.place.kind));
    let targets = findings.snapshot.resolve(findings.source.id, mention);
    let strong = targets.first().filter(|it| it.strength >= Strength::Good);
    let namesakes = || {
        let known = index.defining(mention.name).iter().copied();
        known.filter(|_| is_compound(mention.name)).find(|&id| {
            let facts = index.file(id).facts.as_ref();
            let definition = facts.and_then(|facts| facts.definition.as_ref());
            definition.is_some_and(|it| it.name() == mention.name)
        })
    };
    strong
        .and_then(Target::indexed)
        .or_else(namesakes)
        .and_then(kind_of)
}

/// True for the name of something that comes with the program, of an MCP server or of a plugin.
fn is_something_else(findings: &Findings<'_>, name: &str) -> bool {
    let index = findings.snapshot.index();
    let vocabulary = findings.snapshot.vocabulary(findings.source.place());
    let mut commands = vocabulary.builtin_commands().iter();
    let mut servers = index.mcp_files().flat_map(|file| &file.servers);
    commands.any(|command| command.name == name)
        || !matches!(vocabulary.tool(name), ToolName::Unknown)
        || servers.any(|server| server.name == name)
        || findings.plugins().contains(name)
}
