//! Every program, the places of all of them, and the words that mentions are recognised by.

use std::collections::BTreeSet;
use std::sync::Arc;

use dossier_syntax::{Lexicon, Reading};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::{TableError, built_in, tables};
use crate::places::{Found, PlaceGlobs, PlaceSet};
use crate::rows::Role;
use crate::tables::LEXICON;
use crate::{Dialect, FileKind, LimitId, ListingRow, McpFileRow, OwnRows, Rules};

/// Every program, and the words that mentions are recognised by.
#[derive(Debug)]
pub struct Dialects {
    all: Vec<Dialect>,
    /// Of each dialect, the one whose vocabulary holds in its files: mostly itself.
    vocabularies: Arc<[DialectId]>,
    places: Arc<AllPlaces>,
    lexicon: Arc<Lexicon>,
    rules: Arc<Rules>,
}

/// What the kinds of all programs say of where files lie. Rows of the user's own change none of it.
#[derive(Debug)]
struct AllPlaces {
    anywhere: PlaceSet,
    reads: PlaceSet,
    copied: PlaceSet,
    told: PlaceSet,
    config: PlaceSet,
    plugin: PlaceSet,
    old: PlaceSet,
    except: PlaceSet,
    kind_folders: FxHashMap<String, FileKind>,
    /// What ends the names of agent files, with the dot: `.md`.
    extensions: BTreeSet<String>,
    /// What may stand before that, with the dot: `.agent`.
    suffixes: BTreeSet<String>,
    /// How the paths end that programs look at, with `x` for whatever may stand there; the shortest
    /// first.
    tails: Vec<String>,
    /// Dot folders in which programs look for files.
    dot_folders: BTreeSet<String>,
    /// The manifests of plugins, and the lists of marketplaces, relative to their roots.
    manifests: BTreeSet<String>,
    /// The whole names of files whose places give them.
    names: BTreeSet<String>,
    /// A program, and which of its rows about such files it is.
    mcp: PlaceSet<(DialectId, usize)>,
    /// The same for files that define something as entries of a map.
    listings: PlaceSet<(DialectId, usize)>,
    largest: Option<u64>,
}

impl AllPlaces {
    fn new(all: &[Dialect]) -> Result<Self, String> {
        let set = |among| PlaceSet::new(ids(all), among);
        let kinds = || all.iter().flat_map(Dialect::kinds);
        let globs = || {
            kinds().flat_map(|kind| {
                let own = kind.paths.iter().chain(&kind.config_paths);
                own.chain(&kind.plugin_paths).chain(&kind.copied)
            })
        };
        let anywhere = kinds().flat_map(|kind| kind.paths.iter().chain(&kind.reads));
        let dot_folders = anywhere.flat_map(|glob| {
            let folders = glob.rsplit_once('/').map_or("", |(folders, _)| folders);
            let dotted = |part: &&str| part.starts_with('.') && !part.contains('*');
            folders.split('/').filter(dotted).map(str::to_owned)
        });
        let limits = all.iter().flat_map(|dialect| {
            let kinds = dialect.kinds().iter();
            kinds.filter_map(|kind| dialect.limit(LimitId::Bytes, kind.id))
        });
        // Of a program's two ways of writing, the first has the fields that entries have.
        let mut seen = FxHashSet::default();
        let listings = ids(all).filter(|(_, dialect)| seen.insert(dialect.id()));
        let listings = listings.flat_map(|(id, dialect)| {
            let rows = dialect.listings().iter().enumerate();
            rows.flat_map(move |(at, row)| row.paths.iter().map(move |it| (it.as_str(), (id, at))))
        });
        let mcp = ids(all).flat_map(|(id, dialect)| {
            let rows = dialect.mcp_files().iter().enumerate();
            rows.map(move |(at, row)| (row.path.as_str(), (id, at)))
        });
        Ok(Self {
            names: globs().filter_map(|glob| whole_name(glob)).collect(),
            mcp: PlaceSet::of(mcp)?,
            listings: PlaceSet::of(listings)?,
            anywhere: set(PlaceGlobs::Anywhere)?,
            reads: set(PlaceGlobs::Reads)?,
            copied: set(PlaceGlobs::Copied)?,
            told: set(PlaceGlobs::Told)?,
            config: set(PlaceGlobs::Config)?,
            plugin: set(PlaceGlobs::Plugin)?,
            old: set(PlaceGlobs::Old)?,
            except: set(PlaceGlobs::Except)?,
            kind_folders: all.iter().rev().flat_map(Dialect::kind_folders).collect(),
            extensions: globs().filter_map(|glob| extension(glob)).collect(),
            suffixes: kinds()
                .flat_map(|kind| &kind.suffixes)
                .map(|suffix| format!(".{suffix}"))
                .collect(),
            tails: tails(globs()),
            dot_folders: dot_folders.collect(),
            manifests: all
                .iter()
                .filter_map(Dialect::plugins)
                .flat_map(|plugins| [plugins.manifest.clone(), plugins.marketplace.clone()])
                .collect(),
            largest: limits.map(|limit| limit.value as u64).max(),
        })
    }

    fn of(&self, among: PlaceGlobs) -> &PlaceSet {
        match among {
            PlaceGlobs::Anywhere => &self.anywhere,
            PlaceGlobs::Reads => &self.reads,
            PlaceGlobs::Copied => &self.copied,
            PlaceGlobs::Told => &self.told,
            PlaceGlobs::Config => &self.config,
            PlaceGlobs::Plugin => &self.plugin,
            PlaceGlobs::Old => &self.old,
            PlaceGlobs::Except => &self.except,
        }
    }
}

/// `.md` of a glob that leaves the name open; `None` where the whole name is given.
fn extension(glob: &str) -> Option<String> {
    let name = glob.rsplit('/').next().unwrap_or(glob);
    let (stem, extension) = name.rsplit_once('.')?;
    stem.contains('*').then(|| format!(".{extension}"))
}

/// How the paths end that globs match: all that can be cut off from their ends.
fn tails<'a>(globs: impl Iterator<Item = &'a String>) -> Vec<String> {
    let plain = globs.filter(|glob| !glob.contains(['{', '[', '?']));
    let mut tails: BTreeSet<(usize, String)> = BTreeSet::new();
    for glob in plain {
        let parts = glob
            .split('/')
            .filter(|part| !part.is_empty() && *part != "**");
        let parts: Vec<String> = parts.map(|part| part.replace('*', "x")).collect();
        tails
            .extend((1..=parts.len()).map(|count| (count, parts[parts.len() - count..].join("/"))));
    }
    tails.into_iter().map(|(_, tail)| tail).collect()
}

/// `plugin.json` of a glob that gives the whole name.
fn whole_name(glob: &str) -> Option<String> {
    let name = glob.rsplit('/').next().unwrap_or(glob);
    (!name.contains(['*', '?', '[', '{'])).then(|| name.to_owned())
}

impl Dialects {
    /// The tables that come with Dossier.
    ///
    /// # Errors
    /// A table that is not as its schema says; a test keeps that from happening.
    pub fn builtin() -> Result<Self, TableError> {
        Self::with_tables([])
    }

    /// The same, and tables of other programs: paths such as `acme/tools.toml`, and texts.
    ///
    /// # Errors
    /// A table that is not as its schema says.
    pub fn with_tables<'a>(
        others: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, TableError> {
        let others: Vec<(&str, &str)> = others.into_iter().collect();
        let are_tested = others.is_empty();
        let all = tables(built_in()?, others)?.into_iter().map(|table| {
            let program = table.program.as_ref();
            let id = program.map_or_else(String::new, |program| program.id.clone());
            Dialect::new(table).map_err(|reason| TableError::new(&id, &reason))
        });
        let all = all.collect::<Result<Vec<_>, _>>()?;
        let mut vocabularies = Vec::new();
        for (own, dialect) in ids(&all) {
            // Those that come with Dossier are looked at by a test, which saves every start that.
            if let Some(reason) = (!are_tested).then(|| dialect.broken_pattern()).flatten() {
                return Err(TableError::new(dialect.id(), &reason));
            }
            // Loading says so where there is no such program.
            let lender = dialect.borrows_from().and_then(|lender| {
                let mut others = ids(&all);
                others.find_map(|(id, other)| (other.id() == lender).then_some(id))
            });
            vocabularies.push(lender.unwrap_or(own));
        }
        let places = AllPlaces::new(&all).map_err(|reason| TableError::new("dialects", &reason))?;
        let lexicon = serde_json::from_str(LEXICON)
            .map_err(|e| TableError::new("mentions.toml", &e.to_string()))?;
        Ok(Self {
            all,
            vocabularies: vocabularies.into(),
            places: Arc::new(places),
            lexicon: Arc::new(lexicon),
            rules: Arc::new(Rules::builtin()?),
        })
    }

    /// The same tables with rows of the user's own.
    #[must_use]
    pub fn with_own(&self, own: &OwnRows) -> Self {
        let all = self.all.iter();
        Self {
            all: all.map(|dialect| dialect.with_own(own)).collect(),
            vocabularies: self.vocabularies.clone(),
            places: self.places.clone(),
            lexicon: self.lexicon.clone(),
            rules: self.rules.clone(),
        }
    }

    /// The ids of the programs of which fields are known: those that `readers` in a configuration
    /// may name.
    pub fn programs(&self) -> BTreeSet<String> {
        let known = self.all.iter().filter(|dialect| dialect.knows_fields());
        known.map(|dialect| dialect.id().to_owned()).collect()
    }

    /// The dialects of programs by their ids or titles, in any case. A name that no program has
    /// stands for none.
    pub fn called(&self, names: &[String]) -> Vec<DialectId> {
        let wanted: Vec<String> = names.iter().map(|name| program_id(name)).collect();
        let is_wanted = |it: &Dialect| {
            let title = program_id(it.title());
            wanted.iter().any(|name| *name == title || name == it.id())
        };
        let all = self.ids().filter(|(_, it)| is_wanted(it));
        all.map(|(id, _)| id).collect()
    }

    /// The dialects, those first whose rules hold before others'. A program that writes a kind of
    /// file in two ways has two.
    pub fn iter(&self) -> impl Iterator<Item = &Dialect> {
        self.all.iter()
    }

    /// The dialect at a place in [`Dialects::iter`].
    pub fn get(&self, id: DialectId) -> &Dialect {
        &self.all[id.0 as usize]
    }

    /// The dialects with their ids.
    pub fn ids(&self) -> impl Iterator<Item = (DialectId, &Dialect)> {
        ids(&self.all)
    }

    /// True for dialects of one program.
    pub fn is_same_program(&self, one: DialectId, other: DialectId) -> bool {
        one == other || self.get(one).id() == self.get(other).id()
    }

    /// The programs whose files are told by their front matter where they lie in no place.
    pub fn by_shape(&self) -> impl Iterator<Item = (DialectId, &Dialect)> {
        self.ids()
            .filter(|(_, dialect)| !dialect.told_by_shape().is_empty())
    }

    /// What files are of whose program nothing is known.
    pub fn unknown(&self) -> Option<DialectId> {
        let mut all = self.ids();
        all.find(|(_, dialect)| dialect.role() == Role::Unknown)
            .map(|(id, _)| id)
    }

    /// What `path` is by the globs of one list, the first programs first. Paths have forward
    /// slashes and are relative to what the list is about; see [`PlaceGlobs`]. Exceptions are
    /// taken out, but where they are asked for.
    pub fn places(&self, among: PlaceGlobs, path: &str) -> Vec<Found> {
        let mut found: Vec<Found> = self.places.of(among).matches(path).collect();
        if among != PlaceGlobs::Except && !found.is_empty() {
            let except: Vec<Found> = self.places.except.matches(path).collect();
            found.retain(|it| {
                let mut except = except.iter();
                !except.any(|not| (not.dialect, not.kind) == (it.dialect, it.kind))
            });
        }
        found
    }

    /// True where `path` would be in a place of the same program and kind as `except`, if that
    /// didn't take it out.
    pub fn would_place(&self, among: PlaceGlobs, path: &str, except: Found) -> bool {
        let mut found = self.places.of(among).matches(path);
        found.any(|it| (it.dialect, it.kind) == (except.dialect, except.kind))
    }

    /// The programs that read files of `kind` at `path`, which is absolute and has forward
    /// slashes, each with the globs that say so; standards are left out.
    pub fn readers_of(&self, kind: FileKind, path: &str) -> Vec<(DialectId, Vec<&str>)> {
        let mut readers: Vec<(DialectId, Vec<&str>)> = Vec::new();
        for (among, found) in self.held_at(kind, path) {
            let dialect = self.get(found.dialect);
            // What is copied first is not read here.
            if dialect.role() != Role::Program || among == PlaceGlobs::Copied {
                continue;
            }
            let glob = dialect.place_glob(kind, among, found.glob);
            let known = |id: DialectId| self.is_same_program(id, found.dialect);
            match readers.iter_mut().find(|(id, _)| known(*id)) {
                Some((_, globs)) => globs.extend(glob),
                None => readers.push((found.dialect, glob.into_iter().collect())),
            }
        }
        readers.sort_by_key(|(id, _)| *id);
        readers
    }

    /// True where the program of the dialect `program` reads files of `kind` at `path`.
    pub fn is_read_by(&self, program: DialectId, kind: FileKind, path: &str) -> bool {
        let readers = self.readers_of(kind, path);
        let mut readers = readers.iter();
        readers.any(|(reader, _)| self.is_same_program(*reader, program))
    }

    /// True where programs or standards other than that of the dialect `own` hold for files of
    /// `kind` at `path`.
    pub fn is_read_by_others(&self, own: DialectId, kind: FileKind, path: &str) -> bool {
        let mut found = self.held_at(kind, path);
        found.any(|(_, it)| !self.is_same_program(it.dialect, own))
    }

    /// True where a program or a standard that holds at `path` knows the field `name`.
    pub fn is_field_known_at(&self, kind: FileKind, path: &str, name: &str) -> bool {
        let mut found = self.held_at(kind, path);
        found.any(|(among, it)| self.knows_among(kind, among, it.dialect, name))
    }

    /// True where the program of the dialect `id` knows the field `name` in files of `kind` at
    /// `path`.
    pub fn is_field_read_by(&self, id: DialectId, kind: FileKind, path: &str, name: &str) -> bool {
        let mut found = self.held_at(kind, path);
        found.any(|(among, it)| {
            self.is_same_program(it.dialect, id) && self.knows_among(kind, among, it.dialect, name)
        })
    }

    /// True where a program knows the field `name` in the files of one list of its places.
    fn knows_among(&self, kind: FileKind, among: PlaceGlobs, id: DialectId, name: &str) -> bool {
        let dialect = self.get(id);
        let row = dialect.kind(kind).filter(|_| among == PlaceGlobs::Reads);
        match row
            .map(|row| &row.knows_in_reads)
            .filter(|them| !them.is_empty())
        {
            Some(them) => them.iter().any(|it| it == name),
            None => dialect.knows_field(kind, name),
        }
    }

    /// What makes a file of `kind` at `path`, which is absolute and has forward slashes, somebody's:
    /// programs' own places first, and then those of others that they read too.
    fn held_at(&self, kind: FileKind, path: &str) -> impl Iterator<Item = (PlaceGlobs, Found)> {
        let lists = [PlaceGlobs::Anywhere, PlaceGlobs::Reads, PlaceGlobs::Copied];
        let lists = lists.into_iter();
        let found = lists.flat_map(move |among| {
            let found = self.places(among, path).into_iter();
            found.map(move |it| (among, it))
        });
        found.filter(move |(_, it)| it.kind == kind)
    }

    /// How the file at `path` is read if its place says nothing: by its name's end.
    pub fn reading_by_name(&self, path: &str) -> Reading {
        if let Some(told) = self.places(PlaceGlobs::Told, path).first() {
            return self.get(told.dialect).reading(told.kind);
        }
        let kinds = self.ids().flat_map(|(_, dialect)| {
            let kinds = dialect.kinds().iter();
            kinds.map(move |kind| (dialect, kind))
        });
        let ends = |glob: &String| extension(glob).is_some_and(|end| path.ends_with(&end));
        let mut kinds = kinds.filter(|(_, kind)| kind.paths.iter().any(ends));
        kinds
            .next()
            .map(|(dialect, kind)| dialect.reading(kind.id))
            .unwrap_or_default()
    }

    /// The extensions of files that their front matter may tell to be agent files wherever they
    /// lie, without the dot.
    pub fn shape_extensions(&self) -> impl Iterator<Item = &str> {
        let all = self.all.iter().flat_map(Dialect::told_by_shape);
        all.map(String::as_str)
    }

    /// What ends the names of agent files, with the dot: `.md`.
    pub fn extensions(&self) -> impl Iterator<Item = &str> {
        self.places.extensions.iter().map(String::as_str)
    }

    /// What may stand before that, with the dot: `.agent` in `x.agent.md`.
    pub fn suffixes(&self) -> impl Iterator<Item = &str> {
        self.places.suffixes.iter().map(String::as_str)
    }

    /// The dot folders in which programs look for files: a folder that has one is a project.
    pub fn dot_folders(&self) -> impl Iterator<Item = &str> {
        self.places.dot_folders.iter().map(String::as_str)
    }

    /// How the paths end that programs look at, with `x` for whatever may stand there; the shortest
    /// first. Whether a program looks for anything in a folder can be told by them.
    pub fn file_tails(&self) -> impl Iterator<Item = &str> {
        self.places.tails.iter().map(String::as_str)
    }

    /// The manifests of plugins, and the lists of marketplaces, relative to their roots.
    pub fn manifests(&self) -> impl Iterator<Item = &str> {
        self.places.manifests.iter().map(String::as_str)
    }

    /// False for a file name that no place of any program can make an agent file's.
    pub fn may_be_placed(&self, file_name: &str) -> bool {
        let mut extensions = self.places.extensions.iter();
        self.places.names.contains(file_name) || extensions.any(|end| file_name.ends_with(end))
    }

    /// True for a whole name that some program gives to files of a kind, so that many share it.
    pub fn is_given_name(&self, file_name: &str) -> bool {
        self.places.names.contains(file_name)
    }

    /// The row about a file that configures MCP servers, and its program. `path` is absolute and
    /// has forward slashes.
    pub fn mcp_file(&self, path: &str) -> Option<(DialectId, &McpFileRow)> {
        let (id, at) = self.places.mcp.matches(path).next()?;
        Some((id, &self.get(id).mcp_files()[at]))
    }

    /// The rows about what a file defines as entries of a map, each with its program. `path` is
    /// absolute and has forward slashes.
    pub fn listings<'a>(
        &'a self,
        path: &'a str,
    ) -> impl Iterator<Item = (DialectId, &'a ListingRow)> {
        let rows = self.places.listings.matches(path);
        rows.map(|(id, at)| (id, &self.get(id).listings()[at]))
    }

    /// The globs of files that define something as entries of a map.
    pub fn listing_paths(&self) -> impl Iterator<Item = &str> {
        let rows = self.all.iter().flat_map(Dialect::listings);
        rows.flat_map(|row| &row.paths).map(String::as_str)
    }

    /// The globs of files that configure MCP servers.
    pub fn mcp_paths(&self) -> impl Iterator<Item = &str> {
        let rows = self.all.iter().flat_map(Dialect::mcp_files);
        rows.map(|row| row.path.as_str())
    }

    /// The size of the largest files that a program reads, in bytes.
    pub fn largest_file(&self) -> Option<u64> {
        self.places.largest
    }

    /// The kind of file that folders of that name hold, such as `agents`. For a common name, that is
    /// known only together with the name of the folder above: `.acme/notes`.
    pub fn kind_of_folder(&self, name: &str) -> Option<FileKind> {
        self.places.kind_folders.get(name).copied()
    }

    /// The folder that files of a kind lie in, such as `agents`.
    pub fn folder_of_kind(&self, kind: FileKind) -> Option<String> {
        let mut folders = self.all.iter().flat_map(Dialect::kind_folders);
        folders
            .find(|(name, found)| *found == kind && !name.contains('/'))
            .map(|(name, _)| name)
    }

    /// The program whose tools, models and built-in names hold in files of the program `id`.
    pub fn vocabulary(&self, id: DialectId) -> &Dialect {
        self.get(self.vocabularies[id.0 as usize])
    }

    /// The words that mentions are recognised by.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// What is reported.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
}

fn ids(all: &[Dialect]) -> impl Iterator<Item = (DialectId, &Dialect)> {
    // There are some dozens of programs.
    all.iter()
        .enumerate()
        .map(|(at, dialect)| (DialectId(at as u8), dialect))
}

/// A dialect among [`Dialects`]; the smallest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DialectId(u8);

/// The id that a program's title makes: `acme-agents` for `Acme Agents`.
pub fn program_id(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_follow_their_schema() {
        let dialects = Dialects::builtin().unwrap();
        assert!(dialects.iter().count() > 10);
        for dialect in dialects.iter() {
            assert_eq!(dialect.broken_pattern(), None, "{}", dialect.id());
        }
        assert!(dialects.by_shape().count() == 1 && dialects.unknown().is_some());
    }

    #[test]
    fn no_line_of_a_table_is_too_long_to_read() {
        const MOST: usize = 110;
        for (path, text) in crate::tables::DIALECTS.iter().chain(crate::tables::RULES) {
            for line in text.lines().filter(|line| !line.contains("://")) {
                assert!(line.chars().count() <= MOST, "{path}: {line}");
            }
        }
    }

    #[test]
    fn who_reads_a_file_follows_from_each_program_s_places() {
        let dialects = Dialects::builtin().unwrap();
        let path = "/w/.claude/agents/a.md";
        let own = dialects.places(PlaceGlobs::Anywhere, path);
        assert_eq!(own.len(), 1, "{own:?}");
        let readers = dialects.readers_of(FileKind::Agent, path);
        assert!(readers.len() >= 3 && readers[0].0 == own[0].dialect);
        assert!(
            dialects
                .readers_of(FileKind::Agent, "/w/agents/a.md")
                .is_empty()
        );
        assert!(dialects.is_field_known_at(FileKind::Agent, path, "readonly"));
        assert!(!dialects.is_field_known_at(FileKind::Agent, path, "raedonly"));
    }
}
