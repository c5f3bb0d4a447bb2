//! Small workspaces written as text.
//!
//! `//- /path` starts a file, and `<|>` marks the cursor:
//!
//! ```text
//! //- /w/.claude/agents/a.md
//! Delegate to b<|>-c.
//! //- /w/.claude/agents/b-c.md
//! ---
//! name: b-c
//! ---
//! ```
//!
//! `//- /path -> target` is a link that leads nowhere, or out of the workspace: to what lies in
//! `/outside`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;

use crate::disk::normalize;
use crate::scan;
use crate::walk::FOREIGN;
use crate::{Disk, FileId, Home, Snapshot, Unreadable, World};

/// The cursor's mark.
pub const CURSOR: &str = "<|>";

/// A workspace and a cursor in it.
#[derive(Debug)]
pub struct Fixture {
    /// The world, with every file on its disk and the one with the cursor open.
    pub world: World,
    /// The file with the cursor, or else the first.
    pub path: Utf8PathBuf,
    /// The cursor's byte offset.
    pub offset: usize,
}

/// A disk in memory.
#[derive(Debug, Default)]
struct MemoryDisk {
    files: BTreeMap<Utf8PathBuf, String>,
    /// Links that lead nowhere or outside.
    links: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

/// What lies in it is out of every workspace.
const OUTSIDE: &str = "/outside";

impl Disk for MemoryDisk {
    fn text(&self, path: &Utf8Path, most: u64) -> Result<String, Unreadable> {
        let text = self.files.get(&self.real(path));
        let text = text.ok_or_else(|| Unreadable::Io(std::io::ErrorKind::NotFound.into()))?;
        match text.len() as u64 <= most {
            true => Ok(text.clone()),
            false => Err(Unreadable::TooLarge(most)),
        }
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        self.files.contains_key(&self.real(path))
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        let real = self.real(path);
        self.files.keys().any(|file| file.starts_with(&real))
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        let path = normalize(path);
        let target = self.links.get(&path).zip(path.parent());
        target.map_or(path.clone(), |(target, folder)| {
            normalize(&folder.join(target))
        })
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.links.get(path).cloned()
    }

    fn list(&self, folder: &Utf8Path) -> Vec<String> {
        let folder = normalize(folder);
        let mut names: Vec<String> = self
            .files
            .keys()
            .filter_map(|file| file.strip_prefix(&folder).ok())
            .filter_map(|below| {
                let mut parts = below.components();
                let name = parts.next()?.as_str().to_owned();
                Some(if parts.next().is_some() {
                    name + "/"
                } else {
                    name
                })
            })
            .collect();
        names.dedup();
        names
    }

    fn files_below(
        &self,
        folder: &Utf8Path,
        _: bool,
        is_wanted: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf> {
        let is_foreign = |path: &Utf8Path| path.iter().any(|part| FOREIGN.contains(&part));
        let below = self.files.keys().filter(|file| file.starts_with(folder));
        let wanted = below.filter(|file| !is_foreign(file) && is_wanted(file));
        wanted.cloned().collect()
    }
}

impl Fixture {
    /// Reads a workspace. Text before the first `//-` line is the file `/w/.claude/agents/main.md`.
    ///
    /// # Panics
    /// If the tables can't be read; another test says why.
    pub fn parse(text: &str) -> Self {
        Self::parse_with(dialects(), text)
    }

    /// The same with other tables.
    ///
    /// # Panics
    /// If there is no file.
    pub fn parse_with(tables: Arc<Dialects>, text: &str) -> Self {
        let mut cursor = None;
        let mut first = None;
        let mut files = BTreeMap::new();
        for (path, content) in split(text) {
            let content = match content.find(CURSOR) {
                Some(offset) => {
                    cursor = Some((path.clone(), offset));
                    content.replacen(CURSOR, "", 1)
                }
                None => content,
            };
            first.get_or_insert_with(|| path.clone());
            files.insert(path, content);
        }
        let mut fixture = Self::of(tables, files, links(text));
        let (path, offset) = cursor.unwrap_or_else(|| (first.unwrap_or_default(), 0));
        if let Some(text) = fixture.world.places().disk().read(&path) {
            fixture.world.open(&path, &text, 1);
        }
        Self {
            path,
            offset,
            ..fixture
        }
    }

    /// A workspace of these files, none of them open.
    ///
    /// # Panics
    /// If the tables can't be read; another test says why.
    pub fn new(files: BTreeMap<Utf8PathBuf, String>) -> Self {
        Self::of(dialects(), files, BTreeMap::new())
    }

    fn of(
        dialects: Arc<Dialects>,
        files: BTreeMap<Utf8PathBuf, String>,
        links: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    ) -> Self {
        let at: Vec<Utf8PathBuf> = links.keys().cloned().collect();
        let paths: Vec<Utf8PathBuf> = files.keys().cloned().collect();
        let today = jiff::civil::date(2026, 11, 23);
        let home = Home::new(&dialects, Some(Utf8PathBuf::from("/home/me")), |_| None);
        let mut world = World::new(dialects, Arc::new(MemoryDisk { files, links }), home, today);
        let tops = paths
            .iter()
            .chain(&at)
            .filter_map(|path| path.iter().nth(1));
        let tops = tops.map(|top| Utf8Path::new("/").join(top));
        let tops: BTreeSet<Utf8PathBuf> = tops.filter(|top| top != OUTSIDE).collect();
        for top in &tops {
            world.places().open(top);
        }
        world.look_for_programs(tops.iter().map(Utf8PathBuf::as_path));
        for path in paths.iter().filter(|path| !path.starts_with(OUTSIDE)) {
            if let Some(found) = scan::read(path, &world.places().clone()) {
                world.take_over(found);
            }
        }
        for link in &at {
            if let Some(link) = world.places().dangling_link(link) {
                world.take_over(scan::Found::Dangling(Box::new(link)));
            }
        }
        world.set_complete(true);
        Self {
            world,
            path: Utf8PathBuf::new(),
            offset: 0,
        }
    }

    /// The world as it is, and the file with the cursor.
    ///
    /// # Panics
    /// If the fixture is empty.
    pub fn snapshot(&self) -> (Snapshot, FileId) {
        let snapshot = self.world.snapshot();
        let id = snapshot
            .index()
            .find(&self.path)
            .expect("the file with the cursor is open");
        (snapshot, id)
    }

    /// The paths of its agent files.
    pub fn agent_files(&self) -> Vec<Utf8PathBuf> {
        let snapshot = self.world.snapshot();
        let files = snapshot.index().files();
        files.map(|(_, file, _)| file.path.clone()).collect()
    }
}

/// The tables, read once for all fixtures of a test binary.
fn dialects() -> Arc<Dialects> {
    static DIALECTS: OnceLock<Arc<Dialects>> = OnceLock::new();
    let read = || Arc::new(Dialects::builtin().expect("the tables are tested elsewhere"));
    DIALECTS.get_or_init(read).clone()
}

/// The links that lead nowhere or outside.
fn links(text: &str) -> BTreeMap<Utf8PathBuf, Utf8PathBuf> {
    let links = text.lines().filter_map(|line| {
        let (path, target) = line.strip_prefix("//- ")?.split_once(" -> ")?;
        Some((path.into(), target.trim().into()))
    });
    links.collect()
}

fn split(text: &str) -> Vec<(Utf8PathBuf, String)> {
    let mut files = vec![(
        Utf8PathBuf::from("/w/.claude/agents/main.md"),
        String::new(),
    )];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("//- ") {
            Some(path) => files.push((Utf8PathBuf::from(path.trim()), String::new())),
            None => {
                // There is always a file: the list starts with one.
                if let Some((_, content)) = files.last_mut() {
                    content.push_str(line);
                }
            }
        }
    }
    files.retain(|(_, content)| !content.is_empty());
    files
}
