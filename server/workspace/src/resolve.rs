//! From a mention to what it names.

mod paths;
mod ways;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{BuiltinAgent, BuiltinCommand, FileKind, Scope};
use dossier_syntax::{Cue, Form, Mention, Site, Span, Wants, name_key};
use smol_str::SmolStr;

use crate::evidence::{Candidate, Strength, weigh};
use crate::index::meeting_key;
use crate::places::are_same;
use crate::{Definition, Facts, FileId, McpFile, McpServer, Snapshot};

/// What a mention means.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    /// What it is.
    pub is: Meaning<'a>,
    /// How much speaks for it.
    pub strength: Strength,
    /// The place in the file, where a link leads to one: what it has behind `#`.
    pub fragment: Option<SmolStr>,
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
                let path = snapshot.index().file(*file).path.to_path_buf();
                let span = self.anchor(snapshot, &path).unwrap_or(*span);
                Some((path, span))
            }
            Meaning::File(path) => {
                let span = self.anchor(snapshot, path).unwrap_or_default();
                Some((path.clone(), span))
            }
            Meaning::Server(file, server) => Some((file.path.clone(), server.span)),
            Meaning::BuiltinAgent(_) | Meaning::BuiltinCommand(_) => None,
        }
    }

    /// The place in the file at `path` that its fragment names.
    fn anchor(&self, snapshot: &Snapshot, path: &Utf8Path) -> Option<Span> {
        let fragment = self.fragment.as_deref()?;
        snapshot.page(path)?.anchors.find(fragment)
    }
}

/// How near a definition is to the file that mentions it; the smallest is taken first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// In the same folder.
    Folder,
    /// In the same plugin, or in the same folder of a team.
    Home,
    /// Its team's folder is around the file, with the folders of other teams between them or not.
    Around,
    /// Elsewhere in the repository.
    Workspace,
    /// In the user's own folder.
    User,
    /// In another plugin.
    OtherPlugin,
}

impl Nearness {
    /// True for what belongs to the mention's own team.
    pub fn is_near(self) -> bool {
        self <= Self::Around
    }
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

    /// The first of the files by whose name alone `mention`, which stands in the file `from`, leads
    /// to what they define: the program knows that by other names and nobody by this. `None` where
    /// somebody is called so, and where that is up to another program.
    pub fn called_by_file(&self, from: FileId, mention: &Mention) -> Option<FileId> {
        let index = self.index();
        let program = index.file(from).said()?.place.dialect;
        let is_only_file = |id: &FileId| {
            let facts = index.file(*id).facts.as_ref();
            facts.is_some_and(|facts| {
                let is_own = self
                    .dialects()
                    .is_same_program(facts.place.dialect, program);
                is_own && !is_called(facts.definition.as_ref(), mention.name)
            })
        };
        let bearers = index.defining(mention.name);
        if !bearers.iter().all(is_only_file) || self.builtin_agent(from, mention.name).is_some() {
            return None;
        }
        self.resolve(from, mention)
            .first()?
            .indexed()
            .filter(|id| bearers.contains(id))
    }

    /// The definitions that answer to `name`, as far as the file `from` can see them, and what is
    /// known of each. Where nobody has the name, what it may be short for.
    pub(crate) fn candidates<'a>(
        &'a self,
        from: FileId,
        mention: &Mention,
        name: &'a str,
    ) -> impl Iterator<Item = (FileId, &'a Facts, &'a Definition, Candidate)> {
        let is_unknown = self.index().defining(name).is_empty();
        let short = is_unknown.then(|| self.short_candidate(from, mention));
        self.named_candidates(from, mention, name)
            .chain(short.flatten())
    }

    /// What a mention is short for whose name nobody has.
    fn short_candidate(
        &self,
        from: FileId,
        mention: &Mention,
    ) -> Option<(FileId, &Facts, &Definition, Candidate)> {
        let (id, short) = self.short_for(from, mention)?;
        let facts = self.index().file(id).facts.as_ref()?;
        let definition = facts.definition.as_ref()?;
        let candidate = Candidate {
            near: true,
            short: Some(short),
            doer: self.dialects().lexicon().is_doer(&name_key(mention.name)),
            ..Candidate::of(facts.place.kind)
        };
        Some((id, facts.as_ref(), definition, candidate))
    }

    fn named_candidates<'a>(
        &'a self,
        from: FileId,
        mention: &Mention,
        name: &'a str,
    ) -> impl Iterator<Item = (FileId, &'a Facts, &'a Definition, Candidate)> {
        let index = self.index();
        let file = index.file(from);
        let is_bare = !name.contains(':');
        let can_be_folder = mention.form == Form::Code;
        index.defining(name).iter().filter_map(move |&id| {
            let to = index.file(id);
            let facts = to.facts.as_ref()?;
            let definition = facts.definition.as_ref()?;
            let folders = can_be_folder.then_some(&*to.path);
            let answer = answers_to(definition, name, folders)?;
            if is_bare && !self.can_see(from, id) {
                return None;
            }
            let own = file.said().map(AsRef::as_ref);
            let nearness = nearness(&file.path, own, &to.path, facts);
            let candidate = Candidate {
                near: nearness.is_near(),
                other_plugin: nearness == Nearness::OtherPlugin,
                exact: answer.exact,
                first_name: answer.first_name,
                doer: self.dialects().lexicon().is_doer(name.rsplit(':').next()?),
                ..Candidate::of(facts.place.kind)
            };
            Some((id, facts.as_ref(), definition, candidate))
        })
    }

    /// What is known of a candidate beyond its name and place, if the mention makes that matter.
    pub(crate) fn looked_into(
        &self,
        from: FileId,
        mention: &Mention,
        id: FileId,
        definition: &Definition,
        mut candidate: Candidate,
    ) -> Candidate {
        let Some(facts) = self.index().file(from).said() else {
            return candidate;
        };
        match (mention.cue, mention.form) {
            (Cue::Echo, _) => {
                candidate.named_elsewhere =
                    self.is_named_in_text(from, mention, (id, definition), candidate);
            }
            // A word may be a thing, be it marked or not.
            (Cue::None | Cue::Row, Form::Code | Form::Bold)
            | (Cue::Handoff | Cue::Arrow, Form::Title)
                if !candidate.doer && !mention.name.contains(['-', ':', '_']) =>
            {
                candidate.named_elsewhere = self.is_called_by_its_team(id, definition);
            }
            (Cue::Spoken, _) => {
                candidate.named_elsewhere =
                    self.is_named_in_text(from, mention, (id, definition), candidate)
                        || self.is_named_by_its_team(id, definition);
            }
            // An agent's compound name is one anywhere; a skill's may be a term: `code-review`.
            (Cue::None, Form::Plain | Form::Quoted)
                if candidate.kind != FileKind::Agent && candidate.exact =>
            {
                candidate.named_elsewhere = self.is_named_by_its_team(id, definition);
            }
            _ => {}
        }
        if mention.site == Site::Argument {
            candidate.called =
                self.is_called_with(from, facts, mention, definition, candidate.kind);
        } else if let Some(group) = mention.group {
            candidate.company = self.company(from, facts, group);
        }
        candidate
    }

    /// True where the text names `definition` in another way than by an echo of its name.
    fn is_named_in_text(
        &self,
        from: FileId,
        mention: &Mention,
        (id, definition): (FileId, &Definition),
        candidate: Candidate,
    ) -> bool {
        // Each echo of a name would look through the whole text again.
        let asked = self.named_in_texts();
        let key = (from, id, meeting_key(mention.name));
        if let Some(known) = asked.get(&key) {
            return *known;
        }
        let facts = self.index().file(from).said();
        let is_named =
            facts.is_some_and(|facts| names_elsewhere(facts, mention, definition, candidate));
        asked.insert(key, is_named);
        is_named
    }

    /// Definitions by their names, and whether the file names itself.
    fn resolve_name(&self, from: FileId, mention: &Mention) -> (Vec<Target<'_>>, bool) {
        let index = self.index();
        let file = index.file(from);
        let mut found = Vec::new();
        // A guest speaks of itself by its file's name, as a command in another language does.
        let is_own_name = || {
            let stem = file.path.file_name().map(|name| self.places().stem(name));
            file.facts.is_none() && stem.map(name_key) == Some(meeting_key(mention.name))
        };
        let mut itself = is_own_name().then_some(FileKind::Command);
        let is_title = mention.form == Form::Title || mention.site == Site::Heading;
        for name in self.ways_to_read(from, mention) {
            for (id, facts, definition, candidate) in self.candidates(from, mention, &name) {
                let candidate = self.looked_into(from, mention, id, definition, candidate);
                let strength = weigh(mention, candidate).strength;
                if id == from && is_title {
                    itself = Some(candidate.kind);
                    continue;
                }
                if strength == Strength::None
                    || self.means_built_in(from, mention, (id, definition))
                {
                    continue;
                }
                if id == from {
                    itself = Some(candidate.kind);
                    continue;
                }
                let to = &index.file(id).path;
                let near = nearness(&file.path, file.said().map(AsRef::as_ref), to, facts);
                let shared = shared_components(&file.path, to);
                // Of two in one plugin, the one that needs fewer folders before its name.
                let folders = definition.qualifiers.len();
                let kind = self.rank_of_kind(from, facts.place.kind);
                // Which team's folder is around a file says little where teams are copies.
                let near = match near {
                    Nearness::Around => Nearness::Workspace,
                    other => other,
                };
                // Among copies for several programs, that of the program which reads the text.
                let own_place = file.said().map(|facts| facts.place.dialect);
                let is_others = own_place.is_some_and(|own| own != facts.place.dialect);
                let depth = to.components().count();
                let copy = (is_others, shared, depth, folders);
                // Who is called so comes before whose file is.
                let by_file = !is_called(Some(definition), &name);
                let rank = (near, by_file, !candidate.exact, kind, copy);
                let target = Target {
                    is: Meaning::Indexed(id, definition.name_span),
                    strength,
                    fragment: None,
                };
                found.push((rank, facts.place.kind, to.clone(), target));
            }
            if !found.is_empty() || itself.is_some() {
                break;
            }
        }
        // A file that speaks of itself doesn't mean a namesake of its kind, and its title nobody's.
        if itself.is_some() && is_title {
            found.clear();
        }
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
                Meaning::BuiltinAgent(self.builtin_agent(from, mention.name)?)
            }
            (Wants::Skill, _) | (Wants::Any, Form::Slash | Form::SlashCode) => {
                Meaning::BuiltinCommand(self.builtin_command(from, mention.name)?)
            }
            _ => return None,
        };
        Some(Target {
            is,
            strength: Strength::Strong,
            fragment: None,
        })
    }

    /// True if an agent of that very name, or else a command, comes with the program of the file
    /// `from`.
    pub fn comes_with_program(&self, from: FileId, kind: FileKind, name: &str) -> bool {
        match kind {
            FileKind::Agent => {
                let agent = self.builtin_agent(from, name);
                agent.is_some_and(|agent| agent.name == name)
            }
            _ => self.builtin_command(from, name).is_some(),
        }
    }

    /// The agent of that name, however it is written, that comes with the program of a file.
    fn builtin_agent(&self, from: FileId, name: &str) -> Option<&BuiltinAgent> {
        let facts = self.index().file(from).said()?;
        let key = name_key(name);
        let mut agents = self.vocabulary(&facts.place).builtin_agents().iter();
        agents.find(|agent| name_key(&agent.name) == key)
    }

    /// The command of that very name that comes with the program of a file: `/Users` is no
    /// command `users`.
    fn builtin_command(&self, from: FileId, name: &str) -> Option<&BuiltinCommand> {
        let facts = self.index().file(from).said()?;
        let mut commands = self.vocabulary(&facts.place).builtin_commands().iter();
        commands.find(|command| command.name == name)
    }

    /// True for `/help` and the like, unless the definition has the very name. And for a word that
    /// is the name of an agent which comes with a program, where all that is defined is an entry that
    /// changes it: `build` and `plan` are words before they are agents.
    pub(crate) fn means_built_in(
        &self,
        from: FileId,
        mention: &Mention,
        (id, definition): (FileId, &Definition),
    ) -> bool {
        match mention.form {
            Form::Slash | Form::SlashCode => {
                definition.name() != mention.name
                    && self.builtin_command(from, mention.name).is_some()
            }
            Form::At | Form::Call | Form::Field => false,
            _ => {
                let index = self.index();
                index.file(id).entry.is_some()
                    && self.builtin_agent(id, definition.name()).is_some()
            }
        }
    }

    /// Which of two kinds is meant by a name that both bear: what gives way to the other kind
    /// comes behind it.
    fn rank_of_kind(&self, from: FileId, kind: FileKind) -> usize {
        let facts = self.index().file(from).said();
        let rows = facts.map_or(&[][..], |facts| self.vocabulary(&facts.place).shadowing());
        let gives_way = |row: &&dossier_dialect::Shadowing| {
            row.kind == kind && row.by != kind && row.by_scope == Scope::SameTeam
        };
        usize::from(kind != FileKind::Agent) + rows.iter().filter(gives_way).count()
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
        let target = |(file, server)| Target {
            is: Meaning::Server(file, server),
            strength: Strength::Strong,
            fragment: None,
        };
        found.into_iter().map(target).collect()
    }
}

/// True if a program may call what is defined by `name`, however that is written.
fn is_called(definition: Option<&Definition>, name: &str) -> bool {
    let key = meeting_key(name);
    let mut called = definition.iter().flat_map(|it| it.called());
    called.any(|own| meeting_key(own) == key)
}

/// How a name answers to a definition.
struct Answer {
    /// It is written as the definition writes one of its names.
    exact: bool,
    /// It is the first of its names, however that is written.
    first_name: bool,
}

/// Whether `name`, qualified or not, is one of the definition's names. Where `folders` is given, it
/// may be qualified by any folder of that path.
fn answers_to(definition: &Definition, name: &str, folders: Option<&Utf8Path>) -> Option<Answer> {
    let mut parts: Vec<&str> = name.split(':').filter(|part| !part.is_empty()).collect();
    let last = parts.pop()?;
    let key = name_key(last);
    let own = definition.names.iter().find(|own| {
        meeting_key(own) == key && {
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
        let mut own = definition.qualifiers.iter();
        let in_folder = |path: &Utf8Path| {
            let mut folders = path.parent().into_iter().flat_map(Utf8Path::components);
            folders.any(|folder| folder.as_str() == *part)
        };
        own.any(|own| name_key(own) == name_key(part)) || folders.is_some_and(in_folder)
    });
    // `Security Engineer` is written as its field says, and `security-engineer` as its file does.
    let mut names = definition.names.iter();
    answers.then(|| Answer {
        exact: names.any(|own| own.rsplit(':').next() == Some(last)),
        first_name: meeting_key(definition.name()) == key,
    })
}

/// True where the file names the definition in another way than by an echo of its name.
fn names_elsewhere(
    facts: &Facts,
    echo: &Mention,
    definition: &Definition,
    candidate: Candidate,
) -> bool {
    let key = meeting_key(echo.name);
    facts
        .mentions()
        .filter(|other| !matches!(other.cue, Cue::Echo | Cue::Spoken))
        .filter(|other| !other.fenced && meeting_key(other.name) == key)
        .any(|other| {
            let answer = answers_to(definition, other.name, None);
            answer.is_some_and(|Answer { exact, .. }| {
                weigh(&other, Candidate { exact, ..candidate }).strength > Strength::None
            })
        })
}

/// The folder in which a definition's team is at home. A collection without a folder for agents
/// sorts them into folders by their subject, side by side.
fn around<'a>(to: &'a Utf8Path, facts: &'a Facts) -> &'a Utf8Path {
    let home = &*facts.place.home;
    let is_sorted = !facts.place.loaded && to.parent() == Some(home);
    home.parent().filter(|_| is_sorted).unwrap_or(home)
}

pub(crate) fn nearness(
    from: &Utf8Path,
    from_facts: Option<&Facts>,
    to: &Utf8Path,
    to_facts: &Facts,
) -> Nearness {
    let (from_folder, to_folder) = (from.parent(), to.parent());
    let mut folders = from_folder.into_iter().zip(to_folder);
    if folders.any(|(from, to)| are_same(from, to)) {
        return Nearness::Folder;
    }
    let same_home = from_facts.is_some_and(|facts| facts.place.is_of_team_with(&to_facts.place));
    // A file outside a team, such as the project's CLAUDE.md, belongs to the team around it.
    if same_home || from_folder.is_some_and(|from| are_same(from, &to_facts.place.home)) {
        return Nearness::Home;
    }
    if to_facts.place.user {
        return Nearness::User;
    }
    if from.starts_with(around(to, to_facts)) {
        return Nearness::Around;
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
