//! The one writer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use dossier_syntax::{Change, Document, Encoding};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::index::Keys;
use crate::scan::Found;
use crate::snapshot::OpenFile;
use crate::{
    ConfigFile, Configuration, DanglingLink, Disk, Facts, FileId, Home, Index, McpFile,
    OwnPrograms, Places, Settings, Snapshot,
};

/// The index, the open documents, and what holds for all of them. There is one, and whoever has
/// it mutably is the only writer; readers take a [`Snapshot`].
#[derive(Debug)]
pub struct World {
    places: Arc<Places>,
    /// The tables that Dossier comes with.
    builtin: Arc<Dialects>,
    /// Where tables of other programs are looked for.
    program_roots: BTreeSet<Utf8PathBuf>,
    index: Index,
    /// The links that lead nowhere.
    dangling: Arc<BTreeMap<FileId, Box<DanglingLink>>>,
    open: Arc<FxHashMap<FileId, Arc<OpenFile>>>,
    /// Open files whose latest facts the index doesn't have yet.
    dirty: BTreeSet<FileId>,
    configuration: Arc<Configuration>,
    today: Date,
    /// Counts changes, so that results can be told to be out of date.
    generation: u64,
    /// True once every file was seen.
    complete: bool,
}

impl World {
    /// An empty world. `home` is where the user's own files lie, `today` the day that retirement
    /// dates are compared with.
    pub fn new(dialects: Arc<Dialects>, disk: Arc<dyn Disk>, home: Home, today: Date) -> Self {
        Self {
            builtin: dialects.clone(),
            program_roots: BTreeSet::new(),
            places: Arc::new(Places::new(dialects, disk, home)),
            index: Index::default(),
            dangling: Arc::default(),
            open: Arc::default(),
            dirty: BTreeSet::new(),
            configuration: Arc::default(),
            today,
            generation: 0,
            complete: false,
        }
    }

    /// Knows where files lie.
    pub fn places(&self) -> &Arc<Places> {
        &self.places
    }

    /// Looks for tables of programs of one's own that hold in `roots`, or in those that were given
    /// before. Returns true if they are others than before. Then every file must be read again:
    /// open documents are all that is left in the index.
    pub fn look_for_programs<'a>(&mut self, roots: impl IntoIterator<Item = &'a Utf8Path>) -> bool {
        let roots = roots.into_iter().map(Utf8Path::to_owned);
        self.program_roots.extend(roots);
        let mut found = OwnPrograms::find(&self.program_roots, &self.places);
        if found.are_like(self.places.own_programs()) {
            return false;
        }
        let dialects = found.load(&self.builtin);
        self.places = Arc::new(self.places.with_programs(found, dialects));
        // All that was read names programs by the numbers that they had.
        self.index = self.index.emptied();
        self.dangling = Arc::default();
        self.dirty.clear();
        for (id, file) in std::mem::take(&mut self.open).iter() {
            let path = self.index.file(*id).path.clone();
            self.open(&path, &file.document.text(), file.version);
        }
        let roots = self.configuration.roots().to_vec();
        let settings = self.configuration.settings().clone();
        self.set_settings(settings, roots);
        true
    }

    /// What the user has chosen.
    pub fn settings(&self) -> &Settings {
        self.configuration.settings()
    }

    /// Replaces the editor's settings, whose globs are relative to `roots`.
    pub fn set_settings(&mut self, settings: Settings, roots: Vec<Utf8PathBuf>) {
        Arc::make_mut(&mut self.configuration).set_settings(settings, roots);
        self.generation += 1;
    }

    /// What the user has chosen, in the editor and in files.
    pub fn configuration(&self) -> &Arc<Configuration> {
        &self.configuration
    }

    /// Takes over a `dossier.toml`, unless somebody else has put it above the workspace.
    pub fn set_config(&mut self, file: ConfigFile) {
        if !self.places.may_govern(&file.path) {
            return;
        }
        Arc::make_mut(&mut self.configuration).set_file(file);
        self.generation += 1;
    }

    /// Opens a document. From now on its buffer counts, not the disk.
    pub fn open(&mut self, path: &Utf8Path, text: &str, version: i32) -> FileId {
        self.places.open_document(path);
        let id = self.index.id(path);
        let lexicon = self.places.dialects().lexicon().clone();
        let document = Document::new(text, self.places.reading(path), lexicon);
        self.put(
            id,
            OpenFile {
                document,
                version,
                said: OnceLock::new(),
            },
        );
        id
    }

    /// Edits an open document, in the order of `changes`. A document that isn't open stays so.
    pub fn change(
        &mut self,
        path: &Utf8Path,
        version: i32,
        changes: &[Change],
        encoding: Encoding,
    ) {
        let Some(id) = self.index.find(path) else {
            return;
        };
        let Some(open) = Arc::make_mut(&mut self.open).get_mut(&id) else {
            return;
        };
        // Without a snapshot that holds it, the document is edited in place.
        let file = Arc::make_mut(open);
        for change in changes {
            file.document.apply(change, encoding);
        }
        file.version = version;
        file.said = OnceLock::new();
        self.dirty.insert(id);
        self.generation += 1;
    }

    /// Closes a document. What an agent file said stays in the index until [`World::set_file`] says
    /// what the disk says; nobody reads on the disk what was a guest.
    pub fn close(&mut self, path: &Utf8Path) {
        if let Some(id) = self.index.find(path) {
            self.settle();
            Arc::make_mut(&mut self.open).remove(&id);
            if self.index.file(id).guest.is_some() {
                self.index.set(id, None);
            }
            self.generation += 1;
        }
    }

    /// Takes over what a file on the disk says; `None` for one that is gone or is no agent file.
    /// Open files keep what their buffer says.
    pub fn set_file(&mut self, path: &Utf8Path, facts: Option<Arc<Facts>>) {
        if facts.is_none() {
            self.set_listed(path, &[]);
        }
        if facts.is_some() || self.index.find(path).is_some() {
            let id = self.index.id(path);
            self.set(id, facts, None);
        }
    }

    /// `keys` are those of the facts, where they are known.
    fn set(&mut self, id: FileId, facts: Option<Arc<Facts>>, keys: Option<Keys>) {
        // Where everything is read again, nearly nothing has changed: what is known already is kept,
        // so that nothing is copied for those who hold a snapshot.
        let is_news = || self.index.file(id).facts != facts;
        if !self.open.contains_key(&id) && is_news() {
            let keys = keys.unwrap_or_else(|| Keys::of(facts.as_deref(), None));
            self.index.put_under(id, keys, facts, None);
            self.generation += 1;
        }
    }

    /// Takes over what a scan found.
    pub fn take_over(&mut self, found: Found) {
        match found {
            // Through a link that was found later, it is in the index already, or will be.
            Found::Agent(agent) if !self.places.read_through(&agent.path).is_empty() => {}
            Found::Agent(agent) => {
                if let Some(target) = self.places.link_target(&agent.path) {
                    self.set_file(&target, None);
                }
                if let Some(servers) = agent.servers {
                    self.set_mcp_file(servers);
                }
                let id = self.index.id(&agent.path);
                self.set(id, Some(agent.facts), Some(agent.keys));
            }
            Found::Settings(file) => {
                self.set_listed(&file.path, &file.listed);
                if let Some(servers) = file.servers {
                    self.set_mcp_file(servers);
                }
            }
            Found::Config(file) => self.set_config(file),
            Found::Dangling(link) => {
                let id = self.index.id(&link.path);
                Arc::make_mut(&mut self.dangling).insert(id, link);
                self.generation += 1;
            }
        }
    }

    /// Takes over what the entries of a file on the disk define. One that is open keeps what its
    /// buffer says.
    fn set_listed(&mut self, path: &Utf8Path, listed: &[Arc<Facts>]) {
        if !self.is_open(path) && self.index.set_listed(path, listed) {
            self.generation += 1;
        }
    }

    /// Takes over the servers that a file configures.
    fn set_mcp_file(&mut self, file: McpFile) {
        self.index.set_mcp(file);
        self.generation += 1;
    }

    /// Looks again at what the open documents are: what lies around them may have changed, such as
    /// the manifest of their plugin.
    pub fn look_again(&mut self) {
        let open = Arc::make_mut(&mut self.open);
        for (id, file) in open {
            Arc::make_mut(file).said = OnceLock::new();
            self.dirty.insert(*id);
        }
        self.generation += 1;
    }

    /// True for a document that is open.
    pub fn is_open(&self, path: &Utf8Path) -> bool {
        self.index
            .find(path)
            .is_some_and(|id| self.open.contains_key(&id))
    }

    /// True for a file that has facts.
    pub fn knows(&self, path: &Utf8Path) -> bool {
        let id = self.index.find(path);
        id.is_some_and(|id| self.index.file(id).facts.is_some())
    }

    /// True where the index has that a file says just this.
    pub fn says(&self, path: &Utf8Path, facts: &Facts) -> bool {
        let id = self.index.find(path);
        let known = id.and_then(|id| self.index.file(id).facts.as_deref());
        known == Some(facts)
    }

    /// Takes out whatever lies at or under `path`, but for open files. Returns true if that was
    /// anything.
    pub fn forget(&mut self, path: &Utf8Path) -> bool {
        self.forget_all(&BTreeSet::from([path.to_owned()]))
    }

    /// The same for many paths, with one look at each file.
    pub fn forget_all(&mut self, paths: &BTreeSet<Utf8PathBuf>) -> bool {
        let is_gone = |path: &Utf8Path| path.ancestors().any(|above| paths.contains(above));
        // Nothing lies under a file.
        let are_files = paths.iter().all(|path| self.knows(path));
        let gone: Vec<Utf8PathBuf> = match are_files {
            true => paths.iter().cloned().collect(),
            false => {
                let files = self.index.files();
                let under = files.filter(|(_, file, _)| is_gone(&file.path));
                under.map(|(_, file, _)| file.path.to_path_buf()).collect()
            }
        };
        for file in &gone {
            self.set_file(file, None);
        }
        self.index.remove_mcp(is_gone);
        let mut configs = false;
        for path in paths {
            self.places.links().forget(path);
            configs |= Arc::make_mut(&mut self.configuration).forget(path);
        }
        self.generation += 1;
        let links = self.dangling.len();
        if self.dangling.values().any(|it| is_gone(&it.path)) {
            Arc::make_mut(&mut self.dangling).retain(|_, it| !is_gone(&it.path));
        }
        configs || !gone.is_empty() || self.dangling.len() < links
    }

    /// Counts changes. Equal numbers mean an equal world.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The world at this moment.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(
            self.places.clone(),
            self.index.clone(),
            self.dangling.clone(),
            self.open.clone(),
            self.dirty.iter().copied().collect(),
            self.configuration.clone(),
            self.today,
            self.generation,
            self.complete,
        )
    }

    /// Says whether every file of the workspace was seen. Until then, nothing is said about names
    /// that may just not have been found yet.
    pub fn set_complete(&mut self, complete: bool) {
        self.complete = complete;
        self.generation += 1;
    }

    /// Takes over the index that a snapshot has worked out, if nothing has changed since it was
    /// taken. Saves later snapshots the same work.
    pub fn adopt(&mut self, snapshot: &Snapshot) {
        if snapshot.generation() == self.generation && !self.dirty.is_empty() {
            self.index = snapshot.index().clone();
            self.dirty.clear();
        }
    }

    /// Brings the index up to date with every open document.
    fn settle(&mut self) {
        let snapshot = self.snapshot();
        self.adopt(&snapshot);
    }

    fn put(&mut self, id: FileId, file: OpenFile) {
        Arc::make_mut(&mut self.open).insert(id, Arc::new(file));
        self.dirty.insert(id);
        self.generation += 1;
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use crate::fixture::Fixture;

    #[test]
    fn a_document_that_was_open_before_a_program_came_is_the_same_file_afterwards() {
        let mut fixture = Fixture::parse(
            r#"
//- /w/.claude/agents/first.md
---
name: first
---
//- /w/.claude/agents/writer.md
---
name: writer<|>
---
//- /outside/programs/acme.toml
[program]
id = "acme"
title = "Acme"
checked = "2026-11-27"
docs = "https://acme.example"

[sources.ACME]
title = "Acme's manual"

[[kind]]
id = "agent"
title = "helper"
paths = ["**/helpers/*.md"]
named-by = ["stem"]
source = "ACME"
"#,
        );
        let (before, id) = fixture.snapshot();
        assert!(fixture.world.look_for_programs([Utf8Path::new("/outside")]));
        let after = fixture.world.snapshot();
        let open_then = before.among_files_of(&after);
        for snapshot in [&before, &after, &open_then] {
            let file = snapshot.index().file(id);
            assert_eq!(file.path.as_str(), "/w/.claude/agents/writer.md");
            assert!(file.facts.is_some());
        }
    }
}
