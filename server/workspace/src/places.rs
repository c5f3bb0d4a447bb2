//! What a file is, by its place first and by its shape second.

use std::collections::{BTreeMap, BTreeSet};
use std::path::MAIN_SEPARATOR;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{
    Atom, Dialect, DialectId, Dialects, Field, FileKind, Found, ListingRow, McpFileRow, NamedBy,
    Origin, PlaceGlobs, Role, ToolName, is_likely_typo,
};
use dossier_syntax::{FrontMatter, PermissionRule, Reading, Value};

use crate::machines::{AskedOnly, Machines};
use crate::plugin::{Market, Plugin};
use crate::shared_map::KnownMap;
use crate::{Disk, Home, OwnPrograms, values};

mod elsewhere;
mod links;
mod names;
mod plugins;
mod reach;
mod stubs;
mod unread;
mod why;

pub(crate) use links::Links;
pub use names::Names;
pub(crate) use reach::{Reach, governs};
pub(crate) use stubs::LONGEST_STUB;
pub(crate) use unread::Missed;
pub use unread::Unread;
pub use why::{Base, Sign, Why, WhyNot};

/// The mark of a repository's root.
const REPOSITORY: &str = ".git";

/// What a file is and who loads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The program whose rules hold.
    pub dialect: DialectId,
    /// What the file defines.
    pub kind: FileKind,
    /// The plugin it belongs to.
    pub plugin: Option<Arc<Plugin>>,
    /// True where the program looks for the file at this place. False for files that are told by
    /// their shape: a collection that is copied somewhere before it is used.
    pub loaded: bool,
    /// The folder whose files are one team: the one that holds `.claude`, a plugin's root, or
    /// the folder above `agents` or `skills`.
    pub home: Arc<Utf8Path>,
    /// The folder that it lies in.
    pub folder: Arc<Utf8Path>,
    /// True for files in the user's own configuration folder.
    pub user: bool,
}

impl Place {
    /// True for files of one team.
    pub fn is_of_team_with(&self, other: &Self) -> bool {
        are_same(&self.home, &other.home)
    }

    /// Whether the program treats the file as a plugin's.
    pub fn origin(&self) -> Origin {
        if self.plugin.is_some() {
            Origin::Plugin
        } else {
            Origin::Own
        }
    }

    /// A path as messages show it to those who work in this place: below its home if it is there,
    /// and with forward slashes.
    pub fn shown(&self, path: &Utf8Path) -> String {
        slashed(path.strip_prefix(&*self.home).unwrap_or(path))
    }
}

/// True for two ways of writing one path. `==` goes through both part by part from the start, where
/// the paths of a workspace are alike.
pub(crate) fn are_same(one: &Utf8Path, other: &Utf8Path) -> bool {
    one.as_std_path() == other.as_std_path()
}

/// Knows where files lie.
#[derive(Debug)]
pub struct Places {
    dialects: Arc<Dialects>,
    disk: Arc<dyn Disk>,
    home: Home,
    // These are asked again and again, and a text is hashed and compared at once, a path part by
    // part.
    /// The folders that files lie and are at home in.
    folders: KnownMap<String, Arc<Utf8Path>>,
    /// The plugins whose root a folder is, for every folder asked about so far.
    plugins: KnownMap<String, Arc<[Arc<Plugin>]>>,
    /// The marketplace that a folder lies in, for every folder asked about so far.
    markets: KnownMap<String, Option<(DialectId, Arc<Market>)>>,
    /// The repository that a folder lies in, for every folder asked about so far.
    repositories: KnownMap<String, Option<Utf8PathBuf>>,
    links: Links,
    reach: Reach,
    machines: Machines,
    /// A folder is open that isn't the user's own.
    has_roots: AtomicBool,
    unread: RwLock<BTreeMap<Utf8PathBuf, Unread>>,
    own_programs: OwnPrograms,
}

impl Places {
    /// `home` is where the user's own files lie.
    pub fn new(dialects: Arc<Dialects>, disk: Arc<dyn Disk>, home: Home) -> Self {
        let machines = Machines::default();
        let users = home.config().map(|(_, folder)| folder);
        home.folder()
            .into_iter()
            .chain(users)
            .for_each(|folder| machines.add(folder));
        Self {
            dialects,
            // Elsewhere a path names files of this machine only.
            disk: match cfg!(windows) {
                true => Arc::new(AskedOnly {
                    disk,
                    machines: machines.clone(),
                }),
                false => disk,
            },
            reach: Reach::of_user(&home),
            machines,
            has_roots: AtomicBool::new(false),
            unread: RwLock::default(),
            home,
            folders: KnownMap::default(),
            plugins: KnownMap::default(),
            markets: KnownMap::default(),
            repositories: KnownMap::default(),
            links: Links::default(),
            own_programs: OwnPrograms::default(),
        }
    }

    /// The same disk, home and reach, seen with the tables of other programs.
    pub(crate) fn with_programs(&self, own_programs: OwnPrograms, dialects: Arc<Dialects>) -> Self {
        let home = self.home.among(&self.dialects, &dialects);
        Self {
            // The disk as it is seen here, with the machines that it asks.
            disk: self.disk.clone(),
            machines: self.machines.clone(),
            reach: self.reach.clone(),
            has_roots: AtomicBool::new(self.has_roots.load(Ordering::Relaxed)),
            own_programs,
            ..Self::new(dialects, self.disk.clone(), home)
        }
    }

    /// The tables of programs that lie in the workspace.
    pub fn own_programs(&self) -> &OwnPrograms {
        &self.own_programs
    }

    /// The tables.
    pub fn dialects(&self) -> &Arc<Dialects> {
        &self.dialects
    }

    /// The disk.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// The user's home, and the folders of his own files.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The entries of the user's configuration folders that hold agent files and are there. The
    /// folders also hold logs and histories, which are left alone.
    pub fn config_roots(&self) -> Vec<Utf8PathBuf> {
        let mut roots = BTreeSet::new();
        for (id, folder) in self.home.config() {
            let kinds = self.dialects.get(id).kinds().iter();
            let listings = self.dialects.get(id).listings().iter();
            let listings = listings.flat_map(|row| &row.config_paths);
            let globs = kinds.flat_map(|kind| &kind.config_paths).chain(listings);
            let first = globs.filter_map(|glob| glob.split('/').next());
            roots.extend(first.map(|name| folder.join(name)));
        }
        roots.retain(|root| self.disk.exists(root));
        roots.into_iter().collect()
    }

    /// True for a name that files have which may be told by their front matter.
    pub fn may_be_told_by_shape(&self, path: &Utf8Path) -> bool {
        let mut extensions = self.dialects.shape_extensions();
        path.extension()
            .is_some_and(|own| extensions.any(|it| it.eq_ignore_ascii_case(own)))
    }

    /// True for files whose change can change the index.
    pub fn is_of_interest(&self, path: &Utf8Path) -> bool {
        self.may_be_told_by_shape(path)
            || path.file_name() == Some(crate::CONFIG_FILE)
            || self.mcp_file(path).is_some()
            || self.may_list(path)
            || self.is_manifest(path)
            || self.may_be_told_by_field(path)
            || self.is_known_place(path)
            || self.may_be_stub(path)
    }

    /// True for a common name, of files that a field may tell to be agent files.
    fn may_be_told_by_field(&self, path: &Utf8Path) -> bool {
        let told = self.dialects.places(PlaceGlobs::Told, &slashed(path));
        !told.is_empty()
    }

    /// True for a plugin's manifest or a list of a marketplace's plugins, whose change may move
    /// whole folders to another plugin.
    pub fn is_manifest(&self, path: &Utf8Path) -> bool {
        self.dialects.manifests().any(|it| path.ends_with(it))
    }

    /// The row about a file that configures MCP servers.
    pub(crate) fn mcp_file(&self, path: &Utf8Path) -> Option<(DialectId, &McpFileRow)> {
        may_be_settings(path)
            .then(|| self.dialects.mcp_file(&slashed(path)))
            .flatten()
    }

    /// The rows about what a file defines as entries of a map. `path` has forward slashes.
    pub(crate) fn listings<'a>(
        &'a self,
        path: &'a str,
    ) -> impl Iterator<Item = (DialectId, &'a ListingRow)> {
        let is_one = may_be_settings(Utf8Path::new(path));
        let users = is_one.then(|| self.listings_of_user(Utf8Path::new(path)));
        let mut users = users.into_iter().flatten().peekable();
        // The same file may be found by its name alone.
        let rows = (is_one && users.peek().is_none()).then(|| self.dialects.listings(path));
        users.chain(rows.into_iter().flatten())
    }

    /// The same for a file in one of the user's configuration folders.
    fn listings_of_user<'a>(
        &'a self,
        path: &'a Utf8Path,
    ) -> impl Iterator<Item = (DialectId, &'a ListingRow)> {
        let around = self.home.around(path);
        around.flat_map(|(id, _, relative)| {
            let relative = slashed(relative);
            let rows = self.dialects.get(id).listings().iter();
            let rows = rows.filter(move |row| row.config_paths.contains(&relative));
            rows.map(move |row| (id, row))
        })
    }

    /// True for a file that may define agents or commands as entries of a map.
    pub(crate) fn may_list(&self, path: &Utf8Path) -> bool {
        may_be_settings(path) && self.listings(&slashed(path)).next().is_some()
    }

    /// What is defined by an entry of the file at `path`, which a program looks for there.
    pub(crate) fn of_listed(&self, path: &Utf8Path, dialect: DialectId, kind: FileKind) -> Place {
        let place = Place {
            user: self.home.holds(path),
            ..self.outside_plugins(path, dialect, kind, true)
        };
        // In a dot folder it speaks for what is around that.
        let above = place.folder.parent();
        let is_dotted = |folder: &Utf8Path| {
            let name = folder.file_name();
            name.is_some_and(|name| name.starts_with('.'))
        };
        match above.filter(|_| is_dotted(&place.folder)) {
            Some(above) => Place {
                home: self.shared(above),
                ..place
            },
            None => place,
        }
    }

    /// How the file at `path` is read.
    pub fn reading(&self, path: &Utf8Path) -> Reading {
        self.reading_in(self.by_place(path).as_ref(), path)
    }

    /// The same for a file whose place is known, or known to say nothing.
    pub(crate) fn reading_in(&self, place: Option<&Place>, path: &Utf8Path) -> Reading {
        match place {
            Some(place) => self.dialects.get(place.dialect).reading(place.kind),
            None if self.may_be_told_by_shape(path) => Reading::default(),
            None => self.dialects.reading_by_name(path.as_str()),
        }
    }

    /// Forgets which folders are plugins and repositories, after what says so came, went or changed.
    pub fn forget_folders(&self) {
        self.folders.clear();
        self.plugins.clear();
        self.markets.clear();
        self.repositories.clear();
    }

    /// What the file at `path` is, if it is an agent file at all.
    pub fn of(
        &self,
        path: &Utf8Path,
        text: &str,
        front_matter: Option<&FrontMatter>,
    ) -> Option<Place> {
        self.by_place(path)
            .or_else(|| self.as_stub(path, text))
            .or_else(|| self.by_shape(path, text, front_matter?))
    }

    /// What the file at `path` is where it lies, whatever links lead to it.
    pub fn without_links(
        &self,
        path: &Utf8Path,
        text: &str,
        front_matter: Option<&FrontMatter>,
    ) -> Option<Place> {
        self.at(path)
            .or_else(|| self.by_shape(path, text, front_matter?))
    }

    /// False for a text that can't be an agent file, as is told without reading further than its
    /// first line.
    pub fn may_be(&self, path: &Utf8Path, text: &str) -> bool {
        self.may_be_by_shape(path, text)
            || self.is_known_place(path)
            || self.as_stub(path, text).is_some()
    }

    /// False for a text whose fields can't tell it to be an agent file.
    pub(crate) fn may_be_by_shape(&self, path: &Utf8Path, text: &str) -> bool {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        (start.starts_with("---") && self.may_be_told_by_shape(path))
            || self.may_be_told_by_field(path)
    }

    /// True where the place alone may make the file an agent file, so that it is worth reading
    /// even if it doesn't start with a fence.
    pub fn is_known_place(&self, path: &Utf8Path) -> bool {
        self.by_place(path).is_some()
    }

    /// The links that scans have come across.
    pub(crate) fn links(&self) -> &Links {
        &self.links
    }

    /// False where scans have come across no link, so that each file lies at one path.
    pub fn knows_links(&self) -> bool {
        self.links.are_any()
    }

    /// Where the file at `path` really lies, as far as scans have come across the links on the
    /// way. Looks at no disk.
    pub fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        self.links.real(path)
    }

    /// The other paths by which the file at `path` is reached, through links that scans have come
    /// across.
    pub fn other_paths(&self, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        self.links.paths_to(path)
    }

    /// The links to the file at `path` that are in the index in its place.
    pub fn read_through(&self, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        self.links.read_through(path)
    }

    /// Where the link at `path` leads, if scans have come across one there.
    pub fn link_target(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.links.target(path)
    }

    /// What the file at `path` is by its place alone, or by that of a link through which it is
    /// reached.
    pub(crate) fn by_place(&self, path: &Utf8Path) -> Option<Place> {
        let place = self.at(path);
        if place.as_ref().is_some_and(|place| place.loaded) {
            return place;
        }
        let linked = self.loaded_through(path).map(|(_, linked)| Place {
            folder: self.folder_of(path),
            ..linked
        });
        linked.or(place)
    }

    /// The path through a link by which a program loads the file at `path`, and what it is there.
    fn loaded_through(&self, path: &Utf8Path) -> Option<(Utf8PathBuf, Place)> {
        self.links.paths_to(path).into_iter().find_map(|link| {
            let place = self.at(&link).filter(|place| place.loaded)?;
            Some((link, place))
        })
    }

    /// What a file is that lies at `path`, links apart.
    pub(crate) fn at(&self, path: &Utf8Path) -> Option<Place> {
        if !self.dialects.may_be_placed(path.file_name()?) {
            return None;
        }
        if let Some(place) = self.in_config_folder(path) {
            return Some(place);
        }
        let plugin = self.plugin_of(path);
        let listed = plugin.as_ref().and_then(|plugin| {
            let (kind, _) = self.listed_as(plugin, path)?;
            Some((plugin.dialect, kind))
        });
        if let (Some((dialect, kind)), Some(plugin)) = (listed, &plugin) {
            return Some(self.in_plugin(path, dialect, kind, plugin, true));
        }
        let own = self.dialects.places(PlaceGlobs::Anywhere, &slashed(path));
        let own = own.into_iter().next();
        let in_plugin = plugin.as_ref().map_or_else(Vec::new, |plugin| {
            let below = below(path, &plugin.root);
            let mut found = self.dialects.places(PlaceGlobs::Plugin, &below);
            found.retain(|it| self.dialects.is_same_program(it.dialect, plugin.dialect));
            found
        });
        // Of one program, its own places come before those in plugins.
        let as_plugin = in_plugin.first().copied();
        let is_own = match (own, as_plugin) {
            (Some(own), Some(as_plugin)) => own.dialect <= as_plugin.dialect,
            (own, _) => own.is_some(),
        };
        let found = if is_own { own } else { as_plugin };
        let Some(Found { dialect, kind, .. }) = found else {
            return self.to_be_copied(path);
        };
        let plugin = plugin.filter(|_| {
            let mut found = in_plugin.iter();
            found.any(|it| (it.dialect, it.kind) == (dialect, kind))
        });
        Some(match plugin {
            Some(plugin) => {
                let is_read = plugin.replaced_by(path).is_none();
                self.in_plugin(path, dialect, kind, &plugin, is_read)
            }
            None => self.outside_plugins(path, dialect, kind, true),
        })
    }

    fn in_plugin(
        &self,
        path: &Utf8Path,
        dialect: DialectId,
        kind: FileKind,
        plugin: &Arc<Plugin>,
        loaded: bool,
    ) -> Place {
        Place {
            plugin: Some(Arc::clone(plugin)),
            home: self.shared(&plugin.root),
            ..self.outside_plugins(path, dialect, kind, loaded)
        }
    }

    fn outside_plugins(
        &self,
        path: &Utf8Path,
        dialect: DialectId,
        kind: FileKind,
        loaded: bool,
    ) -> Place {
        Place {
            dialect,
            kind,
            plugin: None,
            loaded,
            home: self.home_of(path),
            folder: self.folder_of(path),
            user: false,
        }
    }

    /// What a file is that is so wherever it lies. It is loaded where somebody looks for it;
    /// otherwise once it is copied to such a place.
    fn to_be_copied(&self, path: &Utf8Path) -> Option<Place> {
        let path_text = slashed(path);
        let found = self.dialects.places(PlaceGlobs::Copied, &path_text);
        // For whom it is going to be nobody knows, so a standard comes before a program.
        let is_standard = |it: &&Found| self.dialects.get(it.dialect).role() == Role::Standard;
        let Found { dialect, kind, .. } = *found.iter().find(is_standard).or(found.first())?;
        let loaded = !self.dialects.readers_of(kind, &path_text).is_empty();
        Some(self.outside_plugins(path, dialect, kind, loaded))
    }

    /// The program that would load the file at `path`, which is `place`, if the folder around its
    /// own were not there, and that folder. `None` if its own program loads it as it lies.
    pub fn too_deep(&self, path: &Utf8Path, place: &Place) -> Option<(DialectId, Utf8PathBuf)> {
        if place.loaded && self.dialects.get(place.dialect).role() == Role::Program {
            return None;
        }
        let own = path.parent()?;
        // A whole folder of them elsewhere, such as one of old commands, was put aside.
        if self.dialects.kind_of_folder(own.file_name()?) == Some(place.kind) {
            return None;
        }
        self.found_further_up(path, place.kind)
    }

    /// The program that would find the file at `path`, of a kind, if the folder around its own were
    /// not there, and that folder.
    fn found_further_up(
        &self,
        path: &Utf8Path,
        kind: FileKind,
    ) -> Option<(DialectId, Utf8PathBuf)> {
        let own = path.parent()?;
        let between = own.parent()?;
        let above = between.parent()?.join(own.file_name()?);
        let raised = above.join(path.file_name()?);
        let written = slashed(path);
        let reads = |id: DialectId| self.dialects.is_read_by(id, kind, &written);
        let plugin = self.plugin_of(path);
        let in_plugin = plugin.as_ref().map_or_else(Vec::new, |plugin| {
            let mut found = self
                .dialects
                .places(PlaceGlobs::Plugin, &below(&raised, &plugin.root));
            found.retain(|it| it.dialect == plugin.dialect);
            found
        });
        let own = self
            .dialects
            .places(PlaceGlobs::Anywhere, &slashed(&raised));
        let mut found = own.into_iter().chain(in_plugin);
        let found = found.find(|it| {
            let is_open = self.dialects.get(it.dialect).is_open();
            it.kind == kind && !is_open && !reads(it.dialect)
        })?;
        Some((found.dialect, between.to_owned()))
    }

    /// The program that would load the file at `path`, which is `place`, if it had a folder of its own,
    /// and where it would lie then: `skills/deploy/SKILL.md` for `skills/deploy.md`.
    pub fn without_folder(
        &self,
        path: &Utf8Path,
        place: &Place,
    ) -> Option<(DialectId, Utf8PathBuf)> {
        let (dialect, kind, inside) = self.in_own_folder(path).filter(|_| !place.loaded)?;
        (kind == place.kind).then_some((dialect, inside))
    }

    /// The program that would find the file at `path` in a folder of its own, what it would be there,
    /// and its path. One whose own place that is comes before those that read others' files there.
    fn in_own_folder(&self, path: &Utf8Path) -> Option<(DialectId, FileKind, Utf8PathBuf)> {
        let own = path.parent()?;
        let kind = self.dialects.kind_of_folder(own.file_name()?)?;
        let among = [PlaceGlobs::Anywhere, PlaceGlobs::Reads].into_iter();
        among
            .flat_map(|among| self.dialects.iter().map(move |program| (among, program)))
            .find_map(|(among, program)| {
                let row = program.kind(kind)?;
                let name = row.paths.first()?.rsplit('/').next()?;
                let is_in_folder = row.named_by.contains(&NamedBy::Folder) && !name.contains('*');
                if program.role() != Role::Program || !is_in_folder {
                    return None;
                }
                let inside = own.join(path.file_stem()?).join(name);
                let found = self.dialects.places(among, &slashed(&inside));
                let is_its = |it: &Found| self.dialects.get(it.dialect).id() == program.id();
                let found = found.into_iter().find(|it| it.kind == kind && is_its(it))?;
                Some((found.dialect, kind, inside))
            })
    }

    /// What a file is that would be one in a folder of its own, where it says both what it is called
    /// and what it is for.
    fn as_folderless(&self, path: &Utf8Path, front_matter: &FrontMatter) -> Option<Place> {
        let (dialect, kind, _) = self.in_own_folder(path)?;
        let says = |atom: Atom| {
            let mut fields = self.dialects.get(dialect).fields(kind);
            fields.any(|it| it.shape.is(atom) && front_matter.field(&it.name).is_some())
        };
        (says(Atom::Name) && says(Atom::Description))
            .then(|| self.outside_plugins(path, dialect, kind, false))
    }

    /// What a file is that lies in one of the user's configuration folders.
    fn in_config_folder(&self, path: &Utf8Path) -> Option<Place> {
        self.home.around(path).find_map(|(id, folder, relative)| {
            let found = self.dialects.places(PlaceGlobs::Config, &slashed(relative));
            let kind = found.into_iter().find(|it| it.dialect == id)?.kind;
            Some(Place {
                dialect: id,
                kind,
                plugin: None,
                loaded: true,
                home: self.shared(folder),
                folder: self.folder_of(path),
                user: true,
            })
        })
    }

    /// What a file of a common name is that names its format in a field.
    fn told_by_field(&self, path: &Utf8Path, front_matter: &FrontMatter) -> Option<Place> {
        let told = self.dialects.places(PlaceGlobs::Told, &slashed(path));
        let found = told.into_iter().find(|it| {
            let row = self.dialects.get(it.dialect).kind(it.kind);
            let told = row.and_then(|row| row.told.as_ref());
            told.is_some_and(|it| front_matter.text_of(&it.field) == Some(&it.value))
        })?;
        Some(self.outside_plugins(path, found.dialect, found.kind, true))
    }

    /// Collections keep agents in `agents/`, `categories/*/` and the like; what they are shows in
    /// their front matter. Programs' own documentation and README files have none of that.
    pub(crate) fn by_shape(
        &self,
        path: &Utf8Path,
        text: &str,
        front_matter: &FrontMatter,
    ) -> Option<Place> {
        if let Some(place) = self.told_by_field(path, front_matter) {
            return Some(place);
        }
        if !self.may_be_told_by_shape(path) {
            return None;
        }
        if let Some(place) = self.as_folderless(path, front_matter) {
            return Some(place);
        }
        let mut programs = self.dialects.by_shape();
        let (dialect, row, kind) = programs.find_map(|(id, row)| {
            let (kind, _) = self.shape((id, row), path, front_matter).ok()?;
            Some((id, row, kind))
        })?;
        // A list of tools of which the program has none is another program's, and so is a command
        // with a field of another's.
        let foreign = match kind {
            FileKind::Agent => names_foreign_tools(row, text, front_matter),
            FileKind::Command => self.has_foreign_field(row, kind, front_matter),
            _ => false,
        };
        let dialect = if self.others_folder(dialect, path).is_some() {
            self.found_further_up(path, kind)?.0
        } else if foreign || self.is_kept_for_another(dialect, path) {
            self.dialects.unknown()?
        } else {
            dialect
        };
        let home = self.home_of(path);
        Some(Place {
            dialect,
            kind,
            plugin: self.plugin_of(path),
            loaded: false,
            home,
            folder: self.folder_of(path),
            user: false,
        })
    }

    /// What a Markdown file is that is no agent file but stands beside some: standing text that
    /// defines nothing.
    pub(crate) fn as_guest(&self, path: &Utf8Path) -> Option<Place> {
        if !self.may_be_told_by_shape(path) {
            return None;
        }
        let (dialect, _) = self.dialects.by_shape().next()?;
        let plugin = self.plugin_of(path);
        let home = match &plugin {
            Some(plugin) => self.shared(&plugin.root),
            None => self.home_of(path),
        };
        Some(Place {
            dialect,
            kind: FileKind::Memory,
            plugin,
            loaded: false,
            home,
            folder: self.folder_of(path),
            user: false,
        })
    }

    /// What front matter shows a file to be, and by what; or what is missing for that.
    fn shape(
        &self,
        (id, row): (DialectId, &Dialect),
        path: &Utf8Path,
        front_matter: &FrontMatter,
    ) -> Result<(FileKind, Sign), WhyNot> {
        if path
            .file_stem()
            .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
        {
            return Err(WhyNot::Readme);
        }
        if let Some(folder) = self.others_folder(id, path)
            && self.found_further_up(path, FileKind::Agent).is_none()
        {
            return Err(WhyNot::OthersFolder(folder.to_owned()));
        }
        if self.is_part_of_skill(path) {
            return Err(WhyNot::PartOfSkill);
        }
        let has = |name: &str| front_matter.field(name).is_some();
        let under = |kind: FileKind| {
            let (folder, found) = self.kind_folder(path)?;
            (found == kind).then(|| Sign::Folder(folder.to_owned()))
        };
        let only_in = |kind: FileKind, other: FileKind| {
            let mut fields = row.fields(kind);
            let field =
                fields.find(|field| row.field(other, &field.name).is_none() && has(&field.name))?;
            Some(Sign::Field(field.name.clone()))
        };
        let required = row.fields(FileKind::Agent).filter(|field| field.required);
        let missing: Vec<String> = required
            .filter(|field| !has(&field.name))
            .map(|field| field.name.clone())
            .collect();
        if missing.is_empty() {
            let sign = only_in(FileKind::Agent, FileKind::Skill).or_else(|| under(FileKind::Agent));
            if let Some(sign) = sign {
                return Ok((FileKind::Agent, sign));
            }
        }
        // A slip in one name makes no agent vanish from its folder.
        if let [missing] = &missing[..]
            && has_slip(row, front_matter, missing)
            && let Some(sign) = under(FileKind::Agent)
        {
            return Ok((FileKind::Agent, sign));
        }
        match under(FileKind::Command) {
            Some(sign) if self.is_command(row, path, front_matter) => Ok((FileKind::Command, sign)),
            _ if missing.is_empty() => Err(WhyNot::NothingTells),
            _ => Err(WhyNot::LacksFields(missing)),
        }
    }

    /// True for front matter with a field of another program's in files of that kind: a switch that
    /// the program of `row` neither has nor takes for a slip, or one with the name of an agent that
    /// comes with the other. Other fields are called alike by chance.
    fn has_foreign_field(&self, row: &Dialect, kind: FileKind, front_matter: &FrontMatter) -> bool {
        let comes_with = |program: &Dialect, name: &str| {
            let mut agents = program.builtin_agents().iter();
            agents.any(|agent| agent.name == name)
        };
        front_matter.entries.iter().any(|entry| {
            let name = entry.name.as_str();
            let others = self.dialects.iter().filter(|it| it.role() == Role::Program);
            let mut others = others.filter_map(|other| Some((other, other.field(kind, name)?)));
            if !row.knows_field(kind, name) {
                let is_slip = row.misnomer(kind, name).is_some();
                return !is_slip && others.any(|(_, field)| field.shape.is(Atom::Boolean));
            }
            let value = entry.value.text().unwrap_or_default();
            !comes_with(row, value)
                && others
                    .any(|(other, field)| field.shape.is(Atom::Agent) && comes_with(other, value))
        })
    }

    /// True for a file in a folder of commands that has a field which only those have. A
    /// description is what pages of documentation have, too: it tells only where the file has no
    /// field of theirs and lies in no folder of theirs.
    fn is_command(&self, row: &Dialect, path: &Utf8Path, front_matter: &FrontMatter) -> bool {
        let has = |name: &str| front_matter.field(name).is_some();
        let fields = row.fields(FileKind::Command).filter(|it| has(&it.name));
        let fields: Vec<&Field> = fields.collect();
        let is_its_own =
            |field: &Field| !field.shape.is(Atom::Description) && !field.shape.is(Atom::Name);
        if fields.iter().copied().any(is_its_own) {
            return true;
        }
        let lexicon = self.dialects.lexicon();
        let mut folders = self.in_repository(path).iter();
        let is_page = lexicon.page_fields().iter().any(|name| has(name))
            || folders.any(|part| lexicon.page_folders().iter().any(|it| it == part));
        !fields.is_empty() && !is_page
    }

    /// True for what makes the folder that it lies in a repository: a folder, or a file that says
    /// where that is.
    pub fn is_repository_mark(&self, path: &Utf8Path) -> bool {
        path.file_name() == Some(REPOSITORY)
    }

    /// The root of the innermost repository that holds `path`; `None` outside of any.
    pub fn repository_of(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        let folder = path.parent()?;
        if let Some(known) = self.repositories.get(folder.as_str()) {
            return known.clone();
        }
        let found = if self.disk.exists(&folder.join(REPOSITORY)) {
            Some(folder.to_owned())
        } else {
            self.repository_of(folder)
        };
        self.repositories.insert(folder.to_string(), found.clone());
        found
    }

    /// The innermost folder around `path` that is named for a kind of file.
    fn kind_folder<'a>(&self, path: &'a Utf8Path) -> Option<(&'a Utf8Path, FileKind)> {
        path.ancestors().skip(1).find_map(|folder| {
            let name = folder.file_name()?;
            let above = folder.parent().and_then(Utf8Path::file_name);
            let by_both = || {
                let above = above.filter(|above| above.starts_with('.'))?;
                self.dialects.kind_of_folder(&format!("{above}/{name}"))
            };
            let kind = self.dialects.kind_of_folder(name).or_else(by_both)?;
            Some((folder, kind))
        })
    }

    /// The folder that a file's team shares: above the folder named for its kind and, if that is
    /// in a dot folder, above that too.
    fn home_of(&self, path: &Utf8Path) -> Arc<Utf8Path> {
        let kind_folder = self.kind_folder(path).map(|(folder, _)| folder);
        let Some(above) = kind_folder.and_then(Utf8Path::parent) else {
            return self.folder_of(path);
        };
        let hidden = above.file_name().is_some_and(|name| name.starts_with('.'));
        self.shared(above.parent().filter(|_| hidden).unwrap_or(above))
    }

    /// The folder that a file lies in.
    fn folder_of(&self, path: &Utf8Path) -> Arc<Utf8Path> {
        self.shared(path.parent().unwrap_or(path))
    }

    /// The one copy of a folder's path: there are many files in it.
    fn shared(&self, folder: &Utf8Path) -> Arc<Utf8Path> {
        if let Some(known) = self.folders.get(folder.as_str()) {
            return known.clone();
        }
        let shared = self.folders.entry(folder.to_string());
        shared.or_insert_with(|| folder.into()).clone()
    }
}

/// True for what may be a file of settings: all of those are JSON, and nearly all others aren't.
fn may_be_settings(path: &Utf8Path) -> bool {
    matches!(path.extension(), Some("json" | "jsonc"))
}

/// True where a field that no agent has looks like the one of that name.
fn has_slip(row: &Dialect, front_matter: &FrontMatter, name: &str) -> bool {
    let mut entries = front_matter.entries.iter();
    entries.any(|entry| {
        row.field(FileKind::Agent, &entry.name).is_none() && is_likely_typo(&entry.name, name)
    })
}

/// True for a list of tools none of which is the program's, and for a map of tools, which is how
/// others write them.
fn names_foreign_tools(row: &Dialect, text: &str, front_matter: &FrontMatter) -> bool {
    let is_map = row.fields(FileKind::Agent).any(|field| {
        let entry = front_matter.field(&field.name);
        field.shape.holds(Atom::Tool)
            && !field.shape.holds(Atom::Map)
            && entry.is_some_and(|entry| matches!(entry.value.value, Value::Map { .. }))
    });
    if is_map {
        return true;
    }
    let parts = values::parts(row, FileKind::Agent, front_matter, text);
    let tools: Vec<&str> = parts
        .iter()
        .filter(|part| part.atom == Atom::Tool)
        .map(|part| PermissionRule::parse(text, part.span).tool.of(text))
        .collect();
    let foreign = |tool: &&str| matches!(row.tool(tool), ToolName::Unknown);
    tools.len() > 1 && tools.iter().all(foreign)
}

/// A path with forward slashes, as globs read it and messages show it.
pub fn slashed(path: &Utf8Path) -> String {
    path.as_str().replace(MAIN_SEPARATOR, "/")
}

/// The part of a path below a folder that it lies in, as globs read it.
fn below(path: &Utf8Path, folder: &Utf8Path) -> String {
    slashed(path.strip_prefix(folder).unwrap_or(path))
}
