//! Names that are nobody's, among names of which most are somebody's.

use std::collections::{BTreeMap, BTreeSet};

use dossier_dialect::{FileKind, ToolName};
use dossier_syntax::{Cue, Form, GroupKind, Mention, Site, Wants};
use dossier_workspace::{FileId, Strength, Target};

use super::explained::{is_absent, is_alias};
use super::suggestions::{fixes, probably};
use super::{is_compound, is_nobody, is_placeholder};
use crate::diagnostics::orders::is_forbidden;
use crate::diagnostics::{Finding, Findings, did_you_mean};

/// Where names stand together.
#[derive(Clone, Copy)]
enum Place {
    /// In a group, of which it is said or not what its members are.
    Group(GroupKind, Option<Wants>),
    /// Under one heading.
    Section,
}

impl Place {
    fn is_section(self) -> bool {
        matches!(self, Self::Section)
    }
}

pub(super) fn check(findings: &mut Findings<'_>) {
    let source = findings.source;
    let body = source.parsed.body;
    let in_body = |mention: &&Mention| body.contains(mention.span) && !mention.fenced;
    for group in source.facts.groups.iter() {
        let is_known = matches!(
            group.kind,
            GroupKind::List | GroupKind::Column | GroupKind::Row
        );
        if is_known {
            let members = source.facts.members_of(group).filter(in_body);
            let place = Place::Group(group.kind, group.announced);
            among(findings, place, &members.collect::<Vec<_>>());
        }
    }
    // What is called an agent or a skill, and what items start with, is meant for a name.
    let stands_out = |mention: &&Mention| {
        matches!(mention.site, Site::Lead | Site::Cell | Site::Member) || mention.cue == Cue::Noun
    };
    let mentions = source.facts.mentions.iter().filter(in_body);
    let mut marked: Vec<&Mention> = mentions
        .filter(|it| matches!(it.form, Form::Code | Form::Bold) && stands_out(it))
        .collect();
    marked.sort_by_key(|mention| mention.span);
    let mut rest = marked.as_slice();
    for heading in source.facts.headings.iter() {
        let (section, later) = rest.split_at(rest.partition_point(|it| it.span < heading.span));
        among(findings, Place::Section, section);
        rest = later;
    }
    among(findings, Place::Section, rest);
}

/// Reports those of `mentions`, which stand at one place, that the others prove to be faults.
fn among(findings: &mut Findings<'_>, place: Place, mentions: &[&Mention]) {
    let (least, _) = findings.snapshot.dialects().lexicon().proving_company();
    if mentions.len() <= least {
        return;
    }
    for form in [
        Form::Plain,
        Form::Code,
        Form::Bold,
        Form::Slash,
        Form::SlashCode,
        Form::At,
    ] {
        let alike = mentions.iter().copied().filter(|it| it.form == form);
        let alike: Vec<&Mention> = alike.collect();
        let is_in_question = |mention: &&Mention| {
            let is_judged_elsewhere = place.is_section() && has_its_own(findings, mention);
            !is_judged_elsewhere && !is_defined(findings, &mention.name)
        };
        if alike.len() <= least || !alike.iter().any(is_in_question) {
            continue;
        }
        let Some(company) = Company::of(findings, &alike) else {
            continue;
        };
        let in_question: Vec<&Mention> = alike.into_iter().filter(is_in_question).collect();
        for mention in in_question {
            if company.proves(findings, place, mention) {
                report(findings, place, &company, mention);
            }
        }
    }
}

/// What names that are written alike are.
struct Company {
    /// Different names.
    size: usize,
    /// What those are that are somebody.
    kind: FileKind,
    /// Who they are.
    files: Vec<FileId>,
}

impl Company {
    /// `None` if too few of them are somebody, or somebody of one kind.
    fn of(findings: &Findings<'_>, mentions: &[&Mention]) -> Option<Self> {
        let names: BTreeSet<&str> = mentions.iter().map(|it| it.name.as_str()).collect();
        let size = names.len();
        let (least, share) = findings.snapshot.dialects().lexicon().proving_company();
        let is_enough = |some: usize| some >= least && some * 100 >= size * share;
        // Who they are takes longer to find out than whether the names are known at all.
        let known = names.iter().filter(|name| is_defined(findings, name));
        if !is_enough(known.count()) {
            return None;
        }
        let mut agents: BTreeMap<&str, FileId> = BTreeMap::new();
        let mut others: BTreeMap<&str, (FileId, FileKind)> = BTreeMap::new();
        for mention in mentions {
            match somebody(findings, mention) {
                Some((file, FileKind::Agent)) => _ = agents.insert(&mention.name, file),
                Some(other) => _ = others.insert(&mention.name, other),
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
        is_enough(files.len()).then_some(Self { size, kind, files })
    }

    /// True if it proves that `mention`, which is nobody's, is meant for one of its kind.
    fn proves(&self, findings: &Findings<'_>, place: Place, mention: &Mention) -> bool {
        let name = mention.name.as_str();
        let lexicon = findings.snapshot.dialects().lexicon();
        self.includes(place, mention)
            && is_nobody(findings, name)
            && !is_placeholder(findings, name)
            && !is_forbidden(lexicon, findings.text(), mention.span)
            && !is_alias(findings, name)
            && !is_absent(findings, name, mention.span)
            && !is_something_else(findings, name)
            && !self.is_beside(findings, name)
            && findings
                .snapshot
                .resolve(findings.source.id, mention)
                .is_empty()
    }

    /// True for what is written as a name and not merely as a word among them, unless the place
    /// announces names.
    fn includes(&self, place: Place, mention: &Mention) -> bool {
        let name = mention.name.as_str();
        let wanted = match self.kind {
            FileKind::Agent => Wants::Agent,
            _ => Wants::Skill,
        };
        let is_announced = matches!(
            place,
            Place::Group(GroupKind::List | GroupKind::Column, Some(announced)) if announced == wanted
        );
        let is_word = name.bytes().all(|b| b.is_ascii_lowercase());
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
        self.files.iter().any(|&id| {
            let path = &findings.snapshot.index().file(id).path;
            let mut folders = path.ancestors().skip(1).take(2);
            folders.any(|folder| disk.exists(&folder.join(name)))
        })
    }
}

/// True for a name that somebody has, whoever that is.
fn is_defined(findings: &Findings<'_>, name: &str) -> bool {
    !findings.snapshot.index().defining(name).is_empty()
}

/// True for a member of a list or column that is long enough to speak for its own: those of another
/// may be of another kind.
fn has_its_own(findings: &Findings<'_>, mention: &Mention) -> bool {
    let groups = &findings.source.facts.groups;
    let own = mention.group.and_then(|id| groups.get(id.index()));
    own.is_some_and(|own| own.kind == GroupKind::Column || own.size > 2)
}

/// Who is meant by a mention, or has the very name where too little speaks for that one's being
/// meant: it stands with another plugin.
fn somebody(findings: &Findings<'_>, mention: &Mention) -> Option<(FileId, FileKind)> {
    let index = findings.snapshot.index();
    let kind_of = |id: FileId| Some((id, index.file(id).facts.as_ref()?.place.kind));
    let targets = findings.snapshot.resolve(findings.source.id, mention);
    let strong = targets.first().filter(|it| it.strength >= Strength::Good);
    let namesakes = || {
        let known = index.defining(&mention.name).iter().copied();
        known.filter(|_| is_compound(&mention.name)).find(|&id| {
            let facts = index.file(id).facts.as_ref();
            let definition = facts.and_then(|facts| facts.definition.as_ref());
            definition.is_some_and(|it| *it.name() == mention.name)
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
        || index.files().any(|(.., facts)| {
            let plugin = facts.place.plugin.as_ref();
            plugin.is_some_and(|plugin| plugin.name == name)
        })
}

fn report(findings: &mut Findings<'_>, place: Place, company: &Company, mention: &Mention) {
    let kind = company.kind;
    let (rule, kinds): (_, &[FileKind]) = match kind {
        FileKind::Agent => ("unknown-agent", &[FileKind::Agent]),
        _ => ("unknown-skill", &[FileKind::Skill, FileKind::Command]),
    };
    let mut found = findings.found.iter();
    if found.any(|it| it.rule == rule && it.span == mention.span) {
        return;
    }
    let here = match place {
        Place::Group(GroupKind::Column, _) => "column",
        Place::Group(GroupKind::Row, _) => "row",
        Place::Group(..) => "list",
        Place::Section => "section",
    };
    let (name, somebody, size) = (&mention.name, company.files.len(), company.size);
    let meant = probably(findings, name, kinds);
    let message = format!(
        "There is no {kind} `{name}`, though {somebody} of the {size} names in this {here} are \
         {kind}s.{}",
        did_you_mean(meant)
    );
    let fixes = fixes(findings, mention, kind, meant);
    let finding = Finding::new(rule, mention.span, message).fixes(fixes);
    findings.add(match kind {
        FileKind::Agent => finding.case("in-prose"),
        _ => finding,
    });
}
