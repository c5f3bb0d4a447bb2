//! The world at one moment.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Dialect, DialectId, Dialects};
use dossier_syntax::{Block, Document, GroupId, LineIndex, Parsed};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::company::{Company, Habit};
use crate::kin::Namesakes;
use crate::page::Page;
use crate::shared_map::KnownMap;
use crate::short_names::ShortNames;
use crate::{
    Chosen, Configuration, DanglingLink, Disk, Facts, File, FileId, Index, LARGEST_SETTINGS,
    LARGEST_TEXT, Listing, Place, Places, Settings,
};

/// An open document and what it says.
#[derive(Clone, Debug)]
pub(crate) struct OpenFile {
    pub(crate) document: Document,
    pub(crate) version: i32,
    pub(crate) said: OnceLock<Said>,
}

/// The most bytes of a text that is read though it is no agent file: nobody writes more by hand,
/// and every change of it would be read again.
pub(crate) const LARGEST_GUEST: usize = 500_000;

/// The most files that are looked at for guests.
const MOST_GUESTS: usize = 20_000;

/// A folder in which guests are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuestFolder {
    /// Where it is.
    pub path: Utf8PathBuf,
    /// What git ignores in it is none.
    pub honours_git: bool,
}

/// What an open document says: as an agent file, or as a guest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    facts: Option<Arc<Facts>>,
    guest: Option<Arc<Facts>>,
    listing: Option<Arc<Listing>>,
}

impl OpenFile {
    fn said(&self, path: &Utf8Path, places: &Places) -> &Said {
        self.said.get_or_init(|| {
            let text = self.document.text();
            let may_be = places.may_be(path, &text);
            let facts = may_be
                .then(|| Facts::new(path, &text, &self.document.parsed(), places))
                .flatten();
            let is_readable = text.len() <= LARGEST_GUEST;
            let guest = match &facts {
                Some(_) => None,
                None if !is_readable => None,
                None => places.as_guest(path).map(|place| {
                    let parsed = self.document.parsed();
                    Facts::in_place(path, &text, &parsed, places, place)
                }),
            };
            let listing = Listing::read(path, &text, places).map(Arc::new);
            Said {
                facts,
                guest,
                listing,
            }
        })
    }
}

/// The world at one moment. Cheap to take, never changes, and can be read from any thread.
#[derive(Debug)]
pub struct Snapshot {
    places: Arc<Places>,
    base: Index,
    dangling: Arc<BTreeMap<FileId, Box<DanglingLink>>>,
    open: Arc<FxHashMap<FileId, Arc<OpenFile>>>,
    dirty: Box<[FileId]>,
    merged: OnceLock<Index>,
    configuration: Arc<Configuration>,
    today: Date,
    generation: u64,
    complete: bool,
    guests: Texts,
    asked: OnceLock<Asked>,
}

/// What was asked about names at this moment, and would be asked again for each of their fellows.
#[derive(Debug, Default)]
struct Asked {
    companies: KnownMap<(FileId, GroupId), Company>,
    habits: KnownMap<(FileId, Habit), bool>,
    short_names: KnownMap<FileId, Arc<ShortNames>>,
    named_in_texts: KnownMap<(FileId, FileId, SmolStr), bool>,
    prefixes: KnownMap<FileId, Arc<FxHashSet<SmolStr>>>,
    pages: KnownMap<Utf8PathBuf, Option<Arc<Page>>>,
    listings: KnownMap<Utf8PathBuf, Option<Arc<Listing>>>,
    namesakes: KnownMap<SmolStr, Arc<Namesakes>>,
}

/// The texts of guests that are not open, and what they say by themselves.
type Texts = FxHashMap<FileId, (Arc<str>, Arc<Parsed>)>;

/// The text of one file, and what it says.
#[derive(Clone, Debug)]
pub struct Source {
    /// Which file.
    pub id: FileId,
    /// Its text.
    pub text: Arc<str>,
    /// What the text says by itself.
    pub parsed: Arc<Parsed>,
    /// What the file says.
    pub facts: Arc<Facts>,
}

impl Source {
    /// What the file is.
    pub fn place(&self) -> &Place {
        &self.facts.place
    }

    /// The same file, where the rules of another program that reads it hold.
    pub fn as_read_by(self, program: DialectId) -> Self {
        let mut facts = Arc::unwrap_or_clone(self.facts);
        facts.place.dialect = program;
        Self {
            facts: Arc::new(facts),
            ..self
        }
    }
}

impl Snapshot {
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of the world, named by their types"
    )]
    pub(crate) fn new(
        places: Arc<Places>,
        base: Index,
        dangling: Arc<BTreeMap<FileId, Box<DanglingLink>>>,
        open: Arc<FxHashMap<FileId, Arc<OpenFile>>>,
        dirty: Box<[FileId]>,
        configuration: Arc<Configuration>,
        today: Date,
        generation: u64,
        complete: bool,
    ) -> Self {
        let merged = OnceLock::new();
        Self {
            places,
            base,
            dangling,
            open,
            dirty,
            merged,
            configuration,
            today,
            generation,
            complete,
            guests: FxHashMap::default(),
            asked: OnceLock::new(),
        }
    }

    /// The documents as they are open here, among the files that are known at a later moment.
    pub fn among_files_of(&self, later: &Self) -> Self {
        Self {
            places: later.places.clone(),
            base: later.base.clone(),
            dangling: later.dangling.clone(),
            open: self.open.clone(),
            // What the later index has of them may be of other versions.
            dirty: self.open.keys().copied().collect(),
            merged: OnceLock::new(),
            asked: OnceLock::new(),
            configuration: later.configuration.clone(),
            today: later.today,
            generation: self.generation,
            complete: later.complete,
            guests: FxHashMap::default(),
        }
    }

    /// The groups whose members were looked at.
    pub(crate) fn companies(&self) -> &KnownMap<(FileId, GroupId), Company> {
        &self.asked.get_or_init(Asked::default).companies
    }

    /// Whether definitions are written as names by their teams, as far as that was asked.
    pub(crate) fn habits(&self) -> &KnownMap<(FileId, Habit), bool> {
        &self.asked.get_or_init(Asked::default).habits
    }

    /// What the texts that were looked at may shorten.
    pub(crate) fn asked_short_names(&self) -> &KnownMap<FileId, Arc<ShortNames>> {
        &self.asked.get_or_init(Asked::default).short_names
    }

    /// Whether texts name definitions by more than an echo of a name, as far as that was asked.
    pub(crate) fn named_in_texts(&self) -> &KnownMap<(FileId, FileId, SmolStr), bool> {
        &self.asked.get_or_init(Asked::default).named_in_texts
    }

    /// What stands before the names of the team's commands in the texts that were looked at.
    pub(crate) fn prefixes(&self) -> &KnownMap<FileId, Arc<FxHashSet<SmolStr>>> {
        &self.asked.get_or_init(Asked::default).prefixes
    }

    /// The Markdown files that links lead into, as far as somebody asked.
    pub(crate) fn pages(&self) -> &KnownMap<Utf8PathBuf, Option<Arc<Page>>> {
        &self.asked.get_or_init(Asked::default).pages
    }

    /// Who has the names that were asked about.
    pub(crate) fn asked_namesakes(&self) -> &KnownMap<SmolStr, Arc<Namesakes>> {
        &self.asked.get_or_init(Asked::default).namesakes
    }

    /// The text of a file that need not be read, and what it says by itself.
    pub(crate) fn text_at_hand(&self, path: &Utf8Path) -> Option<(Arc<str>, Arc<Parsed>)> {
        let id = self.base.find(path)?;
        if let Some(open) = self.open.get(&id) {
            return Some((open.document.text(), open.document.parsed()));
        }
        self.guests.get(&id).cloned()
    }

    /// The index, with what the open documents say at this moment.
    pub fn index(&self) -> &Index {
        if self.dirty.is_empty() {
            return &self.base;
        }
        self.merged.get_or_init(|| {
            let mut index = self.base.clone();
            for &id in &self.dirty {
                if let Some(open) = self.open.get(&id) {
                    let path = self.base.file(id).path.clone();
                    let said = open.said(&path, &self.places).clone();
                    index.put(id, said.facts, said.guest);
                    if let Some(listing) = said.listing {
                        index.set_listed(&path, &listing.facts());
                    }
                }
            }
            index
        })
    }

    /// The link at the path of a file that leads nowhere or out of the workspace, as far as it
    /// still does.
    pub fn dangling_link(&self, id: FileId) -> Option<&DanglingLink> {
        let link = self.dangling.get(&id)?;
        let leads_somewhere = self.disk().exists(&link.path) != link.is_outside;
        let is_taken = self.file(id).facts.is_some() || leads_somewhere;
        (!is_taken).then_some(link)
    }

    /// Every link that led nowhere or out of the workspace when it was looked at, by which a
    /// program would load something.
    pub fn dangling_links(&self) -> impl Iterator<Item = (FileId, &DanglingLink)> {
        self.dangling.iter().map(|(&id, link)| (id, &**link))
    }

    /// The source of an agent file: its buffer if it is open, else what the disk holds. `None`
    /// for one that is no agent file or can't be read.
    pub fn source(&self, id: FileId) -> Option<Source> {
        let path = &self.file(id).path;
        if let Some(entry) = self.file(id).entry {
            return self.listed(id, &*self.listing(path)?, entry);
        }
        if let Some(open) = self.open.get(&id) {
            let facts = open.said(path, &self.places).facts.clone()?;
            let (text, parsed) = (open.document.text(), open.document.parsed());
            return Some(Source {
                id,
                text,
                parsed,
                facts,
            });
        }
        let text = self.closed_text(id)?;
        if let Some(facts) = &self.file(id).facts
            && let Some(parsed) = facts.parsed(&text, &self.places)
        {
            return Some(Source {
                id,
                text,
                parsed: Arc::new(parsed),
                facts: facts.clone(),
            });
        }
        let reading = self.places.reading(path);
        let parsed = Arc::new(Parsed::new(&text, &reading, self.dialects().lexicon()));
        let facts = Facts::new(path, &text, &parsed, &self.places)?;
        Some(Source {
            id,
            text,
            parsed,
            facts,
        })
    }

    /// What the file at `path` defines entry by entry: its buffer if it is open, else what the disk
    /// holds. `None` for one that nobody looks into for definitions.
    fn listing(&self, path: &Utf8Path) -> Option<Arc<Listing>> {
        let open = self.base.find(path).and_then(|id| self.open.get(&id));
        if let Some(open) = open {
            return open.said(path, &self.places).listing.clone();
        }
        let asked = &self.asked.get_or_init(Asked::default).listings;
        if let Some(known) = asked.get(path) {
            return known.clone();
        }
        let text = self.disk().text(path, LARGEST_SETTINGS).ok();
        let listing = text.and_then(|text| Listing::read(path, &text.into(), &self.places));
        let listing = listing.map(Arc::new);
        asked.insert(path.to_owned(), listing.clone());
        listing
    }

    fn listed(&self, id: FileId, listing: &Listing, entry: usize) -> Option<Source> {
        let listed = listing.listed.get(entry)?;
        Some(Source {
            id,
            text: listing.text.clone(),
            parsed: listed.parsed.clone(),
            facts: listed.facts.clone(),
        })
    }

    /// The sources of what the file at `path` defines entry by entry, in the order of the text.
    pub fn listed_in(&self, path: &Utf8Path) -> Vec<Source> {
        let ids = self.index().listed_in(path);
        ids.filter_map(|id| self.source(id)).collect()
    }

    /// What the file at `path` defines by the entry around a place in it, which `offset` tells from
    /// its lines, and that place.
    pub fn listed_at(
        &self,
        path: &Utf8Path,
        offset: impl FnOnce(&LineIndex) -> usize,
    ) -> Option<(Source, usize)> {
        // Nearly no file has any.
        self.index().listed_in(path).next()?;
        let listing = self.listing(path)?;
        let offset = offset(&listing.lines);
        let entry = listing.at(offset)?;
        let id = self.index().listed_in(path).nth(entry)?;
        Some((self.listed(id, &listing, entry)?, offset))
    }

    /// A file of the index, as it was when the snapshot was taken. What an open document defines
    /// entry by entry may be known to the index of this moment alone.
    fn file(&self, id: FileId) -> &Arc<File> {
        self.base.get(id).unwrap_or_else(|| self.index().file(id))
    }

    /// The same, and for a guest too: an open document that may name agent files.
    pub fn readable(&self, id: FileId) -> Option<Source> {
        self.source(id).or_else(|| {
            let Some(open) = self.open.get(&id) else {
                let (text, parsed) = self.guests.get(&id)?;
                return Some(Source {
                    id,
                    text: text.clone(),
                    parsed: parsed.clone(),
                    facts: self.file(id).guest.clone()?,
                });
            };
            let said = open.said(&self.file(id).path, &self.places);
            Some(Source {
                id,
                text: open.document.text(),
                parsed: open.document.parsed(),
                facts: said.guest.clone()?,
            })
        })
    }

    /// The text of an agent file or a guest: its buffer if it is open, else what the disk holds.
    pub fn text(&self, id: FileId) -> Option<Arc<str>> {
        if self.file(id).entry.is_some() {
            return Some(self.source(id)?.text);
        }
        if let Some(open) = self.open.get(&id) {
            return Some(open.document.text());
        }
        match self.guests.get(&id) {
            Some((text, _)) => Some(text.clone()),
            None => self.closed_text(id),
        }
    }

    /// What the disk holds of a file that isn't open. One that is no agent file is known by its
    /// path alone, and that may be a link to anywhere.
    fn closed_text(&self, id: FileId) -> Option<Arc<str>> {
        let file = self.file(id);
        let text = match file.facts.is_some() {
            true => self.disk().read(&file.path)?,
            false => self.places.read(&file.path, LARGEST_TEXT)?,
        };
        Some(text.into())
    }

    /// The same moment with the Markdown of `folders` as guests that is no agent file, as far as
    /// `is_wanted` says so of a file's path and text: for somebody who must not miss a name
    /// there. It is read from the disk, so this is for what is asked seldom.
    pub fn with_guests(
        &self,
        folders: &[GuestFolder],
        is_wanted: impl Fn(&Utf8Path, &str) -> bool,
    ) -> Self {
        let is_other = |path: &Utf8Path| {
            let known = self.base.find(path);
            let is_open = known.is_some_and(|id| self.open.contains_key(&id));
            let is_agent_file = known.is_some_and(|id| self.file(id).facts.is_some());
            self.places.may_be_told_by_shape(path) && !is_open && !is_agent_file
        };
        let found = folders.iter().flat_map(|folder| {
            self.disk()
                .files_below(&folder.path, folder.honours_git, &is_other)
        });
        self.with_guests_at(found.take(MOST_GUESTS), is_wanted)
    }

    /// The same moment with the Markdown file at `path` as a guest, which is no agent file.
    pub fn with_guest(&self, path: &Utf8Path) -> Self {
        self.with_guests_at(std::iter::once(path.to_owned()), |_, _| true)
    }

    fn with_guests_at(
        &self,
        paths: impl Iterator<Item = Utf8PathBuf>,
        is_wanted: impl Fn(&Utf8Path, &str) -> bool,
    ) -> Self {
        let mut index = self.index().clone();
        let mut guests = self.guests.clone();
        for path in paths {
            let text = self.disk().text(&path, LARGEST_GUEST as u64).ok();
            let Some(text) = text.filter(|it| is_wanted(&path, it)) else {
                continue;
            };
            let Some(place) = self.places.as_guest(&path) else {
                continue;
            };
            let reading = self.places.reading_in(Some(&place), &path);
            let parsed = Arc::new(Parsed::new(&text, &reading, self.dialects().lexicon()));
            let facts = Facts::in_place(&path, &text, &parsed, &self.places, place);
            let id = index.id(&path);
            index.put(id, None, Some(facts));
            guests.insert(id, (text.into(), parsed));
        }
        Self {
            places: self.places.clone(),
            base: index,
            open: self.open.clone(),
            dirty: Box::default(),
            merged: OnceLock::new(),
            configuration: self.configuration.clone(),
            dangling: self.dangling.clone(),
            today: self.today,
            generation: self.generation,
            complete: self.complete,
            guests,
            asked: OnceLock::new(),
        }
    }

    /// The same for a file by its path.
    pub fn readable_at(&self, path: &Utf8Path) -> Option<Source> {
        self.readable(self.base.find(path)?)
    }

    /// The source of an agent file by its path.
    pub fn source_at(&self, path: &Utf8Path) -> Option<Source> {
        self.source(self.base.find(path)?)
    }

    /// The lines of a file that something leads to; a file that is no text is entered at its top.
    pub fn lines(&self, path: &Utf8Path) -> Cow<'_, LineIndex> {
        let index = self.index();
        let id = index.find(path);
        if let Some(facts) = id.and_then(|id| index.file(id).said()) {
            return Cow::Borrowed(&facts.lines);
        }
        if let Some(listed) = index.listed_in(path).next() {
            let facts = index.file(listed).facts.as_ref();
            return facts.map_or_else(Cow::default, |facts| Cow::Borrowed(&*facts.lines));
        }
        let mcp = index.mcp_files().find(|file| file.path == path);
        if let Some(file) = mcp {
            return Cow::Borrowed(&file.lines);
        }
        let page = self.page(path);
        page.map_or_else(Cow::default, |page| {
            Cow::Owned(LineIndex::clone(&page.lines))
        })
    }

    /// The innermost block around a byte offset of an open document.
    pub fn block_at(&self, id: FileId, offset: usize) -> Option<Block> {
        self.open.get(&id)?.document.block_at(offset)
    }

    /// The blocks of an open document, in order, parents before their children.
    pub fn blocks(&self, id: FileId) -> Vec<Block> {
        let open = self.open.get(&id);
        open.map(|open| open.document.blocks()).unwrap_or_default()
    }

    /// The version that the client gave an open document last.
    pub fn version(&self, id: FileId) -> Option<i32> {
        let id = match self.file(id).entry {
            Some(_) => self.index().whole(id),
            None => id,
        };
        self.open.get(&id).map(|open| open.version)
    }

    /// The open documents.
    pub fn open_files(&self) -> impl Iterator<Item = FileId> {
        self.open.keys().copied()
    }

    /// The tables.
    pub fn dialects(&self) -> &Arc<Dialects> {
        self.places.dialects()
    }

    /// The dialect of an agent file.
    pub fn dialect(&self, place: &Place) -> &Dialect {
        self.dialects_in(place).get(place.dialect)
    }

    /// The dialect whose tools and models hold in an agent file.
    pub fn vocabulary(&self, place: &Place) -> &Dialect {
        self.dialects_in(place).vocabulary(place.dialect)
    }

    /// Knows where files lie.
    pub fn places(&self) -> &Arc<Places> {
        &self.places
    }

    /// The disk, for what is not in the index.
    pub fn disk(&self) -> &dyn Disk {
        self.places.disk().as_ref()
    }

    fn dialects_in(&self, place: &Place) -> &Arc<Dialects> {
        let choice = self.configuration.in_folder(&place.folder);
        choice.dialects(self.dialects())
    }

    /// What the user has chosen in the editor.
    pub fn settings(&self) -> &Settings {
        self.configuration.settings()
    }

    /// What the user has chosen, in the editor and in files.
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// What the user has chosen for one file.
    pub fn chosen(&self, file: FileId) -> Chosen<'_> {
        let chosen = self.configuration.of(&self.file(file).path);
        chosen.with_rules(self.dialects().rules())
    }

    /// The day that retirement dates are compared with.
    pub fn today(&self) -> Date {
        self.today
    }

    /// True once every file of the workspace was seen.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The count of changes at which the snapshot was taken.
    pub fn generation(&self) -> u64 {
        self.generation
    }
}
