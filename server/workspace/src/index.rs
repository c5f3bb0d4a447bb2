//! The facts of all files, merged.

use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_syntax::{Form, Mention, Wants, name_key};
use smallvec::SmallVec;
use smol_str::SmolStr;

use crate::kin::{DescribedTeams, OwnDescription, own_description};
use crate::roster::{HeadingLetters, Roster};
use crate::shared_map::SharedMap;
use crate::short_names::{self, ShortNames, TeamShortNames};
use crate::{Facts, McpFile, Place};

/// A file that has been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A file and what it says.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it is.
    pub path: Arc<Utf8Path>,
    /// Which entry of the file at that path it is, if it is no whole file; see [`crate::Listing`].
    pub entry: Option<usize>,
    /// What it says; `None` for one that is no agent file or is gone.
    pub facts: Option<Arc<Facts>>,
    /// What an open document says that is no agent file: it defines nothing, and no rule is about
    /// it, but it may name agent files.
    pub guest: Option<Arc<Facts>>,
    /// The letters of its headings, so that few headings of a large workspace need be looked at.
    pub heading_letters: HeadingLetters,
}

impl File {
    /// What the file says, be it an agent file or a guest.
    pub fn said(&self) -> Option<&Arc<Facts>> {
        self.facts.as_ref().or(self.guest.as_ref())
    }

    /// The places in it that may name another file, as [`Facts::mentions`] has them.
    pub fn mentions(&self) -> impl Iterator<Item = Mention<'_>> {
        self.said().into_iter().flat_map(|facts| facts.mentions())
    }
}

/// The files that define or may mention a name. Most names have few, which then need no place of
/// their own.
type FilesOfName = SmallVec<[FileId; 4]>;

/// Names to definitions, and names to the files that may mention them.
///
/// Cloning is cheap, and changing one file touches the names of that file only.
#[derive(Clone, Debug, Default)]
pub struct Index {
    files: SharedMap<FileId, Arc<File>>,
    ids: SharedMap<Arc<Utf8Path>, FileId>,
    definitions: SharedMap<SmolStr, FilesOfName>,
    mentioned: SharedMap<SmolStr, FilesOfName>,
    mcp: SharedMap<Utf8PathBuf, Arc<McpFile>>,
    /// Of a file that lists definitions, the files that stand for its entries, in their order.
    listed: SharedMap<Arc<Utf8Path>, Arc<[FileId]>>,
    /// What parts of names stand for, from when somebody asked until a name changes.
    short_names: Arc<OnceLock<TeamShortNames>>,
    /// What the files are called, likewise.
    roster: Asked<Roster>,
    /// The descriptions of teams, from when somebody asked.
    described: Arc<OnceLock<DescribedTeams>>,
    next: u32,
}

/// What is worked out when somebody asks, and is brought up to date by looking at those files only
/// that have changed since.
#[derive(Debug)]
struct Asked<T> {
    now: Arc<OnceLock<T>>,
    /// What was known before some files changed.
    before: Arc<OnceLock<T>>,
    changed: Vec<FileId>,
}

/// So many files may change before everything is looked at again.
const MOST_CHANGED: usize = 64;

impl<T> Clone for Asked<T> {
    fn clone(&self) -> Self {
        Self {
            now: self.now.clone(),
            before: self.before.clone(),
            changed: self.changed.clone(),
        }
    }
}

impl<T> Default for Asked<T> {
    fn default() -> Self {
        Self {
            now: Arc::default(),
            before: Arc::default(),
            changed: Vec::new(),
        }
    }
}

impl<T> Asked<T> {
    /// Notes that a file has changed.
    fn change(&mut self, id: FileId) {
        if self.now.get().is_some() {
            self.before = std::mem::take(&mut self.now);
            self.changed.clear();
        } else if self.before.get().is_none() || self.changed.len() >= MOST_CHANGED {
            *self = Self::default();
            return;
        } else {
            // Whoever holds this is asked no more, since it lacks the change.
            self.now = Arc::default();
        }
        self.changed.push(id);
    }

    fn get(&self, all: impl FnOnce() -> T, some: impl FnOnce(&T, &[FileId]) -> T) -> &T {
        self.now.get_or_init(|| match self.before.get() {
            Some(before) => some(before, &self.changed),
            None => all(),
        })
    }
}

/// The key that definitions and mentions meet under: the last part of a qualified name, in the
/// form that all ways of writing it share.
pub(crate) fn meeting_key(name: &str) -> SmolStr {
    name_key(name.rsplit(':').next().unwrap_or(name))
}

impl Index {
    /// The file's id, a new one if it was not seen before.
    pub fn id(&mut self, path: &Utf8Path) -> FileId {
        if let Some(&id) = self.ids.get(path) {
            return id;
        }
        let id = self.next_id();
        self.know(path.into(), id);
        id
    }

    fn next_id(&mut self) -> FileId {
        let id = FileId(self.next);
        self.next += 1;
        id
    }

    fn know(&mut self, path: Arc<Utf8Path>, id: FileId) {
        self.ids.insert(path.clone(), id);
        self.add(id, path, None);
    }

    fn add(&mut self, id: FileId, path: Arc<Utf8Path>, entry: Option<usize>) {
        self.files.insert(
            id,
            Arc::new(File {
                path,
                entry,
                facts: None,
                guest: None,
                heading_letters: HeadingLetters::default(),
            }),
        );
    }

    /// The same files with the same ids, of which nothing is known: a document that was open before
    /// is the same file afterwards.
    pub(crate) fn emptied(&self) -> Self {
        let mut index = Self {
            next: self.next,
            ..Self::default()
        };
        for (path, id) in self.ids.iter() {
            index.know(path.clone(), *id);
        }
        index
    }

    /// The file's id, if it was seen.
    pub fn find(&self, path: &Utf8Path) -> Option<FileId> {
        self.ids.get(path).copied()
    }

    /// The file that an entry stands in, or the file itself.
    pub fn whole(&self, id: FileId) -> FileId {
        match self.file(id).entry {
            Some(_) => self.find(&self.file(id).path).unwrap_or(id),
            None => id,
        }
    }

    /// The files that stand for what the file at `path` defines entry by entry, in the order of the
    /// text.
    pub fn listed_in(&self, path: &Utf8Path) -> impl Iterator<Item = FileId> {
        let all = self.listed.get(path).map_or(&[][..], |all| all);
        // There were more of them once.
        let are_there = all.iter().take_while(|id| self.file(**id).facts.is_some());
        are_there.copied()
    }

    /// True for an agent file, and for one that defines some entry by entry.
    pub fn says_anything(&self, id: FileId) -> bool {
        let file = self.file(id);
        file.facts.is_some() || self.listed_in(&file.path).next().is_some()
    }

    /// A file by its path, or by its place among what the file there defines.
    pub fn find_entry(&self, path: &Utf8Path, entry: Option<usize>) -> Option<FileId> {
        match entry {
            Some(entry) => self.listed_in(path).nth(entry),
            None => self.find(path),
        }
    }

    /// A file by its id, if it is of this index.
    pub(crate) fn get(&self, id: FileId) -> Option<&Arc<File>> {
        self.files.get(&id)
    }

    /// A file by its id.
    pub fn file(&self, id: FileId) -> &Arc<File> {
        self.files
            .get(&id)
            .unwrap_or_else(|| unreachable!("ids come from this index"))
    }

    /// Every file that has facts, in no order.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &Arc<File>, &Arc<Facts>)> {
        self.files
            .iter()
            .filter_map(|(&id, file)| Some((id, file, file.facts.as_ref()?)))
    }

    /// Every file that says something, guests too, in no order.
    pub fn readable(&self) -> impl Iterator<Item = (FileId, &Arc<File>)> {
        let all = self.files.iter().map(|(&id, file)| (id, file));
        all.filter(|(_, file)| file.said().is_some())
    }

    /// Files that define `name`, in any way of writing it, qualified or not; in the order of their
    /// paths.
    pub fn defining(&self, name: &str) -> &[FileId] {
        self.definitions
            .get(&meeting_key(name))
            .map_or(&[], FilesOfName::as_slice)
    }

    /// What the files of all teams are called, in the order of the alphabet.
    pub fn roster(&self) -> &Roster {
        let some = |before: &Roster, changed: &[FileId]| before.after(changed, self);
        self.roster.get(|| Roster::of(self), some)
    }

    /// How long the descriptions of teams are together.
    pub(crate) fn described(&self) -> &DescribedTeams {
        self.described.get_or_init(|| DescribedTeams::of(self))
    }

    /// Works out what is asked for again and again, so that the first who asks need not wait.
    pub fn prepare(&self) {
        self.roster();
        self.described();
        self.short_names.get_or_init(|| short_names::of_teams(self));
    }

    /// Files that may mention `name`, in any way of writing it.
    pub fn mentioning(&self, name: &str) -> &[FileId] {
        self.mentioned
            .get(&meeting_key(name))
            .map_or(&[], FilesOfName::as_slice)
    }

    /// Files that may name the file at `path` by a path of theirs.
    pub fn mentioning_path(&self, path: &Utf8Path) -> &[FileId] {
        let key = path.file_name().map(path_key).unwrap_or_default();
        self.mentioned.get(&key).map_or(&[], FilesOfName::as_slice)
    }

    /// False for a mention that can't name what the file `id` defines, as a look at the letters
    /// tells.
    pub fn may_name(&self, mention: &Mention, id: FileId) -> bool {
        match mention.wants {
            Wants::File => {
                let name = self.file(id).path.file_name();
                name.is_some_and(|name| mention_key(mention) == path_key(name))
            }
            _ => {
                self.defining(mention.name).contains(&id)
                    || mention.form == Form::At
                    || self.may_call(&meeting_key(mention.name), id)
            }
        }
    }

    /// Whether `key` is a part of the definition's name, or the name with a folder's before it.
    fn may_call(&self, key: &str, id: FileId) -> bool {
        let definition = self.file(id).facts.as_ref();
        let definition = definition.and_then(|facts| facts.definition.as_ref());
        definition.is_some_and(|definition| {
            let mut names = definition.names.iter();
            let in_folder = |name: &str| {
                let folder = key.strip_suffix(meeting_key(name).as_str());
                folder.is_some_and(|folder| folder.ends_with('-'))
            };
            names.any(|name| short_names::may_be_short_for(key, name) || in_folder(name))
        })
    }

    /// What parts of names stand for in the team that is at home in a folder.
    pub(crate) fn short_names_of(&self, home: &Utf8Path) -> Option<&ShortNames> {
        let teams = self.short_names.get_or_init(|| short_names::of_teams(self));
        teams.get(home)
    }

    /// The files that configure MCP servers.
    pub fn mcp_files(&self) -> impl Iterator<Item = &Arc<McpFile>> {
        self.mcp.iter().map(|(_, file)| file)
    }

    /// The agent files of one kind, in no order.
    pub fn of_kind(
        &self,
        kind: FileKind,
    ) -> impl Iterator<Item = (FileId, &Arc<File>, &Arc<Facts>)> {
        self.files()
            .filter(move |(_, _, facts)| facts.place.kind == kind)
    }

    /// Replaces what a file says; `None` takes it out. Returns true if that changed anything that
    /// other files can see: its names or its place.
    pub fn set(&mut self, id: FileId, facts: Option<Arc<Facts>>) -> bool {
        self.put(id, facts, None)
    }

    /// Replaces what the entries of the file at `path` define, in their order. Returns true if that
    /// is anything else than before.
    pub(crate) fn set_listed(&mut self, path: &Utf8Path, listed: &[Arc<Facts>]) -> bool {
        let known = self.listed.get(path).cloned().unwrap_or_default();
        if listed.is_empty() && known.is_empty() {
            return false;
        }
        let whole = self.id(path);
        let path = self.file(whole).path.clone();
        let mut ids = known.to_vec();
        while ids.len() < listed.len() {
            let id = self.next_id();
            self.add(id, path.clone(), Some(ids.len()));
            ids.push(id);
        }
        let mut is_news = false;
        for (at, &id) in ids.iter().enumerate() {
            let facts = listed.get(at).cloned();
            if self.file(id).facts != facts {
                self.set(id, facts);
                is_news = true;
            }
        }
        if ids.len() > known.len() {
            self.listed.insert(path, ids.into());
        }
        is_news
    }

    /// The same for a document that may be a guest.
    pub(crate) fn put(
        &mut self,
        id: FileId,
        facts: Option<Arc<Facts>>,
        guest: Option<Arc<Facts>>,
    ) -> bool {
        let keys = Keys::of(facts.as_deref(), guest.as_deref());
        self.put_under(id, keys, facts, guest)
    }

    /// The same for facts of which the keys are known.
    pub(crate) fn put_under(
        &mut self,
        id: FileId,
        keys: Keys,
        facts: Option<Arc<Facts>>,
        guest: Option<Arc<Facts>>,
    ) -> bool {
        let before = self.file(id).clone();
        let old = before.facts.as_deref();
        let new = facts.as_deref();
        let (left, came) = difference(&definition_keys(old), &keys.definitions);
        let names_changed = !left.is_empty() || !came.is_empty();
        // Who comes first must not depend on who was found first.
        let files = &self.files;
        let rank = |id: &FileId| files.get(id).map(|file| (&*file.path, *id));
        let own = Some((&*before.path, id));
        let place = |others: &[FileId]| others.partition_point(|other| rank(other) < own);
        apply(&mut self.definitions, id, &left, &came, place);
        let mentioned_before = mention_keys(before.said().map(AsRef::as_ref));
        let (left, came) = difference(&mentioned_before, &keys.mentions);
        // Thousands may mention one name, and who asks puts them in order.
        apply(&mut self.mentioned, id, &left, &came, <[FileId]>::len);
        let moved = places_differ(old.map(|it| &it.place), new.map(|it| &it.place));
        if moved || called(old) != called(new) {
            self.short_names = Arc::default();
            self.roster.change(id);
        }
        self.describe(
            id,
            old.and_then(own_description),
            new.and_then(own_description),
        );
        self.files.insert(
            id,
            Arc::new(File {
                path: before.path.clone(),
                entry: before.entry,
                facts,
                guest,
                heading_letters: keys.headings,
            }),
        );
        names_changed || moved
    }

    /// Takes over what a file brings to the descriptions of its team.
    fn describe(
        &mut self,
        id: FileId,
        old: Option<OwnDescription<'_>>,
        new: Option<OwnDescription<'_>>,
    ) {
        if old == new {
            return;
        }
        // Not yet worked out, it must not be shared with who lacks the change.
        let known = self.described.get();
        let changed = known.and_then(|teams| teams.changed(id, old, new, self));
        self.described = changed
            .map(|teams| Arc::new(teams.into()))
            .unwrap_or_default();
    }

    /// Replaces the servers that a file configures; one without servers is taken out.
    pub fn set_mcp(&mut self, file: McpFile) {
        if file.servers.is_empty() {
            self.mcp.remove(file.path.as_path());
        } else {
            self.mcp.insert(file.path.clone(), Arc::new(file));
        }
    }

    /// Takes every file out that configured servers and `is_gone`.
    pub fn remove_mcp(&mut self, is_gone: impl Fn(&Utf8Path) -> bool) {
        let paths = self.mcp.iter().map(|(path, _)| path);
        let gone: Vec<Utf8PathBuf> = paths.filter(|path| is_gone(path)).cloned().collect();
        for path in gone {
            self.mcp.remove(path.as_path());
        }
    }
}

fn places_differ(old: Option<&Place>, new: Option<&Place>) -> bool {
    old.map(|place| (place.kind, place.dialect)) != new.map(|place| (place.kind, place.dialect))
}

/// What a file is called, and in which team.
fn called(facts: Option<&Facts>) -> Option<(&[SmolStr], &Utf8Path)> {
    let facts = facts?;
    let definition = facts.definition.as_ref();
    let names = definition.map_or(&[][..], |it| &it.names);
    Some((names, &facts.place.home))
}

/// What a file is found under. Whoever reads files works it out, so that the one writer need not.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Of the names that it defines, in order.
    definitions: Vec<SmolStr>,
    /// Of the names that it may mention, in order.
    mentions: Vec<SmolStr>,
    /// Of its headings.
    headings: HeadingLetters,
}

impl Keys {
    /// The keys of a file that says this.
    pub(crate) fn of(facts: Option<&Facts>, guest: Option<&Facts>) -> Self {
        Self {
            definitions: definition_keys(facts),
            mentions: mention_keys(facts.or(guest)),
            headings: Roster::letters_of_headings(facts),
        }
    }
}

fn definition_keys(facts: Option<&Facts>) -> Vec<SmolStr> {
    let names = facts
        .and_then(|facts| facts.definition.as_ref())
        .map(|d| &d.names[..]);
    unique(
        names
            .unwrap_or_default()
            .iter()
            .map(|name| meeting_key(name))
            .collect(),
    )
}

fn mention_keys(facts: Option<&Facts>) -> Vec<SmolStr> {
    let Some(facts) = facts else {
        return Vec::new();
    };
    let in_body = facts.in_body.mentions.one_of_each();
    let names = facts
        .mentions_in_fields()
        .chain(in_body)
        // Who leads somewhere within itself names no other file.
        .filter(|mention| mention.own_fragment().is_none())
        .map(|mention| mention_key(&mention));
    let prefix = facts.agent_prefix.as_deref();
    let prefixed = prefix.into_iter().flat_map(|prefix| {
        // `@agent-name` is also looked for under `name`.
        let addressed = facts.mentions().filter(|it| it.form == Form::At);
        addressed.filter_map(move |it| it.name.strip_prefix(prefix).map(meeting_key))
    });
    unique(names.chain(prefixed).collect())
}

/// The key that a mention is found under: of a path, its last part.
fn mention_key(mention: &Mention) -> SmolStr {
    if mention.wants != Wants::File {
        return meeting_key(mention.name);
    }
    let path = mention.name.split(['#', '?']).next().unwrap_or_default();
    path_key(path.rsplit(['/', '\\']).next().unwrap_or(path))
}

/// The key of a file name, which is no name's.
fn path_key(file_name: &str) -> SmolStr {
    SmolStr::from(format!("/{}", file_name.to_lowercase()))
}

fn unique(mut keys: Vec<SmolStr>) -> Vec<SmolStr> {
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What is only in `old`, and what is only in `new`; both are sorted.
fn difference(old: &[SmolStr], new: &[SmolStr]) -> (Vec<SmolStr>, Vec<SmolStr>) {
    let only_in = |keys: &[SmolStr], others: &[SmolStr]| {
        keys.iter()
            .filter(|key| others.binary_search(key).is_err())
            .cloned()
            .collect()
    };
    (only_in(old, new), only_in(new, old))
}

fn apply(
    map: &mut SharedMap<SmolStr, FilesOfName>,
    id: FileId,
    left: &[SmolStr],
    came: &[SmolStr],
    place: impl Fn(&[FileId]) -> usize,
) {
    for key in left {
        map.update(key, |files| {
            files.retain(|file| *file != id);
            !files.is_empty()
        });
    }
    for key in came {
        map.update(key, |files| {
            files.insert(place(files), id);
            true
        });
    }
}

#[cfg(test)]
mod tests;
