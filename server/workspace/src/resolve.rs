//! From a mention to what it names.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, Mention, Span, Wants, name_key};

use crate::disk::normalize;
use crate::evidence::{Candidate, Strength, weigh};
use crate::index::meeting_key;
use crate::{Definition, Facts, File, FileId, McpFile, Snapshot};

/// What a mention names.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Where it is.
    pub file: TargetFile,
    /// What of it to select: a definition's name, or the start of a file.
    pub span: Span,
    /// How much speaks for it.
    pub strength: Strength,
}

/// A file that a mention leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetFile {
    /// A file of the index.
    Indexed(FileId),
    /// Another file, which exists.
    Other(Utf8PathBuf),
}

/// How near a definition is to the file that mentions it; the smallest is taken first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Folder,
    Home,
    Workspace,
    User,
    OtherPlugin,
}

impl Snapshot {
    /// What `mention`, which stands in the file `from`, names; the nearest first. Empty where it
    /// names nothing, or where too little speaks for its being a mention at all.
    pub fn resolve(&self, from: FileId, mention: &Mention) -> Vec<Target> {
        match mention.wants {
            Wants::File => self.resolve_file(from, mention).into_iter().collect(),
            Wants::McpServer => self.resolve_server(from, mention),
            Wants::Any | Wants::Agent | Wants::Skill => self.resolve_name(from, mention),
        }
    }

    fn resolve_name(&self, from: FileId, mention: &Mention) -> Vec<Target> {
        let index = self.index();
        let file = index.file(from);
        let mut found = Vec::new();
        let mut itself = None;
        let agent_prefix = (mention.form == Form::At)
            .then(|| mention.name.strip_prefix(AGENT_PREFIX))
            .flatten();
        for name in [Some(mention.name.as_str()), agent_prefix]
            .into_iter()
            .flatten()
        {
            for &id in index.defining(name) {
                let candidate = index.file(id);
                let Some(facts) = &candidate.facts else {
                    continue;
                };
                let Some(definition) = &facts.definition else {
                    continue;
                };
                let Some(exact) = answers_to(definition, name) else {
                    continue;
                };
                let qualified = name.contains(':');
                let near = nearness(&file.path, file.facts.as_deref(), &candidate.path, facts);
                if !qualified && !self.can_see(from, id) {
                    continue;
                }
                let mut candidate_is = Candidate {
                    kind: facts.place.kind,
                    near: near <= Nearness::Home,
                    other_plugin: near == Nearness::OtherPlugin,
                    exact,
                    named_elsewhere: false,
                };
                if mention.cue == Cue::Echo {
                    candidate_is.named_elsewhere =
                        names_elsewhere(file.facts.as_deref(), mention, definition, candidate_is);
                }
                let strength = weigh(mention, candidate_is);
                if strength == Strength::None || self.is_built_in(from, mention, definition) {
                    continue;
                }
                if id == from {
                    itself = Some(candidate_is.kind);
                    continue;
                }
                let shared = shared_components(&file.path, &candidate.path);
                // Of two in one plugin, the one that needs fewer folders before its name.
                let folders = definition.qualifiers.len();
                let kind = rank_of_kind(mention, facts.place.kind);
                let rank = (near, !exact, kind, shared, folders);
                let target = Target {
                    file: TargetFile::Indexed(id),
                    span: definition.name_span,
                    strength,
                };
                found.push((rank, facts.place.kind, candidate.path.clone(), target));
            }
            if !found.is_empty() || itself.is_some() {
                break;
            }
        }
        // A file that speaks of itself doesn't mean a namesake of its kind.
        if let Some(own) = itself {
            found.retain(|(_, kind, ..)| (*kind == FileKind::Agent) != (own == FileKind::Agent));
        }
        found.sort_by(|(a, _, a_path, _), (b, _, b_path, _)| (a, a_path).cmp(&(b, b_path)));
        found.into_iter().map(|(.., target)| target).collect()
    }

    /// Files of another repository are not loaded together with the file `from`; the user's own
    /// are loaded with all.
    fn can_see(&self, from: FileId, to: FileId) -> bool {
        let index = self.index();
        let [from, to] = [from, to].map(|id| index.file(id));
        let is_user = |file: &File| file.facts.as_ref().is_some_and(|facts| facts.place.user);
        let repository = |file: &File| self.places().repository_of(&file.path);
        is_user(from) || is_user(to) || repository(from) == repository(to)
    }

    /// True for `/help` and the like, unless the definition has the very name.
    fn is_built_in(&self, from: FileId, mention: &Mention, definition: &Definition) -> bool {
        let facts = self.index().file(from).facts.as_ref();
        let commands = facts.map(|facts| self.vocabulary(&facts.place).builtin_commands());
        matches!(mention.form, Form::Slash | Form::SlashCode)
            && *definition.name() != mention.name
            && commands.is_some_and(|all| all.iter().any(|it| it.name == mention.name))
    }

    fn resolve_file(&self, from: FileId, mention: &Mention) -> Option<Target> {
        let index = self.index();
        let file = index.file(from);
        let written = mention.name.split(['#', '?']).next().unwrap_or_default();
        let written = written.replace("%20", " ").replace("\\ ", " ");
        let plugin = self.places().plugin_of(&file.path);
        let folder = file.path.parent()?;
        let candidates: Vec<Utf8PathBuf> = if let Some(rest) = written.strip_prefix("${") {
            let (variable, rest) = rest.split_once("}/")?;
            let base = match variable {
                PLUGIN_ROOT => plugin?.root.clone(),
                SKILL_DIR => folder.to_owned(),
                _ => return None,
            };
            vec![base.join(rest)]
        } else if let Some(rest) = written.strip_prefix("~/") {
            vec![self.places().config()?.parent()?.join(rest)]
        } else {
            let home = file.facts.as_ref().map(|facts| facts.place.home.clone());
            let bases = [
                Some(folder.to_owned()),
                home.filter(|_| mention.form == Form::Path),
            ];
            bases
                .into_iter()
                .flatten()
                .map(|base| base.join(&written))
                .collect()
        };
        let path = candidates
            .into_iter()
            .map(|path| normalize(&path))
            .find(|path| {
                index
                    .find(path)
                    .is_some_and(|id| index.file(id).facts.is_some())
                    || self.disk().is_file(path)
            })?;
        let file = match index.find(&path) {
            Some(id) => TargetFile::Indexed(id),
            None => TargetFile::Other(path),
        };
        Some(Target {
            file,
            span: Span::default(),
            strength: Strength::Strong,
        })
    }

    fn resolve_server(&self, from: FileId, mention: &Mention) -> Vec<Target> {
        let from = &self.index().file(from).path;
        let mut found: Vec<_> = self
            .servers_named(&mention.name)
            .map(|(file, span)| (shared_components(from, &file.path), file.path.clone(), span))
            .collect();
        found.sort();
        let target = |path, span| {
            let strength = Strength::Strong;
            Target {
                file: TargetFile::Other(path),
                span,
                strength,
            }
        };
        found
            .into_iter()
            .map(|(_, path, span)| target(path, span))
            .collect()
    }

    fn servers_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a McpFile, Span)> {
        self.index().mcp_files().flat_map(move |file| {
            let servers = file
                .servers
                .iter()
                .filter(move |server| server.name == name);
            servers.map(|server| (file.as_ref(), server.span))
        })
    }
}

/// `@agent-name` is one way to write `@name`.
/// Source: Claude Code documentation, sub-agents, 2026-10-08.
pub const AGENT_PREFIX: &str = "agent-";

/// Variables that stand for folders. Source: Claude Code documentation, plugins, 2026-09.
const PLUGIN_ROOT: &str = "CLAUDE_PLUGIN_ROOT";
const SKILL_DIR: &str = "CLAUDE_SKILL_DIR";

/// Whether `name`, qualified or not, is one of the definition's names; `Some(true)` if it is
/// written as the definition writes it.
fn answers_to(definition: &Definition, name: &str) -> Option<bool> {
    let mut parts: Vec<&str> = name.split(':').filter(|part| !part.is_empty()).collect();
    let last = parts.pop()?;
    let own = definition.names.iter().find(|own| {
        meeting_key(own) == name_key(last) && {
            // A command's own name may have colons: `release:notes`.
            let inner: Vec<&str> = own.split(':').rev().skip(1).collect();
            inner
                .iter()
                .zip(parts.iter().rev())
                .all(|(a, b)| name_key(a) == name_key(b))
        }
    })?;
    let qualified = own.split(':').count() - 1;
    let outer = &parts[..parts.len().saturating_sub(qualified)];
    let answers = outer.iter().all(|part| {
        definition
            .qualifiers
            .iter()
            .any(|own| name_key(own) == name_key(part))
    });
    let exact = own.rsplit(':').next() == Some(last);
    answers.then_some(exact)
}

/// True where the file names the definition in another way than by an echo of its name.
fn names_elsewhere(
    facts: Option<&Facts>,
    echo: &Mention,
    definition: &Definition,
    candidate: Candidate,
) -> bool {
    let key = meeting_key(&echo.name);
    let others = facts.map_or(&[][..], |facts| &facts.mentions);
    others
        .iter()
        .filter(|other| other.cue != Cue::Echo && meeting_key(&other.name) == key)
        .any(|other| {
            let exact = answers_to(definition, &other.name);
            exact.is_some_and(|exact| {
                weigh(other, Candidate { exact, ..candidate }) > Strength::None
            })
        })
}

fn nearness(
    from: &Utf8Path,
    from_facts: Option<&Facts>,
    to: &Utf8Path,
    to_facts: &Facts,
) -> Nearness {
    if from.parent() == to.parent() {
        return Nearness::Folder;
    }
    let same_home = from_facts.is_some_and(|facts| facts.place.home == to_facts.place.home);
    // A file outside a team, such as the project's CLAUDE.md, belongs to the team around it.
    if same_home || from.parent() == Some(&to_facts.place.home) {
        return Nearness::Home;
    }
    if to_facts.place.user {
        return Nearness::User;
    }
    if to_facts.place.plugin.is_some() {
        Nearness::OtherPlugin
    } else {
        Nearness::Workspace
    }
}

/// Skills answer before commands of the same name.
/// Source: Claude Code documentation, skills, 2026-09-18.
fn rank_of_kind(mention: &Mention, kind: FileKind) -> u8 {
    match (mention.wants, kind) {
        (_, FileKind::Agent) => 0,
        (_, FileKind::Skill) => 1,
        _ => 2,
    }
}

/// How many components two paths share from their start; more sorts first.
fn shared_components(a: &Utf8Path, b: &Utf8Path) -> std::cmp::Reverse<usize> {
    std::cmp::Reverse(
        a.components()
            .zip(b.components())
            .take_while(|(a, b)| a == b)
            .count(),
    )
}
