//! From a mention to what it names.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{BuiltinAgent, BuiltinCommand, FileKind, Scope, VariableFolder};
use dossier_syntax::{Cue, Form, Mention, Span, Wants, name_key};

use crate::disk::normalize;
use crate::evidence::{Candidate, Strength, weigh};
use crate::index::meeting_key;
use crate::{Definition, Facts, File, FileId, McpFile, McpServer, Snapshot};

/// What a mention means.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    /// What it is.
    pub is: Meaning<'a>,
    /// How much speaks for it.
    pub strength: Strength,
}

/// What a mention can mean.
#[derive(Clone, Debug)]
pub enum Meaning<'a> {
    /// A file of the index, and the name of what it defines; an empty span where a path leads to
    /// the file as a whole, or where it has no name.
    Indexed(FileId, Span),
    /// Another file, which exists.
    File(Utf8PathBuf),
    /// An MCP server, and the file that configures it.
    Server(&'a McpFile, &'a McpServer),
    /// An agent that comes with the program.
    BuiltinAgent(&'a BuiltinAgent),
    /// A command that comes with the program.
    BuiltinCommand(&'a BuiltinCommand),
}

impl Target<'_> {
    /// The file of the index that it is.
    pub fn indexed(&self) -> Option<FileId> {
        match self.is {
            Meaning::Indexed(file, _) => Some(file),
            _ => None,
        }
    }

    /// Where it is: a file, and what of it to select, in bytes. `None` for what comes with the
    /// program.
    pub fn location(&self, snapshot: &Snapshot) -> Option<(Utf8PathBuf, Span)> {
        match &self.is {
            Meaning::Indexed(file, span) => {
                Some((snapshot.index().file(*file).path.clone(), *span))
            }
            Meaning::File(path) => Some((path.clone(), Span::default())),
            Meaning::Server(file, server) => Some((file.path.clone(), server.span)),
            Meaning::BuiltinAgent(_) | Meaning::BuiltinCommand(_) => None,
        }
    }
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
    /// What `mention`, which stands in the file `from`, means; the nearest first. Empty where it
    /// names nothing, or where too little speaks for its being a mention at all.
    pub fn resolve(&self, from: FileId, mention: &Mention) -> Vec<Target<'_>> {
        match mention.wants {
            Wants::File => self.resolve_file(from, mention).into_iter().collect(),
            Wants::McpServer => self.resolve_server(from, mention),
            Wants::Any | Wants::Agent | Wants::Skill => {
                let (found, is_itself) = self.resolve_name(from, mention);
                if found.is_empty() && !is_itself {
                    self.built_in(from, mention).into_iter().collect()
                } else {
                    found
                }
            }
        }
    }

    /// True if anything that this workspace or the program of the file `from` has answers to
    /// `name`, whatever the evidence that it is meant.
    pub fn is_anybody(&self, from: FileId, name: &str) -> bool {
        !self.index().defining(name).is_empty() || self.builtin_agent(from, name).is_some()
    }

    /// Definitions by their names, and whether the file names itself.
    fn resolve_name(&self, from: FileId, mention: &Mention) -> (Vec<Target<'_>>, bool) {
        let index = self.index();
        let file = index.file(from);
        let mut found = Vec::new();
        let mut itself = None;
        let facts = file.facts.as_ref();
        let prefix = facts.and_then(|facts| facts.agent_prefix.as_deref());
        let without_prefix = prefix
            .filter(|_| mention.form == Form::At)
            .and_then(|prefix| mention.name.strip_prefix(prefix));
        for name in [Some(mention.name.as_str()), without_prefix]
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
                if strength == Strength::None || self.means_built_in(from, mention, definition) {
                    continue;
                }
                if id == from {
                    itself = Some(candidate_is.kind);
                    continue;
                }
                let shared = shared_components(&file.path, &candidate.path);
                // Of two in one plugin, the one that needs fewer folders before its name.
                let folders = definition.qualifiers.len();
                let kind = self.rank_of_kind(from, facts.place.kind);
                let rank = (near, !exact, kind, shared, folders);
                let target = Target {
                    is: Meaning::Indexed(id, definition.name_span),
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
        let found = found.into_iter().map(|(.., target)| target).collect();
        (found, itself.is_some())
    }

    /// What comes with the program under the name that is mentioned.
    fn built_in(&self, from: FileId, mention: &Mention) -> Option<Target<'_>> {
        let is = match (mention.wants, mention.form) {
            (Wants::Agent, _) | (Wants::Any, Form::At) => {
                Meaning::BuiltinAgent(self.builtin_agent(from, &mention.name)?)
            }
            (Wants::Skill, _) | (Wants::Any, Form::Slash | Form::SlashCode) => {
                Meaning::BuiltinCommand(self.builtin_command(from, &mention.name)?)
            }
            _ => return None,
        };
        let strength = Strength::Strong;
        Some(Target { is, strength })
    }

    /// The agent of that name, however it is written, that comes with the program of a file.
    fn builtin_agent(&self, from: FileId, name: &str) -> Option<&BuiltinAgent> {
        let facts = self.index().file(from).facts.as_ref()?;
        let key = name_key(name);
        let mut agents = self.vocabulary(&facts.place).builtin_agents().iter();
        agents.find(|agent| name_key(&agent.name) == key)
    }

    /// The command of that very name that comes with the program of a file: `/Users` is no
    /// command `users`.
    fn builtin_command(&self, from: FileId, name: &str) -> Option<&BuiltinCommand> {
        let facts = self.index().file(from).facts.as_ref()?;
        let mut commands = self.vocabulary(&facts.place).builtin_commands().iter();
        commands.find(|command| command.name == name)
    }

    /// True for `/help` and the like, unless the definition has the very name.
    fn means_built_in(&self, from: FileId, mention: &Mention, definition: &Definition) -> bool {
        matches!(mention.form, Form::Slash | Form::SlashCode)
            && *definition.name() != mention.name
            && self.builtin_command(from, &mention.name).is_some()
    }

    /// Which of two kinds is meant by a name that both bear: what gives way to the other kind
    /// comes behind it.
    fn rank_of_kind(&self, from: FileId, kind: FileKind) -> usize {
        let facts = self.index().file(from).facts.as_ref();
        let rows = facts.map_or(&[][..], |facts| self.vocabulary(&facts.place).shadowing());
        let gives_way = |row: &&dossier_dialect::Shadowing| {
            row.kind == kind && row.by != kind && row.by_scope == Scope::SameTeam
        };
        usize::from(kind != FileKind::Agent) + rows.iter().filter(gives_way).count()
    }

    fn resolve_file(&self, from: FileId, mention: &Mention) -> Option<Target<'_>> {
        let index = self.index();
        let file = index.file(from);
        let written = mention.name.split(['#', '?']).next().unwrap_or_default();
        let written = written.replace("%20", " ").replace("\\ ", " ");
        let candidates = self.candidate_paths(file, &written, mention.form)?;
        let path = candidates
            .into_iter()
            .map(|path| normalize(&path))
            .find(|path| {
                index
                    .find(path)
                    .is_some_and(|id| index.file(id).facts.is_some())
                    || self.disk().is_file(path)
            })?;
        let is = match index.find(&path) {
            Some(id) => Meaning::Indexed(id, Span::default()),
            None => Meaning::File(path),
        };
        let strength = Strength::Strong;
        Some(Target { is, strength })
    }

    /// Where a written path may lead.
    fn candidate_paths(&self, file: &File, written: &str, form: Form) -> Option<Vec<Utf8PathBuf>> {
        let folder = file.path.parent()?;
        if let Some(rest) = written.strip_prefix("${") {
            let (variable, rest) = rest.split_once("}/")?;
            let facts = file.facts.as_ref()?;
            let mut rows = self.vocabulary(&facts.place).folder_variables().iter();
            let base = match rows.find(|row| row.name == variable)?.folder {
                VariableFolder::Plugin => self.places().plugin_of(&file.path)?.root.clone(),
                VariableFolder::Own => folder.to_owned(),
            };
            return Some(vec![base.join(rest)]);
        }
        if let Some(rest) = written.strip_prefix("~/") {
            return Some(vec![self.places().home().folder()?.join(rest)]);
        }
        let home = file.facts.as_ref().map(|facts| facts.place.home.clone());
        let bases = [Some(folder.to_owned()), home.filter(|_| form == Form::Path)];
        Some(
            bases
                .into_iter()
                .flatten()
                .map(|base| base.join(written))
                .collect(),
        )
    }

    fn resolve_server(&self, from: FileId, mention: &Mention) -> Vec<Target<'_>> {
        let files = self.index().mcp_files().map(AsRef::as_ref);
        let files = files.filter(|file| self.can_use(from, file));
        let from = &self.index().file(from).path;
        let servers = files.flat_map(|file: &McpFile| {
            let named = file.servers.iter();
            let named = named.filter(|server| server.name == mention.name);
            named.map(move |server| (file, server))
        });
        let mut found: Vec<_> = servers.collect();
        found.sort_by_key(|(file, server)| {
            (
                shared_components(from, &file.path),
                file.path.clone(),
                server.span,
            )
        });
        let strength = Strength::Strong;
        let target = |(file, server)| Target {
            is: Meaning::Server(file, server),
            strength,
        };
        found.into_iter().map(target).collect()
    }
}

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

/// How many components two paths share from their start; more sorts first.
fn shared_components(a: &Utf8Path, b: &Utf8Path) -> std::cmp::Reverse<usize> {
    std::cmp::Reverse(
        a.components()
            .zip(b.components())
            .take_while(|(a, b)| a == b)
            .count(),
    )
}
